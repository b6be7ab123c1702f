"""A practice LiveDesk that misbehaves on request: what networks, gateways and servers do on a bad day.

    with Misbehaving(data_dir=tmp_path, api_key="key", api_secret="secret") as server:
        server.script("create", Fault.html(), Fault.status(503, retry_after=2))  # the first two creates
        server.always("upload", Fault.late(0.2))  # every upload that no script is left for
        server.wait_for_requests("create", 2, deadline_s=5)

Without a fault left it behaves well. Faults come before the credentials are checked, as a gateway's would.
"""

import json
import socket
import struct
import threading
from abc import ABC, abstractmethod
from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from http import HTTPStatus
from pathlib import Path
from typing import ClassVar

from desk_gui.sandbox.handler import CHUNK_BYTES, Call, Route, SandboxHandler
from desk_gui.sandbox.server import Sandbox

_JSON = "application/json; charset=utf-8"
_HTML = b"<!DOCTYPE html><html><head><title>Log in</title></head><body><h1>Welcome to Airport Wi-Fi</h1></body></html>"


class Fault(ABC):
    """One way to misbehave, for one request. Made by the functions below."""

    @abstractmethod
    def play(self, handler: "MisbehavingHandler", call: Call) -> None:
        """Do it; runs on the connection's thread."""

    # Answers of someone else: nothing is stored

    @staticmethod
    def status(
        status: int,
        *,
        retry_after: int | str | None = None,
        body: bytes | None = None,
        media_type: str = _JSON,
        headers: Mapping[str, str] | None = None,
        before_body: bool = False,
    ) -> "Fault":
        """Answer this status; without a body given, in the shape `{code, message}`.

        With `before_body` the answer comes while the request's body is still on its way, and the body is dropped.
        """
        if body is None:
            has_body = status not in {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}
            body = _json({"code": status, "message": f"practice trouble {status}"}) if has_body else b""
        every = dict(headers or {})
        if retry_after is not None:
            every["Retry-After"] = str(retry_after)
        return _Answer(status, body, media_type, tuple(every.items()), before_body)

    @staticmethod
    def throttled(retry_after: int | str | None = None) -> "Fault":
        """429, in plain text, with or without Retry-After."""
        return Fault.status(429, retry_after=retry_after, body=b"Retry later\n", media_type="text/plain")

    @staticmethod
    def redirect(location: str, status: int = 302) -> "Fault":
        """Point elsewhere."""
        return Fault.status(status, headers={"Location": location}, body=b"", media_type="text/html")

    @staticmethod
    def html(status: int = 200) -> "Fault":
        """A page for people, as a Wi-Fi login or a gateway sends."""
        return Fault.status(status, body=_HTML, media_type="text/html; charset=utf-8")

    @staticmethod
    def empty(status: int = 200) -> "Fault":
        """An answer without a body."""
        return Fault.status(status, body=b"")

    @staticmethod
    def code(code: int, message: str, *, status: int = 200) -> "Fault":
        """A refusal in the body, whatever the status says."""
        return Fault.status(status, body=_json({"code": code, "message": message}))

    # The request is taken in full and stored; only the answer is spoilt

    @staticmethod
    def half_answer() -> "Fault":
        """Store it, announce the whole answer, send half of it and close."""
        return _Spoil(_Spoiling.HALF)

    @staticmethod
    def truncated_json() -> "Fault":
        """Store it and answer with half of the JSON as if it were all."""
        return _Spoil(_Spoiling.TRUNCATED)

    @staticmethod
    def missing_result() -> "Fault":
        """Store it and answer success without `ticket_id` or `file_url`."""
        return _Spoil(_Spoiling.WITHOUT_RESULT)

    @staticmethod
    def take_and_close() -> "Fault":
        """Store it, then close without a word."""
        return _Spoil(_Spoiling.UNSAID)

    # The connection breaks or hangs: nothing is stored

    @staticmethod
    def close_before_body() -> "Fault":
        """Close once the request's head is read."""
        return _Break(_End.CLOSE, 0)

    @staticmethod
    def close_after_body() -> "Fault":
        """Read the whole request, then close without a word."""
        return _Break(_End.CLOSE, None)

    @staticmethod
    def reset(read_bytes: int | None = None) -> "Fault":
        """Reset the connection after this much of the body; None reads it all first."""
        return _Break(_End.RESET, read_bytes)

    @staticmethod
    def stall(read_bytes: int = 0) -> "Fault":
        """Read this much of the body and no more, and never answer."""
        return _Break(_End.STALL, read_bytes)

    @staticmethod
    def silent() -> "Fault":
        """Read the whole request and never answer."""
        return _Break(_End.STALL, None)

    @staticmethod
    def late(latency_s: float, then: "Fault | None" = None) -> "Fault":
        """Let this long pass once the head is read, then go on: well, or with another fault."""
        return _Late(latency_s, then)


@dataclass(frozen=True, slots=True)
class _Answer(Fault):
    status_code: int
    body: bytes
    media_type: str
    headers: tuple[tuple[str, str], ...]
    comes_before_body: bool

    def play(self, handler: "MisbehavingHandler", call: Call) -> None:
        del call
        if not self.comes_before_body:
            handler.drop_body(None)
        handler.send_body(self.status_code, self.body, self.media_type, dict(self.headers))


class _Spoiling(Enum):
    HALF = "half"
    TRUNCATED = "truncated"
    WITHOUT_RESULT = "without result"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class _Spoil(Fault):
    how: _Spoiling

    def play(self, handler: "MisbehavingHandler", call: Call) -> None:
        handler.spoiling = self.how
        handler.serve_well(call)


class _End(Enum):
    CLOSE = "close"
    RESET = "reset"
    STALL = "stall"


