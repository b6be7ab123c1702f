"""What the network does, by what becomes of the ticket: every cell of the table, and what goes beyond it.

`outbox/test_sending.py` has more answers of a LiveDesk that misbehaves. Here the table is complete: `NETWORK_DOES` on
each of `ROUTES` has a cell that says where the ticket stands, why, and when the next try is. The clock on the wall
stands still meanwhile, so that a time which the server told is exact, and only the jitter has bounds.
"""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import product
from pathlib import Path
from typing import Final

import pytest
from support.misbehaving import Fault
from support.outbox import Outbox
from support.raw_server import (
    Play,
    RawServer,
    answer,
    close_after_head,
    http,
    stall_after_body,
    stall_after_head,
)
from support.scene import NOW, Scene, first_try

from desk_gui.livedesk.client import Credentials, LiveDeskClient, Timeouts
from desk_gui.livedesk.errors import EXPLANATIONS, LiveDeskError, Trouble
from desk_gui.outbox.draft import Draft
from desk_gui.outbox.outcomes import outcome_of
from desk_gui.outbox.request import request_of
from desk_gui.outbox.submission import Decision, Step, Submission, decide
from desk_gui.outbox.tickets import Hold, State, TicketRow
from desk_gui.report import ticket_sentence

ROUTES: Final = ("upload", "create")
NETWORK_DOES: Final = (
    "refused",
    "reset early",
    "body taken then closed",
    "body taken then hung",
    "half answer",
    "2xx without ID",
    "4xx",
    "401",
    "413",
    "429",
    "429 with Retry-After",
    "429 with a date",
    "500",
    "502",
    "503",
    "503 with Retry-After",
    "504",
    "HTML 200",
    "redirect",
    "TLS failure",
    "DNS failure",
    "proxy 407",
)

Seconds = tuple[float, float]
FIRST_WAIT: Final[Seconds] = (2.0, 4.0)
"""After a first failure, from and to: the jitter."""
AS_TOLD: Final[Seconds] = (300.0, 300.0)
AS_DATED: Final[Seconds] = (298.0, 300.0)
"""Dates have whole seconds."""

both_routes = pytest.mark.parametrize("route", ROUTES)


@dataclass(frozen=True)
class Cell:
    """Where a first try leaves a ticket.

    Attributes:
        next_s: When the next try of the program's own is, counted from this one's end; None for never.
        words: A part of LiveDesk's words, where it said some.
    """

    state: State
    hold: Hold
    trouble: Trouble | None
    next_s: Seconds | None = None
    words: str = ""

    def check(self, row: TicketRow) -> None:
        """Check where it stands, when it goes, and that people are told why and what to do."""
        assert (row.state, row.hold, row.trouble) == (self.state, self.hold, self.trouble or "")
        assert self.words in row.words
        if self.next_s is None:
            assert row.next_try_at is None
        else:
            assert row.next_try_at is not None
            wait_s = (row.next_try_at - NOW).total_seconds()
            assert self.next_s[0] <= wait_s <= self.next_s[1]
        sentence = ticket_sentence(row)
        if self.state is State.UNCONFIRMED or self.trouble is None:
            assert row.reference in sentence
        else:
            assert EXPLANATIONS[self.trouble].title in sentence
            assert not self.words or row.words in sentence
        if self.trouble is not None:
            assert EXPLANATIONS[self.trouble].next_step


def waits(trouble: Trouble) -> Cell:
    return Cell(State.QUEUED, Hold.BACKOFF, trouble, FIRST_WAIT)


def pauses(next_s: Seconds) -> Cell:
    return Cell(State.QUEUED, Hold.THROTTLED, Trouble.THROTTLED, next_s)


def held(hold: Hold, trouble: Trouble, words: str = "") -> Cell:
    return Cell(State.QUEUED, hold, trouble, words=words)


def rejected(trouble: Trouble) -> Cell:
    return Cell(State.REJECTED, Hold.NONE, trouble, words="practice trouble")


