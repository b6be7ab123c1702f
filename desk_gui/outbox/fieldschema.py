"""Custom fields as a team wants them: kinds, rules, and what each sends. Pure, no I/O.

A draft holds every custom field as text, in one canonical spelling: numbers with a dot (`-3.5`), dates as `2026-11-24`,
checkboxes as `true` and `false`. What JSON type each becomes is decided at Submit by the schema then in use, and kept
with the ticket (`Draft.field_kinds`).
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from desk_gui.outbox.desk_people import folded, looks_private
from desk_gui.outbox.draft import Draft, Field, Problem, ProblemKind, as_number, mended
from desk_gui.outbox.linear_pattern import LinearPattern

LONGEST_LINE: Final = 500
LONGEST_TEXT: Final = 100_000

LARGEST_NUMBER: Final = 2**53 - 1
"""Every JSON reader takes whole numbers up to here without rounding."""

TODAY: Final = "today"
"""As the default of a date: the day on which the ticket is begun."""

TRUE: Final = "true"
FALSE: Final = "false"


class Kind(StrEnum):
    """What a field holds, and the JSON type it sends."""

    TEXT = "text"
    """One line; a string."""
    MULTI_LINE = "multi_line"
    """Lines; a string."""
    NUMBER = "number"
    """A number: without a fraction where none is typed."""
    CHOICE = "choice"
    """One of some values; a string."""
    DATE = "date"
    """A day; a string such as `2026-11-24`."""
    CHECKBOX = "checkbox"
    """Yes, no, or not said: true, false, or left out."""


class Source(StrEnum):
    """What of this laptop a field can be filled in with."""

    HOSTNAME = "hostname"
    OS_VERSION = "os_version"
    SERIAL_NUMBER = "serial_number"
    USER = "user"
    IP = "ip"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values of a choice: what is sent, and what is shown."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class SchemaField:
    """One field.

    Attributes:
        key: The custom field's name as LiveDesk gets it; unique.
        label: As shown; unique.
        kind: What it holds.
        is_required: Whether a ticket needs it.
        pattern: What a text must look like, or "".
        message: What is said of a text that does not.
        default: What a new ticket starts with, in canonical spelling; `TODAY` for a date.
        is_private: Whether its values are never remembered for completion.
        autofill: What of this laptop a new ticket starts with; None for nothing.
        choices: Of a choice.
        least: The smallest number taken; None for any.
        most: The largest; None for any.
        is_whole: Whether a number may have no fraction.
        hint: Shown in the empty field.
        linear: The pattern, ready; None without one.
    """

    key: str
    label: str
    kind: Kind = Kind.TEXT
    is_required: bool = False
    pattern: str = ""
    message: str = ""
    default: str = ""
    is_private: bool = False
    autofill: Source | None = None
    choices: tuple[Choice, ...] = ()
    least: float | None = None
    most: float | None = None
    is_whole: bool = False
    hint: str = ""
    linear: LinearPattern | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Schema:
    """The fields of a profile, in their order. Without any, every custom field is free."""

    fields: tuple[SchemaField, ...] = ()

    def field(self, key: str) -> SchemaField | None:
        """Return the field of this key, if it is one of the schema's."""
        name = mended(key).strip()
        return next((one for one in self.fields if one.key == name), None)

    def is_private(self, key: str) -> bool:
        """Say whether values of this custom field must never be remembered, however its key is spelled."""
        wanted = folded(key)
        return any(one.is_private and folded(one.key) == wanted for one in self.fields)

    @property
    def sources(self) -> tuple[Source, ...]:
        """What of this laptop its fields ask for, each once."""
        return tuple(dict.fromkeys(one.autofill for one in self.fields if one.autofill is not None))


# Rules


def problems(schema: Schema, draft: Draft) -> tuple[Problem, ...]:
    """Say which of the schema's rules a draft breaks, in the schema's order, one for each field at most."""
    values = _values(draft.custom_fields)
    found = (problem_with(one, values.get(one.key, "")) for one in schema.fields)
    return tuple(problem for problem in found if problem is not None)


def problem_with(one: SchemaField, text: str) -> Problem | None:
    """Say what is wrong with a field's text; None when nothing is.

    Args:
        one: The field.
        text: In canonical spelling, or as typed where it has none.
    """
    text = text.strip()
    if not text:
        return _problem(one, ProblemKind.FIELD_REQUIRED) if one.is_required else None
    match one.kind:
        case Kind.NUMBER:
            return _problem_with_number(one, text)
        case Kind.DATE:
            return None if is_date(text) else _problem(one, ProblemKind.FIELD_NOT_DATE)
        case Kind.CHECKBOX:
            return None if text in (TRUE, FALSE) else _problem(one, ProblemKind.FIELD_NOT_CHOICE, text)
        case Kind.CHOICE:
            is_known = any(choice.value == text for choice in one.choices)
            return None if is_known else _problem(one, ProblemKind.FIELD_NOT_CHOICE, text)
    return _problem_with_text(one, text)


