"""The list of tickets itself. Imported with the first page of tickets, after the window has painted."""

from collections.abc import Callable

from PySide6.QtCore import QKeyCombination, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QWidget

from desk_gui.outbox.tickets import TicketRow
from desk_gui.ui.theme import Theme
from desk_gui.ui.tickets.delegate import TicketDelegate
from desk_gui.ui.tickets.model import RowRole, TicketModel
from desk_gui.ui.tickets.row_actions import action_of_key, row_menu
from desk_gui.ui.tickets.row_bar import RowBar
from desk_gui.ui.tickets.row_buttons import Action, RowButtons, actions_for
from desk_gui.ui.visible_rows import VisibleRows

_MENU_KEYS = QKeyCombination(Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_F10)
_MENU_INDENT = 16


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
        self._menu_ticket = ""
        self.bar = RowBar()
        self.bar.action_asked.connect(self.action_asked)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setModel(self.tickets)
        self.setItemDelegate(TicketDelegate(theme, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        self._rows = VisibleRows(self, self._make_row_buttons)
        self.tickets.modelReset.connect(self._show_bar)
        self.tickets.dataChanged.connect(self._show_bar)
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
        self._show_bar()

    def current_row(self) -> TicketRow | None:
        """Return the chosen ticket."""
        row = self.currentIndex().data(RowRole)
        return row if isinstance(row, TicketRow) else None

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

    def do(self, row: TicketRow, action: Action) -> None:
        """Ask for an action, as the row's button would: what cannot be taken back is asked for twice."""
        if action not in (Action.SEND_AGAIN, Action.DISCARD):
            self.action_asked.emit(row.ticket, action)
            return
        index = self.tickets.index(self.tickets.line_of(row.ticket), 0)
        self.scrollTo(index)
        buttons: QWidget | None = self.bar.buttons if self.bar.isVisible() else self.indexWidget(index)
        if buttons is None and (made := self._make_row_buttons(index)) is not None:
            self.setIndexWidget(index, made)
            buttons = made
        if isinstance(buttons, RowButtons):
            buttons.ask_first(action)

    def _open_menu(self, place: QPoint) -> None:
        row = self.current_row()
        if row is None:
            return
        self._menu_ticket = row.ticket
        # Of the window: a list has nothing but its lines for assistive tools.
        menu = row_menu(row, self.window())
        menu.setAccessibleName(self.tickets.title_of(row))
        menu.triggered.connect(self._on_menu_triggered)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.viewport().mapToGlobal(place))

    @Slot(QAction)
    def _on_menu_triggered(self, entry: QAction) -> None:
        row, action = self.row_of(self._menu_ticket), entry.data()
        if row is not None and isinstance(action, Action) and action in actions_for(row):
            self.do(row, action)

    @Slot()
    def _show_bar(self) -> None:
        row = self.current_row()
        self.bar.show_row(row, self.tickets.title_of(row) if row is not None else "")

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
        """Do with the chosen ticket what its menu has for the key; Ctrl+C copies its ID or reference always."""
        row = self.current_row()
        if event.matches(QKeySequence.StandardKey.Copy):
            if row is not None:
                QGuiApplication.clipboard().setText(row.ticket_id or row.reference)
            return
        if event.keyCombination() == _MENU_KEYS:
            self._open_menu(self.visualRect(self.currentIndex()).bottomLeft() + QPoint(_MENU_INDENT, 0))
            return
        action = action_of_key(event, row) if row is not None else None
        if row is not None and action is not None:
            self.do(row, action)
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the ticket below the pointer, or with the chosen one by the menu key."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self._open_menu(self.visualRect(self.currentIndex()).bottomLeft() + QPoint(_MENU_INDENT, 0))
            return
        index = self.indexAt(event.pos())
        if index.isValid():
            self.setCurrentIndex(index)
            self._open_menu(event.pos())

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Let the bar for screen readers follow."""
        super().currentChanged(current, previous)
        self._show_bar()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the sentences anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
