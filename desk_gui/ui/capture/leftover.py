"""The file that the desktop's portal leaves behind for a screenshot, removed once its picture is safe."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRunnable, QThreadPool

_CLOCK_TICK_NS: Final = 20_000_000
"""File systems write down times by a clock that goes in steps."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """A file that a portal made because we asked, as it was when its picture was read.

    Desktops put it where their own screenshots go (GNOME: ~/Pictures/Screenshots), shown in full there whatever is
    hidden in the ticket. The Screenshot portal's page does not say whose it is, so it is only taken for ours, and
    removed, if it is an ordinary file of this user alone, made after we asked, and not touched since. Whatever else it
    is stays where it is.

    Attributes:
        path: The file.
        device: With `inode` and `changed_ns` what it is and how it was.
        inode: See there.
        changed_ns: When its content was last written.
    """

    path: Path
    device: int
    inode: int
    changed_ns: int


def leftover_at(path: Path, asked_ns: int) -> Leftover | None:
    """Look whether a file was made for us. Blocks; any thread.

    Args:
        path: What the portal named.
        asked_ns: When it was asked, nanoseconds since 1970.
    """
    try:
        found = path.lstat()
    except OSError:
        return None
    is_ours = not hasattr(os, "getuid") or found.st_uid == os.getuid()
    is_new = found.st_mtime_ns >= asked_ns - _CLOCK_TICK_NS and found.st_ctime_ns >= asked_ns - _CLOCK_TICK_NS
    if not (stat.S_ISREG(found.st_mode) and found.st_nlink == 1 and is_ours and is_new):
        return None
    return Leftover(path, found.st_dev, found.st_ino, found.st_mtime_ns)


def remove_leftover(leftover: Leftover) -> bool:
    """Remove the file, if it is still what it was. Blocks; any thread.

    Returns:
        Whether it is gone.
    """
    try:
        now = leftover.path.lstat()
        if (now.st_dev, now.st_ino, now.st_mtime_ns) != (leftover.device, leftover.inode, leftover.changed_ns):
            return False
        leftover.path.unlink()
    except OSError:
        return False
    return True


class _Remove(QRunnable):
    def __init__(self, leftover: Leftover) -> None:
        super().__init__()
        self._leftover = leftover

    def run(self) -> None:
        """Remove it. Runs on a pool thread."""
        remove_leftover(self._leftover)


def remove_soon(leftover: Leftover) -> None:
    """Remove the file on another thread."""
    QThreadPool.globalInstance().start(_Remove(leftover))
