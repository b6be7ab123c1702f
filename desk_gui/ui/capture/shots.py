"""What was on the screens at one moment, in physical pixels, and what is cut out of it.

All screens lie on one canvas. Its unit is the physical pixel, except on macOS, which places screens of different
sharpness by points: there it is the pixel of the sharpest screen.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSizeF
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QScreen

_PLACES_BY_POINTS: bool = sys.platform == "darwin"


@dataclass(frozen=True, slots=True)
class ScreenShot:
    """One screen.

    Attributes:
        name: As the system calls it.
        geometry: Where Qt places the screen, in device-independent pixels.
        ratio: Physical pixels for each of those.
        image: Its pixels; the image's own ratio is 1.
        place: Where they lie on the canvas.
    """

    name: str
    geometry: QRect
    ratio: float
    image: QImage
    place: QRect

    def to_canvas(self, position: QPointF) -> QPoint:
        """Return which pixel of the canvas lies at a global position; the nearest one on this screen."""
        inside = (position - QPointF(self.geometry.topLeft())) * self.ratio * self._units()
        x = min(max(round(inside.x()), 0), self.place.width() - 1)
        y = min(max(round(inside.y()), 0), self.place.height() - 1)
        return self.place.topLeft() + QPoint(x, y)

    def to_widget(self, area: QRect) -> QRectF:
        """Return where an area of the canvas lies on this screen, in device-independent pixels from its corner."""
        scale = 1 / (self.ratio * self._units())
        corner = QPointF(area.topLeft() - self.place.topLeft()) * scale
        return QRectF(corner, QSizeF(area.size()) * scale)

    def to_image(self, area: QRect) -> QRect:
        """Return which pixels of the image an area of the canvas covers."""
        units = self._units()
        moved = area.translated(-self.place.topLeft())
        if units == 1:
            return moved
        left, top = floor(moved.x() / units), floor(moved.y() / units)
        right, bottom = round((moved.right() + 1) / units), round((moved.bottom() + 1) / units)
        return QRect(left, top, max(1, right - left), max(1, bottom - top))

    def _units(self) -> float:
        """Return how many units of the canvas a pixel of the image takes: 1 but on macOS."""
        return self.place.width() / self.image.width()


def grab_screens() -> tuple[ScreenShot, ...]:
    """Take what is on the screens now; empty when the system gives nothing."""
    grabbed = [(screen, image) for screen in QGuiApplication.screens() if not (image := _grab(screen)).isNull()]
    sharpest = max((image.devicePixelRatio() for _screen, image in grabbed), default=1.0)
    shots = []
    for screen, image in grabbed:
        ratio = image.devicePixelRatio()
        image.setDevicePixelRatio(1)
        shots.append(ScreenShot(screen.name(), screen.geometry(), ratio, image, _place(screen, image, sharpest)))
    return tuple(shots)


def _grab(screen: QScreen) -> QImage:
    return screen.grabWindow(0).toImage().convertToFormat(QImage.Format.Format_RGB32)


def _place(screen: QScreen, image: QImage, sharpest: float) -> QRect:
    geometry = screen.geometry()
    if not _PLACES_BY_POINTS:
        # Qt leaves the corners of screens in physical pixels where it is Qt that scales.
        return QRect(geometry.topLeft(), image.size())
    return QRect((QPointF(geometry.topLeft()) * sharpest).toPoint(), (QSizeF(geometry.size()) * sharpest).toSize())


def shot_at(shots: Sequence[ScreenShot], point: QPoint) -> ScreenShot | None:
    """Return the screen that a point of the canvas lies on, if it lies on one."""
    return next((shot for shot in shots if shot.place.contains(point)), None)


def shot_under(shots: Sequence[ScreenShot], position: QPointF) -> ScreenShot | None:
    """Return the screen that a global position lies on, if it lies on one."""
    # Down, not to the nearest: half a unit before the edge is still before it.
    point = QPoint(floor(position.x()), floor(position.y()))
    return next((shot for shot in shots if shot.geometry.contains(point)), None)


def whole_canvas(shots: Sequence[ScreenShot]) -> QRect:
    """Return the smallest area that holds all screens."""
    area = QRect()
    for shot in shots:
        area = area.united(shot.place)
    return area


def cut(shots: Sequence[ScreenShot], area: QRect) -> QImage:
    """Cut an area of the canvas out, across screens if need be.

    Pixels come as they were on the screen. Only on macOS, and only in an area across screens of different sharpness,
    are those of the less sharp ones enlarged. Where no screen is, it is black.
    """
    area = area.intersected(whole_canvas(shots))
    parts = [shot for shot in shots if shot.place.intersects(area)]
    if len(parts) == 1 and parts[0].place.contains(area):
        return parts[0].image.copy(parts[0].to_image(area))
    result = QImage(area.size(), QImage.Format.Format_RGB32)
    if result.isNull():
        return result
    result.fill(0xFF000000)
    painter = QPainter(result)
    for shot in parts:
        part = shot.place.intersected(area)
        painter.drawImage(part.translated(-area.topLeft()), shot.image, shot.to_image(part))
    painter.end()
    return result
