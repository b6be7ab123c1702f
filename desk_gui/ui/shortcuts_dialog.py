"""A window with every key: what the window's actions have, and what the keys of lists and fields do."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desk_gui.ui.attachments.card_actions import KEYS as CARD_KEYS
from desk_gui.ui.attachments.card_actions import Selected, words_for
from desk_gui.ui.style import button
from desk_gui.ui.theme import gap, gaps
from desk_gui.ui.tickets.row_buttons import KEYS, general_text, key_text

_WIDTH_EM = 30
_HEIGHT_EM = 34
_SCREEN_MARGIN = 60


def _fixed_keys() -> list[tuple[str, str]]:
    """Return what keys do that belong to no action."""
    translate = QCoreApplication.translate
    return [
        (translate("ShortcutsDialog", "Attach what the clipboard holds"), "Ctrl+V"),
        (translate("ShortcutsDialog", "Next field"), "Tab"),
        (translate("ShortcutsDialog", "Field before"), "Shift+Tab"),
        (translate("ShortcutsDialog", "Choose between buttons of a row"), "Left / Right"),
        (translate("ShortcutsDialog", "Priority: low, medium, high"), "Alt+1 / Alt+2 / Alt+3"),
        (
            translate("ShortcutsDialog", "Ticket type: problem, incident, question, task"),
            "Alt+4 / Alt+5 / Alt+6 / Alt+7",
        ),
        (translate("ShortcutsDialog", "What was typed before, and people for Requester ID"), "Down"),
        (translate("ShortcutsDialog", "Bold text in the description"), "Ctrl+B"),
        (translate("ShortcutsDialog", "List in the description"), "Ctrl+Shift+8"),
        (translate("ShortcutsDialog", "Code in the description"), "Ctrl+E"),
        (translate("ShortcutsDialog", "Link in the description"), "Ctrl+K"),
        (translate("ShortcutsDialog", "Move a follower up or down"), "Alt+Up / Alt+Down"),
        (translate("ShortcutsDialog", "Main button of a window that asks"), "Ctrl+Enter"),
        (translate("ShortcutsDialog", "Close a window or a menu; nothing is lost"), "Esc"),
    ]


class ShortcutsDialog(QDialog):
    """Lists what can be done and with which key, in the window, on a ticket's row and on attached files."""

    def __init__(self, window: QWidget) -> None:
        """Build the dialog from the window's actions as they are now."""
        super().__init__(window)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.setModal(True)
        body = QWidget()
        body.setObjectName("form")
        self._grid = QGridLayout(body)
        self._grid.setContentsMargins(*gaps(20, 16, 20, 16))
        self._grid.setHorizontalSpacing(gap(24))
        self._grid.setVerticalSpacing(gap(8))
        self._grid.setColumnStretch(0, 1)
        self._add(self.tr("Everywhere"), [(one.text(), _keys_text(one.shortcuts())) for one in window.actions()])
        self._add(self.tr("On a ticket in the list"), [(general_text(one), key_text(key)) for one, key in KEYS.items()])
        self._add(
            self.tr("On attached files"),
            [(words_for(one, Selected()), key_text(keys[0])) for one, keys in CARD_KEYS.items()],
        )
        self._add(self.tr("In the form"), [(text, key_text(key)) for text, key in _fixed_keys()])
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        scroll = QScrollArea()
        scroll.setObjectName("form_scroll")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setAccessibleName(self.tr("Keyboard shortcuts"))
        scroll.setWidgetResizable(True)
        scroll.setWidget(body)
        self.close_button = button(self.tr("Close"))
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*gaps(0, 0, 0, 12))
        layout.addWidget(scroll, 1)
        layout.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignHCenter)
        em = self.fontMetrics().height()
        room = self.screen().availableGeometry()
        self.resize(
            min(_WIDTH_EM * em, room.width() - _SCREEN_MARGIN), min(_HEIGHT_EM * em, room.height() - _SCREEN_MARGIN)
        )
        self.close_button.setFocus()

    def _add(self, heading: str, lines: list[tuple[str, str]]) -> None:
        row = self._grid.rowCount()
        head = QLabel(heading)
        head.setProperty("kind", "label")
        self._grid.addWidget(head, row, 0, 1, 2)
        for text, keys in lines:
            if not keys:
                continue
            row += 1
            name = QLabel(text.replace("&", ""))
            name.setWordWrap(True)
            self._grid.addWidget(name, row, 0)
            self._grid.addWidget(QLabel(keys), row, 1, Qt.AlignmentFlag.AlignTop)


def _keys_text(keys: list[QKeySequence]) -> str:
    return key_text(keys[0].toString()) if keys else ""
