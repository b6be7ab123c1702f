"""Notices that this computer slept, is about to, or is in another place, and tells those who send."""

import asyncio
import logging
import sys
from collections.abc import Callable
from typing import Final

from desk_gui.outbox.dispatcher import Dispatcher
from desk_gui.outbox.gate import SleepGate
from desk_gui.outbox.schedule import SleepSeen
from desk_gui.outbox.teller import Teller
from desk_gui.outbox.waits import Wall

LOOK_EVERY_S: Final = 3.0

_log: Final = logging.getLogger(__name__)


class Waking:
    """Watches clocks and the system. Lives on the worker's loop.

    Args:
        dispatcher: Told when tickets may be tried again.
        gate: Closed while the system goes to sleep.
        teller: Keeps one trouble from ending the watch.
        wall: The clock on the wall.
    """

    def __init__(self, *, dispatcher: Dispatcher, gate: SleepGate, teller: Teller, wall: Wall) -> None:
        self._dispatcher = dispatcher
        self._gate = gate
        self._teller = teller
        self._wall = wall
        self._loop = asyncio.get_running_loop()
        self._sleep_seen = SleepSeen(wall().timestamp(), self._loop.time())
        self._timer: asyncio.TimerHandle | None = None
        self._listening: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to watch."""
        self._timer = self._loop.call_later(LOOK_EVERY_S, self._look)
        if sys.platform == "linux":
            self._listening = self._loop.create_task(_listen(self._on_sleep))

    async def stop(self) -> None:
        """End the watch; returns at once."""
        if self._timer is not None:
            self._timer.cancel()
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.wait([self._listening], timeout=0.1)

    def note_network(self, is_reachable: bool) -> None:
        """Take a hint that the network changed.

        Raises:
            StoreTrouble: The tickets could not be read or written.
        """
        if is_reachable:
            self._dispatcher.network_changed()

    def note_sleep(self, is_asleep: bool) -> None:
        """Take the word that the system goes to sleep, or is back.

        Raises:
            StoreTrouble: The tickets could not be read or written.
        """
        _log.info("The system %s", "goes to sleep" if is_asleep else "is back")
        if is_asleep:
            self._gate.close()
        else:
            self._gate.open()
            self._dispatcher.network_changed()

    def _on_sleep(self, is_asleep: bool) -> None:
        self._teller.guarded(self.note_sleep, is_asleep)

    def _look(self) -> None:
        self._timer = self._loop.call_later(LOOK_EVERY_S, self._look)
        slept_s = self._sleep_seen.look(self._wall().timestamp(), self._loop.time())
        if slept_s:
            _log.info("The clock went on by %.0f s meanwhile", slept_s)
            self._teller.guarded(self._dispatcher.woke_up, slept_s)


async def _listen(on_sleep: Callable[[bool], None]) -> None:
    from desk_gui.system.dbus import watch_sleep  # noqa: PLC0415 - Linux alone has it

    await watch_sleep(on_sleep)
