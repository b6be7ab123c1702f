"""Whether files are there, asked of a disk that may not answer: a network drive without its network."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRunnable, QSemaphore, QThreadPool

PATIENCE_MS: Final = 150
"""How long the GUI thread waits, once for all of a drop's or a paste's files; a disk at hand takes less than one."""


class _Answer:
    """What was found, for whoever still waits for it.

    Attributes:
        found: Whether all are there, once `done` is released.
        done: Released when all were looked for.
    """

    def __init__(self) -> None:
        self.found = False
        self.done = QSemaphore(0)


class _Look(QRunnable):
    """Looks for files. The pool owns it: whoever asked may be gone when the disk answers."""

    def __init__(self, answer: _Answer, paths: Iterable[Path], exists: Callable[[Path], bool]) -> None:
        super().__init__()
        self._answer = answer
        self._paths = tuple(paths)
        self._exists = exists

    def run(self) -> None:
        """Look. Runs on a pool thread."""
        try:
            self._answer.found = all(map(self._exists, self._paths))
        except ValueError:  # A NUL in a name.
            self._answer.found = False
        finally:
            self._answer.done.release()


def are_there(
    paths: Iterable[Path], *, patience_ms: int = PATIENCE_MS, exists: Callable[[Path], bool] = os.path.lexists
) -> bool:
    """Say whether all of these files are there; of links, whether the link is. Blocks, at most `patience_ms`.

    Args:
        paths: Any; they are looked for off the calling thread.
        patience_ms: What the disk has not said by then counts as not there.
        exists: Says it of one path; called on a pool thread.
    """
    answer = _Answer()
    QThreadPool.globalInstance().start(_Look(answer, paths, exists))
    return answer.done.tryAcquire(1, patience_ms) and answer.found
