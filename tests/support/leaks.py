"""What a test must not leave behind: threads that hold the exit back, and windows."""

import gc
import threading
import time
from collections.abc import Iterable

_JOIN_S = 1.0

# Qt's own tooltip stays for good once one was shown.
_QT_KEEPS = frozenset({"QTipLabel"})


def lasting_threads() -> set[threading.Thread]:
    """Return the threads alive that an exit would wait for."""
    return {thread for thread in threading.enumerate() if not thread.daemon}


def left_threads(before: set[threading.Thread]) -> list[str]:
    """Return the names of the threads started since then that do not end within a second."""
    deadline = time.monotonic() + _JOIN_S
    new = lasting_threads() - before
    for thread in new:
        thread.join(max(0.0, deadline - time.monotonic()))
    return sorted(thread.name for thread in new if thread.is_alive())


def top_level_widgets() -> dict[int, str]:
    """Return the top-level widgets without a parent: the address of each C++ object, and a name for people.

    Holds no reference to them, so that asking keeps none alive.
    """
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - tests without Qt must not pay for it
    from shiboken6 import getCppPointer  # noqa: PLC0415 - as above

    return {
        getCppPointer(widget)[0]: f"{type(widget).__name__} {widget.objectName()!r} titled {widget.windowTitle()!r}"
        for widget in QApplication.topLevelWidgets()
        if widget.parent() is None and widget.metaObject().className() not in _QT_KEEPS
    }


def left_widgets(before: Iterable[int]) -> list[str]:
    """Return what is left of the top-level widgets made since then, once Qt and Python have let go of what they can."""
    from PySide6.QtCore import QCoreApplication, QEvent  # noqa: PLC0415 - as above

    known = set(before)

    def look() -> list[str]:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return sorted(name for address, name in top_level_widgets().items() if address not in known)

    if look():
        gc.collect()
    return look()
