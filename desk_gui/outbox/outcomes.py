"""What an error of a request means for the ticket: the one converter between LiveDesk's errors and the table."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from desk_gui.livedesk import errors
from desk_gui.outbox.events import ConnectionSeen
from desk_gui.outbox.submission import Outcome, Result, Step

RESULTS: Final[Mapping[type[errors.LiveDeskError], Result]] = MappingProxyType(
    {
        errors.UnsafeAddress: Result.UNSAFE_ADDRESS,
        errors.Redirected: Result.REDIRECTED,
        errors.KeyRefused: Result.KEY_REFUSED,
        errors.Forbidden: Result.FORBIDDEN_ALL,  # Unless the sender finds that a documented GET works.
        errors.NotFound: Result.NOT_FOUND,
        errors.ProxyLoginNeeded: Result.PROXY_LOGIN,
        errors.Conflict: Result.CONFLICT,
        errors.TooLarge: Result.REFUSED,
        errors.Throttled: Result.THROTTLED,
        errors.ServerFailed: Result.SERVER_FAILED,
        errors.UnreadableAnswer: Result.UNREADABLE,
    }
)
"""What each error means by its class alone; `Refused` and `NoAnswer` need a second look."""

_SUCCESSES: Final = range(200, 300)


def outcome_of(step: Step, error: errors.LiveDeskError) -> Outcome:
    """Return what an error means: by what is known to have been sent and answered, never by the class of it alone.

    Raises:
        TypeError: The error is of a kind this room was never told about.
    """
    return Outcome(
        step=step,
        result=_result_of(error),
        trouble=error.trouble.value,
        words=error.words if isinstance(error, errors.Answered) else "",
        retry_after_s=error.retry_after_s if isinstance(error, errors.Throttled) else None,
    )


def _result_of(error: errors.LiveDeskError) -> Result:
    if isinstance(error, errors.NoAnswer):
        return Result.NO_ANSWER if error.body_started else Result.NOT_SENT
    if isinstance(error, errors.Refused):
        return Result.SAID_NO if error.status in _SUCCESSES else Result.REFUSED
    for kind, result in RESULTS.items():
        if isinstance(error, kind):
            return result
    raise TypeError(f"an unmapped error: {type(error).__name__}")


def connection_seen(outcome: Outcome, now: datetime) -> ConnectionSeen | None:
    """Return what may be said of the connection; None when nothing was asked of the network."""
    is_reached = is_livedesk_reached(outcome)
    return None if is_reached is None else ConnectionSeen(now, is_reached, "" if is_reached else outcome.trouble)


def is_livedesk_reached(outcome: Outcome) -> bool | None:
    """Say whether LiveDesk itself answered; None when nothing was asked of the network."""
    if outcome.result in _UNASKED:
        return None
    return outcome.result not in _UNREACHED


_UNASKED: Final = frozenset(
    {
        Result.UNSAFE_ADDRESS,
        Result.NO_KEY,
        Result.ORIGIN_CHANGED,
        Result.FILE_LOST,
        Result.CANCELLED_SENT,
        Result.CANCELLED_UNSENT,
        Result.STOPPED_SENT,
        Result.STOPPED_UNSENT,
    }
)
_UNREACHED: Final = frozenset(
    {Result.NOT_SENT, Result.NO_ANSWER, Result.UNREADABLE, Result.REDIRECTED, Result.PROXY_LOGIN, Result.FORBIDDEN_ALL}
)
