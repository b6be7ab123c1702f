"""Which ticket goes when: oldest first, two at a time, and a big one keeps a small one waiting for moments only."""

import hashlib
from pathlib import Path
from urllib.parse import urlsplit

from support.misbehaving import Fault, Misbehaving
from support.outbox import PNG, Outbox
from support.slow_link import SlowLink

from desk_gui.outbox.events import TicketChanged
from desk_gui.outbox.tickets import State

LINK_BYTES_A_SECOND = 400_000
BIG_BYTES = 40_000_000
"""100 seconds of the link."""

SMALL_BYTES = 100_000


def test_small_ticket_does_not_wait_for_a_big_one(data: Path, server: Misbehaving) -> None:
    with (
        SlowLink(urlsplit(server.base_url).port or 0, bytes_a_second=LINK_BYTES_A_SECOND) as link,
        Outbox(data, base_url=link.base_url) as outbox,
    ):
        big = outbox.with_files(outbox.draft("Big"), PNG + bytes(BIG_BYTES))
        small = outbox.with_files(outbox.draft("Small"), PNG + bytes(SMALL_BYTES))
        outbox.submit(big)
        server.wait_for_requests("upload", 1, deadline_s=5)
        outbox.submit(small)

        # Half a second of its own by a fair share of the link; the rest is for a busy machine.
        outbox.wait_for_row(small.draft_id, lambda row: row.state is State.CREATED, deadline_s=5)
        states = [event.row.state for event in outbox.events.all(TicketChanged) if event.row.ticket == big.draft_id]
        assert states == [State.QUEUED, State.UPLOADING]
        [upload] = server.uploads()
        assert upload.sha256 == hashlib.sha256(PNG + bytes(SMALL_BYTES)).hexdigest()


def test_oldest_go_first_two_at_a_time(data: Path, server: Misbehaving) -> None:
    server.always("create", Fault.throttled(0))
    with Outbox(data, base_url=server.base_url, auto_send=False) as outbox:
        for number in range(6):
            outbox.wait_for_end_of_try(outbox.submit(outbox.draft(f"Ticket {number}")).ticket)
    server.behave()
    with Outbox(data, base_url=server.base_url) as outbox:
        outbox.wait_for_state(outbox.submit(outbox.draft("Ticket 6")).ticket, State.CREATED)
        began = [event.row.title for event in outbox.events.all(TicketChanged) if event.row.state is State.CREATING]

    # Of two that are under way, either may find its key and be answered first.
    finished = [str(ticket["request"]["title"]) for ticket in server.tickets()]
    for order in (began, finished):
        assert sorted(order) == [f"Ticket {number}" for number in range(7)]
        assert all(abs(order.index(f"Ticket {number}") - number) <= 1 for number in range(7))
