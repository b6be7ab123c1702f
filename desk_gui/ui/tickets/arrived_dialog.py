"""Asks for the ID of a ticket that arrived without the program having heard of it."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desk_gui.outbox.desk import CheckArrival, Desk, MarkArrived
from desk_gui.outbox.events import ArrivalChecked
from desk_gui.outbox.tickets import TicketRow
from desk_gui.ui.form.fields import Field, line_edit
from desk_gui.ui.style import button, say_signed, set_tone
from desk_gui.ui.text import fill, plain
from desk_gui.ui.theme import gap, gaps
from desk_gui.ui.words import explained


class ArrivedDialog(QDialog):
    """Takes the ID the desk gave, shows the title LiveDesk has under it, and marks the ticket as arrived."""

    def __init__(self, desk: Desk, row: TicketRow, parent: QWidget) -> None:
        """Build the dialog for one ticket."""
        super().__init__(parent)
        self._desk = desk
        self._row = row
        self.setWindowTitle(self.tr("It arrived"))
        self.setModal(True)
        self.ticket_id = line_edit(self.tr("For example tk_20251104_789abc"))
        self._field = Field(self.tr("Ticket ID"), self.ticket_id)
        self.look_up = button(self.tr("Look up"), kind="small", tooltip=self.tr("Ask LiveDesk what this ID is"))
        self.look_up.clicked.connect(self._on_look_up_clicked)
        self._answer = QLabel()
        self._answer.setTextFormat(Qt.TextFormat.PlainText)
        self._answer.setWordWrap(True)
        self._answer.setProperty("kind", "dim")
        self._answer.hide()
        self.arrived = button(self.tr("It arrived"), kind="primary")
        self.arrived.clicked.connect(self._on_arrived_clicked)
        self.without_id = button(self.tr("I don't have the ID"))
        self.without_id.clicked.connect(self._on_without_id_clicked)
        self.cancel = button(self.tr("Cancel"))
        self.cancel.clicked.connect(self.reject)
        self._lay_out()
        self.resize(460, self.sizeHint().height())

    def _lay_out(self) -> None:
        text = self.tr("“%1” (%2): which ID did the desk give it?")
        question = QLabel(fill(text, plain(self._row.title, 80), self._row.reference))
        question.setTextFormat(Qt.TextFormat.PlainText)
        question.setWordWrap(True)
        entry = QHBoxLayout()
        entry.setSpacing(gap(8))
        entry.addWidget(self._field, 1)
        entry.addWidget(self.look_up, 0, Qt.AlignmentFlag.AlignBottom)
        buttons = QHBoxLayout()
        buttons.setSpacing(gap(8))
        buttons.addWidget(self.without_id)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.arrived)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*gaps(20, 16, 20, 16))
        layout.setSpacing(gap(12))
        layout.addWidget(question)
        layout.addLayout(entry)
        layout.addWidget(self._answer)
        layout.addStretch(1)
        layout.addLayout(buttons)

    def show_answer(self, event: ArrivalChecked) -> None:
        """Show the title that LiveDesk has under the ID, or why it could not be asked."""
        if event.ticket != self._row.ticket or event.ticket_id != self.ticket_id.text().strip():
            return
        if event.title:
            words = fill(self.tr("LiveDesk has “%1” under this ID."), plain(event.title, 120))
        else:
            title, _next_step = explained(event.trouble)
            words = title or self.tr("LiveDesk has no ticket under this ID")
            words = fill(self.tr("%1. You can still say that it arrived."), words)
        tone = "ok" if event.title else "bad"
        set_tone(self._answer, tone)
        say_signed(self._answer, words, tone)
        self._answer.show()

    def _typed(self) -> str:
        ticket_id = self.ticket_id.text().strip()
        missing = self.tr("Type the ID, or choose “I don't have the ID”.")
        self._field.set_error("" if ticket_id else missing)
        if not ticket_id:
            self.ticket_id.setFocus()
        return ticket_id

    @Slot()
    def _on_look_up_clicked(self) -> None:
        if ticket_id := self._typed():
            self._answer.setText(self.tr("Asking LiveDesk…"))
            self._answer.show()
            self._desk.do(CheckArrival(self._row.ticket, ticket_id))

    @Slot()
    def _on_arrived_clicked(self) -> None:
        if ticket_id := self._typed():
            self._desk.do(MarkArrived(self._row.ticket, ticket_id))
            self.accept()

    @Slot()
    def _on_without_id_clicked(self) -> None:
        self._desk.do(MarkArrived(self._row.ticket))
        self.accept()
