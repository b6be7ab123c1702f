"""What leaves the editor: pixels alone, at full resolution, with nothing of what was hidden."""

import random
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QColorSpace, QImage, QPainter
from PySide6.QtWidgets import QApplication

from desk_gui.ui.editor.flatten import EncodingError, burnt_in, encode, flatten
from desk_gui.ui.editor.layers import read_layers
from desk_gui.ui.editor.painting import HIDDEN, text_plate
from desk_gui.ui.editor.picture import OpenTrouble, Picture, open_picture, with_levels
from desk_gui.ui.editor.shapes import (
    Arrow,
    Box,
    Crop,
    Highlight,
    Pen,
    Point,
    Rect,
    Redaction,
    Shape,
    Step,
    Text,
)

pytestmark = pytest.mark.usefixtures("qapp")

SIZE = QSize(120, 90)
AREA = QRect(30, 20, 50, 40)
HIDE = Redaction(Rect(30, 20, 50, 40))
RED, BLUE = "#e02d24", "#1766d6"
MARKER = "MARKER-GPS-48.137"


def noisy(seed: int, image_format: QImage.Format = QImage.Format.Format_RGB32, size: QSize = SIZE) -> QImage:
    """Return a picture without two neighbours alike; with alpha, where the format has it."""
    chance = random.Random(seed)  # noqa: S311 - the same picture every time
    image = QImage(size, image_format)
    if image_format == QImage.Format.Format_Indexed8:
        image.setColorTable([chance.getrandbits(32) | 0xFF000000 for _ in range(256)])
    for y in range(size.height()):
        for x in range(size.width()):
            value = chance.getrandbits(8) if image_format == QImage.Format.Format_Indexed8 else chance.getrandbits(32)
            if image_format == QImage.Format.Format_Indexed8:
                image.setPixel(x, y, value)
            else:
                image.setPixelColor(x, y, QColor.fromRgba(value))
    return image


def with_other_pixels(image: QImage, area: QRect, seed: int) -> QImage:
    """Return the picture with other noise in an area."""
    other, made = noisy(seed, image.format(), image.size()), image.copy()
    for y in range(area.top(), area.bottom() + 1):
        for x in range(area.left(), area.right() + 1):
            made.setPixelColor(x, y, other.pixelColor(x, y))
    return made


def opened(path: Path) -> Picture:
    picture = open_picture(path)
    assert isinstance(picture, Picture)
    return picture


def saved_picture(image: QImage, path: Path) -> Picture:
    assert image.save(str(path), quality=100)
    return opened(path)


@pytest.mark.parametrize("image_format", [QImage.Format.Format_RGB32, QImage.Format.Format_ARGB32])
def test_hidden_pixels_are_one_colour_and_all_others_stay(image_format: QImage.Format) -> None:
    original = noisy(1, image_format)

    flat = burnt_in(original, (HIDE,))

    for y in range(SIZE.height()):
        for x in range(SIZE.width()):
            expected = QColor(HIDDEN) if AREA.contains(x, y) else original.pixelColor(x, y)
            assert flat.pixelColor(x, y) == expected, (x, y)


@given(st.floats(-20, 130), st.floats(-20, 100), st.floats(0, 150), st.floats(0, 120))
def test_a_hidden_area_of_any_place_is_solid_up_to_whole_pixels(
    x: float, y: float, width: float, height: float
) -> None:
    white = QImage(SIZE, QImage.Format.Format_RGB32)
    white.fill(QColor("white"))

    flat = burnt_in(white, (Redaction(Rect(x, y, width, height)),))

    covered = Rect(x, y, width, height).whole_pixels()
    for row in range(SIZE.height()):
        for column in (*range(0, SIZE.width(), 7), *(int(edge) + d for edge in covered for d in (-1, 0, 1))):
            if 0 <= column < SIZE.width():
                is_covered = covered.x <= column < covered.right and covered.y <= row < covered.bottom
                assert flat.pixelColor(column, row) == QColor(HIDDEN if is_covered else "white")


