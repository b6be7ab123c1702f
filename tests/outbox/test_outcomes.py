"""What LiveDesk's errors mean for a ticket: every type of them is known here."""

import inspect

import pytest

from desk_gui.livedesk import errors
from desk_gui.outbox.outcomes import is_livedesk_reached, outcome_of
from desk_gui.outbox.submission import Outcome, Result, Step

LEAVES = [
    kind
    for kind in vars(errors).values()
    if inspect.isclass(kind)
    and issubclass(kind, errors.LiveDeskError)
    and kind not in (errors.LiveDeskError, errors.Answered)
]


def made(kind: type[errors.LiveDeskError], *, body_started: bool = False, status: int = 400) -> errors.LiveDeskError:
    if issubclass(kind, errors.NoAnswer):
        return kind("detail", body_started=body_started)
    if issubclass(kind, errors.Answered):
        return kind(status=status, words="no")
    return kind("detail")


@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("kind", LEAVES)
def test_every_error_has_an_outcome(kind: type[errors.LiveDeskError], step: Step) -> None:
    outcome = outcome_of(step, made(kind))

    assert outcome.step is step
    assert outcome.trouble == kind.trouble.value
    assert outcome.words == ("no" if issubclass(kind, errors.Answered) else "")


@pytest.mark.parametrize("kind", [kind for kind in LEAVES if issubclass(kind, errors.NoAnswer)])
def test_what_was_begun_decides_and_not_the_class(kind: type[errors.LiveDeskError]) -> None:
    assert outcome_of(Step.CREATE, made(kind, body_started=False)).result is Result.NOT_SENT
    assert outcome_of(Step.CREATE, made(kind, body_started=True)).result is Result.NO_ANSWER


@pytest.mark.parametrize(
    ("kind", "result"),
    [
        (errors.UnsafeAddress, Result.UNSAFE_ADDRESS),
        (errors.Redirected, Result.REDIRECTED),
        (errors.KeyRefused, Result.KEY_REFUSED),
        (errors.Forbidden, Result.FORBIDDEN_ALL),
        (errors.NotFound, Result.NOT_FOUND),
        (errors.ProxyLoginNeeded, Result.PROXY_LOGIN),
        (errors.Conflict, Result.CONFLICT),
        (errors.TooLarge, Result.REFUSED),
        (errors.Throttled, Result.THROTTLED),
        (errors.ServerFailed, Result.SERVER_FAILED),
        (errors.Refused, Result.REFUSED),
        (errors.UnreadableAnswer, Result.UNREADABLE),
    ],
)
def test_answers(kind: type[errors.LiveDeskError], result: Result) -> None:
    assert outcome_of(Step.UPLOAD, made(kind)).result is result


@pytest.mark.parametrize("status", [200, 201, 299])
def test_success_with_a_code_is_a_no(status: int) -> None:
    assert outcome_of(Step.CREATE, made(errors.Refused, status=status)).result is Result.SAID_NO


def test_pause_is_passed_on() -> None:
    assert outcome_of(Step.UPLOAD, errors.Throttled(status=429, retry_after_s=12)).retry_after_s == 12


def test_unmapped_error_is_a_bug() -> None:
    class Novelty(errors.LiveDeskError):
        trouble = errors.Trouble.REFUSED

    with pytest.raises(TypeError, match="Novelty"):
        outcome_of(Step.CREATE, Novelty())


@pytest.mark.parametrize(
    ("result", "is_reached"),
    [
        (Result.DONE, True),
        (Result.KEY_REFUSED, True),
        (Result.REFUSED, True),
        (Result.SERVER_FAILED, True),
        (Result.NOT_SENT, False),
        (Result.NO_ANSWER, False),
        (Result.REDIRECTED, False),
        (Result.UNREADABLE, False),
        (Result.NO_KEY, None),
        (Result.CANCELLED_SENT, None),
        (Result.FILE_LOST, None),
    ],
)
def test_connection_is_never_guessed(result: Result, is_reached: bool | None) -> None:
    assert is_livedesk_reached(Outcome(Step.CREATE, result)) is is_reached
