"""A ticket is handed over as a file: everything is in it but the key, and it cannot go twice."""

import json
import os
import stat
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from support.disk import small_disk
from support.drafts import EXAMPLE_DRAFT
from support.log_failure import ExpectLog
from support.misbehaving import Fault, Misbehaving
from support.outbox import API_KEY, API_SECRET, PNG, Outbox
from support.page_example import PAGE_EXAMPLE

from desk_gui.outbox.desk import (
    CancelTicket,
    ExportTicket,
    ListTickets,
    MarkArrived,
    NoteNetwork,
    NoteSleep,
    ReopenTicket,
    SaveDraft,
    SendAgain,
    SendNow,
)
from desk_gui.outbox.draft import Draft
from desk_gui.outbox.events import (
    DraftOpened,
    QueueCounted,
    RoundEnded,
    TicketExported,
    TicketsListed,
)
from desk_gui.outbox.export import unique_names
from desk_gui.outbox.tickets import Hold, State, TicketRow


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder / "DG-ticket.zip"


def export(outbox: Outbox, ticket: str, target: Path) -> str:
    """Export a ticket and return why that failed."""
    since = outbox.events.count
    outbox.do(ExportTicket(ticket, target))
    event = outbox.events.wait_for(TicketExported, since=since)
    assert (event.ticket, event.path) == (ticket, target)
    return event.failure


def standing(outbox: Outbox, ticket: str) -> TicketRow:
    since = outbox.events.count
    outbox.do(ListTickets(55))
    return next(row for row in outbox.events.wait_for(TicketsListed, since=since).rows if row.ticket == ticket)


def waiting(outbox: Outbox, server: Misbehaving, draft: Draft | None = None) -> str:
    """Return a ticket that waits for five minutes."""
    server.script("create", Fault.throttled(300))
    draft = draft or outbox.with_files(outbox.draft(), PNG)
    outbox.submit(draft)
    outbox.wait_for_end_of_try(draft.draft_id)
    return draft.draft_id


