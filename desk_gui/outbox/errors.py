"""What can go wrong with what is kept on this computer, as types. Imports nothing heavy.

SystemTrouble (system.errors)
└── StoreTrouble          the outbox's database could not be read or written
    ├── StoreNewer        a newer version of this program wrote it
    ├── StoreDamaged      it cannot be read any more
    ├── StoreFull         the disk is full
    └── StoreUnwritable   the disk is read-only, broken or gone
CopyRefused            a file could not be taken into the spool; says why
CopyGivenUp            nobody wants the copy any more
FileLost               a copy is not in the spool any more, or not whole
"""

from desk_gui.outbox.events import RefusedFile
from desk_gui.system.errors import SystemTrouble


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802 - the name translation tools look for
    """Mark a text for translation and return it as it is."""
    del context
    return text


class StoreTrouble(SystemTrouble):
    """The outbox's database could not be read or written; what was in it before still is."""

    title = QT_TRANSLATE_NOOP("errors", "The outbox could not be read or written; what it held before is kept")
    default_next_step = QT_TRANSLATE_NOOP("errors", "Check the disk of the data folder, then try again.")


class StoreNewer(StoreTrouble):
    """A newer version of this program wrote the database."""

    title = QT_TRANSLATE_NOOP("errors", "The outbox was made by a newer Desk GUI; nothing was changed")
    default_next_step = QT_TRANSLATE_NOOP("errors", "Start that one, or choose another folder with --data-dir.")


class StoreDamaged(StoreTrouble):
    """The database cannot be read any more."""

    title = QT_TRANSLATE_NOOP("errors", "The outbox is damaged; nothing of it was deleted")
    default_next_step = QT_TRANSLATE_NOOP(
        "errors", "Start Desk GUI again: it sets the damaged file aside and keeps what can still be read."
    )


class StoreFull(StoreTrouble):
    """There is no room on the disk."""

    title = QT_TRANSLATE_NOOP("errors", "The disk is full; what was kept before is still there")
    default_next_step = QT_TRANSLATE_NOOP("errors", "Make room on it, then try again.")


class StoreUnwritable(StoreTrouble):
    """The disk of the data folder is read-only, broken or gone."""

    title = QT_TRANSLATE_NOOP("errors", "The data folder cannot be written; what was kept before is still in it")
    default_next_step = QT_TRANSLATE_NOOP(
        "errors", "See whether its disk is there and not write-protected, then try again."
    )


class CopyRefused(Exception):  # noqa: N818 - the field's word, as in events.AttachmentRefused
    """A file could not be taken into the spool; nothing of it is left there.

    Attributes:
        reason: Why.
    """

    def __init__(self, reason: RefusedFile, detail: str = "") -> None:
        super().__init__(detail or reason.value)
        self.reason = reason


class CopyGivenUp(Exception):  # noqa: N818 - not an error
    """Nobody wants the copy any more; nothing of it is left."""


class FileLost(Exception):  # noqa: N818 - the field's word, as in events.Hold
    """A copy is not in the spool any more, or not as long as it was."""
