"""What photos say about where, when, and with what they were taken, taken out without touching the picture. Pure.

The compressed picture is copied byte for byte, so that it decodes to the same pixels. What goes: Exif with its small
pictures, XMP, IPTC, comments, makers' notes, further pictures and films behind the first. What stays: the colour
profile, and which way up the photo is.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from desk_gui.outbox import exif
from desk_gui.outbox.metadata_heif import read_heif
from desk_gui.outbox.metadata_jpeg import read_jpeg
from desk_gui.outbox.metadata_parts import Malformed, Plan, Source
from desk_gui.outbox.metadata_png import read_png
from desk_gui.outbox.metadata_webp import read_webp

CHUNK_BYTES: Final = 256 * 1024

_READERS: Final[dict[str, Callable[[Source, Plan], None]]] = {
    "image/jpeg": read_jpeg,
    "image/png": read_png,
    "image/webp": read_webp,
    "image/heic": read_heif,
    "image/heif": read_heif,
    "image/avif": read_heif,
}
MEDIA_TYPES: Final = frozenset(_READERS)
"""The kinds of photo that metadata can be taken out of."""

_SIGNS: Final = (exif.PREFIX, b"http://ns.adobe.com/", b"eXIfII", b"eXIfMM", b"EXIF", b"GPSL", b"Exif\0")
_LOOKED_AT_BYTES: Final = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Cleaning:
    """What there is to do to a photo.

    Attributes:
        pieces: What the clean file consists of, as in `Plan`; empty when it stays as it is.
        has_location: Whether what goes says where it was taken.
        may_say_where: The file stays as it is because it could not be understood, and it may say where it was taken.
    """

    pieces: tuple[tuple[int, int] | bytes, ...] = ()
    has_location: bool = False
    may_say_where: bool = False


def look(file: BinaryIO, media_type: str) -> Cleaning:
    """Find out what a photo says that nobody needs to know. Nothing is decoded; memory does not grow with the file.

    Args:
        file: The photo, open for reading and seekable.
        media_type: What it is, by content.

    Raises:
        OSError: It cannot be read.
    """
    read = _READERS.get(media_type)
    if read is None:
        return Cleaning()
    source, plan = Source(file), Plan()
    try:
        read(source, plan)
    except Malformed:
        head = source.read(0, _LOOKED_AT_BYTES)
        return Cleaning(may_say_where=any(sign in head for sign in _SIGNS))
    return Cleaning(tuple(plan.pieces), plan.has_location) if plan.has_removed else Cleaning()


def clean_chunks(file: BinaryIO, cleaning: Cleaning) -> Iterator[bytes]:
    """Yield the clean file, a chunk at a time.

    Raises:
        OSError: It cannot be read.
    """
    for piece in cleaning.pieces:
        if isinstance(piece, bytes):
            yield piece
            continue
        start, end = piece
        file.seek(start)
        while start < end and (chunk := file.read(min(CHUNK_BYTES, end - start))):
            start += len(chunk)
            yield chunk
