"""What the outbox remembers of tickets for the next one: people, values, and what tickets were about."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from desk_gui.outbox.contact_search import ContactSearch
from desk_gui.outbox.desk import Publish
from desk_gui.outbox.desk_people import (
    MOST_ROWS,
    TEAM,
    ChoosePerson,
    FindPeople,
    FindSimilar,
    ForgetTyped,
    NamePerson,
    PeopleCommand,
    PeopleFound,
    PersonNamed,
    StopFinding,
    SuggestValues,
    TypedForgotten,
    ValuesSuggested,
    custom_key,
    folded,
    looks_private,
)
from desk_gui.outbox.draft import Draft
from desk_gui.outbox.errors import StoreTrouble
from desk_gui.outbox.keys import Keys
from desk_gui.outbox.store import Store
from desk_gui.outbox.tickets import State
from desk_gui.system.settings import Settings

WithTeams = Callable[[str, Callable[[tuple[str, ...]], None]], None]
"""Calls back with the teams that a policy names for a profile, at once or once that is known."""

_SENT: Final = (State.QUEUED, State.CREATED, State.UNCONFIRMED)

_log: Final = logging.getLogger(__name__)


class Remembering:
    """Does what concerns people and what was typed before. Lives on the worker's loop.

    Args:
        store: Has the tickets and the memory.
        keys: Finds the key for LiveDesk's contact search.
        settings: Returns the settings in use.
        publish: Where answers go.

    Attributes:
        is_private: Says of a custom field's name whether nothing of it may be remembered, as a schema marks it. Asked
            whenever a ticket is created; change it with `keep_private`.
    """

    def __init__(self, *, store: Store, keys: Keys, settings: Callable[[], Settings], publish: Publish) -> None:
        self._store = store
        self._publish = publish
        self.is_private: Callable[[str], bool] = looks_private
        self._with_teams: WithTeams = _without_teams
        self.search = ContactSearch(keys=keys, settings=settings, publish=publish)

    def do(self, command: PeopleCommand) -> None:
        """Do a command.

        Raises:
            StoreTrouble: The memory could not be read or written.
        """
        match command:
            case FindPeople():
                self._find(command)
            case StopFinding():
                self.search.give_up()
            case ChoosePerson(profile, person):
                self._store.people.name(profile, person)
            case NamePerson(profile, requester_id):
                self._publish(PersonNamed(requester_id, self._store.people.get(profile, requester_id)))
            case SuggestValues():
                self._suggest(command)
            case FindSimilar():
                self._publish(self._store.suggestions.find_similar(command, datetime.now(UTC)))
            case ForgetTyped():
                self._store.forget_typed()
                self._publish(TypedForgotten())

    def note(self, ticket: str) -> None:
        """Remember of a ticket, whose try has ended, what is worth it. Trouble with that is nobody's trouble."""
        try:
            submission = self._store.submission(ticket)
            if submission is None or submission.state not in _SENT:
                return
            private = _private_keys(submission.draft, self.is_private)
            self._store.remember(submission, private, datetime.now(UTC))
        except StoreTrouble as trouble:
            _log.warning("What was typed could not be remembered: %s", trouble.detail)

    def keep_private(self, is_private: Callable[[str], bool]) -> None:
        """Keep nothing of the custom fields that this names, beside those whose names say it themselves.

        What was remembered of them before is forgotten.
        """
        self.is_private = lambda key: looks_private(key) or is_private(key)
        try:
            self._store.forget_values(self.is_private)
        except StoreTrouble as trouble:
            _log.warning("Values that are private now could not be forgotten: %s", trouble.detail)

    def offer_teams(self, with_teams: WithTeams) -> None:
        """Offer the teams of a policy beside those of tickets; a name of theirs counts as accepted."""
        self._with_teams = with_teams

    async def stop(self) -> None:
        """End what is under way."""
        await self.search.stop()

    def _find(self, command: FindPeople) -> None:
        asks = self.search.will_ask(command)
        if not asks:
            self.search.give_up()
        found = self._store.people.find(command.profile, command.text)
        self._publish(PeopleFound(command.request_id, found, is_last=not asks))
        if asks:
            self.search.begin(command)

    def _suggest(self, command: SuggestValues) -> None:
        found = self._suggested(command)
        if command.field == TEAM:
            self._with_teams(command.profile, lambda teams: self._publish(_with_policy(found, teams)))
        else:
            self._publish(found)

    def _suggested(self, command: SuggestValues) -> ValuesSuggested:
        key = custom_key(command.field)
        if key and self.is_private(key):
            return ValuesSuggested(command.request_id, command.field, command.text)
        return self._store.suggestions.find(command)


def _without_teams(_profile: str, then: Callable[[tuple[str, ...]], None]) -> None:
    then(())


def _with_policy(found: ValuesSuggested, teams: tuple[str, ...]) -> ValuesSuggested:
    """Return what was accepted before with the teams of a policy that fit, in the order of `ValuesSuggested`."""
    wanted, known = folded(found.text), {folded(value) for value in found.values}
    names = {folded(team): team for team in teams}
    added = [team for name, team in names.items() if wanted in name and name not in known]
    values = sorted((*found.values, *added), key=lambda value: not folded(value).startswith(wanted))
    return replace(
        found,
        values=tuple(values[:MOST_ROWS]),
        is_accepted=found.is_accepted or wanted in names,
        is_from_policy=bool(added),
    )


def _private_keys(draft: Draft, is_private: Callable[[str], bool]) -> frozenset[str]:
    return frozenset(folded(key) for key, _ in draft.custom_fields if is_private(key))
