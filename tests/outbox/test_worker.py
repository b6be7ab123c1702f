"""The worker's life: start, cancel, stop, die, wake up; and that nothing holds the exit back."""

import logging
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from support.log_failure import ExpectLog
from support.misbehaving import Fault, Misbehaving
from support.outbox import API_KEY, API_SECRET, PNG, Events, Outbox

from desk_gui.livedesk.errors import Trouble
from desk_gui.outbox.desk import (
    AddFiles,
    CancelTicket,
    CheckCredentials,
    FileSource,
    ListTickets,
    MarkArrived,
    ReopenTicket,
    SaveDraft,
    SendAgain,
    SendNow,
    SubmitDraft,
)
from desk_gui.outbox.draft import Draft
from desk_gui.outbox.events import (
    CredentialsChanged,
    CredentialState,
    DraftOpened,
    DraftSaved,
    QueueCounted,
    RoundEnded,
    StorageFailed,
    TicketsListed,
    WorkerReady,
)
from desk_gui.outbox.tickets import Hold, State
from desk_gui.outbox.worker import OutboxWorker
from desk_gui.system.credentials import Credentials, CredentialStore
from desk_gui.system.paths import DataDir
from desk_gui.system.settings import Settings

ROOT = Path(__file__).parents[2]


class SilentKeeper:
    """A keyring that shows a prompt nobody sees: it never answers, until the test is over."""

    def __init__(self) -> None:
        self.asked = threading.Event()
        self.is_over = threading.Event()

    def find(self, profile: str, origin: str) -> Credentials | None:
        del profile, origin
        self.asked.set()
        self.is_over.wait(60)
        return None

    def is_for_this_run_only(self, profile: str, origin: str) -> bool:
        del profile, origin
        return False

    def save(self, profile: str, origin: str, credentials: Credentials, *, for_this_run_only: bool = False) -> None:
        del credentials, for_this_run_only
        self.find(profile, origin)


def stopped_within(outbox: Outbox, seconds: float) -> bool:
    began = time.monotonic()
    return outbox.worker.stop() and time.monotonic() - began < seconds


# Start


def test_ready_comes_first(outbox: Outbox) -> None:
    outbox.events.wait_for(QueueCounted)

    assert outbox.events.all(object)[:1] == [WorkerReady(outbox.settings)]


def test_commands_given_before_the_start_are_done_in_order(data: Path) -> None:
    outbox = Outbox(data)
    for number in range(50):
        outbox.do(SaveDraft(Draft("d", title=f"Title {number}")))
    outbox.do(ListTickets(7))
    with outbox:
        listed = outbox.events.wait_for(TicketsListed)

        assert len(outbox.events.all(DraftSaved)) == 50
        assert [row.title for row in listed.rows] == ["Title 49"]


def test_stopping_does_the_commands_given_before(data: Path) -> None:
    with Outbox(data) as outbox:
        outbox.do(SaveDraft(Draft("d", title="Last words")))
    with Outbox(data) as outbox:
        outbox.do(ListTickets(1))

        assert [row.title for row in outbox.events.wait_for(TicketsListed).rows] == ["Last words"]


def test_worker_that_never_ran_stops(data: Path) -> None:
    outbox = Outbox(data)

    assert outbox.worker.stop()
    assert outbox.worker.spool_path("ab" * 32) == data / "spool" / "ab" / ("ab" * 32)


def test_command_after_the_end_is_nobodys(data: Path) -> None:
    with Outbox(data) as outbox:
        pass
    outbox.do(SendNow())

    assert outbox.worker.stop()


def test_outbox_of_a_newer_version_is_said(data: Path, expect_log: ExpectLog) -> None:
    expect_log("desk_gui.outbox.worker", logging.ERROR, "could not be opened")
    outbox = Outbox(data)
    with closing(sqlite3.connect(outbox.data_dir.database)) as db:
        db.execute("PRAGMA user_version = 99")
    outbox.worker.start()
    failed = outbox.events.wait_for(StorageFailed)

    assert failed.is_fatal
    assert failed.words.startswith("The outbox was made by a newer Desk GUI; nothing was changed")
    assert outbox.worker.stop()
    assert outbox.events.all(WorkerReady) == []


# Cancel: at once, in every phase


def test_cancelling_a_waiting_ticket(outbox: Outbox, server: Misbehaving) -> None:
    server.always("create", Fault.throttled(300))
    draft = outbox.draft()
    outbox.submit(draft)
    outbox.wait_for_end_of_try(draft.draft_id)
    outbox.do(CancelTicket(draft.draft_id))

    row = outbox.wait_for_state(draft.draft_id, State.CANCELLED)
    assert (row.hold, row.trouble, row.next_try_at) == (Hold.NONE, Trouble.STOPPED, None)


