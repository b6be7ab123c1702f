"""When to try again. Pure: the clock and the dice are arguments."""

from collections.abc import Callable
from typing import Final

Spread = Callable[[], float]
"""The dice: a number from 0.0 up to, but not including, 1.0 (`random.random`)."""

FIRST_WAIT_S: Final = 2.0
LONGEST_BACKOFF_S: Final = 15 * 60.0
LONGEST_PAUSE_S: Final = 60 * 60.0
LONGEST_TOLD_S: Final = 24 * 60 * 60.0
"""What a server may ask for at most; more is taken for a mistake."""

AHEAD_S: Final = 30.0
"""The wall clock this far ahead of the monotonic one means that the computer slept."""

_MOST_DOUBLINGS: Final = 20


def backoff_s(attempts: int, spread: Spread, longest_s: float = LONGEST_BACKOFF_S) -> float:
    """Return how long to wait after a failed try: twice as long each time, and never the same for everyone.

    Args:
        attempts: Tries that failed in a row before this one, from 0.
        spread: The dice.
        longest_s: No wait is longer.

    Returns:
        Seconds from 2 on: 2 to 4 after the first failure, 4 to 8 after the second, and so on.
    """
    ceiling_s = min(longest_s, FIRST_WAIT_S * 2.0 ** (min(attempts, _MOST_DOUBLINGS) + 1))
    return ceiling_s / 2 * (1 + spread())


def pause_s(retry_after_s: float | None, attempts: int, spread: Spread) -> float:
    """Return how long to wait after LiveDesk asked for a pause: as told, else longer each time up to an hour.

    Args:
        retry_after_s: What the server asked for, in seconds; None where it named no time.
        attempts: Tries that failed in a row before this one, from 0.
        spread: The dice.
    """
    if retry_after_s is None:
        return backoff_s(attempts, spread, LONGEST_PAUSE_S)
    return min(max(retry_after_s, 0.0), LONGEST_TOLD_S)


class SleepSeen:
    """Sees from two clocks that this computer slept: one went on meanwhile, the other stood still.

    Args:
        wall_s: The clock on the wall, in seconds.
        monotonic_s: The clock that stands still in sleep.
    """

    def __init__(self, wall_s: float, monotonic_s: float) -> None:
        self._lead_s = wall_s - monotonic_s

    def look(self, wall_s: float, monotonic_s: float) -> float:
        """Return how long it slept since the last look, in seconds; 0.0 when it did not.

        A clock that was set ahead looks the same; one that was set back, or is corrected in small steps, does not.
        """
        before_s, self._lead_s = self._lead_s, wall_s - monotonic_s
        slept_s = self._lead_s - before_s
        return slept_s if slept_s > AHEAD_S else 0.0
