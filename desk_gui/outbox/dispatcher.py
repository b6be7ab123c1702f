"""Which ticket goes when: oldest first, a few at a time, and what becomes of each afterwards."""

import asyncio
import logging
import random
from collections import Counter
from collections.abc import Callable, Collection
from datetime import timedelta
from functools import partial
from typing import Final

from desk_gui.livedesk.errors import Trouble
from desk_gui.outbox.attempt import Attempts
from desk_gui.outbox.desk import Publish
from desk_gui.outbox.errors import StoreTrouble
from desk_gui.outbox.events import RoundEnded
from desk_gui.outbox.neighbours import Neighbours
from desk_gui.outbox.outcomes import connection_seen
from desk_gui.outbox.rounds import Rounds
from desk_gui.outbox.schedule import Spread
from desk_gui.outbox.sender import BreakOff, Flight
from desk_gui.outbox.store import Store
from desk_gui.outbox.submission import (
    NETWORK_HOLDS,
    NEW_NETWORK_HOLDS,
    WAITING_HOLDS,
    Outcome,
    Step,
    Submission,
    Waiting,
    decide,
    wake_up,
)
from desk_gui.outbox.teller import Teller
from desk_gui.outbox.tickets import Hold, State
from desk_gui.outbox.waits import Waits, Wall

AT_ONCE: Final = 2
"""Tickets under way for one profile."""

_LOOK_AGAIN_S: Final = 30.0
"""The queue is looked through this often, whatever is due."""

_KEEP_AGAIN_S: Final = 2.0
"""An outcome that could not be written down is tried to be written again after this."""

_MENDED_S: Final = 60.0
"""A ticket whose try ended in an error of this computer is tried again after this."""

_ALL_BUT_HANDED_OVER: Final = frozenset(Hold) - {Hold.HANDED_OVER}

_log: Final = logging.getLogger(__name__)


