"""What the client makes of servers that answer oddly, too little, too late or not at all."""

import asyncio
import gzip
import os
import socket
from collections.abc import Callable, Coroutine
from pathlib import Path

import pytest
from support.page_example import PAGE_ANSWER
from support.raw_server import (
    Play,
    RawServer,
    Seen,
    Turn,
    answer,
    answer_early,
    answer_then_stall,
    close_after_body,
    close_after_head,
    close_at_once,
    http,
    reset_after_body,
    stall_after_body,
    stall_after_head,
)
from support.running import run

from desk_gui.livedesk import errors
from desk_gui.livedesk.client import Credentials, LiveDeskClient, RequestTrace, Timeouts
from desk_gui.livedesk.models import Requester, TicketRequest

TICKET = TicketRequest(title="Screen is dark", requester=Requester(euid="c_1"))
YES = {"code": 0, "data": {"ticket_id": "tk_1", "file_url": "https://x.test/f"}}
IMPATIENT = Timeouts(connect_s=0.3, write_s=0.3, read_s=0.3, stall_s=0.3)

Call = Callable[[LiveDeskClient, RequestTrace, Path], Coroutine[None, None, object]]


async def create(client: LiveDeskClient, trace: RequestTrace, path: Path) -> object:
    del path
    return await client.create_ticket(TICKET, trace=trace)


async def upload(client: LiveDeskClient, trace: RequestTrace, path: Path) -> object:
    return await client.upload(path, "a.png", "image/png", trace=trace)


CALLS: list[Call] = [create, upload]


def client_of(base_url: str, timeouts: Timeouts = Timeouts()) -> LiveDeskClient:  # noqa: B008 - frozen
    return LiveDeskClient(base_url=base_url, credentials=Credentials("key_1", "secret_1"), timeouts=timeouts)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a file too big for any socket's buffers, that costs no disk."""
    path = tmp_path / "spooled"
    path.touch()
    os.truncate(path, 32 * 1024 * 1024)
    return path


@pytest.fixture
def small_path(tmp_path: Path) -> Path:
    path = tmp_path / "small"
    path.write_bytes(b"x" * 1000)
    return path


def failure(
    call: Call,
    play: Play,
    path: Path,
    timeouts: Timeouts = Timeouts(),  # noqa: B008 - frozen
) -> tuple[errors.LiveDeskError, RequestTrace]:
    """Return the error a call ends with against one scripted server, and how far the request got."""
    trace = RequestTrace()

    async def work() -> None:
        async with client_of(server.base_url, timeouts) as client:
            await call(client, trace, path)

    with RawServer(play) as server, pytest.raises(errors.LiveDeskError) as caught:
        run(work())
    return caught.value, trace


