"""The list of tickets itself. Imported with the first page of tickets, after the window has painted."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QWidget

from desk_gui.outbox.tickets import TicketRow
from desk_gui.ui.theme import Theme
from desk_gui.ui.tickets.delegate import TicketDelegate
from desk_gui.ui.tickets.model import RowRole, TicketModel
from desk_gui.ui.tickets.row_buttons import RowButtons
from desk_gui.ui.visible_rows import VisibleRows


class TicketList(QListView):
    """Tickets in groups, each with what can be done about it.

    Signals:
        action_asked: Outbox id and Action.
    """

    action_asked = Signal(str, object)

    def __init__(self, theme: Theme, *, is_practice: bool) -> None:
        super().__init__()
        self.setObjectName("ticket_list")
        self.tickets = TicketModel(is_practice=is_practice)
        self.tickets.setParent(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setModel(self.tickets)
        self.setItemDelegate(TicketDelegate(theme, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        self._rows = VisibleRows(self, self._make_row_buttons)
        theme.changed.connect(self._on_theme_changed)

    def keep_place(self, change: Callable[[], object]) -> None:
        """Change the model and stay on the ticket that is chosen, and where the list is scrolled to."""
        chosen = self.currentIndex().data(RowRole)
        bar = self.verticalScrollBar()
        place = bar.value()
        change()
        line = self.tickets.line_of(chosen.ticket) if isinstance(chosen, TicketRow) else -1
        if line >= 0 and self.currentIndex().row() != line:
            self.setCurrentIndex(self.tickets.index(line, 0))
        bar.setValue(place)

    def renew_buttons(self, ticket: str) -> None:
        """Make a ticket's buttons anew, because it needs others now."""
        line = self.tickets.line_of(ticket)
        if line >= 0:
            self._rows.forget(self.tickets.index(line, 0))

    def row_of(self, ticket: str) -> TicketRow | None:
        """Return where a ticket stands, if it is in the list."""
        line = self.tickets.line_of(ticket)
        row = self.tickets.index(line, 0).data(RowRole) if line >= 0 else None
        return row if isinstance(row, TicketRow) else None

    def _make_row_buttons(self, index: QModelIndex) -> QWidget | None:
        row = index.data(RowRole)
        if not isinstance(row, TicketRow):
            return None
        made = RowButtons(row, self.tickets.title_of(row))
        made.action_asked.connect(self._on_row_buttons_action_asked)
        return made

    @Slot(str, object)
    def _on_row_buttons_action_asked(self, ticket: str, action: object) -> None:
        if action is None:
            self.renew_buttons(ticket)
            return
        self.action_asked.emit(ticket, action)

    @Slot()
    def _on_theme_changed(self) -> None:
        self.viewport().update()

    # Qt's virtual methods

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the chosen ticket's ID with Ctrl+C."""
        if event.matches(QKeySequence.StandardKey.Copy):
            row = self.currentIndex().data(RowRole)
            if isinstance(row, TicketRow):
                QGuiApplication.clipboard().setText(row.ticket_id or row.reference)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the sentences anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
