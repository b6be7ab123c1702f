"""Exif: where a photo was taken, which way up it is, and the least of it that is worth keeping.

Pure, and ready for anything: the bytes come from strangers.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

UPRIGHT: Final = 1
PREFIX: Final = b"Exif\0\0"
"""Goes before Exif in a JPEG; in other containers it may or may not be there."""

ORIENTATION: Final = 0x0112
_GPS: Final = 0x8825
_LATITUDE: Final = 2
_LONGITUDE: Final = 4
_SHORT: Final = 3
_MOST_ENTRIES: Final = 512
_ORIENTATIONS: Final = range(1, 9)
_ENTRY_BYTES: Final = 12


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry of a directory.

    Attributes:
        order: Byte order, as `struct` writes it.
        tag: What it is.
        kind: The type of its value.
        value: The value, or where it stands.
    """

    order: str
    tag: int
    kind: int
    value: bytes


def orientation_of(exif: bytes) -> int:
    """Return which way up a photo is, 1 to 8; 1 where that cannot be read."""
    for entry in _entries(exif):
        if entry.tag == ORIENTATION and entry.kind == _SHORT:
            (number,) = struct.unpack_from(f"{entry.order}H", entry.value)
            return number if number in _ORIENTATIONS else UPRIGHT
    return UPRIGHT


def has_location(exif: bytes) -> bool:
    """Say whether Exif tells where a photo was taken."""
    for entry in _entries(exif):
        if entry.tag == _GPS:
            (at,) = struct.unpack(f"{entry.order}I", entry.value)
            return any(each.tag in (_LATITUDE, _LONGITUDE) for each in _entries(exif, at))
    return False


def least_exif(orientation: int) -> bytes:
    """Return Exif that says which way up a photo is and nothing else; b"" for an upright one, which needs none."""
    if orientation == UPRIGHT:
        return b""
    entry = struct.pack(">HHIHH", ORIENTATION, _SHORT, 1, orientation, 0)
    return b"MM\0*" + struct.pack(">IH", 8, 1) + entry + bytes(4)


def says_where(xmp: bytes) -> bool:
    """Say whether XMP tells where a photo was taken."""
    return any(word in xmp for word in (b"GPSLatitude", b"GPSLongitude", b"Iptc4xmpCore:Location", b"photoshop:City"))


def _entries(exif: bytes, at: int | None = None) -> Iterator[_Entry]:
    """Yield what stands in a directory; in the first one unless told which."""
    tiff = exif.removeprefix(PREFIX)
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None:
        return
    try:
        if at is None:
            (at,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, at)
        for number in range(min(count, _MOST_ENTRIES)):
            start = at + 2 + number * _ENTRY_BYTES
            tag, kind, _, value = struct.unpack_from(f"{order}HHI4s", tiff, start)
            yield _Entry(order, tag, kind, value)
    except struct.error:  # It ends before it should.
        return
