"""PNG without what it says about whoever made it. The picture's own chunks are copied as they are. Pure."""

import re
import zlib
from typing import Final

from desk_gui.outbox import exif
from desk_gui.outbox.exif import least_exif
from desk_gui.outbox.metadata_parts import Malformed, Plan, Source

_SIGNATURE_BYTES: Final = 8
_AROUND_BYTES: Final = 12
"""Length, name and checksum of a chunk."""

_LOOKED_AT_BYTES: Final = 256 * 1024
"""How much of a text is looked through for a place; all of it goes whatever is found."""

_NAME: Final = re.compile(rb"[A-Za-z]{4}")
_CRITICAL: Final = re.compile(rb"[A-Z]")
_PART_OF_THE_PICTURE: Final = frozenset(
    name.encode()
    for name in (
        *("tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "mDCV", "cLLI", "mDCv", "cLLi", "bKGD", "hIST"),
        *("pHYs", "sPLT", "tIME", "acTL", "fcTL", "fdAT"),
    )
)
_TEXTS: Final = (b"tEXt", b"zTXt", b"iTXt")
_HARMLESS_TEXTS: Final = (b"Software\0", b"Creation Time\0", b"date:create\0", b"date:modify\0")
"""What programs that take screenshots write: which they are, and when it was."""

_LONGEST_HARMLESS_BYTES: Final = 128


def read_png(source: Source, plan: Plan) -> None:
    """Plan a PNG without metadata; colours, resolution and animation stay.

    Raises:
        Malformed: It is not made of chunks.
        OSError: It cannot be read.
    """
    at = _SIGNATURE_BYTES
    plan.keep(0, at)
    if source.read(at + 4, 4) not in (b"IHDR", b"CgBI"):
        raise Malformed("it does not begin as a PNG does")
    has_picture = False
    while at < source.size:
        plan.count_part()
        if source.size - at < _AROUND_BYTES:  # It was cut short here.
            plan.keep(at, source.size)
            break
        name = source.read(at + 4, 4)
        if not _NAME.fullmatch(name):
            raise Malformed("no chunk where one has to be")
        end = min(at + _AROUND_BYTES + source.number(at, 4), source.size)
        if _CRITICAL.match(name) or name in _PART_OF_THE_PICTURE:
            plan.keep(at, end)
        elif name == b"eXIf":
            _take_exif(source, plan, at, end)
        elif name in _TEXTS and _is_harmless(source, at, end):
            plan.keep(at, end)
        else:
            data = source.read(at + 8, min(end - at - _AROUND_BYTES, _LOOKED_AT_BYTES))
            plan.remove(has_location=name in _TEXTS and _says_where(name, data))
        at = end
        has_picture |= name == b"IDAT"
        if name == b"IEND":
            plan.end_at(source, end)
            break
    if not has_picture:
        raise Malformed("a PNG without a picture")


def _take_exif(source: Source, plan: Plan, start: int, end: int) -> None:
    data = source.read(start + 8, min(end - start - _AROUND_BYTES, _LOOKED_AT_BYTES))
    least = least_exif(exif.orientation_of(data))
    if least and data == least:
        plan.keep(start, end)
        return
    plan.remove_exif(data)
    if least:
        body = b"eXIf" + least
        plan.put(len(least).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big"))


def _is_harmless(source: Source, start: int, end: int) -> bool:
    data = source.read(start + 8, min(end - start - _AROUND_BYTES, _LONGEST_HARMLESS_BYTES + 1))
    return data.startswith(_HARMLESS_TEXTS) and len(data) <= _LONGEST_HARMLESS_BYTES


def _says_where(name: bytes, data: bytes) -> bool:
    keyword, _, rest = data.partition(b"\0")
    text = rest if name == b"tEXt" else _inflated(rest[1:]) if name == b"zTXt" else _international(rest)
    if keyword.startswith(b"Raw profile type "):
        raw = _raw_profile(text)
        return exif.has_location(raw) or exif.says_where(raw)
    return exif.says_where(text) or keyword.lower() in (b"location", b"gps", b"geo", b"latitude", b"longitude")


def _international(rest: bytes) -> bytes:
    """Return the text of an `iTXt`: two bytes, a language, a translated keyword, then the text."""
    text = rest[2:].split(b"\0", 2)[-1]
    return _inflated(text) if rest[:1] == b"\1" else text


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _LOOKED_AT_BYTES)
    except zlib.error:
        return b""


def _raw_profile(text: bytes) -> bytes:
    """Return what ImageMagick wrote as hexadecimal numbers after a name and a length."""
    digits = b"".join(text.split()[2:])
    digits = digits[: len(digits) // 2 * 2]
    return bytes.fromhex(digits.decode("ascii")) if re.fullmatch(rb"[0-9a-fA-F]*", digits) else b""
