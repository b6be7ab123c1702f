"""Files of a draft: renamed, put in order, taken off and brought back, moved to a new draft, lent and saved."""

import hashlib
import logging
import os
import random
import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from support.log_failure import ExpectLog
from support.misbehaving import Misbehaving
from support.outbox import PNG, Outbox

from desk_gui.outbox.desk import (
    AddFiles,
    EditAttachment,
    FileSource,
    ListTickets,
    RemoveAttachment,
    ReopenTicket,
    RevertAttachment,
    SaveDraft,
)
from desk_gui.outbox.desk_files import (
    AttachmentsMoved,
    CopiesLent,
    CopiesSaved,
    ForgetTakenOff,
    LendCopies,
    MoveAttachments,
    OrderAttachments,
    PutBackAttachments,
    RenameAttachment,
    SaveCopies,
    TakeOffAttachments,
)
from desk_gui.outbox.draft import Attachment, Draft, Follower
from desk_gui.outbox.events import (
    AttachmentCopied,
    AttachmentRefused,
    DraftOpened,
    RefusedFile,
    TicketChanged,
    TicketsListed,
)
from desk_gui.outbox.tickets import State

EDITED = b"\x89PNG\r\n\x1a\n" + b"a black bar" * 50


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _copies(outbox: Outbox) -> set[str]:
    return {path.name for path in outbox.data_dir.spool.glob("??/*")}


def _settle(outbox: Outbox) -> None:
    """Wait until everything asked for so far is done."""
    since = outbox.events.count
    outbox.do(ListTickets(77))
    outbox.events.wait_for(TicketsListed, since=since)


def _reopened(outbox: Outbox, ticket: str) -> Draft:
    since = outbox.events.count
    outbox.do(ReopenTicket(ticket))
    return outbox.events.wait_for(DraftOpened, since=since).draft


def _edit(outbox: Outbox, draft: Draft, attachment: Attachment) -> None:
    since = outbox.events.count
    outbox.do(EditAttachment(draft.draft_id, attachment.attachment_id, attachment.name, EDITED, "[1]"))
    outbox.events.wait_for(AttachmentCopied, since=since)


def _three(outbox: Outbox) -> Draft:
    return outbox.with_files(outbox.draft(), PNG + b"a", PNG + b"b", PNG + b"c")


# --- names and order --------------------------------------------------------------------------------------------------


def test_a_new_name_is_kept_at_once_and_sent(outbox: Outbox, server: Misbehaving) -> None:
    draft = outbox.with_files(outbox.draft(), PNG)
    since = outbox.events.count
    outbox.do(RenameAttachment(draft.draft_id, draft.attachments[0].attachment_id, "../gate\u202e.png"))
    renamed = outbox.events.wait_for(AttachmentCopied, since=since).attachment
    assert renamed == replace(draft.attachments[0], name="gate.png"), "only what is safe to be told"
    outbox.submit(replace(draft, attachments=(renamed,)))
    outbox.wait_for_state(draft.draft_id, State.CREATED)
    assert [upload.name for upload in server.uploads()] == ["gate.png"]


def test_the_original_of_a_renamed_picture_keeps_its_ending(outbox: Outbox) -> None:
    outbox.do(AddFiles("d", (FileSource("a", "IMG_1.jpg", data=PNG),)))
    photo = outbox.events.wait_for(AttachmentCopied).attachment
    _edit(outbox, Draft("d"), replace(photo, name="IMG_1.png"))
    since = outbox.events.count
    outbox.do(RenameAttachment("d", "a", "gate.png"), RevertAttachment("d", "a"))
    names = [event.attachment.name for event in (_next(outbox, since, 0), _next(outbox, since, 1))]
    assert names == ["gate.png", "gate.jpg"]


def _next(outbox: Outbox, since: int, place: int) -> AttachmentCopied:
    outbox.events.wait_for(AttachmentCopied, lambda _: len(outbox.events.all(AttachmentCopied, since=since)) > place)
    return outbox.events.all(AttachmentCopied, since=since)[place]


def test_a_name_given_during_the_copy_is_taken(outbox: Outbox, tmp_path: Path) -> None:
    large = tmp_path / "video.mkv"
    with large.open("wb") as file:
        file.truncate(64 * 1024 * 1024)
    outbox.do(AddFiles("d", (FileSource("a", large.name, path=large),)), RenameAttachment("d", "a", "noise.mkv"))
    assert outbox.events.wait_for(AttachmentCopied).attachment.name == "noise.mkv"


