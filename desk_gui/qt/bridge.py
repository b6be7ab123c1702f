"""The one way from other threads into the GUI thread."""

from collections import deque
from threading import get_ident
from time import perf_counter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from desk_gui.outbox.events import Event

SLICE_S: Final = 0.008
"""Half of what a key press may wait: the loop gets a turn after that."""


class Bridge(QObject):
    """Hands events of other threads to the GUI thread, in order, a slice at a time.

    Make it on the GUI thread; it belongs there.

    Signals:
        event_published: One event of `outbox.events`, emitted on the GUI thread.
    """

    # Not called `event`: that would hide QObject.event.
    event_published = Signal(object)
    _woken = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # deque.append and popleft are atomic, so no lock is held while Python code of another thread waits.
        self._events: deque[Event] = deque()
        self._is_woken = False
        self._next_slice = QTimer(self)
        self._next_slice.setSingleShot(True)
        self._next_slice.setInterval(0)
        self._next_slice.timeout.connect(self._drain)
        # From other threads a signal is queued of itself.
        self._home = get_ident()
        self._woken.connect(self._drain)

    def publish(self, event: "Event") -> None:
        """Hand an event over. Callable on any thread; returns at once; does nothing once the window is gone."""
        self._events.append(event)
        if self._is_woken:
            return
        self._is_woken = True
        try:
            if get_ident() == self._home:
                self._next_slice.start()
            else:
                self._woken.emit()
        except RuntimeError:
            # The C++ side is deleted while a worker still publishes: the window is gone, nobody wants the event.
            self._events.clear()

    @Slot()
    def _drain(self) -> None:
        # Cleared first: what is published from here on wakes anew, also while a slot below runs a dialog of its own.
        self._is_woken = False
        ends_at = perf_counter() + SLICE_S
        while self._events:
            self.event_published.emit(self._events.popleft())
            if perf_counter() >= ends_at:
                break
        if self._events:
            # A timer, not another wake-up: posted events are served before keys and paints, timers are not.
            self._next_slice.start()
