"""The client: httpx in, models and errors out. Used on one asyncio loop; cancel a call by cancelling its task."""

import asyncio
import base64
import ssl
import urllib.request
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from typing import Final, Self
from urllib.parse import quote, urlsplit

import httpx
import truststore

from desk_gui import __version__
from desk_gui.livedesk import answers
from desk_gui.livedesk.address import check_address, is_loopback, origin_of
from desk_gui.livedesk.dialing import WireBackend
from desk_gui.livedesk.errors import LiveDeskError, ProxyFailed
from desk_gui.livedesk.models import Contact, CreatedTicket, Ticket, TicketRequest, UploadedFile, mended
from desk_gui.livedesk.transfer import (
    BOUNDARY_ERRORS,
    MultipartBody,
    OnProgress,
    RequestTrace,
    UploadWatch,
    converted,
)

USER_AGENT: Final = f"desk-gui/{__version__}"


@dataclass(frozen=True, slots=True)
class Credentials:
    """An API key and its secret. Neither shows in a repr."""

    api_key: str = field(repr=False)
    api_secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long nothing may happen, in seconds.

    Attributes:
        connect_s: Connecting, and the TLS handshake.
        write_s: One write of a small request.
        read_s: Waiting for the answer once everything is sent.
        stall_s: No byte of an upload moved.
    """

    connect_s: float = 15.0
    write_s: float = 60.0
    read_s: float = 120.0
    stall_s: float = 60.0


DEFAULT_TIMEOUTS: Final = Timeouts()


class LiveDeskClient:
    """Talks to one LiveDesk address with one key.

    All calls raise `LiveDeskError`s and let `asyncio.CancelledError` through untouched. To know after a cancellation
    whether the request may have arrived, make a `RequestTrace`, hand it in, and read its `body_started`; errors say it
    themselves. Every call uses a connection of its own, and redirects are not followed.

    Args:
        base_url: https, or http to this computer itself.
        path_prefix: Before every path (`create_ticket` page: /api/v2/accounts).
        upload_path: After the prefix. Assumed: the upload call is not documented.
        upload_field: The multipart field of the file. Assumed.

    Raises:
        UnsafeAddress: The address may not be used.
    """

    def __init__(
        self,
        *,
        base_url: str,
        path_prefix: str = "/api/v2/accounts",
        upload_path: str = "/upload",
        upload_field: str = "attachment",
        credentials: Credentials,
        timeouts: Timeouts = DEFAULT_TIMEOUTS,
    ) -> None:
        check_address(base_url)
        self._origin = origin_of(base_url)
        self._base_path = urlsplit(base_url.strip()).path
        self._path_prefix = path_prefix
        self._upload_path = upload_path
        self._upload_field = upload_field
        self._credentials = credentials
        self._timeouts = timeouts
        self._ssl_context: ssl.SSLContext = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        # By proxy, "" being none: a laptop changes networks, and its proxy, while the program runs.
        self._clients: dict[str, httpx.AsyncClient] = {}

    def __repr__(self) -> str:
        return f"LiveDeskClient({self._origin})"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close what is open. Calls under way fail; cancel them first."""
        clients = tuple(self._clients.values())
        self._clients.clear()
        for client in clients:
            await client.aclose()

    async def upload(
        self,
        path: Path,
        name: str,
        media_type: str,
        on_progress: OnProgress | None = None,
        *,
        trace: RequestTrace | None = None,
    ) -> UploadedFile:
        """Upload one file and return where it lies now. May be repeated freely.

        Args:
            path: The bytes; must not change meanwhile.
            name: What LiveDesk is told.
            media_type: What they are; anything odd is sent as application/octet-stream.
            on_progress: Called 4 times a second, and with the full size once the answer is there.
            trace: Made by the caller for this one request.

        Raises:
            LiveDeskError: It did not work.
            OSError: The file cannot be read.
        """
        trace = trace or RequestTrace()
        try:
            async with asyncio.timeout(None) as deadline:
                body = MultipartBody(path, field=self._upload_field, name=name, media_type=media_type, trace=trace)
                with body:
                    watch = UploadWatch(
                        body=body,
                        trace=trace,
                        deadline=deadline,
                        stall_s=self._timeouts.stall_s,
                        answer_s=self._timeouts.read_s,
                        on_progress=on_progress,
                    )
                    with watch:
                        reply = await self._send(
                            "POST",
                            self._upload_path,
                            trace,
                            content=body,
                            headers={"Content-Type": body.content_type, "Content-Length": str(body.total_bytes)},
                            write_s=None,  # The watch knows a slow link from a dead one; a write timeout does not.
                        )
                    uploaded = answers.uploaded_file(reply)
                    watch.finish()
                    return uploaded
        except TimeoutError as error:
            raise converted(error, trace) from error

    async def create_ticket(
        self, request: TicketRequest, reference: str = "", *, trace: RequestTrace | None = None
    ) -> CreatedTicket:
        """Create a ticket (`create_ticket` page). Whether to repeat it after a failure is for the caller to decide.

        Args:
            request: What to send.
            reference: ASCII; sent as Idempotency-Key where given. That LiveDesk heeds it is not known.
            trace: Made by the caller for this one request.

        Raises:
            LiveDeskError: It did not work, or it is not known whether it did.
        """
        headers = {"Content-Type": "application/json"}
        if reference:
            headers["Idempotency-Key"] = reference
        reply = await self._send_briefly("POST", "tickets", trace, content=request.to_json_bytes(), headers=headers)
        return answers.created_ticket(reply)

    async def get_ticket(self, ticket_id: str, *, trace: RequestTrace | None = None) -> Ticket:
        """Return a ticket's details (`get_ticket` page).

        Raises:
            LiveDeskError: It did not work.
            ValueError: The id is empty or dots alone: it would name another address.
        """
        if not ticket_id.strip(" ."):
            raise ValueError("no ticket id")
        path = "tickets/" + quote(mended(ticket_id), safe="")
        return answers.ticket(await self._send_briefly("GET", path, trace))

    async def search_contacts(self, query: str, *, trace: RequestTrace | None = None) -> tuple[Contact, ...]:
        """Return the contacts that match a mail address, phone number, name or identifier (contact search page).

        It changes nothing there: a 403 elsewhere is judged by whether this works with the same key.

        Raises:
            LiveDeskError: It did not work.
        """
        return answers.contacts(await self._send_briefly("GET", "contacts", trace, params={"q": mended(query)}))

    async def _send_briefly(
        self,
        method: str,
        path: str,
        trace: RequestTrace | None,
        *,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
    ) -> answers.Reply:
        """Send a small request under one deadline over all: an answer that drips in for ever is none."""
        trace = trace or RequestTrace()
        times = self._timeouts
        try:
            async with asyncio.timeout(times.connect_s + times.write_s + times.read_s):
                return await self._send(
                    method, path, trace, content=content, headers=headers, params=params, write_s=times.write_s
                )
        except TimeoutError as error:
            raise converted(error, trace) from error

    async def _send(
        self,
        method: str,
        path: str,
        trace: RequestTrace,
        *,
        content: bytes | MultipartBody | None,
        headers: Mapping[str, str] | None,
        write_s: float | None,
        params: Mapping[str, str] | None = None,
    ) -> answers.Reply:
        try:
            client = self._client(trace)
            request = client.build_request(
                method,
                self._url(path),
                params=params,
                content=content,
                headers={**(headers or {}), "Authorization": _basic(self._credentials)},
                timeout=httpx.Timeout(
                    connect=self._timeouts.connect_s,
                    write=write_s,
                    read=self._timeouts.read_s,
                    pool=self._timeouts.connect_s,
                ),
                extensions={"trace": trace},
            )
            response = await client.send(request, stream=True)
        except BOUNDARY_ERRORS as error:
            raise converted(error, trace) from error
        return await _reply(response, read_s=self._timeouts.read_s)

    def _url(self, path: str) -> str:
        """Return a call's full address; whatever the settings hold, it stays on the checked origin."""
        parts = (self._base_path, self._path_prefix, path)
        joined = "/".join(part.strip("/ ") for part in parts if part.strip("/ "))
        return self._origin + "/" + quote(mended(joined), safe="/%:@!$&'()*+,;=~")

    def _client(self, trace: RequestTrace) -> httpx.AsyncClient:
        proxy_url = _proxy_for(self._origin)
        trace.is_proxied = bool(proxy_url)
        if proxy_url not in self._clients:
            self._clients[proxy_url] = self._make_client(proxy_url)
        return self._clients[proxy_url]

    def _make_client(self, proxy_url: str) -> httpx.AsyncClient:
        try:
            is_tls_proxy = proxy_url.lower().startswith("https:")
            ssl_context = self._ssl_context if is_tls_proxy else None
            proxy = httpx.Proxy(proxy_url, ssl_context=ssl_context) if proxy_url else None
            transport = httpx.AsyncHTTPTransport(
                verify=self._ssl_context,
                trust_env=False,
                proxy=proxy,
                http2=False,
                limits=httpx.Limits(max_keepalive_connections=0),
            )
            # httpx has no argument for it; httpcore's pools, which it makes of this, all look here.
            transport._pool._network_backend = WireBackend()
            return httpx.AsyncClient(
                transport=transport,
                trust_env=False,
                follow_redirects=False,
                # LiveDesk needs no cookies, and those of a gateway in between are nobody's business.
                cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
                headers={
                    "User-Agent": USER_AGENT,
                    "Accept": "application/json",
                    "Accept-Encoding": "identity",
                    "Connection": "close",
                },
            )
        except (ValueError, ImportError, httpx.InvalidURL) as error:
            # The text of a proxy's address may hold its password.
            raise ProxyFailed("this kind of proxy cannot be used", body_started=False) from error


