"""The desktop's portal on the session bus (Linux): screenshots under Wayland, and files of sandboxed programs.

Both calls are documented by xdg-desktop-portal (its pages Screenshot, Request and FileTransfer). Importing this module
costs nothing; jeepney is imported when a portal is asked for.
"""

import asyncio
import logging
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urlsplit
from uuid import uuid4

from desk_gui.system.errors import QT_TRANSLATE_NOOP, SystemTrouble

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from jeepney import Message  # type: ignore[import-untyped]  # it ships no types
    from jeepney.io.asyncio import DBusRouter  # type: ignore[import-untyped]  # it ships no types

SCREENSHOT_S: Final = 60.0
"""How long a person may take to choose what the desktop captures."""

ANSWER_S: Final = 10.0
"""How long a portal may take to answer a call that asks nobody; it may have to be started first."""

_DESKTOP: Final = "org.freedesktop.portal.Desktop"
# Bus name, object path and interface of each portal.
_SCREENSHOT: Final = (_DESKTOP, "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Screenshot")
_FILE_TRANSFER: Final = (
    "org.freedesktop.portal.Documents",
    "/org/freedesktop/portal/documents",
    "org.freedesktop.portal.FileTransfer",
)
_REQUEST: Final = "org.freedesktop.portal.Request"
_GRANTED: Final = 0
_REFUSALS: Final = (
    "org.freedesktop.DBus.Error.AccessDenied",
    "org.freedesktop.portal.Error.NotAllowed",
    "org.freedesktop.portal.Error.Cancelled",
)
_SILENCES: Final = (
    "org.freedesktop.DBus.Error.NoReply",
    "org.freedesktop.DBus.Error.Timeout",
    "org.freedesktop.DBus.Error.TimedOut",
)

_log: Final = logging.getLogger(__name__)


class PortalFailed(SystemTrouble):
    """The desktop's portal gave nothing."""

    title = QT_TRANSLATE_NOOP("errors", "The desktop gave nothing")
    default_next_step = QT_TRANSLATE_NOOP("errors", "Copy it with the desktop's own tools and paste it.")


class PortalMissing(PortalFailed):
    """There is no session bus, no portal on it, or it cannot do this."""

    title = QT_TRANSLATE_NOOP("errors", "This desktop has no portal for that")


class PortalDenied(PortalFailed):
    """The person, or the desktop, said no."""

    title = QT_TRANSLATE_NOOP("errors", "The desktop did not allow it, or it was cancelled")


class PortalSilent(PortalFailed):
    """The portal did not answer in time, or ended before it did."""

    title = QT_TRANSLATE_NOOP("errors", "The desktop did not answer")


async def take_screenshot(parent_window: str, *, timeout_s: float = SCREENSHOT_S) -> Path:
    """Let the desktop take a screenshot, with its own dialog, and return the file it made.

    Args:
        parent_window: Our window as the portal names it, `x11:<hex>` or `wayland:`.
        timeout_s: How long the person may take.

    Raises:
        PortalFailed: One of its three kinds.
    """
    token = f"desk_gui_{uuid4().hex}"
    options = {"interactive": ("b", True), "handle_token": ("s", token)}
    async with _bus(timeout_s) as router:
        answers = await _listen(router)
        reply = await _call(router, _SCREENSHOT, "Screenshot", (parent_window, options))
        handle = str(reply.body[0])
        try:
            results = await _response(answers, handle, owner=_sender(reply))
        except (TimeoutError, asyncio.CancelledError):
            await _close_request(router, handle)
            raise
    return _local_path(str(results.get("uri", ("s", ""))[1]))


async def retrieve_files(key: str, *, timeout_s: float = ANSWER_S) -> tuple[Path, ...]:
    """Return the files that a sandboxed program handed over in a drop or on the clipboard; never none.

    They are readable until the session ends: copy their bytes at once.

    Args:
        key: What came as `application/vnd.portal.filetransfer`.
        timeout_s: How long the portal may take.

    Raises:
        PortalFailed: One of its three kinds.
    """
    async with _bus(timeout_s) as router:
        reply = await _call(router, _FILE_TRANSFER, "RetrieveFiles", (key, {}))
    paths = tuple(Path(name) for name in reply.body[0] if str(name).startswith("/"))
    if not paths:
        raise PortalDenied("no files came with this key")
    return paths


