"""Which addresses may be talked to, and what an address is called. Standard library only: windows use it too."""

import ipaddress
import re
from typing import Final
from urllib.parse import SplitResult, urlsplit

from desk_gui.livedesk.errors import UnsafeAddress

_DEFAULT_PORTS: Final = {"https": 443, "http": 80}
_LABEL: Final = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\Z")
_LONGEST_NAME: Final = 253
_LOOPBACK_NETWORK: Final = ipaddress.IPv4Network("127.0.0.0/8")


def origin_of(base_url: str) -> str:
    """Return `scheme://host[:port]`: lower case, default ports dropped. Keys are stored and looked up by it.

    Raises:
        UnsafeAddress: It is not an http or https address.
    """
    parts = _split(base_url)
    host = _host_of(parts)
    port = _port_of(parts)
    shown_host = f"[{host}]" if ":" in host else host
    shown_port = "" if port in {None, _DEFAULT_PORTS[parts.scheme]} else f":{port}"
    return f"{parts.scheme}://{shown_host}{shown_port}"


def is_loopback(host: str) -> bool:
    """Whether a host is this computer: 127.0.0.0/8, ::1 or localhost, without asking anyone."""
    bare = host.lower().strip("[]")
    if bare == "localhost":
        return True
    try:
        address = ipaddress.ip_address(bare)
    except ValueError:
        return False
    return address in _LOOPBACK_NETWORK if address.version == 4 else address == ipaddress.IPv6Address("::1")  # noqa: PLR2004 - IPv4


def check_address(base_url: str) -> None:
    """Make sure that keys may be sent to this address: https, or http to this computer itself.

    Raises:
        UnsafeAddress: They may not.
    """
    parts = _split(base_url)
    host = _host_of(parts)
    _port_of(parts)
    if parts.query or parts.fragment:
        raise UnsafeAddress("the address has a query or a fragment")
    if parts.scheme == "http" and not is_loopback(host):
        raise UnsafeAddress("the address is http, not https")


def _split(base_url: str) -> SplitResult:
    text = base_url.strip()
    if any(character.isspace() or not character.isprintable() or character == "\\" for character in text):
        raise UnsafeAddress("the address holds a space, a backslash or a control character")
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise UnsafeAddress("the address is not a URL") from error
    if parts.scheme not in _DEFAULT_PORTS:
        raise UnsafeAddress("the address starts neither with https:// nor with http://")
    if "@" in parts.netloc:
        raise UnsafeAddress("the address holds a user name")
    return parts


def _host_of(parts: SplitResult) -> str:
    host = (parts.hostname or "").lower()
    if not host:
        raise UnsafeAddress("the address has no host")
    if ":" in host:
        try:
            return ipaddress.IPv6Address(host).compressed
        except ValueError as error:
            raise UnsafeAddress("the address has no usable host") from error
    try:
        ascii_host = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise UnsafeAddress("the address has no usable host") from error
    labels = ascii_host.removesuffix(".").split(".")
    if len(ascii_host) > _LONGEST_NAME or not all(_LABEL.match(label) for label in labels):
        raise UnsafeAddress("the address has no usable host")
    return ascii_host


def _port_of(parts: SplitResult) -> int | None:
    try:
        port = parts.port
    except ValueError as error:
        raise UnsafeAddress("the address has no usable port") from error
    if port == 0:
        raise UnsafeAddress("the address has no usable port")
    return port
