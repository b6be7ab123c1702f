"""A drive that stops answering: whoever works with a file on it hangs in the system, as on a dead network drive.

with SilentDrive(tmp_path, "team.json") as drive:
    outbox.do(ReadTemplateFile(drive.path(tmp_path / "team.json")))
    drive.wait_for_somebody()
"""

import os
import threading
from pathlib import Path, PosixPath
from types import TracebackType
from typing import Self

from support.waiting import wait_until


class SilentDrive:
    """Gives out paths that behave as any other until `fall_silent`; from then on some block in `open(2)` of a pipe.

    Args:
        folder: Where the pipe is made.
        name: Files whose names hold this hang; so do the parts that are written in their place.
        is_silent: Whether it is silent from the beginning.
    """

    def __init__(self, folder: Path, name: str, *, is_silent: bool = True) -> None:
        self._pipe = folder / "nobody writes into this pipe"
        os.mkfifo(self._pipe)
        self._is_silent = is_silent
        self._writer: int | None = None
        self._waiting = 0
        self._lock = threading.Lock()
        drive = self

        class OnDrive(PosixPath):
            """A path on the drive."""

            def __fspath__(self) -> str:
                if name in self.name:
                    drive.answer()
                return str(self)

        self._kind = OnDrive

    def path(self, path: Path) -> Path:
        """Return the same path, on this drive; so is every path that is made of it."""
        return self._kind(path)

    def answer(self) -> None:
        """Return at once, or, while the drive is silent, once it is let go."""
        if self._is_silent:
            with self._lock:
                self._waiting += 1
            try:
                os.close(os.open(self._pipe, os.O_RDONLY))
            finally:
                with self._lock:
                    self._waiting -= 1

    def fall_silent(self) -> None:
        """Answer nobody from now on."""
        self._is_silent = True

    def wait_for_somebody(self) -> None:
        """Wait until somebody hangs."""
        wait_until(lambda: self._waiting, "somebody who waits for the drive")

    def let_go(self) -> None:
        """Answer again: all who wait go on."""
        self._is_silent = False
        if self._writer is None:
            self._writer = os.open(self._pipe, os.O_RDWR)
        wait_until(lambda: not self._waiting, "all who waited for the drive going on")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.let_go()
        if self._writer is not None:
            os.close(self._writer)
