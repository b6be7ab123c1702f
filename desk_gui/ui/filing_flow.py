"""Who files: asked once a day where several people use this laptop, and changed from the header at any time."""

from dataclasses import replace

from PySide6.QtCore import QDate, QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication

from desk_gui.outbox.desk import SaveSettings
from desk_gui.outbox.events import WorkerReady
from desk_gui.system.settings import Person, Settings
from desk_gui.ui.filing_dialog import FilingDialog
from desk_gui.ui.main_window import MainWindow


class FilingFlow(QObject):
    """Opens the list of people and keeps what is chosen there. Lives on the GUI thread; the window owns it.

    Attributes:
        dialog: The one that is open, if any.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._is_ready = False
        self._settings = window.settings
        self.dialog: FilingDialog | None = None
        window.header.filing_asked.connect(self.open)
        window.window_actions.filing.triggered.connect(self.open)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._on_app_application_state_changed)

    def receive(self, event: object) -> None:
        """Ask who files, once the settings are known and if nobody was asked today."""
        if isinstance(event, WorkerReady):
            self._is_ready = True
            self._ask_once_a_day()

    def _ask_once_a_day(self) -> None:
        settings = self._window.settings
        is_due = settings.filing_asked_on != _today()
        # Nobody is interrupted: neither in another window of the program, nor while its own is out of sight.
        is_free = self._window.isVisible() and QGuiApplication.modalWindow() is None
        if self._is_ready and is_due and is_free and len(settings.active.people) > 1:
            self.open()

    @Slot()
    def open(self) -> None:
        """Open the list of people, once."""
        if self.dialog is not None:
            return
        self._settings = self._window.settings
        profile = self._settings.active
        people = profile.people
        if profile.submitter_id and profile.submitter_id not in [person.submitter_id for person in people]:
            people = (Person("", profile.submitter_id), *people)
        self.dialog = dialog = FilingDialog(people, profile.submitter_id, self._window)
        dialog.person_chosen.connect(self._on_dialog_person_chosen)
        dialog.people_changed.connect(self._on_dialog_people_changed)
        dialog.finished.connect(self._on_dialog_finished)
        dialog.open()

    def _keep(self, settings: Settings) -> None:
        if settings != self._settings:
            self._settings = settings
            self._window.desk.do(SaveSettings(settings))

    @Slot(object)
    def _on_dialog_person_chosen(self, person: object) -> None:
        if isinstance(person, Person):
            profile = replace(self._settings.active, submitter_id=person.submitter_id)
            self._keep(self._settings.with_profile(profile))

    @Slot(object)
    def _on_dialog_people_changed(self, people: object) -> None:
        if isinstance(people, tuple):
            self._keep(self._settings.with_profile(replace(self._settings.active, people=people)))

    @Slot(int)
    def _on_dialog_finished(self, _result: int) -> None:
        if self.dialog is None:
            return
        self.dialog.deleteLater()
        self.dialog = None
        if len(self._settings.active.people) > 1:
            self._keep(replace(self._settings, filing_asked_on=_today()))

    @Slot(Qt.ApplicationState)
    def _on_app_application_state_changed(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self._ask_once_a_day()


def _today() -> str:
    return QDate.currentDate().toString(Qt.DateFormat.ISODate)
