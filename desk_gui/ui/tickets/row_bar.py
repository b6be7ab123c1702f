"""The chosen ticket's buttons once more, where a screen reader finds them.

Qt tells assistive tools of a list's lines and of nothing that lies on them. While such a tool is at work, the chosen
line's buttons stand below the list as well.
"""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QFrame, QVBoxLayout

from desk_gui.outbox.tickets import TicketRow
from desk_gui.ui.style import ElidedLabel
from desk_gui.ui.text import fill
from desk_gui.ui.theme import gap, gaps
from desk_gui.ui.tickets.row_buttons import RowButtons, actions_for


class RowBar(QFrame):
    """Buttons of one ticket; hidden while nobody listens, and where there is nothing to do.

    Signals:
        action_asked: Outbox id and Action.
    """

    action_asked = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("row_bar")
        self._row: TicketRow | None = None
        self._title = ""
        self.buttons: RowButtons | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(*gaps(0, 6, 0, 0))
        self._layout.setSpacing(gap(4))
        self._name = ElidedLabel()
        self._name.setProperty("kind", "dim")
        self._name.setContentsMargins(*gaps(16, 0, 16, 0))
        self._layout.addWidget(self._name)
        self.hide()

    def show_row(self, row: TicketRow | None, title: str) -> None:
        """Offer what can be done with a ticket; nothing for None.

        Args:
            row: The chosen ticket.
            title: As the row shows it.
        """
        if not QAccessible.isActive() or row is None or not actions_for(row):
            self._forget()
            self.hide()
            return
        if row == self._row and self.buttons is not None:
            return
        had_focus = self.buttons is not None and self.buttons.isAncestorOf(self.focusWidget() or self)
        is_same = self._row is not None and self._row.ticket == row.ticket
        self._forget()
        self._row, self._title = row, title
        self.setAccessibleName(fill(self.tr("What can be done with: %1"), title))
        self._name.show_text(title)
        self.buttons = RowButtons(row, title)
        self.buttons.action_asked.connect(self._on_buttons_action_asked)
        self._layout.addWidget(self.buttons)
        self.buttons.show()
        self.show()
        if had_focus and is_same:
            self.buttons.focus_first()

    def _forget(self) -> None:
        self._row = None
        if self.buttons is not None:
            self.buttons.hide()
            self.buttons.deleteLater()
            self.buttons = None

    @Slot(str, object)
    def _on_buttons_action_asked(self, ticket: str, action: object) -> None:
        if action is None:
            row, title = self._row, self._title
            self._forget()
            self.show_row(row, title)
            return
        self.action_asked.emit(ticket, action)
