"""The outcome table of the design, row by row, and the transitions it may use."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from desk_gui.outbox.draft import Draft
from desk_gui.outbox.submission import (
    Decision,
    Outcome,
    Result,
    Scope,
    Step,
    Submission,
    decide,
    is_legal,
    wake_up,
)
from desk_gui.outbox.tickets import Hold, State

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)

Row = tuple[State, Hold, Scope]


def queued(hold: Hold, scope: Scope = Scope.TICKET) -> Row:
    return State.QUEUED, hold, scope


def at_rest(state: State) -> Row:
    return state, Hold.NONE, Scope.TICKET


BACKOFF = queued(Hold.BACKOFF)
REJECTED = at_rest(State.REJECTED)
UNCONFIRMED = at_rest(State.UNCONFIRMED)
CANCELLED = at_rest(State.CANCELLED)
NEXT_START = queued(Hold.NONE)
KEY = queued(Hold.KEY, Scope.PROFILE)
WRONG_ADDRESS = queued(Hold.WRONG_ADDRESS, Scope.PROFILE)

# Result: what follows on upload, what follows on create.
TABLE: dict[Result, tuple[Row, Row]] = {
    Result.NOT_SENT: (BACKOFF, BACKOFF),
    Result.NO_ANSWER: (BACKOFF, UNCONFIRMED),
    Result.DONE: (at_rest(State.UPLOADING), at_rest(State.CREATED)),
    Result.SAID_NO: (REJECTED, REJECTED),
    Result.UNREADABLE: (queued(Hold.NOT_LIVEDESK), UNCONFIRMED),
    Result.REDIRECTED: (WRONG_ADDRESS, WRONG_ADDRESS),
    Result.KEY_REFUSED: (KEY, KEY),
    Result.FORBIDDEN_ALONE: (REJECTED, REJECTED),
    Result.FORBIDDEN_ALL: (queued(Hold.NETWORK, Scope.PROFILE), queued(Hold.NETWORK, Scope.PROFILE)),
    Result.NOT_FOUND: (queued(Hold.UPLOAD_ADDRESS, Scope.FILES), REJECTED),
    Result.PROXY_LOGIN: (queued(Hold.PROXY_LOGIN, Scope.PROFILE), queued(Hold.PROXY_LOGIN, Scope.PROFILE)),
    Result.CONFLICT: (BACKOFF, UNCONFIRMED),
    Result.REFUSED: (REJECTED, REJECTED),
    Result.THROTTLED: (queued(Hold.THROTTLED, Scope.FILES), queued(Hold.THROTTLED, Scope.PROFILE)),
    Result.SERVER_FAILED: (BACKOFF, UNCONFIRMED),
    Result.CANCELLED_UNSENT: (CANCELLED, CANCELLED),
    Result.CANCELLED_SENT: (CANCELLED, UNCONFIRMED),
    Result.STOPPED_UNSENT: (NEXT_START, NEXT_START),
    Result.STOPPED_SENT: (NEXT_START, UNCONFIRMED),
    Result.UNSAFE_ADDRESS: (WRONG_ADDRESS, WRONG_ADDRESS),
    Result.NO_KEY: (KEY, KEY),
    Result.ORIGIN_CHANGED: (queued(Hold.ORIGIN_CHANGED), queued(Hold.ORIGIN_CHANGED)),
    Result.FILE_LOST: (queued(Hold.FILE_LOST), queued(Hold.FILE_LOST)),
}


def submission(state: State = State.CREATING, *, attempts: int = 0) -> Submission:
    return Submission("t", Draft("t"), "default", "https://a", "DG-AAAAAA", state, attempts)


def decided(outcome: Outcome, *, attempts: int = 0) -> Decision:
    return decide(submission(attempts=attempts), outcome, NOW, lambda: 0.0)


def test_every_result_has_a_row() -> None:
    assert set(TABLE) == set(Result)


@pytest.mark.parametrize(("result", "step"), list(product(Result, Step)))
def test_table(result: Result, step: Step) -> None:
    decision = decided(Outcome(step, result))

    assert (decision.state, decision.hold, decision.scope) == TABLE[result][list(Step).index(step)]


@pytest.mark.parametrize(("result", "step"), list(product(Result, Step)))
def test_time_of_the_next_try_goes_with_waiting_and_with_nothing_else(result: Result, step: Step) -> None:
    decision = decided(Outcome(step, result), attempts=3)

    waits = decision.hold in (Hold.BACKOFF, Hold.THROTTLED)
    assert (decision.wait_s is not None) is waits
    assert decision.next_try_at == (NOW + timedelta(seconds=16) if waits else None)
    assert decision.attempts == (4 if waits else 0)


@pytest.mark.parametrize(("result", "step"), list(product(Result, Step)))
def test_decisions_are_legal_transitions(result: Result, step: Step) -> None:
    state = State.UPLOADING if step is Step.UPLOAD else State.CREATING
    decision = decided(Outcome(step, result))

    assert decision.state is state or is_legal(state, decision.state)


def test_only_a_human_sends_what_may_have_arrived_again() -> None:
    unconfirmed = [r for r in Result if decided(Outcome(Step.CREATE, r)).state is State.UNCONFIRMED]

    assert all(decided(Outcome(Step.CREATE, result)).next_try_at is None for result in unconfirmed)
    assert len(unconfirmed) == 6


@pytest.mark.parametrize("step", Step)
def test_pause_is_as_told(step: Step) -> None:
    decision = decided(Outcome(step, Result.THROTTLED, retry_after_s=90), attempts=5)

    assert decision.next_try_at == NOW + timedelta(seconds=90)


LEGAL = {
    State.DRAFT: "queued",
    State.QUEUED: "uploading creating cancelled draft created",
    State.UPLOADING: "creating queued rejected cancelled",
    State.CREATING: "created unconfirmed rejected queued cancelled",
    State.CREATED: "",
    State.REJECTED: "queued draft",
    State.UNCONFIRMED: "queued created",
    State.CANCELLED: "queued draft",
}


@pytest.mark.parametrize(("old", "new"), list(product(State, State)))
def test_transitions(old: State, new: State) -> None:
    assert is_legal(old, new) is (new.value in LEGAL[old].split())


@pytest.mark.parametrize("state", State)
def test_killed_program_wakes_up(state: State) -> None:
    expected = {State.CREATING: State.UNCONFIRMED, State.UPLOADING: State.QUEUED}.get(state, state)

    assert wake_up(state) is expected
