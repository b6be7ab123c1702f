"""How an area is aimed at, by mouse and by keyboard: a region by two corners, or one of several boxes. No widgets."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from PySide6.QtCore import QPoint, QRect

_DRAGGED: Final = 4
"""A button let go nearer than this, in physical pixels, was a click and not a drag."""


class Aim(Protocol):
    """What the overlays aim with. Points and areas are on the canvas.

    Attributes:
        cursor: Where the hand is.
        is_held: A mouse button is held.
    """

    cursor: QPoint
    is_held: bool

    @property
    def area(self) -> QRect:
        """What would be captured now; null when nothing would."""

    @property
    def is_anchored(self) -> bool:
        """Whether the first corner stands."""

    @property
    def title(self) -> str:
        """What is aimed at, in words; "" when it has none."""

    def move_to(self, point: QPoint) -> None:
        """Follow the mouse."""

    def press(self, point: QPoint) -> None:
        """Take a button's press."""

    def release(self, point: QPoint) -> bool:
        """Take a button's release; return whether this settled it."""

    def step(self, dx: int, dy: int) -> None:
        """Take an arrow key."""

    def confirm(self) -> bool:
        """Take Enter or Space; return whether this settled it."""

    def switch(self) -> None:
        """Take the Tab key."""


class RegionAim:
    """Two corners of a region. Both pixels belong to it.

    Args:
        bounds: The canvas.
        cursor: Where the mouse is.
    """

    def __init__(self, bounds: QRect, cursor: QPoint) -> None:
        self._bounds = bounds
        self.cursor = cursor
        self.corner: QPoint | None = None
        self.is_held = False

    @property
    def area(self) -> QRect:
        """The region between the corner that stands and the cursor."""
        if self.corner is None:
            return QRect()
        left, right = sorted((self.corner.x(), self.cursor.x()))
        top, bottom = sorted((self.corner.y(), self.cursor.y()))
        return QRect(QPoint(left, top), QPoint(right, bottom))

    @property
    def is_anchored(self) -> bool:
        """Whether the first corner stands."""
        return self.corner is not None

    @property
    def title(self) -> str:
        """A region has none."""
        return ""

    def move_to(self, point: QPoint) -> None:
        """Move the free corner."""
        self.cursor = point

    def press(self, point: QPoint) -> None:
        """Set the first corner, unless a click or a key has set it before."""
        self.is_held = True
        self.cursor = point
        if self.corner is None:
            self.corner = point

    def release(self, point: QPoint) -> bool:
        """Settle the region at the end of a drag, or with the second click."""
        self.is_held = False
        self.cursor = point
        return self.corner is not None and (point - self.corner).manhattanLength() >= _DRAGGED

    def step(self, dx: int, dy: int) -> None:
        """Move the free corner, no further than the screens go."""
        x = min(max(self.cursor.x() + dx, self._bounds.left()), self._bounds.right())
        y = min(max(self.cursor.y() + dy, self._bounds.top()), self._bounds.bottom())
        self.cursor = QPoint(x, y)

    def confirm(self) -> bool:
        """Set the first corner, then settle."""
        if self.corner is None:
            self.corner = self.cursor
            return False
        return True

    def switch(self) -> None:
        """Go to the other corner, so that the arrows move the other two edges."""
        if self.corner is not None:
            self.corner, self.cursor = self.cursor, self.corner


@dataclass(frozen=True, slots=True)
class Box:
    """A window or a screen that may be captured.

    Attributes:
        area: On the canvas.
        title: For people.
        is_screen: It is a whole screen, which lies under all windows.
    """

    area: QRect
    title: str
    is_screen: bool = False


class BoxAim:
    """One of several boxes: the foremost under the mouse, or the next by keyboard.

    Args:
        boxes: From the front to the back; at least one.
        cursor: Where the mouse is.
    """

    def __init__(self, boxes: Sequence[Box], cursor: QPoint) -> None:
        self._boxes = tuple(boxes)
        self._chosen = 0
        self.cursor = cursor
        self.is_held = False
        self.move_to(cursor)
        if self._boxes[self._chosen].is_screen and not self._boxes[0].is_screen:
            # The mouse lies over none: the foremost window is most likely what is meant, and Enter takes it.
            self._chosen = 0

    @property
    def area(self) -> QRect:
        """The chosen box."""
        return self._boxes[self._chosen].area

    @property
    def is_anchored(self) -> bool:
        """Something is chosen from the start."""
        return True

    @property
    def title(self) -> str:
        """What the chosen box is called."""
        return self._boxes[self._chosen].title

    def move_to(self, point: QPoint) -> None:
        """Choose the foremost box at a point, if there is one."""
        self.cursor = point
        under = (index for index, box in enumerate(self._boxes) if box.area.contains(point))
        self._chosen = next(under, self._chosen)

    def press(self, point: QPoint) -> None:
        """Choose."""
        self.is_held = True
        self.move_to(point)

    def release(self, point: QPoint) -> bool:
        """Settle."""
        self.is_held = False
        self.move_to(point)
        return True

    def step(self, dx: int, dy: int) -> None:
        """Choose the next box, or the one before."""
        self._chosen = (self._chosen + (1 if dx + dy > 0 else -1)) % len(self._boxes)
        self.cursor = self.area.center()

    def confirm(self) -> bool:
        """Settle."""
        return True

    def switch(self) -> None:
        """Choose the next box."""
        self.step(1, 0)
