"""How long each ticket still has to wait, by a clock that nobody sets."""

from collections.abc import Callable
from datetime import datetime

from desk_gui.outbox.schedule import LONGEST_TOLD_S
from desk_gui.outbox.submission import Waiting

Wall = Callable[[], datetime]
"""The clock on the wall: aware. It may be set, and it goes on while the computer sleeps."""


class Waits:
    """When tickets are due. Times that were read from disk are taken from the wall clock once, and then counted.

    Args:
        clock: Monotonic seconds.
        wall: The clock on the wall.
    """

    def __init__(self, clock: Callable[[], float], wall: Wall) -> None:
        self._clock = clock
        self._wall = wall
        self._due_s: dict[str, float] = {}

    def plan(self, ticket: str, wait_s: float) -> None:
        """Let a ticket wait this long from now."""
        self._due_s[ticket] = self._clock() + min(max(wait_s, 0.0), LONGEST_TOLD_S)

    def forget(self, ticket: str) -> None:
        """Forget a ticket, which goes or does not wait for a time any more."""
        self._due_s.pop(ticket, None)

    def left_s(self, waiting: Waiting) -> float:
        """Return how long a ticket still has to wait; 0.0 or less when it is due."""
        if waiting.next_try_at is None:
            return 0.0
        if waiting.ticket not in self._due_s:
            self.plan(waiting.ticket, (waiting.next_try_at - self._wall()).total_seconds())
        return self._due_s[waiting.ticket] - self._clock()

    def pass_over(self, slept_s: float) -> None:
        """Count time that the clock did not: the computer slept."""
        for ticket in self._due_s:
            self._due_s[ticket] -= slept_s
