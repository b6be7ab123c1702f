"""What each profile wants: custom fields of a policy or a file, held against every ticket at Submit, and teams."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from desk_gui.outbox.desk import Publish, SubmitDraft
from desk_gui.outbox.desk_templates import SchemaRead
from desk_gui.outbox.draft import problems
from desk_gui.outbox.events import SubmitRefused
from desk_gui.outbox.fieldschema import Schema, kinds
from desk_gui.outbox.fieldschema import problems as schema_problems
from desk_gui.outbox.loop import start_daemon
from desk_gui.outbox.policy import CUSTOM_FIELDS, Policy, read_policies, teams_of
from desk_gui.outbox.schema_reader import from_json, schema_of
from desk_gui.outbox.small_json import MOST_BYTES, NotUnderstoodError
from desk_gui.system.sentences import QT_TRANSLATE_NOOP, joined, sentence
from desk_gui.system.settings import Profile, Settings
from desk_gui.system.small_files import SmallFileError, read_small_file

READ_DEADLINE_S: Final = 5.0
"""A file may lie on a drive that does not answer; tickets do not wait longer for it."""

TOO_LATE: Final = QT_TRANSLATE_NOOP(
    "system",
    "The team's custom fields could not be read in time: the drive they lie on does not answer. "
    "Tickets go without their rules. Start Desk GUI again once it does.",
)

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sought:
    """Where a profile's schema is looked for.

    Attributes:
        profile: The profile's name.
        fields_file: The file its settings name, or "".
    """

    profile: str
    fields_file: str


class SchemaKeeper:
    """Knows each profile's custom fields. Lives on the worker's loop; reads files on threads of their own.

    Args:
        policies: Where a policy may lie, the one that wins first.
        settings: Returns the settings in use.
        publish: Where answers go.
        begin: Begins what takes time.
        on_known: Told whenever the schemas are others now: whether a custom field is private in any of them.
        deadline_s: How long reading may take.
    """

    def __init__(
        self,
        *,
        policies: tuple[Path, ...],
        settings: Callable[[], Settings],
        publish: Publish,
        begin: Callable[[Coroutine[None, None, None]], None],
        on_known: Callable[[Callable[[str], bool]], None],
        deadline_s: float = READ_DEADLINE_S,
    ) -> None:
        self._policies = policies
        self._settings = settings
        self._publish = publish
        self._begin = begin
        self._on_known = on_known
        self._deadline_s = deadline_s
        self._sought: tuple[Sought, ...] = ()
        self._found: Mapping[str, SchemaRead] = {}
        self._waiting: list[Callable[[], None]] | None = None
        self._is_reading_again = False
        self.look()

    def look(self) -> None:
        """Read the schemas if the settings name others than before; what waits for them is done afterwards."""
        sought = tuple(Sought(profile.name, _fields_file(profile)) for profile in self._settings().profiles)
        if sought == self._sought:
            return
        self._sought = sought
        self._waiting = self._waiting or []
        self._begin(self._read(sought))

    def tell(self, profile: str) -> None:
        """Publish what a profile wants, once it is known; and once more where the files say something else by now."""
        self._when_known(lambda: self._publish(self._found.get(profile) or SchemaRead(profile, Schema())))
        if self._waiting is None and not self._is_reading_again:
            self._is_reading_again = True
            self._begin(self._read_again(self._sought))

    def with_teams(self, profile: str, then: Callable[[tuple[str, ...]], None]) -> None:
        """Go on with the teams that a policy names for a profile, once that is known."""
        self._when_known(lambda: then(found.teams if (found := self._found.get(profile)) else ()))

    def submit(self, command: SubmitDraft, then: Callable[[SubmitDraft], None]) -> None:
        """Hold a draft against its profile's schema, and hand it on with what its custom fields send.

        Args:
            command: The Submit. Where a rule is broken it is answered by `SubmitRefused`, with all that is to mend.
            then: Does the Submit otherwise.
        """
        self._when_known(lambda: self._submit(command, then))

    def is_private(self, key: str) -> bool:
        """Say whether a custom field is private in any profile."""
        return any(found.schema.is_private(key) for found in self._found.values())

    def _submit(self, command: SubmitDraft, then: Callable[[SubmitDraft], None]) -> None:
        found = self._found.get(command.profile)
        schema = found.schema if found else Schema()
        if broken := schema_problems(schema, command.draft):
            self._publish(SubmitRefused(command.draft.draft_id, problems=(*problems(command.draft), *broken)))
        else:
            then(replace(command, draft=replace(command.draft, field_kinds=kinds(schema))))

    def _when_known(self, then: Callable[[], None]) -> None:
        if self._waiting is None:
            then()
        else:
            self._waiting.append(then)

    async def _read(self, sought: tuple[Sought, ...]) -> None:
        try:
            found = await self._found_now(sought)
        except TimeoutError:
            _log.warning("The custom fields could not be read in time")
            failure = sentence(TOO_LATE)
            found = {one.profile: SchemaRead(one.profile, Schema(), failure=failure) for one in sought}
        except asyncio.CancelledError:  # The program ends; a ticket that waits is kept all the same.
            self._go_on()
            raise
        if sought != self._sought:
            return  # Another look is on its way, and does what waits.
        self._take(found)

    async def _read_again(self, sought: tuple[Sought, ...]) -> None:
        """Read what is known already: somebody mended a file, or a drive is there now. Nothing waits for it."""
        try:
            found = await self._found_now(sought)
        except TimeoutError:
            return  # What is known stays.
        finally:
            self._is_reading_again = False
        if sought == self._sought and self._waiting is None:
            self._take(found)

    async def _found_now(self, sought: tuple[Sought, ...]) -> dict[str, SchemaRead]:
        async with asyncio.timeout(self._deadline_s):
            return await start_daemon(asyncio.get_running_loop(), read_schemas, self._policies, sought)

    def _take(self, found: Mapping[str, SchemaRead]) -> None:
        old, self._found = self._found, found
        self._on_known(self.is_private)
        self._go_on()
        for name, one in found.items():
            if old and old.get(name) != one:
                self._publish(one)

    def _go_on(self) -> None:
        waiting, self._waiting = self._waiting or [], None
        for then in waiting:
            then()


def _fields_file(profile: Profile) -> str:
    return profile.fields_file.strip()


def read_schemas(policies: tuple[Path, ...], sought: tuple[Sought, ...]) -> dict[str, SchemaRead]:
    """Return what each profile wants. Blocks; never raises for what is in a file.

    The first policy that says something of a profile's custom fields wins; the file of the profile's own comes last.
    """
    read = read_policies(policies)
    return {one.profile: _with_teams(_schema(one, read), read) for one in sought}


def _with_teams(found: SchemaRead, policies: tuple[Policy, ...]) -> SchemaRead:
    teams, failure = teams_of(policies, found.profile)
    # A policy that cannot be used at all is said once.
    failures = [words for words in dict.fromkeys((found.failure, failure)) if words]
    return replace(found, teams=teams, failure=joined(*failures) if failures else "")


def _schema(sought: Sought, policies: tuple[Policy, ...]) -> SchemaRead:
    for policy in policies:
        if policy.failure:
            return SchemaRead(sought.profile, Schema(), str(policy.path), policy.failure)
        wanted = policy.wanted(CUSTOM_FIELDS, sought.profile)
        if wanted is not None:
            return _made(sought.profile, str(policy.path), partial(schema_of, wanted, "“custom_fields”"))
    if not sought.fields_file:
        return SchemaRead(sought.profile, Schema())
    path = Path(sought.fields_file)
    if not path.is_absolute():
        text = QT_TRANSLATE_NOOP("system", "The file of custom fields, %1, must be given with its whole path.")
        failure = sentence(text, path)
        return SchemaRead(sought.profile, Schema(), str(path), failure)
    return _made(sought.profile, str(path), lambda: from_json(read_small_file(path, MOST_BYTES)))


def _made(profile: str, source: str, make: Callable[[], Schema]) -> SchemaRead:
    try:
        return SchemaRead(profile, make(), source)
    except FileNotFoundError:
        text = QT_TRANSLATE_NOOP("system", "The file of custom fields, %1, is not there. Tickets go without its rules.")
        return SchemaRead(profile, Schema(), source, sentence(text, source))
    except (SmallFileError, NotUnderstoodError) as error:
        text = QT_TRANSLATE_NOOP(
            "system", "The custom fields in %1 could not be used: %2. Tickets go without their rules."
        )
        return SchemaRead(profile, Schema(), source, sentence(text, source, error))
