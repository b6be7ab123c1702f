"""A schema of custom fields, read from JSON that a team wrote by hand. Pure, no I/O."""

from typing import Final

from desk_gui.outbox.fieldschema import (
    FALSE,
    LARGEST_NUMBER,
    TODAY,
    TRUE,
    Choice,
    Kind,
    Schema,
    SchemaField,
    Source,
    problem_with,
)
from desk_gui.outbox.linear_pattern import LinearPattern, PatternError
from desk_gui.outbox.small_json import NotUnderstoodError, ObjectReader, document, quoted, version_of
from desk_gui.system.sentences import QT_TRANSLATE_NOOP, sentence

VERSION: Final = 1
_TWICE: Final = {
    "key": QT_TRANSLATE_NOOP("system", "two fields have the key %1"),
    "label": QT_TRANSLATE_NOOP("system", "two fields have the label %1"),
}
MOST_FIELDS: Final = 200
MOST_CHOICES: Final = 500
LONGEST_KEY: Final = 100
LONGEST_LABEL: Final = 60
LONGEST_CHOICE: Final = 200
LONGEST_MESSAGE: Final = 300


def from_json(data: bytes) -> Schema:
    """Return the schema of a file.

    Raises:
        NotUnderstoodError: It is no schema; the text says where and why.
    """
    return schema_of(document(data), sentence(QT_TRANSLATE_NOOP("system", "the file")))


def schema_of(found: object, where: str) -> Schema:
    """Return the schema that a JSON object holds.

    Args:
        found: The object.
        where: How a complaint names it.

    Raises:
        NotUnderstoodError: It is no schema; the text says where and why.
    """
    reader = ObjectReader(found, where)
    version_of(reader, VERSION)
    entries = reader.items("fields", most=MOST_FIELDS)
    reader.end()
    made = tuple(_field(entry, number) for number, entry in enumerate(entries, start=1))
    for name in ("key", "label"):
        seen: set[str] = set()
        for one in made:
            text = str(getattr(one, name)).casefold() if name == "label" else one.key
            if text in seen:
                raise NotUnderstoodError(_TWICE[name], quoted(getattr(one, name)))
            seen.add(text)
    return Schema(made)


def _field(entry: object, number: int) -> SchemaField:
    reader = ObjectReader(entry, sentence(QT_TRANSLATE_NOOP("system", "field %1"), number))
    key = reader.text("key", longest=LONGEST_KEY).strip()
    if not key or not key.isprintable():
        reader.fail(QT_TRANSLATE_NOOP("system", "it needs a “key”: the custom field's name, one line"))
    reader.where = sentence(QT_TRANSLATE_NOOP("system", "field %1"), quoted(key))
    label = reader.text("label", longest=LONGEST_LABEL).strip() or key
    if not label.isprintable():
        reader.fail(QT_TRANSLATE_NOOP("system", "“label” must be one line"))
    kind = Kind(reader.text("kind", longest=LONGEST_KEY, choices=tuple(Kind)) or Kind.TEXT)
    source = reader.text("autofill", longest=LONGEST_KEY, choices=tuple(Source))
    pattern, message, linear = _pattern(reader, kind)
    least, most = _bounds(reader, kind)
    made = SchemaField(
        key=key,
        label=label,
        kind=kind,
        is_required=reader.switch("required"),
        pattern=pattern,
        message=message,
        default=_default(reader, kind),
        is_private=reader.switch("private"),
        autofill=Source(source) if source else None,
        choices=_choices(reader, kind),
        least=least,
        most=most,
        is_whole=reader.switch("whole"),
        hint=reader.text("hint", longest=LONGEST_MESSAGE),
        linear=linear,
    )
    reader.end()
    _check(reader, made)
    return made


