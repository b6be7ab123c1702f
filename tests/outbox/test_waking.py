"""When tickets are tried again before their time: another network, a laptop that slept, one that gets through."""

import asyncio
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from support.misbehaving import Fault, Misbehaving
from support.outbox import PNG, Outbox
from support.running import run

from desk_gui.outbox.desk import CancelTicket, ListTickets, NoteNetwork, NoteSleep, ReopenTicket
from desk_gui.outbox.events import DraftOpened, TicketChanged, TicketsListed
from desk_gui.outbox.gate import SleepGate
from desk_gui.outbox.schedule import AHEAD_S, SleepSeen
from desk_gui.outbox.submission import NEW_NETWORK_HOLDS, Waiting
from desk_gui.outbox.tickets import Hold, State, TicketRow
from desk_gui.outbox.waits import Waits
from desk_gui.outbox.waking import LOOK_EVERY_S


class SetClock:
    """A clock on the wall that a test can set, or let go on while everything else sleeps."""

    def __init__(self) -> None:
        self._ahead = timedelta()
        self._lock = threading.Lock()

    def __call__(self) -> datetime:
        with self._lock:
            return datetime.now(UTC) + self._ahead

    def go_on(self, seconds: float) -> None:
        with self._lock:
            self._ahead += timedelta(seconds=seconds)


def tried(outbox: Outbox, title: str = "Ticket", *contents: bytes) -> TicketRow:
    draft = outbox.with_files(outbox.draft(title), *contents)
    since = outbox.events.count
    outbox.submit(draft)
    return outbox.wait_for_end_of_try(draft.draft_id, since=since)


def held_by(outbox: Outbox, server: Misbehaving, hold: Hold) -> TicketRow:
    """Return a ticket that waits for this."""
    match hold:
        case Hold.BACKOFF:
            server.always("upload", Fault.close_after_body())
        case Hold.NOT_LIVEDESK:
            server.always("upload", Fault.html())
        case Hold.UPLOAD_ADDRESS:
            server.always("upload", Fault.status(404))
        case Hold.THROTTLED:
            server.always("upload", Fault.throttled(300))
        case Hold.KEY:
            server.always("upload", Fault.status(401))
        case Hold.NETWORK:
            server.always("upload", Fault.status(403))
            server.always("contacts", Fault.status(403))
        case Hold.PROXY_LOGIN:
            server.always("upload", Fault.status(407))
        case Hold.WRONG_ADDRESS:
            server.always("upload", Fault.redirect("https://login.example"))
        case _:
            raise AssertionError(hold)
    row = tried(outbox, "Held", PNG)
    assert row.hold is hold
    return row


HELD = [
    hold for hold in Hold if hold not in (Hold.NONE, Hold.UNDO, Hold.HANDED_OVER, Hold.ORIGIN_CHANGED, Hold.FILE_LOST)
]


# Another network


@pytest.mark.parametrize("hold", HELD)
def test_another_network_lets_go_what_it_may_help(outbox: Outbox, server: Misbehaving, hold: Hold) -> None:
    row = held_by(outbox, server, hold)
    server.behave()
    count = server.request_count("upload")
    outbox.do(NoteNetwork(is_reachable=True), ListTickets(1))
    outbox.events.wait_for(TicketsListed)
    if hold in NEW_NETWORK_HOLDS:
        outbox.wait_for_row(row.ticket, lambda row: row.state is State.CREATED, deadline_s=2)
    else:
        assert server.request_count("upload") == count
        outbox.do(ListTickets(2))
        [listed] = outbox.events.wait_for(TicketsListed, lambda page: page.request_id == 2).rows
        assert listed.hold is hold


def test_network_that_goes_changes_nothing(outbox: Outbox, server: Misbehaving) -> None:
    row = held_by(outbox, server, Hold.NOT_LIVEDESK)
    since = outbox.events.count
    outbox.do(NoteNetwork(is_reachable=False), ListTickets(1))
    outbox.events.wait_for(TicketsListed)

    assert [event for event in outbox.events.all(TicketChanged, since=since) if event.row.ticket == row.ticket] == []


