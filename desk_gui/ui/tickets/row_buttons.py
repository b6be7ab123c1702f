"""The real buttons on a ticket's row: what can be done with it, given where it stands."""

from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desk_gui.outbox.desk import Part
from desk_gui.outbox.tickets import Hold, State, TicketRow
from desk_gui.ui.menus import Menu
from desk_gui.ui.style import ElidedButton, button
from desk_gui.ui.text import fill
from desk_gui.ui.theme import gap, gaps


class Action(Enum):
    """What a row's button asks for."""

    COPY_ID = auto()
    CANCEL = auto()
    REOPEN = auto()
    DISCARD = auto()
    SEND_NOW = auto()
    SEND_AGAIN = auto()
    ARRIVED = auto()
    COPY_QUESTION = auto()
    ENTER_KEY = auto()
    SEND_WITHOUT = auto()
    SEND_WITHOUT_ALL = auto()
    EXPORT = auto()
    UNDO = auto()


KEYS: Final = {
    Action.REOPEN: "Return",
    Action.COPY_ID: "Ctrl+C",
    Action.UNDO: "Ctrl+Z",
    Action.SEND_NOW: "F5",
    Action.ENTER_KEY: "Ctrl+K",
    Action.ARRIVED: "Ctrl+I",
    Action.SEND_AGAIN: "Ctrl+G",
    Action.COPY_QUESTION: "Ctrl+Shift+C",
    Action.SEND_WITHOUT: "Ctrl+T",
    Action.SEND_WITHOUT_ALL: "Ctrl+Shift+T",
    Action.EXPORT: "Ctrl+E",
    Action.CANCEL: "Ctrl+Backspace",
    Action.DISCARD: "Del",
}
"""The key of each action while the list has the focus."""


def key_text(key: str) -> str:
    """Write a key the way the system does, and the one that most keyboards call Enter so."""
    native = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) or key
    return native.replace("Return", "Enter")


def actions_for(row: TicketRow) -> tuple[Action, ...]:
    """Say what can be done with a ticket, the likeliest first."""
    match row.state:
        case State.CREATED:
            return (Action.COPY_ID,) if row.ticket_id else ()
        case State.UNCONFIRMED:
            return (Action.ARRIVED, Action.SEND_AGAIN, Action.COPY_QUESTION, Action.EXPORT)
        case State.REJECTED:
            return (Action.REOPEN, *_ways_without(row), Action.EXPORT, Action.DISCARD)
        case State.DRAFT | State.CANCELLED:
            return (Action.REOPEN, Action.DISCARD)
        case State.UPLOADING | State.CREATING:
            return (Action.CANCEL,)
        case State.QUEUED:
            return _actions_while_queued(row)


def _ways_without(row: TicketRow) -> tuple[Action, ...]:
    if not row.can_go_without:
        return ()
    return (Action.SEND_WITHOUT, Action.SEND_WITHOUT_ALL) if row.same_refusal else (Action.SEND_WITHOUT,)


def _actions_while_queued(row: TicketRow) -> tuple[Action, ...]:
    match row.hold:
        case Hold.NONE:
            return (Action.REOPEN, Action.CANCEL)
        case Hold.UNDO:
            return (Action.UNDO, Action.SEND_NOW)
        case Hold.HANDED_OVER:
            return (Action.ARRIVED, Action.SEND_AGAIN, Action.REOPEN)
        case Hold.KEY:
            return (Action.ENTER_KEY, Action.REOPEN, Action.EXPORT, Action.CANCEL)
        case Hold.ORIGIN_CHANGED | Hold.FILE_LOST:
            return (Action.REOPEN, Action.EXPORT, Action.CANCEL)
    return (Action.SEND_NOW, *_ways_without(row), Action.REOPEN, Action.EXPORT, Action.CANCEL)


def action_text(action: Action, row: TicketRow) -> str:
    """Name an action as a row's button and menu show it."""
    translate = QCoreApplication.translate
    match action:
        case Action.REOPEN if row.state is State.REJECTED:
            return translate("RowButtons", "Fix and send")
        case Action.REOPEN if row.state is State.QUEUED:
            return translate("RowButtons", "Edit")
        case Action.SEND_WITHOUT if row.can_go_without == Part.TEAM:
            return translate("RowButtons", "Send without team")
        case Action.SEND_WITHOUT:
            return translate("RowButtons", "Send without files")
        case Action.SEND_WITHOUT_ALL:
            return fill(translate("RowButtons", "Same for the other %1"), str(row.same_refusal))
    return general_text(action)


