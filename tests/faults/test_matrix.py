"""What the network does, by what becomes of the ticket: the cells that need more than a LiveDesk that misbehaves.

`outbox/test_sending.py` has the others. Here: failures below HTTP, a server that hangs, a proxy, and for each cell that
waits, when the next try is. Every trouble that a cell ends with has words for people.
"""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Final

import pytest
from support.certificates import self_signed
from support.misbehaving import Fault, Misbehaving
from support.outbox import PNG, Outbox
from support.project import ROOT
from support.raw_server import Play, RawServer, answer, close_after_head, http, stall_after_body, stall_after_head

from desk_gui.livedesk.client import Credentials, LiveDeskClient, Timeouts
from desk_gui.livedesk.errors import EXPLANATIONS, LiveDeskError, Trouble
from desk_gui.outbox.draft import Draft
from desk_gui.outbox.outcomes import outcome_of
from desk_gui.outbox.request import request_of
from desk_gui.outbox.submission import Decision, Step, Submission, decide
from desk_gui.outbox.tickets import Hold, State, TicketRow

NAME: Final = "livedesk.test"
FIRST_WAIT: Final = (2.0, 4.0)
"""Seconds after a first failure, from and to."""
SLACK_S: Final = 5.0
ROUTES: Final = ("upload", "create")

both_routes = pytest.mark.parametrize("route", ROUTES)


@dataclass(frozen=True)
class Try:
    """A first try: how the ticket stood before and stands now."""

    row: TicketRow
    began_at: datetime

    def check(self, state: State, hold: Hold, trouble: Trouble) -> None:
        """Check where it stands, and that people can be told why."""
        assert (self.row.state, self.row.hold, self.row.trouble) == (state, hold, trouble)
        explanation = EXPLANATIONS[trouble]
        assert explanation.title
        assert explanation.next_step

    def check_next(self, least_s: float, most_s: float) -> None:
        """Check when the next try is, counted from the end of this one."""
        assert self.row.next_try_at is not None
        assert timedelta(seconds=least_s) <= self.row.next_try_at - self.began_at
        assert self.row.next_try_at - self.row.changed_at <= timedelta(seconds=most_s)


def first_try(outbox: Outbox, route: str) -> Try:
    """Submit a ticket that begins with this call."""
    draft = outbox.draft()
    if route == "upload":
        draft = outbox.with_files(draft, PNG)
    since, began_at = outbox.events.count, datetime.now(UTC)
    outbox.submit(draft)
    return Try(outbox.wait_for_end_of_try(draft.draft_id, since=since), began_at)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def outbox(data: Path, server: Misbehaving) -> Iterator[Outbox]:
    with Outbox(data, base_url=server.base_url) as running:
        yield running


# Below HTTP


@both_routes
def test_refused_connection(data: Path, server: Misbehaving, route: str) -> None:
    address = server.base_url
    server.stop()
    with Outbox(data, base_url=address) as outbox:
        tried = first_try(outbox, route)

    tried.check(State.QUEUED, Hold.BACKOFF, Trouble.CANNOT_CONNECT)
    tried.check_next(*FIRST_WAIT)


@both_routes
@pytest.mark.parametrize("expired", [False, True], ids=["unknown", "expired"])
def test_certificate_that_is_not_trusted(data: Path, tmp_path: Path, route: str, *, expired: bool) -> None:
    identity = self_signed(tmp_path, expired=expired)
    with (
        RawServer(answer(http(200, {})), tls=identity.context) as server,
        Outbox(data, base_url=server.base_url) as box,
    ):
        tried = first_try(box, route)

    tried.check(State.QUEUED, Hold.BACKOFF, Trouble.TLS_FAILED)
    tried.check_next(*FIRST_WAIT)
    assert all(not seen.head for seen in server.seen), "something was said to a server that nobody knows"


