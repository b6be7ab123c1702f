"""What a window asks of the desktop's portal, done on the worker's loop."""

import logging
import sys
from pathlib import Path
from typing import Final

from desk_gui.outbox.desk import RetrievePortalFiles, TakePortalScreenshot
from desk_gui.outbox.events import PortalAnswered, PortalTrouble
from desk_gui.system import portal

PortalCommand = TakePortalScreenshot | RetrievePortalFiles

_log: Final = logging.getLogger(__name__)


async def answer(command: PortalCommand) -> PortalAnswered:
    """Ask the portal, and say what it gave, or why it gave nothing. Never raises for a portal's failure."""
    if sys.platform != "linux":
        return PortalAnswered(command.request_id, trouble=PortalTrouble.MISSING)
    try:
        return PortalAnswered(command.request_id, await _ask(command))
    except portal.PortalFailed as failure:
        _log.info("The portal gave nothing: %s (%s)", type(failure).__name__, failure.detail)
        return PortalAnswered(command.request_id, trouble=_trouble(failure))


async def _ask(command: PortalCommand) -> tuple[Path, ...]:
    match command:
        case TakePortalScreenshot():
            return (await portal.take_screenshot(command.parent_window),)
        case RetrievePortalFiles():
            return await portal.retrieve_files(command.key)


def _trouble(failure: portal.PortalFailed) -> PortalTrouble:
    match failure:
        case portal.PortalDenied():
            return PortalTrouble.DENIED
        case portal.PortalSilent():
            return PortalTrouble.SILENT
        case _:
            return PortalTrouble.MISSING
