"""Photos decoded and made anew as JPEG. Imports Pillow: do it with the first photo that needs it. Blocks; any thread.

Whatever a file is or claims to be, nothing but `NotDeveloped` comes out of here.
"""

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image, ImageOps

from desk_gui.outbox import exif
from desk_gui.outbox.desk_photos import HEIF_TYPES

CONVERTED_QUALITY: Final = 92
SMALLER_QUALITY: Final = 80
LONGEST_SIDE: Final = 2560
"""Pixels; enough to read a type plate from across a room."""

MOST_PIXELS: Final = 120_000_000
"""What is decoded whole, in memory: 360 MB. A JPEG is scaled while it is decoded, and may have twice as many."""

_WORTH_IT: Final = 0.8
"""What is not smaller than this part of what it was is not worth its loss."""

_SAMPLE: Final = (256, 256)
_MANY_COLOURS: Final = 0.3
"""Of the pixels of a sample, how many have a colour of their own: photos have more, screenshots far less."""

_TROUBLES: Final = (
    *(OSError, ValueError, TypeError, ArithmeticError, LookupError, RuntimeError, SyntaxError, EOFError, MemoryError),
    *(struct.error, Warning, Image.DecompressionBombError),
)
"""What decoders raise at what they cannot read."""

# Sizes are looked at here, before anything is decoded.
Image.MAX_IMAGE_PIXELS = None


class NotDeveloped(Exception):  # noqa: N818 - the file stays as it is
    """Nothing can, or should, be made of a photo."""


@dataclass(frozen=True, slots=True)
class Developed:
    """A JPEG made of a photo.

    Attributes:
        data: It.
        has_location: Whether the photo said where it was taken.
        has_metadata: Whether it said anything of that kind.
    """

    data: bytes
    has_location: bool
    has_metadata: bool


def jpeg_of(path: Path, media_type: str, *, keeps_metadata: bool) -> Developed:
    """Make a JPEG of a photo, of the same size and the right way up.

    Raises:
        NotDeveloped: It is damaged, too large, or none.
    """
    with _troubles(), _opened(path, media_type) as image:
        return _encoded(image, CONVERTED_QUALITY, keeps_metadata=keeps_metadata)


def smaller_jpeg(path: Path, media_type: str, *, keeps_metadata: bool) -> Developed:
    """Make a JPEG of a photo whose longest side is `LONGEST_SIDE` pixels at most.

    Raises:
        NotDeveloped: It is damaged, too large, or none; or it would lose more than is gained: a screenshot, an
            animation, a see-through picture, or one that is small already.
    """
    with _troubles(), _opened(path, media_type) as image:
        if getattr(image, "n_frames", 1) > 1 or image.mode.startswith(("I", "F")):
            raise NotDeveloped("it is no photo")
        if media_type == "image/png" and not _is_photo(image):
            raise NotDeveloped("it is a screenshot, whose text would suffer")
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
        made = _encoded(image, SMALLER_QUALITY, keeps_metadata=keeps_metadata)
        if len(made.data) > path.stat().st_size * _WORTH_IT:
            raise NotDeveloped("it is small already")
        return made


def full_size(path: Path, media_type: str) -> tuple[int, int]:
    """Return a photo's width and height in pixels, without decoding it.

    Raises:
        NotDeveloped: It is damaged, too large, or none.
    """
    with _troubles(), _opened(path, media_type) as image:
        return image.size


def preview(path: Path, media_type: str, size: tuple[int, int]) -> Image.Image:
    """Return a photo the right way up that covers `size` (pixels) if it can, as RGB.

    Raises:
        NotDeveloped: It is damaged, too large, or none.
    """
    with _troubles(), _opened(path, media_type) as image:
        scale = max(size[0] / image.width, size[1] / image.height)
        if scale < 1:
            image.thumbnail((max(1, round(image.width * scale)), max(1, round(image.height * scale))))
        return _flat(ImageOps.exif_transpose(image))


@contextmanager
def _troubles() -> Iterator[None]:
    try:
        yield
    except _TROUBLES as error:
        raise NotDeveloped(f"{type(error).__name__}: {error}") from error


@contextmanager
def _opened(path: Path, media_type: str) -> Iterator[Image.Image]:
    image = _open_heif(path) if media_type in HEIF_TYPES else Image.open(path)
    with image:
        most = 2 * MOST_PIXELS if media_type == "image/jpeg" else MOST_PIXELS
        if image.width * image.height > most:
            raise NotDeveloped("it has far more pixels than a photo")
        yield image


def _open_heif(path: Path) -> Image.Image:
    """Open a HEIF; its pixels are the right way up, and so says its Exif."""
    import pi_heif  # noqa: PLC0415 - most photos are JPEGs

    heif = pi_heif.open_heif(path, convert_hdr_to_8bit=True)
    width, height = heif.size
    if width * height > MOST_PIXELS:
        raise NotDeveloped("it has far more pixels than a photo")
    image: Image.Image = heif.to_pillow()
    tags = image.getexif()
    if tags.get(exif.ORIENTATION, exif.UPRIGHT) != exif.UPRIGHT:
        tags[exif.ORIENTATION] = exif.UPRIGHT
        image.info["exif"] = tags.tobytes()
    return image


def _encoded(image: Image.Image, quality: int, *, keeps_metadata: bool) -> Developed:
    said, xmp = bytes(image.info.get("exif") or b""), image.info.get("xmp") or b""
    xmp = xmp if isinstance(xmp, bytes) else str(xmp).encode()
    comment = image.info.get("comment")
    colours = image.info.get("icc_profile") if image.mode not in ("CMYK", "YCCK") else None
    ImageOps.exif_transpose(image, in_place=True)
    file = io.BytesIO()
    options: dict[str, object] = {"icc_profile": colours} if colours else {}
    if keeps_metadata and said:
        tags = image.getexif()
        tags.pop(exif.ORIENTATION, None)
        options["exif"] = tags.tobytes()
    flat = _flat(image)
    flat.info.clear()  # Comments and the like would be written as well.
    # Not `optimize`: Pillow then encodes in one go, and holds Python's lock against the window meanwhile.
    flat.save(file, "JPEG", quality=quality, **options)
    return Developed(file.getvalue(), exif.has_location(said) or exif.says_where(xmp), bool(said or xmp or comment))


def _flat(image: Image.Image) -> Image.Image:
    """Return an image as JPEG takes it: what is see-through is white."""
    if image.mode in ("RGB", "L"):
        return image
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layer = image.convert("RGBA")
        white = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(white, layer).convert("RGB")
    return image.convert("RGB")


def _is_photo(image: Image.Image) -> bool:
    """Say whether a PNG has a photo's colours, and nothing see-through."""
    if image.mode not in ("RGB", "RGBA", "L"):
        return False
    if image.mode == "RGBA":
        alpha = image.getchannel("A").getextrema()
        if alpha != (255, 255):
            return False
    sample = image.convert("RGB").resize(_SAMPLE, Image.Resampling.NEAREST)
    most = _SAMPLE[0] * _SAMPLE[1]
    return len(sample.getcolors(most) or ()) > most * _MANY_COLOURS
