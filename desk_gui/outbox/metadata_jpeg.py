"""JPEG without what it says about whoever took it. The compressed picture is copied, not made anew. Pure."""

import re
from typing import Final

from desk_gui.outbox import exif
from desk_gui.outbox.exif import least_exif
from desk_gui.outbox.metadata_parts import Malformed, Plan, Source

_SCAN_BYTES: Final = 256 * 1024
_MARKER: Final = re.compile(rb"\xff[\xc4\xcc\xd9-\xdd\xe0-\xef\xfe]", re.DOTALL)
"""What may follow compressed data: tables, a further scan, the end. All else in it is a restart, or damage."""

_SCAN, _END, _COMMENT = 0xDA, 0xD9, 0xFE
_APP0, _APP1, _APP2, _APP14, _APP15 = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF
_ALONE: Final = (0x01, *range(0xD0, 0xD8))
_XMP: Final = (b"http://ns.adobe.com/xap/1.0/\0", b"http://ns.adobe.com/xmp/extension/\0")
_JFIF_BYTES: Final = 18
_SIGNATURE_BYTES: Final = 40
_SEGMENT_HEAD_BYTES: Final = 4


def read_jpeg(source: Source, plan: Plan) -> None:
    """Plan a JPEG without metadata; which way up it is and its colour profile stay.

    Raises:
        Malformed: It is no JPEG, or it has no picture.
        OSError: It cannot be read.
    """
    plan.keep(0, 2)
    at, in_picture = 2, False
    while True:
        start = _next_in_picture(source, at) if in_picture else _next_in_head(source, at)
        plan.keep(at, start)
        if start >= source.size:
            return
        plan.count_part()
        marker = source.number(start + 1, 1)
        if marker in _ALONE:
            at = start + 2
            plan.keep(start, at)
            continue
        if marker == _END:
            if not in_picture:
                raise Malformed("a JPEG without a picture")
            plan.keep(start, start + 2)
            plan.end_at(source, start + 2)
            return
        if in_picture and source.size - start < _SEGMENT_HEAD_BYTES:  # It was cut short here.
            plan.keep(start, source.size)
            return
        at = min(_end_of_segment(source, start), source.size)
        _take_segment(source, plan, marker, start, at, in_picture=in_picture)
        in_picture |= marker == _SCAN


def _end_of_segment(source: Source, start: int) -> int:
    length = source.number(start + 2, 2)
    if length < 2:  # noqa: PLR2004 - the length counts itself
        raise Malformed("a segment shorter than its own length")
    return start + 2 + length


def _next_in_head(source: Source, at: int) -> int:
    """Return where the next marker is; bytes of 0xFF before one are padding."""
    head = source.read(at, 2)
    while head == b"\xff\xff":
        at += 1
        head = source.read(at, 2)
    if len(head) < 2 or head[0] != 0xFF or head[1] in (0x00, 0xD8):  # noqa: PLR2004 - as the format says
        raise Malformed("no marker where one has to be")
    return at


def _next_in_picture(source: Source, at: int) -> int:
    """Return where the compressed data ends; the file's end where it is cut short."""
    while at < source.size:
        data = source.read(at, _SCAN_BYTES)
        found = _MARKER.search(data)
        if found:
            return at + found.start()
        # The last byte may be the first half of a marker.
        at += len(data) if len(data) < _SCAN_BYTES or data[-1] != 0xFF else len(data) - 1  # noqa: PLR2004
    return source.size


def _take_segment(source: Source, plan: Plan, marker: int, start: int, end: int, *, in_picture: bool) -> None:
    is_metadata = _APP0 <= marker <= _APP15 or marker == _COMMENT
    signature = source.read(start + 4, min(_SIGNATURE_BYTES, end - start - 4))
    if in_picture and not signature.startswith((exif.PREFIX, *_XMP)):
        is_metadata = False  # It may as well be damaged data that looks like a marker.
    if not is_metadata:
        plan.keep(start, end)
    elif marker == _APP0 and signature.startswith(b"JFIF\0"):
        _take_jfif(source, plan, start, end)
    elif marker == _APP1 and signature.startswith(exif.PREFIX):
        _take_exif(source, plan, start, end)
    elif (marker == _APP2 and signature.startswith(b"ICC_PROFILE\0")) or (
        marker == _APP14 and signature.startswith(b"Adobe")
    ):
        plan.keep(start, end)
    else:
        is_xmp = signature.startswith(_XMP)
        plan.remove(has_location=is_xmp and exif.says_where(source.read(start, end - start)))


def _take_jfif(source: Source, plan: Plan, start: int, end: int) -> None:
    head = source.read(start, _JFIF_BYTES)
    if len(head) < _JFIF_BYTES or end - start == _JFIF_BYTES:
        plan.keep(start, end)
        return
    # A small picture follows, and it may show what the large one does not any more.
    plan.put(head[:2] + (_JFIF_BYTES - 2).to_bytes(2, "big") + head[4:16] + bytes(2))
    plan.remove()


def _take_exif(source: Source, plan: Plan, start: int, end: int) -> None:
    data = source.read(start + 4, end - start - 4)
    least = least_exif(exif.orientation_of(data))
    if data == exif.PREFIX + least and least:
        plan.keep(start, end)  # It was cleaned before.
        return
    plan.remove_exif(data)
    if least:
        body = exif.PREFIX + least
        plan.put(b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body)
