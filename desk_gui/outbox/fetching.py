"""What a link leads to, fetched because a human asked for it: capped in size and time, and never from inside a network.

Nothing identifies this computer or its user to the other side: no key, no cookie, no login, no page it comes from.
"""

import asyncio
import ipaddress
import logging
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass, replace
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Final

import httpx
import truststore

from desk_gui import __version__
from desk_gui.outbox.desk import FetchLink, FileSource
from desk_gui.outbox.drafting import Drafting
from desk_gui.outbox.errors import CopyRefused
from desk_gui.outbox.events import RefusedFile
from desk_gui.outbox.media_types import HEAD_BYTES, fitting_name, media_type_of
from desk_gui.outbox.names import name_in_url
from desk_gui.outbox.spool import CopyEnded, Spool

MOST_BYTES: Final = 40 * 1024 * 1024
DEADLINE_S: Final = 30.0
"""For everything together: names, redirects and the last byte."""

MOST_REDIRECTS: Final = 3

USER_AGENT: Final = f"desk-gui/{__version__}"

_CONNECT_S: Final = 10.0
_SILENCE_S: Final = 15.0
_SCHEMES: Final = ("http", "https")
_REDIRECTS: Final = (301, 302, 303, 307, 308)
_PAGE_BEGINNINGS: Final = (b"<!doctype html", b"<html")
_GLOBAL_IPV6: Final = ipaddress.IPv6Network("2000::/3")
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_log: Final = logging.getLogger(__name__)


def is_public(address: _Address) -> bool:
    """Say whether an address belongs to the open internet, and not to this computer, its network or a tunnel."""
    if address.is_multicast or not address.is_global:
        return False
    if isinstance(address, ipaddress.IPv4Address):
        return True
    if address in _NAT64:
        return is_public(ipaddress.IPv4Address(address.packed[-4:]))
    # Tunnels carry an IPv4 address that nobody has looked at.
    return address in _GLOBAL_IPV6 and address.sixtofour is None and address.teredo is None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a link led to.

    Attributes:
        name: From the address it was found at in the end, with a suffix that fits the content.
        data: All of it.
    """

    name: str
    data: bytes


class Fetcher:
    """Fetches one link at a time, each over a connection of its own.

    Args:
        may_contact: Judges every address that a name stands for, before anything is sent to any of them.
        most_bytes: A longer answer is refused.
        deadline_s: For one link, redirects included.
    """

    def __init__(
        self,
        *,
        may_contact: Callable[[_Address], bool] = is_public,
        most_bytes: int = MOST_BYTES,
        deadline_s: float = DEADLINE_S,
    ) -> None:
        self._may_contact = may_contact
        self._most_bytes = most_bytes
        self._deadline_s = deadline_s

    async def fetch(self, url: str) -> Fetched:
        """Fetch what an address leads to.

        Raises:
            CopyRefused: It could not be had, or is not to be had this way.
        """
        try:
            async with asyncio.timeout(self._deadline_s):
                return await self._fetch(httpx.URL(url))
        except (TimeoutError, httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, OSError, ValueError) as error:
            # The address itself may be a secret (a shared link, say): it is not logged.
            _log.info("A link could not be fetched: %s", type(error).__name__)
            raise CopyRefused(RefusedFile.NOT_FETCHED) from error

    async def _fetch(self, url: httpx.URL) -> Fetched:
        async with httpx.AsyncClient(
            verify=truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
            trust_env=False,
            follow_redirects=False,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            timeout=httpx.Timeout(_SILENCE_S, connect=_CONNECT_S),
            headers={"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "identity"},
        ) as client:
            for _ in range(MOST_REDIRECTS + 1):
                response = await self._open(client, url)
                try:
                    if response.status_code not in _REDIRECTS:
                        return await self._read(response, url)
                    url = url.join(response.headers.get("location", ""))
                finally:
                    await response.aclose()
        raise CopyRefused(RefusedFile.NOT_FETCHED, "too many redirects")

    async def _open(self, client: httpx.AsyncClient, url: httpx.URL) -> httpx.Response:
        """Send the request to an address that was looked at: a name is not asked for twice, it could change."""
        if url.scheme not in _SCHEMES or not url.host:
            raise CopyRefused(RefusedFile.NOT_FETCHED, "not a web address")
        address = await self._look_up(url)
        request = client.build_request(
            "GET",
            url.copy_with(host=str(address), userinfo=b"", fragment=None),
            headers={"Host": url.netloc.decode("ascii")},
            # Certificates are checked against the name and not against the bare address.
            extensions={"sni_hostname": url.raw_host.decode("ascii")},
        )
        return await client.send(request, stream=True)

    async def _look_up(self, url: httpx.URL) -> _Address:
        port = url.port or {"http": 80, "https": 443}[url.scheme]
        host = url.raw_host.decode("ascii")
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = [ipaddress.ip_address(entry[4][0]) for entry in found]
        if not all(self._may_contact(address) for address in addresses):
            raise CopyRefused(RefusedFile.PRIVATE_ADDRESS)
        # Many networks have no way out for IPv6, and there is one try.
        return min(addresses, key=_version)

    async def _read(self, response: httpx.Response, url: httpx.URL) -> Fetched:
        if response.status_code != httpx.codes.OK or "content-encoding" in response.headers:
            raise CopyRefused(RefusedFile.NOT_FETCHED, f"status {response.status_code}")
        if int(response.headers.get("content-length", "0")) > self._most_bytes:
            raise CopyRefused(RefusedFile.TOO_LARGE)
        data = bytearray()
        async for chunk in response.aiter_raw():
            data += chunk
            if len(data) > self._most_bytes:
                raise CopyRefused(RefusedFile.TOO_LARGE)
        head = bytes(data[:HEAD_BYTES])
        if not head:
            raise CopyRefused(RefusedFile.EMPTY)
        if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_PAGE_BEGINNINGS):
            raise CopyRefused(RefusedFile.WEB_PAGE)
        return Fetched(fitting_name(name_in_url(str(url)) or url.host, media_type_of(head)), bytes(data))


def _version(address: _Address) -> int:
    return address.version


class Links:
    """Attaches what links lead to. Lives on the worker's loop.

    Args:
        drafting: Has the drafts they are for.
        spool: Keeps what was fetched, as it keeps what is dropped.
        fetcher: Fetches it.
    """

    def __init__(self, *, drafting: Drafting, spool: Spool, fetcher: Fetcher) -> None:
        self._drafting = drafting
        self._spool = spool
        self._fetcher = fetcher

    def expect(self, command: FetchLink) -> bool:
        """Take note of a link at once, so that a Submit right after it waits.

        Returns:
            Whether the draft takes it; if so, `attach` must follow.

        Raises:
            StoreTrouble: The draft could not be read.
        """
        return self._drafting.expect(command.draft_id, _source(command))

    async def attach(self, command: FetchLink) -> None:
        """Fetch what a link leads to, and have it copied.

        Raises:
            StoreTrouble: What became of it could not be kept.
        """
        source = _source(command)
        try:
            fetched = await self._fetcher.fetch(command.url)
        except CopyRefused as refusal:
            self._drafting.copy_ended(CopyEnded(command.draft_id, source, refused=refusal.reason))
            return
        self._spool.copy(command.draft_id, replace(source, name=fetched.name, data=fetched.data))


def _source(command: FetchLink) -> FileSource:
    return FileSource(command.attachment_id, name_in_url(command.url) or command.url)
