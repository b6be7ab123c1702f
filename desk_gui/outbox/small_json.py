"""JSON that people hand around, read with limits and judged key by key. Pure: nothing in it is ever followed or run."""

import json
from collections.abc import Collection, Mapping
from typing import Final, NoReturn

from desk_gui.system.sentences import QT_TRANSLATE_NOOP, SaidError, sentence

MOST_BYTES: Final = 2 << 20
"""A file of templates or fields is smaller by far; reading this much takes the GUI thread's lock for some 20 ms."""

_LONGEST_QUOTE: Final = 40


class NotUnderstoodError(SaidError, ValueError):
    """A document is not what it should be; its text says where and how, for whoever wrote it."""


def document(data: bytes) -> Mapping[str, object]:
    """Return what a file holds: one JSON object.

    Raises:
        NotUnderstoodError: It is too large, nested too deeply, no JSON, or no object.
    """
    if len(data) > MOST_BYTES:
        raise NotUnderstoodError(QT_TRANSLATE_NOOP("system", "it is larger than %1 MB"), MOST_BYTES >> 20)
    try:
        found = json.loads(data.decode("utf-8-sig"), parse_constant=_refuse_constant, object_pairs_hook=_once_each)
    except NotUnderstoodError:
        raise
    except RecursionError as error:
        raise NotUnderstoodError(QT_TRANSLATE_NOOP("system", "it is nested too deeply")) from error
    except UnicodeDecodeError as error:
        raise NotUnderstoodError(QT_TRANSLATE_NOOP("system", "it is not UTF-8 text")) from error
    except json.JSONDecodeError as error:
        text = QT_TRANSLATE_NOOP("system", "it is not JSON: line %1, column %2")
        raise NotUnderstoodError(text, error.lineno, error.colno) from error
    except ValueError as error:  # A number with thousands of digits.
        raise NotUnderstoodError(QT_TRANSLATE_NOOP("system", "it holds a number that is too long")) from error
    if not isinstance(found, dict):
        raise NotUnderstoodError(QT_TRANSLATE_NOOP("system", "it is not a JSON object"))
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise NotUnderstoodError(QT_TRANSLATE_NOOP("system", "it holds %1, which is no JSON"), name)


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise NotUnderstoodError(QT_TRANSLATE_NOOP("system", "%1 is there twice in one place"), quoted(key))
        found[key] = value
    return found


def quoted(text: str) -> str:
    """Return a text as it is named in a sentence: short, one line, nothing in it that hides or misleads."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text[: 4 * _LONGEST_QUOTE]).split())
    return f"“{line if len(line) <= _LONGEST_QUOTE else line[: _LONGEST_QUOTE - 1] + '…'}”"


class NewerVersionError(NotUnderstoodError):
    """A newer version of this program wrote it: it is fine, and nothing for this one."""


class ObjectReader:
    """Takes the known keys out of one JSON object, one by one; every complaint names the place.

    Args:
        found: The object.
        where: How a sentence names it, as in `field “site”`.
    """

    def __init__(self, found: object, where: str) -> None:
        if not isinstance(found, dict):
            raise NotUnderstoodError(QT_TRANSLATE_NOOP("system", "%1 is not a JSON object"), where)
        self._left: dict[str, object] = dict(found)
        self.where = where

    def fail(self, template: str, *arguments: object) -> NoReturn:
        """Complain about this object.

        Args:
            template: As of `sentence`.
            *arguments: Its arguments.

        Raises:
            NotUnderstoodError: Always.
        """
        raise NotUnderstoodError(QT_TRANSLATE_NOOP("system", "%1: %2"), self.where, sentence(template, *arguments))

    def take(self, key: str) -> object:
        """Return a key's value as it is; None when it is not there."""
        return self._left.pop(key, None)

    def text(self, key: str, *, longest: int, choices: Collection[str] = ()) -> str:
        """Return a text; "" when it is not there.

        Raises:
            NotUnderstoodError: It is no text, too long, or none of the choices.
        """
        value = self.take(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.fail(QT_TRANSLATE_NOOP("system", "%1 must be text"), quoted(key))
        if len(value) > longest:
            self.fail(QT_TRANSLATE_NOOP("system", "%1 is longer than %2 characters"), quoted(key), longest)
        if choices and value and value not in choices:
            text = QT_TRANSLATE_NOOP("system", "%1 is %2 and must be one of %3")
            self.fail(text, quoted(key), quoted(value), ", ".join(sorted(choices)))
        return value

    def switch(self, key: str) -> bool:
        """Return a yes or no; no when it is not there.

        Raises:
            NotUnderstoodError: It is neither true nor false.
        """
        value = self.take(key)
        if value is not None and not isinstance(value, bool):
            self.fail(QT_TRANSLATE_NOOP("system", "%1 must be true or false"), quoted(key))
        return bool(value)

    def items(self, key: str, *, most: int) -> list[object]:
        """Return a list; an empty one when it is not there.

        Raises:
            NotUnderstoodError: It is no list, or has too many entries.
        """
        value = self.take(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.fail(QT_TRANSLATE_NOOP("system", "%1 must be a list"), quoted(key))
        if len(value) > most:
            self.fail(QT_TRANSLATE_NOOP("system", "%1 has more than %2 entries"), quoted(key), most)
        return value

    def end(self) -> None:
        """See that there is nothing else in it.

        Raises:
            NotUnderstoodError: There is: a mistyped key must not be left out silently.
        """
        if self._left:
            self.fail(QT_TRANSLATE_NOOP("system", "there is no %1 here"), quoted(next(iter(self._left))))


def version_of(reader: ObjectReader, known: int) -> None:
    """See that this version of the program can read the document.

    Raises:
        NewerVersionError: A newer one wrote it.
        NotUnderstoodError: It names no version.
    """
    version = reader.take("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        reader.fail(QT_TRANSLATE_NOOP("system", "“version” must be a number from 1"))
    if version > known:
        text = QT_TRANSLATE_NOOP("system", "%1 is of version %2; this Desk GUI reads up to %3")
        raise NewerVersionError(text, reader.where, quoted(str(version)), known)
