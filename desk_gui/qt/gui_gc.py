"""Cyclic garbage collection on the GUI thread alone.

Python collects on whichever thread allocates. Collected on a worker, a widget caught in a cycle would be destroyed
there.
"""

import gc
from time import perf_counter
from typing import Final

from PySide6 import QtCore
from PySide6.QtCore import QObject, QTimer, Slot

CHECK_INTERVAL_MS: Final = 1_000
_FULL_AFTER_CHECKS: Final = 30
"""Checks between two full collections, the slow kind; each then waits for the loop to have nothing to do."""

_QUIET_LATENESS_S: Final = 0.002
_QUIET_TURNS: Final = 3
_BUSY_INTERVAL_MS: Final = 50


class GuiGarbageCollector(QObject):
    """Switches Python's own collecting off and does it on the GUI thread's timer. Make it on the GUI thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._middle_threshold = gc.get_threshold()[1]
        self._checks_since_full = 0
        self._quiet_turns = 0
        self._probe_due_at = 0.0
        self._probe = QTimer(self)
        self._probe.setSingleShot(True)
        self._probe.setTimerType(QtCore.Qt.TimerType.PreciseTimer)
        self._probe.timeout.connect(self._on_probe_timeout)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(CHECK_INTERVAL_MS)
        self._timer.timeout.connect(self._on_timer_timeout)
        self._timer.start()

    def freeze(self) -> None:
        """Leave everything made so far out of all collections to come: modules, classes and the window stay anyway.

        Called once the window is up.
        """
        gc.freeze()

    def collect_when_idle(self) -> None:
        """Do one full collection once the event loop has had nothing else to do for some turns."""
        if not self._probe.isActive():
            self._quiet_turns = 0
            self._start_probe(0)

    def stop(self) -> None:
        """Give collecting back to Python."""
        self._timer.stop()
        self._probe.stop()
        gc.enable()

    @Slot()
    def _on_timer_timeout(self) -> None:
        self._checks_since_full += 1
        if self._checks_since_full >= _FULL_AFTER_CHECKS:
            self._checks_since_full = 0
            self.collect_when_idle()
        _, middle, _ = gc.get_count()
        gc.collect(1 if middle > self._middle_threshold else 0)

    @Slot()
    def _on_probe_timeout(self) -> None:
        is_quiet = perf_counter() - self._probe_due_at < _QUIET_LATENESS_S
        self._quiet_turns = self._quiet_turns + 1 if is_quiet else 0
        if self._quiet_turns == _QUIET_TURNS:
            gc.collect()
        else:
            self._start_probe(0 if is_quiet else _BUSY_INTERVAL_MS)

    def _start_probe(self, interval_ms: int) -> None:
        self._probe_due_at = perf_counter() + interval_ms / 1_000
        self._probe.start(interval_ms)
