"""What covers the window while files are dragged over it."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget


class DropOverlay(QFrame):
    """Says that a drop will be taken. Never in the mouse's way, so it cannot flicker."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("overlay")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        text = QLabel(self.tr("Drop to attach"))
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.addWidget(text)
        self.hide()

    def cover(self, area: QRect) -> None:
        """Cover an area of the parent, with a margin."""
        self.setGeometry(area.adjusted(8, 8, -8, -8))
        self.show()
        self.raise_()
