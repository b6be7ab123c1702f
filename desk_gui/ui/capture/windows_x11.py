"""The windows on an X11 screen, asked for over a connection of its own: an error is a missing answer, never an exit."""

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, Self

from PySide6.QtCore import QMargins, QRect

from desk_gui.ui.capture.aims import Box

_WORDS: Final = 4096
"""Of a property, at most; four bytes each."""

_VIEWABLE: Final = 2
_EVERY_DESKTOP: Final = 0xFFFFFFFF

_Request = Callable[..., int | None]


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _Roots(ctypes.Structure):
    _fields_ = (("data", ctypes.POINTER(ctypes.c_uint32)), ("rem", ctypes.c_int), ("index", ctypes.c_int))


_HEAD: Final = (
    ("kind", ctypes.c_uint8),
    ("detail", ctypes.c_uint8),
    ("sequence", ctypes.c_uint16),
    ("length", ctypes.c_uint32),
)


class _Atom(ctypes.Structure):
    _fields_ = (*_HEAD, ("atom", ctypes.c_uint32))


class _Geometry(ctypes.Structure):
    _fields_ = (
        *_HEAD,
        ("root", ctypes.c_uint32),
        ("x", ctypes.c_int16),
        ("y", ctypes.c_int16),
        ("width", ctypes.c_uint16),
        ("height", ctypes.c_uint16),
    )


class _Translated(ctypes.Structure):
    _fields_ = (*_HEAD, ("child", ctypes.c_uint32), ("x", ctypes.c_int16), ("y", ctypes.c_int16))


class _Attributes(ctypes.Structure):
    _fields_ = (
        *_HEAD,
        ("visual", ctypes.c_uint32),
        ("window_class", ctypes.c_uint16),
        ("gravities", ctypes.c_uint16),
        ("backing_planes", ctypes.c_uint32),
        ("backing_pixel", ctypes.c_uint32),
        ("save_under", ctypes.c_uint8),
        ("map_is_installed", ctypes.c_uint8),
        ("map_state", ctypes.c_uint8),
    )


