"""What photos say about whoever took them goes, and the picture stays the same to the pixel."""

import io
import random
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from support.photos import (
    DEVICE,
    SECRETS,
    SERIAL,
    XMP,
    chunk,
    encoded,
    exif,
    heic,
    jpeg,
    picture,
    pixels,
    png,
    profile,
    segment,
    small_picture,
    webp,
)

from desk_gui.outbox.exif import has_location, least_exif, orientation_of
from desk_gui.outbox.metadata import Cleaning, clean_chunks, look

JPEG, PNG, WEBP, HEIC, AVIF = "image/jpeg", "image/png", "image/webp", "image/heic", "image/avif"
PHOTOS: Final = [(JPEG, jpeg), (PNG, png), (WEBP, webp)]
SCREENSHOT: Final = encoded(picture(), "PNG")
EVERY: Final = {JPEG: jpeg(), PNG: png(), WEBP: webp(), HEIC: heic(), AVIF: heic(kind="AVIF")}


def plan_of(data: bytes, media_type: str) -> Cleaning:
    return look(io.BytesIO(data), media_type)


def cleaned(data: bytes, media_type: str) -> bytes:
    cleaning = plan_of(data, media_type)
    return b"".join(clean_chunks(io.BytesIO(data), cleaning)) if cleaning.pieces else data


def said_in(data: bytes) -> list[bytes]:
    return [secret for secret in (*SECRETS, small_picture()[20:200]) if secret in data]


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(("media_type", "make"), PHOTOS, ids=[kind for kind, _ in PHOTOS])
def test_everything_goes_and_the_picture_stays(
    media_type: str, make: Callable[..., bytes], order: str, orientation: int
) -> None:
    photo = make(tiff=exif(orientation=orientation, order=order))
    assert len(said_in(photo)) >= 4
    clean = cleaned(photo, media_type)

    assert said_in(clean) == []
    assert pixels(clean) == pixels(photo), "size, mode, pixels, colour profile, and which way up"
    assert pixels(clean)[-1] == orientation
    assert plan_of(photo, media_type).has_location
    assert plan_of(clean, media_type) == Cleaning(), "a clean photo stays byte for byte"


@pytest.mark.parametrize(
    ("media_type", "data"),
    [
        (JPEG, encoded(picture(), "JPEG", icc_profile=profile())),
        (JPEG, encoded(picture(), "JPEG", progressive=True, dpi=(72, 72)) + bytes(64)),
        (JPEG, encoded(picture(mode="CMYK"), "JPEG")),
        (JPEG, encoded(picture(mode="L"), "JPEG", restart_marker_blocks=2)),
        (PNG, encoded(picture(), "PNG", icc_profile=profile(), dpi=(144, 144))),
        (PNG, encoded(picture(mode="P"), "PNG", transparency=3)),
        (PNG, SCREENSHOT[:33] + chunk(b"tEXt", b"Software\0gnome-screenshot") + SCREENSHOT[33:]),
        (WEBP, encoded(picture(), "WEBP")),
        (WEBP, encoded(picture(mode="RGBA"), "WEBP", lossless=True, icc_profile=profile())),
        ("image/gif", encoded(picture(mode="P"), "GIF")),
    ],
)  # fmt: skip
def test_a_picture_that_says_nothing_stays_byte_for_byte(media_type: str, data: bytes) -> None:
    assert plan_of(data, media_type) == Cleaning()


@pytest.mark.parametrize(("media_type", "make"), PHOTOS, ids=[kind for kind, _ in PHOTOS])
def test_a_device_without_a_place_is_no_location(media_type: str, make: Callable[..., bytes]) -> None:
    photo = make(tiff=exif(has_place=False))
    for place in (XMP, exif().hex().encode()):
        photo = photo.replace(place, b"x" * len(place))
    cleaning = plan_of(photo, media_type)

    assert cleaning.pieces
    assert cleaning.has_location == (media_type == PNG), "the PNG has the place in ImageMagick's words as well"


@pytest.mark.parametrize("mode", ["progressive", "restarts", "cmyk", "grey"])
def test_every_kind_of_jpeg(mode: str) -> None:
    image = picture(200, 150, mode={"cmyk": "CMYK", "grey": "L"}.get(mode, "RGB"))
    kinds: dict[str, dict[str, Any]] = {
        "progressive": {"progressive": True},
        "restarts": {"restart_marker_blocks": 3},
    }
    options = kinds.get(mode, {})
    photo = jpeg(image=image, **options)

    assert pixels(cleaned(photo, JPEG)) == pixels(photo)
    assert said_in(cleaned(photo, JPEG)) == []


def test_pictures_and_films_behind_the_first_go() -> None:
    hidden = jpeg(image=picture(64, 64))
    photo = segment_after_start(encoded(picture(), "JPEG"), segment(0xE2, b"MPF\0" + SERIAL)) + hidden

    assert said_in(photo)
    assert cleaned(photo, JPEG) == encoded_again(photo)


def segment_after_start(data: bytes, extra: bytes) -> bytes:
    return data[:2] + extra + data[2:]


def encoded_again(photo: bytes) -> bytes:
    """Return the photo up to its end, without the one segment that was put in."""
    extra = segment(0xE2, b"MPF\0" + SERIAL)
    return photo.replace(extra, b"")[: photo.replace(extra, b"").index(b"\xff\xd9") + 2]


