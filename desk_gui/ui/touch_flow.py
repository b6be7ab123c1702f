"""What fingers need: larger controls, offered once, and a window that ends above the keyboard on the screen."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Slot
from PySide6.QtGui import QGuiApplication, QInputDevice

from desk_gui.outbox.desk import SaveSettings
from desk_gui.ui.main_window import MainWindow
from desk_gui.ui.strip import StripAction


def covered_px(keyboard: QRectF, window: QSize) -> int:
    """Return how much of a window's foot a keyboard on the screen covers, in device-independent pixels.

    Args:
        keyboard: Where it is, in the window's coordinates; empty where there is none, or nobody knows.
        window: The window's size.
    """
    if keyboard.isEmpty() or keyboard.right() <= 0 or keyboard.left() >= window.width():
        return 0
    covered = window.height() - keyboard.top()
    # One that floats in the middle, or covers nearly all, leaves no room to make room in.
    if keyboard.bottom() < window.height() - 1 or covered > window.height() * 3 // 4:
        return 0
    return max(0, round(covered))


class TouchFlow(QObject):
    """Watches for fingers where the computer has a touch screen. Lives on the GUI thread; the window owns it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._watched: QObject | None = None
        window.strip.action_asked.connect(self._on_strip_action_asked)
        keyboard = QGuiApplication.inputMethod()
        keyboard.keyboardRectangleChanged.connect(self._on_keyboard_changed)
        keyboard.visibleChanged.connect(self._on_keyboard_changed)
        devices = QInputDevice.devices()
        if any(device.type() == QInputDevice.DeviceType.TouchScreen for device in devices):
            self.watch()

    def watch(self) -> None:
        """Wait for the first touch, until the offer was made once."""
        handle = self._window.windowHandle()
        if handle is not None and self._watched is None and not self._window.settings.large_controls_offered:
            self._watched = handle
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Offer large controls after a touch, where nothing else is being said."""
        if event.type() == QEvent.Type.TouchEnd and self._window.strip.isHidden():
            self._offer()
        return super().eventFilter(watched, event)

    def _offer(self) -> None:
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self._watched = None
        settings = self._window.settings
        if settings.large_controls or settings.large_controls_offered:
            return
        actions = [
            (StripAction.LARGE_CONTROLS, self.tr("Large controls")),
            (StripAction.NO_LARGE_CONTROLS, self.tr("Not now")),
        ]
        words = self.tr("Working with your fingers? Controls can be larger; it is in Settings, Appearance, as well.")
        self._window.strip.say(words, tone="plain", actions=actions)
        self._window.desk.do(SaveSettings(replace(settings, large_controls_offered=True)))

    @Slot(object)
    def _on_strip_action_asked(self, action: object) -> None:
        if action is StripAction.LARGE_CONTROLS:
            self._window.strip.hide()
            settings = replace(self._window.settings, large_controls=True, large_controls_offered=True)
            self._window.desk.do(SaveSettings(settings))
        elif action is StripAction.NO_LARGE_CONTROLS:
            self._window.strip.hide()

    @Slot()
    def _on_keyboard_changed(self) -> None:
        keyboard = QGuiApplication.inputMethod()
        rectangle = keyboard.keyboardRectangle() if keyboard.isVisible() else QRectF()
        self._window.panes.make_room(covered_px(rectangle, self._window.size()))
