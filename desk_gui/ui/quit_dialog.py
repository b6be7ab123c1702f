"""Asks once, when the program should end while tickets wait."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QVBoxLayout, QWidget

from desk_gui.ui.style import button
from desk_gui.ui.theme import gap, gaps


class QuitDialog(QDialog):
    """Says what waits, and that it is safe. Ctrl+Q once more quits; Escape stays.

    Signals:
        quit_chosen: End now.
        background_chosen: Close the window, send what waits, then end.
    """

    quit_chosen = Signal()
    background_chosen = Signal()

    def __init__(self, waiting: int, parent: QWidget) -> None:
        """Build the dialog.

        Args:
            waiting: Tickets that are not sent, at least 1.
            parent: The window.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Quit Desk GUI"))
        self.setModal(True)
        text = self.tr("%n tickets have not been sent. They are kept and go at the next start.", "", waiting)
        words = QLabel(text)
        words.setWordWrap(True)
        self.stay = button(self.tr("Stay"), tooltip=self.tr("Back to the window (Esc)"))
        self.background = button(self.tr("Keep sending in the background"))
        self.background.setToolTip(self.tr("Close the window, and end once everything is sent"))
        self.quit = button(self.tr("Quit"), tooltip=self.tr("End now (Ctrl+Q)"), kind="primary")
        self.quit.setDefault(True)
        self.stay.clicked.connect(self.reject)
        self.background.clicked.connect(self._on_background_clicked)
        self.quit.clicked.connect(self._on_quit_clicked)
        QShortcut(QKeySequence("Ctrl+Q"), self, self._on_quit_clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*gaps(20, 16, 20, 16))
        layout.setSpacing(gap(16))
        layout.addWidget(words)
        layout.addLayout(self._buttons())
        self.quit.setFocus()

    def _buttons(self) -> QGridLayout:
        """Put the buttons side by side, or below each other where the text is too large for that."""
        grid = QGridLayout()
        grid.setSpacing(gap(8))
        order = (self.stay, self.background, self.quit)
        needed = sum(made.sizeHint().width() + 24 for made in order)
        is_narrow = needed > self.screen().availableGeometry().width() * 3 // 4
        for place, made in enumerate(order):
            grid.addWidget(made, place if is_narrow else 0, 0 if is_narrow else place)
        return grid

    @Slot()
    def _on_quit_clicked(self) -> None:
        self.accept()
        self.quit_chosen.emit()

    @Slot()
    def _on_background_clicked(self) -> None:
        self.accept()
        self.background_chosen.emit()
