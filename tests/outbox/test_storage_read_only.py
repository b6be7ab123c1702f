"""A disk that is read-only, from the start or from some moment on: it is said, and nothing is claimed to be kept."""

import logging
from pathlib import Path

from support.disk import breakable_disk, read_only, small_disk
from support.log_failure import ExpectLog
from support.misbehaving import Fault, Misbehaving
from support.outbox import PNG, Outbox

from desk_gui.outbox.desk import AddFiles, FileSource, ListTickets, SaveDraft, SaveSettings, SubmitDraft
from desk_gui.outbox.draft import Draft
from desk_gui.outbox.events import (
    AttachmentRefused,
    DraftSaved,
    DraftSubmitted,
    RefusedFile,
    StorageFailed,
    SubmitRefused,
    TicketsListed,
)
from desk_gui.outbox.tickets import State

UNWRITABLE = "The data folder cannot be written; what was kept before is still in it"


def test_disk_that_is_read_only_from_the_start_is_said(tmp_path: Path, expect_log: ExpectLog) -> None:
    expect_log("desk_gui.outbox.worker", logging.ERROR, "could not be opened")
    with small_disk(tmp_path / "disk", "24m") as disk:
        with Outbox(disk) as outbox:
            outbox.do(SaveDraft(Draft("d", title="Before")))
        outbox = Outbox(disk)
        with read_only(disk):
            outbox.worker.start()
            failed = outbox.events.wait_for(StorageFailed)
            assert outbox.worker.stop()
        assert failed.is_fatal
        assert failed.words.startswith(UNWRITABLE)
        assert failed.words.endswith("See whether its disk is there and not write-protected, then try again.")


def test_disk_that_becomes_read_only_meanwhile(tmp_path: Path, server: Misbehaving, expect_log: ExpectLog) -> None:
    expect_log("desk_gui.outbox.teller", logging.ERROR, "could not be read or written: ")
    with breakable_disk(tmp_path / "disk") as break_it, Outbox(tmp_path / "disk", base_url=server.base_url) as outbox:
        outbox.do(SaveDraft(Draft("d", title="Before")))
        outbox.events.wait_for(DraftSaved)
        break_it()
        since = outbox.events.count
        unkept = outbox.draft("Meanwhile")
        outbox.do(SaveDraft(unkept), SubmitDraft(unkept, "default"))
        outbox.events.wait_for(SubmitRefused)
        assert {failed.words.partition(" (")[0] for failed in outbox.events.all(StorageFailed)} == {UNWRITABLE}
        outbox.do(AddFiles("d", (FileSource("a", "x.png", data=PNG),)), SaveSettings(outbox.settings))
        assert outbox.events.wait_for(AttachmentRefused).reason is RefusedFile.NOT_KEPT
        outbox.events.wait_for(StorageFailed, lambda failed: "settings could not be saved" in failed.words)
        outbox.do(ListTickets(1))
        assert [row.title for row in outbox.events.wait_for(TicketsListed).rows] == ["Before"]
        assert outbox.events.all(DraftSaved, since=since) == []
        assert outbox.events.all(DraftSubmitted) == []
    assert server.request_count("create") == 0


def test_answer_that_a_broken_disk_cannot_take(tmp_path: Path, server: Misbehaving, expect_log: ExpectLog) -> None:
    """The ticket is not sent again, and whoever reads the log finds its ID."""
    expect_log("desk_gui.outbox.teller", logging.ERROR, "could not be read or written: ")
    expect_log("desk_gui.outbox.dispatcher", logging.ERROR, "could not be kept as created tk_practice_000001")
    server.always("create", Fault.late(0.5))
    with breakable_disk(tmp_path / "disk") as break_it, Outbox(tmp_path / "disk", base_url=server.base_url) as outbox:
        ticket = outbox.submit(outbox.draft()).ticket
        server.wait_for_requests("create", 1, deadline_s=5)
        break_it()
        outbox.events.wait_for(StorageFailed)
        outbox.do(ListTickets(1))
        [row] = outbox.events.wait_for(TicketsListed).rows
        assert (row.ticket, row.state) == (ticket, State.CREATING)
    assert server.request_count("create") == 1