@pytest.mark.parametrize("fault", [Fault.stall(), Fault.stall(100_000), Fault.silent()])
def test_cancelling_an_upload(outbox: Outbox, server: Misbehaving, fault: Fault) -> None:
    server.always("upload", fault)
    draft = outbox.with_files(outbox.draft(), PNG * 4000)
    outbox.submit(draft)
    server.wait_for_requests("upload", 1, deadline_s=5)
    began = time.monotonic()
    outbox.do(CancelTicket(draft.draft_id))
    row = outbox.wait_for_state(draft.draft_id, State.CANCELLED)

    assert time.monotonic() - began < 0.5
    assert row.trouble == Trouble.STOPPED
    assert server.request_count("create") == 0


def test_cancelling_a_create_that_may_have_arrived(outbox: Outbox, server: Misbehaving) -> None:
    server.always("create", Fault.silent())
    draft = outbox.draft()
    outbox.submit(draft)
    server.wait_for_requests("create", 1, deadline_s=5)
    began = time.monotonic()
    outbox.do(CancelTicket(draft.draft_id))
    row = outbox.wait_for_state(draft.draft_id, State.UNCONFIRMED)

    assert time.monotonic() - began < 0.5
    assert row.trouble == Trouble.STOPPED


def test_cancelling_a_create_that_was_never_sent(data: Path, full_backlog: str) -> None:
    with Outbox(data, base_url=full_backlog) as outbox:
        draft = outbox.draft()
        outbox.submit(draft)
        outbox.wait_for_state(draft.draft_id, State.CREATING)
        since = outbox.events.count
        outbox.do(CancelTicket(draft.draft_id))

        assert outbox.wait_for_end_of_try(draft.draft_id, since=since).state is State.CANCELLED


def test_cancelling_after_a_403_is_no_doubt(outbox: Outbox, server: Misbehaving) -> None:
    server.always("create", Fault.status(403))
    server.always("contacts", Fault.silent())
    draft = outbox.draft()
    outbox.submit(draft)
    server.wait_for_requests("contacts", 1, deadline_s=5)
    outbox.do(CancelTicket(draft.draft_id))

    outbox.wait_for_state(draft.draft_id, State.CANCELLED)


def test_cancelling_while_the_keyring_is_asked(data: Path) -> None:
    keeper = SilentKeeper()
    with Outbox(data, keys=keeper) as outbox:
        draft = outbox.draft()
        outbox.submit(draft)
        assert keeper.asked.wait(5)
        outbox.do(CancelTicket(draft.draft_id))
        outbox.wait_for_state(draft.draft_id, State.CANCELLED)
    keeper.is_over.set()


def test_taking_a_ticket_back_while_the_keyring_is_asked(data: Path) -> None:
    keeper = SilentKeeper()
    with Outbox(data, keys=keeper) as outbox:
        draft = outbox.draft()
        outbox.submit(draft)
        assert keeper.asked.wait(5)
        outbox.do(ReopenTicket(draft.draft_id))

        assert outbox.events.wait_for(DraftOpened).draft == draft
    keeper.is_over.set()


def test_cancelling_stands_when_the_program_is_closed_at_once(data: Path, server: Misbehaving) -> None:
    server.always("upload", Fault.silent())
    with Outbox(data, base_url=server.base_url) as outbox:
        draft = outbox.with_files(outbox.draft(), PNG)
        outbox.submit(draft)
        server.wait_for_requests("upload", 1, deadline_s=5)
        outbox.do(CancelTicket(draft.draft_id))
    outbox.wait_for_state(draft.draft_id, State.CANCELLED)


# Stop: under three seconds, whatever hangs


@pytest.mark.parametrize(
    ("route", "fault", "state"),
    [
        ("upload", Fault.stall(1000), State.QUEUED),
        ("upload", Fault.silent(), State.QUEUED),
        ("create", Fault.silent(), State.UNCONFIRMED),
    ],
)
def test_stopping_while_the_network_hangs(
    data: Path, server: Misbehaving, route: str, fault: Fault, state: State
) -> None:
    server.always(route, fault)
    with Outbox(data, base_url=server.base_url) as outbox:
        draft = outbox.with_files(outbox.draft(), PNG * 4000)
        outbox.submit(draft)
        server.wait_for_requests(route, 1, deadline_s=5)

        assert stopped_within(outbox, 1)
    server.behave()
    with Outbox(data, base_url=server.base_url, auto_send=False) as outbox:
        outbox.do(ListTickets(1))
        [row] = outbox.events.wait_for(TicketsListed).rows
        assert (row.state, row.hold, row.trouble) == (state, Hold.NONE, Trouble.STOPPED)