def test_what_a_crop_left_behind_a_png_goes() -> None:
    uncropped = chunk(b"IDAT", SERIAL * 20) + chunk(b"IEND", b"")
    clean = encoded(picture(), "PNG")

    assert cleaned(clean + uncropped, PNG) == clean


def test_small_picture_in_the_first_segment_goes() -> None:
    plain = encoded(picture(), "JPEG")
    start = plain.index(b"JFIF\0") - 4
    head = plain[start : start + 18]
    fat = head[:2] + struct.pack(">H", 16 + 3 * 4) + head[4:16] + b"\2\2" + b"SEEN BEFORE!"
    photo = plain[:start] + fat + plain[start + 18 :]

    assert cleaned(photo, JPEG) == plain


def test_text_that_names_a_device_goes_and_the_program_that_took_a_screenshot_stays() -> None:
    clean = cleaned(png(), PNG)

    assert DEVICE not in clean
    assert b"Software\0gnome-screenshot" in clean


@pytest.mark.parametrize("kind", ["HEIF", "AVIF"])
def test_heif_keeps_its_length_and_its_picture(kind: str) -> None:
    photo = heic(kind=kind)
    media_type = HEIC if kind == "HEIF" else AVIF
    clean = cleaned(photo, media_type)

    assert said_in(photo)
    assert said_in(clean) == []
    assert len(clean) == len(photo)
    assert plan_of(photo, media_type).has_location
    assert plan_of(clean, media_type) == Cleaning()
    assert decoded(clean) == decoded(photo)


def decoded(data: bytes) -> bytes:
    import pi_heif  # noqa: PLC0415 - one test needs it

    if data[8:12] == b"avif":
        with Image.open(io.BytesIO(data)) as image:
            return image.tobytes()
    return pi_heif.open_heif(io.BytesIO(data)).to_pillow().tobytes()  # type: ignore[no-any-return]


def test_metadata_that_lies_where_the_picture_does_is_left_alone() -> None:
    photo = heic()
    place = photo.index(b"iloc")
    offsets = [at for at in range(place, place + 120) if photo[at : at + 4] == photo.find(b"mdat").to_bytes(4, "big")]
    # Whatever the list of places says instead: nothing of the picture is overwritten, and the file is never lost.
    for at in [*range(place + 8, place + 60), *offsets]:
        harmed = photo[:at] + bytes([photo[at] ^ 0xFF]) + photo[at + 1 :]
        clean = cleaned(harmed, HEIC)
        assert len(clean) == len(harmed)


@pytest.mark.parametrize("media_type", EVERY)
def test_every_beginning_of_a_photo_is_taken(media_type: str) -> None:
    whole = EVERY[media_type]
    for size in range(12, len(whole), 7):
        cut = whole[:size]
        cleaning = plan_of(cut, media_type)
        if not cleaning.pieces:
            assert cleaning.may_say_where or not said_in(cut), f"cut at {size}"
        else:
            assert said_in(cleaned(cut, media_type)) == [], f"cut at {size}"


@settings(max_examples=300, deadline=None)
@given(media_type=st.sampled_from(sorted(EVERY)), seed=st.integers(0, 2**32), harm_count=st.integers(1, 12))
def test_damage_is_never_a_crash(media_type: str, seed: int, harm_count: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - made for a test
    data = bytearray(EVERY[media_type])
    for _ in range(harm_count):
        data[chance.randrange(4, len(data))] = chance.choice((0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256)))
    clean = cleaned(bytes(data), media_type)

    assert len(clean) <= len(data) + 64
    assert plan_of(clean, media_type).pieces == () or cleaned(clean, media_type) != b""


@settings(max_examples=200, deadline=None)
@given(media_type=st.sampled_from(sorted(EVERY)), data=st.binary(max_size=400))
def test_anything_at_all_is_never_a_crash(media_type: str, data: bytes) -> None:
    plan_of(EVERY[media_type][:16] + data, media_type)
    plan_of(data, media_type)


@given(st.binary(max_size=200))
def test_exif_of_a_stranger_is_read_or_not(data: bytes) -> None:
    for head in (b"", b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08", b"Exif\0\0II*\0\x08\0\0\0"):
        assert orientation_of(head + data) in range(1, 9)
        assert has_location(head + data) in (True, False)


@pytest.mark.parametrize("orientation", range(2, 9))
def test_least_exif_says_which_way_up_and_nothing_else(orientation: int) -> None:
    least = least_exif(orientation)

    assert orientation_of(least) == orientation
    assert not has_location(least)
    assert len(least) == 26


def test_a_picture_with_far_too_many_chunks_is_left_alone() -> None:
    plain = encoded(picture(4, 4), "PNG")
    many = plain[:33] + chunk(b"tEXt", b"Source\0x") * 210_000 + plain[33:]

    assert plan_of(many, PNG).pieces == ()


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    """A JPEG with far more compressed data than a chunk is a handful of pieces."""
    plain = jpeg()
    scan = plain.rindex(b"\xff\xda")
    path = tmp_path / "large.jpg"
    path.write_bytes(plain[: scan + 14] + b"\x55" * (40 << 20) + b"\xff\xd9")
    with path.open("rb") as file:
        cleaning = look(file, JPEG)
        longest = max(len(each) for each in clean_chunks(file, cleaning))

    assert 1 < len(cleaning.pieces) < 10
    assert longest <= 256 * 1024
