"""When to try again."""

import pytest

from desk_gui.outbox.schedule import backoff_s, pause_s


def soonest() -> float:
    return 0.0


def latest() -> float:
    return 0.999999


@pytest.mark.parametrize(
    ("attempts", "at_least_s", "at_most_s"),
    [(0, 2, 4), (1, 4, 8), (2, 8, 16), (5, 64, 128), (8, 450, 900), (50, 450, 900), (100_000, 450, 900)],
)
def test_backoff_doubles_up_to_a_quarter_of_an_hour(attempts: int, at_least_s: float, at_most_s: float) -> None:
    assert backoff_s(attempts, soonest) == at_least_s
    assert backoff_s(attempts, latest) == pytest.approx(at_most_s, rel=1e-5)


def test_waits_are_spread() -> None:
    dice = iter(n / 10 for n in range(10))

    assert len({backoff_s(3, lambda: next(dice)) for _ in range(10)}) == 10


@pytest.mark.parametrize(("told_s", "waited_s"), [(0.0, 0.0), (7.0, 7.0), (3600.0, 3600.0), (-5.0, 0.0)])
def test_pause_is_as_told(told_s: float, waited_s: float) -> None:
    assert pause_s(told_s, 9, latest) == waited_s


def test_absurd_pause_is_a_day() -> None:
    assert pause_s(1e12, 0, soonest) == 24 * 60 * 60


def test_untold_pause_grows_to_an_hour() -> None:
    assert pause_s(None, 0, soonest) == 2
    assert pause_s(None, 9, soonest) == 1024
    assert pause_s(None, 99, latest) == pytest.approx(3600, rel=1e-5)