def contents(target: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


# What is in it


def test_everything_is_in_it(outbox: Outbox, server: Misbehaving, target: Path) -> None:
    draft = outbox.with_files(replace(EXAMPLE_DRAFT, draft_id="d"), PNG, PNG + b"2")
    ticket = waiting(outbox, server, draft)
    assert export(outbox, ticket, target) == ""
    row, found = standing(outbox, ticket), contents(target)

    assert list(found) == ["ticket.txt", "request.json", "files/picture 0.png", "files/picture 1.png"]
    assert (found["files/picture 0.png"], found["files/picture 1.png"]) == (PNG, PNG + b"2")
    expected = {
        **PAGE_EXAMPLE,
        "attachments": [{"file_url": "files/picture 0.png"}, {"file_url": "files/picture 1.png"}],
        "custom_fields": {**draft_fields(draft), "desk_gui_reference": row.reference},
    }
    assert json.loads(found["request.json"]) == expected
    summary = found["ticket.txt"].decode()
    for text in (
        f"Ticket {row.reference}: {draft.title}",
        f"Title: {draft.title}",
        "Requester ID: contact_12345",
        "Channel contact ID: -1001234567890",
        "Follower: 7562646527 Zhang San",
        "Assigned team: IT Support",
        "Priority: high",
        "Ticket type: incident",
        "Custom field device_sn: PRN-2024-001",
        draft.description,
        "files/picture 0.png",
        f"Write the reference {row.reference} into it",
        "LiveDesk does not have it.",
    ):
        assert text in summary


def draft_fields(draft: Draft) -> dict[str, str]:
    return dict(draft.custom_fields)


def test_nothing_secret_is_in_it_and_it_is_private(outbox: Outbox, server: Misbehaving, target: Path) -> None:
    export(outbox, waiting(outbox, server), target)

    everything = b"".join(contents(target).values())
    assert API_KEY.encode() not in everything
    assert API_SECRET.encode() not in everything
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert list(target.parent.iterdir()) == [target]


def test_small_ticket_without_files_is_whole(outbox: Outbox, server: Misbehaving, target: Path) -> None:
    export(outbox, waiting(outbox, server, Draft("d", title="Only a title", requester_id="c")), target)
    found = contents(target)

    assert list(found) == ["ticket.txt", "request.json"]
    assert found["ticket.txt"].decode().endswith("Description:\n(none)\n\nFiles:\n(none)\n")
    assert set(json.loads(found["request.json"])) == {"title", "requester", "custom_fields"}


@pytest.mark.parametrize(
    ("names", "unique"),
    [
        (["a.png", "b.png"], ["a.png", "b.png"]),
        (["a.png", "a.png", "A.PNG"], ["a.png", "a (2).png", "A (3).PNG"]),
        (["a (2).png", "a.png", "a.png"], ["a (2).png", "a.png", "a (3).png"]),
        (["../../etc/passwd", "C:\\x\\passwd"], ["passwd", "passwd (2)"]),
        (["", "file"], ["file", "file (2)"]),
    ],
)
def test_names_are_unique_and_safe(names: list[str], unique: list[str]) -> None:
    assert unique_names(names) == unique


# That it cannot go twice


def test_handed_over_ticket_goes_by_no_way_but_a_humans_word(data: Path, server: Misbehaving, target: Path) -> None:
    with Outbox(data, base_url=server.base_url) as outbox:
        ticket = waiting(outbox, server)
        assert export(outbox, ticket, target) == ""
        assert outbox.wait_for_row(ticket, lambda row: row.hold is Hold.HANDED_OVER).next_try_at is None
        outbox.events.wait_for(QueueCounted, lambda counted: (counted.waiting, counted.needs_you) == (0, 1))
        outbox.do(SendNow(), NoteNetwork(is_reachable=True))
        assert outbox.events.wait_for(RoundEnded).rows == ()
        outbox.wait_for_state(outbox.submit(outbox.draft("Gets through")).ticket, State.CREATED)
    with Outbox(data, base_url=server.base_url) as outbox:
        outbox.wait_for_state(outbox.submit(outbox.draft("Gets through, too")).ticket, State.CREATED)
        assert standing(outbox, ticket).hold is Hold.HANDED_OVER
        assert server.request_count("create") == 3
        outbox.do(SendAgain(ticket))
        outbox.wait_for_state(ticket, State.CREATED)
    assert server.request_count("upload") == 1


def test_handed_over_ticket_arrived(outbox: Outbox, server: Misbehaving, target: Path) -> None:
    ticket = waiting(outbox, server)
    export(outbox, ticket, target)
    outbox.do(MarkArrived(ticket, "tk_9"))

    assert outbox.wait_for_state(ticket, State.CREATED).ticket_id == "tk_9"
    outbox.do(SendNow(), ListTickets(1))
    outbox.events.wait_for(TicketsListed, lambda page: page.request_id == 1)
    assert server.request_count("create") == 1


def test_handed_over_ticket_is_edited_or_cancelled(outbox: Outbox, server: Misbehaving, target: Path) -> None:
    first, second = waiting(outbox, server), waiting(outbox, server)
    for ticket in (first, second):
        export(outbox, ticket, target)
    outbox.do(ReopenTicket(first), CancelTicket(second))

    assert outbox.events.wait_for(DraftOpened).draft.draft_id == first
    outbox.wait_for_state(second, State.CANCELLED)


def test_ticket_that_merely_waits_has_not_arrived(outbox: Outbox, server: Misbehaving) -> None:
    ticket = waiting(outbox, server)
    outbox.do(MarkArrived(ticket, "tk_9"))

    assert standing(outbox, ticket).state is State.QUEUED


def test_refused_ticket_is_held_as_handed_over(outbox: Outbox, server: Misbehaving, target: Path) -> None:
    server.script("create", Fault.status(400))
    draft = outbox.draft()
    outbox.submit(draft)
    outbox.wait_for_state(draft.draft_id, State.REJECTED)
    assert export(outbox, draft.draft_id, target) == ""
    row = standing(outbox, draft.draft_id)

    assert (row.state, row.hold) == (State.QUEUED, Hold.HANDED_OVER)


def test_ticket_that_may_have_arrived_stays_so_and_the_file_says_so(
    outbox: Outbox, server: Misbehaving, target: Path
) -> None:
    server.script("create", Fault.take_and_close())
    draft = outbox.draft()
    outbox.submit(draft)
    reference = outbox.wait_for_state(draft.draft_id, State.UNCONFIRMED).reference
    assert export(outbox, draft.draft_id, target) == ""

    assert standing(outbox, draft.draft_id).state is State.UNCONFIRMED
    assert f"Search there for {reference} before you make a new ticket." in contents(target)["ticket.txt"].decode()


# A ticket under way


@pytest.mark.parametrize("is_asleep", [False, True])
def test_ticket_that_is_not_being_created_yet_is_called_back(
    outbox: Outbox, server: Misbehaving, target: Path, is_asleep: bool
) -> None:
    server.always("upload", Fault.late(0) if is_asleep else Fault.silent())
    outbox.do(NoteSleep(is_asleep=is_asleep))
    draft = outbox.with_files(outbox.draft(), PNG)
    outbox.submit(draft)
    server.wait_for_requests("upload", 1, deadline_s=5)
    assert export(outbox, draft.draft_id, target) == ""

    assert standing(outbox, draft.draft_id).hold is Hold.HANDED_OVER
    assert contents(target)["files/picture 0.png"] == PNG
    outbox.do(NoteSleep(is_asleep=False), SendNow())
    outbox.events.wait_for(RoundEnded)
    assert server.request_count("create") == 0


# Where it cannot be


def missing_folder(target: Path) -> Path:
    return target.parent / "no such folder" / "x.zip"


def folder_in_the_way(target: Path) -> Path:
    target.mkdir()
    return target


@pytest.mark.parametrize("spoil", [missing_folder, folder_in_the_way])
def test_failed_export_leaves_the_ticket_as_it_was(
    outbox: Outbox, server: Misbehaving, target: Path, spoil: Callable[[Path], Path], expect_log: ExpectLog
) -> None:
    expect_log("desk_gui.outbox.handover", 30, "could not be exported")
    ticket = waiting(outbox, server)
    before = standing(outbox, ticket)
    failure = export(outbox, ticket, spoil(target))

    assert failure.startswith("The ticket was not saved there (")
    assert failure.endswith("It stays as it was. Choose another place.")
    assert standing(outbox, ticket) == before
    assert [path for path in target.parent.rglob("*") if path.is_file()] == []
    outbox.do(SendNow())
    outbox.wait_for_state(ticket, State.CREATED)


def test_full_disk_leaves_nothing_behind(
    outbox: Outbox, server: Misbehaving, tmp_path: Path, expect_log: ExpectLog
) -> None:
    with small_disk(tmp_path / "full stick", "64k") as disk:
        expect_log("desk_gui.outbox.handover", 30, "could not be exported")
        ticket = waiting(outbox, server, outbox.with_files(outbox.draft(), os.urandom(100_000)))

        assert "there is no room for it there" in export(outbox, ticket, disk / "x.zip")
        assert list(disk.iterdir()) == []
    assert standing(outbox, ticket).hold is Hold.THROTTLED


def test_lost_file_is_said(outbox: Outbox, server: Misbehaving, target: Path) -> None:
    draft = outbox.with_files(outbox.draft(), PNG)
    ticket = waiting(outbox, server, draft)
    outbox.worker.spool_path(draft.attachments[0].sha256).unlink()

    assert "a copied file of it is missing" in export(outbox, ticket, target)
    assert standing(outbox, ticket).hold is Hold.THROTTLED
    assert not target.exists()


def test_existing_file_is_replaced(outbox: Outbox, server: Misbehaving, target: Path) -> None:
    target.write_text("an older one")
    export(outbox, waiting(outbox, server), target)

    assert "ticket.txt" in contents(target)


def test_what_does_not_wait_is_not_exported(outbox: Outbox, target: Path) -> None:
    created = outbox.submit(outbox.draft())
    outbox.wait_for_state(created.ticket, State.CREATED)
    outbox.do(SaveDraft(Draft("draft", title="x")))
    for ticket in (created.ticket, "draft", "nobody"):
        assert "only a ticket that waits" in export(outbox, ticket, target)
    assert not target.exists()
