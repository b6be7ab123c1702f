"""One file into the spool: read once, hashed on the way, durable before it is named. Blocks; for the spool thread."""

import errno
import hashlib
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from desk_gui.outbox.desk import FileSource
from desk_gui.outbox.desk_photos import is_photo
from desk_gui.outbox.developing import AS_IT_IS, Treatment, develop
from desk_gui.outbox.draft import Note, new_id
from desk_gui.outbox.errors import CopyGivenUp, CopyRefused
from desk_gui.outbox.events import RefusedFile
from desk_gui.outbox.media_types import HEAD_BYTES, media_type_of
from desk_gui.outbox.zipping import look_through, zip_chunks
from desk_gui.system.files import PRIVATE_DIR, PRIVATE_FILE, sync_folder

CHUNK_BYTES: Final = 256 * 1024
RESERVE_BYTES: Final = 8 * 1024 * 1024
"""Room that copies leave on the disk, so that the outbox itself can still be written."""

PART_SUFFIX: Final = ".part"

_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_ABSENT: Final = (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP, errno.EINVAL)


@dataclass(frozen=True, slots=True)
class SpooledFile:
    """A copy in the spool.

    Attributes:
        sha256: Hex digest of exactly the bytes that were read; it names the copy.
        size_bytes: How many these were.
        media_type: By content.
        notes: What was done to it on the way.
        suffix: The end its name has to have because of that; "" for the one it has.
    """

    sha256: str
    size_bytes: int
    media_type: str
    notes: tuple[Note, ...] = ()
    suffix: str = ""


def spool_path(root: Path, sha256: str) -> Path:
    """Return where the copy with this digest lies."""
    return root / sha256[:2] / sha256


def copy_in(
    root: Path,
    source: FileSource,
    *,
    is_wanted: Callable[[], bool],
    claim: Callable[[str], None],
    treatment: Treatment = AS_IT_IS,
) -> SpooledFile:
    """Copy a file, or bytes, into the spool. The source is only ever read.

    A source that changes meanwhile is taken as it was read.

    Args:
        root: The spool's folder.
        source: What to copy.
        is_wanted: Asked before each chunk.
        claim: Told the digest just before the copy gets its name, so that nobody removes it for being nobody's.
        treatment: What is done to photos; only the copy is changed.

    Raises:
        CopyRefused: It could not be taken; nothing of it is left in the spool.
        CopyGivenUp: It is not wanted any more; nothing of it is left either.
    """
    part = root / f"{new_id()}{PART_SUFFIX}"
    with _opened(source) as (chunks, expected_bytes):
        try:
            with _spool_errors():
                root.mkdir(mode=PRIVATE_DIR, parents=True, exist_ok=True)
                _demand_room(root, expected_bytes)
                target = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, PRIVATE_FILE)
            copied = _write(target, _admitted(chunks, expected_bytes, treatment.largest_bytes), is_wanted)
            copied = _develop(root, part, copied, treatment, is_wanted)
            _demand_allowed(copied, treatment)
            claim(copied.sha256)
            with _spool_errors():
                _put_in_place(part, spool_path(root, copied.sha256))
        except BaseException:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise
    return copied


_BINARY: Final = getattr(os, "O_BINARY", 0)
_NO_SURPRISES: Final = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | _BINARY


@contextmanager
def _opened(source: FileSource) -> Iterator[tuple[Iterator[bytes], int]]:
    """Open a source; yields its bytes and how many to expect."""
    if source.path is not None and source.as_zip:
        folder = look_through(source.path)
        yield zip_chunks(folder), folder.size_bytes
        return
    if source.path is None:
        data = memoryview(source.data or (source.make() if source.make else b""))
        yield (bytes(data[at : at + CHUNK_BYTES]) for at in range(0, len(data), CHUNK_BYTES)), len(data)
        return
    descriptor = _open_file(source.path)
    try:
        yield _read(descriptor), os.fstat(descriptor).st_size
    finally:
        os.close(descriptor)


def _open_file(path: Path) -> int:
    try:
        # Opening a device may already do something, opening a FIFO may wait: look first, and look again once open.
        _demand_file(path.stat())
        descriptor = os.open(path, os.O_RDONLY | _NO_SURPRISES)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name.
        raise _unreadable(error) from error
    try:
        _demand_file(os.fstat(descriptor))
    except CopyRefused:
        os.close(descriptor)
        raise
    return descriptor


