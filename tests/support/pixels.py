"""Pixels of an X screen, looked at from outside the program that paints them, often and cheaply."""

import ctypes
import ctypes.util
from collections import Counter
from typing import Final, Self

_Z_PIXMAP: Final = 2
_ALL_PLANES: Final = 0xFFFFFFFF
_COLOUR: Final = 0xFFFFFF


class _XImage(ctypes.Structure):
    """The head of Xlib's XImage; what follows is not needed."""

    _fields_ = (
        ("width", ctypes.c_int),
        ("height", ctypes.c_int),
        ("xoffset", ctypes.c_int),
        ("format", ctypes.c_int),
        ("data", ctypes.c_void_p),
        ("byte_order", ctypes.c_int),
        ("bitmap_unit", ctypes.c_int),
        ("bitmap_bit_order", ctypes.c_int),
        ("bitmap_pad", ctypes.c_int),
        ("depth", ctypes.c_int),
        ("bytes_per_line", ctypes.c_int),
    )


class Screen:
    """The root window of an X display, with every window that lies on it. Its depth must be 24.

    Args:
        display: Such as `:99`.
        size: Its width and height in pixels.

    Raises:
        OSError: Xlib is missing, or the display cannot be opened.
    """

    def __init__(self, display: str, size: tuple[int, int]) -> None:
        self.width, self.height = size
        self._x11 = x11 = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
        handle, window, number, count = ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_uint
        x11.XOpenDisplay.restype = handle
        x11.XDefaultRootWindow.restype = window
        x11.XDefaultRootWindow.argtypes = [handle]
        x11.XCloseDisplay.argtypes = [handle]
        x11.XGetImage.restype = ctypes.POINTER(_XImage)
        x11.XGetImage.argtypes = [handle, window, number, number, count, count, ctypes.c_ulong, number]
        x11.XDestroyImage.argtypes = [ctypes.POINTER(_XImage)]
        self._display = x11.XOpenDisplay(display.encode())
        if not self._display:
            raise OSError(f"the display {display} cannot be opened")
        self._root = x11.XDefaultRootWindow(self._display)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._x11.XCloseDisplay(self._display)

    def pixels(self, x: int, y: int, width: int, height: int) -> list[int]:
        """Return the colours (0xRRGGBB) of a rectangle, row by row.

        Raises:
            OSError: The rectangle is not on the screen.
        """
        image = self._x11.XGetImage(self._display, self._root, x, y, width, height, _ALL_PLANES, _Z_PIXMAP)
        if not image:
            raise OSError(f"no image of {width}x{height}+{x}+{y}")
        try:
            size_bytes = image.contents.bytes_per_line * height
            words = memoryview(ctypes.string_at(image.contents.data, size_bytes)).cast("I")
            return [word & _COLOUR for word in words]
        finally:
            self._x11.XDestroyImage(image)

    def count_in_column(self, x: int, colour: int) -> int:
        """Count the pixels of exactly this colour in one column of the screen."""
        return self.pixels(x, 0, 1, self.height).count(colour)

    def fullest_column(self, colour: int) -> tuple[int, int]:
        """Return the column that holds most pixels of exactly this colour, and how many these are."""
        everything = self.pixels(0, 0, self.width, self.height)
        counts = [everything[x :: self.width].count(colour) for x in range(self.width)]
        full = [x for x, count in enumerate(counts) if count == max(counts)]
        return full[len(full) // 2], max(counts)

    def commonest_colour(self) -> int:
        """Return the colour that most of the screen has, black left out."""
        counts = Counter(self.pixels(0, 0, self.width, self.height))
        counts.pop(0, None)
        return counts.most_common(1)[0][0] if counts else 0
