"""The menu behind the header's button: everything that concerns the program, each with its key."""

from PySide6.QtCore import QCoreApplication, QObject, QPoint, Slot
from PySide6.QtWidgets import QMessageBox

from desk_gui.ui.main_window import MainWindow
from desk_gui.ui.menus import Menu
from desk_gui.ui.text import fill


class WindowMenu(QObject):
    """Builds the menu each time it opens, and opens what only the menu leads to. Lives on the GUI thread.

    The window owns it.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._about: QMessageBox | None = None
        window.header.menu_asked.connect(self.open)
        window.window_actions.menu.triggered.connect(self.open)
        window.window_actions.shortcuts.triggered.connect(self._on_shortcuts_triggered)
        window.window_actions.about.triggered.connect(self._on_about_triggered)

    @Slot()
    def open(self) -> None:
        """Open the menu below its button; it closes by itself."""
        actions = self._window.window_actions
        menu = Menu(self._window)
        menu.setAccessibleName(self.tr("Menu"))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addActions([actions.begin_another, actions.send_now])
        menu.addSeparator()
        menu.addActions([actions.settings, actions.filing, *actions.further])
        menu.addSeparator()
        menu.addActions([actions.shortcuts, actions.about])
        menu.addSeparator()
        menu.addAction(actions.quit)
        anchor = self._window.header.menu
        corner = anchor.mapToGlobal(QPoint(anchor.width(), anchor.height() + 2))
        menu.popup(corner - QPoint(menu.sizeHint().width(), 0))

    @Slot()
    def _on_shortcuts_triggered(self) -> None:
        from desk_gui.ui.shortcuts_dialog import ShortcutsDialog  # noqa: PLC0415 - few ever ask for it

        dialog = ShortcutsDialog(self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def _on_about_triggered(self) -> None:
        if self._about is not None:
            return
        text = self.tr("Desk GUI %1\nFiles LiveDesk tickets, and keeps each until LiveDesk has it.\nMIT licence.")
        version = QCoreApplication.applicationVersion()
        self._about = box = QMessageBox(
            QMessageBox.Icon.NoIcon,
            self.tr("About Desk GUI"),
            fill(text, version),
            QMessageBox.StandardButton.Close,
            self._window,
        )
        box.finished.connect(self._on_about_finished)
        box.open()

    @Slot()
    def _on_about_finished(self) -> None:
        if self._about is not None:
            self._about.deleteLater()
            self._about = None