def unconfirmed(trouble: Trouble) -> Cell:
    return Cell(State.UNCONFIRMED, Hold.NONE, trouble)


CREATED: Final = Cell(State.CREATED, Hold.NONE, None)

T: Final = Trouble
TABLE: Final[dict[str, tuple[Cell, Cell]]] = {
    # what the network does: on upload, on create
    "refused": (waits(T.CANNOT_CONNECT), waits(T.CANNOT_CONNECT)),
    "reset early": (waits(T.CONNECTION_BROKEN), unconfirmed(T.CONNECTION_BROKEN)),
    "body taken then closed": (waits(T.CONNECTION_BROKEN), unconfirmed(T.CONNECTION_BROKEN)),
    "body taken then hung": (waits(T.TIMED_OUT), unconfirmed(T.TIMED_OUT)),
    "half answer": (held(Hold.NOT_LIVEDESK, T.UNREADABLE_ANSWER), unconfirmed(T.UNREADABLE_ANSWER)),
    "2xx without ID": (held(Hold.NOT_LIVEDESK, T.UNREADABLE_ANSWER), CREATED),
    "4xx": (rejected(T.REFUSED), rejected(T.REFUSED)),
    "401": (held(Hold.KEY, T.KEY_REFUSED), held(Hold.KEY, T.KEY_REFUSED)),
    "413": (rejected(T.TOO_LARGE), rejected(T.TOO_LARGE)),
    "429": (pauses(FIRST_WAIT), pauses(FIRST_WAIT)),
    "429 with Retry-After": (pauses(AS_TOLD), pauses(AS_TOLD)),
    "429 with a date": (pauses(AS_DATED), pauses(AS_DATED)),
    "500": (waits(T.SERVER_FAILED), unconfirmed(T.SERVER_FAILED)),
    "502": (waits(T.SERVER_FAILED), unconfirmed(T.SERVER_FAILED)),
    "503": (waits(T.SERVER_FAILED), unconfirmed(T.SERVER_FAILED)),
    "503 with Retry-After": (pauses(AS_TOLD), pauses(AS_TOLD)),
    "504": (waits(T.SERVER_FAILED), unconfirmed(T.SERVER_FAILED)),
    "HTML 200": (held(Hold.NOT_LIVEDESK, T.UNREADABLE_ANSWER), unconfirmed(T.UNREADABLE_ANSWER)),
    "redirect": (held(Hold.WRONG_ADDRESS, T.REDIRECTED), held(Hold.WRONG_ADDRESS, T.REDIRECTED)),
    "TLS failure": (waits(T.TLS_FAILED), waits(T.TLS_FAILED)),
    "DNS failure": (waits(T.NAME_NOT_FOUND), waits(T.NAME_NOT_FOUND)),
    "proxy 407": (held(Hold.PROXY_LOGIN, T.PROXY_LOGIN_NEEDED), held(Hold.PROXY_LOGIN, T.PROXY_LOGIN_NEEDED)),
}


def in_300_s() -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=300), usegmt=True)


SERVER_DOES: Final[dict[str, Callable[[], Fault]]] = {
    "reset early": lambda: Fault.reset(0),
    "body taken then closed": Fault.close_after_body,
    "half answer": Fault.half_answer,
    "2xx without ID": Fault.missing_result,
    "4xx": lambda: Fault.status(422),
    "401": lambda: Fault.status(401),
    "413": lambda: Fault.status(413),
    "429": Fault.throttled,
    "429 with Retry-After": lambda: Fault.throttled(300),
    "429 with a date": lambda: Fault.throttled(in_300_s()),
    "500": lambda: Fault.status(500),
    "502": lambda: Fault.html(502),
    "503": lambda: Fault.status(503),
    "503 with Retry-After": lambda: Fault.status(503, retry_after=300),
    "504": lambda: Fault.status(504),
    "HTML 200": Fault.html,
    "redirect": lambda: Fault.redirect("https://elsewhere.example/login"),
}


