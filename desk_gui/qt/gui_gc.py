"""Cyclic garbage collection on the GUI thread alone.

Python collects on whichever thread allocates. Collected on a worker, a widget caught in a cycle would be destroyed
there.
"""

import gc
from typing import Final

from PySide6.QtCore import QAbstractEventDispatcher, QObject, QTimer, Slot

CHECK_INTERVAL_MS: Final = 1_000
_FULL_AFTER_CHECKS: Final = 30
"""Checks between two full collections, the slow kind; each then waits for the loop to have nothing to do."""


class GuiGarbageCollector(QObject):
    """Switches Python's own collecting off and does it on the GUI thread's timer. Make it on the GUI thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        self._checks_since_full = 0
        self._waits_for_idle = False
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
        """Do one full collection as soon as the event loop is about to wait."""
        dispatcher = QAbstractEventDispatcher.instance()
        if self._waits_for_idle or dispatcher is None:
            return
        self._waits_for_idle = True
        dispatcher.aboutToBlock.connect(self._on_dispatcher_about_to_block)

    def stop(self) -> None:
        """Give collecting back to Python."""
        self._timer.stop()
        self._stop_waiting()
        gc.enable()

    @Slot()
    def _on_timer_timeout(self) -> None:
        self._checks_since_full += 1
        if self._checks_since_full >= _FULL_AFTER_CHECKS:
            self._checks_since_full = 0
            self.collect_when_idle()
        young, middle, _ = gc.get_count()
        if middle > self._thresholds[1]:
            gc.collect(1)
        elif young > self._thresholds[0]:
            gc.collect(0)

    @Slot()
    def _on_dispatcher_about_to_block(self) -> None:
        self._stop_waiting()
        gc.collect()

    def _stop_waiting(self) -> None:
        dispatcher = QAbstractEventDispatcher.instance()
        if self._waits_for_idle and dispatcher is not None:
            dispatcher.aboutToBlock.disconnect(self._on_dispatcher_about_to_block)
        self._waits_for_idle = False
