"""Whatever happens, in whatever order: nothing acknowledged disappears, nothing is there twice that nobody sent twice.

A state machine submits, kills, restarts, spoils answers, takes the server, the key and the disk away, and sends again.
"""

import sys
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from support.ledger import Ledger
from support.misbehaving import Fault, Misbehaving
from support.outbox import API_KEY, API_SECRET, PNG
from support.outbox_process import Gone, OutboxProcess, OutboxProcesses, Start

from desk_gui.outbox.desk import (
    AddFiles,
    CancelTicket,
    FileSource,
    ListTickets,
    ReopenTicket,
    SaveCredentials,
    SaveDraft,
    SendAgain,
    SendNow,
    SubmitDraft,
)
from desk_gui.outbox.draft import Draft
from desk_gui.outbox.events import (
    AttachmentCopied,
    AttachmentRefused,
    CredentialsChanged,
    DraftOpened,
    DraftSubmitted,
    RoundEnded,
    StorageFailed,
    SubmitRefused,
    TicketsListed,
)
from desk_gui.outbox.tickets import State, TicketRow
from desk_gui.system.paths import DataDir

HAS_LIMITS = sys.platform != "win32"
CONTENTS = (PNG, PNG + b"second" * 5_000)
ANSWERS = {
    "lost after it was kept": Fault.take_and_close(),
    "half": Fault.half_answer(),
    "closed before the body": Fault.close_before_body(),
    "closed after the body": Fault.close_after_body(),
    "reset": Fault.reset(),
    "without a result": Fault.missing_result(),
    "a login page": Fault.html(),
    "a redirect": Fault.redirect("https://example.com/"),
    "400": Fault.status(400),
    "401": Fault.status(401),
    "403": Fault.status(403),
    "429": Fault.throttled(60),
    "500": Fault.status(500),
    "503": Fault.status(503),
}
WHICH = st.integers(0, 99)
"""Chooses one of those there are when the rule runs: what there is depends on more than the rules."""

MAY_STAY = frozenset({State.CREATED, State.UNCONFIRMED, State.REJECTED, State.CANCELLED})