class Dispatcher:
    """Sends what may go, and puts every ticket where its outcome says. Lives on the worker's loop.

    Args:
        store: Has the tickets.
        attempts: Makes the tries.
        teller: Tells what changed.
        publish: Where other events go.
        wall: The clock on the wall.
        auto_send: Whether tickets go by themselves; otherwise each `call` is one try.
        only_ticket: The one ticket that is sent at all; None for no such limit.
        spread: The dice for waits.

    Attributes:
        on_settled: Told of each ticket whose try has ended.
    """

    def __init__(
        self,
        *,
        store: Store,
        attempts: Attempts,
        teller: Teller,
        publish: Publish,
        wall: Wall,
        auto_send: bool = True,
        only_ticket: str | None = None,
        spread: Spread = random.random,
    ) -> None:
        self._store = store
        self._attempts = attempts
        self._teller = teller
        self._publish = publish
        self._wall = wall
        self.on_settled: Callable[[str], None] = _ignore
        self._auto_send = auto_send
        self._only_ticket = only_ticket
        self._spread = spread
        self._loop = asyncio.get_running_loop()
        self._flights: dict[str, Flight] = {}
        self._called: set[str] = set()
        self._unsettled: set[str] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._is_stopping = False
        self._waits = Waits(self._loop.time, wall)
        self._neighbours = Neighbours(
            store=store,
            teller=teller,
            waits=self._waits,
            publish=publish,
            release=self.release,
            is_in_flight=self.is_in_flight,
            hurries=auto_send,
        )
        self._rounds = Rounds(self._is_untried, self._tell_round)

    # What a human or the program asks for

    def start(self) -> None:
        """Begin: what another network or another day may have mended is tried once.

        Raises:
            StoreTrouble: The tickets could not be read.
        """
        if self._auto_send:
            self.release(NETWORK_HOLDS)
        self.pump()

    def call(self, *tickets: str) -> None:
        """Try these queued tickets now, whatever they wait for.

        Raises:
            StoreTrouble: They could not be read or written.
        """
        self._let_go(tickets, is_new_start=True)
        self._called.update(tickets)
        self.pump()

    def submitted(self, ticket: str, undo_s: float) -> None:
        """Send a ticket that was just queued, once the time to undo that is over.

        Raises:
            StoreTrouble: It could not be read or written.
        """
        if undo_s > 0:
            self._waits.plan(ticket, undo_s)
            self.pump()
            return
        # It was queued without a hold: nothing has to be written before it goes.
        self._waits.forget(ticket)
        self._unsettled.discard(ticket)
        self._called.add(ticket)
        self._teller.ticket(ticket)
        self.pump()

    def send_now(self, request_id: int = 0) -> None:
        """Try all that is queued, but for what was handed over; `RoundEnded` follows when each was tried once.

        Args:
            request_id: Comes back with that.

        Raises:
            StoreTrouble: They could not be read or written.
        """
        self._attempts.forget_refusals()
        self._neighbours.begin_anew()
        named = (waiting.ticket for waiting in self._store.queued(_ALL_BUT_HANDED_OVER))
        waiting = [ticket for ticket in named if self._is_ours(ticket) and ticket not in self._flights]
        self._rounds.begin(request_id, (*self._flights, *waiting))
        self.call(*waiting)
        self._rounds.look()

    def network_changed(self) -> None:
        """Let the tickets go that another network may help.

        Raises:
            StoreTrouble: They could not be read or written.
        """
        if not self._auto_send:
            return
        self._neighbours.begin_anew()
        self.release(NEW_NETWORK_HOLDS, is_new_start=True)
        self.pump()

    def woke_up(self, slept_s: float) -> None:
        """Count the time that this computer slept, and take it for being in another place.

        Raises:
            StoreTrouble: The tickets could not be read or written.
        """
        self._waits.pass_over(slept_s)
        self.network_changed()
        self.pump()

    def key_saved(self, profile: str, origin: str) -> None:
        """Let the tickets go that waited for this key.

        Raises:
            StoreTrouble: They could not be read or written.
        """
        self._attempts.forget_refusals()
        self._neighbours.key_saved(profile, origin)
        self.release(frozenset({Hold.KEY}), lambda waiting: (waiting.profile, waiting.origin) == (profile, origin))
        self.pump()

    def release(
        self,
        holds: frozenset[Hold],
        suits: Callable[[Waiting], bool] = lambda _: True,
        *,
        is_new_start: bool = False,
    ) -> None:
        """Let tickets go that are held for one of these reasons.

        Args:
            holds: The reasons.
            suits: Says whether a ticket is meant.
            is_new_start: Whether their failed tries do not count any more.

        Raises:
            StoreTrouble: They could not be read or written.
        """
        self._let_go(
            [
                waiting.ticket
                for waiting in self._store.queued(holds)
                if self._is_ours(waiting.ticket) and suits(waiting)
            ],
            is_new_start=is_new_start,
        )

    def is_in_flight(self, ticket: str) -> bool:
        """Whether a try of this ticket is under way."""
        return ticket in self._flights

    def break_off(self, ticket: str, reason: BreakOff) -> bool:
        """Break off a try that is under way.

        Returns:
            False when there is none.
        """
        flight = self._flights.get(ticket)
        if flight is not None:
            flight.break_off(reason)
        return flight is not None

    async def stop(self, deadline_s: float) -> None:
        """Break off all tries and keep what is known of them; nothing is sent after this was called."""
        self._is_stopping = True
        if self._timer is not None:
            self._timer.cancel()
        tasks = [flight.task for flight in self._flights.values() if flight.task is not None]
        for flight in self._flights.values():
            flight.break_off(BreakOff.CLOSE)
        if tasks:
            await asyncio.wait(tasks, timeout=deadline_s)

    # Which goes next

    def pump(self) -> None:
        """Send whatever may go now, and look again when the next is due.

        Raises:
            StoreTrouble: The tickets could not be read.
        """
        if self._is_stopping:
            return
        while (soonest_s := self._launch_next()) is None:
            pass
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.call_later(soonest_s, self._teller.guarded, self.pump)

    def _launch_next(self) -> float | None:
        """Send the oldest ticket that may go.

        Returns:
            None when there was one, otherwise how long to wait for the next.
        """
        in_flight = Counter(flight.profile for flight in self._flights.values())
        # What waits behind these is looked at when one of them lands: with a long queue that is most of the work.
        busy = [profile for profile, count in in_flight.items() if count >= AT_ONCE]
        soonest_s = _LOOK_AGAIN_S
        for waiting in self._store.each_queued(WAITING_HOLDS, but_profiles=busy):
            if self._may_go(waiting.ticket):
                wait_s = self._waits.left_s(waiting)
                if wait_s <= 0:
                    self._launch(waiting)
                    return None
                soonest_s = min(soonest_s, wait_s)
        return soonest_s

    def _is_ours(self, ticket: str) -> bool:
        return self._only_ticket is None or ticket == self._only_ticket

    def _may_go(self, ticket: str) -> bool:
        if ticket in self._flights or ticket in self._unsettled or not self._is_ours(ticket):
            return False
        return self._auto_send or ticket in self._called

    def _let_go(self, tickets: Collection[str], *, is_new_start: bool) -> None:
        if not tickets:
            return
        self._store.hold(list(tickets), Hold.NONE, attempts=0 if is_new_start else None)
        for ticket in tickets:
            self._waits.forget(ticket)
            self._unsettled.discard(ticket)
            self._teller.ticket(ticket)

    def _launch(self, waiting: Waiting) -> None:
        flight = Flight(waiting.ticket, waiting.profile)
        self._flights[waiting.ticket] = flight
        self._waits.forget(waiting.ticket)
        flight.task = self._loop.create_task(self._attempts.run(flight))
        flight.task.add_done_callback(partial(self._on_landed, flight))

    # What becomes of it

    def _on_landed(self, flight: Flight, task: "asyncio.Task[Outcome]") -> None:
        self._flights.pop(flight.ticket, None)
        self._called.discard(flight.ticket)
        self._teller.guarded(self._settle, flight, task)
        self._teller.guarded(self._rounds.look)
        self._teller.guarded(self.pump)

    def _settle(self, flight: Flight, task: "asyncio.Task[Outcome]") -> None:
        # Until its outcome is kept it is not tried again: a database that fails must not make a busy loop.
        self._unsettled.add(flight.ticket)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            self._teller.guarded(self._put_to_rest, flight.ticket)
            raise error
        submission = self._store.submission(flight.ticket)
        if submission is None:
            return
        if task.cancelled():  # Before it had begun: nothing was sent.
            self._apply(submission, flight.broken_off(Step.CREATE, may_have_arrived=False))
        else:
            self._apply(submission, task.result())

    def _apply(self, submission: Submission, outcome: Outcome) -> None:
        now = self._wall()
        decision = decide(submission, outcome, now, self._spread)
        _log.info("%s: %s gave %s", submission.reference, outcome.step.value, outcome.result.value)
        try:
            self._store.move(
                submission.ticket,
                decision.state,
                now,
                hold=decision.hold,
                trouble=outcome.trouble,
                words=outcome.words,
                attempts=decision.attempts,
                next_try_at=decision.next_try_at,
                ticket_id=outcome.ticket_id or None,
            )
        except StoreTrouble:
            # The disk is full, say. Should the program end before it is mended, the ticket wakes up as `unconfirmed`.
            _log.error("%s could not be kept as %s %s", submission.reference, decision.state.value, outcome.ticket_id)
            self._loop.call_later(_KEEP_AGAIN_S, self._teller.guarded, self._apply, submission, outcome)
            raise
        self._unsettled.discard(submission.ticket)
        if decision.wait_s is not None:
            self._waits.plan(submission.ticket, decision.wait_s)
        self._teller.ticket(submission.ticket)
        if (seen := connection_seen(outcome, now)) is not None:
            self._publish(seen)
        self._called.difference_update(self._neighbours.follow(submission, outcome, decision, now))
        self.on_settled(submission.ticket)

    def _put_to_rest(self, ticket: str) -> None:
        """Let a ticket wait whose try ended in an error of ours, a full disk say; what may have arrived does not."""
        state = self._store.state(ticket)
        if state is None:
            return
        resting, now = wake_up(state), self._wall()
        is_queued = resting is State.QUEUED
        try:
            self._store.move(
                ticket,
                resting,
                now,
                hold=Hold.BACKOFF if is_queued else Hold.NONE,
                trouble=Trouble.STOPPED.value,
                next_try_at=now + timedelta(seconds=_MENDED_S) if is_queued else None,
            )
        except StoreTrouble:
            self._loop.call_later(_KEEP_AGAIN_S, self._teller.guarded, self._put_to_rest, ticket)
            raise
        self._unsettled.discard(ticket)
        self._waits.plan(ticket, _MENDED_S)
        self._teller.ticket(ticket)
        self.on_settled(ticket)
        self._rounds.look()

    def _is_untried(self, ticket: str) -> bool:
        if ticket in self._flights:
            return True
        waiting = self._store.waiting(ticket)
        return waiting is not None and waiting.hold is Hold.NONE and self._may_go(ticket)

    def _tell_round(self, request_id: int, named: tuple[str, ...]) -> None:
        rows = tuple(row for row in map(self._store.row, named) if row is not None)
        self._publish(RoundEnded(rows, request_id))


def _ignore(ticket: str) -> None:
    del ticket
