"""Kinds of settings: each reads its own value out of a settings file, and writes it. Standard library only, pure.

A setting is one line of a frozen dataclass that ends in `unknown`::

    undo_s: int = whole_number(0, least=0, most=30)

What a file holds is judged by the kind alone; what a kind does not understand is left at its default and named. The
kinds themselves are plain classes: a dataclass takes half a millisecond of the start to be made.
"""

from collections.abc import Mapping
from dataclasses import Field, field, fields
from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_KIND: Final = "kind"

LONGEST_LIST: Final = 1_000
"""Entries in one setting that is a list."""


class NotUnderstoodError(ValueError):
    """A value in the file is not one of its setting's kind."""


class Kind(Protocol):
    """How one setting is read and written."""

    def read(self, value: object) -> object:
        """Return the setting's value.

        Raises:
            NotUnderstoodError: It is not of this kind.
        """

    def as_json(self, value: Any) -> object:
        """Return what the file holds for this value."""


class _Plain:
    """A kind whose values are written as they are."""

    __slots__ = ()

    def as_json(self, value: object) -> object:
        return value


class _Switch(_Plain):
    """On or off."""

    __slots__ = ()

    def read(self, value: object) -> bool:
        if isinstance(value, bool):
            return value
        raise NotUnderstoodError


class _WholeNumber(_Plain):
    """From `least` to `most`, both included."""

    __slots__ = ("_least", "_most")

    def __init__(self, least: int, most: int) -> None:
        self._least = least
        self._most = most

    def read(self, value: object) -> int:
        # True is a whole number to Python, and no amount.
        if isinstance(value, int) and not isinstance(value, bool) and self._least <= value <= self._most:
            return value
        raise NotUnderstoodError


class _Text(_Plain):
    """Of at most `longest` characters."""

    __slots__ = ("_longest",)

    def __init__(self, longest: int | None) -> None:
        self._longest = longest

    def read(self, value: object) -> str:
        if isinstance(value, str) and (self._longest is None or len(value) <= self._longest):
            return value
        raise NotUnderstoodError


class _Choice(_Plain):
    """One of a few texts."""

    __slots__ = ("_choices",)

    def __init__(self, choices: tuple[str, ...]) -> None:
        self._choices = choices

    def read(self, value: object) -> str:
        if isinstance(value, str) and value in self._choices:
            return value
        raise NotUnderstoodError


class _Texts:
    """A list of texts."""

    __slots__ = ()

    def read(self, value: object) -> tuple[str, ...]:
        if isinstance(value, list) and len(value) <= LONGEST_LIST and all(isinstance(one, str) for one in value):
            return tuple(value)
        raise NotUnderstoodError

    def as_json(self, value: tuple[str, ...]) -> object:
        return list(value)


class _Records:
    """A list of small dataclasses."""

    __slots__ = ("_record",)

    def __init__(self, record: "type[DataclassInstance]") -> None:
        self._record = record

    def read(self, value: object) -> tuple[object, ...]:
        if not isinstance(value, list) or len(value) > LONGEST_LIST:
            raise NotUnderstoodError
        return tuple(self._read_one(entry) for entry in value)

    def _read_one(self, entry: object) -> object:
        if not isinstance(entry, dict):
            raise NotUnderstoodError
        missed: list[str] = []
        values = read_fields(self._record, entry, missed)
        if missed:
            raise NotUnderstoodError
        return self._record(**values)

    def as_json(self, value: "tuple[DataclassInstance, ...]") -> object:
        return [fields_as_json(entry) for entry in value]


def switch(*, default: bool = False) -> bool:
    """Declare a setting that is on or off."""
    return field(default=default, metadata={_KIND: _Switch()})


def whole_number(default: int, *, least: int, most: int) -> int:
    """Declare a setting that is a whole number from `least` to `most`, both included."""
    return field(default=default, metadata={_KIND: _WholeNumber(least, most)})


def text(default: str = "", *, longest: int | None = None) -> str:
    """Declare a setting that is a text of at most `longest` characters."""
    return field(default=default, metadata={_KIND: _Text(longest)})


def choice(choices: tuple[str, ...]) -> str:
    """Declare a setting that is one of these texts; the first is its default."""
    return field(default=choices[0], metadata={_KIND: _Choice(choices)})


def texts(default: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Declare a setting that is a list of texts."""
    return field(default=default, metadata={_KIND: _Texts()})


def records(record: "type[DataclassInstance]") -> tuple[Any, ...]:
    """Declare a setting that is a list of small records, empty at first.

    Args:
        record: A frozen dataclass all of whose fields are declared with a kind and have a default.
    """
    return field(default=(), metadata={_KIND: _Records(record)})


def read_fields(
    settings: "type[DataclassInstance]", raw: Mapping[str, object], defaulted: list[str], where: str = ""
) -> dict[str, Any]:
    """Read every field that was declared with a kind; others are for the caller.

    Args:
        settings: The dataclass.
        raw: What the file holds.
        defaulted: Takes the names of what was not understood.
        where: Goes before these names.

    Returns:
        Values by field; a field that the file does not hold, or that was not understood, is not in it.
    """
    found: dict[str, Any] = {}
    for each, kind in _kinds(settings):
        if each.name not in raw:
            continue
        try:
            found[each.name] = kind.read(raw[each.name])
        except NotUnderstoodError:
            defaulted.append(where + each.name)
    return found


def fields_as_json(settings: "DataclassInstance") -> dict[str, object]:
    """Return what the file holds for every field that was declared with a kind."""
    return {each.name: kind.as_json(getattr(settings, each.name)) for each, kind in _kinds(type(settings))}


def _kinds(settings: "type[DataclassInstance]") -> list[tuple[Field[Any], Kind]]:
    return [(each, each.metadata[_KIND]) for each in fields(settings) if _KIND in each.metadata]
