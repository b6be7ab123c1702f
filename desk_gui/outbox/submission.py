"""Where a ticket stands and what follows from what happened: one table, pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from desk_gui.outbox.draft import Draft
from desk_gui.outbox.schedule import Spread, backoff_s, pause_s
from desk_gui.outbox.tickets import Hold, State


@dataclass(frozen=True, slots=True)
class Submission:
    """A ticket on its way to LiveDesk.

    Attributes:
        ticket: The outbox id.
        draft: What was in the form, with its attachments.
        profile: Whose key it goes with.
        origin: The address it was submitted to; its key is looked up with this and no other.
        reference: The short reference a human can find it by.
        state: Where it stands.
        attempts: Tries in a row that ended in waiting.
        file_urls: One for each attachment, in order; "" where it is still to be uploaded.
    """

    ticket: str
    draft: Draft
    profile: str
    origin: str
    reference: str
    state: State
    attempts: int = 0
    file_urls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A queued ticket, as the dispatcher looks at it.

    Attributes:
        ticket: The outbox id.
        profile: Whose key it goes with.
        origin: The address it was submitted to.
        hold: Why it waits.
        next_try_at: When it is tried again, with `BACKOFF`, `THROTTLED` and `UNDO`.
        has_uploads_left: Whether one of its files is not at LiveDesk yet.
    """

    ticket: str
    profile: str
    origin: str
    hold: Hold
    next_try_at: datetime | None
    has_uploads_left: bool


class Step(StrEnum):
    """Which request an outcome is of. What went wrong before any request counts as the next one's."""

    UPLOAD = "upload"
    CREATE = "create"


class Result(StrEnum):
    """Everything that can come of a request, or instead of one."""

    NOT_SENT = "not_sent"
    """The body of this very request was never begun."""
    NO_ANSWER = "no_answer"
    """The body was begun, no status line came."""
    DONE = "done"
    """2xx as documented."""
    SAID_NO = "said_no"
    """2xx with a `code` that is not 0."""
    UNREADABLE = "unreadable"
    """2xx that is not LiveDesk's answer."""
    REDIRECTED = "redirected"
    KEY_REFUSED = "key_refused"
    FORBIDDEN_ALONE = "forbidden_alone"
    """403, while a documented GET works with this key."""
    FORBIDDEN_ALL = "forbidden_all"
    """403, and that GET does not work either."""
    NOT_FOUND = "not_found"
    """404, 405."""
    PROXY_LOGIN = "proxy_login"
    CONFLICT = "conflict"
    """408, 409."""
    REFUSED = "refused"
    """413, other 4xx."""
    THROTTLED = "throttled"
    """429; 503 with Retry-After."""
    SERVER_FAILED = "server_failed"
    """Other 5xx."""
    CANCELLED_UNSENT = "cancelled_unsent"
    """A human cancelled before the body was begun, or after an answer that says no."""
    CANCELLED_SENT = "cancelled_sent"
    """A human cancelled after the body was begun."""
    STOPPED_UNSENT = "stopped_unsent"
    """The program was closed, or the ticket called back, before the body was begun."""
    STOPPED_SENT = "stopped_sent"
    """The program was closed after the body was begun."""
    UNSAFE_ADDRESS = "unsafe_address"
    NO_KEY = "no_key"
    ORIGIN_CHANGED = "origin_changed"
    FILE_LOST = "file_lost"


