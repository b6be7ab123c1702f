"""Which ticket goes when: oldest first, a few at a time, and what becomes of each afterwards."""

import asyncio
import logging
import random
from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final

from desk_gui.livedesk.errors import Trouble
from desk_gui.outbox.attempt import Attempts
from desk_gui.outbox.desk import Publish
from desk_gui.outbox.errors import StoreTrouble
from desk_gui.outbox.events import ConnectionSeen, Hold, KeyNeeded, RoundEnded, State
from desk_gui.outbox.outcomes import is_livedesk_reached
from desk_gui.outbox.schedule import LONGEST_TOLD_S, Spread
from desk_gui.outbox.sender import Flight
from desk_gui.outbox.store import Store
from desk_gui.outbox.submission import (
    NETWORK_HOLDS,
    PROFILE_HOLDS,
    WAITING_HOLDS,
    Decision,
    Outcome,
    Result,
    Scope,
    Step,
    Submission,
    Waiting,
    decide,
    wake_up,
)
from desk_gui.outbox.teller import Teller

AT_ONCE: Final = 2
"""Tickets under way for one profile."""

_LOOK_AGAIN_S: Final = 30.0
"""Timers stand still while a laptop sleeps: the clock on the wall is asked this often."""

_KEEP_AGAIN_S: Final = 2.0
"""An outcome that could not be written down is tried to be written again after this."""

_MENDED_S: Final = 60.0
"""A ticket whose try ended in an error of this computer is tried again after this."""

_log: Final = logging.getLogger(__name__)