class X11Windows:
    """A connection to the X server, for the time of a `with` block.

    Raises:
        OSError: libxcb is missing, or there is no X server.
    """

    def __init__(self) -> None:
        self._xcb = xcb = ctypes.CDLL("libxcb.so.1")
        self._free = ctypes.CDLL(None).free
        self._free.argtypes = [ctypes.c_void_p]
        connection, window = ctypes.c_void_p, ctypes.c_uint32
        xcb.xcb_connect.restype = connection
        xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
        xcb.xcb_connection_has_error.argtypes = [connection]
        xcb.xcb_disconnect.argtypes = [connection]
        xcb.xcb_get_setup.restype = ctypes.c_void_p
        xcb.xcb_get_setup.argtypes = [connection]
        xcb.xcb_setup_roots_iterator.restype = _Roots
        xcb.xcb_setup_roots_iterator.argtypes = [ctypes.c_void_p]
        xcb.xcb_get_property_value.restype = ctypes.c_void_p
        xcb.xcb_get_property_value.argtypes = [ctypes.c_void_p]
        xcb.xcb_get_property_value_length.argtypes = [ctypes.c_void_p]
        self._intern_atom = self._request("intern_atom", ctypes.c_uint8, ctypes.c_uint16, ctypes.c_char_p)
        self._get_property = self._request(
            "get_property", ctypes.c_uint8, window, window, window, ctypes.c_uint32, ctypes.c_uint32
        )
        self._get_geometry = self._request("get_geometry", window)
        self._get_attributes = self._request("get_window_attributes", window)
        self._translate = self._request("translate_coordinates", window, window, ctypes.c_int16, ctypes.c_int16)
        self._connection = xcb.xcb_connect(None, None)
        if xcb.xcb_connection_has_error(self._connection):
            xcb.xcb_disconnect(self._connection)
            raise OSError("there is no X server")
        self._root = int(xcb.xcb_setup_roots_iterator(xcb.xcb_get_setup(self._connection)).data[0])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._xcb.xcb_disconnect(self._connection)

    def managed(self) -> tuple[int, ...]:
        """Return the windows that the window manager knows, from the back to the front; none without one."""
        return self._numbers(self._root, "_NET_CLIENT_LIST_STACKING")

    def boxes(self) -> tuple[Box, ...]:
        """Return the windows that can be seen, frames included, from the front to the back."""
        desktop = (*self._numbers(self._root, "_NET_CURRENT_DESKTOP"), 0)[0]
        seen = (self._box(window, desktop) for window in reversed(self.managed()))
        return tuple(box for box in seen if box is not None)

    def _box(self, window: int, current_desktop: int) -> Box | None:
        desktop = (*self._numbers(window, "_NET_WM_DESKTOP"), _EVERY_DESKTOP)[0]
        is_background = self._atom("_NET_WM_WINDOW_TYPE_DESKTOP") in self._numbers(window, "_NET_WM_WINDOW_TYPE")
        is_hidden = self._atom("_NET_WM_STATE_HIDDEN") in self._numbers(window, "_NET_WM_STATE")
        if is_background or is_hidden or desktop not in {current_desktop, _EVERY_DESKTOP}:
            return None
        area = self._visible_area(window)
        if area is None:
            return None
        frame, shadow = self._numbers(window, "_NET_FRAME_EXTENTS"), self._numbers(window, "_GTK_FRAME_EXTENTS")
        area = area.marginsAdded(_margins(frame)).marginsRemoved(_margins(shadow))
        named = self._bytes(window, "_NET_WM_NAME") or self._bytes(window, "WM_NAME")
        title = named.decode(errors="replace")
        return Box(area, title) if not area.isEmpty() else None

    def _visible_area(self, window: int) -> QRect | None:
        with (
            self._reading(self._get_attributes(window), _Attributes) as attributes,
            self._reading(self._get_geometry(window), _Geometry) as geometry,
            self._reading(self._translate(window, self._root, 0, 0), _Translated) as corner,
        ):
            if attributes is None or geometry is None or corner is None or attributes.map_state != _VIEWABLE:
                return None
            return QRect(corner.x, corner.y, geometry.width, geometry.height)

    def _request(self, name: str, *types: Any) -> _Request:
        """Make a function that sends one kind of request and returns the address of its reply."""
        request, reply = getattr(self._xcb, f"xcb_{name}"), getattr(self._xcb, f"xcb_{name}_reply")
        request.restype, request.argtypes = _Cookie, [ctypes.c_void_p, *types]
        reply.restype, reply.argtypes = ctypes.c_void_p, [ctypes.c_void_p, _Cookie, ctypes.c_void_p]

        def ask(*arguments: object) -> int | None:
            address: int | None = reply(self._connection, request(self._connection, *arguments), None)
            return address

        return ask

    @contextmanager
    def _reading(self, reply: int | None, answer: type[ctypes.Structure]) -> Iterator[Any]:
        """Read a reply; None stands for an error, since windows come and go."""
        try:
            yield ctypes.cast(reply, ctypes.POINTER(answer)).contents if reply else None
        finally:
            self._free(reply)

    def _atom(self, name: str) -> int:
        with self._reading(self._intern_atom(1, len(name), name.encode()), _Atom) as answer:
            return int(answer.atom) if answer is not None else 0

    def _bytes(self, window: int, property_name: str) -> bytes:
        atom = self._atom(property_name)
        reply = self._get_property(0, window, atom, 0, 0, _WORDS) if atom else None
        if not reply:
            return b""
        try:
            length = self._xcb.xcb_get_property_value_length(reply)
            return ctypes.string_at(self._xcb.xcb_get_property_value(reply), length) if length > 0 else b""
        finally:
            self._free(reply)

    def _numbers(self, window: int, property_name: str) -> tuple[int, ...]:
        data = self._bytes(window, property_name)
        return tuple(memoryview(data[: len(data) // 4 * 4]).cast("I"))


def _margins(extents: tuple[int, ...]) -> QMargins:
    if len(extents) != 4:  # noqa: PLR2004 - left, right, top, bottom, as the window managers' specification has it
        return QMargins()
    left, right, top, bottom = extents
    return QMargins(left, top, right, bottom)
