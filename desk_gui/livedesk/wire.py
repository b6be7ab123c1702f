"""The connection below httpx: one that hears what the server says while a body is still being sent.

A server that refuses an upload often says so early and closes; what is sent to it afterwards is answered by a reset.
anyio's streams, which httpcore uses by itself, do not read while they send and lose such an answer with the connection.
Here it is read as it comes, the rest of the body is not sent, and httpcore goes on to the answer.

Names and signatures are those httpcore documents (its page "Network Backends").
"""

import asyncio
import re
import socket
import ssl
import struct
import sys
from asyncio.trsock import TransportSocket
from collections.abc import Callable
from contextlib import suppress
from typing import Final, Protocol, TypeVar

import httpcore

_MOST_UNREAD_BYTES: Final = 256 * 1024
"""More than any early refusal. What a server says beyond that stays with the system until it is asked for."""

_READ_BYTES: Final = 64 * 1024
_REFUSAL: Final = re.compile(rb"HTTP/1\.[01] [45]\d\d")

_DROP_WHAT_IS_LEFT: Final = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
"""SO_LINGER, on and 0 s: closing drops what the system has not sent, and says so to the other side (a reset)."""

_T = TypeVar("_T")


class _Layer(Protocol):
    """Bytes in both directions: TCP, or TLS on top of another layer."""

    async def receive(self) -> bytes:
        """Return what came, waiting for it; empty at the end.

        Raises:
            OSError: The connection broke, and everything that came before was received.
        """
        ...

    def take(self) -> bytes:
        """Return what came already, without waiting."""
        ...

    async def send(self, data: bytes) -> None:
        """Send, and return when the system has all of it.

        Raises:
            OSError: The connection broke.
        """
        ...


def _never() -> bool:
    return False


class Tcp(asyncio.Protocol):
    """A TCP connection that is read from all the time.

    Attributes:
        is_enough: Asked while something is sent whether the rest is not to be sent any more.
    """

    def __init__(self) -> None:
        self.is_enough: Callable[[], bool] = _never
        self._transport: asyncio.Transport | None = None
        self._unread = bytearray()
        self._is_ended = False
        self._is_full = False
        self._error: Exception | None = None
        self._changed = asyncio.Event()

    # asyncio's calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the transport; the system gets everything before more is taken."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - those of TCP connections are such
        self._transport = transport
        transport.set_write_buffer_limits(0)

    def data_received(self, data: bytes) -> None:
        """Keep what came."""
        self._unread += data
        if len(self._unread) > _MOST_UNREAD_BYTES and self._transport is not None:
            self._transport.pause_reading()
        self._changed.set()

    def eof_received(self) -> bool:
        """Take note of the end; this side may still send."""
        self._is_ended = True
        self._changed.set()
        return True

    def connection_lost(self, exc: Exception | None) -> None:
        """Take note that it is gone; what came before can still be received."""
        if exc is not None:
            self._unread += self._left_behind()
        self._is_ended = True
        self._error = exc
        self._changed.set()

    def _left_behind(self) -> bytes:
        """Return what came, and is still with the system: asyncio reads no more once sending has failed."""
        data = bytearray()
        try:
            with self.socket.dup() as connection:
                connection.setblocking(False)
                while len(data) < _MOST_UNREAD_BYTES and (part := connection.recv(_READ_BYTES)):
                    data += part
        except OSError:  # That was all.
            pass
        return bytes(data)

    def pause_writing(self) -> None:
        """The system takes no more for now."""
        self._is_full = True

    def resume_writing(self) -> None:
        """The system has taken everything."""
        self._is_full = False
        self._changed.set()

    # A layer's calls

    async def receive(self) -> bytes:
        """Return what came, waiting for it."""
        while not self._unread:
            if self._error is not None:
                raise ConnectionError(str(self._error)) from self._error
            if self._is_ended:
                return b""
            self._changed.clear()
            await self._changed.wait()
        return self.take()

    def take(self) -> bytes:
        """Return what came already."""
        data = bytes(self._unread)
        self._unread.clear()
        if self._transport is not None and not self._transport.is_closing():
            self._transport.resume_reading()
        return data

    async def send(self, data: bytes) -> None:
        """Send, unless it is enough."""
        await asyncio.sleep(0)  # Lets the loop take what came since the last time.
        self._demand_open()
        self._live_transport.write(data)
        while self._is_full:
            self._changed.clear()
            await self._changed.wait()
            self._demand_open()

    def _demand_open(self) -> None:
        if self.is_enough():
            raise ConnectionError("the server has answered already")
        if self._error is not None or self._live_transport.is_closing():
            raise ConnectionError(str(self._error or "closed")) from self._error

    @property
    def _live_transport(self) -> asyncio.Transport:
        assert self._transport is not None  # noqa: S101 - nobody has this before it is connected
        return self._transport

    @property
    def socket(self) -> TransportSocket:
        """The raw socket."""
        found = self._live_transport.get_extra_info("socket")
        assert isinstance(found, TransportSocket)  # noqa: S101 - asyncio's own
        return found

    async def close(self, *, drops_unsent: bool = False) -> None:
        """Close it at once; harmless when it is closed.

        Args:
            drops_unsent: Whether what the system has not sent yet is given up: it might go on for seconds.
        """
        if drops_unsent:
            with suppress(OSError):  # It is closed.
                self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _DROP_WHAT_IS_LEFT)
        self._live_transport.abort()
        await asyncio.sleep(0)  # It is the loop that closes the socket.


