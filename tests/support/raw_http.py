"""HTTP by hand, with the standard library alone: judges a server without trusting any client of ours."""

import base64
import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

PREFIX = "/api/v2/accounts"
_TIMEOUT_S = 10.0
_BOUNDARY = "----a-boundary-of-the-tests"


@dataclass(frozen=True, slots=True)
class RawAnswer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body read as JSON."""
        return json.loads(self.body)


def basic(api_key: str, api_secret: str) -> str:
    """Return the Authorization header of this pair."""
    return "Basic " + base64.b64encode(f"{api_key}:{api_secret}".encode()).decode()


def multipart(name: str, data: bytes, *, field: str = "attachment", media_type: str = "image/png") -> bytes:
    """Return a multipart body with one file in it."""
    head = f'Content-Disposition: form-data; name="{field}"; filename="{name}"\r\nContent-Type: {media_type}\r\n\r\n'
    return f"--{_BOUNDARY}\r\n{head}".encode() + data + f"\r\n--{_BOUNDARY}--\r\n".encode()


MULTIPART_TYPE = f"multipart/form-data; boundary={_BOUNDARY}"


class RawHttp:
    """Calls one server, each call on a connection of its own."""

    def __init__(self, base_url: str, authorization: str) -> None:
        address = urlsplit(base_url)
        assert address.hostname is not None
        assert address.port is not None
        self.host = address.hostname
        self.port = address.port
        self.authorization = authorization

    def connect(self) -> http.client.HTTPConnection:
        """Return a connection; the caller closes it."""
        return http.client.HTTPConnection(self.host, self.port, timeout=_TIMEOUT_S)

    def call(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> RawAnswer:
        """Send one request below the API's prefix; a path that begins with `//` is sent as it is, but for one slash."""
        every = {"Authorization": self.authorization, **(headers or {})}
        target = path[1:] if path.startswith("//") else PREFIX + path
        connection = self.connect()
        try:
            connection.request(method, target, body, {name: value for name, value in every.items() if value})
            answer = connection.getresponse()
            return RawAnswer(answer.status, dict(answer.headers.items()), answer.read())
        finally:
            connection.close()

    def create(self, ticket: object, headers: Mapping[str, str] | None = None) -> RawAnswer:
        """Create a ticket from any JSON value."""
        every = {"Content-Type": "application/json", **(headers or {})}
        return self.call("POST", "/tickets", json.dumps(ticket).encode(), every)

    def upload(self, name: str, data: bytes, **part: str) -> RawAnswer:
        """Upload one file."""
        return self.call("POST", "/upload", multipart(name, data, **part), {"Content-Type": MULTIPART_TYPE})
