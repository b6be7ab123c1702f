"""Templates: parts of a form under a name, with places that are filled in when one is applied. Pure, no I/O."""

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Final

from desk_gui.outbox.draft import PRIORITIES, TICKET_TYPES, Draft, Follower, mended
from desk_gui.outbox.small_json import NotUnderstoodError, ObjectReader, document, quoted, version_of
from desk_gui.system.sentences import QT_TRANSLATE_NOOP, sentence

VERSION: Final = 1
MOST_TEMPLATES: Final = 1000
LONGEST_NAME: Final = 100
LONGEST_LINE: Final = 1000
LONGEST_TEXT: Final = 100_000
MOST_ROWS: Final = 100

LAST: Final = "last"
"""`{last:KEY}`: what was sent last in the custom field KEY."""

_PLACE: Final = re.compile(r"\{(?P<name>[^\s{}:]{1,64})(?::(?P<argument>[^{}\n:]{1,64}))?\}")


@dataclass(frozen=True, slots=True)
class Template:
    """Any part of a form. What is empty is no part of it, and applying it leaves that as it is.

    Attributes:
        name: Unique among the templates of this computer, whatever the case.
        requester_id: The requester's `euid`.
        team: `assignment_team`, a team's name.
        custom_fields: Key and value, in the form's order.
    """

    name: str
    title: str = ""
    description: str = ""
    requester_id: str = ""
    channel_id: str = ""
    channel_contact_id: str = ""
    sub_contact_id: str = ""
    followers: tuple[Follower, ...] = ()
    team: str = ""
    priority: str = ""
    ticket_type: str = ""
    custom_fields: tuple[tuple[str, str], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it but its name."""
        return self == Template(self.name)


LINES: Final = ("title", "requester_id", "channel_id", "channel_contact_id", "sub_contact_id", "team")
PARTS: Final = tuple(field.name for field in fields(Template) if field.name != "name")
"""What a template can hold, in the form's order."""


def folded(name: str) -> str:
    """Return what two names are told apart by."""
    return " ".join(mended(name).casefold().split())


# Places


def places(template: Template) -> tuple[str, ...]:
    """Return the places of a template as they are asked for: `hostname`, `last:location`; each once, in order."""
    found: dict[str, None] = {}
    for text in _texts(template):
        found.update({_named(match): None for match in _PLACE.finditer(text)})
    return tuple(found)


def expand(template: Template, values: Mapping[str, str]) -> tuple[Template, tuple[str, ...]]:
    """Fill a template's places in. Values are not looked into for places of their own.

    Args:
        template: It.
        values: By the place's name, as `places` returns it. An empty value is as good as none.

    Returns:
        The template without the places that are known, and the names of those that stay visible in it.
    """

    def value(match: re.Match[str]) -> str:
        return values.get(_named(match)) or match.group(0)

    def filled(text: str) -> str:
        return _PLACE.sub(value, text)

    return _mapped(template, filled), tuple(name for name in places(template) if not values.get(name))


def _named(match: re.Match[str]) -> str:
    argument = match.group("argument")
    return match.group("name") if argument is None else f"{match.group('name')}:{argument}"


def _texts(template: Template) -> Iterable[str]:
    yield from (template.title, template.description, template.requester_id)
    yield from (template.channel_id, template.channel_contact_id, template.sub_contact_id, template.team)
    for follower in template.followers:
        yield from (follower.id, follower.name)
    for _, value in template.custom_fields:
        yield value


def _mapped(template: Template, change: Callable[[str], str]) -> Template:
    lines = {name: change(getattr(template, name)) for name in (*LINES, "description")}
    return replace(
        template,
        **lines,
        followers=tuple(Follower(change(follower.id), change(follower.name)) for follower in template.followers),
        custom_fields=tuple((key, change(value)) for key, value in template.custom_fields),
    )


# From the form and back


def applied(template: Template, draft: Draft) -> Draft:
    """Return the draft with the template's parts in it; what the template does not hold stays as it is.

    A custom field of the template takes the place of the form's field of that key, others are added at the end.
    """
    parts = {name: getattr(template, name) for name in PARTS if getattr(template, name)}
    if template.custom_fields:
        parts["custom_fields"] = _merged(draft.custom_fields, template.custom_fields)
    return replace(draft, **parts)


def _merged(old: tuple[tuple[str, str], ...], new: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    values = {mended(key).strip(): value for key, value in new}
    kept = [(key, values.pop(mended(key).strip(), value)) for key, value in old]
    return (*kept, *((key, value) for key, value in new if mended(key).strip() in values))


def template_of(name: str, draft: Draft, parts: Collection[str]) -> Template:
    """Return a template that holds these parts of a draft.

    Args:
        name: The template's.
        draft: What is in the form.
        parts: Of `PARTS`.
    """
    return Template(name, **{part: getattr(draft, part) for part in parts})


def overwritten(template: Template, draft: Draft) -> bool:
    """Say whether applying this replaces something that is in the form."""
    after = applied(template, draft)
    return any(getattr(draft, name) and getattr(draft, name) != getattr(after, name) for name in PARTS)


# As a file


def to_json(templates: Iterable[Template]) -> bytes:
    """Return templates as the one file that is kept, exported and imported."""
    entries = [_entry(template) for template in templates]
    found = {"version": VERSION, "templates": entries}
    return json.dumps(found, indent=2, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _entry(template: Template) -> dict[str, object]:
    entry: dict[str, object] = {"name": mended(template.name)}
    for part in PARTS:
        value = getattr(template, part)
        if part == "followers":
            value = [{"id": mended(follower.id), "name": mended(follower.name)} for follower in value]
        elif part == "custom_fields":
            value = [{"key": mended(key), "value": mended(text)} for key, text in value]
        else:
            value = mended(value)
        if value:
            entry[part] = value
    return entry


def from_json(data: bytes) -> tuple[Template, ...]:
    """Return the templates of a file.

    Raises:
        NotUnderstoodError: It is not what `to_json` writes; the text says where.
    """
    reader = ObjectReader(document(data), sentence(QT_TRANSLATE_NOOP("system", "the file")))
    version_of(reader, VERSION)
    entries = reader.items("templates", most=MOST_TEMPLATES)
    reader.end()
    templates = tuple(_template(entry, number) for number, entry in enumerate(entries, start=1))
    seen: set[str] = set()
    for template in templates:
        if folded(template.name) in seen:
            raise NotUnderstoodError(QT_TRANSLATE_NOOP("system", "there are two templates %1"), quoted(template.name))
        seen.add(folded(template.name))
    return templates


def _template(entry: object, number: int) -> Template:
    reader = ObjectReader(entry, sentence(QT_TRANSLATE_NOOP("system", "template %1"), number))
    name = reader.text("name", longest=LONGEST_NAME).strip()
    if not name:
        reader.fail(QT_TRANSLATE_NOOP("system", "it has no name"))
    if not name.isprintable():
        reader.fail(QT_TRANSLATE_NOOP("system", "its name must be one line of at most %1 characters"), LONGEST_NAME)
    reader.where = sentence(QT_TRANSLATE_NOOP("system", "template %1, %2"), number, quoted(name))
    template = Template(
        name,
        **{line: reader.text(line, longest=LONGEST_LINE) for line in LINES},
        description=reader.text("description", longest=LONGEST_TEXT),
        priority=reader.text("priority", longest=LONGEST_LINE, choices=PRIORITIES),
        ticket_type=reader.text("ticket_type", longest=LONGEST_LINE, choices=TICKET_TYPES),
        followers=tuple(
            Follower(first, second) for first, second in _pairs(reader, "followers", "id", "name", LONGEST_LINE)
        ),
        custom_fields=_pairs(reader, "custom_fields", "key", "value", LONGEST_TEXT),
    )
    reader.end()
    return template


def _pairs(reader: ObjectReader, key: str, first: str, second: str, longest: int) -> tuple[tuple[str, str], ...]:
    found = []
    for number, entry in enumerate(reader.items(key, most=MOST_ROWS), start=1):
        row = ObjectReader(entry, sentence(QT_TRANSLATE_NOOP("system", "%1, %2 %3"), reader.where, key, number))
        found.append((row.text(first, longest=LONGEST_LINE), row.text(second, longest=longest)))
        row.end()
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a set that somebody handed over would change.

    Attributes:
        new: Templates that are not here yet.
        changed: Templates that are here under that name, and different.
        same: How many are here exactly so.
    """

    new: tuple[Template, ...]
    changed: tuple[Template, ...]
    same: int


def compared(here: Iterable[Template], handed: Iterable[Template]) -> Comparison:
    """Say what taking a set over would change."""
    known = {folded(template.name): template for template in here}
    new, changed, same = [], [], 0
    for template in handed:
        old = known.get(folded(template.name))
        if old is None:
            new.append(template)
        elif old == template:
            same += 1
        else:
            changed.append(template)
    return Comparison(tuple(new), tuple(changed), same)


def taken_over(here: Iterable[Template], handed: Iterable[Template]) -> tuple[Template, ...]:
    """Return the templates here with those of a set put in their places, and the new ones at the end."""
    by_name = {folded(template.name): template for template in handed}
    kept = [by_name.pop(folded(template.name), template) for template in here]
    return (*kept, *by_name.values())
