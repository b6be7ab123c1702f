"""What a ticket's row offers by key and by menu: the same as by its buttons."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from desk_gui.outbox.tickets import TicketRow
from desk_gui.ui.menus import Menu
from desk_gui.ui.tickets.row_buttons import KEYS, Action, action_text, actions_for, key_text


def action_of_key(event: QKeyEvent, row: TicketRow) -> Action | None:
    """Return what a key press asks of a row; None when it offers nothing of the kind."""
    pressed = QKeySequence(event.keyCombination()).toString().replace("Enter", "Return").replace("Num+", "")
    return next((action for action in actions_for(row) if KEYS[action] == pressed), None)


def row_menu(row: TicketRow, parent: QWidget) -> QMenu:
    """Build the menu of a row: everything that can be done with the ticket, the key beside each.

    The entries hold their Action as data; their keys are shown only, the list acts on them.
    """
    menu = Menu(parent)
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
