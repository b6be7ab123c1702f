"""Room on the disk: a reserve to save with when it is full, and a look at how much is left."""

import logging
import os
import shutil
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Concatenate, Final, ParamSpec, Protocol, TypeVar

from desk_gui.outbox.copying import RESERVE_BYTES
from desk_gui.outbox.errors import StoreFull
from desk_gui.system.files import PRIVATE_FILE, sync_folder

KEPT_BYTES: Final = 2 * 1024 * 1024
"""Size of the reserve: text enough for hundreds of tickets."""

LITTLE_BYTES: Final = 64 * 1024 * 1024
"""With less than this left on the disk it is said."""

_log: Final = logging.getLogger(__name__)


class Reserve:
    """A file that only takes room, to be given up when what a technician wrote finds none.

    Args:
        path: The file.
        on_used: Told when something was kept in its room.
    """

    def __init__(self, path: Path, on_used: Callable[[], None] | None = None) -> None:
        self._path = path
        self._on_used = on_used
        self._is_spent = False

    def release(self) -> bool:
        """Give its room up.

        Returns:
            Whether there was any.
        """
        try:
            self._path.unlink()
        except OSError:
            return False
        self._is_spent = True
        _log.warning("The disk is full: the room put aside is used now")
        return True

    def used(self) -> None:
        """Say that something was kept in the room given up."""
        if self._on_used is not None:
            self._on_used()

    def ensure_again(self) -> None:
        """Put room aside once more if it was given up, and there is enough by now."""
        if self._is_spent:
            self.ensure()

    def ensure(self) -> bool:
        """Put room aside where none is yet, unless there is too little for that.

        Returns:
            Whether there is some now.
        """
        try:
            if self._path.exists() and self._path.stat().st_size == KEPT_BYTES:
                return True
            if bytes_left(self._path.parent) < KEPT_BYTES + RESERVE_BYTES:
                return False
            self._write()
            self._is_spent = False
        except OSError as error:
            _log.info("No room could be put aside: %s", error.strerror)
            return False
        return True

    def _write(self) -> None:
        self._path.unlink(missing_ok=True)
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
        try:
            with os.fdopen(descriptor, "wb") as file:
                # Not zeros: some file systems pack those into nothing.
                file.write(os.urandom(KEPT_BYTES))
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            self._path.unlink(missing_ok=True)
            raise
        sync_folder(self._path.parent)


class _Reserving(Protocol):
    reserve: Reserve | None


_P = ParamSpec("_P")
_R = TypeVar("_R")
_S = TypeVar("_S", bound=_Reserving)


def with_reserve(write: Callable[Concatenate[_S, _P], _R]) -> Callable[Concatenate[_S, _P], _R]:
    """Let a method write into the room of its object's reserve, once, when the disk is full.

    Args:
        write: Writes all or nothing, and raises `StoreFull` where it cannot.
    """

    @wraps(write)
    def write_all_the_same(owner: _S, /, *args: _P.args, **kwargs: _P.kwargs) -> _R:
        try:
            done = write(owner, *args, **kwargs)
        except StoreFull:
            if owner.reserve is None or not owner.reserve.release():
                raise
            done = write(owner, *args, **kwargs)
            owner.reserve.used()
            return done
        if owner.reserve is not None:
            owner.reserve.ensure_again()
        return done

    return write_all_the_same


def bytes_left(folder: Path) -> int:
    """Return how much this user can still write to the disk of a folder.

    Raises:
        OSError: It cannot be asked.
    """
    return shutil.disk_usage(folder).free


def is_little_left(folder: Path) -> bool:
    """Whether the disk of a folder is nearly full; False where it cannot be asked."""
    try:
        return bytes_left(folder) < LITTLE_BYTES
    except OSError:
        return False
