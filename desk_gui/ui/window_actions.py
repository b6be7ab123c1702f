"""Everything the window can do, as actions: one name and one key each, wherever the focus is."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


class WindowActions(QObject):
    """Makes the actions and gives the window their keys. Lives on the GUI thread; the window owns it.

    The window connects them. What has a flow of its own adds its action with `add`.

    Attributes:
        further: Actions that were added, in their order.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.further: list[QAction] = []
        self.submit = self._make(self.tr("Submit ticket"), "Ctrl+Return", "Ctrl+Enter")
        self.add_files = self._make(self.tr("Add files…"), "Ctrl+O")
        self.capture = self._make(self.tr("Capture"), "Ctrl+Shift+S")
        self.recent = self._make(self.tr("Recent images"), "Ctrl+R")
        self.copy_id = self._make(self.tr("Copy the ID above the form"), "Ctrl+Shift+I")
        self.take_offer = self._make(self.tr("Take the offer above the form: Undo, Enter key"), "Ctrl+Alt+Z")
        self.begin_another = self._make(self.tr("New ticket"), "Ctrl+N")
        self.search = self._make(self.tr("Search tickets"), "Ctrl+F")
        self.discard = self._make(self.tr("Discard draft"), "Ctrl+Shift+D")
        self.more_fields = self._make(self.tr("More fields"), "Ctrl+M")
        self.to_form = self._make(self.tr("Go to the form"), "Ctrl+Shift+L")
        self.to_tickets = self._make(self.tr("Go to the tickets"), "Ctrl+L")
        self.send_now = self._make(self.tr("Send now"), "F5")
        self.filing = self._make(self.tr("Who is filing?"), "Ctrl+Shift+F")
        self.settings = self._make(self.tr("Settings…"), "Ctrl+,")
        self.menu = self._make(self.tr("Menu"), "F10")
        self.shortcuts = self._make(self.tr("Keyboard shortcuts"), "F1")
        self.about = self._make(self.tr("About Desk GUI"), "Shift+F1")
        self.quit = self._make(self.tr("Quit"), "Ctrl+Q")

    def _make(self, text: str, *keys: str) -> QAction:
        action = QAction(text, self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        # A held key submits once: the second press would meet an empty form and only complain.
        action.setAutoRepeat(False)
        self._window.addAction(action)
        return action

    def add(self, action: QAction) -> None:
        """Take an action of a flow into the window's menu and keys; the flow keeps owning and connecting it."""
        self.further.append(action)
        self._window.addAction(action)