def general_text(action: Action) -> str:
    """Name an action where no ticket says which of its names fits."""
    translate = QCoreApplication.translate
    return {
        Action.REOPEN: translate("RowButtons", "Open"),
        Action.COPY_ID: translate("RowButtons", "Copy ID"),
        Action.CANCEL: translate("RowButtons", "Cancel"),
        Action.DISCARD: translate("RowButtons", "Discard…"),
        Action.SEND_NOW: translate("RowButtons", "Send now"),
        Action.SEND_AGAIN: translate("RowButtons", "Send again…"),
        Action.ARRIVED: translate("RowButtons", "It arrived…"),
        Action.COPY_QUESTION: translate("RowButtons", "Copy question"),
        Action.ENTER_KEY: translate("RowButtons", "Enter key"),
        Action.SEND_WITHOUT: translate("RowButtons", "Send without what was refused"),
        Action.SEND_WITHOUT_ALL: translate("RowButtons", "The same for the others"),
        Action.EXPORT: translate("RowButtons", "Export…"),
        Action.UNDO: translate("RowButtons", "Undo"),
    }[action]


def _yielding(text: str, *, kind: str = "small") -> ElidedButton:
    """Make a button for a row, which may be too narrow for the words of all: its tooltip has to say its own."""
    made = ElidedButton(text)
    made.setProperty("kind", kind)
    return made


_MOST_BUTTONS: Final = 3
"""On a row; what is more is in a menu behind the last one."""


class RowButtons(QWidget):
    """Buttons at the foot of one row; transparent elsewhere, so that the row can be selected.

    Signals:
        action_asked: The outbox id and an Action. Sending again is asked for twice: the row itself confirms it.
    """

    action_asked = Signal(str, object)

    def __init__(self, row: TicketRow, title: str) -> None:
        """Build the buttons.

        Args:
            row: The ticket.
            title: As the row shows it; makes the accessible names unique.
        """
        super().__init__()
        self._ticket = row.ticket
        self._title = title
        self._foot = QHBoxLayout()
        self._foot.setSpacing(gap(8))
        is_filed = row.state is State.CREATED
        self._foot.setContentsMargins(*gaps(16, 0, 12 if is_filed else 16, 6 if is_filed else 10))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addStretch(1)
        layout.addLayout(self._foot)
        if is_filed:
            self._foot.addStretch(1)
        actions = actions_for(row)
        shown = actions if len(actions) <= _MOST_BUTTONS else actions[: _MOST_BUTTONS - 1]
        for action in shown:
            self._foot.addWidget(self._button(action, row))
        if len(shown) < len(actions):
            self._foot.addWidget(self._more_button(actions[len(shown) :], row))
        if not is_filed:
            self._foot.addStretch(1)

    def _more_button(self, actions: tuple[Action, ...], row: TicketRow) -> QPushButton:
        more = _yielding(self.tr("More"))
        more.setAccessibleName(fill(self.tr("%1: %2"), more.text(), self._title))
        more.setToolTip(fill(self.tr("What else can be done (%1)"), key_text("Shift+F10")))
        menu = Menu(more)
        for action in actions:
            entry = menu.addAction(f"{action_text(action, row)}\t{key_text(KEYS[action])}")
            entry.setData(action)
        menu.triggered.connect(self._on_menu_triggered)
        more.setMenu(menu)
        return more

    def _button(self, action: Action, row: TicketRow) -> QPushButton:
        text = action_text(action, row)
        made = _yielding(text, kind="link" if action is Action.COPY_ID else "small")
        made.setAccessibleName(fill(self.tr("%1: %2"), text, row.ticket_id or self._title))
        made.setToolTip(f"{text} ({key_text(KEYS[action])})")
        made.setProperty("action", action)
        made.clicked.connect(self._on_button_clicked)
        return made

    @Slot()
    def _on_button_clicked(self) -> None:
        self._ask(self.sender().property("action"))

    @Slot(QAction)
    def _on_menu_triggered(self, entry: QAction) -> None:
        self._ask(entry.data())

    def _ask(self, action: object) -> None:
        if not isinstance(action, Action):
            return
        if action in (Action.SEND_AGAIN, Action.DISCARD):
            self.ask_first(action)
        else:
            self.action_asked.emit(self._ticket, action)

    def focus_first(self) -> None:
        """Put the focus on the first button."""
        first = self.findChild(QPushButton)
        if first is not None:
            first.setFocus()

    def ask_first(self, action: Action) -> None:
        """Replace the buttons by a question that the row itself asks: nothing blocks, and Escape is not needed."""
        is_sending = action is Action.SEND_AGAIN
        yes = button(self.tr("Yes, send it again") if is_sending else self.tr("Yes, discard it"), kind="small")
        no = button(self.tr("No"), kind="small")
        yes.setAccessibleName(f"{yes.text()}: {self._title}")
        no.setAccessibleName(f"{no.text()}: {self._title}")
        yes.setProperty("action", action)
        while (item := self._foot.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for made in (yes, no):
            self._foot.addWidget(made)
            made.show()
        self._foot.addStretch(1)
        yes.clicked.connect(self._on_yes_clicked)
        no.clicked.connect(self._on_no_clicked)
        no.setFocus()

    @Slot()
    def _on_yes_clicked(self) -> None:
        self.action_asked.emit(self._ticket, self.sender().property("action"))

    @Slot()
    def _on_no_clicked(self) -> None:
        self.action_asked.emit(self._ticket, None)