def test_a_name_given_while_marks_are_saved_stays(outbox: Outbox) -> None:
    draft = outbox.with_files(outbox.draft(), PNG)
    (file,) = draft.attachments
    since = outbox.events.count
    outbox.do(
        EditAttachment(draft.draft_id, file.attachment_id, file.name, EDITED, "[1]"),
        RenameAttachment(draft.draft_id, file.attachment_id, "gate.png"),
    )
    edited = outbox.events.wait_for(AttachmentCopied, lambda event: bool(event.attachment.layers), since=since)
    assert edited.attachment.name == "gate.png"


def test_the_order_is_kept_and_sent(data: Path, server: Misbehaving) -> None:
    with Outbox(data, base_url=server.base_url) as outbox:
        draft = _three(outbox)
        a, b, c = (file.attachment_id for file in draft.attachments)
        outbox.do(OrderAttachments(draft.draft_id, (c, a)))
        _settle(outbox)
    with Outbox(data, base_url=server.base_url) as outbox:
        opened = _reopened(outbox, draft.draft_id)
        assert [file.attachment_id for file in opened.attachments] == [c, a, b]
        outbox.submit(replace(opened, title="Order", requester_id="contact_1"))
        outbox.wait_for_state(draft.draft_id, State.CREATED)
        names = {upload.file_url: upload.name for upload in server.uploads()}
        sent = [names[attachment["file_url"]] for attachment in server.tickets()[0]["request"]["attachments"]]
        assert sent == ["picture 2.png", "picture 0.png", "picture 1.png"]


# --- taken off and brought back ---------------------------------------------------------------------------------------


def test_what_was_taken_off_comes_back_whole_and_in_its_place(outbox: Outbox) -> None:
    draft = _three(outbox)
    _edit(outbox, draft, draft.attachments[1])
    before = _reopened(outbox, draft.draft_id).attachments
    ids = tuple(file.attachment_id for file in before)
    outbox.do(TakeOffAttachments(draft.draft_id, ids[:2]))
    assert _reopened(outbox, draft.draft_id).attachments == before[2:]
    assert len(_copies(outbox)) == 4, "the bytes stay, the original's too"
    outbox.do(PutBackAttachments(draft.draft_id, before[:2], ids))
    assert _reopened(outbox, draft.draft_id).attachments == before


def test_what_was_taken_off_goes_with_the_undo(outbox: Outbox) -> None:
    draft = _three(outbox)
    a, b, c = draft.attachments
    outbox.do(TakeOffAttachments(draft.draft_id, (a.attachment_id,)), ForgetTakenOff(draft.draft_id))
    _settle(outbox)
    assert _copies(outbox) == {b.sha256, c.sha256}
    outbox.do(PutBackAttachments(draft.draft_id, (a,), ()))
    assert outbox.events.wait_for(AttachmentRefused).reason is RefusedFile.NOT_KEPT


def test_what_was_taken_off_is_not_sent_and_goes_with_submit(outbox: Outbox, server: Misbehaving) -> None:
    draft = _three(outbox)
    a, *rest = draft.attachments
    outbox.do(TakeOffAttachments(draft.draft_id, (a.attachment_id,)))
    outbox.submit(replace(draft, attachments=tuple(rest)))
    outbox.wait_for_state(draft.draft_id, State.CREATED)
    assert {upload.sha256 for upload in server.uploads()} == {file.sha256 for file in rest}
    assert a.sha256 not in _copies(outbox)


def test_what_was_taken_off_goes_at_the_next_start(data: Path) -> None:
    with Outbox(data) as outbox:
        draft = _three(outbox)
        outbox.do(TakeOffAttachments(draft.draft_id, (draft.attachments[0].attachment_id,)))
        _settle(outbox)
        assert len(_copies(outbox)) == 3
    with Outbox(data) as outbox:
        assert _copies(outbox) == {file.sha256 for file in draft.attachments[1:]}
        assert _reopened(outbox, draft.draft_id).attachments == draft.attachments[1:]


def test_what_is_taken_off_while_it_is_hidden_comes_back_hidden(outbox: Outbox, server: Misbehaving) -> None:
    draft = outbox.with_files(outbox.draft(), PNG)
    (file,) = draft.attachments
    since = outbox.events.count
    outbox.do(
        EditAttachment(draft.draft_id, file.attachment_id, file.name, EDITED, "[1]"),
        TakeOffAttachments(draft.draft_id, (file.attachment_id,)),
    )
    outbox.events.wait_for(AttachmentCopied, lambda event: bool(event.attachment.layers), since=since)
    outbox.do(PutBackAttachments(draft.draft_id, (file,), (file.attachment_id,)))
    outbox.submit(draft)
    outbox.wait_for_state(draft.draft_id, State.CREATED)
    assert [upload.sha256 for upload in server.uploads()] == [_digest(EDITED)]


