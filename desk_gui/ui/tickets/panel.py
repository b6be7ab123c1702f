"""The right-hand panel: the tickets on this computer, with a search, and what can be done with each."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListView, QStackedWidget, QVBoxLayout, QWidget

from desk_gui.outbox.events import TicketRow, TicketsListed, UploadProgressed
from desk_gui.ui.form.fields import line_edit
from desk_gui.ui.theme import Theme
from desk_gui.ui.tickets.delegate import TicketDelegate
from desk_gui.ui.tickets.model import RowRole, TicketModel
from desk_gui.ui.tickets.row_buttons import RowButtons
from desk_gui.ui.visible_rows import VisibleRows

_SEARCH_DELAY_MS = 150


class TicketList(QListView):
    """The list itself.

    Signals:
        copy_asked: Ctrl+C on a ticket.
    """

    copy_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the chosen ticket's ID with Ctrl+C."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the sentences anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class TicketPanel(QFrame):
    """Shows tickets and passes on what is asked of them.

    Signals:
        page_asked: Offset and search text of tickets to read.
        action_asked: Outbox id and Action.
    """

    page_asked = Signal(int, str)
    action_asked = Signal(str, object)

    def __init__(self, theme: Theme, *, is_practice: bool) -> None:
        super().__init__()
        self.setObjectName("tickets")
        self._total = 0
        self._asked_offset = 0
        self._model = TicketModel(is_practice=is_practice)
        self._model.setParent(self)
        self._build(theme)
        self._search_later = QTimer(self)
        self._search_later.setSingleShot(True)
        self._search_later.setInterval(_SEARCH_DELAY_MS)
        self._search_later.timeout.connect(self._on_search_later_timeout)
        self.search.textChanged.connect(self._on_search_text_changed)
        theme.changed.connect(self._on_theme_changed)

    def _build(self, theme: Theme) -> None:
        title = QLabel(self.tr("Tickets"))
        title.setObjectName("tickets_title")
        self.search = line_edit(self.tr("Search"))
        self.search.setAccessibleName(self.tr("Search tickets"))
        self.search.setToolTip(self.tr("Search titles, references and IDs (Ctrl+F)"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(220)
        head = QFrame()
        head.setObjectName("tickets_head")
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 8, 16, 8)
        row.addWidget(title)
        row.addStretch(1)
        row.addWidget(self.search, 2)
        self.list = TicketList()
        self.list.setObjectName("ticket_list")
        self.list.setAccessibleName(self.tr("Tickets"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setModel(self._model)
        self.list.setItemDelegate(TicketDelegate(theme, self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setAcceptDrops(False)
        self.list.viewport().setAcceptDrops(False)
        self.list.copy_asked.connect(self._on_list_copy_asked)
        self.list.verticalScrollBar().valueChanged.connect(self._on_scroll_bar_value_changed)
        self._rows = VisibleRows(self.list, self._make_row_buttons)
        self._empty_title = QLabel()
        self._empty_title.setObjectName("empty_title")
        self._empty_text = QLabel()
        self._empty_text.setProperty("kind", "dim")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty_state())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self._stack, 1)
        self._show_emptiness()

    def _empty_state(self) -> QWidget:
        empty = QWidget()
        layout = QVBoxLayout(empty)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(4)
        for label in (self._empty_title, self._empty_text):
            label.setWordWrap(True)
            layout.addWidget(label)
        layout.addStretch(1)
        return empty

    def show_page(self, event: TicketsListed) -> None:
        """Show a page that was asked for: the first in place of what is there, later ones below."""
        self._total = event.total
        if event.offset == 0:
            self._keep_place(lambda: self._model.show(event.rows))
        else:
            self._keep_place(lambda: self._model.add(event.rows))
        self._show_emptiness()

    def show_ticket(self, row: TicketRow) -> None:
        """Show where a ticket stands now."""
        query = self.search.text().strip().casefold()
        is_known = self._model.line_of(row.ticket) >= 0
        if query and not is_known and query not in f"{row.title}\n{row.reference}\n{row.ticket_id}".casefold():
            return
        self._keep_place(lambda: self._model.update(row))
        line = self._model.line_of(row.ticket)
        if line >= 0:
            self._rows.forget(self._model.index(line, 0))
        self._show_emptiness()

    def remove_ticket(self, ticket: str) -> None:
        """Take a ticket out of the list."""
        self._keep_place(lambda: self._model.remove(ticket))
        self._show_emptiness()

    def show_progress(self, event: UploadProgressed) -> None:
        """Show how far a ticket got."""
        self._model.progress(event)
        self.list.scheduleDelayedItemsLayout()

    def hide_draft(self, ticket: str) -> None:
        """Leave the draft out that is in the form."""
        self._keep_place(lambda: self._model.hide_draft(ticket))
        self._show_emptiness()

    def rows(self) -> tuple[TicketRow, ...]:
        """Return the tickets that are shown, from the top."""
        return self._model.rows()

    def row_of(self, ticket: str) -> TicketRow | None:
        """Return where a ticket stands, if it is in the list."""
        line = self._model.line_of(ticket)
        row = self._model.index(line, 0).data(RowRole) if line >= 0 else None
        return row if isinstance(row, TicketRow) else None

    def _keep_place(self, change: Callable[[], object]) -> None:
        """Change the model and stay on the ticket that is chosen, and where the list is scrolled to."""
        chosen = self.list.currentIndex().data(RowRole)
        bar = self.list.verticalScrollBar()
        place = bar.value()
        change()
        line = self._model.line_of(chosen.ticket) if isinstance(chosen, TicketRow) else -1
        if line >= 0 and self.list.currentIndex().row() != line:
            self.list.setCurrentIndex(self._model.index(line, 0))
        bar.setValue(place)

    def _show_emptiness(self) -> None:
        is_empty = self._model.rowCount() == 0
        if is_empty and self.search.text().strip():
            self._empty_title.setText(self.tr("No ticket like that"))
            self._empty_text.setText(self.tr("Nothing on this laptop has that in its title, reference or ID."))
        elif is_empty:
            self._empty_title.setText(self.tr("No tickets yet"))
            self._empty_text.setText(
                self.tr("Every ticket you submit appears here with its ID, and what waits to be sent as well.")
            )
        self._stack.setCurrentIndex(1 if is_empty else 0)

    def _make_row_buttons(self, index: QModelIndex) -> QWidget | None:
        row = index.data(RowRole)
        if not isinstance(row, TicketRow):
            return None
        made = RowButtons(row, self._model.title_of(row))
        made.action_asked.connect(self._on_row_buttons_action_asked)
        return made

    @Slot(str, object)
    def _on_row_buttons_action_asked(self, ticket: str, action: object) -> None:
        if action is None:
            line = self._model.line_of(ticket)
            self._rows.forget(self._model.index(line, 0))
            return
        self.action_asked.emit(ticket, action)

    @Slot()
    def _on_list_copy_asked(self) -> None:
        row = self.list.currentIndex().data(RowRole)
        if isinstance(row, TicketRow):
            QGuiApplication.clipboard().setText(row.ticket_id or row.reference)

    @Slot(str)
    def _on_search_text_changed(self, _text: str) -> None:
        self._search_later.start()

    @Slot()
    def _on_search_later_timeout(self) -> None:
        self._asked_offset = 0
        self.page_asked.emit(0, self.search.text().strip())

    @Slot(int)
    def _on_scroll_bar_value_changed(self, value: int) -> None:
        loaded = self._model.ticket_count()
        is_near_end = value >= self.list.verticalScrollBar().maximum() - self.list.height()
        if is_near_end and loaded < self._total and loaded != self._asked_offset:
            self._asked_offset = loaded
            self.page_asked.emit(loaded, self.search.text().strip())

    @Slot()
    def _on_theme_changed(self) -> None:
        self.list.viewport().update()
