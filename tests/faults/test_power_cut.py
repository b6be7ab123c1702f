"""The power is cut while a ticket is on its way: what was written, and not made durable, is gone at worst.

That a ticket's uploads have begun, and where LiveDesk keeps each file, is written without waiting for the disk
(`database.transaction`). A power cut may undo it, and then a file may be uploaded once more; a ticket is not: before
the create call begins, the disk has said that it has `creating` and all that was written before.
"""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from support.fault_steps import Plan
from support.ledger import Ledger, references_twice
from support.misbehaving import Fault, Misbehaving
from support.outbox import PNG
from support.outbox_process import OutboxProcess, OutboxProcesses, Start
from support.waiting import wait_until

from desk_gui.outbox.desk import AddFiles, FileSource, SendNow, SubmitDraft
from desk_gui.outbox.draft import Draft
from desk_gui.outbox.events import AttachmentCopied, DraftSubmitted, RoundEnded, TicketChanged
from desk_gui.outbox.tickets import State
from desk_gui.system.paths import DataDir

CONTENTS = (PNG, PNG + b"second" * 20_000)


@dataclass(frozen=True)
class Scene:
    """A data folder before and after the cut, and the LiveDesk."""

    folder: Path
    server: Misbehaving
    processes: OutboxProcesses
    ledger: Ledger

    def cut(self, when: Callable[[OutboxProcess], bool]) -> int:
        """Submit a ticket with two files, cut the power when something is so; return how many addresses survive."""
        survivors = self.folder.with_name("survivors")
        outbox = self.processes.start(Start(self.folder, self.server.base_url, Plan(survivors=survivors)))
        draft = Draft("t", title="Printer", requester_id="c")
        self.ledger.file(draft.title, *CONTENTS)
        for number, content in enumerate(CONTENTS):
            since = outbox.events.count
            outbox.do(AddFiles("t", (FileSource(f"a{number}", f"{number}.png", data=content),)))
            copied = outbox.wait_for(AttachmentCopied, since=since)
            assert copied is not None
            draft = replace(draft, attachments=(*draft.attachments, copied.attachment))
        outbox.do(SubmitDraft(draft, "default"))
        assert outbox.wait_for(DraftSubmitted)
        wait_until(lambda: when(outbox), "the moment of the cut")
        outbox.kill()
        self.ledger.note(outbox.events.all(object))
        return self._keep_what_survives(max(survivors.glob("0*")))

    def _keep_what_survives(self, survivor: Path) -> int:
        database = DataDir(self.folder).database
        for part in database.parent.glob(f"{database.name}*"):
            part.unlink()
        for part in survivor.iterdir():
            shutil.copy(part, database.parent)
        return addresses(DataDir(self.folder))

    def go_on(self) -> State:
        """Start again, let everything go, look at the books; return where the ticket stands."""
        outbox = self.processes.start(Start(self.folder, self.server.base_url))
        outbox.do(SendNow())
        outbox.wait_for(RoundEnded)
        outbox.stop()
        assert references_twice(self.server) == []
        return self.ledger.check(DataDir(self.folder), self.server)["t"].state


def addresses(data: DataDir) -> int:
    """Return of how many files it is noted where LiveDesk keeps them."""
    with closing(sqlite3.connect(data.database)) as db:
        count: int = db.execute("SELECT COUNT(*) FROM attachments WHERE file_url != ''").fetchone()[0]
        return count


def is_told_as_created(outbox: OutboxProcess) -> bool:
    """Whether somebody was told that the ticket is created."""
    return any(changed.row.state is State.CREATED for changed in outbox.events.all(TicketChanged))


@pytest.fixture
def scene(tmp_path: Path, server: Misbehaving, processes: OutboxProcesses) -> Scene:
    return Scene(tmp_path / "data", server, processes, Ledger())


def test_between_two_uploads_costs_an_upload_and_nothing_else(scene: Scene, server: Misbehaving) -> None:
    server.script("upload", Fault.late(0), Fault.silent())
    survived = scene.cut(lambda _: addresses(DataDir(scene.folder)) == 1)

    assert survived == 0, "nothing was at stake"
    assert scene.go_on() is State.CREATED
    assert server.request_count("upload") == 2 + 2
    assert server.request_count("create") == 1


def test_while_the_ticket_is_created_it_is_not_sent_again(scene: Scene, server: Misbehaving) -> None:
    server.script("create", Fault.late(0.5))
    survived = scene.cut(lambda _: server.request_count("create") == 1)

    assert survived == len(CONTENTS), "the create call began before the disk had what belongs to it"
    wait_until(lambda: bool(server.tickets()), "the ticket at LiveDesk")
    assert scene.go_on() is State.UNCONFIRMED
    assert server.request_count("create") == 1


def test_after_it_was_told_as_created_it_stays_so(scene: Scene, server: Misbehaving) -> None:
    scene.cut(is_told_as_created)

    assert scene.go_on() is State.CREATED
    assert server.request_count("create") == 1
