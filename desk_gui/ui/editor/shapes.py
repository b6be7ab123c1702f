"""What can be put on a picture, as immutable data with its geometry. Standard library only; units are image pixels."""

from dataclasses import dataclass, replace
from math import ceil, floor, hypot
from typing import ClassVar, Final, NamedTuple, Self

OUTLINE: Final = 0.35
"""How far the contrasting outline of a line reaches beyond it, as a part of the line's width."""

STEP_RADIUS: Final = 3.4
"""Of a numbered step's disc, in line widths."""

TEXT_SIZE: Final = 5.0
"""Of a text's letters, in line widths."""

HIGHLIGHT_WIDTH: Final = 5.0
"""Of the highlighter's stroke, in line widths."""


class Point(NamedTuple):
    """A place in the picture."""

    x: float
    y: float

    def plus(self, dx: float, dy: float) -> "Point":
        """Return the place this far away."""
        return Point(self.x + dx, self.y + dy)


class Rect(NamedTuple):
    """An area of the picture; width and height are not negative."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    def grown(self, by: float) -> "Rect":
        """Return the area with its edges moved out."""
        return Rect(self.x - by, self.y - by, max(0.0, self.width + 2 * by), max(0.0, self.height + 2 * by))

    def contains(self, point: Point) -> bool:
        """Tell whether the point lies in the area or on its edge."""
        return self.x <= point.x <= self.right and self.y <= point.y <= self.bottom

    def within(self, limits: "Rect") -> "Rect":
        """Return the part inside the limits."""
        x, y = min(max(self.x, limits.x), limits.right), min(max(self.y, limits.y), limits.bottom)
        right, bottom = min(max(self.right, x), limits.right), min(max(self.bottom, y), limits.bottom)
        return Rect(x, y, right - x, bottom - y)

    def whole_pixels(self) -> "Rect":
        """Return the area of all pixels that it touches."""
        x, y = floor(self.x), floor(self.y)
        return Rect(x, y, ceil(self.right) - x, ceil(self.bottom) - y)


def between(one: Point, other: Point) -> Rect:
    """Return the area with these two points as opposite corners."""
    return Rect(min(one.x, other.x), min(one.y, other.y), abs(one.x - other.x), abs(one.y - other.y))


def distance(point: Point, start: Point, end: Point) -> float:
    """Return how far the point is from a straight line between two others."""
    dx, dy = end.x - start.x, end.y - start.y
    length = dx * dx + dy * dy
    part = 0.0 if length == 0 else ((point.x - start.x) * dx + (point.y - start.y) * dy) / length
    part = min(1.0, max(0.0, part))
    return hypot(point.x - start.x - part * dx, point.y - start.y - part * dy)


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow that points at `end`."""

    start: Point
    end: Point
    colour: str
    width: float

    def bounds(self) -> Rect:
        """Return the area that painting may touch."""
        return between(self.start, self.end).grown(self.width * 4)

    def hit(self, point: Point, slack: float) -> bool:
        """Tell whether a click here means this arrow; slack is how far beside it may go."""
        return distance(point, self.start, self.end) <= self.width / 2 + slack

    def moved(self, dx: float, dy: float) -> Self:
        """Return it elsewhere."""
        return replace(self, start=self.start.plus(dx, dy), end=self.end.plus(dx, dy))

    def handles(self) -> tuple[Point, ...]:
        """Return where it can be pulled."""
        return self.start, self.end

    def pulled(self, handle: int, to: Point) -> Self:
        """Return it with one handle elsewhere."""
        return replace(self, start=to) if handle == 0 else replace(self, end=to)


@dataclass(frozen=True, slots=True)
class _Area:
    """What covers an area and is pulled at its corners and edges: 0 to 7, clockwise from the upper left corner."""

    rect: Rect

    _MARGIN: ClassVar[float] = 1.0

    def bounds(self) -> Rect:
        """Return the area that painting may touch."""
        return self.rect.grown(self._MARGIN)

    def hit(self, point: Point, slack: float) -> bool:
        """Tell whether a click here means this one."""
        return self.rect.grown(slack).contains(point)

    def moved(self, dx: float, dy: float) -> Self:
        """Return it elsewhere."""
        return replace(self, rect=self.rect._replace(x=self.rect.x + dx, y=self.rect.y + dy))

    def handles(self) -> tuple[Point, ...]:
        """Return where it can be pulled."""
        x, y, width, height = self.rect
        middle, centre, right, bottom = x + width / 2, y + height / 2, x + width, y + height
        return (
            *(Point(x, y), Point(middle, y), Point(right, y), Point(right, centre)),
            *(Point(right, bottom), Point(middle, bottom), Point(x, bottom), Point(x, centre)),
        )

    def pulled(self, handle: int, to: Point) -> Self:
        """Return it with one handle elsewhere; pulled over the opposite edge, it turns over."""
        left, top, right, bottom = self.rect.x, self.rect.y, self.rect.right, self.rect.bottom
        if handle in (0, 6, 7):
            left = to.x
        elif handle in (2, 3, 4):
            right = to.x
        if handle in (0, 1, 2):
            top = to.y
        elif handle in (4, 5, 6):
            bottom = to.y
        return replace(self, rect=between(Point(left, top), Point(right, bottom)))