@pytest.mark.parametrize("suffix", [".png", ".jpg"])
@pytest.mark.parametrize("image_format", [QImage.Format.Format_RGB32, QImage.Format.Format_ARGB32])
def test_nothing_of_what_was_hidden_reaches_the_file(tmp_path: Path, suffix: str, image_format: QImage.Format) -> None:
    """Two pictures that differ in the hidden area alone become the same bytes: so the bytes say nothing about it."""
    if suffix == ".jpg":
        # As bitmaps: written as JPEG the originals would differ around the area as well.
        one, other = noisy(1), with_other_pixels(noisy(1), AREA, seed=2)
        pictures = [Picture((image,), suffix) for image in (one, other)]
    else:
        one = noisy(1, image_format)
        other = with_other_pixels(one, AREA, seed=2)
        pictures = [
            saved_picture(one, tmp_path / f"one{suffix}"),
            saved_picture(other, tmp_path / f"other{suffix}"),
        ]
    over_it: tuple[Shape, ...] = (HIDE, Highlight((Point(20, 40), Point(90, 40)), "#ffc400", 4))

    first, second = (flatten(picture, over_it) for picture in pictures)

    assert pictures[0].image != pictures[1].image
    assert first.data == second.data
    assert QImage.fromData(first.data).pixelColor(AREA.topLeft()).lightness() < 40


def test_a_mark_below_hidden_data_is_hidden_too() -> None:
    flat = burnt_in(noisy(1), (Arrow(Point(0, 0), Point(110, 80), RED, 6), HIDE))

    assert {flat.pixelColor(x, y).name() for x in (30, 50, 79) for y in (20, 40, 59)} == {HIDDEN}


def png_chunks(data: bytes) -> list[bytes]:
    """Return the names of a PNG's chunks."""
    names, at = [], 8
    while at < len(data):
        length = struct.unpack(">I", data[at : at + 4])[0]
        names.append(data[at + 4 : at + 8])
        at += length + 12
    return names


@pytest.mark.parametrize("image_format", [QImage.Format.Format_RGB32, QImage.Format.Format_Indexed8])
@pytest.mark.parametrize("space", [QColorSpace.NamedColorSpace.DisplayP3, QColorSpace.NamedColorSpace.SRgb])
def test_texts_profile_palette_and_resolution_of_a_png_stay_behind(
    tmp_path: Path, image_format: QImage.Format, space: QColorSpace.NamedColorSpace
) -> None:
    image = noisy(1, image_format)
    image.setText("Comment", MARKER)
    image.setDotsPerMeterX(7777)
    image.setColorSpace(QColorSpace(space))
    picture = saved_picture(image, tmp_path / "original.png")
    before = (tmp_path / "original.png").read_bytes()
    assert {b"iCCP", b"sRGB"} & {*png_chunks(before)}
    assert MARKER.encode() in before

    data = flatten(picture, (HIDE,)).data

    assert set(png_chunks(data)) <= {b"IHDR", b"pHYs", b"IDAT", b"IEND"}
    assert MARKER.encode() not in data
    assert QImage.fromData(data).dotsPerMeterX() == 3780


def exif(orientation: int) -> bytes:
    """Return an APP1 segment with an orientation, a secret, and a thumbnail that is a secret too."""
    text = MARKER.encode() + b"\0"
    entries = struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0) + struct.pack(">HHII", 0x010E, 2, len(text), 38)
    tiff = b"MM\0*" + struct.pack(">IH", 8, 2) + entries + struct.pack(">I", 0) + text + b"THUMB-" + text
    content = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(content) + 2) + content


@pytest.mark.parametrize(("orientation", "size"), [(1, (120, 90)), (6, (90, 120)), (3, (120, 90))])
def test_a_photo_is_upright_and_its_metadata_stays_behind(
    tmp_path: Path, orientation: int, size: tuple[int, int]
) -> None:
    path = tmp_path / "photo.jpg"
    image = noisy(1)
    image.fill(QColor("green"))
    painter = QPainter(image)
    painter.fillRect(0, 0, 40, 30, QColor("red"))
    painter.end()
    plain = encode(image, ".jpg")
    path.write_bytes(plain[:2] + exif(orientation) + plain[2:])
    corner = {1: (5, 5), 6: (size[0] - 6, 5), 3: (size[0] - 6, size[1] - 6)}[orientation]

    edited = flatten(opened(path), (HIDE,))
    flat = QImage.fromData(edited.data)

    assert MARKER.encode() in path.read_bytes()
    assert MARKER.encode() not in edited.data
    assert b"Exif" not in edited.data
    assert (flat.width(), flat.height()) == size
    assert flat.pixelColor(*corner).red() > 200
    assert edited.suffix == ".jpg"
    assert edited.data[:3] == b"\xff\xd8\xff"