def test_table_is_complete() -> None:
    assert tuple(TABLE) == NETWORK_DOES
    in_one_go = {"refused", "body taken then hung", "TLS failure", "DNS failure", "proxy 407"}
    assert set(SERVER_DOES) | in_one_go == set(NETWORK_DOES)
    for cells in TABLE.values():
        assert len(cells) == len(ROUTES)


@pytest.mark.parametrize(("does", "route"), tuple(product(NETWORK_DOES, ROUTES)))
def test_table(scene: Scene, does: str, route: str) -> None:
    cell = TABLE[does][ROUTES.index(route)]
    match does:
        case "body taken then hung":
            decision, outcome_trouble = hung(stall_after_body, route, scene.picture)
            assert (decision.state, decision.hold, outcome_trouble) == (cell.state, cell.hold, cell.trouble)
            # The dice of `hung` lie in the middle.
            assert decision.wait_s == (None if cell.next_s is None else sum(cell.next_s) / 2)
            return
        case "refused":
            around: AbstractContextManager[Outbox] = scene.refused()
        case "TLS failure":
            around = scene.unsafe()
        case "DNS failure":
            around = scene.outbox("https://livedesk.invalid")
        case "proxy 407":
            around = scene.behind(answer(http(407, b"")))
        case _:
            around = scene.misbehaving(route, SERVER_DOES[does]())
    with around as outbox:
        cell.check(first_try(outbox, route))


# Beyond the table


@both_routes
def test_certificate_that_is_over(scene: Scene, route: str) -> None:
    with scene.unsafe(expired=True) as outbox:
        waits(Trouble.TLS_FAILED).check(first_try(outbox, route))


@both_routes
def test_server_that_speaks_no_tls(scene: Scene, route: str) -> None:
    with scene.outbox(scene.server.base_url.replace("http:", "https:")) as outbox:
        waits(Trouble.TLS_FAILED).check(first_try(outbox, route))


@both_routes
@pytest.mark.parametrize("status", [403, 502, 503])
def test_proxy_that_says_no(scene: Scene, route: str, status: int) -> None:
    with scene.behind(answer(http(status, b""))) as outbox:
        waits(Trouble.PROXY_FAILED).check(first_try(outbox, route))


@both_routes
def test_proxy_that_leaves_in_the_middle(scene: Scene, route: str) -> None:
    """What the proxy was told with CONNECT is not the ticket: a create is not in doubt."""
    with scene.behind(close_after_head) as outbox:
        waits(Trouble.CONNECTION_BROKEN).check(first_try(outbox, route))


@both_routes
@pytest.mark.parametrize("fault", [Fault.status(502), Fault.html(500), Fault.html(503), Fault.close_before_body()])
def test_server_in_trouble(scene: Scene, route: str, fault: Fault) -> None:
    with scene.misbehaving(route, fault) as outbox:
        row = first_try(outbox, route)

    trouble = Trouble(row.trouble)
    assert trouble in (Trouble.SERVER_FAILED, Trouble.CONNECTION_BROKEN)
    (waits(trouble) if route == "upload" else unconfirmed(trouble)).check(row)


# A server that hangs: with the client's own waits made short


def hung(play: Play, route: str, path: Path) -> tuple[Decision, str]:
    """Return what becomes of a ticket whose call gets no answer in time, and its trouble."""

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
    draft = Draft("d", title="Printer", requester_id="contact_1")
    state = State.UPLOADING if route == "upload" else State.CREATING
    submission = Submission("d", draft, "default", server.base_url, "DG-7F3K9Q", state)
    return decide(submission, outcome, NOW, lambda: 0.5), outcome.trouble


@both_routes
def test_server_that_hangs_before_the_body(scene: Scene, route: str) -> None:
    decision, trouble = hung(stall_after_head, route, scene.picture)

    assert trouble == Trouble.TIMED_OUT
    if route == "upload":
        assert (decision.state, decision.hold, decision.wait_s) == (State.QUEUED, Hold.BACKOFF, 3.0)
    else:
        assert (decision.state, decision.hold, decision.wait_s) == (State.UNCONFIRMED, Hold.NONE, None)
