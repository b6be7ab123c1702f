"""Templates, schemas of custom fields, this laptop: what a window may ask, and what comes back. Standard library."""

from dataclasses import dataclass
from pathlib import Path

from desk_gui.outbox.fieldschema import Schema, Source
from desk_gui.outbox.templates import LAST, Template


@dataclass(frozen=True, slots=True)
class ReadTemplates:
    """Read the templates of this computer. Answered by `TemplatesRead`."""


@dataclass(frozen=True, slots=True)
class SaveTemplates:
    """Keep these templates, in this order, in place of all there are. Answered by `TemplatesRead`."""

    templates: tuple[Template, ...]


@dataclass(frozen=True, slots=True)
class ExportTemplates:
    """Write templates into one file, to be handed on. Answered by `TemplatesExported`.

    Attributes:
        templates: Which, in order.
        path: Where; an existing file is replaced.
    """

    templates: tuple[Template, ...]
    path: Path


@dataclass(frozen=True, slots=True)
class ReadTemplateFile:
    """Look into a file of templates; nothing is taken over. Answered by `TemplateFileRead`."""

    path: Path


@dataclass(frozen=True, slots=True)
class ReadSchema:
    """Find the custom fields that a profile wants. Answered by `SchemaRead`."""

    profile: str


@dataclass(frozen=True, slots=True)
class ReadValues:
    """Find what a template's places, or fields that fill themselves in, stand for. Answered by `ValuesRead`.

    Only what is named is read: of this laptop nothing is looked at unless a schema or a template asks.

    Attributes:
        request_id: Comes back with the answer.
        profile: Whose last values.
        names: Of `Source`, or `last:KEY` for what was sent last in a custom field.
    """

    request_id: int
    profile: str
    names: tuple[str, ...]


TemplateCommand = ReadTemplates | SaveTemplates | ExportTemplates | ReadTemplateFile | ReadSchema | ReadValues


@dataclass(frozen=True, slots=True)
class TemplatesRead:
    """The templates of this computer, as they are on its disk.

    Attributes:
        templates: In the technician's order.
        failure: Why they could not be read, or what was just asked could not be kept; a plain sentence, or "".
    """

    templates: tuple[Template, ...]
    failure: str = ""


@dataclass(frozen=True, slots=True)
class TemplatesExported:
    """Templates were written into a file, or could not be.

    Attributes:
        path: The file.
        count: How many.
        failure: Why not, a plain sentence; "" when they were.
    """

    path: Path
    count: int
    failure: str = ""


@dataclass(frozen=True, slots=True)
class TemplateFileRead:
    """What a file of templates holds.

    Attributes:
        path: The file.
        templates: None taken over yet.
        failure: Why it could not be read, a plain sentence; "" when it could.
    """

    path: Path
    templates: tuple[Template, ...] = ()
    failure: str = ""


@dataclass(frozen=True, slots=True)
class SchemaRead:
    """The custom fields that a profile wants, and teams. Also sent unasked when the settings name another schema.

    Attributes:
        profile: The profile.
        schema: Without fields when there is none.
        source: The file it came from; "" for none.
        failure: Why a file that was named gave none, or no teams, plain sentences; "" when nothing is wrong.
        teams: The names that a policy gives.
    """

    profile: str
    schema: Schema
    source: str = ""
    failure: str = ""
    teams: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ValuesRead:
    """What was asked for by `ReadValues`.

    Attributes:
        request_id: Of the command.
        values: Name and value of what is known; the others are left out.
    """

    request_id: int
    values: tuple[tuple[str, str], ...]


TemplateEvent = TemplatesRead | TemplatesExported | TemplateFileRead | SchemaRead | ValuesRead


def is_read_by_the_outbox(name: str) -> bool:
    """Say whether a template's place is something that `ReadValues` can find."""
    return name in tuple(Source) or name.startswith(f"{LAST}:")