def test_stopping_while_the_keyring_is_silent(data: Path) -> None:
    keeper = SilentKeeper()
    with Outbox(data, keys=keeper) as outbox:
        outbox.do(CheckCredentials("default"))
        draft = outbox.draft()
        outbox.submit(draft)
        assert keeper.asked.wait(5)

        assert stopped_within(outbox, 2)
    keeper.is_over.set()


def test_silent_keyring_parks_the_ticket_after_its_deadline(data: Path, expect_log: ExpectLog) -> None:
    expect_log("desk_gui.outbox.keys", logging.WARNING, "KeyringFailed")
    keeper = SilentKeeper()
    with Outbox(data, keys=keeper, keyring_deadline_s=0.2) as outbox:
        draft = outbox.draft()
        outbox.submit(draft)
        row = outbox.wait_for_end_of_try(draft.draft_id)

        assert (row.hold, row.trouble) == (Hold.KEY, Trouble.NO_CREDENTIALS)
        assert outbox.events.wait_for(CredentialsChanged).state is CredentialState.KEYRING_FAILED
    keeper.is_over.set()


def test_stopping_while_a_big_file_is_copied(data: Path) -> None:
    with Outbox(data) as outbox:
        outbox.do(AddFiles("d", (FileSource("a", "big.bin", data=bytes(200 * 1024 * 1024)),)))

        assert stopped_within(outbox, 2.5)
    assert list((data / "spool").glob("*.part")) == []


HANGING_EXIT = """
import socket, sys, threading
sys.path[:0] = [sys.argv[1], sys.argv[1] + "/tests"]
from pathlib import Path
from support.outbox import Outbox

hangs = threading.Event()
def hang(*args, **options):
    hangs.set()
    threading.Event().wait()
socket.getaddrinfo = hang  # a name server that never answers; nothing of ours is replaced

outbox = Outbox(Path(sys.argv[2]), base_url="https://livedesk.invalid")
with outbox:
    draft = outbox.draft()
    outbox.submit(draft)
    assert hangs.wait(10)
print("stopped")
"""


def test_name_lookup_that_hangs_holds_neither_stop_nor_exit_back(data: Path) -> None:
    began = time.monotonic()
    ended = subprocess.run(
        [sys.executable, "-c", HANGING_EXIT, str(ROOT), str(data)],
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )

    assert (ended.stdout.strip(), ended.returncode) == ("stopped", 0), ended.stderr
    assert time.monotonic() - began < 8


# Kill and wake up

