"""Carries out what a ticket's row asks for."""

from pathlib import Path

from PySide6.QtCore import QDateTime, QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from desk_gui.outbox.desk import (
    CancelTicket,
    DiscardDraft,
    ExportTicket,
    Part,
    ReopenTicket,
    SendAgain,
    SendNow,
    SendWithout,
)
from desk_gui.outbox.events import ArrivalChecked, TicketExported
from desk_gui.outbox.tickets import TicketRow
from desk_gui.ui.main_window import MainWindow
from desk_gui.ui.setup.settings_flow import SettingsFlow
from desk_gui.ui.text import fill, plain
from desk_gui.ui.tickets.arrived_dialog import ArrivedDialog
from desk_gui.ui.tickets.row_buttons import Action
from desk_gui.ui.words import local_time, time_text, translated


class TicketActions(QObject):
    """Does what the rows' buttons ask. Lives on the GUI thread; the window owns it."""

    def __init__(self, window: MainWindow, settings_flow: SettingsFlow) -> None:
        super().__init__(window)
        self._window = window
        self._settings_flow = settings_flow
        self._arrived: ArrivedDialog | None = None
        self._exported = ""
        window.tickets.action_asked.connect(self._on_tickets_action_asked)

    def take_answer(self, event: ArrivalChecked | TicketExported) -> None:
        """Show what the desk answered to a look-up or an export."""
        match event:
            case ArrivalChecked():
                if self._arrived is not None:
                    self._arrived.show_answer(event)
            case TicketExported(failure=""):
                text = self.tr("Saved to %1. Hand it over; the ticket does not go by itself any more.")
                self._window.strip.say(fill(text, event.path.name), tone="ok")
            case TicketExported(failure=words):
                self._window.strip.say(translated(words), tone="warn")

    @Slot(str, object)
    def _on_tickets_action_asked(self, ticket: str, action: object) -> None:
        row = self._window.tickets.row_of(ticket)
        if row is None:
            return
        match action:
            case Action.COPY_ID:
                QGuiApplication.clipboard().setText(row.ticket_id)
            case Action.COPY_QUESTION:
                QGuiApplication.clipboard().setText(self._question(row))
            case Action.ARRIVED:
                self._ask_arrived(row)
            case Action.ENTER_KEY:
                self._settings_flow.open()
            case Action.EXPORT:
                self._export(row)
            case _:
                self._command(row, action)

    def _command(self, row: TicketRow, action: object) -> None:
        desk = self._window.desk
        match action:
            case Action.CANCEL:
                desk.do(CancelTicket(row.ticket))
            case Action.REOPEN | Action.UNDO:
                self._window.save_draft()
                desk.do(ReopenTicket(row.ticket))
            case Action.DISCARD:
                desk.do(DiscardDraft(row.ticket))
                self._window.draft_discarded.emit(row.ticket)
            case Action.SEND_NOW:
                desk.do(SendNow())
            case Action.SEND_AGAIN:
                desk.do(SendAgain(row.ticket))
            case Action.SEND_WITHOUT | Action.SEND_WITHOUT_ALL if row.can_go_without:
                is_all = action is Action.SEND_WITHOUT_ALL
                desk.do(SendWithout(row.ticket, Part(row.can_go_without), and_others=is_all))

    def _question(self, row: TicketRow) -> str:
        text = self.tr("Did a ticket with reference %1, “%2”, sent at %3, reach you? What is its ID?")
        when = time_text(local_time(row.changed_at.timestamp()), QDateTime.currentDateTime())
        return fill(text, row.reference, plain(row.title, 120), when)

    def _ask_arrived(self, row: TicketRow) -> None:
        if self._arrived is not None:
            self._arrived.raise_()
            return
        self._arrived = ArrivedDialog(self._window.desk, row, self._window)
        self._arrived.finished.connect(self._on_arrived_finished)
        self._arrived.open()

    @Slot(int)
    def _on_arrived_finished(self, _result: int) -> None:
        if self._arrived is not None:
            self._arrived.deleteLater()
            self._arrived = None

    def _export(self, row: TicketRow) -> None:
        self._exported = row.ticket
        dialog = QFileDialog(self._window, self.tr("Export ticket"), f"{row.reference}.zip")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Zip file (*.zip)"))
        dialog.setDefaultSuffix("zip")
        dialog.fileSelected.connect(self._on_export_file_selected)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _on_export_file_selected(self, name: str) -> None:
        self._window.desk.do(ExportTicket(self._exported, Path(name).absolute()))
