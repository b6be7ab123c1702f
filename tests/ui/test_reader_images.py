"""Decoded images become PNG files, whatever became of their alpha; thumbnails of hostile pictures are not made."""

import struct
import zlib
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, qRgba

from desk_gui.ui.attachments.images import encode_png, image_source
from desk_gui.ui.attachments.thumbnails import decode_scaled

ARGB = QImage.Format.Format_ARGB32


def decoded(image: QImage) -> QImage:
    return QImage.fromData(encode_png(image))


def filled(colour: int, size: tuple[int, int] = (7, 5), form: QImage.Format = ARGB) -> QImage:
    image = QImage(*size, form)
    image.fill(colour)
    return image


def test_pixels_arrive_as_they_were() -> None:
    image = filled(qRgba(10, 200, 30, 255))
    image.setPixelColor(3, 2, QColor(1, 2, 3, 77))
    assert decoded(image).convertToFormat(ARGB) == image


def test_an_alpha_that_got_lost_does_not_hide_the_picture() -> None:
    image = filled(qRgba(10, 200, 30, 0))
    seen = decoded(image)
    assert not seen.hasAlphaChannel() or seen.pixelColor(0, 0).alpha() == 255
    assert seen.pixelColor(6, 4) == QColor(10, 200, 30)


def test_nothing_at_all_is_white() -> None:
    assert decoded(filled(0)).pixelColor(3, 3) == QColor("white")


def test_one_visible_pixel_keeps_the_alpha() -> None:
    image = filled(qRgba(10, 200, 30, 0))
    image.setPixelColor(6, 4, QColor(1, 2, 3, 1))
    assert decoded(image).pixelColor(0, 0).alpha() == 0


def test_a_file_is_made_of_it_when_it_is_copied() -> None:
    source = image_source(filled(qRgba(1, 2, 3, 255)))
    assert source.name.startswith("Screenshot ")
    assert source.name.endswith(".png")
    assert source.data is None
    assert source.make is not None
    assert QImage.fromData(source.make()).size() == QSize(7, 5)
    assert image_source(QImage()).make is not None
    assert encode_png(QImage()) == b""


def png_of(width: int, height: int, lines: int) -> bytes:
    """Return a PNG that claims a size, with so many of its lines in it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    line = bytes(1 + (width + 7) // 8)
    data = b"".join(packer.compress(line) for _ in range(lines)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def test_a_decompression_bomb_has_no_preview(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.png"
    bomb.write_bytes(png_of(30_000, 30_000, 30_000))
    assert bomb.stat().st_size < 1_000_000
    assert decode_scaled(bomb, QSize(150, 74)).isNull()
    (tmp_path / "small.png").write_bytes(png_of(300, 300, 300))
    assert not decode_scaled(tmp_path / "small.png", QSize(150, 74)).isNull()


@pytest.mark.parametrize("name", ["truncated.png", "drawing.png", "empty.png", "absent.png"])
def test_a_picture_that_cannot_be_read_has_no_preview(tmp_path: Path, name: str) -> None:
    contents = {
        "truncated.png": png_of(300, 300, 300)[:60],
        "drawing.png": b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
        "empty.png": b"",
    }
    if name in contents:
        (tmp_path / name).write_bytes(contents[name])
    assert decode_scaled(tmp_path / name, QSize(150, 74)).isNull()
