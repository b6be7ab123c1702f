"""A slow link to a server on loopback: it takes what a client sends at a fixed rate, and answers go back at once.

with SlowLink(server_port, bytes_a_second=16_000) as link:
    ...  # send to link.base_url
    link.read_bytes  # what has come through so far
"""

import contextlib
import socket
import threading
import time
from collections.abc import Callable
from typing import Final, Self, TypeVarTuple

_Ts = TypeVarTuple("_Ts")

_TICK_S: Final = 0.02
_DEADLINE_S: Final = 20.0


class SlowLink:
    """Listens on a free port of 127.0.0.1 while it is open as a context manager.

    All connections share the rate, as programs behind one modem do.

    Args:
        port: The server's.
        bytes_a_second: What goes through towards the server.
        receive_buffer_bytes: What may wait unread on the link's near end; the system doubles it.
    """

    def __init__(self, port: int, *, bytes_a_second: int, receive_buffer_bytes: int = 8192) -> None:
        self._server_port = port
        self._rate = bytes_a_second
        self._read_bytes = 0
        self._open_count = 0
        self._free_at = 0.0
        self._lock = threading.Lock()
        self._is_closing = threading.Event()
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        # Connections inherit it: what the system took for a reader that is behind would look like sent.
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer_bytes)
        self._port = int(self._listener.getsockname()[1])

    @property
    def base_url(self) -> str:
        """The address of its near end."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def read_bytes(self) -> int:
        """What was read from all clients so far, heads included."""
        with self._lock:
            return self._read_bytes

    @property
    def open_count(self) -> int:
        """How many clients are connected and may have something on the way."""
        with self._lock:
            return self._open_count

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self._is_closing.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(_DEADLINE_S)
            assert not thread.is_alive(), "the slow link did not end"

    def _start(self, target: Callable[[*_Ts], None], *args: *_Ts) -> threading.Thread:
        thread = threading.Thread(target=target, args=args, name="slow-link", daemon=True)
        self._threads.append(thread)
        thread.start()
        return thread

    def _accept(self) -> None:
        while not self._is_closing.is_set():
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self._start(self._carry, client)

    def _carry(self, client: socket.socket) -> None:
        with client, socket.create_connection(("127.0.0.1", self._server_port), _DEADLINE_S) as server:
            client.settimeout(_TICK_S)
            server.settimeout(_TICK_S)
            back = self._start(self._carry_back, server, client)
            self._count(+1)
            with contextlib.suppress(OSError):
                self._carry_forth(client, server)
            self._count(-1)
            with contextlib.suppress(OSError):
                server.shutdown(socket.SHUT_WR)
            back.join(_DEADLINE_S)

    def _count(self, more: int) -> None:
        with self._lock:
            self._open_count += more

    def _carry_forth(self, client: socket.socket, server: socket.socket) -> None:
        is_first = True
        while self._wait_for_turn():
            try:
                part = client.recv(max(1, int(self._rate * _TICK_S)))
            except TimeoutError:
                continue
            if not part:
                return
            with self._lock:
                self._read_bytes += len(part)
                self._free_at = max(self._free_at, time.monotonic() - _TICK_S) + len(part) / self._rate
            # The server answers under its own address alone. The head is short, and comes in one piece.
            server.sendall(part.replace(self._host(self._port), self._host(self._server_port)) if is_first else part)
            is_first = False

    @staticmethod
    def _host(port: int) -> bytes:
        return f"\r\nHost: 127.0.0.1:{port}\r\n".encode("ascii")

    def _wait_for_turn(self) -> bool:
        """Return whether to go on, once the link has carried what it took."""
        with self._lock:
            wait_s = self._free_at - time.monotonic()
        return not self._is_closing.wait(max(0.0, wait_s))

    def _carry_back(self, server: socket.socket, client: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while not self._is_closing.is_set():
                try:
                    part = server.recv(65536)
                except TimeoutError:
                    continue
                if not part:
                    # The server has said all it will: the client is to know.
                    client.shutdown(socket.SHUT_RDWR)
                    return
                client.sendall(part)
