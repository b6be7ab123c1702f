"""Rounds of tries that somebody asked for, and when each is over."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Round:
    request_id: int
    named: tuple[str, ...]
    untried: deque[str]


class Rounds:
    """Remembers the tickets of each round.

    Args:
        is_untried: Whether a ticket is still to be tried, or being tried.
        on_ended: Told the id and the tickets of each round that is over.
    """

    def __init__(self, is_untried: Callable[[str], bool], on_ended: Callable[[int, tuple[str, ...]], None]) -> None:
        self._is_untried = is_untried
        self._on_ended = on_ended
        self._rounds: list[_Round] = []

    def begin(self, request_id: int, named: Sequence[str]) -> None:
        """Begin a round of these tickets, in the order they are tried in."""
        self._rounds.append(_Round(request_id, tuple(named), deque(named)))

    def look(self) -> None:
        """See which rounds are over: with a long queue this is done often, so it looks no further than needed.

        Raises:
            StoreTrouble: How the tickets stand could not be read.
        """
        for one in list(self._rounds):
            if self._is_over(one):
                self._rounds.remove(one)
                self._on_ended(one.request_id, one.named)

    def _is_over(self, one: _Round) -> bool:
        while one.untried and not self._is_untried(one.untried[0]):
            one.untried.popleft()
        if not one.untried:
            # One that was tried may have been let go again by another's success: its row is to say how that ends.
            one.untried.extend(ticket for ticket in one.named if self._is_untried(ticket))
        return not one.untried