@asynccontextmanager
async def _bus(timeout_s: float) -> "AsyncIterator[DBusRouter]":
    """Connect to the session bus for one exchange, and turn its many ways to fail into three."""
    from jeepney import DBusErrorResponse  # noqa: PLC0415 - see the module's docstring
    from jeepney.io.asyncio import open_dbus_router  # noqa: PLC0415
    from jeepney.io.common import RouterClosed  # type: ignore[import-untyped]  # noqa: PLC0415 - it ships no types

    try:
        async with asyncio.timeout(timeout_s), open_dbus_router() as router:
            yield router
    except TimeoutError as error:
        raise PortalSilent(f"nothing within {timeout_s:g} s") from error
    except DBusErrorResponse as error:
        raise _explain(str(error.name))(str(error)) from error
    except (EOFError, RouterClosed) as error:
        raise PortalSilent("the session bus went away") from error
    except (KeyError, OSError, RuntimeError, ValueError) as error:
        # No address, an address jeepney cannot use, nobody there, or no entry (its authentication raises ValueError).
        raise PortalMissing(f"no session bus: {error!r}") from error


def _explain(error_name: str) -> type[PortalFailed]:
    if error_name in _REFUSALS:
        return PortalDenied
    return PortalSilent if error_name in _SILENCES else PortalMissing


async def _listen(router: "DBusRouter") -> "asyncio.Queue[Message]":
    """Subscribe to answers, and to the portal's end, before anything is asked: an answer may overtake the reply."""
    from jeepney import MatchRule, message_bus  # noqa: PLC0415 - see the module's docstring
    from jeepney.io.asyncio import Proxy  # noqa: PLC0415

    answer = MatchRule(type="signal", interface=_REQUEST, member="Response")
    ended = MatchRule(type="signal", interface="org.freedesktop.DBus", member="NameOwnerChanged")
    ended.add_arg_condition(0, _DESKTOP)
    ended.add_arg_condition(2, "")
    answers: asyncio.Queue[Message] = asyncio.Queue()
    for rule in (answer, ended):
        router.filter(rule, queue=answers)
        await Proxy(message_bus, router).AddMatch(rule)
    return answers


async def _call(
    router: "DBusRouter", portal: tuple[str, str, str], method: str, body: tuple[str, dict[str, Any]]
) -> "Message":
    """Call a portal's method, which takes a text and options, and return the reply.

    Raises:
        DBusErrorResponse: It failed.
        TimeoutError: It did not answer.
    """
    from jeepney import DBusAddress, new_method_call  # noqa: PLC0415 - see the module's docstring
    from jeepney.wrappers import unwrap_msg  # type: ignore[import-untyped]  # noqa: PLC0415 - it ships no types

    name, path, interface = portal
    address = DBusAddress(path, bus_name=name, interface=interface)
    async with asyncio.timeout(ANSWER_S):
        reply = await router.send_and_get_reply(new_method_call(address, method, "sa{sv}", body))
    unwrap_msg(reply)
    return reply


async def _response(answers: "asyncio.Queue[Message]", handle: str, *, owner: str) -> dict[str, Any]:
    """Wait for the answer to a request; what others say, or about other requests, is passed over.

    Raises:
        PortalDenied: The person cancelled, or the desktop said no.
        PortalSilent: The portal ended.
    """
    from jeepney import HeaderFields  # noqa: PLC0415 - see the module's docstring

    while True:
        message = await answers.get()
        if message.header.fields.get(HeaderFields.member) == "NameOwnerChanged":
            if message.body[1] == owner:
                raise PortalSilent("the portal ended")
        elif message.header.fields.get(HeaderFields.path) == handle and _sender(message) == owner:
            code, results = message.body
            if code != _GRANTED:
                raise PortalDenied(f"response {code}")
            return dict(results)


async def _close_request(router: "DBusRouter", handle: str) -> None:
    """Take the desktop's dialog away; nobody waits for it any more."""
    from jeepney import DBusAddress, new_method_call  # noqa: PLC0415 - see the module's docstring

    address = DBusAddress(handle, bus_name=_DESKTOP, interface=_REQUEST)
    try:
        await router.send(new_method_call(address, "Close"))
    except OSError as error:
        _log.info("The portal's dialog could not be closed: %s", error)


def _sender(message: "Message") -> str:
    from jeepney import HeaderFields  # noqa: PLC0415 - see the module's docstring

    return str(message.header.fields.get(HeaderFields.sender, ""))


def _local_path(uri: str) -> Path:
    """Return the path of a `file:` address.

    Raises:
        PortalMissing: It is none.
    """
    parts = urlsplit(uri)
    path = Path(unquote(parts.path))
    if parts.scheme != "file" or parts.netloc not in {"", "localhost"} or not path.is_absolute():
        raise PortalMissing("the portal's answer holds no file")
    return path