def _check(reader: ObjectReader, made: SchemaField) -> None:
    if made.autofill is not None and made.kind is not Kind.TEXT:
        reader.fail(QT_TRANSLATE_NOOP("system", "“autofill” goes with text"))
    if made.is_whole and made.kind is not Kind.NUMBER:
        reader.fail(QT_TRANSLATE_NOOP("system", "“whole” goes with numbers"))
    if made.default and not (made.kind is Kind.DATE and made.default == TODAY) and problem_with(made, made.default):
        reader.fail(QT_TRANSLATE_NOOP("system", "its “default” is not what it takes"))


def _pattern(reader: ObjectReader, kind: Kind) -> tuple[str, str, LinearPattern | None]:
    pattern = reader.text("pattern", longest=LONGEST_MESSAGE)
    message = reader.text("message", longest=LONGEST_MESSAGE)
    if not pattern:
        return "", message, None
    if kind not in (Kind.TEXT, Kind.MULTI_LINE):
        reader.fail(QT_TRANSLATE_NOOP("system", "“pattern” goes with text"))
    if not message.strip():
        reader.fail(QT_TRANSLATE_NOOP("system", "“pattern” needs a “message” that says what it wants"))
    try:
        return pattern, message, LinearPattern(pattern)
    except PatternError as error:
        text = QT_TRANSLATE_NOOP("system", "%1: its “pattern” cannot be used: %2")
        raise NotUnderstoodError(text, reader.where, error) from error


def _default(reader: ObjectReader, kind: Kind) -> str:
    value = reader.take("default")
    if value is None:
        return ""
    if isinstance(value, bool) and kind is Kind.CHECKBOX:
        return TRUE if value else FALSE
    if isinstance(value, (int, float)) and not isinstance(value, bool) and kind is Kind.NUMBER:
        return str(value)
    if not isinstance(value, str) or kind in (Kind.CHECKBOX, Kind.NUMBER):
        reader.fail(QT_TRANSLATE_NOOP("system", "its “default” is not what it takes"))
    return value


def _bounds(reader: ObjectReader, kind: Kind) -> tuple[float | None, float | None]:
    found: list[float | None] = []
    for key in ("least", "most"):
        value = reader.take(key)
        if value is not None and (not isinstance(value, (int, float)) or isinstance(value, bool)):
            reader.fail(QT_TRANSLATE_NOOP("system", "%1 must be a number"), quoted(key))
        if value is not None and kind is not Kind.NUMBER:
            reader.fail(QT_TRANSLATE_NOOP("system", "%1 goes with numbers"), quoted(key))
        if value is not None and abs(value) > LARGEST_NUMBER:
            reader.fail(QT_TRANSLATE_NOOP("system", "%1 is too large"), quoted(key))
        found.append(value)
    least, most = found
    if least is not None and most is not None and least > most:
        reader.fail(QT_TRANSLATE_NOOP("system", "“least” is more than “most”"))
    return least, most


def _choices(reader: ObjectReader, kind: Kind) -> tuple[Choice, ...]:
    entries = reader.items("choices", most=MOST_CHOICES)
    if bool(entries) is not (kind is Kind.CHOICE):
        reader.fail(QT_TRANSLATE_NOOP("system", "“choices” goes with a choice, and a choice needs some"))
    made = tuple(_choice(reader, entry) for entry in entries)
    for name in ("value", "label"):
        texts = [str(getattr(choice, name)).casefold() for choice in made]
        if len(set(texts)) < len(texts):
            reader.fail(QT_TRANSLATE_NOOP("system", "two of its “choices” are the same"))
    return made


def _choice(reader: ObjectReader, entry: object) -> Choice:
    if isinstance(entry, str):
        entry = {"value": entry}
    inner = ObjectReader(entry, sentence(QT_TRANSLATE_NOOP("system", "%1, “choices”"), reader.where))
    value = inner.text("value", longest=LONGEST_CHOICE).strip()
    label = inner.text("label", longest=LONGEST_CHOICE).strip() or value
    inner.end()
    if not value or not value.isprintable() or not label.isprintable():
        inner.fail(QT_TRANSLATE_NOOP("system", "each needs a value of one line"))
    return Choice(value, label)
