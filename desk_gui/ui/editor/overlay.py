"""What lies above the marks on the screen and is never in the file: the selection, and what a crop takes away."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from desk_gui.ui.editor.shapes import Arrow, Box, Crop, Highlight, Pen, Point, Rect, Redaction, Shape, Step, Text
from desk_gui.ui.editor.view import PictureView
from desk_gui.ui.theme import Tokens

HANDLE_PX: Final = 5
_LOWER_RIGHT: Final = 4
_LINE_PX: Final = 1.5
_ROOM_FOR_EDGES_PX: Final = 48
_ROOM_FOR_CORNERS_PX: Final = 24
_VEIL: Final = QColor(10, 14, 20, 150)


def paint_veil(painter: QPainter, view: PictureView, crop: Crop) -> None:
    """Darken what a crop takes away."""
    page, kept = view.to_view(view.page), view.to_view(crop.rect)
    for part in (
        QRectF(page.left(), page.top(), page.width(), kept.top() - page.top()),
        QRectF(page.left(), kept.bottom(), page.width(), page.bottom() - kept.bottom()),
        QRectF(page.left(), kept.top(), kept.left() - page.left(), kept.height()),
        QRectF(kept.right(), kept.top(), page.right() - kept.right(), kept.height()),
    ):
        painter.fillRect(part, _VEIL)


def paint_selection(painter: QPainter, view: PictureView, shape: Shape, tokens: Tokens) -> None:
    """Paint a line around a shape, and its handles."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = _outline(view, shape)
    accent, ground = QColor(tokens.accent), QColor(tokens.panel)
    for colour, style in ((ground, Qt.PenStyle.SolidLine), (accent, Qt.PenStyle.DashLine)):
        painter.strokePath(path, QPen(colour, _LINE_PX, style))
    painter.setPen(QPen(accent, _LINE_PX))
    painter.setBrush(ground)
    for _handle, place in handles_of(view, shape):
        painter.drawEllipse(place, HANDLE_PX, HANDLE_PX)
    painter.restore()


def handles_of(view: PictureView, shape: Shape) -> list[tuple[int, QPointF]]:
    """Return the handles that there is room for, and where they lie in the viewport."""
    places = list(enumerate(place_of(view, point) for point in shape.handles()))
    if not isinstance(shape, Box | Redaction | Crop):
        return places
    area = view.to_view(shape.rect)
    is_tiny = max(area.width(), area.height()) < _ROOM_FOR_CORNERS_PX

    def has_room(handle: int) -> bool:
        if handle in (1, 5):
            return area.width() >= _ROOM_FOR_EDGES_PX
        if handle in (3, 7):
            return area.height() >= _ROOM_FOR_EDGES_PX
        # The lower right corner stays in any case; of something tiny the rest is for moving it.
        return handle == _LOWER_RIGHT or not is_tiny

    return [(handle, place) for handle, place in places if has_room(handle)]


def place_of(view: PictureView, point: Point) -> QPointF:
    """Return where a place of the picture lies in the viewport."""
    return view.to_view(Rect(point.x, point.y, 0, 0)).topLeft()


def _outline(view: PictureView, shape: Shape) -> QPainterPath:
    path = QPainterPath()
    match shape:
        case Arrow():
            # Its handles say enough, and a line along it would hide it.
            pass
        case Box() | Redaction() | Crop() | Text():
            path.addRect(view.to_view(shape.rect))
        case Pen() | Highlight() | Step():
            path.addRect(view.to_view(shape.bounds()))
    return path
