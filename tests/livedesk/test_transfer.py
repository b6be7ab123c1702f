"""One request as it goes out: the multipart body, how far it got, and what each failure below means."""

import inspect
import socket
import ssl
from collections.abc import Callable
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest
from support.running import run

from desk_gui.livedesk import errors
from desk_gui.livedesk.transfer import (
    BIGGEST_CHUNK_BYTES,
    BOUNDARY_ERRORS,
    MultipartBody,
    RequestTrace,
    converted,
    held_bytes,
    next_chunk_bytes,
)

KIB = 1024
REQUEST = httpx.Request("POST", "https://desk.test/")


# ------------------------------------------------------------------------------------------------ multipart body


def body_of(
    path: Path, *, field: str = "attachment", name: str = "a.png", media_type: str = "image/png"
) -> MultipartBody:
    return MultipartBody(path, field=field, name=name, media_type=media_type, trace=RequestTrace())


async def collected(body: MultipartBody) -> list[bytes]:
    return [chunk async for chunk in body]


def parsed(content_type: str, data: bytes) -> Message:
    parts = message_from_bytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + data).get_payload()
    assert isinstance(parts, list)
    assert isinstance(parts[0], Message)
    assert len(parts) == 1
    return parts[0]


@pytest.mark.parametrize("size_bytes", [0, 1, 65_536, 3 * BIGGEST_CHUNK_BYTES + 7])
def test_the_body_is_the_file_as_one_part_of_known_length(tmp_path: Path, size_bytes: int) -> None:
    path = tmp_path / "file"
    content = bytes(range(256)) * (size_bytes // 256) + b"\r" * (size_bytes % 256)
    path.write_bytes(content)
    with body_of(path) as body:
        chunks = run(collected(body))
        assert body.is_all_handed
        assert body.handed_bytes == body.total_bytes == sum(map(len, chunks))
        assert body.file_bytes_of(body.total_bytes) == body.file_bytes == size_bytes
        assert body.file_bytes_of(0) == 0
    assert max(map(len, chunks)) <= BIGGEST_CHUNK_BYTES
    data = b"".join(chunks)
    part = parsed(body.content_type, data)
    assert part["Content-Type"] == "image/png"
    assert part["Content-Disposition"] == 'form-data; name="attachment"; filename="a.png"'
    assert data.split(b"\r\n\r\n", 1)[1].rpartition(b"\r\n--")[0] == content


@pytest.mark.parametrize(
    ("name", "encoded"),
    [
        ("Foto größe 打印机.png", "Foto größe 打印机.png"),
        ('a"b\r\nX-Evil: 1\r\n\r\n.png', "a%22b%0D%0AX-Evil: 1%0D%0A%0D%0A.png"),
        ("back\\slash%22.png", "back\\slash%22.png"),
        ("half\ud83d.png", "half?.png"),
    ],
)
def test_file_names_are_encoded_as_browsers_do(tmp_path: Path, name: str, encoded: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x")
    with body_of(path, name=name, field='fi"eld') as body:
        head = run(collected(body))[0]
    assert f'name="fi%22eld"; filename="{encoded}"\r\n'.encode() in head
    assert head.count(b"\r\n") == 4


@pytest.mark.parametrize("media_type", ["", "png", "image/png\r\nX-Evil: 1", "a/b/c", "text/ü"])
def test_an_odd_media_type_is_sent_as_plain_bytes(tmp_path: Path, media_type: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x")
    with body_of(path, media_type=media_type) as body:
        assert b"\r\nContent-Type: application/octet-stream\r\n\r\n" in run(collected(body))[0]


def test_a_charset_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x")
    with body_of(path, media_type="text/plain; charset=utf-8") as body:
        assert b"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" in run(collected(body))[0]


def shorten(path: Path) -> None:
    path.write_bytes(b"x" * 10)


def lengthen(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"more")


@pytest.mark.parametrize("change", [shorten, lengthen])
def test_a_file_that_changes_size_is_given_up(tmp_path: Path, change: Callable[[Path], None]) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * 1_000_000)

    async def send() -> int:
        sent_bytes = 0
        async for chunk in body:
            if not sent_bytes:
                change(path)
            sent_bytes += len(chunk)
        return sent_bytes

    with body_of(path) as body, pytest.raises(errors.ConnectionBroken) as caught:
        run(send())
    assert caught.value.body_started
    assert not body.is_all_handed


@pytest.mark.parametrize(
    ("chunk_bytes", "took_s", "is_draining", "expected"),
    [
        (64 * KIB, 0.001, True, 128 * KIB),
        (64 * KIB, 0.001, False, 64 * KIB),
        (64 * KIB, 0.2, True, 64 * KIB),
        (64 * KIB, 0.5, True, 32 * KIB),
        (64 * KIB, 60.0, False, 16 * KIB),
        (16 * KIB, 60.0, False, 16 * KIB),
        (BIGGEST_CHUNK_BYTES, 0.0, True, BIGGEST_CHUNK_BYTES),
        (BIGGEST_CHUNK_BYTES, 10.0, True, 26214),
    ],
)
def test_chunks_follow_the_link(chunk_bytes: int, took_s: float, is_draining: bool, expected: int) -> None:
    assert next_chunk_bytes(chunk_bytes, took_s=took_s, is_draining=is_draining) == expected


class NoSocket:
    """A file where a socket is expected."""

    def __init__(self, number: int) -> None:
        self._number = number

    def fileno(self) -> int:
        return self._number

    def getsockopt(self, level: int, option: int, /) -> int:
        raise OSError(level, option)


def test_what_does_not_say_holds_nothing(tmp_path: Path) -> None:
    with (tmp_path / "file").open("wb") as file:
        assert held_bytes(NoSocket(file.fileno())) == 0
    assert held_bytes(NoSocket(-1)) == 0


def test_the_kernel_says_what_it_still_holds() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        assert held_bytes(ours) == 0
    assert held_bytes(ours) == 0  # closed
    assert held_bytes(None) == 0
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        with socket.create_connection(listener.getsockname()) as client:
            client.setblocking(False)
            handed = client.send(b"x" * 1_000_000)
            assert 0 < held_bytes(client) <= handed


# ---------------------------------------------------------------------------------------------------- the trace


Event = tuple[str, dict[str, object]]


def trace_of(*events: Event) -> RequestTrace:
    async def play() -> RequestTrace:
        trace = RequestTrace()
        for name, info in events:
            await trace(name, info)
        return trace

    return run(play())


CONNECT: dict[str, object] = {"request": SimpleNamespace(method=b"CONNECT")}
POST: dict[str, object] = {"request": SimpleNamespace(method=b"POST")}


def test_a_proxys_connect_does_not_count() -> None:
    connect: tuple[Event, ...] = (
        ("http11.send_request_headers.started", CONNECT),
        ("http11.send_request_body.started", CONNECT),
        ("http11.send_request_body.complete", {"return_value": None}),
        ("http11.receive_response_headers.started", CONNECT),
        ("http11.receive_response_headers.complete", {"return_value": (b"HTTP/1.1", 200, b"OK", [])}),
    )
    trace = trace_of(*connect)
    assert (trace.body_started, trace.body_sent, trace.status_seen) == (False, False, False)
    trace = trace_of(*connect, ("http11.send_request_body.started", POST))
    assert (trace.body_started, trace.body_sent, trace.status_seen) == (True, False, False)


def test_the_trace_knows_how_far_a_request_got() -> None:
    headers = ("http11.send_request_headers.started", POST)
    body = ("http11.send_request_body.started", POST)
    sent: Event = ("http11.send_request_body.complete", {"return_value": None})
    waiting = ("http11.receive_response_headers.started", POST)
    answered: Event = ("http11.receive_response_headers.complete", {"return_value": (b"HTTP/1.1", 503, b"", [])})
    assert not trace_of(headers).body_started
    assert trace_of(headers, body).body_started
    assert not trace_of(headers, body).body_sent
    assert trace_of(headers, body, sent).body_sent
    assert not trace_of(headers, body, sent, waiting).status_seen
    assert trace_of(headers, body, sent, waiting, answered).status == 503


# -------------------------------------------------------------------------------------------------- the converter


def chained(error: Exception, *causes: Exception) -> Exception:
    """Return the error with each next one as the cause of the one before."""
    current: BaseException = error
    for cause in causes:
        current.__cause__ = cause
        current = cause
    return error


EXPECTED: dict[str, tuple[Exception, type[errors.LiveDeskError]]] = {
    "CloseError": (httpx.CloseError("x"), errors.ConnectionBroken),
    "ConnectError": (httpx.ConnectError("x"), errors.CannotConnect),
    "ConnectTimeout": (httpx.ConnectTimeout("x"), errors.TimedOut),
    "CookieConflict": (httpx.CookieConflict("x"), errors.NoAnswer),
    "DecodingError": (httpx.DecodingError("x"), errors.NoAnswer),
    "HTTPError": (httpx.HTTPError("x"), errors.NoAnswer),
    "HTTPStatusError": (httpx.HTTPStatusError("x", request=REQUEST, response=httpx.Response(500)), errors.NoAnswer),
    "InvalidURL": (httpx.InvalidURL("x"), errors.UnsafeAddress),
    "LocalProtocolError": (httpx.LocalProtocolError("x"), errors.ConnectionBroken),
    "NetworkError": (httpx.NetworkError("x"), errors.ConnectionBroken),
    "PoolTimeout": (httpx.PoolTimeout("x"), errors.TimedOut),
    "ProtocolError": (httpx.ProtocolError("x"), errors.ConnectionBroken),
    "ProxyError": (httpx.ProxyError("502 Bad Gateway"), errors.ProxyFailed),
    "ReadError": (httpx.ReadError("x"), errors.ConnectionBroken),
    "ReadTimeout": (httpx.ReadTimeout("x"), errors.TimedOut),
    "RemoteProtocolError": (httpx.RemoteProtocolError("x"), errors.ConnectionBroken),
    "RequestError": (httpx.RequestError("x"), errors.NoAnswer),
    "RequestNotRead": (httpx.RequestNotRead(), errors.NoAnswer),
    "ResponseNotRead": (httpx.ResponseNotRead(), errors.NoAnswer),
    "StreamClosed": (httpx.StreamClosed(), errors.NoAnswer),
    "StreamConsumed": (httpx.StreamConsumed(), errors.NoAnswer),
    "StreamError": (httpx.StreamError("x"), errors.NoAnswer),
    "TimeoutException": (httpx.TimeoutException("x"), errors.TimedOut),
    "TooManyRedirects": (httpx.TooManyRedirects("x"), errors.NoAnswer),
    "TransportError": (httpx.TransportError("x"), errors.NoAnswer),
    "UnsupportedProtocol": (httpx.UnsupportedProtocol("x"), errors.UnsafeAddress),
    "WriteError": (httpx.WriteError("x"), errors.ConnectionBroken),
    "WriteTimeout": (httpx.WriteTimeout("x"), errors.TimedOut),
}


def httpx_exceptions() -> list[str]:
    return sorted(
        name for name, kind in vars(httpx).items() if inspect.isclass(kind) and issubclass(kind, BaseException)
    )


@pytest.mark.parametrize("name", httpx_exceptions())
@pytest.mark.parametrize("body_started", [False, True])
def test_every_httpx_exception_has_its_error(name: str, body_started: bool) -> None:
    error, expected = EXPECTED[name]
    assert isinstance(error, BOUNDARY_ERRORS)
    trace = RequestTrace()
    trace.body_started = body_started
    result = converted(error, trace)
    assert type(result) is expected
    if isinstance(result, errors.NoAnswer) and expected is not errors.ProxyFailed:
        assert result.body_started is body_started


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (chained(httpx.ConnectError("x"), OSError("y"), socket.gaierror(-2, "no such name")), errors.NameNotFound),
        (chained(httpx.ConnectError("x"), ssl.SSLCertVerificationError("bad")), errors.TlsFailed),
        (chained(httpx.ReadError("x"), ssl.SSLError("alert")), errors.TlsFailed),
        (ssl.SSLError("alert"), errors.TlsFailed),
        (TimeoutError(), errors.TimedOut),
        (UnicodeError("label too long"), errors.UnsafeAddress),
        (httpx.ProxyError("407 Proxy Authentication Required"), errors.ProxyLoginNeeded),
        (httpx.ProxyError("malformed"), errors.ProxyFailed),
    ],
)
def test_what_lies_below_httpx_is_looked_at(error: Exception, expected: type[errors.LiveDeskError]) -> None:
    assert isinstance(error, BOUNDARY_ERRORS)
    assert type(converted(error, RequestTrace())) is expected


def test_where_it_happened_is_looked_at() -> None:
    securing, proxied = RequestTrace(), RequestTrace()
    securing.is_securing = True
    proxied.is_proxied = True
    assert type(converted(httpx.ConnectError("x"), securing)) is errors.TlsFailed
    assert type(converted(httpx.ConnectError("x"), proxied)) is errors.ProxyFailed


def test_causes_that_run_in_a_circle_end() -> None:
    error, other = httpx.ConnectError("x"), OSError("y")
    chained(error, other, error)
    assert type(converted(error, RequestTrace())) is errors.CannotConnect


@pytest.mark.parametrize(
    ("status", "expected"), [(200, errors.UnreadableAnswer), (302, errors.Redirected), (500, errors.ServerFailed)]
)
def test_a_status_that_was_read_stands_whatever_follows(status: int, expected: type[errors.Answered]) -> None:
    trace = RequestTrace()
    trace.status = status
    for error, _ in EXPECTED.values():
        result = converted(error, trace)
        assert type(result) is expected
        assert isinstance(result, errors.Answered)
        assert result.words == ""
