"""HEIC, HEIF and AVIF without what they say about whoever took them: it is overwritten where it lies. Pure.

These files name their parts by position, so that nothing may move.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from desk_gui.outbox import exif
from desk_gui.outbox.metadata_parts import Malformed, Plan, Source

_MOST_META_BYTES: Final = 8 * 1024 * 1024
_MOST_METADATA_BYTES: Final = 16 * 1024 * 1024
_MOST_EXTENTS: Final = 100_000
_BOX_HEAD_BYTES: Final = 8
_FULL_BOX_HEAD_BYTES: Final = 12
_NO_EXIF: Final = bytes(4) + b"MM\0*\0\0\0\x08" + bytes(6)
"""Exif of a HEIF, with nothing in it."""

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Box:
    """A box inside the `meta` box; places count from that one's beginning."""

    name: bytes
    start: int
    body: int
    end: int


class _Numbers:
    """Reads numbers from bytes, one after the other."""

    def __init__(self, data: bytes, at: int) -> None:
        self._data = data
        self.at = at

    def next(self, size: int) -> int:
        """Return the next number of this many bytes; none of them is 0."""
        data = self._data[self.at : self.at + size]
        if len(data) < size:
            raise Malformed("a box ends too early")
        self.at += size
        return int.from_bytes(data, "big")


def read_heif(source: Source, plan: Plan) -> None:
    """Plan a HEIF without metadata, of the same length.

    Raises:
        Malformed: It is not made of boxes as it should be.
        OSError: It cannot be read.
    """
    meta_at, meta = _find_meta(source)
    boxes = {box.name: box for box in _boxes(meta, _FULL_BOX_HEAD_BYTES, len(meta))}
    if b"iinf" not in boxes or b"iloc" not in boxes:
        raise Malformed("its items are not listed")
    kinds = dict(_items(meta, boxes[b"iinf"]))
    idat = boxes.get(b"idat")
    places: dict[int, list[Range]] = _extents(meta, boxes[b"iloc"], meta_at + idat.body if idat else None)
    wanted = {range_: kinds[item] for item, found in places.items() if item in kinds for range_ in found}
    others = [range_ for item, found in places.items() if item not in kinds for range_ in found]
    others.append((0, meta_at + (idat.start if idat else len(meta))))
    at = 0
    for start, end in sorted(wanted):
        if start < at or end > source.size or any(start < b and a < end for a, b in others):
            raise Malformed("its metadata lies where something else does")
        at = _overwrite(source, plan, at, (start, end), wanted[start, end])
    plan.keep(at, source.size)


def _overwrite(source: Source, plan: Plan, at: int, range_: Range, kind: bytes) -> int:
    """Plan up to the end of one piece of metadata, and return where that is."""
    start, end = range_
    size = end - start
    if sum(len(piece) for piece in plan.pieces if isinstance(piece, bytes)) + size > _MOST_METADATA_BYTES:
        raise Malformed("more metadata than a photo has")
    data = source.read(start, size)
    filling = b" " * size
    if kind == b"Exif":
        filling = (_NO_EXIF if size >= len(_NO_EXIF) else b"").ljust(size, b"\0")
    plan.keep(at, start)
    if data == filling:  # It was cleaned before.
        plan.keep(start, end)
        return end
    plan.put(filling)
    tiff = data[4 + int.from_bytes(data[:4], "big") :]
    plan.remove(has_location=exif.has_location(tiff) if kind == b"Exif" else exif.says_where(data))
    return end


def _find_meta(source: Source) -> tuple[int, bytes]:
    at = 0
    while at < source.size:
        size, name = source.number(at, 4), source.read(at + 4, 4)
        if size == 1:
            size = source.number(at + 8, 8)
        if name == b"meta" and _FULL_BOX_HEAD_BYTES <= size <= _MOST_META_BYTES:
            return at, source.read(at, size)
        if size < _BOX_HEAD_BYTES:
            break
        at += size
    raise Malformed("it has no list of what is in it")


def _boxes(meta: bytes, at: int, end: int) -> Iterator[_Box]:
    while at < end:
        numbers = _Numbers(meta, at)
        size, name = numbers.next(4), meta[at + 4 : at + 8]
        if size < _BOX_HEAD_BYTES or at + size > end:
            raise Malformed("a box of an impossible length")
        yield _Box(name, at, at + _BOX_HEAD_BYTES, at + size)
        at += size


def _items(meta: bytes, iinf: _Box) -> Iterator[tuple[int, bytes]]:
    """Yield number and kind of the items that are metadata."""
    numbers = _Numbers(meta, iinf.body)
    version = numbers.next(4) >> 24
    numbers.next(4 if version else 2)
    for box in _boxes(meta, numbers.at, iinf.end):
        entry = _Numbers(meta, box.body)
        version = entry.next(4) >> 24
        item = entry.next(4 if version >= 3 else 2)  # noqa: PLR2004 - as the format says
        entry.next(2)
        kind = meta[entry.at : entry.at + 4]
        texts = meta[entry.at + 4 : box.end].split(b"\0")
        if kind == b"Exif" or (kind == b"mime" and b"application/rdf+xml" in texts):
            yield item, kind


def _extents(meta: bytes, iloc: _Box, idat_at: int | None) -> dict[int, list[Range]]:
    """Return where in the file each item lies."""
    numbers = _Numbers(meta, iloc.body)
    version = numbers.next(4) >> 24
    sizes = numbers.next(2)
    offset_size, length_size, base_size = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15
    index_size = sizes & 15 if version else 0
    number_size = 4 if version >= 2 else 2  # noqa: PLR2004 - as the format says
    found: dict[int, list[Range]] = {}
    count = 0
    for _ in range(numbers.next(number_size)):
        item = numbers.next(number_size)
        method = numbers.next(2) & 15 if version else 0
        numbers.next(2)
        base = numbers.next(base_size)
        if method > 1 or (method == 1 and idat_at is None):
            raise Malformed("an item that is part of another")
        base += idat_at if method == 1 and idat_at is not None else 0
        ranges = found.setdefault(item, [])
        for _ in range(numbers.next(2)):
            numbers.next(index_size)
            start = base + numbers.next(offset_size)
            length = numbers.next(length_size)
            count += 1
            if count > _MOST_EXTENTS:
                raise Malformed("more parts than a photo has")
            if length:
                ranges.append((start, start + length))
    return found
