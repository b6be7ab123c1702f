"""One request as it goes out: how far it got, an upload's streamed body, its progress, and what a failure means."""

import asyncio
import os
import re
import secrets
import socket
import ssl
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Final, Protocol, Self, runtime_checkable

import httpx

from desk_gui.livedesk import answers, errors

if sys.platform == "linux":
    import fcntl
    import termios

FIRST_CHUNK_BYTES: Final = 64 * 1024
SMALLEST_CHUNK_BYTES: Final = 16 * 1024
BIGGEST_CHUNK_BYTES: Final = 1024 * 1024
"""Measured on loopback against curl: 64 KiB gives about half its speed, 256 KiB 0.8, 1 MiB as much or more."""

SAMPLE_INTERVAL_S: Final = 0.25

OnProgress = Callable[[int, int, bool], None]
"""`on_progress(sent_bytes, total_bytes, is_approximate)`, called on the client's loop; must not block or raise."""

BOUNDARY_ERRORS: Final = (
    httpx.HTTPError,
    httpx.InvalidURL,
    httpx.StreamError,
    httpx.CookieConflict,
    ssl.SSLError,
    UnicodeError,
    TimeoutError,
)
"""What httpx and the layers below it raise; `converted` knows each. ssl's own errors come through it unwrapped."""


class Connection(Protocol):
    """What is asked of a connected socket; asyncio hands out less than a whole one."""

    def fileno(self) -> int:
        """Return its number, or -1 once closed."""
        ...

    def getsockopt(self, level: int, option: int, /) -> int:
        """Return an option's value."""
        ...


@runtime_checkable
class Stream(Protocol):
    """What is asked of the network stream that the `trace` extension shows."""

    def get_extra_info(self, info: str) -> Connection | None:
        """Return the raw socket for "socket"."""
        ...

    async def aclose(self) -> None:
        """Close it; harmless when it is closed."""
        ...


class RequestTrace:
    """How far one request got. Make one per request, hand it to the client, read it after failure or cancellation.

    It is httpx's `trace` callback. A CONNECT to a proxy is reported by the same events as the request it is made for,
    and is told apart by its method.

    Attributes:
        body_started: Whether the body of this very request began to go out: from then on it may have arrived.
        body_sent: Whether all of the body was handed to the system.
        status: The status line's number; 0 until it is read.
        connection: The raw socket below TLS; None until connected.
        is_proxied: Whether a proxy stands between (set by the client).
        is_connected: Whether there is a connection, to the proxy or the server.
        is_securing: Whether the TLS handshake began and has not ended.
    """

    def __init__(self) -> None:
        self.body_started = False
        self.body_sent = False
        self.status = 0
        self.connection: Connection | None = None
        self.is_proxied = False
        self.is_connected = False
        self.is_securing = False
        self._is_own_request = False
        self._stream: Stream | None = None

    @property
    def status_seen(self) -> bool:
        """Whether a status line was read, so that the answer counts and not how the connection ended."""
        return self.status != 0

    async def __call__(self, name: str, info: dict[str, object]) -> None:
        """Take one event of httpx's `trace` extension."""
        event = name.partition(".")[2]
        if event.endswith(".started"):
            # Only these events carry the request; those that follow belong to the same one.
            self._is_own_request = getattr(info.get("request"), "method", b"") not in {b"", b"CONNECT"}
        match event:
            case "connect_tcp.complete":
                self._take_stream(info.get("return_value"))
            case "start_tls.started":
                self.is_securing = True
            case "start_tls.complete":
                self.is_securing = False
            case "start_tls.failed" if self._stream is not None:
                # httpcore 1.0 leaves the connection open when a handshake is cancelled.
                await self._stream.aclose()
            case "send_request_body.started" if self._is_own_request:
                self.body_started = True
            case "send_request_body.complete" if self._is_own_request:
                self.body_sent = True
            case "receive_response_headers.complete" if self._is_own_request:
                self.status = _status_of(info.get("return_value"))

    def _take_stream(self, stream: object) -> None:
        self.is_connected = True
        if isinstance(stream, Stream):
            self._stream = stream
            self.connection = stream.get_extra_info("socket")


def _status_of(answer: object) -> int:
    status = answer[1] if isinstance(answer, tuple) and len(answer) > 1 else 0
    return status if isinstance(status, int) else 0


