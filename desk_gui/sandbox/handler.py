"""One connection to the practice LiveDesk: reads requests, checks them, answers."""

import base64
import binascii
import json
import logging
import re
import shutil
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import Any, Final, NoReturn
from urllib.parse import parse_qs, quote, unquote, urlsplit

from desk_gui.sandbox import answers, rules
from desk_gui.sandbox.loopback import LoopbackServer
from desk_gui.sandbox.multipart import BadUploadError, UploadBody
from desk_gui.sandbox.state import FILES_PATH

PREFIX: Final = "/api/v2/accounts"
CHUNK_BYTES: Final = 256 * 1024

_MAX_JSON_BYTES: Final = 4 * 1024 * 1024
_LINGER_S: Final = 5.0
# Stands for a body whose end is not known: it is there and was not read, which is all that matters.
_UNKNOWN_BYTES: Final = 1
_KEPT_HEADERS: Final = ("Content-Type", "Content-Length", "Idempotency-Key", "User-Agent")

_logger = logging.getLogger(__name__)


class Route(StrEnum):
    """What can be asked for."""

    CREATE = "create"
    GET = "get"
    CONTACTS = "contacts"
    UPLOAD = "upload"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Call:
    """One request whose address and method are known here.

    Attributes:
        argument: The ticket ID, or the file's ID and name; percent-decoded.
        query: As sent, undecoded.
    """

    route: Route
    argument: str
    query: str


class ClientGoneError(ConnectionError):
    """The client went away in the middle of its request."""