KILLED = """
import sys
sys.path[:0] = [sys.argv[1], sys.argv[1] + "/tests"]
import os, signal
from pathlib import Path
from support.outbox import PNG, Outbox
from desk_gui.outbox.events import TicketChanged
from desk_gui.outbox.tickets import State

outbox = Outbox(Path(sys.argv[2]), base_url=sys.argv[3])
outbox.worker.start()
draft = outbox.with_files(outbox.draft(), PNG)
outbox.submit(draft)
outbox.wait_for_state(draft.draft_id, State(sys.argv[4]))
sys.stdin.readline()
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize(
    ("route", "state", "woken"),
    [
        ("upload", State.UPLOADING, State.QUEUED),
        ("create", State.CREATING, State.UNCONFIRMED),
    ],
)
def test_killed_program_wakes_up(data: Path, server: Misbehaving, route: str, state: State, woken: State) -> None:
    server.always(route, Fault.silent())
    killed = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(ROOT), str(data), server.base_url, state.value], stdin=subprocess.PIPE
    )
    server.wait_for_requests(route, 1, deadline_s=20)
    killed.communicate(b"now\n", timeout=20)
    assert killed.returncode == -9
    server.behave()
    with Outbox(data, base_url=server.base_url) as outbox:
        outbox.do(ListTickets(1))
        [row] = outbox.events.wait_for(TicketsListed).rows
        if woken is State.QUEUED:
            assert outbox.wait_for_state(row.ticket, State.CREATED).ticket_id
        else:
            assert (row.state, row.trouble) == (State.UNCONFIRMED, Trouble.STOPPED)
            outbox.do(SendNow())
            assert outbox.events.wait_for(RoundEnded) == RoundEnded(())
            assert server.request_count("create") == 1


# What a human decides about an unconfirmed ticket


@pytest.fixture
def unconfirmed(outbox: Outbox, server: Misbehaving) -> str:
    server.script("create", Fault.take_and_close())
    draft = outbox.with_files(outbox.draft(), PNG)
    outbox.submit(draft)
    outbox.wait_for_state(draft.draft_id, State.UNCONFIRMED)
    return draft.draft_id


def test_unconfirmed_ticket_is_sent_again_by_a_human_alone(
    outbox: Outbox, server: Misbehaving, unconfirmed: str
) -> None:
    outbox.do(SendNow(), ReopenTicket(unconfirmed), CancelTicket(unconfirmed), SubmitDraft(outbox.draft(), "default"))
    outbox.events.wait_for(RoundEnded)
    assert server.request_count("create") <= 2
    outbox.do(SendAgain(unconfirmed))
    row = outbox.wait_for_state(unconfirmed, State.CREATED)

    references = [ticket["request"]["custom_fields"]["desk_gui_reference"] for ticket in server.tickets()]
    assert references.count(row.reference) == 2
    assert server.request_count("upload") == 1


@pytest.mark.parametrize("ticket_id", ["", " tk_77 "])
def test_unconfirmed_ticket_is_marked_as_arrived(outbox: Outbox, unconfirmed: str, ticket_id: str) -> None:
    outbox.do(MarkArrived(unconfirmed, ticket_id))

    assert outbox.wait_for_state(unconfirmed, State.CREATED).ticket_id == ticket_id.strip()
    outbox.do(SendAgain(unconfirmed), MarkArrived(unconfirmed, "other"), ListTickets(1))
    [row] = outbox.events.wait_for(TicketsListed).rows
    assert row.ticket_id == ticket_id.strip()


# Order, limits, and the command line's ways


def test_two_tickets_go_at_once_and_the_oldest_first(outbox: Outbox, server: Misbehaving) -> None:
    server.script("create", Fault.silent(), Fault.silent())
    drafts = [outbox.draft(f"Ticket {number}") for number in range(4)]
    rows = [outbox.submit(draft) for draft in drafts]
    server.wait_for_requests("create", 2, deadline_s=5)
    with pytest.raises(TimeoutError):
        server.wait_for_requests("create", 3, deadline_s=0.3)
    outbox.do(CancelTicket(rows[0].ticket))
    outbox.wait_for_state(rows[2].ticket, State.CREATED)
    outbox.wait_for_state(rows[3].ticket, State.CREATED)

    assert [ticket["request"]["title"] for ticket in server.tickets()] == ["Ticket 2", "Ticket 3"]


def test_one_rejected_ticket_does_not_hold_the_others(outbox: Outbox, server: Misbehaving) -> None:
    server.script("create", Fault.status(400))
    rows = [outbox.submit(outbox.draft(f"Ticket {number}")) for number in range(3)]
    ends = [outbox.wait_for_end_of_try(row.ticket).state for row in rows]

    assert sorted(ends) == [State.CREATED, State.CREATED, State.REJECTED]


def test_only_ticket_is_the_only_one(data: Path, server: Misbehaving) -> None:
    server.always("create", Fault.throttled(0))
    with Outbox(data, base_url=server.base_url, auto_send=False) as outbox:
        other = outbox.submit(outbox.draft("Other"))
        outbox.wait_for_end_of_try(other.ticket)
    with Outbox(data, base_url=server.base_url, only_ticket="mine") as outbox:
        outbox.submit(Draft("mine", title="Mine", requester_id="c"))
        outbox.wait_for_row("mine", lambda row: row.hold is Hold.THROTTLED)
        server.behave()
        outbox.wait_for_state("mine", State.CREATED)

    assert [ticket["request"]["title"] for ticket in server.tickets()] == ["Mine"]


def test_without_auto_send_each_command_is_one_try(data: Path, server: Misbehaving) -> None:
    server.always("create", Fault.throttled(0))
    with Outbox(data, base_url=server.base_url, auto_send=False) as outbox:
        row = outbox.submit(outbox.draft())
        outbox.wait_for_end_of_try(row.ticket)
        with pytest.raises(TimeoutError):
            server.wait_for_requests("create", 2, deadline_s=0.3)
    with Outbox(data, base_url=server.base_url, auto_send=False) as outbox:
        outbox.do(ListTickets(1))
        outbox.events.wait_for(TicketsListed)
        assert server.request_count("create") == 1
        outbox.do(SendNow())
        ended = outbox.events.wait_for(RoundEnded)

        assert [(each.ticket, each.hold) for each in ended.rows] == [(row.ticket, Hold.THROTTLED)]
        assert server.request_count("create") == 2


def test_round_ends_when_all_were_tried(data: Path, server: Misbehaving) -> None:
    server.always("create", Fault.throttled(300))
    with Outbox(data, base_url=server.base_url) as outbox:
        rows = [outbox.submit(outbox.draft(f"Ticket {number}")) for number in range(5)]
        for row in rows:
            outbox.wait_for_row(row.ticket, lambda row: row.hold is Hold.THROTTLED)
        server.behave()
        server.script("create", Fault.status(400))
        outbox.do(SendNow())
        ended = outbox.events.wait_for(RoundEnded)

    # Two go at once: which of them met the refusal is not told.
    assert [row.ticket for row in ended.rows] == [row.ticket for row in rows]
    assert sorted(row.state for row in ended.rows) == [State.CREATED] * 4 + [State.REJECTED]


def test_round_of_nothing_ends_at_once(outbox: Outbox) -> None:
    outbox.do(SendNow())

    assert outbox.events.wait_for(RoundEnded) == RoundEnded(())


def test_counts_follow(outbox: Outbox, server: Misbehaving) -> None:
    # One that is gone in a moment need not be counted.
    server.script("create", Fault.late(0.3, Fault.status(400)), Fault.throttled(300))
    outbox.wait_for_end_of_try(outbox.submit(outbox.draft()).ticket)
    outbox.wait_for_end_of_try(outbox.submit(outbox.draft()).ticket)

    outbox.events.wait_for(QueueCounted, lambda counted: counted.sending == 1)
    outbox.events.wait_for(
        QueueCounted, lambda last: (last.waiting, last.needs_you, last.sending) == (1, 1, 0) and bool(last.next_try_at)
    )


@pytest.mark.parametrize(
    "make", [CancelTicket, ReopenTicket, SendAgain, MarkArrived, lambda _: SendNow(), lambda _: CheckCredentials("?")]
)
def test_unknown_ids_are_ignored(outbox: Outbox, make: "Callable[[str], CancelTicket]") -> None:
    outbox.do(make("nobody"), ListTickets(1, limit=0, offset=-5))

    assert outbox.events.wait_for(TicketsListed).rows == ()


def test_bug_elsewhere_ends_nothing(data: Path, server: Misbehaving, expect_log: ExpectLog) -> None:
    expect_log("desk_gui.outbox.teller", logging.ERROR, "went wrong")
    expect_log("desk_gui.outbox.teller", logging.ERROR, "could not be read or written")
    expect_log("desk_gui.outbox.remembering", logging.WARNING, "a draft in the database cannot be read")
    with Outbox(data, base_url=server.base_url) as outbox:
        row = outbox.submit(outbox.draft("Unreadable"))
        outbox.wait_for_state(row.ticket, State.CREATED)
        server.script("create", Fault.throttled(300))
        spoilt = outbox.submit(outbox.draft("Unreadable"))
        outbox.wait_for_end_of_try(spoilt.ticket)
        with closing(sqlite3.connect(outbox.data_dir.database)) as db:
            db.execute("UPDATE tickets SET form = '7' WHERE ticket = ?", (spoilt.ticket,))
            db.commit()
        # A bug of somebody's: the second command is none.
        outbox.do(SendNow(), SaveDraft(None))  # type: ignore[arg-type]  # on purpose
        outbox.events.wait_for(StorageFailed)
        outbox.wait_for_state(outbox.submit(outbox.draft("Fine")).ticket, State.CREATED)


def test_importing_the_contracts_imports_nothing_heavy() -> None:
    script = (
        "import sys; import desk_gui.outbox.desk, desk_gui.outbox.events, desk_gui.outbox.submission\n"
        "print([name for name in ('httpx', 'pydantic', 'keyring', 'sqlite3', 'asyncio') if name in sys.modules])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=20, check=True
    )

    assert ended.stdout.strip() == "[]"


def test_key_given_for_this_run_only_reaches_no_file(data: Path, server: Misbehaving) -> None:
    folder = DataDir(data)
    folder.create()
    keys = CredentialStore.in_memory()
    events = Events()
    worker = OutboxWorker(
        database=folder.database,
        spool_dir=folder.spool,
        settings_path=folder.settings,
        keys=keys,
        publish=events,
        settings=Settings(),
        notices=("set aside",),
    )
    assert API_SECRET not in repr(worker)
    assert API_KEY not in repr(vars(worker))
    worker.start()
    assert events.wait_for(WorkerReady).notices == ("set aside",)
    assert worker.stop()
    del server
