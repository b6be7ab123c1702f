"""A screenshot from the desktop's portal, where programs may not look at the screen themselves."""

import os
import secrets
import time
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage, QImageReader
from PySide6.QtWidgets import QWidget

from desk_gui.outbox.desk import Desk, TakePortalScreenshot
from desk_gui.outbox.events import PortalAnswered, PortalTrouble
from desk_gui.ui.capture.leftover import Leftover, leftover_at

_ID_BITS: Final = 62


def needs_portal() -> bool:
    """Whether only the portal sees the screen: on Wayland, also for a program that takes it for X11."""
    platform = QGuiApplication.platformName()
    on_wayland = os.environ.get("XDG_SESSION_TYPE") == "wayland" or bool(os.environ.get("WAYLAND_DISPLAY"))
    return platform.startswith("wayland") or (platform == "xcb" and on_wayland)


def parent_window(window: QWidget) -> str:
    """Name a window the way portals want it: `x11:<hex>`, or `wayland:`, as Qt hands no Wayland handle out."""
    return f"x11:{int(window.winId()):x}" if QGuiApplication.platformName() == "xcb" else "wayland:"


class _Signals(QObject):
    """Speaks for the runnable; made on the GUI thread, so that slots run there.

    Signals:
        read: The QImage, null when it could not be read, and a Leftover or None.
    """

    read = Signal(object, object)


class _Read(QRunnable):
    """Reads one picture."""

    def __init__(self, signals: _Signals, path: Path, asked_ns: int) -> None:
        super().__init__()
        self._signals = signals
        self._path = path
        self._asked_ns = asked_ns

    def run(self) -> None:
        """Read. Runs on a pool thread."""
        leftover = leftover_at(self._path, self._asked_ns)
        reader = QImageReader(str(self._path))
        reader.setDecideFormatFromContent(True)
        image = reader.read()
        try:
            self._signals.read.emit(image, leftover)
        except RuntimeError:
            # The window is gone, and the need for the picture with it.
            return


class PortalShot(QObject):
    """Asks for screenshots, one at a time. Lives on the GUI thread.

    Signals:
        taken: The QImage.
        refused: A PortalTrouble.

    Attributes:
        leftover: The file of the last picture, to be removed by whoever has its bytes safely; None for none of ours.
    """

    taken = Signal(object)
    refused = Signal(object)

    def __init__(self, parent: QObject, desk: Desk) -> None:
        super().__init__(parent)
        self._desk = desk
        self._request_id = 0
        self._asked_ns = 0
        self.leftover: Leftover | None = None
        self._signals = _Signals(self)
        self._signals.read.connect(self._on_signals_read)

    def ask(self, window: QWidget) -> None:
        """Let the desktop ask the person what to capture; `taken` or `refused` answers."""
        # Others ask the portal too, for files: an ID that nobody else hits on tells the answers apart.
        self._request_id = secrets.randbits(_ID_BITS)
        self._asked_ns = time.time_ns()
        self.leftover = None
        self._desk.do(TakePortalScreenshot(self._request_id, parent_window(window)))

    def receive(self, event: PortalAnswered) -> None:
        """Take the portal's answer, if it is one to us."""
        if event.request_id != self._request_id:
            return
        self._request_id = 0
        if event.paths:
            QThreadPool.globalInstance().start(_Read(self._signals, event.paths[0], self._asked_ns))
        else:
            self.refused.emit(event.trouble)

    @Slot(object, object)
    def _on_signals_read(self, image: QImage, leftover: Leftover | None) -> None:
        self.leftover = leftover
        if image.isNull():
            self.refused.emit(PortalTrouble.MISSING)
        else:
            self.taken.emit(image)
