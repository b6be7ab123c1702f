"""Marks by keyboard: nudging and resizing with the arrow keys, inserting with Enter. Units are image pixels."""

from dataclasses import dataclass
from typing import Final, Self

from PySide6.QtCore import Qt

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
)
from desk_gui.ui.editor.tools import Tool

_WAYS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_LARGE_STEP: Final = 10
_SCROLL_PX: Final = 40
_LOWER_RIGHT: Final = 4
_ARROW_END: Final = 1


@dataclass(frozen=True, slots=True)
class Nudging:
    """One press of an arrow key.

    Attributes:
        dx: How far to the right, in image pixels.
        dy: How far down.
        is_resizing: Whether the shape's lower right corner, or an arrow's tip, moves alone.
    """

    dx: float
    dy: float
    is_resizing: bool

    @classmethod
    def of(cls, key: int, modifiers: Qt.KeyboardModifier, step: float) -> Self | None:
        """Return what a key means: Shift takes large steps, Ctrl resizes; None for other keys.

        Args:
            key: The key.
            modifiers: Held with it.
            step: How many image pixels a step is.
        """
        way = _WAYS.get(Qt.Key(key))
        if way is None:
            return None
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            step *= _LARGE_STEP
        return cls(way[0] * step, way[1] * step, bool(modifiers & Qt.KeyboardModifier.ControlModifier))

    def applied(self, shape: Shape, limits: Rect) -> Shape | None:
        """Return the shape nudged; None when it cannot be. A crop stays within the limits."""
        if self.is_resizing:
            handle = _ARROW_END if isinstance(shape, Arrow) else _LOWER_RIGHT
            if len(shape.handles()) <= handle:
                return None
            corner = shape.handles()[handle]
            changed: Shape = shape.pulled(handle, corner.plus(self.dx, self.dy))
        else:
            changed = shape.moved(self.dx, self.dy)
        if isinstance(changed, Crop):
            kept = changed.rect.within(limits)
            is_whole = self.is_resizing or kept == changed.rect
            return Crop(kept) if is_whole and kept.width >= 1 and kept.height >= 1 else None
        return changed

    def scrolled(self) -> tuple[float, float]:
        """Return how far to scroll instead, in device-independent pixels."""
        return (
            _SCROLL_PX * ((self.dx > 0) - (self.dx < 0)),
            _SCROLL_PX * ((self.dy > 0) - (self.dy < 0)),
        )


def insertion(tool: Tool, seen: Rect, colour: str, width: float) -> Shape | None:
    """Return what a tool puts into the middle of what is seen, to be moved and resized from there; None for no shape.

    Args:
        tool: The tool in use.
        seen: The part of the picture that is seen.
        colour: For what has one.
        width: Line width.
    """
    middle = Point(seen.x + seen.width / 2, seen.y + seen.height / 2)
    across, down = seen.width / 8, seen.height / 8
    area = Rect(middle.x - across, middle.y - down, 2 * across, 2 * down)
    ends = middle.plus(-across, 0), middle.plus(across, 0)
    match tool:
        case Tool.ARROW:
            return Arrow(middle.plus(-across, down), middle, colour, width)
        case Tool.BOX:
            return Box(area, colour, width)
        case Tool.PEN:
            return Pen(ends, colour, width)
        case Tool.HIGHLIGHT:
            return Highlight(ends, colour, width)
        case Tool.STEP:
            return Step(middle, colour, width)
        case Tool.HIDE:
            return Redaction(area)
        case Tool.CROP:
            return Crop(Rect(middle.x - 3 * across, middle.y - 3 * down, 6 * across, 6 * down))
    return None
