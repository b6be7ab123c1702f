"""The right-hand panel: the tickets on this computer, with a search, and what can be done with each."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from desk_gui.ui.form.fields import line_edit
from desk_gui.ui.style import button
from desk_gui.ui.theme import Theme, gap, gaps, scaled

if TYPE_CHECKING:
    from desk_gui.outbox.events import TicketsListed, UploadProgressed
    from desk_gui.outbox.tickets import TicketRow
    from desk_gui.ui.tickets.listing import TicketList

_SEARCH_DELAY_MS = 150


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
        self._theme = theme
        self._is_practice = is_practice
        self._list: TicketList | None = None
        self._hidden = ""
        self._submitter_id = ""
        self._build()
        self._search_later = QTimer(self)
        self._search_later.setSingleShot(True)
        self._search_later.setInterval(_SEARCH_DELAY_MS)
        self._search_later.timeout.connect(self._on_search_later_timeout)
        self.search.textChanged.connect(self._on_search_text_changed)

    def _build(self) -> None:
        title = QLabel(self.tr("Tickets"))
        title.setObjectName("tickets_title")
        self.search = line_edit(self.tr("Search"))
        self.search.setAccessibleName(self.tr("Search tickets"))
        self.search.setToolTip(self.tr("Search titles, references and IDs (Ctrl+F)"))
        self.search.setMaximumWidth(scaled(220))
        head = QFrame()
        head.setObjectName("tickets_head")
        row = QHBoxLayout(head)
        row.setContentsMargins(*gaps(16, 8, 16, 8))
        row.addWidget(title)
        self.mine = button(self.tr("Mine"), kind="small", tooltip=self.tr("Only what I filed or began"))
        self.mine.setCheckable(True)
        self.mine.toggled.connect(self._on_mine_toggled)
        self.mine.hide()
        row.addStretch(1)
        row.addWidget(self.mine)
        row.addWidget(self.search, 2)
        self._empty_title = QLabel()
        self._empty_title.setObjectName("empty_title")
        self._empty_text = QLabel()
        self._empty_text.setProperty("kind", "dim")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty_state())
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(head)
        self._column.addWidget(self._stack, 1)
        self._show_emptiness()

    def _empty_state(self) -> QWidget:
        empty = QWidget()
        layout = QVBoxLayout(empty)
        layout.setContentsMargins(*gaps(24, 24, 24, 24))
        layout.setSpacing(gap(4))
        for label in (self._empty_title, self._empty_text):
            label.setWordWrap(True)
            layout.addWidget(label)
        layout.addStretch(1)
        return empty

    @property
    def list(self) -> "TicketList":
        """The list; built when first asked for."""
        if self._list is None:
            # The first tickets come from the outbox, after the window has painted.
            from desk_gui.ui.tickets.listing import TicketList  # noqa: PLC0415 - see above

            self._list = made = TicketList(self._theme, is_practice=self._is_practice)
            made.setAccessibleName(self.tr("Tickets"))
            made.tickets.hide_draft(self._hidden)
            made.action_asked.connect(self.action_asked)
            made.verticalScrollBar().valueChanged.connect(self._on_scroll_bar_value_changed)
            self._stack.addWidget(made)
            self._column.addWidget(made.bar)
            # Built last, but the Tab key finds it where the eye does.
            self.setTabOrder(self.search, made)
        return self._list

    @property
    def only_submitter(self) -> str:
        """Whose tickets are asked for; "" for everybody's."""
        return self._submitter_id if self.mine.isChecked() else ""

    def show_submitter(self, submitter_id: str) -> None:
        """Offer to show this submitter's tickets only; "" where nobody else files here."""
        was = self.only_submitter
        self._submitter_id = submitter_id
        self.mine.setVisible(bool(submitter_id))
        if not submitter_id:
            self.mine.setChecked(False)
        elif self.only_submitter != was:
            self._on_search_later_timeout()

    def show_page(self, event: "TicketsListed") -> None:
        """Show a page that was asked for: the first in place of what is there, later ones below."""
        self._total = event.total
        tickets = self.list.tickets
        self.list.keep_place(lambda: tickets.add(event.rows) if event.offset else tickets.show(event.rows))
        self._show_emptiness()

    def show_ticket(self, row: "TicketRow") -> None:
        """Show where a ticket stands now."""
        query = self.search.text().strip().casefold()
        is_known = self.list.tickets.line_of(row.ticket) >= 0
        if self.only_submitter and not is_known:
            # A row does not say whose it is; the outbox knows.
            self._search_later.start()
            return
        if query and not is_known and query not in f"{row.title}\n{row.reference}\n{row.ticket_id}".casefold():
            return
        self.list.keep_place(lambda: self.list.tickets.update(row))
        self.list.renew_buttons(row.ticket)
        self._show_emptiness()

    def remove_ticket(self, ticket: str) -> None:
        """Take a ticket out of the list."""
        self.list.keep_place(lambda: self.list.tickets.remove(ticket))
        self._show_emptiness()

    def show_progress(self, event: "UploadProgressed") -> None:
        """Show how far a ticket got."""
        self.list.tickets.progress(event)
        self.list.scheduleDelayedItemsLayout()

    def hide_draft(self, ticket: str) -> None:
        """Leave the draft out that is in the form."""
        self._hidden = ticket
        if self._list is not None:
            self._list.keep_place(lambda: self.list.tickets.hide_draft(ticket))
            self._show_emptiness()

    def focus_list(self) -> None:
        """Put the focus into the list, on its first ticket where none is chosen; on the search while it is empty."""
        if self._stack.currentIndex() == 0:
            self.search.setFocus()
            return
        if self.list.current_row() is None and (rows := self.rows()):
            self.list.setCurrentIndex(self.list.tickets.index(self.list.tickets.line_of(rows[0].ticket), 0))
        self.list.setFocus()

    def rows(self) -> "tuple[TicketRow, ...]":
        """Return the tickets that are shown, from the top."""
        return self._list.tickets.rows() if self._list is not None else ()

    def row_of(self, ticket: str) -> "TicketRow | None":
        """Return where a ticket stands, if it is in the list."""
        return self.list.row_of(ticket)

    def _show_emptiness(self) -> None:
        is_empty = self._list is None or self._list.tickets.rowCount() == 0
        if is_empty and self.search.text().strip():
            self._empty_title.setText(self.tr("No ticket like that"))
            self._empty_text.setText(self.tr("Nothing on this laptop has that in its title, reference or ID."))
        elif is_empty:
            self._empty_title.setText(self.tr("No tickets yet"))
            self._empty_text.setText(self.tr("Each ticket you submit appears here: with its ID, or why it waits."))
        self._stack.setCurrentIndex(0 if is_empty else 1)

    @Slot()
    def _on_mine_toggled(self) -> None:
        self._on_search_later_timeout()

    @Slot(str)
    def _on_search_text_changed(self, _text: str) -> None:
        self._search_later.start()
        if self.search.isClearButtonEnabled():
            return
        # Not before there is something to clear: its pictures are decoded when it is made.
        self.search.setClearButtonEnabled(True)
        # To wrap a widget that it did not make, PySide sets up every class of widgets.
        from PySide6.QtWidgets import QToolButton  # noqa: PLC0415 - see above

        for clear in self.search.findChildren(QToolButton):
            clear.setAccessibleName(self.tr("Clear the search"))

    @Slot()
    def _on_search_later_timeout(self) -> None:
        self._asked_offset = 0
        self.page_asked.emit(0, self.search.text().strip())

    @Slot(int)
    def _on_scroll_bar_value_changed(self, value: int) -> None:
        loaded = self.list.tickets.ticket_count()
        is_near_end = value >= self.list.verticalScrollBar().maximum() - self.list.height()
        if is_near_end and loaded < self._total and loaded != self._asked_offset:
            self._asked_offset = loaded
            self.page_asked.emit(loaded, self.search.text().strip())
