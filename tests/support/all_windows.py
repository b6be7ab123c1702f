"""Every window, dialog and panel of the program in its states, for tests that look at all of them.

A new window is one function in `WINDOWS`, and nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from PySide6.QtCore import QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from desk_gui.outbox.desk_people import PeopleFound, Person
from desk_gui.outbox.desk_templates import SchemaRead, TemplateFileRead, TemplatesRead
from desk_gui.outbox.desk_text import TextRead
from desk_gui.outbox.draft import Attachment, Draft
from desk_gui.outbox.events import (
    ConnectionSeen,
    CredentialsChanged,
    CredentialState,
    DraftSaved,
    FileProgress,
    QueueCounted,
    TicketChanged,
    TicketsListed,
    UploadProgressed,
    WorkerReady,
)
from desk_gui.outbox.schema_reader import from_json
from desk_gui.outbox.templates import Template
from desk_gui.outbox.tickets import Hold, State, TicketRow
from desk_gui.system.resources import resource_path
from desk_gui.system.settings import Settings
from desk_gui.ui.attachments.offers import FolderOffer, LinkOffer, TwinOffer
from desk_gui.ui.attachments.reader import Reading
from desk_gui.ui.main_window import MainWindow
from desk_gui.ui.receiver import Receiver
from desk_gui.ui.setup.settings_dialog import SettingsDialog
from desk_gui.ui.templates.dialogs import TemplateDialogs
from desk_gui.ui.theme import Theme

_PATIENCE_MS: Final = 5000
NOW: Final = datetime(2026, 11, 24, 14, 2, tzinfo=UTC)


class Desk:
    """Takes every command and does nothing."""

    def __init__(self, spool: Path) -> None:
        self._spool = spool

    def do(self, command: object) -> None:
        """Take a command."""

    def spool_path(self, spool_name: str) -> Path:
        """Say where a copy would lie."""
        return self._spool / spool_name


@dataclass(slots=True)
class Stage:
    """What a window is made with.

    Attributes:
        app: The application.
        theme: Its looks, dressed.
        folder: For files.
        settings: Of every window.
        made: Windows that were made on the way, to be closed afterwards.
    """

    app: QApplication
    theme: Theme
    folder: Path
    settings: Settings = field(default_factory=Settings)
    made: list[QWidget] = field(default_factory=list)

    def set_large(self, *, is_large: bool) -> None:
        """Let windows that are made from now on have large controls, or not."""
        self.settings = replace(self.settings, large_controls=is_large)
        self.theme.set_large(is_large=is_large)

    def window(self, *, is_practice: bool = False) -> tuple[MainWindow, Receiver]:
        """Make a main window with all that comes after its first paint."""
        window = MainWindow(Desk(self.folder), self.theme, self.settings, is_practice=is_practice)
        self.made.append(window)
        return window, Receiver(window, self.theme)


def _row(ticket: str, title: str, state: State, **more: object) -> TicketRow:
    values: dict[str, object] = {"created_at": NOW, "changed_at": NOW, **more}
    return TicketRow(ticket=ticket, reference="DG-7F3K9Q", title=title, state=state, **values)  # type: ignore[arg-type]


ROWS: Final = (
    _row("1", "UPS beeping, basement B2", State.UNCONFIRMED, trouble="connection_broken"),
    _row(
        "2", "Monitor flickers", State.REJECTED, words="assignment_team 'IT Suport' does not exist", trouble="refused"
    ),
    _row("3", "Switch port 14 dead", State.QUEUED, hold=Hold.BACKOFF, trouble="cannot_connect", next_try_at=NOW),
    _row("4", "Big video of the noise", State.UPLOADING),
    _row("5", "Label printer prints blank labels", State.CREATED, ticket_id="tk_20251104_789abc"),
    _row("6", "Half written", State.DRAFT),
    _row("7", "Yesterday", State.CREATED, ticket_id="tk_20251103_000001", created_at=NOW - timedelta(days=2)),
)
DRAFT: Final = Draft(
    "d",
    title="Printer paper jam, unable to print",
    description="Customer reported A4 paper jammed at the output tray.",
    requester_id="contact_12345",
    priority="high",
    ticket_type="incident",
    team="IT Support",
    attachments=(
        Attachment("a", "error.png", 2_400_000, "image/png", "a", is_copied=True),
        Attachment("b", "controller.log", 53_000, "text/plain", "b", is_copied=True),
    ),
)


_SECTIONS: Final = 9  # Some more than there are today do no harm: the last is looked at again.


def _empty(stage: Stage) -> QWidget:
    return stage.window()[0]


def _practice(stage: Stage) -> QWidget:
    return stage.window(is_practice=True)[0]


def _busy_window(stage: Stage) -> tuple[MainWindow, Receiver]:
    window, receiver = stage.window()
    receiver.receive(CredentialsChanged("default", "https://x", CredentialState.STORED, "key"))
    window.show()
    window.tickets.show_page(TicketsListed(0, 0, len(ROWS), ROWS))
    files = (FileProgress("a", "noise.mov", 45_000_000, 100_000_000),)
    receiver.receive(UploadProgressed("4", files, 45_000_000, 100_000_000))
    receiver.receive(ConnectionSeen(NOW, False, "cannot_connect"))
    receiver.receive(QueueCounted(1, 2, 1, NOW))
    window.open_draft(DRAFT, is_saved=True)
    receiver.receive(DraftSaved("d", NOW))
    receiver.receive(TicketChanged(ROWS[4]))
    return window, receiver


def _busy(stage: Stage) -> QWidget:
    return _busy_window(stage)[0]


def _unfolded(stage: Stage) -> QWidget:
    window, receiver = _busy_window(stage)
    receiver.receive(TextRead("d", "b", "controller.log", "tray 3: jam\n" * 9, 48_000_000))
    window.form.fold.setChecked(True)
    return window


def _errors(stage: Stage) -> QWidget:
    window, _ = stage.window()
    window.show()
    window.submit()
    return window


def _undo(stage: Stage) -> QWidget:
    window, _ = _busy_window(stage)
    window.discard_draft()
    return window


def _tickets_tab(stage: Stage) -> QWidget:
    window, _ = _busy_window(stage)
    window.tabs.setCurrentIndex(1)
    return window


def _description(stage: Stage) -> QWidget:
    window, receiver = stage.window()
    window.show()
    window.form.description.setPlainText("**jam**\n" * 10_000)
    receiver.description.tools.preview.click()
    window.tray.text_dropped.emit("one\ntwo")
    return window


def _link_question(stage: Stage) -> QWidget:
    window, receiver = stage.window()
    window.show()
    receiver.description.tools.preview.click()
    assert receiver.description.preview is not None
    receiver.description.preview.anchorClicked.emit(QUrl("https://example.com/manual"))
    return _dialog_of(window)


def _offers(stage: Stage) -> QWidget:
    window, _ = stage.window()
    window.show()
    (stage.folder / "logs").mkdir()
    (stage.folder / "logs" / "one.log").write_text("one")
    folder, link, twin = (
        FolderOffer(stage.folder / "logs"),
        LinkOffer("https://example.com/a.png"),
        TwinOffer("a", "b", "c"),
    )
    window.take(Reading(offers=(folder, link, twin), refused=("“trace.log” is empty (0 bytes), so it was left out.",)))
    return window


def _settings(page: int) -> Callable[[Stage], QWidget]:
    def make(stage: Stage) -> QWidget:
        window, receiver = stage.window()
        window.show()
        receiver.settings_flow.open()
        dialog = receiver.settings_flow.dialog
        assert dialog is not None
        dialog.show_credentials(CredentialsChanged("default", "https://x", CredentialState.NO_KEYRING, ""))
        dialog.list.setCurrentRow(min(page, len(dialog.sections) - 1))
        return dialog

    return make


def _arrived(stage: Stage) -> QWidget:
    from desk_gui.ui.tickets.arrived_dialog import ArrivedDialog  # noqa: PLC0415 - as the program does

    window, _ = stage.window()
    window.show()
    dialog = ArrivedDialog(Desk(stage.folder), ROWS[0], window)
    dialog.open()
    return dialog


def _shortcuts(stage: Stage) -> QWidget:
    window, _ = stage.window()
    window.show()
    window.window_actions.shortcuts.trigger()
    return _dialog_of(window)


def _capture_menu(stage: Stage) -> QWidget:
    from desk_gui.ui.capture.menu import CaptureKind, CaptureMenu  # noqa: PLC0415 - as the program does

    window, _ = stage.window()
    window.show()
    kinds = (CaptureKind.REGION, CaptureKind.WINDOW, CaptureKind.SCREEN)
    menu = CaptureMenu(window, stage.theme.tokens, kinds, delay_s=0)
    menu.adjustSize()
    return menu


def _countdown(stage: Stage) -> QWidget:
    from desk_gui.ui.capture.countdown import Countdown  # noqa: PLC0415 - as the program does

    made = Countdown(3, stage.theme.tokens)
    stage.made.append(made)
    return made


def _editor(stage: Stage) -> QWidget:
    from desk_gui.ui.editor import editor_window, layers, shapes  # noqa: PLC0415 - as the program does

    marks = (
        shapes.Box(shapes.Rect(455, 166, 90, 40), "#e02d24", 6),
        shapes.Arrow(shapes.Point(700, 300), shapes.Point(556, 210), "#e02d24", 8),
        shapes.Step(shapes.Point(428, 186), "#1766d6", 8),
        shapes.Redaction(shapes.Rect(228, 78, 182, 26)),
    )
    picture = resource_path("samples", "printer-error.png")
    made = editor_window.EditorWindow(stage.theme, picture, picture.name, layers.write_layers(marks))
    made.resize(1180, 720)
    stage.made.append(made)
    return made


def _schema(stage: Stage) -> QWidget:
    window, receiver = stage.window()
    window.show()
    receiver.receive(WorkerReady(stage.settings))
    sample = resource_path("samples", "custom-fields.json")
    receiver.receive(SchemaRead("default", from_json(sample.read_bytes()), str(sample)))
    window.form.fold.setChecked(True)
    window.submit()
    for _ in range(10):  # Fields are made a few at a time.
        stage.app.processEvents()
    return window


def _search_without_a_hit(stage: Stage) -> QWidget:
    window, _ = stage.window()
    window.show()
    window.tickets.search.setText("nobody wrote this")
    window.tickets.show_page(TicketsListed(0, 0, 0, ()))
    return window


def _menu(stage: Stage) -> QWidget:
    window, _ = stage.window()
    window.show()
    window.header.menu_asked.emit()
    return [one for one in window.findChildren(QMenu) if one.isVisible()][-1]


def _row_menu(stage: Stage) -> QWidget:
    from desk_gui.ui.tickets.row_actions import row_menu  # noqa: PLC0415 - as the program does

    window, _ = _busy_window(stage)
    menu = row_menu(ROWS[0], window)
    menu.popup(window.mapToGlobal(window.rect().center()))
    return menu


def _quit(stage: Stage) -> QWidget:
    from desk_gui.ui.quit_dialog import QuitDialog  # noqa: PLC0415 - as the program does

    window, _ = stage.window()
    window.show()
    dialog = QuitDialog(3, window)
    dialog.open()
    return dialog


def _filing(stage: Stage) -> QWidget:
    from desk_gui.system.settings import Person  # noqa: PLC0415 - as the program does
    from desk_gui.ui.filing_dialog import FilingDialog  # noqa: PLC0415 - as the program does

    window, _ = stage.window()
    window.show()
    people = (Person("Maria Gonzalez", "u_1"), Person("Ben", "u_2"), Person("", "u_33445"))
    dialog = FilingDialog(people, "u_2", window)
    dialog.open()
    return dialog


def _reported(stage: Stage) -> QWidget:
    from desk_gui.ui.form.reported_dialog import ReportedDialog  # noqa: PLC0415 - as the program does

    window, _ = stage.window()
    window.show()
    dialog = ReportedDialog("Wang Lei", "contact_12345", window)
    dialog.open()
    return dialog


def _requester_found(stage: Stage) -> QWidget:
    window, receiver = stage.window()
    window.resize(1000, 600)  # Now: a list goes when the window changes.
    window.show()
    # Only who is typing is shown a list.
    window.activateWindow()
    QTest.qWaitForWindowActive(window, _PATIENCE_MS)
    receiver.receive(WorkerReady(stage.settings))
    receiver.people.requester.list.asked.emit()
    people = (Person("contact_1", "Wang Lei", email="lei@example.com", is_used=True), Person("contact_2", "Wang Min"))
    receiver.receive(PeopleFound(1, people))
    receiver.receive(PeopleFound(1, people[1:], is_from_livedesk=True, is_last=True))
    return window


_TEMPLATES: Final = (
    Template("Printer, paper jam", title="Paper jam", priority="high", custom_fields=(("site", "HQ"),)),
    Template("Port dead", title="{hostname}: port dead", description="{last:location}", team="Network"),
)


def _templates(templates: tuple[Template, ...], ask: Callable[[TemplateDialogs], None]) -> Callable[[Stage], QWidget]:
    def make(stage: Stage) -> QWidget:
        window, receiver = stage.window()
        window.show()
        receiver.receive(WorkerReady(stage.settings))
        receiver.receive(TemplatesRead(templates))
        ask(receiver.templates.dialogs)
        return _dialog_of(window)

    return make


_TEMPLATE_DIALOGS: Final = {
    "templates, picked": _templates(_TEMPLATES, lambda dialogs: dialogs.pick(_TEMPLATES, "Port dead")),
    "templates, none to pick": _templates((), lambda dialogs: dialogs.pick((), "")),
    "templates, managed": _templates(_TEMPLATES, lambda dialogs: dialogs.manage(_TEMPLATES)),
    "templates, none to manage": _templates((), lambda dialogs: dialogs.manage(())),
    "templates, saved": _templates(_TEMPLATES, lambda dialogs: dialogs.save_form(DRAFT, _TEMPLATES)),
    "templates, taken from a file": _templates(
        _TEMPLATES,
        lambda dialogs: dialogs.take_file(
            TemplateFileRead(Path("/x/team.json"), (*_TEMPLATES[:1], Template("Fresh", title="new"))), _TEMPLATES
        ),
    ),
}


def _dialog_of(window: QWidget) -> QWidget:
    dialogs = [one for one in window.findChildren(QDialog) if one.isVisible() and not isinstance(one, SettingsDialog)]
    return dialogs[-1]


WINDOWS: Final[dict[str, Callable[[Stage], QWidget]]] = {
    "main, empty": _empty,
    "main, practice": _practice,
    "main, tickets of every kind": _busy,
    "main, more fields": _unfolded,
    "main, errors": _errors,
    "main, fields of a schema": _schema,
    "main, draft discarded": _undo,
    "main, tickets as a tab": _tickets_tab,
    "main, description with preview": _description,
    "main, folder, link and twin offered": _offers,
    "main, search without a hit": _search_without_a_hit,
    "people found": _requester_found,
    "menu": _menu,
    "menu of a ticket": _row_menu,
    "quit": _quit,
    "keyboard shortcuts": _shortcuts,
    "who is filing": _filing,
    "reported by": _reported,
    **_TEMPLATE_DIALOGS,
    "link question": _link_question,
    **{f"settings, section {page + 1}": _settings(page) for page in range(_SECTIONS)},
    "it arrived": _arrived,
    "capture menu": _capture_menu,
    "countdown": _countdown,
    "editor": _editor,
}
"""Name to maker; a maker returns the window to look at, shown or not."""