def _basic(credentials: Credentials) -> str:
    # "replace": an encoding error would carry the secret in its text.
    pair = f"{credentials.api_key}:{credentials.api_secret}".encode("utf-8", "replace")
    return "Basic " + base64.b64encode(pair).decode("ascii")


def _proxy_for(origin: str) -> str:
    """Return the address of the system's proxy for this origin, or "" for none. This computer is never proxied."""
    host = urlsplit(origin).hostname or ""
    if is_loopback(host) or urllib.request.proxy_bypass(host):
        return ""
    proxies = urllib.request.getproxies()
    found = proxies.get(urlsplit(origin).scheme) or proxies.get("all") or ""
    return found if "://" in found or not found else f"http://{found}"


async def _reply(response: httpx.Response, *, read_s: float) -> answers.Reply:
    """Read what follows a status line; a body that breaks off is no body, but the status stands."""
    try:
        async with asyncio.timeout(read_s):
            body = await _body(response)
    except BOUNDARY_ERRORS:
        body = None
    finally:
        await response.aclose()
    return answers.Reply(
        status=response.status_code,
        body=body,
        content_type=response.headers.get("Content-Type", ""),
        retry_after=response.headers.get("Retry-After", ""),
        date=response.headers.get("Date", ""),
    )


async def _body(response: httpx.Response) -> bytes | None:
    body = bytearray()
    async for part in response.aiter_raw():
        body += part
        if len(body) > answers.BIGGEST_ANSWER_BYTES:
            return None
    return _unpacked(bytes(body), response.headers.get("Content-Encoding", ""))


def _unpacked(body: bytes, encoding: str) -> bytes | None:
    """Undo a compression nobody asked for, without letting a small body become a huge one."""
    match encoding.strip().lower():
        case "" | "identity":
            return body
        case "gzip" | "x-gzip" | "deflate":
            try:
                plain = zlib.decompressobj(wbits=47).decompress(body, answers.BIGGEST_ANSWER_BYTES + 1)
            except zlib.error:
                return None
            return plain if len(plain) <= answers.BIGGEST_ANSWER_BYTES else None
        case _:
            return None


__all__ = [
    "DEFAULT_TIMEOUTS",
    "USER_AGENT",
    "Credentials",
    "LiveDeskClient",
    "LiveDeskError",
    "RequestTrace",
    "Timeouts",
]
