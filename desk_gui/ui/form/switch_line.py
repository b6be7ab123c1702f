"""A check box whose sentence wraps where there is no room for it in one line."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSizePolicy, QWidget


class SwitchLine(QWidget):
    """A check box beside its sentence; a click on the sentence counts. The box's accessible name is the sentence.

    Signals:
        toggled: Whether it is checked now.
    """

    toggled = Signal(bool)

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.box = QCheckBox()
        self.box.setProperty("kind", "bare")
        self.box.setAccessibleName(sentence)
        self.box.toggled.connect(self.toggled)
        self._label = QLabel(sentence)
        self._label.setWordWrap(True)
        self._label.setBuddy(self.box)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._label, 1)
        self.setFocusProxy(self.box)

    def isChecked(self) -> bool:
        """Say whether it is checked."""
        return self.box.isChecked()

    def setChecked(self, is_checked: bool) -> None:
        """Check it or not."""
        self.box.setChecked(is_checked)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let a click on the sentence be one on the box."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self._label.geometry().contains(event.position().toPoint()):
            self.box.click()