class MultipartBody:
    """The multipart/form-data body of one file: streamed, of known length, never more than a chunk in memory.

    Use it as a context manager; it opens the file and closes it. Chunks are small on a slow link, so that what is
    handed over stays near what has gone, and big on a fast one.

    Attributes:
        handed_bytes: Bytes of the body that were taken so far.
        file_bytes: The file's size when it was opened.
    """

    def __init__(self, path: Path, *, field: str, name: str, media_type: str, trace: RequestTrace) -> None:
        self.handed_bytes = 0
        self.file_bytes = 0
        self._path = path
        self._trace = trace
        boundary = f"----DeskGUI{secrets.token_hex(16)}"
        self.content_type = f"multipart/form-data; boundary={boundary}"
        self._head = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="{_quoted(field)}"; filename="{_quoted(name)}"\r\n'
            f"Content-Type: {_media_type(media_type)}\r\n\r\n"
        ).encode("utf-8", "replace")
        self._tail = f"\r\n--{boundary}--\r\n".encode("ascii")

    def __enter__(self) -> Self:
        self._file = self._path.open("rb", buffering=0)
        self.file_bytes = os.fstat(self._file.fileno()).st_size
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    @property
    def total_bytes(self) -> int:
        """The body's length, for Content-Length."""
        return len(self._head) + self.file_bytes + len(self._tail)

    @property
    def is_all_handed(self) -> bool:
        """Whether every byte of it was taken."""
        return self.handed_bytes == self.total_bytes

    def file_bytes_of(self, body_bytes: int) -> int:
        """Return how many bytes of the file are in the first `body_bytes` bytes of the body."""
        return min(max(body_bytes - len(self._head), 0), self.file_bytes)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Yield the body once.

        Raises:
            ConnectionBroken: The file's size changed: the announced length cannot be kept, so the request is given up.
            OSError: The file cannot be read.
        """
        for chunk in self._chunks():
            yield chunk

    def _chunks(self) -> Iterator[bytes]:
        yield from self._counted(self._head)
        left_bytes, chunk_bytes = self.file_bytes, FIRST_CHUNK_BYTES
        while left_bytes:
            chunk = self._file.read(min(chunk_bytes, left_bytes))
            if not chunk:
                raise errors.ConnectionBroken("the file became smaller while it was sent", body_started=True)
            left_bytes -= len(chunk)
            handed_at = _now()
            yield from self._counted(chunk)
            # Until the kernel's buffer is full any link looks fast: only one that drains it is.
            is_draining = held_bytes(self._trace.connection) * 2 < self.handed_bytes
            chunk_bytes = next_chunk_bytes(chunk_bytes, took_s=_now() - handed_at, is_draining=is_draining)
        if os.fstat(self._file.fileno()).st_size != self.file_bytes:
            raise errors.ConnectionBroken("the file became bigger while it was sent", body_started=True)
        yield from self._counted(self._tail)

    def _counted(self, chunk: bytes) -> Iterator[bytes]:
        yield chunk
        # Running again means that the connection took it.
        self.handed_bytes += len(chunk)


def _now() -> float:
    return asyncio.get_running_loop().time()


def next_chunk_bytes(chunk_bytes: int, *, took_s: float, is_draining: bool) -> int:
    """Return a size that goes out within about one sample, so that progress moves and never runs far ahead."""
    if took_s > SAMPLE_INTERVAL_S:
        return max(int(chunk_bytes * SAMPLE_INTERVAL_S / took_s), SMALLEST_CHUNK_BYTES)
    if took_s < SAMPLE_INTERVAL_S / 4 and is_draining:
        return min(chunk_bytes * 2, BIGGEST_CHUNK_BYTES)
    return chunk_bytes


def _quoted(text: str) -> str:
    """Encode a name inside a part's header as browsers do (HTML standard, multipart/form-data)."""
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


_MEDIA_TYPE: Final = re.compile(r"[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+(?:; ?charset=[a-z0-9_.-]+)?\Z", re.IGNORECASE)


def _media_type(text: str) -> str:
    return text if _MEDIA_TYPE.match(text) else "application/octet-stream"


IS_EXACT: Final = sys.platform in {"linux", "darwin"}
"""Whether this system tells what it still holds of what was handed over."""


def held_bytes(connection: Connection | None) -> int:
    """Return how many bytes the kernel took and has not seen acknowledged; 0 where it does not say."""
    if connection is None or connection.fileno() < 0:
        return 0
    try:
        return _outgoing_bytes(connection)
    except OSError:
        return 0


if sys.platform == "linux":

    def _outgoing_bytes(connection: Connection) -> int:
        return int.from_bytes(fcntl.ioctl(connection.fileno(), termios.TIOCOUTQ, bytes(4)), sys.byteorder)

