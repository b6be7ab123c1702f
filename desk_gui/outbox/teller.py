"""What the outbox tells of itself: rows as they change, counts when they do, and trouble with the disk."""

import asyncio
import logging
from collections.abc import Callable
from typing import Final, TypeVarTuple

from desk_gui.outbox.desk import Publish
from desk_gui.outbox.errors import StoreTrouble
from desk_gui.outbox.events import QueueCounted, StorageFailed, TicketChanged
from desk_gui.outbox.store import Store

_COUNT_AGAIN_S: Final = 0.05
"""The tickets are counted this often at most: with a long queue that is a good part of the work."""

_log: Final = logging.getLogger(__name__)
_Ts = TypeVarTuple("_Ts")


class Teller:
    """Publishes what changed, and keeps one part's trouble from ending the others. Lives on the worker's loop.

    Args:
        store: What is read.
        publish: Where events go.
    """

    def __init__(self, store: Store, publish: Publish) -> None:
        self._store = store
        self._publish = publish
        self._counted: QueueCounted | None = None
        self._just_told: set[str] = set()
        self._loop = asyncio.get_running_loop()
        self._counted_at_s = float("-inf")
        self._will_count: asyncio.TimerHandle | None = None

    def ticket(self, ticket: str) -> None:
        """Tell where a ticket stands.

        Raises:
            StoreTrouble: It could not be read.
        """
        self._just_told.add(ticket)
        row = self._store.row(ticket)
        if row is not None:
            _log.info("%s is %s %s %s", row.reference or "a draft", row.state.value, row.hold.value, row.trouble)
            self._publish(TicketChanged(row))

    def moved(self, ticket: str) -> None:
        """Tell where a ticket stands, and how many wait now.

        Raises:
            StoreTrouble: It could not be read.
        """
        self.ticket(ticket)
        self.counts()

    def counts(self) -> None:
        """Tell how many tickets wait, if that changed, and of tickets whose refusal stops more or fewer others now.

        Where they were counted a moment ago, it is told in a moment.

        Raises:
            StoreTrouble: They could not be counted.
        """
        for ticket in self._store.take_changed_refusals():
            if ticket not in self._just_told:
                self.ticket(ticket)
        self._just_told.clear()
        left_s = self._counted_at_s + _COUNT_AGAIN_S - self._loop.time()
        if left_s <= 0:
            self._count()
        elif self._will_count is None:
            self._will_count = self._loop.call_later(left_s, self._count_at_last)

    def close(self) -> None:
        """Tell nothing any more that was to be told in a moment."""
        if self._will_count is not None:
            self._will_count.cancel()

    def _count_at_last(self) -> None:
        self._will_count = None
        try:
            self._count()
        except StoreTrouble as trouble:
            self.storage_failed(trouble)

    def _count(self) -> None:
        self._counted_at_s = self._loop.time()
        counted = self._store.count()
        if counted != self._counted:
            self._counted = counted
            self._publish(counted)

    def guarded(self, call: Callable[[*_Ts], None], *args: *_Ts) -> None:
        """Do one thing of the loop: what goes wrong with it is told and logged, and the loop goes on."""
        try:
            call(*args)
            self.counts()
        except StoreTrouble as trouble:
            self.storage_failed(trouble)
        except Exception:  # noqa: BLE001 - the loop's top: a bug in one command must not stop the others
            _log.exception("Something in the outbox went wrong and was left out")

    def storage_failed(self, trouble: StoreTrouble) -> None:
        """Tell that the disk or the database failed."""
        _log.error("The outbox could not be read or written: %s", trouble.detail, exc_info=trouble)
        self._publish(StorageFailed(trouble.words))
