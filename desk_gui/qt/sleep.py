"""What Windows says of sleep: that it begins, and that it is over.

Linux tells it over D-Bus (`system.dbus`). macOS tells it through Cocoa alone, which this program has no bindings for:
there, as everywhere, the outbox notices a sleep afterwards, by a clock that ran ahead.
"""

from ctypes import wintypes
from typing import Final

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject, Signal

_WM_POWERBROADCAST: Final = 0x0218
_PBT_APMSUSPEND: Final = 0x0004
_PBT_APMRESUMESUSPEND: Final = 0x0007
_PBT_APMRESUMEAUTOMATIC: Final = 0x0012
# These names and numbers are those of Microsoft's winuser.h; Qt's events are described at QAbstractNativeEventFilter.
_EVENT_TYPES: Final = (b"windows_generic_MSG", b"windows_dispatcher_MSG")


def is_sleep(message: int, parameter: int) -> bool | None:
    """Read a message of Windows.

    Args:
        message: Its number.
        parameter: Its `wParam`.

    Returns:
        True where the system goes to sleep, False where it is back, None for every other message.
    """
    if message != _WM_POWERBROADCAST:
        return None
    if parameter == _PBT_APMSUSPEND:
        return True
    if parameter in (_PBT_APMRESUMESUSPEND, _PBT_APMRESUMEAUTOMATIC):
        return False
    return None


def read_message(address: int) -> tuple[int, int]:
    """Return number and `wParam` of the Windows MSG at an address of this process's memory."""
    found = wintypes.MSG.from_address(address)
    return int(found.message), int(found.wParam or 0)


class SleepWatch(QObject):
    """Says when Windows goes to sleep and when it is back. Lives on the GUI thread.

    Signals:
        changed: Whether it goes to sleep. Twice in a row may mean the same: Windows says twice that it is back.
    """

    changed = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._filter = _Filter(self)
        app = QCoreApplication.instance()
        if app is not None:
            app.installNativeEventFilter(self._filter)


class _Filter(QAbstractNativeEventFilter):
    def __init__(self, watch: SleepWatch) -> None:
        super().__init__()
        self._watch = watch

    def nativeEventFilter(self, event_type: QByteArray | bytes | bytearray | memoryview, message: int) -> object:
        """Look at a message, and let it go on."""
        if QByteArray(event_type).data() in _EVENT_TYPES:
            said = is_sleep(*read_message(int(message)))
            if said is not None:
                self._watch.changed.emit(said)
        return False, 0
