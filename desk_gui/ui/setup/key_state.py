"""What is known of the key, in words, with the way out when the keyring does not take it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from desk_gui.outbox.events import CredentialState
from desk_gui.ui.style import button, say_signed, set_tone
from desk_gui.ui.theme import gaps


class KeyState(QFrame):
    """A sentence about the key. Offers "Keep for this run only" where there is no other way.

    Signals:
        run_only_asked: Keep the key in memory for this run.
    """

    run_only_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("strip")
        self._words = QLabel()
        self._words.setWordWrap(True)
        self.run_only = button(self.tr("Keep for this run only"), kind="small")
        self.run_only.clicked.connect(self.run_only_asked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*gaps(12, 8, 12, 8))
        layout.addWidget(self._words)
        layout.addWidget(self.run_only, 0, Qt.AlignmentFlag.AlignLeft)
        self._say(self.tr("The key is kept in this computer's keyring, nowhere else."), tone="plain")

    def show_waiting(self) -> None:
        """Say that the keyring is being asked; it may want to be unlocked first."""
        self._say(self.tr("Waiting for this computer's keyring. It may ask to be unlocked."), tone="plain")

    def show_state(self, state: CredentialState, *, was_saving: bool) -> None:
        """Show what is known.

        Args:
            state: Where the key is, or why it is not.
            was_saving: Whether this answers a Save.
        """
        match state:
            case CredentialState.STORED:
                self._say(self.tr("The key is stored in this computer's keyring."), tone="ok")
            case CredentialState.THIS_RUN_ONLY:
                self._say(self.tr("The key is kept until this program ends, and nowhere else."), tone="ok")
            case CredentialState.MISSING:
                self._say(self.tr("No key is stored yet. It will be kept in this computer's keyring."), tone="plain")
            case CredentialState.LOCKED:
                words = self.tr("This computer's keyring is locked. Unlock it and press Save again, or go without it.")
                self._say(words, tone="warn", offers_run_only=was_saving)
            case CredentialState.NO_KEYRING:
                words = self.tr("This computer has no keyring that is running, so the key cannot be stored.")
                self._say(words, tone="warn", offers_run_only=True)
            case CredentialState.KEYRING_FAILED:
                words = self.tr("This computer's keyring did not take part. Press Save again, or go without it.")
                self._say(words, tone="warn", offers_run_only=was_saving)

    def _say(self, words: str, *, tone: str, offers_run_only: bool = False) -> None:
        say_signed(self._words, words, tone)
        self.setAccessibleName(words)
        self.run_only.setVisible(offers_run_only)
        set_tone(self, tone)
