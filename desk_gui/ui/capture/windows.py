"""The windows on the screen, as far as this system tells programs about them."""

import logging
import sys
from typing import Final

from PySide6.QtGui import QGuiApplication

from desk_gui.ui.capture import windows_win32
from desk_gui.ui.capture.aims import Box
from desk_gui.ui.capture.windows_x11 import X11Windows

_log: Final = logging.getLogger(__name__)


def can_list_windows() -> bool:
    """Whether this system tells where other programs' windows are."""
    return sys.platform == "win32" or bool(_managed())


def window_boxes() -> tuple[Box, ...]:
    """Return the windows that can be seen, from the front to the back, on the canvas of `shots`."""
    if sys.platform == "win32":
        return windows_win32.boxes()
    if not _is_x11():
        return ()
    try:
        with X11Windows() as windows:
            return windows.boxes()
    except OSError as error:
        _log.warning("Windows could not be listed: %s", error)
        return ()


def is_managed(window_id: int) -> bool:
    """Whether the window manager still shows a window of ours; False where that cannot be known."""
    return window_id in _managed()


def _managed() -> tuple[int, ...]:
    if not _is_x11():
        return ()
    try:
        with X11Windows() as windows:
            return windows.managed()
    except OSError as error:
        _log.warning("Windows could not be listed: %s", error)
        return ()


def _is_x11() -> bool:
    return QGuiApplication.platformName() == "xcb"