class AnyOrder(RuleBasedStateMachine):
    """A technician, a network, a LiveDesk and a computer, none of which can be relied on."""

    def __init__(self, folder: Path, server: Misbehaving, processes: OutboxProcesses) -> None:
        super().__init__()
        self._folder = folder / f"outbox {len(list(folder.glob('outbox *')))}"
        self._server = server
        self._processes = processes
        self._ledger = Ledger()
        self._ledger.file("files of any ticket", *CONTENTS)
        self._drafts: dict[str, Draft] = {}
        self._secret = API_SECRET
        self._last_number = 0
        self._outbox: OutboxProcess

    @initialize()
    def start(self) -> None:
        self._server.behave()
        self._begin()

    def _begin(self) -> None:
        self._outbox = self._processes.start(Start(self._folder, self._server.base_url, api_secret=self._secret))
        assert not self._outbox.events.all(StorageFailed), "the outbox could not be opened"
        assert not self._outbox.events.all(Gone)

    def _rows(self) -> list[TicketRow]:
        """Return the tickets once all commands so far were done; empty where the outbox cannot say."""
        since = self._outbox.events.count
        self._outbox.do(ListTickets(1, limit=500))
        listed = self._outbox.wait_for(TicketsListed, StorageFailed, since=since)
        return list(listed.rows) if isinstance(listed, TicketsListed) else []

    # The technician

    def _write(self, file_count: int) -> str:
        """Begin a draft, as far as the disk takes it; return its id."""
        self._last_number += 1
        ticket = f"{self._folder.name}-{self._last_number}"
        draft = Draft(ticket, title=f"Ticket {ticket}", requester_id="c")
        for number, content in enumerate(CONTENTS[:file_count]):
            since = self._outbox.events.count
            source = FileSource(f"{ticket}-{number}", "x.png", data=content)
            self._outbox.do(AddFiles(ticket, (source,)))
            done = self._outbox.wait_for(AttachmentCopied, AttachmentRefused, since=since)
            if isinstance(done, AttachmentCopied):
                draft = replace(draft, attachments=(*draft.attachments, done.attachment))
        self._outbox.do(SaveDraft(draft))
        self._drafts[ticket] = draft
        return ticket

    def _submit(self, ticket: str, *, is_waited_for: bool) -> None:
        draft = self._drafts.pop(ticket)
        self._ledger.file(draft.title, *CONTENTS[: len(draft.attachments)])
        since = self._outbox.events.count
        self._outbox.do(SubmitDraft(draft, "default"))
        if is_waited_for:
            done = self._outbox.wait_for(DraftSubmitted, SubmitRefused, since=since)
            if isinstance(done, SubmitRefused):
                self._drafts[ticket] = draft

    @rule(file_count=st.integers(0, 2))
    def write(self, file_count: int) -> None:
        self._write(file_count)

    @rule(file_count=st.integers(0, 2), is_waited_for=st.booleans())
    def write_and_submit(self, file_count: int, *, is_waited_for: bool) -> None:
        self._submit(self._write(file_count), is_waited_for=is_waited_for)

    @rule(which=WHICH, is_waited_for=st.booleans())
    def submit(self, which: int, *, is_waited_for: bool) -> None:
        if self._drafts:
            self._submit(_one_of(self._drafts, which), is_waited_for=is_waited_for)

    @rule()
    def send_now(self) -> None:
        self._outbox.do(SendNow())

    @rule(which=WHICH)
    def send_again(self, which: int) -> None:
        unconfirmed = [row.ticket for row in self._rows() if row.state is State.UNCONFIRMED]
        if unconfirmed:
            ticket = _one_of(unconfirmed, which)
            self._ledger.sent_again.add(ticket)
            self._outbox.do(SendAgain(ticket))

    @rule(which=WHICH, is_edited=st.booleans())
    def stop_ticket(self, which: int, *, is_edited: bool) -> None:
        waiting = [row.ticket for row in self._rows() if row.state in (State.QUEUED, State.REJECTED, State.CANCELLED)]
        if not waiting:
            return
        ticket = _one_of(waiting, which)
        since = self._outbox.events.count
        if is_edited:
            self._ledger.edited.add(ticket)
        self._outbox.do(ReopenTicket(ticket) if is_edited else CancelTicket(ticket))
        self._rows()
        for opened in self._outbox.events.all(DraftOpened, since=since):
            self._drafts[opened.draft.draft_id] = opened.draft

    @rule(is_right=st.booleans())
    def give_key(self, *, is_right: bool) -> None:
        self._secret = API_SECRET if is_right else "not the secret"
        since = self._outbox.events.count
        self._outbox.do(
            SaveCredentials("default", self._server.base_url, API_KEY, self._secret, for_this_run_only=True)
        )
        self._outbox.wait_for(CredentialsChanged, since=since)

    # The network and LiveDesk

    @rule(route=st.sampled_from(["create", "create", "upload"]), answer=st.sampled_from(sorted(ANSWERS)))
    def spoil_an_answer(self, route: str, answer: str) -> None:
        self._server.script(route, ANSWERS[answer])

    @rule()
    def server_goes_down(self) -> None:
        for route in ("create", "upload", "contacts"):
            self._server.always(route, Fault.close_before_body())

    @rule()
    def server_comes_back(self) -> None:
        self._server.behave()

    # The computer

    @rule(event_count=st.integers(0, 6))
    def crash(self, event_count: int) -> None:
        """Kill it, at once or after something more has happened."""
        since = self._outbox.events.count
        if event_count:
            self._outbox.do(SendNow())
            with suppress(TimeoutError):
                self._outbox.wait_for(object, suits=lambda _: self._has_said(since + event_count), deadline_s=0.3)
        self._outbox.kill()
        self._look()
        self._begin()

    @rule(file_count=st.integers(0, 1), latency_s=st.sampled_from([0.0, 0.0, 0.2]))
    def crash_at_the_worst_moment(self, file_count: int, latency_s: float) -> None:
        """Kill it once LiveDesk has a create request, which is answered to nobody."""
        self._server.script("create", Fault.late(latency_s))
        count = self._server.request_count("create")
        self._submit(self._write(file_count), is_waited_for=False)
        with suppress(TimeoutError):
            self._server.wait_for_requests("create", count + 1, deadline_s=0.5)
        self._outbox.kill()
        self._look()
        self._begin()

    def _has_said(self, event_count: int) -> bool:
        return self._outbox.events.count >= event_count

    @rule()
    def restart(self) -> None:
        self._outbox.stop()
        assert self._outbox.exit_code == 0
        self._look()
        self._begin()

    @precondition(lambda _: HAS_LIMITS)
    @rule(is_full=st.booleans())
    def disk(self, *, is_full: bool) -> None:
        self._outbox.fill_disk(is_full=is_full)

    # What must be so

    @invariant()
    def nothing_is_there_twice(self) -> None:
        counts = Counter(ticket["request"]["title"] for ticket in self._server.tickets())
        twice = {title.removeprefix("Ticket ") for title, count in counts.items() if count > 1}
        ours = {ticket for ticket in twice if ticket.startswith(f"{self._folder.name}-")}
        assert ours <= self._ledger.sent_again, f"created twice: {ours - self._ledger.sent_again}"

    def _look(self) -> dict[str, TicketRow]:
        self._ledger.note(self._outbox.events.all(object))
        return self._ledger.check(DataDir(self._folder), self._server)

    def teardown(self) -> None:
        """Let all be well: then whatever was submitted goes, or says why it needs somebody."""
        if not hasattr(self, "_outbox"):
            return
        self._server.behave()
        self._outbox.stop()
        self._secret = API_SECRET
        self._begin()
        since = self._outbox.events.count
        self._outbox.do(SendNow())
        self._outbox.wait_for(RoundEnded, since=since)
        self._outbox.stop()
        rows = self._look()
        left = self._ledger.submitted - self._ledger.edited
        assert {rows[ticket].state for ticket in left} <= MAY_STAY


def _one_of(tickets: Iterable[str], which: int) -> str:
    every = sorted(tickets)
    return every[which % len(every)]


@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    ("examples", "steps"),
    [(16, 14), pytest.param(400, 40, marks=(pytest.mark.long, pytest.mark.timeout(3600)))],
)
def test_any_order(tmp_path: Path, server: Misbehaving, processes: OutboxProcesses, examples: int, steps: int) -> None:
    run_state_machine_as_test(
        lambda: AnyOrder(tmp_path, server, processes),  # type: ignore[arg-type]  # it takes whatever makes one
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            print_blob=True,
            suppress_health_check=list(HealthCheck),
            # Each example takes seconds: the steps that it prints are few enough to read as they are.
            phases=(Phase.generate,),
        ),
    )
