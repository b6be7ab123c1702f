"""Menus that leave the window its keys: what is open never stands in the way of Ctrl+Enter."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu


class Menu(QMenu):
    """A menu of a window. A key of the window that is pressed with Ctrl closes it, and does what it does elsewhere."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the window's keys work; Qt gives an open menu all of them, and a menu takes none with Ctrl."""
        action = self._action_of_window(event)
        if action is None:
            super().keyPressEvent(event)
            return
        self.close()
        # Once the menu is gone: what the key does may open a window of its own.
        QTimer.singleShot(0, action.trigger)

    def _action_of_window(self, event: QKeyEvent) -> QAction | None:
        parent = self.parentWidget()
        if parent is None or not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return None
        # The keys of the number pad are no others.
        pressed = QKeySequence(Qt.Key(event.key()) | (event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier))
        return next((one for one in parent.window().actions() if pressed in one.shortcuts()), None)