class _Tls:
    """TLS on top of another layer."""

    def __init__(self, below: _Layer, context: ssl.SSLContext, server_hostname: str | None) -> None:
        self._below = below
        self._incoming = ssl.MemoryBIO()
        self._outgoing = ssl.MemoryBIO()
        self.ssl_object = context.wrap_bio(self._incoming, self._outgoing, server_hostname=server_hostname)

    async def shake_hands(self) -> None:
        """Make the connection safe.

        Raises:
            OSError: It broke, or cannot be made safe (`ssl.SSLError`).
        """
        await self._carried(self.ssl_object.do_handshake)

    async def receive(self) -> bytes:
        """Return what came, waiting for it."""
        try:
            return await self._carried(self._read)
        except (ssl.SSLZeroReturnError, ssl.SSLEOFError):  # Many servers leave without a goodbye.
            return b""

    def take(self) -> bytes:
        """Return what came already."""
        self._incoming.write(self._below.take())
        plain = b""
        try:
            while part := self._read():
                plain += part
        except ssl.SSLError:  # Nothing more for now; what is wrong is said when it is waited for.
            pass
        return plain

    async def send(self, data: bytes) -> None:
        """Send."""

        def write() -> int:
            return self.ssl_object.write(rest)

        rest = memoryview(data)
        while rest:
            rest = rest[await self._carried(write) :]

    def _read(self) -> bytes:
        return self.ssl_object.read(_READ_BYTES)

    async def _carried(self, step: Callable[[], _T]) -> _T:
        """Do a step of TLS, and carry what it makes and what it needs."""
        while True:
            try:
                done = step()
            except ssl.SSLWantReadError:
                await self._flush()
                data = await self._below.receive()
                if data:
                    self._incoming.write(data)
                else:
                    self._incoming.write_eof()
            else:
                await self._flush()
                return done

    async def _flush(self) -> None:
        if self._outgoing.pending:
            await self._below.send(self._outgoing.read())


class Wire(httpcore.AsyncNetworkStream):
    """A connection that stops sending once it hears that what it sends is refused."""

    def __init__(self, tcp: Tcp, top: Tcp | _Tls) -> None:
        self._tcp = tcp
        self._top = top
        self._heard = bytearray()
        self._is_unanswered = False

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - httpcore's signature
        """Return what came; empty at the end.

        Raises:
            httpcore.ReadTimeout: Nothing came in time.
            httpcore.ReadError: The connection broke.
        """
        try:
            async with asyncio.timeout(timeout):
                if not self._heard:
                    self._heard += await self._top.receive()
        except TimeoutError as error:
            raise httpcore.ReadTimeout(error) from error
        except OSError as error:
            raise httpcore.ReadError(error) from error
        self._is_unanswered = False
        data = bytes(self._heard[:max_bytes])
        del self._heard[:max_bytes]
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - httpcore's signature
        """Send.

        Raises:
            httpcore.WriteTimeout: The system did not take it in time.
            httpcore.WriteError: The connection broke, or the server has said no already: httpcore then reads on.
        """
        if not buffer:
            return
        self._tcp.is_enough = self._hears_refusal
        self._is_unanswered = not self._heard
        try:
            async with asyncio.timeout(timeout):
                await self._top.send(buffer)
        except TimeoutError as error:
            raise httpcore.WriteTimeout(error) from error
        except OSError as error:
            raise httpcore.WriteError(error) from error
        finally:
            self._tcp.is_enough = _never

    def _hears_refusal(self) -> bool:
        self._heard += self._top.take()
        self._is_unanswered = not self._heard
        return _REFUSAL.match(self._heard) is not None

    async def aclose(self) -> None:
        """Close it at once; harmless when it is closed. What was asked and not answered is given up."""
        await self._tcp.close(drops_unsent=self._is_unanswered)

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
    ) -> "Wire":
        """Return this connection with TLS on top.

        Raises:
            httpcore.ConnectTimeout: It took too long.
            httpcore.ConnectError: It broke, or cannot be made safe.
        """
        tls = _Tls(self._top, ssl_context, server_hostname)
        try:
            async with asyncio.timeout(timeout):
                await tls.shake_hands()
        except TimeoutError as error:
            await self.aclose()
            raise httpcore.ConnectTimeout(error) from error
        except OSError as error:
            await self.aclose()
            raise httpcore.ConnectError(error) from error
        return Wire(self._tcp, tls)

    def get_extra_info(self, info: str) -> object:
        """Return the raw socket for "socket", what TLS knows for "ssl_object", otherwise None."""
        match info:
            case "socket":
                return self._tcp.socket
            case "ssl_object" if isinstance(self._top, _Tls):
                return self._top.ssl_object
        return None
