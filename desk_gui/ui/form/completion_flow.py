"""Completion from what LiveDesk accepted before and what a policy names, and a soft word about any other team."""

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desk_gui.outbox.desk_people import KEYS, LONGEST, TEAM, TITLE, SuggestValues, ValuesSuggested, custom_field, folded
from desk_gui.outbox.draft import Field as DraftField
from desk_gui.ui.form.quiet_line import QuietLine
from desk_gui.ui.form.rows_editor import PairRow
from desk_gui.ui.form.suggesting import Suggesting
from desk_gui.ui.main_window import MainWindow
from desk_gui.ui.text import fill, plain

COMPLETES = "completes"
"""Property of an editor that says what its values belong to (`desk_people`); "" for nothing."""

_PAUSE_MS = 60
_TEAM_PAUSE_MS = 500
_LEAST = 2
"""Characters before anything is offered unasked."""


class CompletionFlow(QObject):
    """Lives on the GUI thread; the window owns it. One field completes at a time: the one with the focus.

    Attributes:
        list: Under that field.
        team_line: Under the team's field.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._form = window.form
        self._request = self._team_request = 0
        self._team_answer = ValuesSuggested(0, TEAM, "")
        self._is_choosing = False
        self.list = Suggesting(self)
        self.list.row_chosen.connect(self._on_list_row_chosen)
        self.list.asked.connect(self._on_list_asked)
        self.list.dismissed.connect(self._on_list_dismissed)
        self.team_line = QuietLine(kind="warning")
        self._form.fields[DraftField.TEAM].add_below(self.team_line)
        self._pause = _timer(self, _PAUSE_MS)
        self._pause.timeout.connect(self._on_pause_timeout)
        self._team_pause = _timer(self, _TEAM_PAUSE_MS)
        self._team_pause.timeout.connect(self._on_team_pause_timeout)
        self._form.team.textChanged.connect(self._on_team_text_changed)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_app_focus_changed)
            self._on_app_focus_changed(None, app.focusWidget())

    def receive(self, event: ValuesSuggested) -> None:
        """Show an answer, unless typing has gone on."""
        if event.request_id == self._request and self.list.editor is not None:
            self._show(event, self.list.editor)
        elif event.request_id == self._team_request:
            self._team_answer = event
            self._judge_team()

    def _field_of(self, editor: QLineEdit) -> str:
        declared = editor.property(COMPLETES)
        if isinstance(declared, str):
            return declared
        if editor is self._form.title:
            return TITLE
        if editor is self._form.team:
            return TEAM
        row = editor.parentWidget()
        if isinstance(row, PairRow):
            return KEYS if editor is row.first else custom_field(row.first.text()) if row.first.text().strip() else ""
        return ""

    def _ask(self, field: str, text: str) -> int:
        # One count for both: an answer belongs to one question.
        number = max(self._request, self._team_request) + 1
        self._window.desk.do(SuggestValues(number, self._window.settings.active_profile, field, text))
        return number

    def _show(self, event: ValuesSuggested, editor: QLineEdit) -> None:
        from desk_gui.outbox.desk_people import seen  # noqa: PLC0415 - with the first list
        from desk_gui.ui.form.suggestion_popup import SuggestionRow  # noqa: PLC0415 - as above

        if editor.text() != event.text:
            return
        typed = folded(event.text)
        rows = [SuggestionRow(plain(seen(value)), value=value) for value in event.values if folded(value) != typed]
        name = self.tr("Teams to choose from") if event.is_from_policy else self.tr("Typed before")
        self.list.show_rows(rows, name)

    @Slot("QWidget*", "QWidget*")
    def _on_app_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        editor = self.list.editor
        if now is editor:
            return
        if editor is not None:
            editor.textChanged.disconnect(self._on_editor_text_changed)
            self.list.attach(None)
            self._judge_team()
        if (
            isinstance(now, QLineEdit)
            and now is not self._form.requester_id
            and self._form.isAncestorOf(now)
            # What says that nothing completes it (a date, a list) keeps its own arrow keys.
            and now.property(COMPLETES) != ""
        ):
            self.list.attach(now)
            now.textChanged.connect(self._on_editor_text_changed)

    @Slot(str)
    def _on_editor_text_changed(self, text: str) -> None:
        is_fit = len(text) <= LONGEST and len(text.strip()) >= _LEAST
        if self._is_choosing or self._form.is_loading or not is_fit:
            self._stop()
        else:
            self._pause.start()

    @Slot()
    def _on_pause_timeout(self) -> None:
        editor = self.list.editor
        field = self._field_of(editor) if editor is not None else ""
        if editor is not None and field and len(editor.text()) <= LONGEST:
            self._request = self._ask(field, editor.text())

    @Slot()
    def _on_list_asked(self) -> None:
        self._on_pause_timeout()

    @Slot()
    def _on_list_dismissed(self) -> None:
        self._stop()

    def _stop(self) -> None:
        self._pause.stop()
        self._request = 0
        self.list.hide()

    @Slot(object)
    def _on_list_row_chosen(self, row: object) -> None:
        editor, value = self.list.editor, getattr(row, "value", None)
        if editor is not None and isinstance(value, str):
            self._is_choosing = True
            editor.setText(value)
            self._is_choosing = False
            self._stop()

    # The team

    @Slot(str)
    def _on_team_text_changed(self, text: str) -> None:
        self.team_line.say("")
        if text.strip() and len(text) <= LONGEST:
            self._team_pause.start()
        else:
            self._team_pause.stop()

    @Slot()
    def _on_team_pause_timeout(self) -> None:
        self._team_request = self._ask(TEAM, self._form.team.text())

    def _judge_team(self) -> None:
        """Say a soft word about a name that was never accepted; not while it may still become one that was."""
        team, answer = self._form.team.text(), self._team_answer
        is_being_typed = self._form.team.hasFocus() and bool(answer.values)
        if not team.strip() or team != answer.text or answer.is_accepted or is_being_typed:
            self.team_line.say("")
            return
        more = fill(
            self.tr("No ticket from this laptop went to “%1” yet. LiveDesk refuses names it does not know."),
            plain(team, 60),
        )
        self.team_line.say(self.tr("Not used before: check the spelling."), tooltip=more)


def _timer(parent: QObject, interval_ms: int) -> QTimer:
    made = QTimer(parent)
    made.setSingleShot(True)
    made.setInterval(interval_ms)
    return made
