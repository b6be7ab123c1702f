"""What a drag makes of where it began and where the pointer is now. No Qt; units are image pixels."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from math import atan2, cos, hypot, pi, sin
from typing import Protocol

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
    between,
)


class Gesture(Protocol):
    """A drag under way."""

    def to(self, point: Point, *, is_straight: bool) -> Shape:
        """Return the shape with the pointer here.

        Args:
            point: Where the pointer is.
            is_straight: Whether to keep to squares, straight lines and right angles (Shift).
        """
        ...


@dataclass(frozen=True, slots=True)
class DrawingArrow:
    """A new arrow."""

    start: Point
    colour: str
    width: float

    def to(self, point: Point, *, is_straight: bool) -> Shape:
        """Return the arrow so far; straight ones keep to eighths of a turn."""
        if is_straight:
            length = hypot(point.x - self.start.x, point.y - self.start.y)
            turn = round(atan2(point.y - self.start.y, point.x - self.start.x) / (pi / 4)) * pi / 4
            point = self.start.plus(length * cos(turn), length * sin(turn))
        return Arrow(self.start, point, self.colour, self.width)


@dataclass(frozen=True, slots=True)
class DrawingArea:
    """A new area: a box, hidden data, a crop.

    Attributes:
        make: Makes the shape of the area.
        limits: What it stays within; None for no limits.
    """

    start: Point
    make: Callable[[Rect], Shape]
    limits: Rect | None = None

    def to(self, point: Point, *, is_straight: bool) -> Shape:
        """Return the area so far; straight ones are squares."""
        if is_straight:
            dx, dy = point.x - self.start.x, point.y - self.start.y
            side = max(abs(dx), abs(dy))
            point = self.start.plus(side if dx >= 0 else -side, side if dy >= 0 else -side)
        rect = between(self.start, point)
        return self.make(rect if self.limits is None else rect.within(self.limits))


@dataclass(slots=True)
class DrawingStroke:
    """A new stroke of the pen or the highlighter; it remembers the way of the pointer.

    Attributes:
        step: Points nearer to the one before are passed over.
    """

    start: Point
    kind: type[Pen] | type[Highlight]
    colour: str
    width: float
    step: float
    _points: list[Point] = field(init=False)

    def __post_init__(self) -> None:
        self._points = [self.start]

    def to(self, point: Point, *, is_straight: bool) -> Shape:
        """Return the stroke so far; a straight one is level or upright."""
        if is_straight:
            is_level = abs(point.x - self.start.x) >= abs(point.y - self.start.y)
            end = Point(point.x, self.start.y) if is_level else Point(self.start.x, point.y)
            return self.kind((self.start, end), self.colour, self.width)
        last = self._points[-1]
        if hypot(point.x - last.x, point.y - last.y) >= self.step:
            self._points.append(point)
        return self.kind(tuple(self._points), self.colour, self.width)


@dataclass(frozen=True, slots=True)
class Moving:
    """A shape on its way elsewhere.

    Attributes:
        limits: What an area stays within; None for no limits.
    """

    shape: Shape
    start: Point
    limits: Rect | None = None

    def to(self, point: Point, *, is_straight: bool) -> Shape:
        """Return the shape so far; straight ways are level or upright."""
        dx, dy = point.x - self.start.x, point.y - self.start.y
        if is_straight:
            dx, dy = (dx, 0.0) if abs(dx) >= abs(dy) else (0.0, dy)
        if self.limits is not None and isinstance(self.shape, Crop):
            rect, limits = self.shape.rect, self.limits
            dx = min(max(dx, limits.x - rect.x), limits.right - rect.right)
            dy = min(max(dy, limits.y - rect.y), limits.bottom - rect.bottom)
        return self.shape.moved(dx, dy)


@dataclass(frozen=True, slots=True)
class Pulling:
    """A shape pulled at one of its handles.

    Attributes:
        limits: What an area stays within; None for no limits.
    """

    shape: Shape
    handle: int
    limits: Rect | None = None

    def to(self, point: Point, *, is_straight: bool) -> Shape:
        """Return the shape so far."""
        if is_straight and isinstance(self.shape, Arrow):
            fixed = self.shape.end if self.handle == 0 else self.shape.start
            turned = DrawingArrow(fixed, "", 1).to(point, is_straight=True)
            point = turned.end if isinstance(turned, Arrow) else point
        pulled = self.shape.pulled(self.handle, point)
        if self.limits is not None and isinstance(pulled, Crop):
            return Crop(pulled.rect.within(self.limits))
        return pulled


def snapped(shape: Shape) -> Shape:
    """Return what stays of a gesture: hidden data and crops in whole pixels, outwards."""
    if not isinstance(shape, Redaction | Crop):
        return shape
    rect = shape.rect.whole_pixels()
    return replace(shape, rect=rect._replace(width=max(1, rect.width), height=max(1, rect.height)))


def is_worth_keeping(shape: Shape, least: float) -> bool:
    """Tell whether a gesture made something that can be seen, or was only a click.

    Args:
        shape: What it made.
        least: The least length or side, in image pixels.
    """
    match shape:
        case Arrow():
            return hypot(shape.end.x - shape.start.x, shape.end.y - shape.start.y) >= least
        case Box() | Redaction():
            # As thin as a line of text may be: what was dragged over must be hidden.
            return max(shape.rect.width, shape.rect.height) >= least
        case Crop():
            return min(shape.rect.width, shape.rect.height) >= least
    return True
