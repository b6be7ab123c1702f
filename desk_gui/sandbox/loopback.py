"""The listening half of the practice LiveDesk: bound to loopback, and stoppable at once."""

import logging
import os
import socket
import socketserver
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final, Protocol

from desk_gui.sandbox.state import State

HOST: Final = "127.0.0.1"

_logger = logging.getLogger(__name__)


class Keeper(Protocol):
    """What a connection's handler knows of the server it works for."""

    @property
    def state(self) -> State:
        """What was received so far."""

    @property
    def base_url(self) -> str:
        """Where this server is reached."""

    def is_key(self, pair: bytes) -> bool:
        """Whether these bytes are `api_key:api_secret`."""


class LoopbackServer(ThreadingHTTPServer):
    """An HTTP server bound to 127.0.0.1, with a daemon thread for each connection."""

    daemon_threads = True
    # On Windows this option would let another program take the port over.
    allow_reuse_address = os.name != "nt"
    # Many connections may come at once while tests or retries hammer it.
    request_queue_size = 128

    def __init__(self, port: int, handler_class: type[BaseHTTPRequestHandler], keeper: Keeper) -> None:
        """Bind and listen; port 0 takes a free one.

        Raises:
            OSError: The port is taken.
        """
        self.keeper = keeper
        self.is_stopping = threading.Event()
        self._connections: dict[socket.socket, threading.Thread] = {}
        self._connections_lock = threading.Lock()
        self._acceptor = threading.Thread(target=self._accept, name="sandbox", daemon=True)
        super().__init__((HOST, port), handler_class)

    def server_bind(self) -> None:
        """Bind without the name lookup that the standard library does here, which may take seconds."""
        socketserver.TCPServer.server_bind(self)
        self.server_name = HOST
        self.server_port = self.server_address[1]

    def start(self) -> None:
        """Accept connections on a thread of its own."""
        self._acceptor.start()

    def stop(self, timeout_s: float) -> None:
        """Close the port and every connection, and wait for their threads at most this long."""
        deadline = time.monotonic() + timeout_s
        self.is_stopping.set()
        self._wake_acceptor(timeout_s)
        self._acceptor.join(timeout_s)
        self.server_close()
        with self._connections_lock:
            connections = dict(self._connections)
        for connection in connections:
            _cut(connection)
        for thread in connections.values():
            thread.join(max(0.0, deadline - time.monotonic()))

    def _accept(self) -> None:
        # Unlike serve_forever, which looks twice a second whether it should end, this sleeps until someone comes.
        while not self.is_stopping.is_set():
            self.handle_request()

    def _wake_acceptor(self, timeout_s: float) -> None:
        try:
            socket.create_connection((HOST, self.server_port), timeout_s).close()
        except OSError:
            _logger.debug("the acceptor is busy and will see by itself that it should end")

    def verify_request(self, request: Any, client_address: Any) -> bool:
        """Turn away whoever comes while the server stops."""
        del request, client_address
        return not self.is_stopping.is_set()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Serve one connection on a thread of its own, which `stop` knows of."""
        thread = threading.Thread(
            target=self.process_request_thread, args=(request, client_address), name="sandbox connection", daemon=True
        )
        with self._connections_lock:
            thread.start()
            self._connections[request] = thread

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Serve one connection; runs on its thread."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self._connections_lock:
                del self._connections[request]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Log what ended a connection: a client that left is ordinary, anything else is a fault of this program."""
        del request, client_address
        error = sys.exc_info()[1]
        if isinstance(error, ConnectionError | TimeoutError):
            _logger.debug("a connection ended: %s", type(error).__name__)
        else:
            _logger.error("a request could not be served", exc_info=error)


def _cut(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        _logger.debug("a connection was closed already")
