"""A small window that captures, for tests from outside: it writes down what it captured, and saves the pictures.

Usage: capture_probe.py JOURNAL FOLDER [light|dark]. The journal gets one JSON object a line.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton

from desk_gui.outbox.desk import Command
from desk_gui.ui.capture import SHORTCUT
from desk_gui.ui.capture.flow import CaptureFlow
from desk_gui.ui.theme import Theme

TITLE = "Capture probe"


class Probe(QMainWindow):
    """Captures, and says so in a journal. Takes the desk's place: nothing is asked of it under X11."""

    def __init__(self, app: QApplication, journal: Path, folder: Path, appearance: str) -> None:
        super().__init__()
        self._journal = journal
        self._folder = folder
        self._count = 0
        self.setWindowTitle(TITLE)
        self.setStyleSheet("QMainWindow { background: #ff00ff; }")
        self.button = QPushButton("Capture")
        self.setCentralWidget(self.button)
        self.flow = CaptureFlow(self, Theme(app, appearance), self)
        self.flow.captured.connect(self._on_flow_captured)
        self.flow.failed.connect(self._on_flow_failed)
        self.button.clicked.connect(self._on_button_clicked)
        QShortcut(QKeySequence(SHORTCUT), self).activated.connect(self._on_button_clicked)

    def do(self, command: Command) -> None:
        """Write a command down."""
        self.write("command", repr(command))

    def spool_path(self, sha256: str) -> Path:
        """Return a path; there is no outbox here."""
        return self._folder / sha256

    def write(self, what: str, value: object) -> None:
        """Add a line to the journal."""
        with self._journal.open("a", encoding="utf-8") as journal:
            journal.write(json.dumps({"what": what, "value": value}) + "\n")

    @Slot()
    def _on_button_clicked(self) -> None:
        self.flow.choose(self.button)

    @Slot(object)
    def _on_flow_captured(self, image: QImage) -> None:
        self._count += 1
        path = self._folder / f"captured-{self._count}.png"
        image.save(str(path))
        self.write("captured", {"path": str(path), "ratio": image.devicePixelRatio(), "is_back": self.isVisible()})

    @Slot(str)
    def _on_flow_failed(self, sentence: str) -> None:
        self.write("failed", sentence)

    def showEvent(self, event: object) -> None:
        """Say that the window is there."""
        del event
        self.write("shown", self.windowState() == Qt.WindowState.WindowNoState)

    def hideEvent(self, event: object) -> None:
        """Say that the window is gone."""
        del event
        self.write("hidden", value=True)


def main() -> int:
    """Show the window until it is closed."""
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(True)
    probe = Probe(app, Path(sys.argv[1]), Path(sys.argv[2]), [*sys.argv, "light"][3])
    probe.resize(300, 160)
    probe.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
