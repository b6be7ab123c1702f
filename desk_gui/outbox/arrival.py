"""Looking up at LiveDesk what a ticket ID is, for a ticket that may have arrived."""

import asyncio
from collections.abc import Callable
from typing import Final

from desk_gui.livedesk.errors import LiveDeskError, NotFound, Trouble
from desk_gui.outbox.clients import Clients
from desk_gui.outbox.desk import CheckArrival
from desk_gui.outbox.events import ArrivalChecked
from desk_gui.outbox.keys import Keys
from desk_gui.outbox.store import Store
from desk_gui.system.credentials import Credentials
from desk_gui.system.settings import Profile, Settings

DEADLINE_S: Final = 30.0
"""Somebody sits and waits."""

NO_TITLE: Final = "(no title)"


class Arrivals:
    """Looks tickets up. Changes nothing. Lives on the worker's loop.

    Args:
        store: Has the tickets.
        keys: Finds the key.
        settings: Returns the settings in use.
    """

    def __init__(self, *, store: Store, keys: Keys, settings: Callable[[], Settings]) -> None:
        self._store = store
        self._keys = keys
        self._settings = settings

    async def check(self, command: CheckArrival) -> ArrivalChecked:
        """Ask LiveDesk with the ticket's own key, at its own address.

        Raises:
            StoreTrouble: The ticket could not be read.
        """
        submission = self._store.submission(command.ticket)
        if submission is None:
            return _answer(command)
        profile = self._settings().profile(submission.profile)
        if profile is None or profile.origin != submission.origin:
            return _answer(command, trouble=Trouble.ORIGIN_CHANGED)
        found = await self._keys.find(submission.profile, submission.origin)
        if found.credentials is None:
            return _answer(command, trouble=Trouble.NO_CREDENTIALS)
        try:
            async with asyncio.timeout(DEADLINE_S):
                return _answer(command, title=await _title(profile, found.credentials, command.ticket_id.strip()))
        except TimeoutError:
            return _answer(command, trouble=Trouble.TIMED_OUT)
        except (NotFound, ValueError):  # ValueError: what was typed can be no ID.
            return _answer(command)
        except LiveDeskError as error:
            return _answer(command, trouble=error.trouble)


async def _title(profile: Profile, credentials: Credentials, ticket_id: str) -> str:
    async with Clients().one_for(profile, credentials) as client:
        return (await client.get_ticket(ticket_id)).title or NO_TITLE


def _answer(command: CheckArrival, *, title: str = "", trouble: Trouble | None = None) -> ArrivalChecked:
    return ArrivalChecked(command.ticket, command.ticket_id, title, trouble.value if trouble else "")
