"""Lets a window scroll as a whole where the screen is smaller than the window can be, as at 400 % scale."""

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QFrame, QMainWindow, QScrollArea, QVBoxLayout, QWidget


class Reach(QObject):
    """Looks at each window once it has come up. Lives on the GUI thread.

    Most screens have room for every window; then nothing is changed.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._on_app_focus_window_changed)
        # The first window is up before there is anything to look at it.
        QTimer.singleShot(0, self, self._look)

    @Slot(QWindow)
    def _on_app_focus_window_changed(self, _window: QWindow | None) -> None:
        self._look()

    @Slot()
    def _look(self) -> None:
        window = QApplication.activeModalWidget() or QApplication.activeWindow()
        if window is not None:
            let_scroll(window, window.screen().availableGeometry().size())


def let_scroll(window: QWidget, room: QSize) -> None:
    """Put all that is in a window into a scroll area, if the window cannot become as small as the room there is.

    Args:
        window: A main window, or one with a layout; others stay as they are.
        room: The screen's, in device-independent pixels.
    """
    needed = window.minimumSizeHint().expandedTo(window.minimumSize())
    if needed.width() <= room.width() and needed.height() <= room.height():
        return
    focused = window.focusWidget()
    if isinstance(window, QMainWindow):
        content = window.takeCentralWidget()
        if content is None:
            return
        area = _area(content, needed)
        window.setCentralWidget(area)
    elif (layout := window.layout()) is not None:
        content = QWidget()
        content.setLayout(layout)  # Qt takes it off the window.
        outer = QVBoxLayout(window)
        outer.setContentsMargins(0, 0, 0, 0)
        area = _area(content, needed)
        outer.addWidget(area)
    else:
        return
    window.setMinimumSize(needed.boundedTo(room))
    window.resize(window.size().boundedTo(room))
    if focused is not None:
        if (layout := window.layout()) is not None:
            layout.activate()
        focused.setFocus(Qt.FocusReason.OtherFocusReason)
        area.ensureWidgetVisible(focused)


def _area(content: QWidget, needed: QSize) -> QScrollArea:
    content.setMinimumSize(needed)
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidgetResizable(True)
    area.setWidget(content)
    content.show()
    return area
