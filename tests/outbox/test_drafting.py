"""Drafts through the worker: files, autosave, Submit, and the way back into the form."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from support.misbehaving import Fault, Misbehaving
from support.outbox import PNG, Outbox

from desk_gui.livedesk.errors import Trouble
from desk_gui.outbox.desk import (
    AddFiles,
    CancelTicket,
    DiscardDraft,
    FileSource,
    ListTickets,
    RemoveAttachment,
    ReopenTicket,
    SaveDraft,
    SendAgain,
    SubmitDraft,
    UndoDiscard,
)
from desk_gui.outbox.draft import Attachment, Draft, Field, ProblemKind
from desk_gui.outbox.events import (
    AttachmentCopied,
    AttachmentRefused,
    DraftOpened,
    DraftSaved,
    DraftSubmitted,
    RefusedFile,
    SubmitRefused,
    TicketChanged,
    TicketRemoved,
    TicketsListed,
)
from desk_gui.outbox.tickets import Hold, State


def copies(outbox: Outbox) -> list[Path]:
    return [path for path in outbox.data_dir.spool.rglob("*") if path.is_file()]


def settle(outbox: Outbox) -> None:
    """Wait until the worker has done everything asked so far."""
    since = outbox.events.count
    outbox.do(ListTickets(99))
    outbox.events.wait_for(TicketsListed, since=since)


def source(data: bytes = PNG, name: str = "x.png") -> FileSource:
    return FileSource(uuid4().hex, name, data=data)


def named(draft: Draft, *sources: FileSource) -> Draft:
    """Return the draft as the form has it while files are still being copied."""
    return replace(draft, attachments=tuple(Attachment(each.attachment_id, each.name) for each in sources))


# Files


def test_dropped_files_survive_their_source(outbox: Outbox, tmp_path: Path) -> None:
    picture = tmp_path / "error.jpg"
    picture.write_bytes(PNG)
    outbox.do(AddFiles("d", (FileSource("a", "invoice\u202egnp.png", path=picture),)))
    copied = outbox.events.wait_for(AttachmentCopied)
    picture.unlink()

    assert copied.draft_id == "d"
    assert copied.attachment == Attachment(
        "a", "invoicegnp.png", len(PNG), "image/png", copied.attachment.sha256, is_copied=True
    )
    assert outbox.worker.spool_path(copied.attachment.sha256).read_bytes() == PNG


def test_refused_file_is_said_and_the_others_are_taken(outbox: Outbox, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    bad = FileSource("bad", "fifo", path=tmp_path / "fifo")
    outbox.do(AddFiles("d", (source(), bad, source(b""), source(PNG + b"2"))))
    outbox.events.wait_for(AttachmentCopied, lambda event: event.attachment.size_bytes == len(PNG) + 1)

    refused = [(event.name, event.reason) for event in outbox.events.all(AttachmentRefused)]
    assert refused == [("fifo", RefusedFile.NOT_A_FILE), ("x.png", RefusedFile.EMPTY)]
    assert len(outbox.events.all(AttachmentCopied)) == 2


def test_too_many_files_are_refused(outbox: Outbox) -> None:
    outbox.do(AddFiles("d", tuple(source(PNG + number.to_bytes(2)) for number in range(505))))
    settle(outbox)

    refused = outbox.events.all(AttachmentRefused)
    assert [event.reason for event in refused] == [RefusedFile.TOO_MANY] * 5


def test_same_attachment_is_copied_once(outbox: Outbox) -> None:
    again = source()
    outbox.do(AddFiles("d", (again, again)))
    outbox.events.wait_for(AttachmentCopied)
    outbox.do(AddFiles("d", (again,)))
    outbox.do(AddFiles("d", (source(PNG + b"last"),)))
    outbox.events.wait_for(AttachmentCopied, lambda event: event.attachment.size_bytes == len(PNG) + 4)

    # Asked for once more when it was there, it is only said again.
    events = outbox.events.all(AttachmentCopied)
    assert [event.attachment for event in events[:2]] == [events[0].attachment] * 2
    assert len(events) == 3


def test_removed_file_leaves_the_spool_unless_needed(outbox: Outbox) -> None:
    one = outbox.with_files(outbox.draft(), PNG)
    other = outbox.with_files(outbox.draft(), PNG)
    for draft, left in ((one, 1), (other, 0)):
        outbox.do(RemoveAttachment(draft.draft_id, draft.attachments[0].attachment_id))
        settle(outbox)
        assert len(copies(outbox)) == left


def test_file_removed_while_it_is_copied_never_appears(outbox: Outbox) -> None:
    big = source(os.urandom(30 * 1024 * 1024))
    outbox.do(AddFiles("d", (big,)), RemoveAttachment("d", big.attachment_id), AddFiles("d", (source(),)))
    outbox.events.wait_for(AttachmentCopied, lambda event: event.attachment.size_bytes == len(PNG))
    settle(outbox)

    assert len(outbox.events.all(AttachmentCopied)) == 1
    assert outbox.events.all(AttachmentRefused) == []
    assert len(copies(outbox)) == 1


# Drafts


def test_draft_is_there_after_a_restart(data: Path) -> None:
    with Outbox(data) as outbox:
        draft = outbox.with_files(replace(outbox.draft(), description="It burns"), PNG)
        outbox.do(SaveDraft(draft))
        assert outbox.events.wait_for(DraftSaved).draft_id == draft.draft_id
    with Outbox(data) as outbox:
        outbox.do(ReopenTicket(draft.draft_id))

        assert outbox.events.wait_for(DraftOpened) == DraftOpened(draft)
        assert outbox.events.all(TicketRemoved) == []


def test_blank_form_is_not_kept(outbox: Outbox) -> None:
    outbox.do(SaveDraft(Draft("d", requester_id="default")), ListTickets(1))

    assert outbox.events.wait_for(TicketsListed).rows == ()
    assert outbox.events.wait_for(DraftSaved).draft_id == "d"


def test_discarded_draft_is_gone_for_good_at_the_next_start(data: Path) -> None:
    with Outbox(data) as outbox:
        draft = outbox.with_files(outbox.draft(), PNG)
        big = source(os.urandom(30 * 1024 * 1024))
        outbox.do(SaveDraft(draft), AddFiles(draft.draft_id, (big,)), DiscardDraft(draft.draft_id), ListTickets(1))

        assert outbox.events.wait_for(TicketRemoved).ticket == draft.draft_id
        assert outbox.events.wait_for(TicketsListed).rows == ()
        outbox.with_files(outbox.draft(), PNG + b"after")
        assert len(copies(outbox)) == 2, "what was being copied is given up, what was copied is kept for Undo"
    with Outbox(data) as outbox:
        outbox.do(UndoDiscard(draft.draft_id))
        settle(outbox)

        assert outbox.events.all(DraftOpened) == []
        assert len(copies(outbox)) == 1


def test_discarded_draft_comes_back_with_its_files(outbox: Outbox) -> None:
    draft = outbox.with_files(replace(outbox.draft(), description="It burns"), PNG)
    outbox.do(SaveDraft(draft), DiscardDraft(draft.draft_id), SaveDraft(replace(draft, title="Late")))
    outbox.do(UndoDiscard(draft.draft_id), ListTickets(1))

    assert outbox.events.wait_for(DraftOpened) == DraftOpened(draft)
    assert [row.title for row in outbox.events.wait_for(TicketsListed).rows] == [draft.title]
    outbox.submit(draft)
    outbox.wait_for_state(draft.draft_id, State.CREATED)


def test_undo_of_nothing_does_nothing(outbox: Outbox) -> None:
    outbox.do(SaveDraft(Draft("d", title="Here")), UndoDiscard("d"), UndoDiscard("nobody"))
    settle(outbox)

    assert outbox.events.all(DraftOpened) == []


@pytest.mark.parametrize("is_cancelled", [False, True])
def test_refused_or_cancelled_ticket_is_discarded_and_comes_back(
    outbox: Outbox, server: Misbehaving, is_cancelled: bool
) -> None:
    server.script("create", Fault.throttled(300) if is_cancelled else Fault.status(400))
    draft = outbox.with_files(outbox.draft(), PNG)
    outbox.submit(draft)
    outbox.wait_for_end_of_try(draft.draft_id)
    if is_cancelled:
        outbox.do(CancelTicket(draft.draft_id))
        outbox.wait_for_state(draft.draft_id, State.CANCELLED)
    outbox.do(DiscardDraft(draft.draft_id), SendAgain(draft.draft_id), ReopenTicket(draft.draft_id), ListTickets(1))

    assert outbox.events.wait_for(TicketsListed).rows == ()
    assert outbox.events.all(DraftOpened) == []
    outbox.do(UndoDiscard(draft.draft_id))
    assert outbox.events.wait_for(DraftOpened).draft == draft
    outbox.submit(draft)
    outbox.wait_for_state(draft.draft_id, State.CREATED)
    assert server.request_count("upload") == 1


def test_ticket_is_not_discarded(outbox: Outbox, server: Misbehaving) -> None:
    server.always("create", Fault.throttled(300))
    row = outbox.submit(outbox.draft())
    outbox.do(DiscardDraft(row.ticket), ListTickets(1))

    assert len(outbox.events.wait_for(TicketsListed).rows) == 1
    assert outbox.events.all(TicketRemoved) == []


# Submit


def test_submit_waits_for_copies_under_way(outbox: Outbox, server: Misbehaving) -> None:
    sources = (source(os.urandom(20 * 1024 * 1024), "big.bin"), source())
    draft = named(outbox.draft(), *sources)
    outbox.do(AddFiles(draft.draft_id, sources), SubmitDraft(draft, "default"))
    submitted = outbox.events.wait_for(DraftSubmitted)
    outbox.wait_for_state(draft.draft_id, State.CREATED)

    assert submitted.row.file_count == 2
    assert len(outbox.events.all(AttachmentCopied)) == 2
    assert {upload.name for upload in server.uploads()} == {"big.bin", "x.png"}


def test_submit_with_a_file_that_could_not_be_copied_is_refused(outbox: Outbox, tmp_path: Path) -> None:
    bad = FileSource("bad", "gone.png", path=tmp_path / "gone.png")
    good = source()
    draft = named(outbox.draft(), good, bad)
    outbox.do(AddFiles(draft.draft_id, (good, bad)), SubmitDraft(draft, "default"))

    assert outbox.events.wait_for(SubmitRefused) == SubmitRefused(draft.draft_id, refused_files=("gone.png",))
    outbox.do(RemoveAttachment(draft.draft_id, "bad"))
    row = outbox.submit(named(draft, good))
    assert row.file_count == 1


def test_file_nobody_copied_is_refused(outbox: Outbox) -> None:
    draft = named(outbox.draft(), source(name="phantom.png"))
    outbox.do(SubmitDraft(draft, "default"))

    assert outbox.events.wait_for(SubmitRefused).refused_files == ("phantom.png",)


def test_submit_with_problems_is_refused(outbox: Outbox) -> None:
    draft = Draft("d", description="No title, nobody")
    outbox.do(SubmitDraft(draft, "default"))

    problems = outbox.events.wait_for(SubmitRefused).problems
    assert [(problem.field, problem.kind) for problem in problems] == [
        (Field.TITLE, ProblemKind.TITLE_MISSING),
        (Field.REQUESTER, ProblemKind.REQUESTER_MISSING),
    ]


def test_submit_twice_is_one_ticket(outbox: Outbox, server: Misbehaving) -> None:
    draft = outbox.with_files(outbox.draft(), PNG)
    outbox.do(SubmitDraft(draft, "default"), SubmitDraft(draft, "default"), SaveDraft(replace(draft, title="Late")))
    outbox.wait_for_state(draft.draft_id, State.CREATED)
    outbox.do(SubmitDraft(draft, "default"), AddFiles(draft.draft_id, (source(),)))
    settle(outbox)

    assert len(outbox.events.all(DraftSubmitted)) == 1
    assert [ticket["request"]["title"] for ticket in server.tickets()] == [draft.title]


def test_submit_twice_while_copies_are_under_way_is_one_ticket(outbox: Outbox, server: Misbehaving) -> None:
    big = source(os.urandom(20 * 1024 * 1024))
    draft = named(outbox.draft(), big)
    outbox.do(AddFiles(draft.draft_id, (big,)), SubmitDraft(draft, "default"), SubmitDraft(draft, "default"))
    outbox.wait_for_state(draft.draft_id, State.CREATED)

    assert len(server.tickets()) == 1


def test_file_taken_off_while_submit_waits_is_not_sent(outbox: Outbox, server: Misbehaving) -> None:
    big, small = source(os.urandom(30 * 1024 * 1024)), source()
    draft = named(outbox.draft(), big, small)
    outbox.do(
        AddFiles(draft.draft_id, (big, small)),
        SubmitDraft(draft, "default"),
        RemoveAttachment(draft.draft_id, big.attachment_id),
    )
    refused = outbox.events.wait_for(SubmitRefused)

    assert refused.refused_files == ("x.png",)
    outbox.submit(named(draft, small))
    outbox.wait_for_state(draft.draft_id, State.CREATED)
    assert len(server.uploads()) == 1


def test_copies_are_dropped_once_livedesk_has_them(outbox: Outbox) -> None:
    kept = outbox.with_files(outbox.draft(), PNG)
    draft = outbox.with_files(outbox.draft(), PNG, PNG + b"2")
    outbox.submit(draft)
    outbox.wait_for_state(draft.draft_id, State.CREATED)
    settle(outbox)

    assert copies(outbox) == [outbox.worker.spool_path(kept.attachments[0].sha256)]


# The way back


def test_rejected_ticket_comes_back_with_everything(outbox: Outbox, server: Misbehaving) -> None:
    server.script("create", Fault.code(3002, "assignment_team does not exist"))
    draft = replace(outbox.with_files(outbox.draft(), PNG), team="Nobody")
    outbox.submit(draft)
    row = outbox.wait_for_state(draft.draft_id, State.REJECTED)
    outbox.do(ReopenTicket(draft.draft_id))
    opened = outbox.events.wait_for(DraftOpened)

    assert opened == DraftOpened(draft, Trouble.REFUSED, "assignment_team does not exist")
    assert outbox.events.wait_for(TicketRemoved).ticket == draft.draft_id
    again = outbox.submit(replace(opened.draft, team=""))
    created = outbox.wait_for_state(draft.draft_id, State.CREATED)
    assert again.reference == row.reference == created.reference
    assert server.request_count("upload") == 1


@pytest.mark.parametrize("fault", [Fault.throttled(300), Fault.status(401)])
def test_waiting_ticket_comes_back(outbox: Outbox, server: Misbehaving, fault: Fault) -> None:
    server.always("create", fault)
    draft = outbox.draft()
    outbox.submit(draft)
    outbox.wait_for_end_of_try(draft.draft_id)
    outbox.do(ReopenTicket(draft.draft_id))

    assert outbox.events.wait_for(DraftOpened).draft == draft


def test_created_ticket_does_not_come_back(outbox: Outbox) -> None:
    draft = outbox.draft()
    outbox.submit(draft)
    outbox.wait_for_state(draft.draft_id, State.CREATED)
    outbox.do(ReopenTicket(draft.draft_id))
    settle(outbox)

    assert outbox.events.all(DraftOpened) == []


def test_ticket_on_its_way_does_not_come_back(outbox: Outbox, server: Misbehaving) -> None:
    server.always("create", Fault.silent())
    draft = outbox.draft()
    outbox.submit(draft)
    server.wait_for_requests("create", 1, deadline_s=5)
    outbox.do(ReopenTicket(draft.draft_id))
    settle(outbox)

    assert outbox.events.all(DraftOpened) == []


@pytest.mark.parametrize("lose", [Path.unlink, lambda path: path.write_bytes(b"short")])
def test_lost_file_is_said_when_the_ticket_comes_back(outbox: Outbox, lose: Callable[[Path], object]) -> None:
    draft = outbox.with_files(outbox.draft(), PNG, PNG + b"2")
    lose(outbox.worker.spool_path(draft.attachments[0].sha256))
    outbox.submit(draft)
    outbox.wait_for_row(draft.draft_id, lambda row: row.hold is Hold.FILE_LOST)
    outbox.do(ReopenTicket(draft.draft_id))
    opened = outbox.events.wait_for(DraftOpened)

    assert opened.trouble == Trouble.FILE_LOST
    assert opened.draft.attachments == draft.attachments[1:]
    assert outbox.events.wait_for(AttachmentRefused).reason is RefusedFile.MISSING
    outbox.submit(opened.draft)
    outbox.wait_for_state(draft.draft_id, State.CREATED)


def test_pages_answer_the_question_that_was_asked(outbox: Outbox) -> None:
    for number in range(5):
        outbox.do(SaveDraft(Draft(f"d{number}", title=f"Title {number}")))
    outbox.do(ListTickets(11, offset=1, limit=2), ListTickets(12, query="title 3"))
    first = outbox.events.wait_for(TicketsListed, lambda page: page.request_id == 11)
    second = outbox.events.wait_for(TicketsListed, lambda page: page.request_id == 12)

    assert (first.total, first.offset, [row.ticket for row in first.rows]) == (5, 1, ["d3", "d2"])
    assert (second.total, [row.title for row in second.rows]) == (1, ["Title 3"])
    assert outbox.events.all(TicketChanged) == []