class RefusedError(Exception):
    """The request is refused; the answer says why."""

    def __init__(self, status: HTTPStatus, code: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.headers = headers or {}


_ROUTES: Final = (
    ("POST", re.compile(re.escape(PREFIX) + r"/tickets"), Route.CREATE),
    ("GET", re.compile(re.escape(PREFIX) + r"/tickets/([^/]+)"), Route.GET),
    ("GET", re.compile(re.escape(PREFIX) + r"/contacts"), Route.CONTACTS),
    ("POST", re.compile(re.escape(PREFIX) + r"/upload"), Route.UPLOAD),
    ("GET", re.compile(re.escape(FILES_PATH) + r"/([0-9a-f]+/[^/]+)"), Route.FILE),
)


class SandboxHandler(BaseHTTPRequestHandler):
    """Serves one connection, request after request, on a thread of its own."""

    protocol_version = "HTTP/1.1"
    server_version = "DeskGUIPractice"
    sys_version = ""
    disable_nagle_algorithm = True
    server: LoopbackServer
    _body_left = 0
    _awaits_continue = False

    def _dispatch(self) -> None:
        self._body_left = 0
        try:
            self._body_left = self._declared_body_bytes()
            call = self._find_call()
            self.serve(call)
        except RefusedError as refusal:
            self.send_json(refusal.status, {"code": refusal.code, "message": refusal.message}, refusal.headers)
        except ClientGoneError:
            _logger.debug("the client went away in the middle of its request")
            self.close_connection = True
        self._awaits_continue = False
        if self._body_left:
            self._linger()

    # http.server looks for these names.
    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = _dispatch  # noqa: N815

    def serve(self, call: Call) -> None:
        """Answer a call, checking its credentials first where they are needed.

        Raises:
            RefusedError: It is not accepted; the caller answers.
            ClientGoneError: The client went away.
        """
        if call.route is not Route.FILE:
            self._check_credentials()
        match call.route:
            case Route.CREATE:
                self._create_ticket()
            case Route.GET:
                self._get_ticket(call.argument)
            case Route.CONTACTS:
                self._search_contacts(call.query)
            case Route.UPLOAD:
                self._receive_upload()
            case Route.FILE:
                self._send_file(*call.argument.split("/", 1))

    # What every request goes through

    def _declared_body_bytes(self) -> int:
        declared = self.headers.get("Content-Length")
        if self.headers.get("Transfer-Encoding") or (declared is None and self.command == "POST"):
            self._body_left = _UNKNOWN_BYTES
            raise RefusedError(HTTPStatus.LENGTH_REQUIRED, rules.BAD_PARAMETER, "Content-Length is required")
        if declared is None:
            return 0
        if not (declared.isascii() and declared.isdigit()):
            self._body_left = _UNKNOWN_BYTES
            raise RefusedError(HTTPStatus.BAD_REQUEST, rules.BAD_PARAMETER, "Content-Length must be a number")
        return int(declared)

    def _find_call(self) -> Call:
        # A page in a browser may point a name of its own at loopback; it cannot change the Host header.
        own_hosts = {f"{host}:{self.server.server_address[1]}" for host in ("127.0.0.1", "localhost")}
        if self.headers.get("Host", "") not in own_hosts:
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST, rules.BAD_PARAMETER, "This server answers on loopback only")
        address = urlsplit(self.path)
        matches = [(method, route, m) for method, pattern, route in _ROUTES if (m := pattern.fullmatch(address.path))]
        if not matches:
            self._refuse(HTTPStatus.NOT_FOUND, answers.NOT_FOUND, "There is nothing at this address")
        for method, route, match in matches:
            if method == self.command:
                return Call(route, unquote("".join(match.groups())), address.query)
        allowed = ", ".join(method for method, _, _ in matches)
        raise RefusedError(
            HTTPStatus.METHOD_NOT_ALLOWED, rules.BAD_PARAMETER, f"Use {allowed} at this address", {"Allow": allowed}
        )

    def _check_credentials(self) -> None:
        scheme, _, encoded = self.headers.get("Authorization", "").partition(" ")
        try:
            pair = base64.b64decode(encoded.strip(), validate=True)
        except (binascii.Error, ValueError):
            pair = b""
        if scheme.lower() != "basic" or not self.server.keeper.is_key(pair):
            raise RefusedError(
                HTTPStatus.UNAUTHORIZED,
                answers.WRONG_CREDENTIALS,
                "Authentication failed: the API key or secret is wrong",
                {"WWW-Authenticate": 'Basic realm="LiveDesk practice"'},
            )

    def _refuse(self, status: HTTPStatus, code: int, message: str) -> NoReturn:
        raise RefusedError(status, code, message)

    # The calls

    def _create_ticket(self) -> None:
        ticket = self._read_json()
        if refusal := rules.judge_ticket(ticket):
            self._refuse(HTTPStatus.BAD_REQUEST, refusal.code, refusal.message)
        headers = {name: value for name in _KEPT_HEADERS if (value := self.headers.get(name)) is not None}
        ticket_id = self.server.keeper.state.add_ticket(ticket, headers)
        self.send_json(
            HTTPStatus.OK, answers.success({"ticket_id": ticket_id, "message": "Ticket created successfully"})
        )

    def _get_ticket(self, ticket_id: str) -> None:
        stored = self.server.keeper.state.ticket(ticket_id)
        if stored is None:
            self._refuse(HTTPStatus.NOT_FOUND, answers.NOT_FOUND, f"ticket_id '{ticket_id}' does not exist")
        self.send_json(HTTPStatus.OK, answers.ticket_details(stored, rules.PRACTICE_TEAMS))

    def _search_contacts(self, query: str) -> None:
        asked = parse_qs(query)
        page = asked.get("page", ["1"])[0]
        if not (page.isascii() and page.isdigit() and int(page) >= 1):
            self._refuse(HTTPStatus.BAD_REQUEST, rules.BAD_PARAMETER, "page must be a number from 1")
        self.send_json(HTTPStatus.OK, answers.contact_search(asked.get("q", [""])[0], int(page)))

    def _receive_upload(self) -> None:
        try:
            with self.server.keeper.state.receive() as reception:
                body = UploadBody(self.headers.get("Content-Type", ""), reception.write)
                while data := self.read_body(CHUNK_BYTES):
                    body.feed(data)
                body.finish()
                reception.keep(body.name, body.media_type)
        except BadUploadError as error:
            raise RefusedError(HTTPStatus.BAD_REQUEST, rules.BAD_PARAMETER, str(error)) from error
        upload = self.server.keeper.state.upload(reception.file_id, self.server.keeper.base_url)
        if upload is not None:
            self.send_json(HTTPStatus.OK, answers.success({"file_url": upload.file_url}))

    def _send_file(self, file_id: str, name: str) -> None:
        upload = self.server.keeper.state.upload(file_id, self.server.keeper.base_url)
        if upload is None or upload.name != name:
            self._refuse(HTTPStatus.NOT_FOUND, answers.NOT_FOUND, "There is no such file")
        with upload.path.open("rb") as file:
            self.send_head(
                HTTPStatus.OK,
                upload.size_bytes,
                upload.media_type,
                {
                    "Content-Disposition": f"attachment; filename*=UTF-8''{quote(upload.name, safe='')}",
                    "X-Content-Type-Options": "nosniff",
                },
            )
            shutil.copyfileobj(file, self.wfile, CHUNK_BYTES)

    # Bodies and answers

    def read_body(self, limit_bytes: int) -> bytes:
        """Return the next bytes of the request's body, b"" at its end.

        Raises:
            ClientGoneError: The connection ended before the body did.
        """
        if not self._body_left:
            return b""
        if self._awaits_continue:
            self._awaits_continue = False
            self.send_response_only(HTTPStatus.CONTINUE)
            self.end_headers()
        data: bytes = self.rfile.read1(min(limit_bytes, self._body_left))
        if not data:
            self._body_left = 0
            raise ClientGoneError
        self._body_left -= len(data)
        return data

    def _read_json(self) -> Any:
        kind, _, charset = self.headers.get("Content-Type", "").lower().replace(" ", "").partition(";charset=")
        if kind != "application/json" or charset not in {"", "utf-8"}:
            self._refuse(HTTPStatus.BAD_REQUEST, rules.NOT_JSON, "Content-Type must be application/json in UTF-8")
        if self._body_left > _MAX_JSON_BYTES:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, rules.BAD_PARAMETER, "The body is too large")
        body = bytearray()
        while data := self.read_body(CHUNK_BYTES):
            body += data
        try:
            return json.loads(body.decode("utf-8"), parse_constant=_refuse_constant)
        except (ValueError, RecursionError) as error:
            raise RefusedError(HTTPStatus.BAD_REQUEST, rules.NOT_JSON, "The body must be JSON in UTF-8") from error

    def send_json(
        self, status: HTTPStatus, answer: Mapping[str, object], headers: Mapping[str, str] | None = None
    ) -> None:
        """Answer in JSON."""
        self.send_body(status, json.dumps(answer).encode("ascii"), "application/json; charset=utf-8", headers or {})

    def send_body(self, status: int, body: bytes, media_type: str, headers: Mapping[str, str]) -> None:
        """Answer with these bytes."""
        self.send_head(status, len(body), media_type, headers)
        if self.command != "HEAD":
            self.wfile.write(body)

    def send_head(self, status: int, size_bytes: int, media_type: str, headers: Mapping[str, str]) -> None:
        """Begin an answer whose body follows."""
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(size_bytes))
        for name, value in headers.items():
            self.send_header(name, value)
        if self._body_left or self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()

    def _linger(self) -> None:
        """Drop the rest of a body that nobody wants, so that its sender gets to read the answer.

        Closing at once would make the kernel send a reset, which can destroy the answer on its way.
        """
        self.close_connection = True
        deadline = time.monotonic() + _LINGER_S
        try:
            self.connection.shutdown(socket.SHUT_WR)
            self.connection.settimeout(_LINGER_S)
            while self.rfile.read1(CHUNK_BYTES) and time.monotonic() < deadline:
                pass
        except OSError:
            _logger.debug("the client went away before it had read the answer")

    def handle_expect_100(self) -> bool:
        """Wait with "100 Continue" until the body is wanted: a wrong key is refused before a gigabyte is sent."""
        self._awaits_continue = True
        return True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the standard library
        """Log a line of the standard library's; it never holds a header."""
        _logger.debug(format, *args)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)