@dataclass(frozen=True, slots=True)
class Box(_Area):
    """A frame."""

    colour: str
    width: float

    def bounds(self) -> Rect:
        """Return the area that painting may touch."""
        return self.rect.grown(self.width)

    def hit(self, point: Point, slack: float) -> bool:
        """Tell whether a click here means this frame; its inside belongs to what is below."""
        reach = self.width / 2 + slack
        inside = self.rect.grown(-reach)
        is_hollow = inside.width > 0 and inside.height > 0
        return self.rect.grown(reach).contains(point) and not (is_hollow and inside.contains(point))


@dataclass(frozen=True, slots=True)
class Redaction(_Area):
    """Data that is hidden: every pixel it touches becomes one solid colour."""


@dataclass(frozen=True, slots=True)
class Crop(_Area):
    """The part of the picture that is kept. Of several the last counts."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words on a plate.

    Attributes:
        rect: The plate, measured when the words were typed.
    """

    rect: Rect
    text: str
    colour: str
    width: float

    def bounds(self) -> Rect:
        """Return the area that painting may touch."""
        return self.rect.grown(self.width)

    def hit(self, point: Point, slack: float) -> bool:
        """Tell whether a click here means this text."""
        return self.rect.grown(slack).contains(point)

    def moved(self, dx: float, dy: float) -> Self:
        """Return it elsewhere."""
        return replace(self, rect=self.rect._replace(x=self.rect.x + dx, y=self.rect.y + dy))

    def handles(self) -> tuple[Point, ...]:
        """Return where it can be pulled: nowhere, its size follows from its words."""
        return ()

    def pulled(self, handle: int, to: Point) -> Self:
        """Return it as it is."""
        del handle, to
        return self


@dataclass(frozen=True, slots=True)
class Step:
    """A disc with a number. The number is not kept: steps count themselves in the order they were put down."""

    at: Point
    colour: str
    width: float

    def bounds(self) -> Rect:
        """Return the area that painting may touch."""
        return Rect(self.at.x, self.at.y, 0, 0).grown(self.width * (STEP_RADIUS + 1))

    def hit(self, point: Point, slack: float) -> bool:
        """Tell whether a click here means this step."""
        return hypot(point.x - self.at.x, point.y - self.at.y) <= self.width * STEP_RADIUS + slack

    def moved(self, dx: float, dy: float) -> Self:
        """Return it elsewhere."""
        return replace(self, at=self.at.plus(dx, dy))

    def handles(self) -> tuple[Point, ...]:
        """Return where it can be pulled: nowhere."""
        return ()

    def pulled(self, handle: int, to: Point) -> Self:
        """Return it as it is."""
        del handle, to
        return self


@dataclass(frozen=True, slots=True)
class _Stroke:
    """What was drawn by hand; there is at least one point."""

    points: tuple[Point, ...]
    colour: str
    width: float

    _FACTOR: ClassVar[float] = 1.0

    def bounds(self) -> Rect:
        """Return the area that painting may touch."""
        xs, ys = [point.x for point in self.points], [point.y for point in self.points]
        area = Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
        return area.grown(self.width * (self._FACTOR / 2 + OUTLINE) + 1)

    def hit(self, point: Point, slack: float) -> bool:
        """Tell whether a click here means this stroke."""
        reach = self.width * self._FACTOR / 2 + slack
        ends = self.points[1:] or self.points
        return any(distance(point, start, end) <= reach for start, end in zip(self.points, ends, strict=False))

    def moved(self, dx: float, dy: float) -> Self:
        """Return it elsewhere."""
        return replace(self, points=tuple(point.plus(dx, dy) for point in self.points))

    def handles(self) -> tuple[Point, ...]:
        """Return where it can be pulled: nowhere."""
        return ()

    def pulled(self, handle: int, to: Point) -> Self:
        """Return it as it is."""
        del handle, to
        return self


@dataclass(frozen=True, slots=True)
class Pen(_Stroke):
    """A line drawn by hand."""


@dataclass(frozen=True, slots=True)
class Highlight(_Stroke):
    """A broad, transparent stroke."""

    _FACTOR: ClassVar[float] = HIGHLIGHT_WIDTH


Shape = Arrow | Box | Pen | Highlight | Text | Step | Redaction | Crop
Coloured = Arrow | Box | Pen | Highlight | Text | Step


def crop_of(shapes: tuple[Shape, ...]) -> Rect | None:
    """Return the part of the picture that is kept; None for all of it."""
    return next((shape.rect for shape in reversed(shapes) if isinstance(shape, Crop)), None)


def page_of(shapes: tuple[Shape, ...], width: int, height: int) -> Rect:
    """Return what remains of a picture of this size, in whole pixels; at least one of them.

    A crop that lies outside is not one: the whole picture remains.
    """
    whole = Rect(0, 0, width, height)
    crop = crop_of(shapes)
    if crop is None:
        return whole
    kept = crop.whole_pixels().within(whole)
    return kept if kept.width >= 1 and kept.height >= 1 else whole