def test_colours_of_a_wide_profile_are_turned_into_srgb(tmp_path: Path) -> None:
    image = QImage(SIZE, QImage.Format.Format_RGB32)
    image.fill(QColor(120, 200, 60))
    wide = QColorSpace(QColorSpace.NamedColorSpace.DisplayP3)
    image.setColorSpace(wide)
    expected = image.convertedToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb)).pixelColor(5, 5)

    picture = saved_picture(image, tmp_path / "wide.png")

    assert expected != QColor(120, 200, 60)
    assert picture.image.pixelColor(5, 5) == expected
    assert picture.image.pixelColor(100, 80) == expected


@pytest.mark.parametrize(
    "space",
    [
        QColorSpace(QColorSpace.NamedColorSpace.SRgb),
        QColorSpace(QColorSpace.Primaries.SRgb, QColorSpace.TransferFunction.Gamma, 2.2),
    ],
)
def test_pixels_of_a_usual_profile_stay_as_they_are(tmp_path: Path, space: QColorSpace) -> None:
    image = noisy(1)
    image.setColorSpace(space)

    picture = saved_picture(image, tmp_path / "usual.png")

    assert all(picture.image.pixel(x, y) == image.pixel(x, y) for x in range(120) for y in range(0, 90, 9))


def test_a_crop_keeps_its_pixels_at_full_resolution() -> None:
    original = noisy(1, QImage.Format.Format_ARGB32)

    flat = burnt_in(original, (Crop(Rect(17, 11, 60, 50)),))

    assert flat.size() == QSize(60, 50)
    assert all(flat.pixel(x, y) == original.pixel(x + 17, y + 11) for x in range(60) for y in range(50))


def test_marks_keep_their_place_in_a_cropped_picture() -> None:
    white = QImage(SIZE, QImage.Format.Format_RGB32)
    white.fill(QColor("white"))

    flat = burnt_in(white, (HIDE, Crop(Rect(20, 10, 80, 70))))

    assert flat.pixelColor(10, 10).name() == HIDDEN
    assert flat.pixelColor(59, 49).name() == HIDDEN
    assert flat.pixelColor(9, 10) == flat.pixelColor(60, 49) == QColor("white")


def every_mark() -> tuple[Shape, ...]:
    plate = text_plate(Point(10, 10), "Text", 2)
    return (
        Arrow(Point(10, 10), Point(100, 70), RED, 3),
        Box(Rect(20, 20, 60, 40), RED, 3),
        Pen((Point(10, 10), Point(50, 60), Point(90, 20)), RED, 3),
        Pen((Point(60, 45),), RED, 6),
        Highlight((Point(10, 40), Point(100, 40)), RED, 3),
        Text(plate, "Text", RED, 2),
        Step(Point(60, 45), RED, 4),
        HIDE,
    )


@pytest.mark.parametrize("index", range(8))
def test_every_mark_is_seen_and_touches_nothing_beyond_its_bounds(index: int) -> None:
    shape = every_mark()[index]
    white = QImage(SIZE, QImage.Format.Format_RGB32)
    white.fill(QColor("white"))

    flat = burnt_in(white, (shape,))

    bounds = shape.bounds()
    touched = [(x, y) for x in range(120) for y in range(90) if flat.pixelColor(x, y) != QColor("white")]
    assert touched
    assert all(bounds.contains(Point(x, y)) or bounds.contains(Point(x + 1, y + 1)) for x, y in touched)
    if not isinstance(shape, Redaction):
        colours = [flat.pixelColor(*place) for place in touched]
        assert max(colour.red() - colour.blue() for colour in colours) > 60


