"""Every commit, fsync, replace and network call of a working day fails once, in each way.

What was acknowledged is kept, nothing is sent twice, and the next start goes on as if nothing had been.
"""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from support.fault_steps import EXIT_CODE, How, Kind, Plan
from support.ledger import Ledger, references_twice
from support.misbehaving import Misbehaving
from support.outbox import API_KEY, API_SECRET, PNG, is_end_of_try
from support.outbox_process import OutboxProcess, OutboxProcesses, Start

from desk_gui.outbox.desk import AddFiles, FileSource, SaveDraft, SaveSettings, SendNow, SubmitDraft
from desk_gui.outbox.draft import Draft
from desk_gui.outbox.events import (
    AttachmentCopied,
    AttachmentRefused,
    DraftSaved,
    DraftSubmitted,
    RoundEnded,
    SettingsSaved,
    StorageFailed,
    SubmitRefused,
    TicketChanged,
)
from desk_gui.outbox.tickets import State
from desk_gui.system.paths import DataDir
from desk_gui.system.settings import Profile, Settings

CONTENTS = (PNG, PNG + b"second" * 20_000)
PATIENCE_S = 6.0


@dataclass(frozen=True, slots=True)
class Day:
    """A working day: a draft with two files, saved, submitted and sent; settings; a second ticket without files."""

    folder: Path
    server: Misbehaving
    ledger: Ledger

    def run(self, processes: OutboxProcesses, plan: Plan) -> OutboxProcess:
        """Run it with a step that fails; whatever was refused is given once more, as a human would."""
        outbox = processes.start(Start(self.folder, self.server.base_url, plan))
        if not any(failed.is_fatal for failed in outbox.events.all(StorageFailed)):
            self._work(outbox)
        outbox.stop()
        self.ledger.note(outbox.events.all(object))
        return outbox

    def _work(self, outbox: OutboxProcess) -> None:
        name = self.folder.name
        first = Draft(f"{name}-1", title=f"{name} first", requester_id="c")
        self.ledger.file(first.title, *CONTENTS)
        first = self._attach(outbox, first)
        outbox.do(SaveDraft(first))
        self._wait(outbox, DraftSaved, StorageFailed)
        # Without its files it does not go: whoever submits it sees that they were refused.
        if len(first.attachments) == len(CONTENTS):
            self._submit(outbox, first)
        outbox.do(SaveSettings(Settings(profiles=(Profile(base_url=self.server.base_url),), appearance="dark")))
        self._wait(outbox, SettingsSaved, StorageFailed)
        second = Draft(f"{name}-2", title=f"{name} second", requester_id="c")
        self.ledger.file(second.title)
        self._submit(outbox, second)

    def _attach(self, outbox: OutboxProcess, draft: Draft) -> Draft:
        for number, content in enumerate(CONTENTS):
            source = FileSource(f"{draft.draft_id}-{number}", f"{number}.png", data=content)
            for _ in range(2):
                since = outbox.events.count
                outbox.do(AddFiles(draft.draft_id, (source,)))
                done = outbox.wait_for(AttachmentCopied, AttachmentRefused, since=since, deadline_s=PATIENCE_S)
                if not isinstance(done, AttachmentRefused):
                    break
            if isinstance(done, AttachmentCopied):
                draft = replace(draft, attachments=(*draft.attachments, done.attachment))
        return draft

    def _submit(self, outbox: OutboxProcess, draft: Draft) -> None:
        for _ in range(2):
            since = outbox.events.count
            outbox.do(SubmitDraft(draft, "default"))
            done = self._wait(outbox, DraftSubmitted, SubmitRefused, since=since)
            if not isinstance(done, SubmitRefused):
                break
        if isinstance(done, DraftSubmitted):
            outbox.wait_for(
                TicketChanged,
                suits=lambda changed: changed.row.ticket == draft.draft_id and is_end_of_try(changed.row),
                deadline_s=PATIENCE_S,
            )

    def _wait(self, outbox: OutboxProcess, *kinds: type[object], since: int = 0) -> object:
        return outbox.wait_for(*kinds, since=since, deadline_s=PATIENCE_S)

    def recover(self, processes: OutboxProcesses) -> None:
        """Start again without a fault, let everything go that waits, and look at the books."""
        outbox = processes.start(Start(self.folder, self.server.base_url))
        outbox.do(SendNow())
        outbox.wait_for(RoundEnded, deadline_s=PATIENCE_S)
        outbox.stop()
        assert outbox.exit_code == 0
        rows = self.ledger.check(DataDir(self.folder), self.server)
        for ticket in self.ledger.submitted:
            assert rows[ticket].state in (State.CREATED, State.UNCONFIRMED), rows[ticket]


