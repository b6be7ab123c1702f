"""The system bus (Linux): that the system goes to sleep, as logind tells it.

`PrepareForSleep` is documented by systemd (org.freedesktop.login1). Importing this module costs nothing; jeepney is
imported when the bus is asked for.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from jeepney.io.asyncio import DBusConnection  # type: ignore[import-untyped]  # it ships no types

CONNECT_S: Final = 5.0
"""How long the bus may take to let this program in."""

_CLOSE_S: Final = 0.1
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
    from jeepney import DBusErrorResponse  # type: ignore[import-untyped]  # noqa: PLC0415 - see above; it ships no types
    from jeepney.io.common import RouterClosed  # type: ignore[import-untyped]  # noqa: PLC0415 - see above

    try:
        async with _system_bus() as bus:
            await _pass_on(bus, on_sleep)
    except (KeyError, OSError, EOFError, TimeoutError, ValueError, RuntimeError) as error:
        # No address, nobody there, no entry (jeepney's authentication raises ValueError), or it went away.
        _log.info("No word of the system's sleep: %r", error)
    except (DBusErrorResponse, RouterClosed) as error:
        _log.info("No word of the system's sleep: %r", error)


@asynccontextmanager
async def _system_bus() -> "AsyncIterator[DBusConnection]":
    from jeepney.io.asyncio import open_dbus_connection  # noqa: PLC0415 - see the module's docstring

    async with asyncio.timeout(CONNECT_S):
        bus = await open_dbus_connection("SYSTEM")
    try:
        yield bus
    finally:
        with suppress(OSError, TimeoutError):
            async with asyncio.timeout(_CLOSE_S):
                await bus.close()


async def _pass_on(bus: "DBusConnection", on_sleep: Callable[[bool], None]) -> None:
    from jeepney import MatchRule, message_bus  # noqa: PLC0415 - see the module's docstring

    # The bus knows who owns a name; in the signal itself the sender is a number.
    await bus.send(message_bus.AddMatch(MatchRule(sender=_LOGIND, **_MANAGER)))
    wanted = MatchRule(**_MANAGER)
    while True:
        message = await bus.receive()
        if wanted.matches(message) and message.body and isinstance(message.body[0], bool):
            on_sleep(message.body[0])
