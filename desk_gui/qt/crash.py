"""What happens to an exception that nobody caught."""

import logging
import sys
import threading
from functools import partial
from types import TracebackType

from PySide6.QtCore import QObject, QTimer, Signal, Slot

_log = logging.getLogger(__name__)


class CrashHook(QObject):
    """Logs what nobody caught, on any thread, and says so once.

    The log masks secrets; nothing is printed beside it. Make it on the GUI thread.

    Signals:
        crashed: The name of the first exception that nobody caught; emitted once, on the GUI thread, so that a dialog
            that fails in turn cannot call for the next.
    """

    crashed = Signal(str)
    _happened = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._first = threading.Lock()
        # From other threads a signal is queued of itself; on this one what failed comes to its end first.
        self._happened.connect(self._on_happened)
        self._home = threading.get_ident()

    def install(self) -> None:
        """Take over Python's hooks for the main thread, other threads, and destructors."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        sys.unraisablehook = self._on_unraisable

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _log.critical("nobody caught this", exc_info=(kind, error, trace))
        self._say(kind)

    def _on_thread_exception(self, args: "threading.ExceptHookArgs") -> None:
        if args.exc_value is None or issubclass(args.exc_type, SystemExit):
            return
        name = args.thread.name if args.thread else "a thread that is gone"
        _log.critical("nobody caught this on %s", name, exc_info=(args.exc_type, args.exc_value, args.exc_traceback))
        self._say(args.exc_type)

    def _on_unraisable(self, unraisable: "sys.UnraisableHookArgs") -> None:
        error = unraisable.exc_value
        if error is not None:
            _log.error("%s", unraisable.err_msg or "a destructor failed", exc_info=error)

    def _say(self, kind: type[BaseException]) -> None:
        if not self._first.acquire(blocking=False):
            return
        try:
            if threading.get_ident() == self._home:
                QTimer.singleShot(0, partial(self._on_happened, kind.__name__))
            else:
                self._happened.emit(kind.__name__)
        except RuntimeError:
            # The window is gone; the log has it.
            return

    @Slot(str)
    def _on_happened(self, name: str) -> None:
        self.crashed.emit(name)
