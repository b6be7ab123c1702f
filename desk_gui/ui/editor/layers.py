"""Shapes as text, so that a later opening can go on. Standard library only."""

import json
import re
from collections.abc import Callable
from typing import Final, NamedTuple

from desk_gui.ui.editor.shapes import (
    Arrow,
    Box,
    Crop,
    Highlight,
    Pen,
    Point,
    Rect,
    Redaction,
    Shape,
    Step,
    Text,
)

_VERSION: Final = 1
_FURTHEST: Final = 1e6
"""No picture is that wide; a number beyond is damage."""

_LONGEST_TEXT: Final = 10_000
_MOST_POINTS: Final = 100_000
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")


class Layers(NamedTuple):
    """What was read.

    Attributes:
        shapes: In the order they are painted.
        unreadable: How many records could not be read and are missing, hidden data perhaps among them.
    """

    shapes: tuple[Shape, ...]
    unreadable: int


def write_layers(shapes: tuple[Shape, ...]) -> str:
    """Return the shapes as text; "" for none."""
    if not shapes:
        return ""
    records = [_record(shape) for shape in shapes]
    return json.dumps({"version": _VERSION, "shapes": records}, separators=(",", ":"))


def _record(shape: Shape) -> dict[str, object]:
    record: dict[str, object] = {"kind": _KINDS[type(shape)]}
    match shape:
        case Arrow():
            record |= {"start": shape.start, "end": shape.end}
        case Box() | Redaction() | Crop():
            record |= {"rect": shape.rect}
        case Pen() | Highlight():
            record |= {"points": shape.points}
        case Text():
            record |= {"rect": shape.rect, "text": shape.text}
        case Step():
            record |= {"at": shape.at}
    if not isinstance(shape, Redaction | Crop):
        record |= {"colour": shape.colour, "width": shape.width}
    return record


def read_layers(text: str) -> Layers:
    """Return the shapes that a text holds. What cannot be read is left out and counted; nothing is raised."""
    if not text.strip():
        return Layers((), 0)
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return Layers((), 1)
    records = content.get("shapes") if isinstance(content, dict) else None
    if not isinstance(records, list):
        return Layers((), 1)
    shapes = [_shape(record) for record in records]
    readable = tuple(shape for shape in shapes if shape is not None)
    return Layers(readable, len(shapes) - len(readable))


def _shape(record: object) -> Shape | None:
    if not isinstance(record, dict):
        return None
    kind = record.get("kind")
    read = _READERS.get(kind) if isinstance(kind, str) else None
    try:
        return None if read is None else read(record)
    except (KeyError, TypeError, ValueError):
        return None


def _number(value: object) -> float:
    # bool is an int to Python, and NaN, which is no less than anything, a number to json.
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= _FURTHEST:
        raise ValueError("not a usable number")
    return value


def _numbers(value: object, count: int) -> list[float]:
    if not isinstance(value, list) or len(value) != count:
        raise ValueError("not that many numbers")
    return [_number(one) for one in value]


def _point(value: object) -> Point:
    return Point(*_numbers(value, 2))


def _rect(value: object) -> Rect:
    rect = Rect(*_numbers(value, 4))
    if rect.width < 0 or rect.height < 0:
        raise ValueError("an area turned over")
    return rect


def _points(value: object) -> tuple[Point, ...]:
    if not isinstance(value, list) or not 1 <= len(value) <= _MOST_POINTS:
        raise ValueError("not a stroke")
    return tuple(_point(one) for one in value)


def _colour(value: object) -> str:
    if not isinstance(value, str) or not _COLOUR.fullmatch(value):
        raise ValueError("not a colour")
    return value


def _width(value: object) -> float:
    width = _number(value)
    if width <= 0:
        raise ValueError("not a width")
    return width


def _text(value: object) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST_TEXT:
        raise ValueError("not a text")
    return value


Record = dict[str, object]


def _read_arrow(record: Record) -> Shape:
    return Arrow(_point(record["start"]), _point(record["end"]), _colour(record["colour"]), _width(record["width"]))


def _read_box(record: Record) -> Shape:
    return Box(_rect(record["rect"]), _colour(record["colour"]), _width(record["width"]))


def _read_pen(record: Record) -> Shape:
    return Pen(_points(record["points"]), _colour(record["colour"]), _width(record["width"]))


def _read_highlight(record: Record) -> Shape:
    return Highlight(_points(record["points"]), _colour(record["colour"]), _width(record["width"]))


def _read_text(record: Record) -> Shape:
    return Text(_rect(record["rect"]), _text(record["text"]), _colour(record["colour"]), _width(record["width"]))


def _read_step(record: Record) -> Shape:
    return Step(_point(record["at"]), _colour(record["colour"]), _width(record["width"]))


def _read_redaction(record: Record) -> Shape:
    return Redaction(_rect(record["rect"]))


def _read_crop(record: Record) -> Shape:
    return Crop(_rect(record["rect"]))


_KINDS: Final[dict[type, str]] = {
    Arrow: "arrow",
    Box: "box",
    Pen: "pen",
    Highlight: "highlight",
    Text: "text",
    Step: "step",
    Redaction: "hide",
    Crop: "crop",
}

_READERS: Final[dict[str, Callable[[Record], Shape]]] = {
    "arrow": _read_arrow,
    "box": _read_box,
    "pen": _read_pen,
    "highlight": _read_highlight,
    "text": _read_text,
    "step": _read_step,
    "hide": _read_redaction,
    "crop": _read_crop,
}