@both_routes
def test_server_that_speaks_no_tls(data: Path, server: Misbehaving, route: str) -> None:
    with Outbox(data, base_url=server.base_url.replace("http:", "https:")) as outbox:
        tried = first_try(outbox, route)

    tried.check(State.QUEUED, Hold.BACKOFF, Trouble.TLS_FAILED)
    tried.check_next(*FIRST_WAIT)


@both_routes
def test_name_that_is_nobodys(data: Path, direct: None, route: str) -> None:
    with Outbox(data, base_url="https://livedesk.invalid") as outbox:
        tried = first_try(outbox, route)

    tried.check(State.QUEUED, Hold.BACKOFF, Trouble.NAME_NOT_FOUND)
    tried.check_next(*FIRST_WAIT)


# A proxy


@pytest.fixture
def direct(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what the surroundings say of proxies."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@contextmanager
def behind(monkeypatch: pytest.MonkeyPatch, data: Path, *plays: Play) -> Iterator[Outbox]:
    """Run an outbox that has a proxy between itself and LiveDesk."""
    with RawServer(*plays) as proxy:
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{proxy.port}")
        with Outbox(data, base_url=f"https://{NAME}") as outbox:
            yield outbox


@both_routes
def test_proxy_that_wants_a_login(data: Path, direct: None, monkeypatch: pytest.MonkeyPatch, route: str) -> None:
    with behind(monkeypatch, data, answer(http(407, b""))) as outbox:
        tried = first_try(outbox, route)

    tried.check(State.QUEUED, Hold.PROXY_LOGIN, Trouble.PROXY_LOGIN_NEEDED)
    assert tried.row.next_try_at is None


@both_routes
@pytest.mark.parametrize("status", [403, 502, 503])
def test_proxy_that_says_no(data: Path, direct: None, monkeypatch: pytest.MonkeyPatch, route: str, status: int) -> None:
    with behind(monkeypatch, data, answer(http(status, b""))) as outbox:
        tried = first_try(outbox, route)

    tried.check(State.QUEUED, Hold.BACKOFF, Trouble.PROXY_FAILED)
    tried.check_next(*FIRST_WAIT)


@both_routes
def test_proxy_that_leaves_in_the_middle(data: Path, direct: None, monkeypatch: pytest.MonkeyPatch, route: str) -> None:
    """What the proxy was told with CONNECT is not the ticket: a create is not in doubt."""
    with behind(monkeypatch, data, close_after_head) as outbox:
        tried = first_try(outbox, route)

    tried.check(State.QUEUED, Hold.BACKOFF, Trouble.CONNECTION_BROKEN)
    tried.check_next(*FIRST_WAIT)


# Statuses that say "later"


@both_routes
@pytest.mark.parametrize("status", [500, 502, 503, 504])
@pytest.mark.parametrize("is_html", [False, True], ids=["plain", "HTML"])
def test_server_in_trouble(outbox: Outbox, server: Misbehaving, route: str, status: int, *, is_html: bool) -> None:
    server.always(route, Fault.html(status) if is_html else Fault.status(status))
    tried = first_try(outbox, route)

    if route == "upload":
        tried.check(State.QUEUED, Hold.BACKOFF, Trouble.SERVER_FAILED)
        tried.check_next(*FIRST_WAIT)
    else:
        tried.check(State.UNCONFIRMED, Hold.NONE, Trouble.SERVER_FAILED)
        assert tried.row.next_try_at is None


@both_routes
def test_throttled_without_a_time(outbox: Outbox, server: Misbehaving, route: str) -> None:
    server.always(route, Fault.throttled())
    tried = first_try(outbox, route)

    tried.check(State.QUEUED, Hold.THROTTLED, Trouble.THROTTLED)
    tried.check_next(*FIRST_WAIT)


@both_routes
@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("as_date", [False, True], ids=["seconds", "date"])
def test_throttled_with_a_time(outbox: Outbox, server: Misbehaving, route: str, status: int, *, as_date: bool) -> None:
    until = format_datetime(datetime.now(UTC) + timedelta(seconds=300), usegmt=True)
    server.always(route, Fault.status(status, retry_after=until if as_date else 300))
    tried = first_try(outbox, route)

    tried.check(State.QUEUED, Hold.THROTTLED, Trouble.THROTTLED)
    tried.check_next(300 - SLACK_S, 300 + SLACK_S)


@both_routes
@pytest.mark.parametrize("fault", [Fault.close_before_body(), Fault.close_after_body(), Fault.reset(0)])
def test_end_of_the_connection(outbox: Outbox, server: Misbehaving, route: str, fault: Fault) -> None:
    server.always(route, fault)
    tried = first_try(outbox, route)

    if route == "upload":
        tried.check(State.QUEUED, Hold.BACKOFF, Trouble.CONNECTION_BROKEN)
        tried.check_next(*FIRST_WAIT)
    else:
        tried.check(State.UNCONFIRMED, Hold.NONE, Trouble.CONNECTION_BROKEN)
        assert tried.row.next_try_at is None


# A server that hangs: with the client's own waits made short


def hung(play: Play, route: str, path: Path) -> Decision:
    """Return what becomes of a ticket whose call gets no answer in time."""

    async def call(client: LiveDeskClient) -> None:
        if route == "upload":
            await client.upload(path, "picture.png", "image/png")
        else:
            await client.create_ticket(request_of(Draft("d", title="Printer", requester_id="contact_1")), "DG-7F3K9Q")

    async def work(base_url: str) -> LiveDeskError:
        credentials = Credentials(api_key="key", api_secret="secret")  # noqa: S106 - made up
        short = Timeouts(connect_s=5, write_s=0.3, read_s=0.3, stall_s=0.3)
        async with LiveDeskClient(base_url=base_url, credentials=credentials, timeouts=short) as client:
            with pytest.raises(LiveDeskError) as caught:
                await call(client)
            return caught.value

    with RawServer(play) as server:
        outcome = outcome_of(Step(route), asyncio.run(work(server.base_url)))
    assert outcome.trouble == Trouble.TIMED_OUT
    draft = Draft("d", title="Printer", requester_id="contact_1")
    state = State.UPLOADING if route == "upload" else State.CREATING
    submission = Submission("d", draft, "default", server.base_url, "DG-7F3K9Q", state)
    return decide(submission, outcome, datetime.now(UTC), lambda: 0.5)


@pytest.mark.parametrize("play", [stall_after_head, stall_after_body], ids=["before the body", "after the body"])
def test_server_that_hangs(tmp_path: Path, play: Play) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(PNG)
    upload, create = (hung(play, route, path) for route in ROUTES)

    assert (upload.state, upload.hold, upload.wait_s) == (State.QUEUED, Hold.BACKOFF, 3.0)
    assert (create.state, create.hold, create.wait_s) == (State.UNCONFIRMED, Hold.NONE, None)


# A name server that is silent

SILENT_NAMES: Final = """
import socket, sys, threading, time
from pathlib import Path
from support.outbox import PNG, Outbox

asked = threading.Event()
def hang(*args, **options):
    asked.set()
    threading.Event().wait()
socket.getaddrinfo = hang  # a name server that never answers; nothing of ours is replaced

outbox = Outbox(Path(sys.argv[1]), base_url="https://livedesk.invalid")
with outbox:
    draft = outbox.draft()
    if sys.argv[2] == "upload":
        draft = outbox.with_files(draft, PNG)
    outbox.submit(draft)
    assert asked.wait(10)
    began = time.monotonic()
    assert outbox.worker.stop()
    print(time.monotonic() - began)
"""


@both_routes
def test_stopping_while_names_are_looked_up(data: Path, direct: None, route: str) -> None:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))}
    began = time.monotonic()
    ended = subprocess.run(
        [sys.executable, "-c", SILENT_NAMES, str(data), route],
        env=env,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )

    assert (ended.returncode, ended.stderr) == (0, "")
    assert float(ended.stdout) < 3
    assert time.monotonic() - began < 15, "the process was held back after the outbox had stopped"
