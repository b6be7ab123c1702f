"""A disk or a database that fails meanwhile: it is said, nothing is lost, nothing is sent twice, and it goes on."""

import logging
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from support.log_failure import ExpectLog
from support.misbehaving import Fault, Misbehaving
from support.outbox import PNG, Outbox

from desk_gui.livedesk.errors import Trouble
from desk_gui.outbox.desk import AddFiles, FileSource, ListTickets, SaveDraft, SendNow, SubmitDraft
from desk_gui.outbox.draft import Draft
from desk_gui.outbox.events import (
    AttachmentRefused,
    DraftSaved,
    RefusedFile,
    StorageFailed,
    SubmitRefused,
    TicketsListed,
)
from desk_gui.outbox.tickets import Hold, State
from desk_gui.system.credentials import CredentialStore, MemoryKeeper

TELLER = "desk_gui.outbox.teller"


@contextmanager
def locked(outbox: Outbox) -> Iterator[None]:
    """Keep everybody else from writing to the database."""
    with closing(sqlite3.connect(outbox.data_dir.database, isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        yield
        db.execute("ROLLBACK")


@pytest.fixture(autouse=True)
def _trouble_is_logged(expect_log: ExpectLog) -> None:
    expect_log(TELLER, logging.ERROR, "could not be read or written: ")


def test_submit_that_cannot_be_kept_is_refused_and_can_be_repeated(outbox: Outbox) -> None:
    draft = outbox.draft()
    with locked(outbox):
        outbox.do(SubmitDraft(draft, "default"))
        assert outbox.events.wait_for(SubmitRefused) == SubmitRefused(draft.draft_id)
        [failed] = outbox.events.all(StorageFailed)
        assert failed.words.startswith("The outbox could not be read or written")
    outbox.submit(draft)

    outbox.wait_for_state(draft.draft_id, State.CREATED)


def test_save_that_fails_is_said_and_the_next_one_works(outbox: Outbox) -> None:
    with locked(outbox):
        outbox.do(SaveDraft(Draft("d", title="x")))
        outbox.events.wait_for(StorageFailed)
        assert outbox.events.all(DraftSaved) == []
    outbox.do(SaveDraft(Draft("d", title="x")))

    outbox.events.wait_for(DraftSaved)


def test_copy_that_cannot_be_named_is_refused(outbox: Outbox) -> None:
    with locked(outbox):
        outbox.do(AddFiles("d", (FileSource("a", "x.png", data=PNG),)))
        assert outbox.events.wait_for(AttachmentRefused).reason is RefusedFile.NOT_KEPT
    assert outbox.with_files(Draft("d"), PNG).attachments


def test_nothing_is_sent_before_it_is_written_down(outbox: Outbox, server: Misbehaving) -> None:
    server.always("upload", Fault.late(0.5))
    draft = outbox.with_files(outbox.draft(), PNG)
    outbox.submit(draft)
    server.wait_for_requests("upload", 1, deadline_s=5)
    since = outbox.events.count
    with locked(outbox):
        outbox.events.wait_for(StorageFailed)
    row = outbox.wait_for_end_of_try(draft.draft_id, since=since)
    assert (row.state, row.hold, row.trouble) == (State.QUEUED, Hold.BACKOFF, Trouble.STOPPED)
    assert server.request_count("create") == 0
    outbox.do(SendNow())

    outbox.wait_for_state(draft.draft_id, State.CREATED)
    assert server.request_count("create") == 1


def test_answer_that_could_not_be_written_down_is_written_later(
    outbox: Outbox, server: Misbehaving, expect_log: ExpectLog
) -> None:
    expect_log("desk_gui.outbox.dispatcher", logging.ERROR, "could not be kept as created tk_practice_000001")
    server.always("create", Fault.late(0.3))
    draft = outbox.draft()
    outbox.submit(draft)
    server.wait_for_requests("create", 1, deadline_s=5)
    with locked(outbox):
        outbox.events.wait_for(StorageFailed)
    outbox.do(SendNow())

    assert outbox.wait_for_state(draft.draft_id, State.CREATED).ticket_id == "tk_practice_000001"
    assert server.request_count("create") == 1


def test_closed_before_the_answer_was_written_down_it_wakes_up_unconfirmed(
    data: Path, server: Misbehaving, expect_log: ExpectLog
) -> None:
    expect_log("desk_gui.outbox.dispatcher", logging.ERROR, "could not be kept as created")
    server.always("create", Fault.late(0.3))
    with Outbox(data, base_url=server.base_url) as outbox:
        outbox.submit(outbox.draft())
        server.wait_for_requests("create", 1, deadline_s=5)
        with locked(outbox):
            outbox.events.wait_for(StorageFailed)
            assert outbox.worker.stop()
    with Outbox(data, base_url=server.base_url) as outbox:
        outbox.do(ListTickets(1))

        assert [row.state for row in outbox.events.wait_for(TicketsListed).rows] == [State.UNCONFIRMED]
    assert server.request_count("create") == 1


class CountingKeeper(CredentialStore):
    """Has no key, and counts how often it is asked; answers once it may."""

    def __init__(self) -> None:
        super().__init__(MemoryKeeper)
        self.count = 0
        self.asked = threading.Event()
        self.may_answer = threading.Event()

    def find(self, profile: str, origin: str) -> None:
        del profile, origin
        self.count += 1
        self.asked.set()
        self.may_answer.wait(30)


def test_ticket_whose_outcome_cannot_be_kept_is_not_tried_in_a_circle(data: Path, expect_log: ExpectLog) -> None:
    expect_log("desk_gui.outbox.dispatcher", logging.ERROR, "could not be kept as queued")
    keeper = CountingKeeper()
    with Outbox(data, keys=keeper) as outbox:
        draft = outbox.draft()
        outbox.submit(draft)
        assert keeper.asked.wait(5)
        with locked(outbox):
            keeper.may_answer.set()
            outbox.events.wait_for(StorageFailed)
            outbox.events.wait_for(StorageFailed, since=outbox.events.count)
            assert keeper.count == 1
        assert outbox.wait_for_end_of_try(draft.draft_id).hold is Hold.KEY
        assert keeper.count == 1