elif sys.platform == "darwin":
    _SO_NWRITE: Final = 0x1024  # sys/socket.h; Python has no name for it.

    def _outgoing_bytes(connection: Connection) -> int:
        return connection.getsockopt(socket.SOL_SOCKET, _SO_NWRITE)

else:

    def _outgoing_bytes(connection: Connection) -> int:
        del connection
        return 0


class UploadWatch:
    """Looks at an upload 4 times a second: reports progress, and ends it through `deadline` when nothing moves.

    What counts is bytes that left, so that a slow link is never mistaken for a dead one.
    """

    def __init__(
        self,
        *,
        body: MultipartBody,
        trace: RequestTrace,
        deadline: asyncio.Timeout,
        stall_s: float,
        answer_s: float,
        on_progress: OnProgress | None,
    ) -> None:
        self._body = body
        self._trace = trace
        self._deadline = deadline
        self._stall_s = stall_s
        self._answer_s = answer_s
        self._on_progress = on_progress
        self._seen = (0, 0)
        self._sent_bytes = 0
        self._timer: asyncio.TimerHandle | None = None

    def __enter__(self) -> Self:
        self._plan()
        return self

    def __exit__(self, *_: object) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def finish(self) -> None:
        """Report the last byte: the answer is there."""
        self._report(self._body.file_bytes)

    def _plan(self) -> None:
        interval_s = min(SAMPLE_INTERVAL_S, self._stall_s / 4)
        self._timer = asyncio.get_running_loop().call_later(interval_s, self._on_timer)

    def _on_timer(self) -> None:
        self._plan()
        if not self._trace.body_started or self._deadline.expired():
            return
        held = held_bytes(self._trace.connection)
        seen = (self._body.handed_bytes, held)
        is_gone = self._body.is_all_handed and not held
        if seen != self._seen or self._deadline.when() is None:
            self._seen = seen
            self._deadline.reschedule(_now() + (self._answer_s if is_gone else self._stall_s))
        self._report(self._body.file_bytes_of(seen[0] - held))

    def _report(self, sent_bytes: int) -> None:
        # What the kernel holds can grow while nothing new is counted: progress never runs backwards.
        self._sent_bytes = max(self._sent_bytes, sent_bytes)
        if self._on_progress is not None:
            self._on_progress(self._sent_bytes, self._body.file_bytes, not IS_EXACT)


def converted(error: Exception, trace: RequestTrace) -> errors.LiveDeskError:
    """Say what an error of `BOUNDARY_ERRORS` means for this request; raise the result `from` it."""
    if trace.status_seen:
        return answers.refusal(answers.Reply(status=trace.status, body=None))
    detail = f"{type(error).__name__}: {error}"
    if isinstance(error, (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError)):
        return errors.UnsafeAddress(type(error).__name__)
    if isinstance(error, httpx.ProxyError):
        return _proxy_trouble(error, detail)
    kind = _kind_of(error, trace)
    return kind(detail, body_started=trace.body_started)


def _proxy_trouble(error: httpx.ProxyError, detail: str) -> errors.LiveDeskError:
    # httpx tells the status of a refused CONNECT in the text alone: "407 Proxy Authentication Required".
    status, _, words = str(error).partition(" ")
    if status == "407":
        return errors.ProxyLoginNeeded(status=407, words=words[:500])
    return errors.ProxyFailed(detail, body_started=False)


def _kind_of(error: Exception, trace: RequestTrace) -> type[errors.NoAnswer]:
    causes = tuple(_causes(error))
    if isinstance(error, (httpx.TimeoutException, TimeoutError)):
        return errors.TimedOut
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return errors.TlsFailed
    if isinstance(error, httpx.ConnectError):
        if trace.is_securing:
            return errors.TlsFailed
        if trace.is_proxied:
            return errors.ProxyFailed
        is_unknown_name = any(isinstance(cause, socket.gaierror) for cause in causes)
        return errors.NameNotFound if is_unknown_name else errors.CannotConnect
    if isinstance(error, (httpx.NetworkError, httpx.ProtocolError)):
        return errors.ConnectionBroken
    return errors.NoAnswer


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield the error and those it was made from."""
    cause: BaseException | None = error
    seen: set[int] = set()
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        yield cause
        # httpcore drops the cause of some of its errors but keeps it as their argument. __context__ will not do: it
        # also holds what merely was being handled, such as a TLS layer's "wants to read", or the caller's last error.
        inner = cause.args[0] if cause.args else None
        cause = cause.__cause__ or (inner if isinstance(inner, BaseException) else None)