def test_a_form_left_empty_for_a_moment_goes_on(data: Path, server: Misbehaving) -> None:
    with Outbox(data, base_url=server.base_url) as outbox:
        draft = replace(outbox.with_files(outbox.draft(), PNG), title="")
        (file,) = draft.attachments
        empty = replace(draft, attachments=())
        outbox.do(SaveDraft(draft), TakeOffAttachments(draft.draft_id, (file.attachment_id,)), SaveDraft(empty))
        outbox.do(ListTickets(1))
        assert outbox.events.wait_for(TicketsListed).total == 0, "an empty form is no ticket"
        outbox.do(PutBackAttachments(draft.draft_id, (file,), ()), SaveDraft(draft))
        assert _reopened(outbox, draft.draft_id) == draft
        outbox.do(RemoveAttachment(draft.draft_id, file.attachment_id), SaveDraft(empty))
        _settle(outbox)
    with Outbox(data, base_url=server.base_url) as outbox:
        outbox.do(ReopenTicket(draft.draft_id))
        _settle(outbox)
        assert not outbox.events.all(DraftOpened), "the next start forgets it"


# --- moved to a new draft ---------------------------------------------------------------------------------------------


def test_files_move_with_edited_versions_and_originals_to_a_like_draft(outbox: Outbox, server: Misbehaving) -> None:
    draft = replace(
        _three(outbox),
        description="Long story",
        channel_id="ch",
        channel_contact_id="cc",
        followers=(Follower("f1", "Ann"),),
        submitter_id="s1",
        team="IT Support",
        priority="high",
        ticket_type="incident",
        custom_fields=(("site", "B2"),),
    )
    a, b, c = draft.attachments
    _edit(outbox, draft, b)
    outbox.do(SaveDraft(draft), MoveAttachments(draft, "new", (c.attachment_id, b.attachment_id)))
    moved = outbox.events.wait_for(AttachmentsMoved)
    assert moved == AttachmentsMoved(draft.draft_id, "new", (c.attachment_id, b.attachment_id))
    assert outbox.wait_for_row("new", lambda row: row.file_count == 2).title == ""
    opened = _reopened(outbox, "new")
    assert replace(opened, attachments=()) == replace(draft, draft_id="new", title="", description="", attachments=())
    assert [file.sha256 for file in opened.attachments] == [c.sha256, _digest(EDITED)]
    assert opened.attachments[1].original_sha256 == b.sha256
    assert _reopened(outbox, draft.draft_id).attachments == (a,)
    assert len(_copies(outbox)) == 4
    outbox.submit(replace(opened, title="The other one"))
    outbox.wait_for_state("new", State.CREATED)
    assert {upload.sha256 for upload in server.uploads()} == {c.sha256, _digest(EDITED)}


def test_what_is_still_copied_or_saved_stays_behind(outbox: Outbox, tmp_path: Path) -> None:
    draft = outbox.with_files(outbox.draft(), PNG, PNG + b"2")
    a, b = draft.attachments
    large = tmp_path / "video.mkv"
    with large.open("wb") as file:
        file.truncate(64 * 1024 * 1024)
    outbox.do(
        AddFiles(draft.draft_id, (FileSource("big", large.name, path=large),)),
        EditAttachment(draft.draft_id, b.attachment_id, b.name, EDITED, ""),
        MoveAttachments(draft, "new", (a.attachment_id, b.attachment_id, "big")),
    )
    moved = outbox.events.wait_for(AttachmentsMoved)
    assert (moved.attachment_ids, moved.left_out) == ((a.attachment_id,), 2)
    outbox.events.wait_for(AttachmentCopied, lambda event: event.attachment.attachment_id == "big")
    outbox.events.wait_for(AttachmentCopied, lambda event: event.attachment.sha256 == _digest(EDITED))
    kept = {file.attachment_id for file in _reopened(outbox, draft.draft_id).attachments}
    assert kept == {b.attachment_id, "big"}


def test_with_nothing_to_move_there_is_no_new_draft(outbox: Outbox) -> None:
    draft = outbox.with_files(outbox.draft(), PNG)
    outbox.do(MoveAttachments(draft, "new", ("elsewhere",)))
    assert outbox.events.wait_for(AttachmentsMoved) == AttachmentsMoved(draft.draft_id, "", ())
    assert not outbox.events.all(TicketChanged)


_MOVER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from desk_gui.outbox.draft import Draft
from desk_gui.outbox.store import Store

