"""What was in the form when the program was killed is given back; what was left in good order is not."""

import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.misbehaving import Misbehaving
from support.outbox import PNG, Outbox

from desk_gui.outbox.desk import (
    AddFiles,
    Command,
    DiscardDraft,
    FileSource,
    LeaveForm,
    ListTickets,
    SaveDraft,
    SubmitDraft,
)
from desk_gui.outbox.draft import Attachment, Draft
from desk_gui.outbox.events import DraftSaved, TicketsListed, WorkerReady
from desk_gui.outbox.store import Store

ROOT = Path(__file__).parents[2]

KILLED = """
import os, signal, sys
sys.path[:0] = [sys.argv[1], sys.argv[1] + "/tests"]
from pathlib import Path
from support.outbox import PNG, Outbox
from desk_gui.outbox.desk import SaveDraft
from desk_gui.outbox.draft import Draft
from desk_gui.outbox.events import DraftSaved

outbox = Outbox(Path(sys.argv[2]))
outbox.worker.start()
draft = outbox.with_files(Draft("in the form", title="Half a sent", description="It"), PNG)
outbox.do(SaveDraft(Draft("another", title="Put away")), SaveDraft(draft))
outbox.events.wait_for(DraftSaved, lambda saved: saved.draft_id == "in the form")
os.kill(os.getpid(), signal.SIGKILL)
"""


def ready(outbox: Outbox) -> WorkerReady:
    return outbox.events.wait_for(WorkerReady)


def kill(data: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, str(ROOT), str(data)], timeout=60, check=False)
    assert killed.returncode == -9


def test_killed_program_finds_what_was_in_its_form(data: Path) -> None:
    before = datetime.now(UTC)
    kill(data)
    for _ in range(2):  # Killed again before anything was done with it, say.
        with Outbox(data) as outbox:
            found = ready(outbox)
            assert found.recovered is not None
            assert found.recovered_at is not None
            assert (found.recovered.draft_id, found.recovered.title) == ("in the form", "Half a sent")
            assert [file.name for file in found.recovered.attachments] == ["picture 0.png"]
            assert before <= found.recovered_at <= datetime.now(UTC)


def test_lost_file_of_it_is_left_out(data: Path) -> None:
    kill(data)
    for copy in (data / "spool").glob("??/*"):
        copy.unlink()
    with Outbox(data) as outbox:
        found = ready(outbox).recovered

    assert found is not None
    assert found.attachments == ()


def leave(draft: Draft) -> Command:
    del draft
    return LeaveForm()


def empty(draft: Draft) -> Command:
    return SaveDraft(Draft(draft.draft_id, requester_id="default"))


def begin_another(draft: Draft) -> Command:
    del draft
    return SaveDraft(Draft("new", requester_id="default"))


def discard(draft: Draft) -> Command:
    return DiscardDraft(draft.draft_id)


def submit(draft: Draft) -> Command:
    return SubmitDraft(draft, "default")


@pytest.mark.parametrize("end", [leave, empty, begin_another, discard, submit])
def test_form_that_was_left_is_not_recovered(data: Path, server: Misbehaving, end: Callable[[Draft], Command]) -> None:
    with Outbox(data, base_url=server.base_url) as outbox:
        draft = replace(outbox.draft(), description="x")
        outbox.do(SaveDraft(draft), end(draft))
    with Outbox(data, base_url=server.base_url) as outbox:
        assert ready(outbox).recovered is None


def test_form_used_after_it_was_left_is_recovered(data: Path) -> None:
    with Outbox(data) as outbox:
        outbox.do(SaveDraft(Draft("d", title="x")), LeaveForm(), SaveDraft(Draft("d", title="xy")))
    with Outbox(data) as outbox:
        found = ready(outbox).recovered

    assert found is not None
    assert found.title == "xy"


def test_what_is_submitted_beside_the_form_does_not_take_its_place(data: Path) -> None:
    is_over = threading.Event()

    def make() -> bytes:
        is_over.wait(10)
        return PNG

    file = Attachment("a", "a.png")
    with Outbox(data) as outbox:
        outbox.do(
            SaveDraft(Draft("in the form", title="x")),
            AddFiles("beside", (FileSource("a", "a.png", make=make),)),
            SubmitDraft(replace(outbox.draft(), draft_id="beside", attachments=(file,)), "default", is_from_form=False),
            ListTickets(1),
        )
        outbox.events.wait_for(TicketsListed)
        with closing(Store(outbox.data_dir.database)) as store:
            noted = store.in_form()
        is_over.set()

    assert noted is not None
    assert noted[0] == "in the form"


@pytest.mark.parametrize(("is_alone", "auto_send"), [(True, True), (False, True), (False, False)])
def test_runs_without_a_window_neither_recover_nor_forget(data: Path, *, is_alone: bool, auto_send: bool) -> None:
    kill(data)
    only_ticket = "mine" if is_alone else None
    with Outbox(data, auto_send=auto_send, only_ticket=only_ticket, has_form=False) as outbox:
        assert ready(outbox).recovered is None
        draft = outbox.with_files(replace(outbox.draft(), draft_id="mine"), PNG + b"2")
        outbox.do(SaveDraft(draft), LeaveForm(), SubmitDraft(draft, "default", is_from_form=False), ListTickets(1))
        outbox.events.wait_for(DraftSaved)
        outbox.events.wait_for(TicketsListed)
    with Outbox(data, auto_send=True) as outbox:
        found = ready(outbox).recovered

    assert found is not None
    assert found.draft_id == "in the form"
