"""Which tickets a run is about, how they stand, and when there is nothing more to wait for."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Final

from desk_gui.outbox.events import CredentialsChanged, CredentialState, Event, TicketChanged, TicketRemoved
from desk_gui.outbox.tickets import Hold, State, TicketRow

_SENDING: Final = (State.UPLOADING, State.CREATING)
_SOON: Final = (Hold.NONE, Hold.UNDO)
_GOES_BY_ITSELF: Final = (Hold.BACKOFF, Hold.THROTTLED)


class Watch:
    """The tickets a run is about.

    Args:
        wait_s: How long tries may go on, from now.
    """

    def __init__(self, wait_s: float) -> None:
        self._rows: dict[str, TicketRow] = {}
        self._keyrings: dict[str, CredentialState] = {}
        self._until_s = monotonic() + wait_s
        self._until = datetime.now(UTC) + timedelta(seconds=wait_s)

    def add(self, *rows: TicketRow) -> None:
        """Take these in."""
        self._rows.update((row.ticket, row) for row in rows)

    def rows(self) -> list[TicketRow]:
        """Return how they stand."""
        return list(self._rows.values())

    def keyring_of(self, row: TicketRow) -> CredentialState | None:
        """Return what the keyring said last of this ticket's key; None while it gave it."""
        return self._keyrings.get(row.profile)

    def see(self, event: Event) -> TicketRow | None:
        """Take note if this is about one of them, and return how that one stands then."""
        match event:
            case TicketChanged(row) if row.ticket in self._rows:
                self.add(row)
                return row
            case TicketRemoved(ticket) if ticket in self._rows:  # Somebody took it back into a form.
                row = replace(self._rows[ticket], state=State.DRAFT, hold=Hold.NONE)
                self.add(row)
                return row
            case CredentialsChanged():
                self._keyrings[event.profile] = event.state
        return None

    @property
    def until_s(self) -> float | None:
        """Until when, of `monotonic`, something is to be waited for; None for as long as a try is under way."""
        return None if self._is_any_going() else self._until_s

    @property
    def is_over(self) -> bool:
        """Whether none of them is under way and none is tried again in time."""
        if self._is_any_going():
            return False
        return monotonic() >= self._until_s or not any(map(self._is_tried_in_time, self._rows.values()))

    def _is_any_going(self) -> bool:
        return any(_is_going(row) for row in self._rows.values())

    def _is_tried_in_time(self, row: TicketRow) -> bool:
        if row.state is not State.QUEUED or row.hold not in _GOES_BY_ITSELF:
            return False
        return row.next_try_at is None or row.next_try_at < self._until


def _is_going(row: TicketRow) -> bool:
    return row.state in _SENDING or (row.state is State.QUEUED and row.hold in _SOON)