class Dispatcher:
    """Sends what may go, and puts every ticket where its outcome says. Lives on the worker's loop.

    Args:
        store: Has the tickets.
        attempts: Makes the tries.
        teller: Tells what changed.
        publish: Where other events go.
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
        auto_send: bool = True,
        only_ticket: str | None = None,
        spread: Spread = random.random,
    ) -> None:
        self._store = store
        self._attempts = attempts
        self._teller = teller
        self._publish = publish
        self.on_settled: Callable[[str], None] = _ignore
        self._auto_send = auto_send
        self._only_ticket = only_ticket
        self._spread = spread
        self._loop = asyncio.get_running_loop()
        self._flights: dict[str, Flight] = {}
        self._called: set[str] = set()
        self._due: dict[str, float] = {}
        self._unsettled: set[str] = set()
        self._rounds: list[tuple[str, ...]] = []
        self._asked_for_key: set[tuple[str, str]] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._is_stopping = False

    # What a human or the program asks for

    def start(self) -> None:
        """Begin: what another network or another day may have mended is tried once.

        Raises:
            StoreTrouble: The tickets could not be read.
        """
        now = datetime.now(UTC)
        for waiting in self._store.queued():
            if waiting.next_try_at is not None:
                self._plan(waiting.ticket, (waiting.next_try_at - now).total_seconds())
        if self._auto_send:
            self.release(NETWORK_HOLDS)
        self.pump()

    def call(self, *tickets: str) -> None:
        """Try these queued tickets now, whatever they wait for.

        Raises:
            StoreTrouble: They could not be read or written.
        """
        self._let_go(tickets)
        self._called.update(tickets)
        self.pump()

    def send_now(self) -> None:
        """Try all that is queued; `RoundEnded` follows when each was tried once.

        Raises:
            StoreTrouble: They could not be read or written.
        """
        self._attempts.forget_refusals()
        named = tuple(waiting.ticket for waiting in self._store.queued() if self._is_ours(waiting.ticket))
        self._rounds.append((*self._flights, *(ticket for ticket in named if ticket not in self._flights)))
        self.call(*(ticket for ticket in named if ticket not in self._flights))
        self._end_rounds()

    def key_saved(self, profile: str, origin: str) -> None:
        """Let the tickets go that waited for this key.

        Raises:
            StoreTrouble: They could not be read or written.
        """
        self._attempts.forget_refusals()
        self._asked_for_key.discard((profile, origin))
        self.release({Hold.KEY}, lambda waiting: (waiting.profile, waiting.origin) == (profile, origin))
        self.pump()

    def release(self, holds: Collection[Hold], suits: Callable[[Waiting], bool] = lambda _: True) -> None:
        """Let tickets go that are held for one of these reasons.

        Raises:
            StoreTrouble: They could not be read or written.
        """
        self._let_go(
            [
                waiting.ticket
                for waiting in self._store.queued()
                if waiting.hold in holds and suits(waiting) and self._is_ours(waiting.ticket)
            ]
        )

    def is_in_flight(self, ticket: str) -> bool:
        """Whether a try of this ticket is under way."""
        return ticket in self._flights

    def cancel(self, ticket: str) -> bool:
        """Break off a try that is under way.

        Returns:
            False when there is none.
        """
        flight = self._flights.get(ticket)
        if flight is not None:
            flight.break_off(is_closing=False)
        return flight is not None

    async def stop(self, deadline_s: float) -> None:
        """Break off all tries and keep what is known of them; nothing is sent after this was called."""
        self._is_stopping = True
        if self._timer is not None:
            self._timer.cancel()
        tasks = [flight.task for flight in self._flights.values() if flight.task is not None]
        for flight in self._flights.values():
            flight.break_off(is_closing=True)
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
        soonest_s = _LOOK_AGAIN_S
        for waiting in self._store.queued():
            if waiting.hold not in WAITING_HOLDS or not self._may_go(waiting.ticket):
                continue
            wait_s = self._wait_left_s(waiting)
            if wait_s > 0:
                soonest_s = min(soonest_s, wait_s)
            elif sum(flight.profile == waiting.profile for flight in self._flights.values()) < AT_ONCE:
                self._launch(waiting)
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.call_later(soonest_s, self._teller.guarded, self.pump)

    def _is_ours(self, ticket: str) -> bool:
        return self._only_ticket is None or ticket == self._only_ticket

    def _may_go(self, ticket: str) -> bool:
        if ticket in self._flights or ticket in self._unsettled or not self._is_ours(ticket):
            return False
        return self._auto_send or ticket in self._called

    def _wait_left_s(self, waiting: Waiting) -> float:
        """Return how long a ticket still has to wait: by whichever clock says less, as either may have been set."""
        if waiting.next_try_at is None:
            return 0.0
        by_wall_s = (waiting.next_try_at - datetime.now(UTC)).total_seconds()
        return min(by_wall_s, self._due.get(waiting.ticket, 0.0) - self._loop.time())

    def _plan(self, ticket: str, wait_s: float) -> None:
        self._due[ticket] = self._loop.time() + min(wait_s, LONGEST_TOLD_S)

    def _let_go(self, tickets: Collection[str]) -> None:
        if not tickets:
            return
        self._store.hold(list(tickets), Hold.NONE)
        for ticket in tickets:
            self._due.pop(ticket, None)
            self._unsettled.discard(ticket)
            self._teller.ticket(ticket)

    def _launch(self, waiting: Waiting) -> None:
        flight = Flight(waiting.ticket, waiting.profile)
        self._flights[waiting.ticket] = flight
        self._due.pop(waiting.ticket, None)
        flight.task = self._loop.create_task(self._attempts.run(flight))
        flight.task.add_done_callback(partial(self._on_landed, flight))

    # What becomes of it

    def _on_landed(self, flight: Flight, task: "asyncio.Task[Outcome]") -> None:
        self._flights.pop(flight.ticket, None)
        self._called.discard(flight.ticket)
        self._teller.guarded(self._settle, flight, task)
        self._teller.guarded(self._end_rounds)
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
        now = datetime.now(UTC)
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
            self._plan(submission.ticket, decision.wait_s)
        self._teller.ticket(submission.ticket)
        self._see_connection(outcome, now)
        self._let_others_follow(submission, outcome, decision, now)
        self.on_settled(submission.ticket)

    def _see_connection(self, outcome: Outcome, now: datetime) -> None:
        is_reached = is_livedesk_reached(outcome)
        if is_reached is not None:
            self._publish(ConnectionSeen(now, is_reached, "" if is_reached else outcome.trouble))

    def _let_others_follow(self, submission: Submission, outcome: Outcome, decision: Decision, now: datetime) -> None:
        if decision.state is State.CREATED:
            mended = PROFILE_HOLDS | ({Hold.UPLOAD_ADDRESS} if submission.file_urls else set())
            self.release(mended, lambda waiting: _is_same_account(waiting, submission))
        elif decision.scope is not Scope.TICKET:
            self._hold_others(submission, outcome, decision, now)
        if decision.hold is Hold.KEY:
            self._ask_for_key(submission, outcome)

    def _hold_others(self, submission: Submission, outcome: Outcome, decision: Decision, now: datetime) -> None:
        until = decision.next_try_at or now + timedelta(days=1)
        others = [
            waiting.ticket
            for waiting in self._store.queued()
            if _is_same_account(waiting, submission)
            and waiting.ticket not in self._flights
            and waiting.ticket != submission.ticket
            and waiting.hold in WAITING_HOLDS
            and (waiting.next_try_at is None or waiting.next_try_at < until or decision.next_try_at is None)
            and (decision.scope is Scope.PROFILE or waiting.has_uploads_left)
        ]
        self._called.difference_update(others)
        self._store.hold(others, decision.hold, trouble=outcome.trouble, next_try_at=decision.next_try_at)
        for ticket in others:
            if decision.wait_s is not None:
                self._plan(ticket, decision.wait_s)
            self._teller.ticket(ticket)

    def _ask_for_key(self, submission: Submission, outcome: Outcome) -> None:
        owner = (submission.profile, submission.origin)
        if owner in self._asked_for_key:
            return
        self._asked_for_key.add(owner)
        parked = [
            waiting
            for waiting in self._store.queued()
            if waiting.hold is Hold.KEY and (waiting.profile, waiting.origin) == owner
        ]
        self._publish(KeyNeeded(*owner, waiting=len(parked), was_refused=outcome.result is Result.KEY_REFUSED))

    def _put_to_rest(self, ticket: str) -> None:
        """Let a ticket wait whose try ended in an error of ours, a full disk say; what may have arrived does not."""
        state = self._store.state(ticket)
        if state is None:
            return
        resting, now = wake_up(state), datetime.now(UTC)
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
        self._plan(ticket, _MENDED_S)
        self._teller.ticket(ticket)
        self._end_rounds()

    def _end_rounds(self) -> None:
        if not self._rounds:
            return
        untried = {
            waiting.ticket
            for waiting in self._store.queued()
            if waiting.hold is Hold.NONE and (waiting.ticket in self._flights or self._may_go(waiting.ticket))
        }
        untried.update(self._flights)
        ended = [named for named in self._rounds if untried.isdisjoint(named)]
        self._rounds = [named for named in self._rounds if named not in ended]
        for named in ended:
            rows = [row for row in map(self._store.row, named) if row is not None]
            self._publish(RoundEnded(tuple(rows)))


def _ignore(ticket: str) -> None:
    del ticket


def _is_same_account(waiting: Waiting, submission: Submission) -> bool:
    return (waiting.profile, waiting.origin) == (submission.profile, submission.origin)
