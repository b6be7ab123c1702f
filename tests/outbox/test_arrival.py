"""Looking up what a ticket ID is, for a ticket that may have arrived."""

from dataclasses import replace
from pathlib import Path

import pytest
from support.misbehaving import Fault, Misbehaving
from support.outbox import PNG, Outbox

from desk_gui.livedesk.errors import Trouble
from desk_gui.outbox.arrival import NO_TITLE
from desk_gui.outbox.desk import CheckArrival, ListTickets, MarkArrived, SaveSettings
from desk_gui.outbox.events import ArrivalChecked, SettingsSaved, TicketsListed
from desk_gui.outbox.tickets import State
from desk_gui.system.credentials import CredentialStore
from desk_gui.system.settings import Settings


@pytest.fixture
def unconfirmed(outbox: Outbox, server: Misbehaving) -> str:
    server.script("create", Fault.take_and_close())
    draft = outbox.with_files(outbox.draft("Printer on fire"), PNG)
    outbox.submit(draft)
    outbox.wait_for_state(draft.draft_id, State.UNCONFIRMED)
    return draft.draft_id


def checked(outbox: Outbox, ticket: str, ticket_id: str) -> tuple[str, str]:
    """Return the title that was found, and the trouble."""
    since = outbox.events.count
    outbox.do(CheckArrival(ticket, ticket_id))
    event = outbox.events.wait_for(ArrivalChecked, since=since)
    assert (event.ticket, event.ticket_id) == (ticket, ticket_id)
    return event.title, event.trouble


def test_ticket_that_arrived_is_shown_by_its_title_and_nothing_changes(
    outbox: Outbox, server: Misbehaving, unconfirmed: str
) -> None:
    [ticket] = server.tickets()
    assert checked(outbox, unconfirmed, f" {ticket['ticket_id']} ") == ("Printer on fire", "")
    outbox.do(ListTickets(1))
    [row] = outbox.events.wait_for(TicketsListed).rows
    assert (row.state, row.ticket_id) == (State.UNCONFIRMED, "")
    outbox.do(MarkArrived(unconfirmed, str(ticket["ticket_id"])))

    assert outbox.wait_for_state(unconfirmed, State.CREATED).ticket_id == ticket["ticket_id"]
    assert server.request_count("create") == 1


@pytest.mark.parametrize("ticket_id", ["tk_nobody", "", " ", "..", "../contacts", "tk\ud800"])
def test_id_that_is_none_finds_nothing(outbox: Outbox, unconfirmed: str, ticket_id: str) -> None:
    assert checked(outbox, unconfirmed, ticket_id) == ("", "")


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [
        (Fault.status(404), ""),
        (Fault.status(401), Trouble.KEY_REFUSED),
        (Fault.status(403), Trouble.FORBIDDEN),
        (Fault.status(500), Trouble.SERVER_FAILED),
        (Fault.throttled(5), Trouble.THROTTLED),
        (Fault.code(9, "no"), Trouble.REFUSED),
        (Fault.html(), Trouble.UNREADABLE_ANSWER),
        (Fault.close_after_body(), Trouble.CONNECTION_BROKEN),
        (Fault.redirect("https://login.example"), Trouble.REDIRECTED),
    ],
)
def test_trouble_is_said(outbox: Outbox, server: Misbehaving, unconfirmed: str, fault: Fault, trouble: str) -> None:
    server.always("get", fault)

    assert checked(outbox, unconfirmed, "tk_practice_000001") == ("", trouble)


def test_ticket_without_a_title_is_there_all_the_same(outbox: Outbox, server: Misbehaving, unconfirmed: str) -> None:
    server.always("get", Fault.status(200, body=b'{"ticket_id": "tk_7"}'))

    assert checked(outbox, unconfirmed, "tk_7") == (NO_TITLE, "")


def test_address_that_changed_is_not_asked(outbox: Outbox, server: Misbehaving, unconfirmed: str) -> None:
    moved = replace(outbox.settings.active, base_url="https://other.example")
    outbox.do(SaveSettings(Settings(profiles=(moved,))))
    outbox.events.wait_for(SettingsSaved)

    assert checked(outbox, unconfirmed, "tk_1") == ("", Trouble.ORIGIN_CHANGED)
    assert server.request_count("get") == 0


def test_missing_key_is_said(data: Path, server: Misbehaving) -> None:
    server.script("create", Fault.take_and_close())
    with Outbox(data, base_url=server.base_url) as outbox:
        row = outbox.submit(outbox.draft())
        outbox.wait_for_state(row.ticket, State.UNCONFIRMED)
    with Outbox(data, base_url=server.base_url, keys=CredentialStore.in_memory()) as outbox:
        assert checked(outbox, row.ticket, "tk_1") == ("", Trouble.NO_CREDENTIALS)


def test_unknown_ticket_finds_nothing(outbox: Outbox) -> None:
    assert checked(outbox, "nobody", "tk_1") == ("", "")


def test_stopping_does_not_wait_for_a_look_up(data: Path, server: Misbehaving) -> None:
    server.script("create", Fault.take_and_close())
    server.always("get", Fault.silent())
    with Outbox(data, base_url=server.base_url) as outbox:
        row = outbox.submit(outbox.draft())
        outbox.wait_for_state(row.ticket, State.UNCONFIRMED)
        outbox.do(CheckArrival(row.ticket, "tk_1"))
        server.wait_for_requests("get", 1, deadline_s=5)

        assert outbox.worker.stop(1.5)
