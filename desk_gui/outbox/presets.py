"""What a form can be begun with: templates, the fields a team wants, and what is known of this laptop."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Final

from desk_gui.outbox.desk import Publish
from desk_gui.outbox.desk_people import SuggestValues, custom_field
from desk_gui.outbox.desk_templates import ReadSchema, ReadValues, TemplateCommand, ValuesRead
from desk_gui.outbox.errors import StoreTrouble
from desk_gui.outbox.loop import start_daemon
from desk_gui.outbox.remembering import Remembering
from desk_gui.outbox.schema_keeper import SchemaKeeper
from desk_gui.outbox.store import Store
from desk_gui.outbox.template_keeper import FILE_NAME, TemplateKeeper
from desk_gui.outbox.templates import LAST
from desk_gui.system.laptop import READERS
from desk_gui.system.policy import policy_files
from desk_gui.system.settings import Settings

FACTS_DEADLINE_S: Final = 6.0
"""For everything of this laptop together; what is not known by then is left out."""


class Presets:
    """Does the commands of `desk_templates`. Lives on the worker's loop.

    Args:
        folder: The data folder.
        store: Has what was sent last.
        remembering: Is told which custom fields are private, and what teams a policy names.
        settings: Returns the settings in use.
        publish: Where answers go.
        begin: Begins what takes time.

    Attributes:
        schemas: Knows the custom fields that each profile wants.
    """

    def __init__(
        self,
        folder: Path,
        *,
        store: Store,
        remembering: Remembering,
        settings: Callable[[], Settings],
        publish: Publish,
        begin: Callable[[Coroutine[None, None, None]], None],
    ) -> None:
        self._store = store
        self._remembering = remembering
        self._publish = publish
        self._begin = begin
        self._templates = TemplateKeeper(path=folder / FILE_NAME, publish=publish, begin=begin)
        self.schemas = SchemaKeeper(
            policies=policy_files(folder),
            settings=settings,
            publish=publish,
            begin=begin,
            on_known=remembering.keep_private,
        )
        remembering.offer_teams(self.schemas.with_teams)

    def do(self, command: TemplateCommand) -> None:
        """Do a command; the answer follows."""
        match command:
            case ReadSchema(profile):
                self.schemas.tell(profile)
            case ReadValues():
                self._begin(self._read_values(command))
            case _:
                self._templates.do(command)

    async def _read_values(self, command: ReadValues) -> None:
        loop = asyncio.get_running_loop()
        readings = {name: start_daemon(loop, READERS[name]) for name in command.names if name in READERS}
        values = [(name, value) for name in command.names if (value := self._last(command.profile, name))]
        if readings:
            await asyncio.wait(readings.values(), timeout=FACTS_DEADLINE_S)
        for name, reading in readings.items():
            if reading.done() and reading.result():
                values.append((name, reading.result()))
            else:
                reading.cancel()
        self._publish(ValuesRead(command.request_id, tuple(values)))

    def _last(self, profile: str, name: str) -> str:
        """Return what was sent last in a custom field; "" for what is private, unknown, or no such place."""
        kind, _, key = name.partition(":")
        if kind != LAST or not key or self._remembering.is_private(key):
            return ""
        try:
            found = self._store.suggestions.find(SuggestValues(0, profile, custom_field(key), ""))
        except StoreTrouble:
            return ""
        return found.values[0] if found.values else ""