def test_another_network_begins_the_backoff_anew(outbox: Outbox, server: Misbehaving) -> None:
    server.always("upload", Fault.close_after_body())
    row = tried(outbox, "Again and again", PNG)
    for _ in range(3):
        since = outbox.events.count
        outbox.do(NoteNetwork(is_reachable=True))
        row = outbox.wait_for_end_of_try(row.ticket, since=since)
        assert row.next_try_at is not None
        assert row.next_try_at - row.changed_at < timedelta(seconds=4.1)


def test_runs_of_one_round_take_no_hints(data: Path, server: Misbehaving) -> None:
    server.always("create", Fault.status(407))
    with Outbox(data, base_url=server.base_url, auto_send=False) as outbox:
        tried(outbox)
        outbox.do(NoteNetwork(is_reachable=True), NoteSleep(is_asleep=False), ListTickets(1))
        [row] = outbox.events.wait_for(TicketsListed).rows

    assert row.hold is Hold.PROXY_LOGIN
    assert server.request_count("create") == 1


# One that gets through


def test_one_that_gets_through_lets_the_others_go(outbox: Outbox, server: Misbehaving) -> None:
    server.script("upload", *[Fault.close_after_body()] * 2)
    waiting = [tried(outbox, f"Ticket {number}", PNG + bytes([number])) for number in range(2)]
    outbox.wait_for_state(tried(outbox, "Gets through").ticket, State.CREATED)
    for row in waiting:
        outbox.wait_for_row(row.ticket, lambda row: row.state is State.CREATED, deadline_s=1.5)


def test_one_that_fails_by_itself_is_not_tried_behind_each_of_the_others(outbox: Outbox, server: Misbehaving) -> None:
    server.always("upload", Fault.status(500))
    poison = tried(outbox, "Its file always breaks", PNG)
    since = outbox.events.count
    for number in range(6):
        outbox.wait_for_state(tried(outbox, f"Fine {number}").ticket, State.CREATED)
        if number == 0:
            outbox.wait_for_end_of_try(poison.ticket, since=since)

    assert server.request_count("upload") <= 3


# Sleep


@pytest.mark.parametrize(
    ("steps", "slept"),
    [
        ([(10.0, 10.0)], [0.0]),
        ([(3600.0, 3.0)], [3597.0]),
        ([(AHEAD_S, 0.0)], [0.0]),
        ([(AHEAD_S + 0.5, 0.0)], [AHEAD_S + 0.5]),
        ([(-7200.0, 3.0)], [0.0]),
        ([(3.5, 3.0)] * 200, [0.0] * 200),
        ([(600.0, 3.0), (3.0, 3.0), (900.0, 3.0)], [597.0, 0.0, 897.0]),
    ],
)
def test_sleep_is_seen(steps: list[tuple[float, float]], slept: list[float]) -> None:
    wall_s, monotonic_s = 1e9, 50.0
    seen = SleepSeen(wall_s, monotonic_s)
    found = []
    for wall_step_s, monotonic_step_s in steps:
        wall_s, monotonic_s = wall_s + wall_step_s, monotonic_s + monotonic_step_s
        found.append(seen.look(wall_s, monotonic_s))

    assert found == pytest.approx(slept)


def test_waits_are_counted_by_a_clock_that_nobody_sets() -> None:
    now_s, wall = 100.0, SetClock()
    waits = Waits(lambda: now_s, wall)

    def waiting(ticket: str, seconds: float | None) -> Waiting:
        until = None if seconds is None else wall() + timedelta(seconds=seconds)
        return Waiting(ticket, "default", "https://a", Hold.BACKOFF, until, has_uploads_left=False)

    from_disk, planned = waiting("from disk", 60), waiting("planned", 60)
    waits.plan("planned", 60)
    waits.plan("absurd", 1e9)
    assert waits.left_s(waiting("none", None)) == 0
    assert waits.left_s(from_disk) == pytest.approx(60, abs=1)
    wall.go_on(-3600)
    now_s += 20
    assert waits.left_s(planned) == pytest.approx(40)
    assert waits.left_s(from_disk) == pytest.approx(40, abs=1)
    waits.pass_over(30)
    assert waits.left_s(planned) == pytest.approx(10)
    assert waits.left_s(waiting("absurd", 1)) == pytest.approx(24 * 3600 - 50)
    waits.forget("planned")
    waits.forget("nobody")
    assert waits.left_s(waiting("planned", 5)) == pytest.approx(5, abs=1)