@dataclass(frozen=True, slots=True)
class _Break(Fault):
    end: _End
    read_bytes: int | None

    def play(self, handler: "MisbehavingHandler", call: Call) -> None:
        del call
        handler.drop_body(self.read_bytes)
        match self.end:
            case _End.CLOSE:
                handler.abandon()
            case _End.RESET:
                handler.reset()
            case _End.STALL:
                handler.server.is_stopping.wait()
                handler.abandon()


@dataclass(frozen=True, slots=True)
class _Late(Fault):
    latency_s: float
    then: Fault | None

    def play(self, handler: "MisbehavingHandler", call: Call) -> None:
        if handler.server.is_stopping.wait(self.latency_s):
            handler.abandon()
        elif self.then is not None:
            self.then.play(handler, call)
        else:
            handler.serve_well(call)


@dataclass(frozen=True, slots=True)
class Received:
    """The head of a request, as it came in.

    Attributes:
        headers: Names in lower case. Not in the repr: they hold the credentials.
    """

    method: str
    path: str
    headers: dict[str, str] = field(repr=False)


class MisbehavingHandler(SandboxHandler):
    """Serves a connection well, unless there is a fault to play."""

    spoiling: _Spoiling | None = None

    def serve(self, call: Call) -> None:
        keeper = self.server.keeper
        assert isinstance(keeper, Misbehaving)
        self.spoiling = None
        headers = {name.lower(): value for name, value in self.headers.items()}
        fault = keeper.take(call.route, Received(self.command, self.path, headers))
        if fault is None:
            self.serve_well(call)
        else:
            fault.play(self, call)

    def serve_well(self, call: Call) -> None:
        """Answer as the practice LiveDesk does, but for a spoilt answer."""
        super().serve(call)

    def send_body(self, status: int, body: bytes, media_type: str, headers: Mapping[str, str]) -> None:
        """Answer, spoilt if that was asked for."""
        spoiling, self.spoiling = self.spoiling, None
        match spoiling:
            case None:
                super().send_body(status, body, media_type, headers)
            case _Spoiling.HALF:
                self.send_head(status, len(body), media_type, headers)
                self.wfile.write(body[: len(body) // 2])
                self.abandon()
            case _Spoiling.TRUNCATED:
                super().send_body(status, body[: len(body) // 2], media_type, headers)
            case _Spoiling.WITHOUT_RESULT:
                super().send_body(status, _without_result(body), media_type, headers)
            case _Spoiling.UNSAID:
                self.abandon()

    def drop_body(self, limit_bytes: int | None) -> None:
        """Read this much of the body, or all of it, for nothing.

        Raises:
            ClientGoneError: The connection ended before that.
        """
        left = limit_bytes
        while left != 0 and (data := self.read_body(CHUNK_BYTES if left is None else min(left, CHUNK_BYTES))):
            left = None if left is None else left - len(data)

    def abandon(self) -> None:
        """Close the connection after this, whatever of the request is unread."""
        self._body_left = 0
        self.close_connection = True

    def reset(self) -> None:
        """Close the connection so that the other side sees a reset."""
        self.abandon()
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        # Here and not at the end, when the server would first shut it down, which is a polite goodbye.
        self.connection.close()


class Misbehaving(Sandbox):
    """A practice LiveDesk with a script of faults for each route: "create", "get", "contacts", "upload", "file"."""

    handler_class: ClassVar[type[SandboxHandler]] = MisbehavingHandler

    def __init__(
        self, *, data_dir: Path, port: int = 0, api_key: str, api_secret: str, id_prefix: str = "tk_practice_"
    ) -> None:
        super().__init__(data_dir=data_dir, port=port, api_key=api_key, api_secret=api_secret, id_prefix=id_prefix)
        self._scripts: defaultdict[Route, deque[Fault]] = defaultdict(deque)
        self._standing: dict[Route, Fault] = {}
        self._received: defaultdict[Route, list[Received]] = defaultdict(list)
        self._changed = threading.Condition()

    def script(self, route: str, *faults: Fault) -> None:
        """Play these on the next requests of the route, one each, after what is scripted already."""
        with self._changed:
            self._scripts[Route(route)].extend(faults)

    def always(self, route: str, fault: Fault) -> None:
        """Play this on every request of the route that no script is left for."""
        with self._changed:
            self._standing[Route(route)] = fault

    def behave(self) -> None:
        """Forget all faults."""
        with self._changed:
            self._scripts.clear()
            self._standing.clear()

    def take(self, route: Route, received: Received) -> Fault | None:
        """Count a request and return the fault that is due; for the handler."""
        with self._changed:
            self._received[route].append(received)
            self._changed.notify_all()
            script = self._scripts[route]
            return script.popleft() if script else self._standing.get(route)

    def received(self, route: str) -> list[Received]:
        """Return the heads of the route's requests so far, in order of arrival."""
        with self._changed:
            return list(self._received[Route(route)])

    def request_count(self, route: str) -> int:
        """Return how many requests the route has had; each counts once its head is read."""
        return len(self.received(route))

    def wait_for_requests(self, route: str, count: int, deadline_s: float) -> None:
        """Return once the route has had this many requests.

        Raises:
            TimeoutError: They did not come in time.
        """
        with self._changed:
            requests = self._received[Route(route)]
            if not self._changed.wait_for(lambda: len(requests) >= count, deadline_s):
                raise TimeoutError(f"{len(requests)} of {count} {route} requests came in {deadline_s} s")


def _json(answer: Mapping[str, object]) -> bytes:
    return json.dumps(answer).encode()


def _without_result(body: bytes) -> bytes:
    answer = json.loads(body)
    for name in ("ticket_id", "file_url"):
        answer.get("data", {}).pop(name, None)
    return _json(answer)
