"""A small window with a field, a button and a drop zone, which writes down what is done to it.

The private desktop is tried on it.
Usage: plain_window.py JOURNAL, a file that gets one JSON object a line.
"""

import json
import sys
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QPushButton, QVBoxLayout, QWidget


class PlainWindow(QWidget):
    """Takes a text, a press and files, and says so in a journal."""

    def __init__(self, journal: Path) -> None:
        super().__init__()
        self._journal = journal
        self.setWindowTitle("Plain window")
        self.setAcceptDrops(True)
        self._field = QLineEdit()
        self._field.setAccessibleName("Name")
        self._field.textChanged.connect(self._on_field_text_changed)
        self._button = QPushButton("Greet")
        self._button.clicked.connect(self._on_button_clicked)
        self._list = QListWidget()
        self._list.setAccessibleName("Greetings")
        layout = QVBoxLayout(self)
        for widget in (QLabel("Drop files here"), self._field, self._button, self._list):
            layout.addWidget(widget)
        self.resize(400, 300)

    def write(self, what: str, value: object) -> None:
        """Add a line to the journal."""
        with self._journal.open("a", encoding="utf-8") as journal:
            journal.write(json.dumps({"what": what, "value": value}) + "\n")

    def _on_field_text_changed(self, text: str) -> None:
        self.write("text", text)

    def _on_button_clicked(self) -> None:
        self._list.addItem(f"Hello {self._field.text()}")
        self.write("greeted", self._field.text())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take anything with addresses in it."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Write down which files came."""
        event.acceptProposedAction()
        self.write("dropped", [url.toLocalFile() for url in event.mimeData().urls()])


def main() -> int:
    """Show the window until it is closed."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Plain window")
    window = PlainWindow(Path(sys.argv[1]))
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
