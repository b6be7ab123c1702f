"""Takes our own windows off the screen, waits until what was under them is painted, and brings them back."""

import time
from typing import Final

from PySide6.QtCore import QObject, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage, QScreen
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from desk_gui.ui.capture.windows import is_managed

_LOOK_MS: Final = 40
_LEAST_S: Final = 0.12
"""What the system gets at least, even where the screen looks still: some fade windows out late."""

_MOST_S: Final = 1.5
"""What it gets at most: something under the window may never be still."""

_PASSING: Final = (Qt.WindowType.Popup, Qt.WindowType.ToolTip, Qt.WindowType.SplashScreen)

_BLIND_MS: Final = 300
"""What it gets where programs may not look at the screen."""


class Curtain(QObject):
    """Hides our windows for a capture. Lives on the GUI thread.

    Signals:
        settled: What was under our windows is on the screen now, as far as can be told.
    """

    settled = Signal()

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._hidden: list[QWidget] = []
        self._places: list[tuple[QScreen, QRect]] = []
        self._last: list[QImage] = []
        self._since = 0.0
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOK_MS)
        self._looking.timeout.connect(self._on_looking_timeout)

    def hide_windows(self) -> None:
        """Take our windows away; those that can be seen come back with `show_windows`."""
        seen = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
        # The window itself last, and first when they come back: others may lie on it.
        seen.sort(key=lambda widget: widget is self._window)
        self._hidden = [widget for widget in seen if not _is_passing(widget)]
        self._places = [_place(widget) for widget in seen]
        for widget in seen:
            widget.hide()

    def settle(self, *more: tuple[QScreen, QRect], can_look: bool = True) -> None:
        """Wait until the screen shows what was under our windows; `settled` answers within 2 s.

        Args:
            more: Other places to wait for, as screens and global areas.
            can_look: Whether programs may look at the screen here.
        """
        self._places += more
        self._last = []
        self._since = time.monotonic()
        if can_look:
            self._looking.start()
        else:
            QTimer.singleShot(_BLIND_MS, self, self.settled.emit)

    def show_windows(self) -> None:
        """Bring our windows back, ours in front and with the keyboard."""
        self._looking.stop()
        for widget in reversed(self._hidden):
            widget.show()
        self._hidden = []
        self._places = []
        self._window.raise_()
        self._window.activateWindow()

    @Slot()
    def _on_looking_timeout(self) -> None:
        past_s = time.monotonic() - self._since
        now = [_look(screen, area) for screen, area in self._places]
        is_still = past_s >= _LEAST_S and now == self._last and not self._is_shown()
        self._last = now
        if is_still or past_s >= _MOST_S:
            self._looking.stop()
            self._last = []
            self.settled.emit()

    def _is_shown(self) -> bool:
        if QGuiApplication.platformName() != "xcb":
            return False
        return any(is_managed(int(widget.winId())) for widget in self._hidden)


def _is_passing(widget: QWidget) -> bool:
    """Whether a window is a menu or a tooltip, which nobody wants back."""
    return widget.windowType() in _PASSING


def _place(widget: QWidget) -> tuple[QScreen, QRect]:
    return widget.screen(), widget.frameGeometry()


def _look(screen: QScreen, area: QRect) -> QImage:
    seen = area.intersected(screen.geometry()).translated(-screen.geometry().topLeft())
    if seen.isEmpty():
        return QImage()
    return screen.grabWindow(0, seen.x(), seen.y(), seen.width(), seen.height()).toImage()
