"""The system bus (Linux): that the system goes to sleep, as logind tells it.

`PrepareForSleep` is documented by systemd (org.freedesktop.login1). Importing this module costs nothing; jeepney is
imported when the bus is asked for.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from jeepney.io.asyncio import DBusConnection  # type: ignore[import-untyped]  # it ships no types

CONNECT_S: Final = 5.0
"""How long the bus may take to let this program in."""

_LOGIND: Final = "org.freedesktop.login1"
_MANAGER: Final = {
    "type": "signal",
    "interface": "org.freedesktop.login1.Manager",
    "member": "PrepareForSleep",
    "path": "/org/freedesktop/login1",
}

_log: Final = logging.getLogger(__name__)


async def watch_sleep(on_sleep: Callable[[bool], None]) -> None:
    """Listen until cancelled, or until the bus is gone; return quietly where there is none.

    Args:
        on_sleep: Told True when the system is about to sleep, and False when it is back.
    """
    try:
        async with _system_bus() as bus:
            await _pass_on(bus, on_sleep)
    except (OSError, EOFError, ValueError, RuntimeError, asyncio.LimitOverrunError) as error:
        # No address, nobody there, no entry (jeepney's authentication raises ValueError), or it went away.
        _log.info("No word of the system's sleep: %r", error)


@asynccontextmanager
async def _system_bus() -> "AsyncIterator[DBusConnection]":
    """Let this program in on the bus. jeepney's own way leaves the socket open when it is cancelled."""
    from jeepney.auth import BEGIN, Authenticator  # type: ignore[import-untyped]  # noqa: PLC0415 - it ships no types
    from jeepney.bus import get_bus  # type: ignore[import-untyped]  # noqa: PLC0415 - it ships no types
    from jeepney.io.asyncio import DBusConnection  # noqa: PLC0415 - see the module's docstring

    reader, writer = await asyncio.open_unix_connection(get_bus("SYSTEM"))
    try:
        async with asyncio.timeout(CONNECT_S):
            entry = Authenticator()
            for said in entry:
                writer.write(said)
                entry.feed(await reader.readuntil(b"\r\n"))
            writer.write(BEGIN)
            await writer.drain()
        yield DBusConnection(reader, writer)
    finally:
        writer.transport.abort()


async def _pass_on(bus: "DBusConnection", on_sleep: Callable[[bool], None]) -> None:
    from jeepney import MatchRule, message_bus  # type: ignore[import-untyped]  # noqa: PLC0415 - it ships no types

    await bus.send(message_bus.Hello())
    # The bus knows who owns a name; in the signal itself the sender is a number.
    await bus.send(message_bus.AddMatch(MatchRule(sender=_LOGIND, **_MANAGER)))
    wanted = MatchRule(**_MANAGER)
    while True:
        message = await bus.receive()
        if wanted.matches(message) and message.body and isinstance(message.body[0], bool):
            on_sleep(message.body[0])