class Scope(StrEnum):
    """Who waits."""

    TICKET = "ticket"
    FILES = "files"
    """Every queued ticket of this profile and address that still has a file to upload."""
    PROFILE = "profile"
    """Every queued ticket of this profile and address."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a request, or instead of one.

    Attributes:
        step: Which request.
        result: What came of it.
        trouble: Its stable code (`livedesk.errors.Trouble`); "" when all went well.
        words: LiveDesk's own words, plain text.
        retry_after_s: The pause LiveDesk asked for, with `THROTTLED`.
        ticket_id: LiveDesk's ID, with `DONE` of a create; "" when it gave none.
    """

    step: Step
    result: Result
    trouble: str = ""
    words: str = ""
    retry_after_s: float | None = None
    ticket_id: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """Where a ticket stands next.

    Attributes:
        state: Its next state.
        hold: Why it waits, with `queued`.
        scope: Who waits with it.
        attempts: Tries in a row that ended in waiting, this one included.
        wait_s: Seconds until the next try, with `BACKOFF` and `THROTTLED`.
        next_try_at: The same as a time.
    """

    state: State
    hold: Hold = Hold.NONE
    scope: Scope = Scope.TICKET
    attempts: int = 0
    wait_s: float | None = None
    next_try_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Verdict:
    state: State
    hold: Hold = Hold.NONE
    scope: Scope = Scope.TICKET


def _held(hold: Hold, scope: Scope) -> _Verdict:
    return _Verdict(State.QUEUED, hold, scope)


_BACKOFF: Final = _Verdict(State.QUEUED, Hold.BACKOFF)
_REJECTED: Final = _Verdict(State.REJECTED)
_UNCONFIRMED: Final = _Verdict(State.UNCONFIRMED)
_CANCELLED: Final = _Verdict(State.CANCELLED)
_QUEUED: Final = _Verdict(State.QUEUED)
_KEY: Final = _held(Hold.KEY, Scope.PROFILE)
_WRONG_ADDRESS: Final = _held(Hold.WRONG_ADDRESS, Scope.PROFILE)
_NETWORK: Final = _held(Hold.NETWORK, Scope.PROFILE)
_PROXY_LOGIN: Final = _held(Hold.PROXY_LOGIN, Scope.PROFILE)
_ORIGIN_CHANGED: Final = _held(Hold.ORIGIN_CHANGED, Scope.TICKET)
_FILE_LOST: Final = _held(Hold.FILE_LOST, Scope.TICKET)

_TABLE: Final[Mapping[Result, tuple[_Verdict, _Verdict]]] = MappingProxyType(
    {  # result: (on upload, on create)
        Result.NOT_SENT: (_BACKOFF, _BACKOFF),
        Result.NO_ANSWER: (_BACKOFF, _UNCONFIRMED),
        Result.DONE: (_Verdict(State.UPLOADING), _Verdict(State.CREATED)),
        Result.SAID_NO: (_REJECTED, _REJECTED),
        Result.UNREADABLE: (_held(Hold.NOT_LIVEDESK, Scope.TICKET), _UNCONFIRMED),
        Result.REDIRECTED: (_WRONG_ADDRESS, _WRONG_ADDRESS),
        Result.KEY_REFUSED: (_KEY, _KEY),
        Result.FORBIDDEN_ALONE: (_REJECTED, _REJECTED),
        Result.FORBIDDEN_ALL: (_NETWORK, _NETWORK),
        Result.NOT_FOUND: (_held(Hold.UPLOAD_ADDRESS, Scope.FILES), _REJECTED),
        Result.PROXY_LOGIN: (_PROXY_LOGIN, _PROXY_LOGIN),
        Result.CONFLICT: (_BACKOFF, _UNCONFIRMED),
        Result.REFUSED: (_REJECTED, _REJECTED),
        # A pause is asked of this program, not of one ticket; a limit on uploads need not hold tickets without files.
        Result.THROTTLED: (_held(Hold.THROTTLED, Scope.FILES), _held(Hold.THROTTLED, Scope.PROFILE)),
        Result.SERVER_FAILED: (_BACKOFF, _UNCONFIRMED),
        Result.CANCELLED_UNSENT: (_CANCELLED, _CANCELLED),
        Result.CANCELLED_SENT: (_CANCELLED, _UNCONFIRMED),
        Result.STOPPED_UNSENT: (_QUEUED, _QUEUED),
        Result.STOPPED_SENT: (_QUEUED, _UNCONFIRMED),
        Result.UNSAFE_ADDRESS: (_WRONG_ADDRESS, _WRONG_ADDRESS),
        Result.NO_KEY: (_KEY, _KEY),
        Result.ORIGIN_CHANGED: (_ORIGIN_CHANGED, _ORIGIN_CHANGED),
        Result.FILE_LOST: (_FILE_LOST, _FILE_LOST),
    }
)


