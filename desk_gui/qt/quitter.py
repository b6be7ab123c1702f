"""Ending the program: once, in order, in time."""

import logging
import os
import threading
from collections.abc import Callable
from time import monotonic
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot

DEADLINE_S: Final = 3.0

Step = Callable[[float], None]
"""Something to do before the end; it is given the seconds that are left for it and keeps to them."""

_log = logging.getLogger(__name__)


class Quitter(QObject):
    """Runs what must be done before the end, last added first, then ends the event loop.

    Every step, and the end itself, has a turn of the event loop of its own, so that a dialog's nested loop unwinds and
    a step that raises ends nothing but itself.

    Args:
        deadline_s: Seconds from the request; past it, a step that hangs is not waited for and the process ends.

    Signals:
        quit_requested: Somebody asked for the end; emitted once, before the first step.
    """

    quit_requested = Signal()

    def __init__(self, parent: QObject | None = None, *, deadline_s: float = DEADLINE_S) -> None:
        super().__init__(parent)
        self._deadline_s = deadline_s
        self._steps: list[Step] = []
        self._is_requested = False
        self._exit_code = 0
        self._ends_at = 0.0

    def add_step(self, step: Step) -> None:
        """Do this before the end, ahead of all steps added so far."""
        self._steps.append(step)

    @property
    def is_requested(self) -> bool:
        """Whether the end has begun."""
        return self._is_requested

    @Slot()
    def request(self) -> None:
        """Begin the end; a second request changes nothing."""
        self.request_with(0)

    def request_with(self, exit_code: int) -> None:
        """Begin the end with an exit code; a second request changes nothing."""
        if self._is_requested:
            return
        self._is_requested = True
        self._exit_code = exit_code
        self._ends_at = monotonic() + self._deadline_s
        self._start_watchdog()
        self.quit_requested.emit()
        QTimer.singleShot(0, self._run_next)

    @Slot()
    def _run_next(self) -> None:
        if not self._steps:
            QTimer.singleShot(0, self._exit)
            return
        step = self._steps.pop()
        try:
            step(max(0.0, self._ends_at - monotonic()))
        finally:
            # What a step raises goes on to the crash hook; the next step runs all the same.
            QTimer.singleShot(0, self._run_next)

    @Slot()
    def _exit(self) -> None:
        QCoreApplication.exit(self._exit_code)

    def _start_watchdog(self) -> None:
        # Steps are bounded by themselves; what may still hang is Qt's and Python's own way out. Everything that must
        # last is committed to disk as it happens, so that ending here loses nothing.
        watchdog = threading.Timer(self._deadline_s, _end_now, args=(self._exit_code,))
        watchdog.daemon = True
        watchdog.name = "quit-deadline"
        watchdog.start()


def _end_now(exit_code: int) -> None:
    _log.error("the program did not end in time and was ended")
    logging.shutdown()
    os._exit(exit_code)
