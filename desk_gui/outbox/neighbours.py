"""What one ticket's outcome means for the others of its account: who waits with it, and whom it lets go."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from desk_gui.outbox.desk import Publish
from desk_gui.outbox.events import KeyNeeded
from desk_gui.outbox.store import Store
from desk_gui.outbox.submission import (
    PROFILE_HOLDS,
    WAITING_HOLDS,
    Decision,
    Outcome,
    Result,
    Scope,
    Submission,
    Waiting,
)
from desk_gui.outbox.teller import Teller
from desk_gui.outbox.tickets import Hold, State
from desk_gui.outbox.waits import Waits


class Release(Protocol):
    """Lets tickets go that are held for one of these reasons and suit."""

    def __call__(self, holds: frozenset[Hold], suits: Callable[[Waiting], bool]) -> None:
        """Do it."""


class Neighbours:
    """Tells the other tickets of an account what one of them met. Lives on the worker's loop.

    Args:
        store: Has the tickets.
        teller: Tells what changed.
        waits: When tickets are due.
        publish: Where other events go.
        release: Lets tickets go.
        is_in_flight: Whether a try of a ticket is under way.
        hurries: Whether one that gets through lets those go that only wait for the next try.
    """

    def __init__(
        self,
        *,
        store: Store,
        teller: Teller,
        waits: Waits,
        publish: Publish,
        release: Release,
        is_in_flight: Callable[[str], bool],
        hurries: bool,
    ) -> None:
        self._store = store
        self._teller = teller
        self._waits = waits
        self._publish = publish
        self._release = release
        self._is_in_flight = is_in_flight
        self._hurries = hurries
        self._hurried: set[str] = set()
        self._asked_for_key: set[tuple[str, str]] = set()

    def begin_anew(self) -> None:
        """Forget who was hurried: the network is another one, or a human asked."""
        self._hurried.clear()

    def key_saved(self, profile: str, origin: str) -> None:
        """Forget that this account's key was asked for."""
        self._asked_for_key.discard((profile, origin))

    def follow(self, submission: Submission, outcome: Outcome, decision: Decision, now: datetime) -> list[str]:
        """Let the others follow.

        Returns:
            Those that wait now and did not before, or for something else.

        Raises:
            StoreTrouble: They could not be read or written.
        """
        held: list[str] = []
        if decision.state is State.CREATED:
            self._let_go(submission)
        elif decision.scope is not Scope.TICKET:
            held = self._hold(submission, outcome, decision, now)
        if decision.hold is Hold.KEY:
            self._ask_for_key(submission, outcome)
        return held

    def _let_go(self, submission: Submission) -> None:
        mended = PROFILE_HOLDS | ({Hold.UPLOAD_ADDRESS} if submission.file_urls else set())
        holds = mended | ({Hold.BACKOFF} if self._hurries else set())

        def suits(waiting: Waiting) -> bool:
            if not _is_same_account(waiting, submission):
                return False
            # Each is hurried once: one whose own upload always breaks must not be tried behind every other ticket.
            is_worth_it = waiting.hold is not Hold.BACKOFF or waiting.ticket not in self._hurried
            if waiting.hold is Hold.BACKOFF:
                self._hurried.add(waiting.ticket)
            return is_worth_it

        self._release(holds, suits)

    def _hold(self, submission: Submission, outcome: Outcome, decision: Decision, now: datetime) -> list[str]:
        until = decision.next_try_at or now + timedelta(days=1)
        others = [
            waiting.ticket
            for waiting in self._store.queued(WAITING_HOLDS)
            if _is_same_account(waiting, submission)
            and not self._is_in_flight(waiting.ticket)
            and waiting.ticket != submission.ticket
            and (waiting.next_try_at is None or waiting.next_try_at < until or decision.next_try_at is None)
            and (decision.scope is Scope.PROFILE or waiting.has_uploads_left)
        ]
        self._store.hold(others, decision.hold, trouble=outcome.trouble, next_try_at=decision.next_try_at)
        for ticket in others:
            if decision.wait_s is not None:
                self._waits.plan(ticket, decision.wait_s)
            self._teller.ticket(ticket)
        return others

    def _ask_for_key(self, submission: Submission, outcome: Outcome) -> None:
        owner = (submission.profile, submission.origin)
        if owner in self._asked_for_key:
            return
        self._asked_for_key.add(owner)
        parked = [
            waiting
            for waiting in self._store.queued(frozenset({Hold.KEY}))
            if (waiting.profile, waiting.origin) == owner
        ]
        self._publish(KeyNeeded(*owner, waiting=len(parked), was_refused=outcome.result is Result.KEY_REFUSED))


def _is_same_account(waiting: Waiting, submission: Submission) -> bool:
    return (waiting.profile, waiting.origin) == (submission.profile, submission.origin)
