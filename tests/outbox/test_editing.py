"""Edited pictures: they are what is sent, the original stays until then and can be had back."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.misbehaving import Misbehaving
from support.outbox import API_KEY, API_SECRET, Outbox

from desk_gui.outbox.desk import (
    AddFiles,
    EditAttachment,
    FileSource,
    ReopenTicket,
    RevertAttachment,
    SaveDraft,
    SubmitDraft,
)
from desk_gui.outbox.draft import Attachment, Draft
from desk_gui.outbox.events import AttachmentCopied, DraftOpened, DraftSaved
from desk_gui.outbox.tickets import State

ORIGINAL = b"\x89PNG\r\n\x1a\n" + b"the licence plate" * 50
EDITED = b"\x89PNG\r\n\x1a\n" + b"a black bar" * 50
AGAIN = b"\x89PNG\r\n\x1a\n" + b"two black bars" * 50


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Misbehaving]:
    with Misbehaving(data_dir=tmp_path / "server", api_key=API_KEY, api_secret=API_SECRET) as running:
        yield running


def _attach(outbox: Outbox) -> Attachment:
    outbox.worker.do(AddFiles("d1", (FileSource("a1", "plate.png", data=ORIGINAL),)))
    return outbox.events.wait_for(AttachmentCopied).attachment


def _edit(outbox: Outbox, data: bytes, layers: str = "[]") -> Attachment:
    outbox.worker.do(EditAttachment("d1", "a1", "plate.png", data, layers))
    found = outbox.events.wait_for(AttachmentCopied, lambda event: event.attachment.sha256 == _digest(data))
    return found.attachment


def _copies(outbox: Outbox) -> set[str]:
    return {path.name for path in outbox.data_dir.spool.glob("??/*")}


def _draft(*attachments: Attachment) -> Draft:
    return Draft("d1", title="Gate", requester_id="c1", attachments=attachments)


def test_the_edited_picture_is_sent_and_the_original_never(tmp_path: Path, server: Misbehaving) -> None:
    with Outbox(tmp_path / "data", base_url=server.base_url) as outbox:
        original = _attach(outbox)
        edited = _edit(outbox, EDITED, '{"marks": 1}')
        assert (edited.original_sha256, edited.layers) == (original.sha256, '{"marks": 1}')
        assert _copies(outbox) == {_digest(ORIGINAL), _digest(EDITED)}, "the original stays on this computer"
        outbox.worker.do(SubmitDraft(_draft(edited), "default"))
        outbox.wait_for_row("d1", lambda row: row.state is State.CREATED)
        assert [upload.sha256 for upload in server.uploads()] == [_digest(EDITED)]


def test_editing_again_keeps_the_first_original(tmp_path: Path, server: Misbehaving) -> None:
    with Outbox(tmp_path / "data", base_url=server.base_url) as outbox:
        _attach(outbox)
        _edit(outbox, EDITED)
        again = _edit(outbox, AGAIN)
        assert again.original_sha256 == _digest(ORIGINAL)
        assert _copies(outbox) == {_digest(ORIGINAL), _digest(AGAIN)}


def test_the_original_can_be_had_back(tmp_path: Path, server: Misbehaving) -> None:
    with Outbox(tmp_path / "data", base_url=server.base_url) as outbox:
        original = _attach(outbox)
        _edit(outbox, EDITED)
        since = outbox.events.count
        outbox.worker.do(RevertAttachment("d1", "a1"))
        assert outbox.events.wait_for(AttachmentCopied, since=since).attachment == original
        assert _copies(outbox) == {_digest(ORIGINAL)}


def test_marks_and_original_outlast_a_restart(tmp_path: Path, server: Misbehaving) -> None:
    with Outbox(tmp_path / "data", base_url=server.base_url) as outbox:
        _attach(outbox)
        edited = _edit(outbox, EDITED, '{"marks": 1}')
        outbox.worker.do(SaveDraft(_draft(edited)))
        outbox.events.wait_for(DraftSaved)
    with Outbox(tmp_path / "data", base_url=server.base_url) as outbox:
        outbox.worker.do(ReopenTicket("d1"))
        assert outbox.events.wait_for(DraftOpened).draft.attachments == (edited,)
        assert _copies(outbox) == {_digest(ORIGINAL), _digest(EDITED)}


def test_submitting_at_once_waits_for_the_edit(tmp_path: Path, server: Misbehaving) -> None:
    with Outbox(tmp_path / "data", base_url=server.base_url) as outbox:
        original = _attach(outbox)
        outbox.worker.do(EditAttachment("d1", "a1", "plate.png", EDITED, ""))
        outbox.worker.do(SubmitDraft(_draft(original), "default"))
        outbox.wait_for_row("d1", lambda row: row.state is State.CREATED)
        assert [upload.sha256 for upload in server.uploads()] == [_digest(EDITED)]


def test_an_edit_of_what_is_gone_changes_nothing(tmp_path: Path, server: Misbehaving) -> None:
    with Outbox(tmp_path / "data", base_url=server.base_url) as outbox:
        original = _attach(outbox)
        outbox.worker.do(EditAttachment("d1", "elsewhere", "x.png", EDITED, ""))
        outbox.worker.do(RevertAttachment("d1", "a1"))
        outbox.worker.do(SubmitDraft(_draft(original), "default"))
        outbox.wait_for_row("d1", lambda row: row.state is State.CREATED)
        assert [upload.sha256 for upload in server.uploads()] == [_digest(ORIGINAL)]
