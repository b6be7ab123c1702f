"""A ticket that was just submitted can be undone, and one that waits can be edited until its create call begins."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from support.misbehaving import Fault, Misbehaving
from support.outbox import PNG, Outbox
from support.waiting import wait_until

from desk_gui.outbox.desk import CancelTicket, ExportTicket, ReopenTicket, SaveSettings, SendNow, SubmitDraft
from desk_gui.outbox.events import (
    DraftOpened,
    QueueCounted,
    RoundEnded,
    SettingsSaved,
    TicketChanged,
    TicketExported,
)
from desk_gui.outbox.tickets import Hold, State
from desk_gui.system.settings import Profile, Settings

LONG_S = 30


def with_undo(server: Misbehaving, undo_s: int = LONG_S) -> Settings:
    return Settings(profiles=(Profile(base_url=server.base_url),), undo_s=undo_s)


def states(outbox: Outbox, ticket: str) -> list[State]:
    return [event.row.state for event in outbox.events.all(TicketChanged) if event.row.ticket == ticket]


def addresses(outbox: Outbox) -> int:
    """Return of how many files it is noted where LiveDesk keeps them."""
    with closing(sqlite3.connect(outbox.data_dir.database)) as db:
        count: int = db.execute("SELECT COUNT(*) FROM attachments WHERE file_url != ''").fetchone()[0]
        return count


# The time to undo


def test_submitted_ticket_is_held_and_undone(data: Path, server: Misbehaving) -> None:
    with Outbox(data, settings=with_undo(server)) as outbox:
        draft, before = outbox.draft(), datetime.now(UTC)
        row = outbox.submit(draft)
        assert row.next_try_at is not None
        assert (row.state, row.hold) == (State.QUEUED, Hold.UNDO)
        assert timedelta(seconds=LONG_S) <= row.next_try_at - before < timedelta(seconds=LONG_S + 5)
        counted = outbox.events.wait_for(QueueCounted, lambda counted: counted.waiting == 1)
        assert counted.next_try_at == row.next_try_at
        outbox.do(ReopenTicket(draft.draft_id))

        assert outbox.events.wait_for(DraftOpened).draft == draft
        outbox.do(SendNow())
        assert outbox.events.wait_for(RoundEnded).rows == ()
    assert server.request_count("create") == 0


def test_ticket_goes_when_the_time_to_undo_is_over(data: Path, server: Misbehaving) -> None:
    with Outbox(data, settings=with_undo(server, 1)) as outbox:
        before = datetime.now(UTC)
        row = outbox.submit(outbox.draft())
        created = outbox.wait_for_state(row.ticket, State.CREATED)

    assert created.changed_at - before >= timedelta(seconds=1)


def test_send_now_ends_the_time_to_undo(data: Path, server: Misbehaving) -> None:
    with Outbox(data, settings=with_undo(server)) as outbox:
        row = outbox.submit(outbox.draft())
        outbox.do(SendNow())

        assert [each.state for each in outbox.events.wait_for(RoundEnded).rows] == [State.CREATED]
        assert states(outbox, row.ticket) == [State.QUEUED, State.CREATING, State.CREATED]


def test_held_ticket_goes_at_the_next_start(data: Path, server: Misbehaving) -> None:
    settings = with_undo(server, 1)
    with Outbox(data, settings=settings) as outbox:
        ticket = outbox.submit(outbox.draft()).ticket
    with Outbox(data, settings=settings) as outbox:
        outbox.wait_for_state(ticket, State.CREATED)


def test_time_to_undo_is_that_of_the_settings_in_use(outbox: Outbox) -> None:
    outbox.do(SaveSettings(replace(outbox.settings, undo_s=LONG_S)))
    outbox.events.wait_for(SettingsSaved)

    assert outbox.submit(outbox.draft()).hold is Hold.UNDO


@pytest.mark.parametrize("has_form", [True, False])
def test_what_is_submitted_without_the_form_is_not_held_for_an_undo(
    data: Path, server: Misbehaving, *, has_form: bool
) -> None:
    with Outbox(data, settings=with_undo(server), has_form=has_form) as outbox:
        draft = outbox.draft()
        outbox.do(SubmitDraft(draft, "default", is_from_form=False))

        outbox.wait_for_state(draft.draft_id, State.CREATED)
        assert Hold.UNDO not in {event.row.hold for event in outbox.events.all(TicketChanged)}


# Edit


@pytest.mark.parametrize("fault", [Fault.stall(), Fault.stall(100_000), Fault.silent()])
def test_ticket_that_uploads_comes_back_at_once(outbox: Outbox, server: Misbehaving, fault: Fault) -> None:
    server.always("upload", fault)
    draft = outbox.with_files(outbox.draft(), PNG * 4000)
    outbox.submit(draft)
    server.wait_for_requests("upload", 1, deadline_s=5)
    outbox.do(ReopenTicket(draft.draft_id))

    assert outbox.events.wait_for(DraftOpened, deadline_s=1).draft == draft
    assert State.CANCELLED not in states(outbox, draft.draft_id)
    server.behave()
    outbox.submit(draft)
    outbox.wait_for_state(draft.draft_id, State.CREATED)
    assert server.request_count("create") == 1


def test_files_that_arrived_before_an_edit_are_not_uploaded_again(outbox: Outbox, server: Misbehaving) -> None:
    server.script("upload", Fault.late(0), Fault.late(0), Fault.silent())
    draft = outbox.with_files(outbox.draft(), PNG, PNG + b"2", PNG + b"3")
    outbox.submit(draft)
    server.wait_for_requests("upload", 3, deadline_s=5)
    wait_until(lambda: addresses(outbox) == 2, "the addresses of two files")
    outbox.do(ReopenTicket(draft.draft_id))
    outbox.events.wait_for(DraftOpened)
    outbox.submit(draft)
    outbox.wait_for_state(draft.draft_id, State.CREATED)

    assert server.request_count("upload") == 3 + 1
    [ticket] = server.tickets()
    assert len(ticket["request"]["attachments"]) == 3


def test_ticket_that_is_being_created_does_not_come_back(outbox: Outbox, server: Misbehaving, tmp_path: Path) -> None:
    server.always("create", Fault.silent())
    draft = outbox.draft()
    outbox.submit(draft)
    server.wait_for_requests("create", 1, deadline_s=5)
    outbox.do(ReopenTicket(draft.draft_id), ExportTicket(draft.draft_id, tmp_path / "x.zip"))

    assert "being created" in outbox.events.wait_for(TicketExported).failure
    assert outbox.events.all(DraftOpened) == []
    outbox.do(CancelTicket(draft.draft_id))
    outbox.wait_for_state(draft.draft_id, State.UNCONFIRMED)
    assert outbox.events.all(DraftOpened) == [], "what was refused is not done later"