def decide(submission: Submission, outcome: Outcome, now: datetime, spread: Spread) -> Decision:
    """Say where a ticket stands after what happened.

    `unconfirmed` is never followed by another try of the program's own: a human chooses.

    Args:
        submission: The ticket as it was when the request began.
        outcome: What came of it.
        now: The time, aware.
        spread: The dice for the next try's time.
    """
    on_upload, on_create = _TABLE[outcome.result]
    verdict = on_upload if outcome.step is Step.UPLOAD else on_create
    wait_s: float | None = None
    if verdict.hold is Hold.BACKOFF:
        wait_s = backoff_s(submission.attempts, spread)
    elif verdict.hold is Hold.THROTTLED:
        wait_s = pause_s(outcome.retry_after_s, submission.attempts, spread)
    return Decision(
        state=verdict.state,
        hold=verdict.hold,
        scope=verdict.scope,
        attempts=0 if wait_s is None else submission.attempts + 1,
        wait_s=wait_s,
        next_try_at=None if wait_s is None else now + timedelta(seconds=wait_s),
    )


def wake_up(state: State) -> State:
    """Say where a ticket stands that the program was killed with: what may have arrived is `unconfirmed`."""
    if state is State.CREATING:
        return State.UNCONFIRMED
    if state is State.UPLOADING:
        return State.QUEUED
    return state


_LEGAL: Final[Mapping[State, frozenset[State]]] = MappingProxyType(
    {
        State.DRAFT: frozenset({State.QUEUED}),
        # Created: one that was handed over by other means, when a human says that it arrived.
        State.QUEUED: frozenset({State.UPLOADING, State.CREATING, State.CANCELLED, State.DRAFT, State.CREATED}),
        State.UPLOADING: frozenset({State.CREATING, State.QUEUED, State.REJECTED, State.CANCELLED}),
        State.CREATING: frozenset({State.CREATED, State.UNCONFIRMED, State.REJECTED, State.QUEUED, State.CANCELLED}),
        State.CREATED: frozenset(),
        State.REJECTED: frozenset({State.QUEUED, State.DRAFT}),
        State.UNCONFIRMED: frozenset({State.QUEUED, State.CREATED}),
        State.CANCELLED: frozenset({State.QUEUED, State.DRAFT}),
    }
)

RESTING: Final = frozenset(
    {State.DRAFT, State.QUEUED, State.CREATED, State.REJECTED, State.UNCONFIRMED, State.CANCELLED}
)
"""States that outlive the program as they are."""

WAITING_HOLDS: Final = frozenset({Hold.NONE, Hold.BACKOFF, Hold.THROTTLED, Hold.UNDO})
"""With these a queued ticket goes by itself; every other hold needs a human, a key, or another network."""

PROFILE_HOLDS: Final = frozenset({Hold.KEY, Hold.NETWORK, Hold.WRONG_ADDRESS, Hold.PROXY_LOGIN})
"""Holds of a whole profile; one success ends them."""

NETWORK_HOLDS: Final = PROFILE_HOLDS | {Hold.UPLOAD_ADDRESS, Hold.NOT_LIVEDESK}
"""Holds that another place or another day may have ended: worth one try when the program starts."""


NEW_NETWORK_HOLDS: Final = frozenset(
    {Hold.BACKOFF, Hold.NETWORK, Hold.PROXY_LOGIN, Hold.NOT_LIVEDESK, Hold.WRONG_ADDRESS}
)
"""Holds that another network may have ended: a redirect, too, is often the login page of a Wi-Fi."""


def is_legal(old: State, new: State) -> bool:
    """Whether a ticket may go from one state straight to another."""
    return new in _LEGAL[old]
