"""The requester: found while it is typed, named beside the ID, with the channel contact of last time."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit

from desk_gui.outbox.desk_people import (
    LONGEST,
    ChoosePerson,
    FindPeople,
    NamePerson,
    PeopleFound,
    Person,
    PersonNamed,
    StopFinding,
    may_be_meant,
)
from desk_gui.outbox.draft import Field as DraftField
from desk_gui.ui.form.channel_memory import ChannelMemory
from desk_gui.ui.form.quiet_line import QuietLine
from desk_gui.ui.form.suggesting import Suggesting
from desk_gui.ui.main_window import MainWindow
from desk_gui.ui.style import button
from desk_gui.ui.text import plain

_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class _Reported:
    """What was there before the default requester stood in, and what was added to the description."""

    requester_id: str
    added: str


class RequesterFlow(QObject):
    """Lives on the GUI thread; the window owns it. What is typed is the ID as it is, found or not.

    Attributes:
        list: Under the field.
        line: What was filled in beside the ID, with a way back.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._form = window.form
        self._editor = window.form.requester_id
        self._field = window.form.fields[DraftField.REQUESTER]
        self._request = 0
        self._used: tuple[Person, ...] = ()
        self._contacts: tuple[Person, ...] = ()
        self._is_finding = self._is_filling = self._is_dismissed = self._is_typed = False
        self._channel = ChannelMemory(window.form)
        self._reported: _Reported | None = None
        self._build()
        self._editor.textChanged.connect(self._on_editor_text_changed)
        self._ask_name()

    def _build(self) -> None:
        self.list = Suggesting(self)
        self.list.attach(self._editor)
        self.list.row_chosen.connect(self._on_list_row_chosen)
        self.list.asked.connect(self._on_asked)
        self.list.dismissed.connect(self._on_list_dismissed)
        self.name = QLabel()
        self.name.setProperty("kind", "dim")
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.name.hide()
        self._field.add_to_head(self.name)
        find = button(
            self.tr("Find…"), kind="link", tooltip=self.tr("People used before, and LiveDesk's contacts (Down)")
        )
        # The Down key does the same: Tab goes from the title to the ID at once.
        find.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        find.clicked.connect(self._on_asked)
        self._field.add_to_head(find)
        self.line = QuietLine()
        self.line.asked.connect(self._on_line_asked)
        self._field.add_below(self.line)

    def receive(self, event: PeopleFound | PersonNamed) -> None:
        """Show an answer, unless typing has gone on."""
        match event:
            case PersonNamed():
                if event.requester_id.strip() == self._editor.text().strip():
                    self._show_name(event.person)
                    self._offer_channel(event.person)
            case PeopleFound() if event.request_id == self._request and self._is_finding:
                self._show_found(event)

    # Finding

    def _find(self, text: str) -> None:
        self._request += 1
        # Those found for less are shown until the answer comes, where they still match: the list stays under the eye.
        self._contacts = tuple(person for person in self._contacts if may_be_meant(person, text))
        self._is_finding, self._is_dismissed = True, False
        self._window.desk.do(FindPeople(self._request, self._window.settings.active_profile, text.strip()))

    def _stop(self) -> None:
        self.list.hide()
        self._contacts = ()
        if self._is_finding:
            self._is_finding = False
            self._window.desk.do(StopFinding())

    def _show_found(self, event: PeopleFound) -> None:
        from desk_gui.ui.form.people_rows import found_sentence, rows_of  # noqa: PLC0415 - with the first search
        from desk_gui.ui.form.suggestion_popup import announce  # noqa: PLC0415 - as above

        if event.is_from_livedesk:
            self._contacts = event.people
        else:
            self._used = event.people
        if self._is_dismissed:
            return
        rows = rows_of(self._used, self._contacts, is_asking=not event.is_last, trouble=event.trouble)
        self.list.show_rows(rows, self.tr("People"))
        if event.is_last and self.list.is_shown:
            announce(self._editor, found_sentence(rows))

    @Slot(str)
    def _on_editor_text_changed(self, text: str) -> None:
        if self._is_filling:
            return
        if self.name.text():
            self._show_name(None)
        if self._form.is_loading:
            self._channel.begin_anew()
        else:
            self._channel.take_back(unless_for=text.strip())
        self._reported = None
        self.line.say("")
        self._is_typed = not self._form.is_loading and self._editor.hasFocus()
        if not self._is_typed or len(text) > LONGEST:
            self._stop()
        else:
            self._find(text)
        self._ask_name()

    @Slot()
    def _on_asked(self) -> None:
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
        text = self._editor.text()
        # The default is no word to search by: whoever asks with it in the field wants somebody else.
        self._find("" if text == self._window.settings.active.default_requester_id else text)

    @Slot()
    def _on_list_dismissed(self) -> None:
        self._is_dismissed = True
        self._stop()

    # Choosing

    @Slot(object)
    def _on_list_row_chosen(self, row: object) -> None:
        value = getattr(row, "value", None)
        self._stop()
        if isinstance(value, Person):
            self._choose(value)
        else:
            self._ask_who_reported()

    def _choose(self, person: Person) -> None:
        self._put_in(person.requester_id)
        self._show_name(person)
        if not person.is_used:
            self._window.desk.do(ChoosePerson(self._window.settings.active_profile, person))
        self._reported = None
        sentence, buttons = self._channel.offer(person)
        self.line.say(sentence, buttons)

    def _put_in(self, requester_id: str) -> None:
        self._is_filling, self._is_typed = True, False
        self._editor.setText(requester_id)
        self._is_filling = False

    def _ask_name(self) -> None:
        requester_id = self._editor.text().strip()
        if requester_id and len(requester_id) <= LONGEST:
            self._window.desk.do(NamePerson(self._window.settings.active_profile, requester_id))

    def _show_name(self, person: Person | None) -> None:
        from desk_gui.ui.form.people_rows import shown_name  # noqa: PLC0415 - the window paints before names come

        name = plain(shown_name(person), _LONGEST_NAME) if person is not None else ""
        self.name.setText(f"· {name}" if name else "")
        self.name.setVisible(bool(name))

    def _offer_channel(self, person: Person | None) -> None:
        """Offer the channel contact of last time to an ID that was typed in full."""
        if person is not None and self._is_typed and not self.line.sentence:
            self.line.say(*self._channel.offer(person, fills=False))

    # Somebody who is not in the list

    def _ask_who_reported(self) -> None:
        from desk_gui.ui.form.reported_dialog import ReportedDialog  # noqa: PLC0415 - seldom needed

        default = self._window.settings.active.default_requester_id
        if not default.strip():
            self.line.say(
                self.tr("No default requester is set, who would stand in. Set one in Settings."), (self.tr("Settings"),)
            )
            return
        typed = self._editor.text()
        dialog = ReportedDialog("" if typed == default else typed, default, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._on_dialog_finished)
        dialog.open()

    @Slot(int)
    def _on_dialog_finished(self, result: int) -> None:
        from desk_gui.ui.form.reported_dialog import ReportedDialog  # noqa: PLC0415 - loaded with the dialog

        dialog = self.sender()
        if result == QDialog.DialogCode.Accepted and isinstance(dialog, ReportedDialog):
            self.report(dialog.reported_by())

    def report(self, reported_by: str) -> None:
        """Take the default requester, and put a line into the description; it can be undone."""
        self._channel.take_back(unless_for="")
        before = self._editor.text()
        self._put_in(self._window.settings.active.default_requester_id)
        self._show_name(None)
        self._ask_name()
        self._reported = _Reported(before, append_line(self._form.description, reported_by))
        self.line.say(self.tr("The description says who reported it."), (self.tr("Undo"),))

    @Slot(int)
    def _on_line_asked(self, _number: int) -> None:
        self.line.say("")
        if self._reported is not None:
            reported, self._reported = self._reported, None
            take_out(self._form.description, reported.added)
            self._put_in(reported.requester_id)
            self._ask_name()
        elif self._channel.is_offering:
            self._channel.press()
        else:
            self._window.settings_asked.emit()


def append_line(editor: QPlainTextEdit, line: str) -> str:
    """Add a line at a text's end, undone by one Ctrl+Z; return all that was added."""
    text = editor.toPlainText()
    added = f"\n\n{line}" if text.strip() else line
    cursor = QTextCursor(editor.document())
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertText(added)
    return added


def take_out(editor: QPlainTextEdit, added: str) -> None:
    """Take what was added out again, wherever it is by now; Ctrl+Z brings it back."""
    place = editor.toPlainText().rfind(added)
    if place < 0:
        return
    # Qt counts in UTF-16.
    start = len(editor.toPlainText()[:place].encode("utf-16-le", "surrogatepass")) // 2
    cursor = QTextCursor(editor.document())
    cursor.setPosition(start)
    cursor.setPosition(start + len(added.encode("utf-16-le", "surrogatepass")) // 2, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