def _demand_file(found: os.stat_result) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise CopyRefused(RefusedFile.IS_FOLDER)
    if not stat.S_ISREG(found.st_mode):
        raise CopyRefused(RefusedFile.NOT_A_FILE)


def _read(descriptor: int) -> Iterator[bytes]:
    while True:
        try:
            chunk = os.read(descriptor, CHUNK_BYTES)
        except OSError as error:
            raise CopyRefused(RefusedFile.UNREADABLE, error.strerror or str(error)) from error
        if not chunk:
            return
        yield chunk


def _unreadable(error: OSError | ValueError) -> CopyRefused:
    if isinstance(error, OSError) and error.errno not in _ABSENT:
        return CopyRefused(RefusedFile.UNREADABLE, error.strerror or str(error))
    return CopyRefused(RefusedFile.MISSING, str(error))


def _demand_room(root: Path, expected_bytes: int) -> None:
    if shutil.disk_usage(root).free < expected_bytes + RESERVE_BYTES:
        raise CopyRefused(RefusedFile.DISK_FULL)


def _write(target: int, chunks: Iterator[bytes], is_wanted: Callable[[], bool]) -> SpooledFile:
    digest, size_bytes, head = hashlib.sha256(), 0, b""
    with open(target, "wb", buffering=0) as file:
        for chunk in chunks:
            if not is_wanted():
                raise CopyGivenUp
            digest.update(chunk)
            size_bytes += len(chunk)
            if len(head) < HEAD_BYTES:
                head += chunk[: HEAD_BYTES - len(head)]
            with _spool_errors():
                _write_all(file.fileno(), chunk)
        if not size_bytes:
            raise CopyRefused(RefusedFile.EMPTY)
        with _spool_errors():
            _flush_to_disk(file.fileno())
    return SpooledFile(digest.hexdigest(), size_bytes, media_type_of(head))


def _admitted(chunks: Iterator[bytes], expected_bytes: int, largest_bytes: int) -> Iterator[bytes]:
    """Yield the chunks of a file; of one that is too large, and cannot be made smaller, not all of them."""
    size_bytes, may_be_smaller = 0, False
    for chunk in chunks:
        if not size_bytes:
            may_be_smaller = is_photo(media_type_of(chunk[:HEAD_BYTES]), sys.maxsize)
        size_bytes += len(chunk)
        if largest_bytes and max(size_bytes, expected_bytes) > largest_bytes and not may_be_smaller:
            raise CopyRefused(RefusedFile.OVER_LIMIT)
        yield chunk


def _demand_allowed(copied: SpooledFile, treatment: Treatment) -> None:
    if treatment.largest_bytes and copied.size_bytes > treatment.largest_bytes:
        is_hopeful = not treatment.makes_smaller and is_photo(copied.media_type, copied.size_bytes)
        raise CopyRefused(RefusedFile.PHOTO_OVER_LIMIT if is_hopeful else RefusedFile.OVER_LIMIT)


def _develop(
    root: Path, part: Path, copied: SpooledFile, treatment: Treatment, is_wanted: Callable[[], bool]
) -> SpooledFile:
    """Do what is to be done to a photo; what it was copied as goes."""
    with _spool_errors():
        outcome = develop(part, copied.media_type, treatment)
    if outcome.chunks is None:
        return replace(copied, notes=outcome.notes)
    developed = root / f"{new_id()}{PART_SUFFIX}"
    try:
        with _spool_errors():
            _demand_room(root, copied.size_bytes)
            target = os.open(developed, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, PRIVATE_FILE)
            made = _write(target, outcome.chunks, is_wanted)
            developed.replace(part)
    except BaseException:
        with suppress(OSError):
            developed.unlink(missing_ok=True)
        raise
    return replace(made, notes=outcome.notes, suffix=outcome.suffix)


def _write_all(descriptor: int, chunk: bytes) -> None:
    rest = memoryview(chunk)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _flush_to_disk(descriptor: int) -> None:
    if sys.platform == "darwin":
        import fcntl  # noqa: PLC0415 - Windows has no such module

        # fsync alone leaves the drive's own cache unwritten there.
        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def _put_in_place(part: Path, path: Path) -> None:
    if not path.parent.is_dir():
        path.parent.mkdir(mode=PRIVATE_DIR)
        sync_folder(path.parent.parent)
    part.replace(path)
    sync_folder(path.parent)


@contextmanager
def _spool_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = RefusedFile.DISK_FULL if error.errno in _FULL else RefusedFile.NOT_KEPT
        raise CopyRefused(reason, error.strerror or str(error)) from error
