"""LiveDesk's contact search while somebody types: asked when typing pauses, given up when it goes on."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from desk_gui.livedesk.errors import Forbidden, KeyRefused, LiveDeskError, Throttled, Trouble
from desk_gui.livedesk.models import Contact
from desk_gui.outbox.clients import Clients
from desk_gui.outbox.desk import Publish
from desk_gui.outbox.desk_people import MOST_ROWS, FindPeople, PeopleFound, Person, is_plain, seen
from desk_gui.outbox.keys import Keys
from desk_gui.system.credentials import Credentials
from desk_gui.system.settings import Profile, Settings

PAUSE_S: Final = 0.25
"""Typing that stops for this long is meant."""

SHORTEST: Final = 2
"""One letter would find everybody."""

_LONGEST: Final = 200
_DEADLINE_S: Final = 15.0
"""Somebody sits and waits."""

_REST_S: Final = 5.0
"""Nothing is asked for this long after LiveDesk could not be reached: every key would only wait for the same."""

_LONG_REST_S: Final = 20.0
"""The same, after a key was refused or missing: asking again and again may lock it."""

_LONGEST_REST_S: Final = 300.0

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Rest:
    until: float
    trouble: Trouble


class ContactSearch:
    """Asks LiveDesk for contacts, one search at a time. Lives on the worker's loop.

    Answers never come out of order: a new search ends the one before, its connection with it.

    Args:
        keys: Finds the key.
        settings: Returns the settings in use.
        publish: Where answers go.
    """

    def __init__(self, *, keys: Keys, settings: Callable[[], Settings], publish: Publish) -> None:
        self._keys = keys
        self._settings = settings
        self._publish = publish
        self._loop = asyncio.get_running_loop()
        self._task: asyncio.Task[None] | None = None
        self._ended: set[asyncio.Task[None]] = set()
        self._rests: dict[tuple[str, str], _Rest] = {}
        self._is_network_there = True

    def will_ask(self, command: FindPeople) -> bool:
        """Say whether LiveDesk is asked for this."""
        return command.asks_livedesk and len(command.text.strip()) >= SHORTEST

    def begin(self, command: FindPeople) -> None:
        """Search once typing has paused, in place of the search before. Answered by one `PeopleFound`."""
        self.give_up()
        self._task = self._loop.create_task(self._search(command))
        self._task.add_done_callback(self._on_task_done)

    def give_up(self) -> None:
        """End the search, if there is one; nothing comes of it."""
        if self._task is not None:
            self._ended.add(self._task)
            self._task.cancel()
            self._task = None

    async def stop(self) -> None:
        """End the search and wait until its connection is closed."""
        self.give_up()
        await asyncio.gather(*self._ended, return_exceptions=True)

    def note_network(self, *, is_there: bool) -> None:
        """Take the system's word for it that there is no network: nobody waits for a ticket, and nothing is asked."""
        self._is_network_there = is_there
        self.forget_rests()

    def forget_rests(self) -> None:
        """Let LiveDesk be asked again at once: a key was saved, or the network is another."""
        self._rests.clear()

    def _on_task_done(self, task: "asyncio.Task[None]") -> None:
        self._ended.discard(task)
        if self._task is task:
            self._task = None
        if not task.cancelled() and task.exception() is not None:
            _log.error("The search for contacts went wrong and was left out", exc_info=task.exception())

    async def _search(self, command: FindPeople) -> None:
        await asyncio.sleep(PAUSE_S)
        people, trouble = await self._answer(command)
        self._publish(
            PeopleFound(
                command.request_id,
                people,
                is_from_livedesk=True,
                is_last=True,
                trouble=trouble.value if trouble else "",
            )
        )

    async def _answer(self, command: FindPeople) -> tuple[tuple[Person, ...], Trouble | None]:
        profile = self._settings().profile(command.profile)
        if profile is None:
            return (), Trouble.NO_CREDENTIALS
        owner = (profile.name, profile.origin)
        if not self._is_network_there:
            return (), Trouble.CANNOT_CONNECT
        rest = self._rests.get(owner)
        if rest is not None and self._loop.time() < rest.until:
            return (), rest.trouble
        found = await self._keys.find(*owner)
        if found.credentials is None:
            return (), self._rest(owner, Trouble.NO_CREDENTIALS, _LONG_REST_S)
        try:
            async with asyncio.timeout(_DEADLINE_S):
                contacts = await _contacts(profile, found.credentials, command.text.strip()[:_LONGEST])
        except TimeoutError:
            return (), self._rest(owner, Trouble.TIMED_OUT, _REST_S)
        except LiveDeskError as error:
            _log.info("LiveDesk's contacts could not be searched: %s", error.trouble.value)
            return (), self._rest(owner, error.trouble, _rest_after(error))
        people = (_person(contact, profile) for contact in contacts)
        return tuple(person for person in people if person is not None)[:MOST_ROWS], None

    def _rest(self, owner: tuple[str, str], trouble: Trouble, rest_s: float) -> Trouble:
        self._rests[owner] = _Rest(self._loop.time() + rest_s, trouble)
        return trouble


def _rest_after(error: LiveDeskError) -> float:
    if isinstance(error, Throttled) and error.retry_after_s is not None:
        return min(max(error.retry_after_s, _REST_S), _LONGEST_REST_S)
    return _LONG_REST_S if isinstance(error, KeyRefused | Forbidden | Throttled) else _REST_S


async def _contacts(profile: Profile, credentials: Credentials, text: str) -> tuple[Contact, ...]:
    async with Clients().one_for(profile, credentials) as client:
        return await client.search_contacts(text)


def _person(contact: Contact, profile: Profile) -> Person | None:
    """Return a contact as somebody a ticket can be for; None for one whose ID cannot be seen in full.

    That `euid` is the contact's identifier, else its id, is assumed; the profile can say that it is the id.
    """
    wants_id = profile.requester_euid_from == "id"
    requester_id = (contact.id if wants_id else contact.identifier) or contact.id or contact.identifier
    if not requester_id.strip() or not is_plain(requester_id):
        return None
    return Person(
        requester_id=requester_id.strip(),
        name=seen(contact.name),
        email=seen(contact.email),
        phone=seen(contact.phone_number),
    )