@pytest.fixture(scope="module")
def counts(tmp_path_factory: pytest.TempPathFactory) -> Counter[Kind]:
    """How many steps of each kind a day without a fault takes."""
    folder = tmp_path_factory.mktemp("counts")
    with (
        Misbehaving(data_dir=folder / "livedesk", api_key=API_KEY, api_secret=API_SECRET) as server,
        OutboxProcesses() as processes,
    ):
        return Day(folder / "dry run", server, Ledger()).run(processes, Plan()).counts


@pytest.fixture
def day(tmp_path: Path, server: Misbehaving) -> Day:
    return Day(tmp_path / "dry run", server, Ledger())


def test_day_without_a_fault(day: Day, processes: OutboxProcesses) -> None:
    """The measure of the others: it takes all kinds of steps, and both tickets arrive."""
    outbox = day.run(processes, Plan())
    day.recover(processes)

    assert {kind for kind, count in outbox.counts.items() if count} == set(Kind)
    assert [ticket["request"]["title"] for ticket in day.server.tickets()] == ["dry run first", "dry run second"]


def test_the_day_has_the_steps_of_the_spool_and_of_the_settings(day: Day, processes: OutboxProcesses) -> None:
    outbox = day.run(processes, Plan())
    data = DataDir(day.folder)

    copies = {path for path in data.spool.rglob("*") if path.is_file()}
    replaced = {place for kind, place in outbox.places if kind is Kind.REPLACE}
    synced = {place for kind, place in outbox.places if kind is Kind.FSYNC}
    assert data.settings in replaced
    assert len({place for place in replaced if data.spool in place.parents}) == len(CONTENTS)
    assert {data.root, data.spool} <= synced
    # What takes their places was durable before; so is each name, in its folder.
    assert any(place.name.startswith(f".{data.settings.name}.") for place in synced)
    assert len([place for place in synced if data.spool in place.parents and place.name.endswith(".part")]) == len(
        CONTENTS
    )
    assert {place.parent for place in replaced} <= synced
    assert not copies, "LiveDesk has them"


@pytest.mark.timeout(900)
@pytest.mark.parametrize("how", How)
@pytest.mark.parametrize("kind", Kind)
def test_every_step_fails_once(
    day: Day, processes: OutboxProcesses, counts: Counter[Kind], kind: Kind, how: How
) -> None:
    assert counts[kind]

    def fail_at(number: int) -> None:
        failing = replace(day, folder=day.folder.with_name(f"{kind.value} {number}"), ledger=Ledger())
        failing.ledger.file("those of the other days", *CONTENTS)
        ended = failing.run(processes, Plan(kind, number, how))
        if how is How.DIE and not ended.counts:
            assert ended.exit_code == EXIT_CODE
        else:  # What is read from the network may come in more pieces one day than another.
            assert ended.exit_code == 0
            assert how is not How.DIE or ended.counts[kind] < number
        failing.recover(processes)

    # Most of the time a process waits for the disk.
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(fail_at, range(1, counts[kind] + 1)))
    assert references_twice(day.server) == []
