"""Where this program keeps its things: one folder, private to its user."""

import errno
import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desk_gui.system.errors import DataDirUnusable
from desk_gui.system.files import PRIVATE_DIR, PRIVATE_FILE
from desk_gui.system.sentences import QT_TRANSLATE_NOOP, sentence

APP_NAME: Final = "Desk GUI"
APP_ID: Final = "desk-gui"
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
_CHOOSE: Final = QT_TRANSLATE_NOOP("errors", "Choose another folder with --data-dir.")


@dataclass(frozen=True, slots=True)
class DataDir:
    """The data folder and the names in it. Making one touches no disk; `create` does.

    Attributes:
        root: The folder, absolute.
    """

    root: Path

    @property
    def database(self) -> Path:
        """Drafts, tickets and their history."""
        return self.root / "outbox.sqlite3"

    @property
    def spool(self) -> Path:
        """Folder of the attachments' copies."""
        return self.root / "spool"

    @property
    def settings(self) -> Path:
        """What the technician set."""
        return self.root / "settings.json"

    @property
    def window_state(self) -> Path:
        """The window's size and place; losing it does not matter."""
        return self.root / "window.json"

    @property
    def logs(self) -> Path:
        """Folder of the log files."""
        return self.root / "logs"

    @property
    def lock(self) -> Path:
        """Held by the one program that may write here."""
        return self.root / "lock"

    @property
    def practice(self) -> "DataDir":
        """The practice's own data folder: nothing in it ever goes to LiveDesk."""
        return DataDir(self.root / "practice")

    @property
    def sandbox(self) -> Path:
        """Folder where the practice LiveDesk keeps what it was sent; used inside `practice`."""
        return self.root / "sandbox"

    def create(self) -> None:
        """Make the folder and those in it, private to this user, and see that it can be written.

        A folder of this user that others may look into is closed to them.

        Raises:
            DataDirUnusable: It cannot be made, closed or written; the detail says why.
        """
        if not self.root.is_absolute():
            text = QT_TRANSLATE_NOOP("system", "%1 is not an absolute path")
            raise DataDirUnusable(sentence(text, self.root), next_step=_CHOOSE)
        try:
            self.root.mkdir(mode=PRIVATE_DIR, parents=True, exist_ok=True)
            _close_to_others(self.root)
            for folder in (self.spool, self.logs):
                folder.mkdir(mode=PRIVATE_DIR, exist_ok=True)
                _close_to_others(folder)
            _try_to_write(self.root)
        except OSError as error:
            raise _explain(self.root, error) from error


def default_data_dir() -> DataDir:
    """Return where this system wants a program's local, not roaming, data."""
    # Imported here: a start with --data-dir does without it.
    import platformdirs  # noqa: PLC0415 - see above

    name = APP_ID if sys.platform == "linux" else APP_NAME
    return DataDir(Path(platformdirs.user_data_dir(name, appauthor=False, roaming=False)))


def _close_to_others(folder: Path) -> None:
    if sys.platform == "win32":  # A profile's folders are closed by their inherited access lists.
        return
    found = folder.stat()
    if found.st_mode & stat.S_ISVTX:
        text = QT_TRANSLATE_NOOP("system", "%1 is shared by all users")
        next_step = QT_TRANSLATE_NOOP("errors", "Choose a folder of its own inside it.")
        raise DataDirUnusable(sentence(text, folder), next_step=next_step)
    if not found.st_mode & _OTHERS:
        return
    if found.st_uid != os.geteuid():
        text = QT_TRANSLATE_NOOP("system", "%1 belongs to another user")
        raise DataDirUnusable(sentence(text, folder), next_step=_CHOOSE)
    folder.chmod(PRIVATE_DIR)


def _try_to_write(folder: Path) -> None:
    probe = folder / f".probe-{os.getpid()}"
    probe.unlink(missing_ok=True)
    os.close(os.open(probe, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE))
    probe.unlink()


def _explain(folder: Path, error: OSError) -> DataDirUnusable:
    next_step = _CHOOSE
    match error.errno:
        case errno.EEXIST | errno.ENOTDIR:
            text = QT_TRANSLATE_NOOP("system", "a file is in the way of %1")
            next_step = QT_TRANSLATE_NOOP("errors", "Move that file away or choose another folder.")
        case errno.EROFS:
            text = QT_TRANSLATE_NOOP("system", "%1 is on a read-only disk")
        case errno.ENOSPC | errno.EDQUOT:
            text = QT_TRANSLATE_NOOP("system", "the disk of %1 is full")
            next_step = QT_TRANSLATE_NOOP("errors", "Make room on it and start again.")
        case errno.EACCES | errno.EPERM:
            text = QT_TRANSLATE_NOOP("system", "%1 may not be written by this user")
        case errno.ENOENT:
            text = QT_TRANSLATE_NOOP("system", "%1 is not there and cannot be made")
        case _:
            text = QT_TRANSLATE_NOOP("system", "%1: %2")
    return DataDirUnusable(sentence(text, folder, error), next_step=next_step)
