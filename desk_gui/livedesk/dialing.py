"""Connecting to LiveDesk: to whichever of a name's addresses answers first."""

import asyncio
import ipaddress
import socket
from collections import deque
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any, Final

import httpcore

from desk_gui.livedesk.wire import Tcp, Wire

_NEXT_ADDRESS_S: Final = 0.25
"""An address of a name that does not answer is not tried alone for longer (RFC 8305)."""


async def addresses_of(host: str, port: int) -> list[str]:
    """Return the addresses of a name, the kinds (IPv6, IPv4) by turns.

    Raises:
        OSError: There are none (`socket.gaierror`).
    """
    try:
        return [ipaddress.ip_address(host).compressed]
    except ValueError:
        pass
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    kinds: dict[int, list[str]] = {}
    for kind, _, _, _, address in found:
        kinds.setdefault(kind, []).append(str(address[0]))
    turns = [address for turn in zip_longest(*kinds.values()) for address in turn if address is not None]
    return list(dict.fromkeys(turns))


async def connect(addresses: Sequence[str], port: int) -> Tcp:
    """Connect to whichever address answers first; one is not waited for alone for long.

    asyncio can do this too, but loses a socket when it is cancelled at the wrong moment.

    Raises:
        OSError: None of them does; says what was wrong with the first.
    """
    left, trying = deque(addresses), set[asyncio.Task[Tcp]]()
    errors: list[BaseException] = []
    connected: Tcp | None = None
    try:
        while connected is None and (left or trying):
            if left:
                trying.add(asyncio.create_task(_connect_to(left.popleft(), port)))
            done, _ = await asyncio.wait(
                trying, timeout=_NEXT_ADDRESS_S if left else None, return_when=asyncio.FIRST_COMPLETED
            )
            for task in done:
                error = task.exception()
                if error is not None:
                    trying.discard(task)
                    errors.append(error)
                elif connected is None:
                    trying.discard(task)
                    connected = task.result()
    finally:
        for task in trying:
            task.cancel()
        for late in await asyncio.gather(*trying, return_exceptions=True):
            if isinstance(late, Tcp):
                await late.close()
    if connected is None:
        raise errors[0]
    return connected


async def _connect_to(address: str, port: int) -> Tcp:
    _, tcp = await asyncio.get_running_loop().create_connection(Tcp, address, port)
    return tcp


class WireBackend(httpcore.AsyncNetworkBackend):
    """Makes such connections."""

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> Wire:
        """Connect.

        Raises:
            httpcore.ConnectTimeout: It took too long.
            httpcore.ConnectError: It was refused, the name is unknown, or nothing is reachable.
        """
        del local_address, socket_options  # Nobody here asks for any.
        try:
            async with asyncio.timeout(timeout):
                tcp = await connect(await addresses_of(host, port), port)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(error) from error
        except OSError as error:
            raise httpcore.ConnectError(error) from error
        return Wire(tcp, tcp)

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)
