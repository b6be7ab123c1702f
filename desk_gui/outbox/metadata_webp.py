"""WebP without what it says about whoever took it. The compressed picture is copied, not made anew. Pure."""

from typing import Final

from desk_gui.outbox import exif
from desk_gui.outbox.exif import least_exif
from desk_gui.outbox.metadata_parts import Malformed, Plan, Source

_HEAD_BYTES: Final = 12
_CHUNK_HEAD_BYTES: Final = 8
_PICTURE: Final = (b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP")
_LOOKED_AT_BYTES: Final = 1024 * 1024
_HAS_EXIF: Final = 0x08
_HAS_XMP: Final = 0x04


def read_webp(source: Source, plan: Plan) -> None:
    """Plan a WebP without metadata; its flags and its length are mended.

    Raises:
        Malformed: It is not made of chunks.
        OSError: It cannot be read.
    """
    riff_end = min(8 + source.number(4, 4, little=True), source.size)
    at, body, least = _HEAD_BYTES, Plan(), b""
    flags_at: int | None = None
    while at < riff_end:
        plan.count_part()
        if riff_end - at < _CHUNK_HEAD_BYTES:  # It was cut short here.
            body.keep(at, riff_end)
            break
        name = source.read(at, 4)
        end = min(at + 8 + source.number(at + 4, 4, little=True), riff_end)
        end += (end - at) % 2 if end < riff_end else 0
        if name == b"VP8X" and flags_at is None:
            flags_at = at
            body.keep(at, end)
        elif name in _PICTURE:
            body.keep(at, end)
        else:
            data = source.read(at + 8, min(end - at - 8, _LOOKED_AT_BYTES))
            if name == b"EXIF" and not least:
                least = least_exif(exif.orientation_of(data))
                if data == least:
                    body.keep(at, end)
                    at = end
                    continue
                body.put(_chunk(b"EXIF", least) if least else b"")
            body.remove(has_location=exif.has_location(data) or (name == b"XMP " and exif.says_where(data)))
        at = end
    body.end_at(source, riff_end)
    _put_together(source, plan, body, flags_at, has_exif=bool(least), is_clean=not body.has_removed)


def _put_together(
    source: Source, plan: Plan, body: Plan, flags_at: int | None, *, has_exif: bool, is_clean: bool
) -> None:
    if is_clean:
        plan.keep(0, source.size)
        return
    plan.put(b"RIFF" + (4 + body.size_bytes).to_bytes(4, "little") + b"WEBP")
    plan.remove(has_location=body.has_location)
    for piece in body.pieces:
        if not isinstance(piece, tuple) or flags_at is None or not piece[0] <= flags_at < piece[1]:
            plan.pieces.append(piece)
            continue
        flags = source.number(flags_at + 8, 1) & ~(_HAS_EXIF | _HAS_XMP) | (_HAS_EXIF if has_exif else 0)
        plan.keep(piece[0], flags_at + 8)
        plan.put(bytes([flags]))
        plan.keep(flags_at + 9, piece[1])
    if not any(isinstance(piece, tuple) for piece in plan.pieces):
        raise Malformed("a WebP without a picture")


def _chunk(name: bytes, data: bytes) -> bytes:
    return name + len(data).to_bytes(4, "little") + data + bytes(len(data) % 2)
