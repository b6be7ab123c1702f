"""A server that answers exactly the bytes it is told to, or closes, resets, or stalls where it is told to.

Every connection is served by one play, in the order given; the last play serves all that follow.
"""

import contextlib
import json
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Self

DEADLINE_S = 20.0


@dataclass
class Seen:
    """What one connection brought.

    Attributes:
        has_head: Set once the whole head was read.
        has_body: Set once the whole body was read.
    """

    head: bytes = b""
    body: bytearray = field(default_factory=bytearray)
    has_head: threading.Event = field(default_factory=threading.Event)
    has_body: threading.Event = field(default_factory=threading.Event)

    @property
    def request_line(self) -> str:
        return self.head.split(b"\r\n", 1)[0].decode("latin-1")

    @property
    def headers(self) -> dict[str, str]:
        lines = self.head.decode("latin-1").split("\r\n")[1:]
        return {
            name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)
        }

    @property
    def body_bytes_announced(self) -> int:
        return int(self.headers.get("content-length", "0"))

    def json(self) -> object:
        return json.loads(self.body)


@dataclass(frozen=True)
class Turn:
    """One connection being served."""

    connection: socket.socket
    seen: Seen
    is_closing: threading.Event

    def read_head(self) -> None:
        while b"\r\n\r\n" not in self.seen.head:
            part = self.connection.recv(65536)
            if not part:
                raise ConnectionError("the client left")
            self.seen.head += part
        self.seen.head, _, first = self.seen.head.partition(b"\r\n\r\n")
        self.seen.body += first
        self.seen.has_head.set()

    def read_body(self) -> None:
        self.read_some(self.seen.body_bytes_announced)
        self.seen.has_body.set()

    def read_some(self, until_bytes: int) -> None:
        while len(self.seen.body) < until_bytes:
            part = self.connection.recv(65536)
            if not part:
                raise ConnectionError("the client left")
            self.seen.body += part

    def read_all(self) -> None:
        self.read_head()
        self.read_body()


Play = Callable[[Turn], None]


def http(status: int, body: bytes | Mapping[str, object], headers: Mapping[str, str] | None = None) -> bytes:
    """Return a whole answer; a mapping is sent as JSON."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    kind = {} if isinstance(body, bytes) else {"Content-Type": "application/json"}
    lines = {"Content-Length": str(len(content)), **kind, **(headers or {})}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status} Scripted\r\n{head}\r\n".encode("latin-1") + content


def answer(data: bytes) -> Play:
    """Read the whole request, send these bytes, close."""

    def play(turn: Turn) -> None:
        turn.read_all()
        turn.connection.sendall(data)

    return play


def answer_early(data: bytes) -> Play:
    """Send these bytes after the head alone, then read the body to its end."""

    def play(turn: Turn) -> None:
        turn.read_head()
        turn.connection.sendall(data)
        turn.read_body()

    return play


def close_at_once(turn: Turn) -> None:
    del turn


def close_after_head(turn: Turn) -> None:
    turn.read_head()


def close_after_body(turn: Turn) -> None:
    turn.read_all()


def reset_after_body(turn: Turn) -> None:
    turn.read_all()
    turn.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def stall_at_once(turn: Turn) -> None:
    turn.seen.has_head.set()
    turn.is_closing.wait(DEADLINE_S)


def stall_after_head(turn: Turn) -> None:
    turn.read_head()
    turn.is_closing.wait(DEADLINE_S)


def stall_after_body(turn: Turn) -> None:
    turn.read_all()
    turn.is_closing.wait(DEADLINE_S)


def answer_then_stall(data: bytes) -> Play:
    """Read the whole request, send these bytes, keep the connection open."""

    def play(turn: Turn) -> None:
        turn.read_all()
        turn.connection.sendall(data)
        turn.is_closing.wait(DEADLINE_S)

    return play


def tunnel_to(port: int, said: bytes = b"HTTP/1.1 200 Connection established\r\n\r\n") -> Play:
    """Be a proxy: take one CONNECT, then carry bytes both ways to a port of this computer."""

    def carry(source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while part := source.recv(65536):
                target.sendall(part)
            target.shutdown(socket.SHUT_WR)

    def play(turn: Turn) -> None:
        turn.read_head()
        with socket.create_connection(("127.0.0.1", port), DEADLINE_S) as server:
            turn.connection.sendall(said)
            back = threading.Thread(target=carry, args=(server, turn.connection), daemon=True)
            back.start()
            carry(turn.connection, server)
            back.join(DEADLINE_S)

    return play


class RawServer:
    """Listens on a free port of 127.0.0.1 while it is open as a context manager."""

    def __init__(self, *plays: Play, tls: ssl.SSLContext | None = None, receive_buffer_bytes: int = 0) -> None:
        self.seen: list[Seen] = []
        self._plays = plays
        self._serving: list[threading.Thread] = []
        self._tls = tls
        self._is_closing = threading.Event()
        self._arrived = threading.Condition()
        self._listener = socket.create_server(("127.0.0.1", 0))
        if receive_buffer_bytes:
            # Connections inherit it: little then waits unread on the server's side.
            self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer_bytes)
        self.port = int(self._listener.getsockname()[1])
        self._thread = threading.Thread(target=self._serve, name="raw-server", daemon=True)

    @property
    def base_url(self) -> str:
        return f"{'http' if self._tls is None else 'https'}://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_closing.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in (self._thread, *self._serving):
            thread.join(DEADLINE_S)
            assert not thread.is_alive(), "the scripted server did not end"

    def wait_for(self, index: int = 0) -> Seen:
        """Return what the connection of this number brought, waiting until there is one."""
        with self._arrived:
            assert self._arrived.wait_for(lambda: len(self.seen) > index, DEADLINE_S), "nobody connected"
            return self.seen[index]

    def _serve(self) -> None:
        while not self._is_closing.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            seen, play = Seen(), self._plays[min(len(self.seen), len(self._plays) - 1)]
            with self._arrived:
                self.seen.append(seen)
                self._arrived.notify_all()
            thread = threading.Thread(target=self._serve_one, args=(connection, seen, play), daemon=True)
            self._serving.append(thread)
            thread.start()

    def _serve_one(self, connection: socket.socket, seen: Seen, play: Play) -> None:
        with connection, contextlib.suppress(OSError):
            connection.settimeout(DEADLINE_S)
            if self._tls is None:
                play(Turn(connection, seen, self._is_closing))
                return
            with self._tls.wrap_socket(connection, server_side=True) as secured:
                play(Turn(secured, seen, self._is_closing))
