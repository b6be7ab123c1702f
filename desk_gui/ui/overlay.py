"""What covers the window while files are dragged over it."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

_MARGIN = 8


class DropOverlay(QFrame):
    """Says that a drop will be taken. Never in the mouse's way, so it cannot flicker."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("overlay")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        text = QLabel(self.tr("Drop to attach"))
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inside = QFrame()
        inside.setObjectName("overlay_inside")
        inner = QVBoxLayout(inside)
        inner.addWidget(text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        layout.addWidget(inside)
        self.hide()

    def cover(self, area: QRect) -> None:
        """Cover an area of the parent."""
        self.setGeometry(area)
        self.show()
        self.raise_()
