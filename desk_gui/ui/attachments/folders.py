"""What is in a folder, counted off the GUI thread."""

import os
import stat
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

MOST_FILES: Final = 10_000
LONGEST_LOOK_S: Final = 10.0

_REPARSE_POINT: Final = getattr(stat, "FILE_ATTRIBUTE_REPARSE_POINT", 0x400)


@dataclass(frozen=True, slots=True)
class FolderContents:
    """What is in a folder and below it. Links are not followed.

    Attributes:
        path: The folder.
        files: Ordinary files, in order, at most `MOST_FILES`.
        size_bytes: Of these.
        is_more: Whether there are more than were counted.
        is_readable: Whether it could be looked into.
    """

    path: Path
    files: tuple[Path, ...] = ()
    size_bytes: int = 0
    is_more: bool = False
    is_readable: bool = True


def look_into(path: Path, *, most: int = MOST_FILES, deadline_s: float = LONGEST_LOOK_S) -> FolderContents:
    """Count what is in a folder. Blocks, at most about `deadline_s`."""
    give_up_at = time.monotonic() + deadline_s
    files: list[Path] = []
    size_bytes = 0
    waiting = [path]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                found = sorted(((entry.name, entry.stat(follow_symlinks=False)) for entry in entries), key=_name)
        except OSError:
            if folder == path:
                return FolderContents(path, is_readable=False)
            continue
        inside: list[Path] = []
        for name, status in found:
            if len(files) >= most or time.monotonic() > give_up_at:
                return FolderContents(path, tuple(files), size_bytes, is_more=True)
            if _is_link(status):
                continue
            if stat.S_ISDIR(status.st_mode):
                inside.append(folder / name)
            elif stat.S_ISREG(status.st_mode):
                files.append(folder / name)
                size_bytes += status.st_size
        waiting.extend(reversed(inside))
    return FolderContents(path, tuple(files), size_bytes)


def _name(entry: tuple[str, os.stat_result]) -> str:
    return entry[0]


def _is_link(status: os.stat_result) -> bool:
    return stat.S_ISLNK(status.st_mode) or bool(getattr(status, "st_file_attributes", 0) & _REPARSE_POINT)


class _Look(QRunnable):
    """Counts one folder."""

    def __init__(self, counter: "FolderCounter", key: str, path: Path) -> None:
        super().__init__()
        self._counter = counter
        self._key = key
        self._path = path

    def run(self) -> None:
        """Count. Runs on a pool thread."""
        contents = look_into(self._path)
        try:
            self._counter.looked.emit(self._key, contents)
        except RuntimeError:
            # The window is gone; so is the question.
            return


class FolderCounter(QObject):
    """Counts folders. Lives on the GUI thread.

    Signals:
        counted: The key and a FolderContents.
        looked: The same, from the pool thread.
    """

    counted = Signal(str, object)
    looked = Signal(str, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.looked.connect(self._on_looked)

    def ask(self, key: str, path: Path) -> None:
        """Have a folder counted; `counted` answers."""
        QThreadPool.globalInstance().start(_Look(self, key, path))

    @Slot(str, object)
    def _on_looked(self, key: str, contents: FolderContents) -> None:
        self.counted.emit(key, contents)
