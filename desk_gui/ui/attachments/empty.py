"""What the tray says while nothing is attached."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desk_gui.ui.theme import gap, gaps


class EmptyState(QWidget):
    """Says how files come in."""

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*gaps(8, 0, 8, 0))
        layout.setSpacing(gap(2))
        title = QLabel(self.tr("Drop a screenshot anywhere in this window"))
        title.setObjectName("empty_title")
        text = QLabel(self.tr("or paste it with Ctrl+V, or add files. All is copied and kept safe."))
        text.setProperty("kind", "dim")
        layout.addStretch(1)
        for label in (title, text):
            label.setWordWrap(True)
            layout.addWidget(label)
        layout.addStretch(1)