store = Store(Path(sys.argv[1]))
here, number = sys.argv[2], 0
files = [file.attachment_id for file in store.attachments(here)]
print("moving", flush=True)
while True:
    number += 1
    there = f"{sys.argv[2]} {number}"
    assert store.move_files(here, Draft(there, team="IT"), files, datetime.now(UTC)) == files
    here = there
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_a_kill_leaves_every_file_in_exactly_one_draft(data: Path) -> None:
    with Outbox(data) as outbox:
        draft = _three(outbox)
    here, chance = draft.draft_id, random.Random(4)  # noqa: S311 - no secret
    for _ in range(8):
        arguments = [sys.executable, "-c", _MOVER, str(data / "outbox.sqlite3"), here]
        with subprocess.Popen(arguments, stdout=subprocess.PIPE) as mover:
            assert mover.stdout is not None
            assert mover.stdout.readline() == b"moving\n"
            with pytest.raises(subprocess.TimeoutExpired):
                mover.wait(chance.uniform(0, 0.1))
            mover.send_signal(signal.SIGKILL)
        with closing(sqlite3.connect(data / "outbox.sqlite3")) as db:
            rows = db.execute("SELECT attachment_id, ticket FROM attachments").fetchall()
            assert sorted(one for one, _ in rows) == sorted(file.attachment_id for file in draft.attachments)
            (here,) = {ticket for _, ticket in rows}


# --- lent and saved ---------------------------------------------------------------------------------------------------


def _private(path: Path) -> bool:
    return os.name != "posix" or not stat.S_IMODE(path.stat().st_mode) & 0o077


def test_lent_copies_have_their_names_and_are_nobodys_but_ours(data: Path) -> None:
    with Outbox(data) as outbox:
        draft = outbox.with_files(outbox.draft(), PNG, PNG + b"2")
        a, b = (replace(file, name="gate.png") for file in draft.attachments)
        outbox.do(LendCopies("r", (a, b)))
        lent = outbox.events.wait_for(CopiesLent)
        assert lent.request_id == "r"
        assert [path.name for path in lent.paths] == ["gate.png", "gate (2).png"]
        assert [path.read_bytes() for path in lent.paths] == [PNG, PNG + b"2"]
        assert all(map(_private, (*lent.paths, lent.paths[0].parent, data / "lent")))
        lent.paths[0].write_bytes(b"what another program makes of it")
        assert outbox.worker.spool_path(a.sha256).read_bytes() == PNG
    assert not (data / "lent").exists(), "nothing lent outlasts the program"


def test_what_a_killed_program_lent_goes_at_the_next_start(data: Path) -> None:
    (data / "lent" / "x").mkdir(parents=True)
    (data / "lent" / "x" / "gate.png").write_bytes(PNG)
    with Outbox(data):
        assert not (data / "lent").exists()


def test_nothing_is_lent_of_what_is_gone(outbox: Outbox, expect_log: ExpectLog) -> None:
    expect_log("desk_gui.outbox.lending", logging.WARNING, "could not be made")
    outbox.do(LendCopies("r", (Attachment("a", "gate.png", 9, "image/png", "ab" * 32, is_copied=True),)))
    assert outbox.events.wait_for(CopiesLent) == CopiesLent("r")


def test_a_copy_is_saved_where_it_is_wanted(outbox: Outbox, tmp_path: Path) -> None:
    (file,) = outbox.with_files(outbox.draft(), PNG).attachments
    target = tmp_path / "there.png"
    target.write_bytes(b"before")
    outbox.do(SaveCopies((file,), target))
    assert outbox.events.wait_for(CopiesSaved) == CopiesSaved((target,))
    assert target.read_bytes() == PNG


def test_copies_in_a_folder_replace_nothing(outbox: Outbox, tmp_path: Path) -> None:
    files = outbox.with_files(outbox.draft(), PNG, PNG + b"2").attachments
    (tmp_path / "picture 0.png").write_bytes(b"mine")
    outbox.do(SaveCopies(files, tmp_path))
    saved = outbox.events.wait_for(CopiesSaved)
    assert [path.name for path in saved.paths] == ["picture 0 (2).png", "picture 1.png"]
    assert (tmp_path / "picture 0.png").read_bytes() == b"mine"


def test_a_copy_that_cannot_be_saved_is_said(outbox: Outbox, tmp_path: Path) -> None:
    (file,) = outbox.with_files(outbox.draft(), PNG).attachments
    outbox.do(SaveCopies((file,), tmp_path / "absent" / "there.png"))
    saved = outbox.events.wait_for(CopiesSaved)
    assert not saved.paths
    assert "could not be saved in absent" in saved.failure
