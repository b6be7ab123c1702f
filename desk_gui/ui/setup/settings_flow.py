"""Opens Settings, and passes on what is chosen there."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desk_gui.outbox.desk import CheckCredentials, SaveCredentials, SaveSettings
from desk_gui.outbox.events import CredentialsChanged
from desk_gui.system.settings import Settings
from desk_gui.ui.main_window import MainWindow
from desk_gui.ui.setup.settings_dialog import SettingsDialog

if TYPE_CHECKING:
    from desk_gui.outbox.desk import Command


class SettingsFlow(QObject):
    """Keeps at most one settings dialog. Lives on the GUI thread; the window owns it.

    Attributes:
        dialog: The one that is open, if any.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.dialog: SettingsDialog | None = None
        window.settings_asked.connect(self.open)

    @Slot()
    def open(self) -> None:
        """Open the settings, once."""
        if self.dialog is not None:
            return
        dialog = SettingsDialog(self._window.settings, is_practice=self._window.is_practice, parent=self._window)
        dialog.settings_chosen.connect(self._on_dialog_settings_chosen)
        dialog.credentials_chosen.connect(self._on_dialog_credentials_chosen)
        dialog.command_asked.connect(self._on_dialog_command_asked)
        dialog.finished.connect(self._on_dialog_finished)
        self.dialog = dialog
        dialog.open()
        if not self._window.is_practice:
            self._window.desk.do(CheckCredentials(self._window.settings.active_profile))

    def show_credentials(self, event: CredentialsChanged) -> None:
        """Show in the open dialog what is known of the key."""
        if self.dialog is not None:
            self.dialog.show_credentials(event)

    def receive(self, event: object) -> None:
        """Let the open dialog's sections see an event of the outbox."""
        if self.dialog is not None:
            self.dialog.receive(event)

    @Slot(object)
    def _on_dialog_command_asked(self, command: "Command") -> None:
        self._window.desk.do(command)

    @Slot(object)
    def _on_dialog_settings_chosen(self, settings: object) -> None:
        if isinstance(settings, Settings):
            self._window.desk.do(SaveSettings(settings))

    @Slot(object)
    def _on_dialog_credentials_chosen(self, command: object) -> None:
        if isinstance(command, SaveCredentials):
            self._window.desk.do(command)

    @Slot(int)
    def _on_dialog_finished(self, _result: int) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