def test_steps_count_themselves() -> None:
    white = QImage(SIZE, QImage.Format.Format_RGB32)
    white.fill(QColor("white"))
    first, second = Step(Point(30, 45), BLUE, 5), Step(Point(90, 45), BLUE, 5)
    area = QRect(65, 20, 50, 50)

    as_second = burnt_in(white, (first, HIDE, second)).copy(area)
    as_first = burnt_in(white, (HIDE, second)).copy(area)
    alone = burnt_in(white, (second,)).copy(area)

    assert as_second != as_first
    assert as_first.pixelColor(25, 25) == alone.pixelColor(25, 25)


def test_a_large_picture_stays_as_large(tmp_path: Path) -> None:
    image = QImage(3000, 2000, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))

    edited = flatten(saved_picture(image, tmp_path / "large.png"), (HIDE,))

    flat = QImage.fromData(edited.data)
    assert flat.size() == QSize(3000, 2000)
    assert flat.pixelColor(2999, 1999) == QColor("#336699")
    assert read_layers(edited.layers) == ((HIDE,), 0)


@pytest.mark.parametrize(
    ("name", "image_format", "suffix"),
    [
        ("photo.jpg", QImage.Format.Format_RGB32, ".jpg"),
        ("grey.jpg", QImage.Format.Format_Grayscale8, ".jpg"),
        ("shot.png", QImage.Format.Format_RGB32, ".png"),
        ("clear.png", QImage.Format.Format_ARGB32, ".png"),
        ("grey.png", QImage.Format.Format_Grayscale8, ".png"),
        ("old.bmp", QImage.Format.Format_RGB32, ".png"),
    ],
)
def test_photos_stay_photos_and_the_rest_is_lossless(
    tmp_path: Path, name: str, image_format: QImage.Format, suffix: str
) -> None:
    image = QImage(SIZE, image_format)
    image.fill(QColor("#808080"))

    edited = flatten(saved_picture(image, tmp_path / name), (HIDE,))

    flat = QImage.fromData(edited.data)
    assert edited.suffix == suffix
    assert abs(flat.pixelColor(QPoint(5, 5)).red() - 0x80) <= 2
    assert flat.pixelColor(AREA.center()).lightness() <= 2


def test_the_content_counts_not_the_name(tmp_path: Path) -> None:
    image = noisy(1)
    path = tmp_path / "really-a-photo.png"
    path.write_bytes(encode(image, ".jpg"))

    assert opened(path).suffix == ".jpg"


def test_what_cannot_be_encoded_is_said() -> None:
    with pytest.raises(EncodingError):
        encode(QImage(), ".png")


def png(width: int, height: int) -> bytes:
    """Return a PNG that claims a size and has next to no data."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    )


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="http://127.0.0.1:%d/x.png"/></svg>'


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (png(30_000, 30_000), OpenTrouble.TOO_LARGE),
        (png(100, 100), OpenTrouble.DAMAGED),
        (SVG % 1, OpenTrouble.NOT_A_PICTURE),
        (b"%PDF-1.7 and so on", OpenTrouble.NOT_A_PICTURE),
        (b"", OpenTrouble.NOT_A_PICTURE),
        (None, OpenTrouble.GONE),
    ],
    ids=["bomb", "truncated", "svg", "pdf", "empty", "gone"],
)
@pytest.mark.parametrize("name", ["picture.png", "picture.svg"])
def test_what_cannot_be_shown_is_told_apart(
    tmp_path: Path, name: str, content: bytes | None, trouble: OpenTrouble
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)

    assert open_picture(path) is trouble


def test_a_truncated_screenshot_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "half.png"
    data = encode(noisy(1), ".png")
    path.write_bytes(data[: len(data) // 2])

    assert open_picture(path) is OpenTrouble.DAMAGED


def test_smaller_copies_show_the_same_picture(tmp_path: Path, qapp: QApplication) -> None:
    del qapp
    image = QImage(4003, 2001, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.fillRect(2001, 0, 2002, 2001, QColor("blue"))
    painter.end()

    levels = with_levels(saved_picture(image, tmp_path / "wide.png")).levels

    assert [level.width() for level in levels] == [4003, 2001, 1000]
    for level in levels:
        assert level.pixelColor(level.width() // 4, level.height() - 1) == QColor("white")
        assert level.pixelColor(3 * level.width() // 4, level.height() - 1) == QColor("blue")
