"""What a ticket's row offers by key and by menu: the same as by its buttons."""

from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from desk_gui.outbox.tickets import TicketRow
from desk_gui.ui.tickets.row_buttons import Action, action_text, actions_for

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


def action_of_key(event: QKeyEvent, row: TicketRow) -> Action | None:
    """Return what a key press asks of a row; None when it offers nothing of the kind."""
    pressed = QKeySequence(event.keyCombination()).toString().replace("Enter", "Return").replace("Num+", "")
    return next((action for action in actions_for(row) if KEYS[action] == pressed), None)


def key_text(key: str) -> str:
    """Write a key the way the system does, and the one that most keyboards call Enter so."""
    native = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) or key
    return native.replace("Return", "Enter")


def row_menu(row: TicketRow, parent: QWidget) -> QMenu:
    """Build the menu of a row: everything that can be done with the ticket, the key beside each.

    The entries hold their Action as data; their keys are shown only, the list acts on them.
    """
    menu = QMenu(parent)
    for action in actions_for(row):
        entry = QAction(action_text(action, row), menu)
        # As a part of the text: a shortcut of the entry's own would quarrel with the window's F5.
        entry.setText(f"{entry.text()}\t{key_text(KEYS[action])}")
        entry.setData(action)
        menu.addAction(entry)
    if menu.isEmpty():
        menu.addAction(QCoreApplication.translate("RowButtons", "Nothing can be done with this ticket")).setEnabled(
            False
        )
    return menu
