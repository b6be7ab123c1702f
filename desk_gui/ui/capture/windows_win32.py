"""The windows on a Windows desktop."""

import sys

from desk_gui.ui.capture.aims import Box

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    from PySide6.QtCore import QPoint, QRect

    _EXTENDED_FRAME_BOUNDS = 9
    _CLOAKED = 14
    _LONGEST_TITLE = 256

    def boxes() -> tuple[Box, ...]:
        """Return the windows that can be seen, without their shadows, from the front to the back."""
        user = ctypes.WinDLL("user32", use_last_error=True)
        manager = ctypes.WinDLL("dwmapi")
        found: list[Box] = []
        callback_type = ctypes.WINFUNCTYPE(wintypes.BOOL, wintypes.HWND, wintypes.LPARAM)

        def see(window: int, _parameter: int) -> bool:
            handle = wintypes.HWND(window)
            cloaked, bounds = wintypes.DWORD(), wintypes.RECT()
            manager.DwmGetWindowAttribute(handle, _CLOAKED, ctypes.byref(cloaked), ctypes.sizeof(cloaked))
            if not user.IsWindowVisible(handle) or user.IsIconic(handle) or cloaked.value:
                return True
            if manager.DwmGetWindowAttribute(handle, _EXTENDED_FRAME_BOUNDS, ctypes.byref(bounds), 16):
                return True
            title = ctypes.create_unicode_buffer(_LONGEST_TITLE)
            user.GetWindowTextW(handle, title, _LONGEST_TITLE)
            area = QRect(QPoint(bounds.left, bounds.top), QPoint(bounds.right - 1, bounds.bottom - 1))
            if title.value and not area.isEmpty():
                found.append(Box(area, title.value))
            return True

        callback = callback_type(see)
        user.EnumWindows(callback, 0)
        return tuple(found)

else:

    def boxes() -> tuple[Box, ...]:
        """There is no such desktop here."""
        return ()
