"""What no create call starts behind: a system that goes to sleep."""

import asyncio
import logging
from typing import Final

LONGEST_S: Final = 60.0
"""Of time awake. Then the word that the system is back must have been lost."""

_log: Final = logging.getLogger(__name__)


class SleepGate:
    """Closed from the word that the system goes to sleep until it is back. Lives on the worker's loop.

    Args:
        longest_s: It is never closed for longer, by a clock that stands still while the system sleeps.
    """

    def __init__(self, longest_s: float = LONGEST_S) -> None:
        self._longest_s = longest_s
        self._loop = asyncio.get_running_loop()
        self._is_open = asyncio.Event()
        self._is_open.set()
        self._timer: asyncio.TimerHandle | None = None

    def close(self) -> None:
        """Let nothing through for now."""
        self._cancel_timer()
        self._is_open.clear()
        self._timer = self._loop.call_later(self._longest_s, self._open_late)

    def open(self) -> None:
        """Let everything through."""
        self._cancel_timer()
        self._is_open.set()

    async def passed(self) -> None:
        """Wait until it is open."""
        await self._is_open.wait()

    def _open_late(self) -> None:
        _log.info("The system went to sleep and did not say that it is back; tickets go on")
        self.open()

    def _cancel_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
