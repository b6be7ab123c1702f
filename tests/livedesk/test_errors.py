"""The error tree: every error has its code, and every code says what happened and what to do."""

import subprocess
import sys

import pytest

from desk_gui.livedesk import errors
from desk_gui.livedesk.errors import EXPLANATIONS, LiveDeskError, NoAnswer, Throttled, Trouble

OF_THIS_COMPUTER = {Trouble.NO_CREDENTIALS, Trouble.ORIGIN_CHANGED, Trouble.FILE_LOST, Trouble.STOPPED}


def leaves() -> list[type[LiveDeskError]]:
    """Return every error that can be raised; the two roots and `Answered` only gather."""
    classes = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, LiveDeskError)]
    return [kind for kind in classes if kind not in {LiveDeskError, errors.Answered}]


def made(kind: type[LiveDeskError]) -> LiveDeskError:
    if issubclass(kind, NoAnswer):
        return kind("words", body_started=True)
    if issubclass(kind, errors.Answered):
        return kind(status=418, words="words", code="7")
    return kind("words")


def test_every_trouble_but_this_computers_has_exactly_one_error() -> None:
    codes = [kind.trouble for kind in leaves()]
    assert sorted(codes) == sorted(set(Trouble) - OF_THIS_COMPUTER)


@pytest.mark.parametrize("trouble", Trouble)
def test_every_trouble_says_what_happened_and_what_to_do(trouble: Trouble) -> None:
    explanation = EXPLANATIONS[trouble]
    assert explanation.title
    assert not explanation.title.endswith(".")
    assert explanation.next_step.endswith(".")


@pytest.mark.parametrize("kind", leaves(), ids=lambda kind: kind.__name__)
def test_every_error_can_be_shown(kind: type[LiveDeskError]) -> None:
    error = made(kind)
    assert error.explanation is EXPLANATIONS[kind.trouble]
    assert "words" in str(error)
    assert error.detail == str(error)


def test_errors_keep_what_decides() -> None:
    assert NoAnswer(body_started=True).body_started
    assert not errors.TimedOut(body_started=False).body_started
    answered = errors.Refused(status=422, words="no", code="3002")
    assert (answered.status, answered.words, answered.code) == (422, "no", "3002")
    assert Throttled(status=429).retry_after_s is None
    assert Throttled(status=429, retry_after_s=3.0).retry_after_s == 3.0


def test_windows_can_read_errors_and_addresses_without_the_network_parts() -> None:
    script = (
        "import sys, desk_gui.livedesk.errors, desk_gui.livedesk.address\n"
        "heavy = ('httpx', 'pydantic', 'ssl', 'asyncio', 'socket', 'truststore')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"
