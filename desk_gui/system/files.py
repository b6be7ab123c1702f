"""Writing small files so that a reader finds the old one or the new one, never half of either."""

import errno
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

PRIVATE_FILE: Final = 0o600
PRIVATE_DIR: Final = 0o700
_REPLACE_TRIES: Final = 5
_REPLACE_PAUSE_S: Final = 0.05


def _always() -> bool:
    return True


def write_atomically(path: Path, data: bytes, is_wanted: Callable[[], bool] = _always) -> None:
    """Put `data` in the place of the file at `path`, durably, readable by this user alone.

    May block for as long as the disk does; not for the GUI thread.

    Args:
        path: The file.
        data: What it holds afterwards.
        is_wanted: Asked once more right before the file takes its place: the disk may have taken too long for that.

    Raises:
        OSError: It could not be written, or was not wanted any more; the file before is untouched.
    """
    part = path.with_name(f".{path.name}.{os.urandom(8).hex()}.part")
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _demand(is_wanted)
        _replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _demand(is_wanted: Callable[[], bool]) -> None:
    if not is_wanted():
        raise OSError(errno.ECANCELED, os.strerror(errno.ECANCELED))


def sync_folder(folder: Path) -> None:
    """Make a name just created or replaced in this folder durable, where the system has a way to.

    Raises:
        OSError: The folder cannot be opened or synced.
    """
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _replace(part: Path, path: Path) -> None:
    # A virus scanner on Windows may hold a fresh file open for a moment.
    tries_left = _REPLACE_TRIES if sys.platform == "win32" else 1
    while True:
        tries_left -= 1
        try:
            part.replace(path)
        except PermissionError:
            if not tries_left:
                raise
            time.sleep(_REPLACE_PAUSE_S)
        else:
            return
