"""A folder as one .zip, made on the way: nothing is written besides the copy. Blocks; for the spool thread."""

import io
import os
import stat
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from time import localtime
from typing import TYPE_CHECKING, Final

from desk_gui.outbox.draft import mended
from desk_gui.outbox.errors import CopyRefused
from desk_gui.outbox.events import RefusedFile

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

MOST_FILES: Final = 10_000
MOST_BYTES: Final = 1024 * 1024 * 1024
MOST_DEPTH: Final = 64

LEFT_OUT: Final = "LEFT OUT.txt"
"""Name of the entry, at the end of the .zip, that lists what is not in it."""

_CHUNK_BYTES: Final = 256 * 1024
_NO_SURPRISES: Final = (
    getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_BINARY", 0)
)
_REPARSE_POINT: Final = getattr(stat, "FILE_ATTRIBUTE_REPARSE_POINT", 0x400)
_OLDEST: Final = (1980, 1, 1, 0, 0, 0)
_LATEST_YEAR: Final = 2107
"""What a .zip can say of times."""


@dataclass(slots=True)
class Folder:
    """What a folder holds, as far as it goes into a .zip.

    Attributes:
        path: The folder.
        files: Ordinary files, as paths inside the folder.
        size_bytes: Of all of them, as they were when looked at.
        left_out: What does not go into it, and why.
    """

    path: Path
    files: list[PurePosixPath] = field(default_factory=list)
    size_bytes: int = 0
    left_out: list[tuple[PurePosixPath, str]] = field(default_factory=list)


def look_through(path: Path) -> Folder:
    """List what is in a folder and below it. Links are not followed.

    Raises:
        CopyRefused: It is no folder, or there is too much in it.
    """
    if not path.is_dir():
        raise CopyRefused(RefusedFile.MISSING)
    folder = Folder(path)
    waiting = [PurePosixPath()]
    while waiting:
        inside = waiting.pop()
        try:
            with os.scandir(path / inside) as entries:
                for entry in sorted(entries, key=_name):
                    _take(folder, entry, inside / entry.name, waiting)
        except OSError as error:
            if inside == PurePosixPath():
                raise CopyRefused(RefusedFile.UNREADABLE, error.strerror or str(error)) from error
            folder.left_out.append((inside, "cannot be read"))
    return folder


def _name(entry: "os.DirEntry[str]") -> str:
    return entry.name


def _take(folder: Folder, entry: "os.DirEntry[str]", inside: PurePosixPath, waiting: list[PurePosixPath]) -> None:
    found = entry.stat(follow_symlinks=False)
    is_link = stat.S_ISLNK(found.st_mode) or bool(getattr(found, "st_file_attributes", 0) & _REPARSE_POINT)
    if is_link:
        folder.left_out.append((inside, "is a link"))
    elif stat.S_ISDIR(found.st_mode):
        if len(inside.parts) < MOST_DEPTH:
            waiting.append(inside)
        else:
            folder.left_out.append((inside, "lies too deep"))
    elif stat.S_ISREG(found.st_mode):
        folder.files.append(inside)
        folder.size_bytes += found.st_size
    else:
        folder.left_out.append((inside, "is not an ordinary file"))
    if len(folder.files) > MOST_FILES or folder.size_bytes > MOST_BYTES:
        raise CopyRefused(RefusedFile.TOO_LARGE)


class _Outlet(io.RawIOBase):
    """Takes what the .zip's writer writes, until it is fetched. Cannot seek, so that nothing is gone back to."""

    def __init__(self) -> None:
        super().__init__()
        self._written: list[bytes] = []

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True

    def write(self, data: "ReadableBuffer", /) -> int:
        """Keep what is written."""
        self._written.append(bytes(data))
        return len(self._written[-1])

    def take(self) -> bytes:
        """Return what was written since the last time."""
        written, self._written = self._written, []
        return b"".join(written)


def zip_chunks(folder: Folder) -> Iterator[bytes]:
    """Yield the .zip of a folder, piece by piece. What cannot be read is left out, and listed at the end.

    Raises:
        CopyRefused: Nothing in it can be read, or it grew too large meanwhile.
    """
    outlet = _Outlet()
    packed_bytes = 0
    packed_files = 0
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_DEFLATED, allowZip64=True, compresslevel=1) as archive:
        for inside in folder.files:
            reader = _open(folder, inside)
            if reader is None:
                continue
            descriptor, found = reader
            try:
                with archive.open(_entry(folder, inside, found), "w", force_zip64=True) as entry:
                    for chunk in _chunks(folder, inside, descriptor):
                        packed_bytes += len(chunk)
                        if packed_bytes > MOST_BYTES:
                            raise CopyRefused(RefusedFile.TOO_LARGE)
                        entry.write(chunk)
                        yield outlet.take()
            finally:
                os.close(descriptor)
            packed_files += 1
        if not packed_files:
            raise CopyRefused(RefusedFile.UNREADABLE if folder.left_out else RefusedFile.EMPTY)
        if folder.left_out:
            archive.writestr(LEFT_OUT, _list(folder))
    yield outlet.take()


def _open(folder: Folder, inside: PurePosixPath) -> tuple[int, os.stat_result] | None:
    try:
        descriptor = os.open(folder.path / inside, os.O_RDONLY | _NO_SURPRISES)
    except OSError:
        folder.left_out.append((inside, "cannot be read"))
        return None
    found = os.fstat(descriptor)
    if stat.S_ISREG(found.st_mode):
        return descriptor, found
    os.close(descriptor)
    folder.left_out.append((inside, "is not an ordinary file"))
    return None


def _chunks(folder: Folder, inside: PurePosixPath, descriptor: int) -> Iterator[bytes]:
    while True:
        try:
            chunk = os.read(descriptor, _CHUNK_BYTES)
        except OSError:
            folder.left_out.append((inside, "cannot be read to its end"))
            return
        if not chunk:
            return
        yield chunk


def _entry(folder: Folder, inside: PurePosixPath, found: os.stat_result) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(mended(str(PurePosixPath(folder.path.name or "folder") / inside)))
    entry.compress_type = zipfile.ZIP_DEFLATED
    # A .zip knows no time zones and only these years; a wrong time is better than no file.
    with suppress(OSError, OverflowError, ValueError):
        moment = localtime(found.st_mtime)[:6]
        entry.date_time = moment if _OLDEST[0] <= moment[0] <= _LATEST_YEAR else _OLDEST
    return entry


def _list(folder: Folder) -> str:
    lines = [f"{mended(str(inside))}: {why}" for inside, why in folder.left_out]
    return "These are not in this .zip:\r\n" + "\r\n".join(lines) + "\r\n"
