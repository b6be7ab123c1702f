"""What the readers of photo files share: the bytes of one, and the plan of what stays of it. Pure."""

from dataclasses import dataclass, field
from typing import BinaryIO, Final

from desk_gui.outbox import exif

MOST_PARTS: Final = 200_000
"""Segments or chunks of one file; a 4K screenshot has a few hundred."""

_TRAILER_BYTES: Final = 64 * 1024
_PADDING: Final = b"\0 \r\n"


class Malformed(Exception):  # noqa: N818 - not an error: the file stays as it is
    """A file is not built as its format says."""


class Source:
    """A file's bytes, from anywhere in it.

    Args:
        file: Open for reading, seekable.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.size = file.seek(0, 2)

    def read(self, at: int, size: int) -> bytes:
        """Return bytes; fewer, or none, at the end.

        Raises:
            OSError: They cannot be read.
        """
        self._file.seek(at)
        return self._file.read(max(0, size))

    def number(self, at: int, size: int, *, little: bool = False) -> int:
        """Return an unsigned number.

        Raises:
            Malformed: The file ends before it.
            OSError: It cannot be read.
        """
        data = self.read(at, size)
        if len(data) < size:
            raise Malformed("it ends in the middle of a number")
        return int.from_bytes(data, "little" if little else "big")

    def has_only_padding_from(self, at: int) -> bool:
        """Say whether nothing but zeros and line ends follows.

        Raises:
            OSError: It cannot be read.
        """
        for start in range(at, self.size, _TRAILER_BYTES):
            if self.read(start, _TRAILER_BYTES).strip(_PADDING):
                return False
        return True


@dataclass(slots=True)
class Plan:
    """What a file is made of once it is clean.

    Attributes:
        pieces: In order: from where to where of the file it was, or new bytes.
        has_removed: Whether that is less than, or other than, the whole file.
        has_location: Whether what goes says where the photo was taken.
        part_count: Segments or chunks seen so far.
    """

    pieces: list[tuple[int, int] | bytes] = field(default_factory=list)
    has_removed: bool = False
    has_location: bool = False
    part_count: int = 0

    def keep(self, start: int, end: int) -> None:
        """Let this part of the file stay."""
        if end <= start:
            return
        last = self.pieces[-1] if self.pieces else None
        if isinstance(last, tuple) and last[1] == start:
            self.pieces[-1] = (last[0], end)
        else:
            self.pieces.append((start, end))

    def put(self, data: bytes) -> None:
        """Let new bytes follow."""
        if data:
            self.pieces.append(data)

    def remove(self, *, has_location: bool = False) -> None:
        """Take note that something goes."""
        self.has_removed = True
        self.has_location |= has_location

    def remove_exif(self, data: bytes) -> None:
        """Take note that this Exif goes."""
        self.remove(has_location=exif.has_location(data))

    def count_part(self) -> None:
        """Take note of one more segment or chunk.

        Raises:
            Malformed: There are far more than a photo has.
        """
        self.part_count += 1
        if self.part_count > MOST_PARTS:
            raise Malformed("more parts than a photo has")

    def end_at(self, source: Source, end: int) -> None:
        """Decide about what follows the picture: other pictures, films, what a crop has left; padding stays.

        Raises:
            OSError: It cannot be read.
        """
        if source.has_only_padding_from(end):
            self.keep(end, source.size)
        else:
            self.remove()

    @property
    def size_bytes(self) -> int:
        """How large the clean file is."""
        return sum(len(piece) if isinstance(piece, bytes) else piece[1] - piece[0] for piece in self.pieces)