@pytest.mark.parametrize("fault", [Fault.throttled(300), Fault.status(407)])
def test_laptop_that_slept_tries_again_and_its_pauses_are_over(data: Path, server: Misbehaving, fault: Fault) -> None:
    wall = SetClock()
    with Outbox(data, base_url=server.base_url, wall=wall) as outbox:
        server.script("create", fault)
        row = tried(outbox)
        wall.go_on(600)

        outbox.wait_for_row(row.ticket, lambda row: row.state is State.CREATED, deadline_s=LOOK_EVERY_S + 3)


def test_pause_that_is_longer_than_the_sleep_goes_on(data: Path, server: Misbehaving) -> None:
    wall = SetClock()
    with Outbox(data, base_url=server.base_url, wall=wall) as outbox:
        server.script("create", Fault.throttled(1800))
        tried(outbox)
        wall.go_on(600)
        with pytest.raises(TimeoutError):
            server.wait_for_requests("create", 2, deadline_s=LOOK_EVERY_S + 1)


def test_clock_that_is_set_back_holds_nothing_up(data: Path, server: Misbehaving) -> None:
    wall = SetClock()
    with Outbox(data, base_url=server.base_url, wall=wall) as outbox:
        server.script("create", Fault.throttled(1))
        row = tried(outbox)
        wall.go_on(-7200)
        outbox.wait_for_row(row.ticket, lambda row: row.state is State.CREATED, deadline_s=4)


# No create call starts while the system goes to sleep


def test_nothing_is_created_until_the_system_is_back(outbox: Outbox, server: Misbehaving) -> None:
    outbox.do(NoteSleep(is_asleep=True))
    with_file = outbox.submit(outbox.with_files(outbox.draft("With a file"), PNG))
    without = outbox.submit(outbox.draft("Without"))
    server.wait_for_requests("upload", 1, deadline_s=5)
    with pytest.raises(TimeoutError):
        server.wait_for_requests("create", 1, deadline_s=0.3)
    outbox.do(NoteSleep(is_asleep=False))

    for row in (with_file, without):
        outbox.wait_for_state(row.ticket, State.CREATED)


def test_ticket_that_waits_for_the_system_comes_back_and_is_cancelled(outbox: Outbox, server: Misbehaving) -> None:
    outbox.do(NoteSleep(is_asleep=True))
    first, second = outbox.draft("First"), outbox.draft("Second")
    for draft in (first, second):
        outbox.submit(draft)
    outbox.do(ReopenTicket(first.draft_id), CancelTicket(second.draft_id))

    assert outbox.events.wait_for(DraftOpened).draft == first
    outbox.wait_for_state(second.draft_id, State.CANCELLED)
    assert server.request_count("create") == 0


def test_ticket_that_waits_for_the_system_is_queued_when_the_program_ends(data: Path, server: Misbehaving) -> None:
    with Outbox(data, base_url=server.base_url) as outbox:
        outbox.do(NoteSleep(is_asleep=True))
        row = outbox.submit(outbox.draft())
    with Outbox(data, base_url=server.base_url) as outbox:
        outbox.wait_for_state(row.ticket, State.CREATED)


def test_gate_opens_by_itself_when_the_word_is_lost() -> None:
    async def work() -> list[str]:
        gate, passed = SleepGate(longest_s=0.2), list[str]()

        async def pass_through(name: str) -> None:
            await gate.passed()
            passed.append(name)

        await pass_through("open")
        gate.close()
        gate.close()
        waiting = asyncio.create_task(pass_through("after the time"))
        done, _ = await asyncio.wait({waiting}, timeout=0.05)
        passed.append("still closed" if not done else "too early")
        await waiting
        gate.close()
        gate.open()
        gate.open()
        await pass_through("opened")
        return passed

    assert run(work()) == ["open", "still closed", "after the time", "opened"]