def _problem_with_text(one: SchemaField, text: str) -> Problem | None:
    longest = LONGEST_LINE if one.kind is Kind.TEXT else LONGEST_TEXT
    if len(text) > longest:
        return _problem(one, ProblemKind.FIELD_TOO_LONG, str(longest))
    if one.linear is not None and not one.linear.fits(text):
        return _problem(one, ProblemKind.FIELD_PATTERN, one.message)
    return None


def _problem_with_number(one: SchemaField, text: str) -> Problem | None:
    number = as_number(text)
    if number is None:
        return _problem(one, ProblemKind.FIELD_NOT_NUMBER)
    if one.is_whole and not isinstance(number, int):
        return _problem(one, ProblemKind.FIELD_NOT_WHOLE)
    least = -LARGEST_NUMBER if one.least is None else one.least
    most = LARGEST_NUMBER if one.most is None else one.most
    if number < least:
        return _problem(one, ProblemKind.FIELD_TOO_SMALL, f"{least:g}" if one.least is not None else str(least))
    if number > most:
        return _problem(one, ProblemKind.FIELD_TOO_LARGE, f"{most:g}" if one.most is not None else str(most))
    return None


def _problem(one: SchemaField, kind: ProblemKind, detail: str = "") -> Problem:
    return Problem(Field.CUSTOM_FIELDS, kind, one.label, key=one.key, detail=detail)


def _values(custom_fields: tuple[tuple[str, str], ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in custom_fields:
        found.setdefault(mended(key).strip(), value)
    return found


def is_date(text: str) -> bool:
    """Say whether a text is a day in canonical spelling."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def kinds(schema: Schema) -> tuple[tuple[str, str], ...]:
    """Return the keys that send something other than a string, and what: kept with a ticket at Submit."""
    return tuple((one.key, one.kind.value) for one in schema.fields if one.kind in (Kind.NUMBER, Kind.CHECKBOX))


# What a new ticket starts with


def begun(
    schema: Schema, custom_fields: tuple[tuple[str, str], ...], facts: Mapping[str, str], today: date
) -> tuple[tuple[str, str], ...]:
    """Return the custom fields of a new draft: those there are, and what the schema starts the others with.

    Args:
        schema: The schema.
        custom_fields: Those there are; each stays as it is.
        facts: What is known of this laptop, by `Source`.
        today: The day.
    """
    known = _values(custom_fields)
    starts = ((one.key, start_of(one, facts, today)) for one in schema.fields if one.key not in known)
    return (*custom_fields, *(start for start in starts if start[1]))


def start_of(one: SchemaField, facts: Mapping[str, str], today: date) -> str:
    """Return what a field of a new ticket starts with; "" for nothing."""
    if one.autofill is not None and facts.get(one.autofill):
        return facts[one.autofill]
    return today.isoformat() if one.kind is Kind.DATE and one.default == TODAY else one.default


def worth_keeping(
    schema: Schema, custom_fields: tuple[tuple[str, str], ...], facts: Mapping[str, str], today: date
) -> tuple[tuple[str, str], ...]:
    """Return the custom fields that a template is made of.

    What is private is nobody else's business. This laptop's name, or the day, would be wrong on another one.

    Args:
        schema: The schema.
        custom_fields: Of the draft.
        facts: What is known of this laptop, by `Source`.
        today: The day.
    """

    def is_kept(key: str, value: str) -> bool:
        if schema.is_private(key) or looks_private(key):
            return False
        one = schema.field(key)
        is_new_each_time = one is not None and (one.autofill is not None or one.default == TODAY)
        return one is None or not is_new_each_time or value.strip() != start_of(one, facts, today)

    return tuple((key, value) for key, value in custom_fields if is_kept(key, value))


# As typed


def read_number(text: str, *, decimal: str, group: str) -> str:
    """Return a typed number in canonical spelling; "" for what is none, or could be two different ones.

    Both the language's sign and a dot or a comma are taken as the decimal sign. `1.500`, in a language that writes
    1500 so, is neither taken for 1500 nor for 1.5.

    Args:
        text: As typed.
        decimal: The language's decimal sign.
        group: What the language writes between thousands.
    """
    if len(text) > LONGEST_LINE:
        return ""
    plain = "".join(_plain_digit(char) for char in text.strip())
    plain = plain.replace("\u2212", "-").removeprefix("+")
    signs = [char for char in plain if char in {decimal, ".", ","}]
    if len(signs) > 1:
        return ""
    if signs and signs[0] != decimal and signs[0] == group and len(plain.partition(signs[0])[2]) == 3:  # noqa: PLR2004 - a thousand has three noughts
        return ""
    canonical = plain.replace(signs[0], ".") if signs else plain
    return canonical if as_number(canonical) is not None else ""


def _plain_digit(char: str) -> str:
    value = unicodedata.decimal(char, None)
    return char if value is None else str(value)
