"""What can go wrong on this computer, as types. Imports nothing heavy: windows read it too.

SystemTrouble
├── DataDirUnusable    the data folder cannot be used
├── SettingsUnreadable the settings file cannot be read, nor set aside
├── SettingsNotSaved   the settings file cannot be written
└── KeyringTrouble     no key can be read from or put into the system's keyring
    ├── KeyringMissing   there is no keyring here
    ├── KeyringLocked    it is locked, and was not unlocked
    └── KeyringFailed    it answered with an error, or holds something unreadable
"""

from typing import ClassVar

from desk_gui.system.sentences import Sentence, trouble_sentence


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802 - the name translation tools look for
    """Mark a text for translation and return it as it is."""
    del context
    return text


class SystemTrouble(Exception):  # noqa: N818 - the field's word, as in livedesk.errors
    """Something on this computer is in the way.

    Attributes:
        title: What happened, a short sentence without its full stop; source text for translation.
        next_step: What to do, one sentence; source text for translation.
        detail: Technical words for the log and the details view; never holds a secret.
    """

    title: ClassVar[str] = ""
    default_next_step: ClassVar[str] = ""

    def __init__(self, detail: str = "", *, next_step: str = "") -> None:
        super().__init__(detail)
        self.detail = detail
        self.next_step = next_step or self.default_next_step

    @property
    def words(self) -> Sentence:
        """Everything a technician needs, as plain sentences."""
        return trouble_sentence(self.title, self.detail, self.next_step)


class DataDirUnusable(SystemTrouble):
    """The folder that keeps drafts, copies and settings cannot be used."""

    title = QT_TRANSLATE_NOOP("errors", "The data folder cannot be used")
    default_next_step = QT_TRANSLATE_NOOP("errors", "Choose another folder with --data-dir.")


class SettingsUnreadable(SystemTrouble):
    """The settings file is there, and can neither be read nor set aside."""

    title = QT_TRANSLATE_NOOP("errors", "The settings could not be read")
    default_next_step = QT_TRANSLATE_NOOP("errors", "Check who may read and change the data folder, then start again.")


class SettingsNotSaved(SystemTrouble):
    """The settings file could not be written; the one before is still there."""

    title = QT_TRANSLATE_NOOP("errors", "The settings could not be saved; those before are kept")
    default_next_step = QT_TRANSLATE_NOOP("errors", "Make room on the disk or check who may write the data folder.")


class KeyringTrouble(SystemTrouble):
    """No key can be read from, or put into, the keyring of this computer."""

    title = QT_TRANSLATE_NOOP("errors", "The keyring of this computer could not be used")
    default_next_step = QT_TRANSLATE_NOOP("errors", "Enter the key in Settings and keep it for this run only.")


class KeyringMissing(KeyringTrouble):
    """There is no keyring on this computer, or no session to reach it through."""

    title = QT_TRANSLATE_NOOP("errors", "This computer has no keyring to keep the key in")


class KeyringLocked(KeyringTrouble):
    """The keyring is locked, and nobody unlocked it."""

    title = QT_TRANSLATE_NOOP("errors", "The keyring of this computer is locked")
    default_next_step = QT_TRANSLATE_NOOP(
        "errors", "Unlock it and try again, or enter the key in Settings and keep it for this run only."
    )


class KeyringFailed(KeyringTrouble):
    """The keyring answered with an error, or what it holds cannot be read."""

    title = QT_TRANSLATE_NOOP("errors", "The keyring of this computer did not do what it was asked")
    default_next_step = QT_TRANSLATE_NOOP(
        "errors", "Enter the key in Settings again; if that fails, keep it for this run only."
    )