# ---------------------------------------------------------------------------------------------- no status line


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(
    "play",
    [
        close_after_body,
        reset_after_body,
        answer(b"HTTP/1.1 200 O"),
        answer(b"HTTP/1.1 200 OK\r\nContent-Le"),
        answer(b"SSH-2.0-OpenSSH_9.2\r\n\r\n"),
        answer(b"\x15\x03\x01\x00\x02\x02\x46"),
        answer(b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
)
def test_an_end_after_the_body_may_have_arrived(call: Call, play: Play, small_path: Path) -> None:
    error, trace = failure(call, play, small_path)
    assert type(error) is errors.ConnectionBroken
    assert (error.body_started, trace.body_sent, trace.status_seen) == (True, True, False)


@pytest.mark.parametrize("call", CALLS)
def test_an_end_before_the_body_was_taken_is_a_broken_connection(call: Call, path: Path) -> None:
    for play in (close_at_once, close_after_head):
        error, trace = failure(call, play, path)
        assert type(error) is errors.ConnectionBroken
        assert error.body_started == trace.body_started
        assert not trace.status_seen


def test_an_upload_cut_after_the_head_had_begun(path: Path) -> None:
    error, trace = failure(upload, close_after_head, path)
    assert isinstance(error, errors.NoAnswer)
    assert (error.body_started, trace.body_sent) == (True, False)


@pytest.mark.parametrize("call", CALLS)
def test_a_refused_connection_sent_nothing(call: Call, small_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    trace = RequestTrace()

    async def work() -> None:
        async with client_of(f"http://127.0.0.1:{port}") as client:
            await call(client, trace, small_path)

    with pytest.raises(errors.CannotConnect) as caught:
        run(work())
    assert not caught.value.body_started
    assert not trace.is_connected


def test_a_name_that_is_nobodys_sent_nothing(small_path: Path) -> None:
    async def work() -> None:
        async with client_of("https://livedesk.invalid") as client:
            await upload(client, RequestTrace(), small_path)

    with pytest.raises(errors.NameNotFound) as caught:
        run(work())
    assert not caught.value.body_started


@pytest.mark.parametrize("call", CALLS)
def test_no_answer_in_time_may_have_arrived(call: Call, small_path: Path) -> None:
    error, trace = failure(call, stall_after_body, small_path, IMPATIENT)
    assert type(error) is errors.TimedOut
    assert (error.body_started, trace.body_sent) == (True, True)


def test_an_upload_that_stands_still_ends(path: Path) -> None:
    error, trace = failure(upload, stall_after_head, path, IMPATIENT)
    assert type(error) is errors.TimedOut
    assert (error.body_started, trace.body_sent) == (True, False)


@pytest.mark.parametrize("call", CALLS)
def test_a_head_that_drips_in_for_ever_is_no_answer(call: Call, small_path: Path) -> None:
    def drip(turn: Turn) -> None:
        turn.read_all()
        for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 200:
            turn.connection.sendall(bytes([byte]))
            if turn.is_closing.wait(0.05):
                return

    error, _ = failure(call, drip, small_path, IMPATIENT)
    assert type(error) is errors.TimedOut


# ---------------------------------------------------------------------------------------- a status, and then what


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(
    "play",
    [
        answer(http(200, b"<html><title>Hotel Wi-Fi</title></html>", {"Content-Type": "text/html"})),
        answer(http(200, b"")),
        answer(http(204, b"")),
        answer(http(200, b'{"code": 0, "data": {"ticket_id": "tk_1')),
        answer(http(200, b"[1]", {"Content-Type": "application/json"})),
        answer(http(200, YES)[:-5]),
        answer(b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"co'),
        answer(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnonsense"),
        answer(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n"),
        answer_then_stall(http(200, YES)[:-5]),
        answer(http(200, b" " * (1024 * 1024) + b"{}")),
        answer(http(200, gzip.compress(b" " * 50_000_000), {"Content-Encoding": "gzip"})),
        answer(http(200, b"not gzip", {"Content-Encoding": "gzip"})),
        answer(http(200, gzip.compress(b'{"code": 0}')[:-12], {"Content-Encoding": "gzip"})),
        answer(http(200, b"\x0b\x02\x80{}\x03", {"Content-Encoding": "br"})),
    ],
)
def test_a_yes_that_cannot_be_read_is_unreadable(call: Call, play: Play, small_path: Path) -> None:
    error, trace = failure(call, play, small_path, Timeouts(read_s=0.5))
    assert type(error) is errors.UnreadableAnswer
    assert trace.status_seen


def test_a_success_without_an_upload_address_is_unreadable(small_path: Path) -> None:
    error, _ = failure(upload, answer(http(200, PAGE_ANSWER)), small_path)
    assert type(error) is errors.UnreadableAnswer


def test_a_created_ticket_without_an_id_is_created(small_path: Path) -> None:
    async def work() -> tuple[str, str]:
        async with client_of(server.base_url) as client:
            created = await client.create_ticket(TICKET)
            return created.ticket_id, created.message

    with RawServer(answer(http(200, {"code": 0, "message": "Success", "data": {"message": "made"}}))) as server:
        assert run(work()) == ("", "made")


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("body", [{"code": 3002, "message": "bad team"}, {"code": "3002", "message": "bad team"}])
def test_a_code_that_is_not_0_is_a_refusal(call: Call, body: dict[str, object], small_path: Path) -> None:
    error, _ = failure(call, answer(http(200, body)), small_path)
    assert isinstance(error, errors.Refused)
    assert (error.status, error.code, error.words) == (200, "3002", "bad team")


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(
    ("status", "expected"),
    [(302, errors.Redirected), (401, errors.KeyRefused), (422, errors.Refused), (500, errors.ServerFailed)],
)
def test_a_status_stands_though_its_body_breaks_off(
    call: Call, status: int, expected: type[errors.Answered], small_path: Path
) -> None:
    for play in (
        answer(http(status, {"message": "words"})[:-3]),
        answer_then_stall(http(status, {"message": "words"})[:-3]),
    ):
        error, _ = failure(call, play, small_path, Timeouts(read_s=0.3))
        assert type(error) is expected
        assert isinstance(error, errors.Answered)
        assert (error.status, error.words) == (status, "")


@pytest.mark.parametrize("call", CALLS)
def test_every_status_becomes_its_error(call: Call, small_path: Path) -> None:
    statuses = range(300, 600)
    seen: dict[int, errors.Answered] = {}

    async def work() -> None:
        async with client_of(server.base_url) as client:
            for status in statuses:
                with pytest.raises(errors.Answered) as caught:
                    await call(client, RequestTrace(), small_path)
                seen[status] = caught.value

    plays = [answer(http(status, {"code": status, "message": f"words {status}"})) for status in statuses]
    with RawServer(*plays) as server:
        run(work())
    named = {
        401: errors.KeyRefused,
        403: errors.Forbidden,
        404: errors.NotFound,
        405: errors.NotFound,
        407: errors.ProxyLoginNeeded,
        408: errors.Conflict,
        409: errors.Conflict,
        413: errors.TooLarge,
        429: errors.Throttled,
    }
    families = {3: errors.Redirected, 4: errors.Refused, 5: errors.ServerFailed}
    assert {status: type(error) for status, error in seen.items()} == {
        status: named.get(status, families[status // 100]) for status in statuses
    }
    # 304 has no body, whatever the server sends.
    assert all(error.words == ("" if status == 304 else f"words {status}") for status, error in seen.items())
    assert all(error.status == status for status, error in seen.items())


@pytest.mark.parametrize("status", [429, 503])
def test_a_pause_asked_for_is_told(status: int, small_path: Path) -> None:
    headers = {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT", "Date": "Wed, 21 Oct 2015 07:27:30 GMT"}
    for told, seconds in ((headers, 30.0), ({"Retry-After": "7"}, 7.0)):
        error, _ = failure(upload, answer(http(status, {}, told)), small_path)
        assert isinstance(error, errors.Throttled)
        assert error.retry_after_s == seconds


def test_an_answer_before_the_body_was_taken_counts(path: Path) -> None:
    error, _ = failure(upload, answer_early(http(413, {"message": "too big"})), path)
    assert isinstance(error, errors.TooLarge)
    assert error.words == "too big"


# -------------------------------------------------------------------------------------------------- cancelling


def cancelled(call: Call, play: Play, path: Path, is_time: Callable[[Seen], bool]) -> RequestTrace:
    """Cancel a call when the server has seen enough; return how far the request got. Fails when it takes a second."""
    trace = RequestTrace()

    async def work() -> None:
        async with client_of(server.base_url) as client:
            task = asyncio.create_task(call(client, trace, path))
            await asyncio.to_thread(lambda: is_time(server.wait_for()))
            loop = asyncio.get_running_loop()
            started_at = loop.time()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert loop.time() - started_at < 1.0

    with RawServer(play) as server:
        run(work())
    return trace


def has_head(seen: Seen) -> bool:
    return seen.has_head.wait(10)


def has_body(seen: Seen) -> bool:
    return seen.has_body.wait(10)


def test_a_stalled_upload_is_cancelled_at_once(path: Path) -> None:
    trace = cancelled(upload, stall_after_head, path, has_head)
    assert (trace.body_started, trace.body_sent, trace.status_seen) == (True, False, False)


@pytest.mark.parametrize("call", CALLS)
def test_waiting_for_an_answer_is_cancelled_at_once(call: Call, small_path: Path) -> None:
    trace = cancelled(call, stall_after_body, small_path, has_body)
    assert (trace.body_started, trace.body_sent, trace.status_seen) == (True, True, False)
