"""How shapes look, on the screen and in the file alike. Units are image pixels; the painter scales."""

from dataclasses import replace
from itertools import pairwise
from math import atan2, cos, hypot, sin
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from desk_gui.ui.editor.shapes import (
    HIGHLIGHT_WIDTH,
    OUTLINE,
    STEP_RADIUS,
    TEXT_SIZE,
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

HIDDEN: Final = "#000000"
"""The one colour that hidden data becomes."""

_HIGHLIGHT_ALPHA: Final = 105
_OUTLINE_ALPHA: Final = 200
_LIGHT: Final = 0.6
_PADDING: Final = (2.0, 1.2)
"""Between a text and its plate's edges, in line widths."""

_HEAD_LENGTH: Final = 5.4
_HEAD_WIDTH: Final = 2.4
_NECK: Final = 0.85


def paint(
    shapes: tuple[Shape, ...], painter: QPainter, *, area: QRectF | None = None, without: int | None = None
) -> None:
    """Paint the shapes in their order.

    Args:
        shapes: A crop among them is not painted.
        painter: Its coordinates are image pixels.
        area: Only what touches it is painted; None for all.
        without: Index of one that is left out, though a step among them still counts.
    """
    number = 0
    for index, shape in enumerate(shapes):
        number += isinstance(shape, Step)
        if index != without and (area is None or area.intersects(to_qt(shape.bounds()))):
            paint_shape(shape, painter, number=number)


def paint_shape(shape: Shape, painter: QPainter, *, number: int) -> None:
    """Paint one shape; the number is what a step says."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    match shape:
        case Arrow():
            _paint_line(painter, _arrow_path(shape), shape.colour, shape.width * OUTLINE)
        case Box():
            _paint_box(painter, shape)
        case Pen():
            _paint_pen(painter, shape)
        case Highlight():
            colour = QColor(shape.colour)
            colour.setAlpha(_HIGHLIGHT_ALPHA)
            painter.strokePath(_stroke_path(shape.points), _pen(colour, shape.width * HIGHLIGHT_WIDTH))
        case Text():
            _paint_text(painter, shape)
        case Step():
            _paint_step(painter, shape, number)
        case Redaction():
            _paint_redaction(painter, shape)
        case Crop():
            pass
    painter.restore()


def to_qt(rect: Rect) -> QRectF:
    """Return the area as Qt has it."""
    return QRectF(rect.x, rect.y, rect.width, rect.height)


def whole_pixels(rect: Rect) -> QRect:
    """Return the area of all pixels touched, as Qt has it."""
    x, y, width, height = rect.whole_pixels()
    return QRect(int(x), int(y), int(width), int(height))


def contrast_to(colour: str) -> QColor:
    """Return white or near-black, whichever is read better on a colour."""
    red, green, blue = QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF()
    is_light = 0.299 * red + 0.587 * green + 0.114 * blue > _LIGHT
    return QColor("#14181e" if is_light else "#ffffff")


def text_font(width: float) -> QFont:
    """Return the font of texts with this line width, in image pixels."""
    font = QFont()
    font.setPixelSize(max(1, round(width * TEXT_SIZE)))
    font.setWeight(QFont.Weight.DemiBold)
    # Glyphs take the same room at every zoom.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def text_plate(at: Point, text: str, width: float) -> Rect:
    """Return the plate of a text, its upper left corner given."""
    metrics = QFontMetricsF(text_font(width))
    lines = text.split("\n")
    size = QSizeF(max(metrics.horizontalAdvance(line) for line in lines), metrics.lineSpacing() * len(lines))
    return Rect(at.x, at.y, size.width() + 2 * _PADDING[0] * width, size.height() + 2 * _PADDING[1] * width)


def text_inset(width: float) -> QPointF:
    """Return where on its plate a text begins."""
    return QPointF(_PADDING[0] * width, _PADDING[1] * width)


def _pen(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _outline(colour: str) -> QColor:
    """Return what sets a colour off from any picture."""
    outline = contrast_to(colour)
    outline.setAlpha(_OUTLINE_ALPHA)
    return outline


def _paint_line(painter: QPainter, path: QPainterPath, colour: str, outline: float) -> None:
    painter.strokePath(path, _pen(_outline(colour), outline * 2))
    painter.fillPath(path, QColor(colour))


def _arrow_path(arrow: Arrow) -> QPainterPath:
    """Return an arrow's outline: a shaft that grows towards a head."""
    (x0, y0), (x1, y1) = arrow.start, arrow.end
    length, angle = hypot(x1 - x0, y1 - y0), atan2(y1 - y0, x1 - x0)
    width = arrow.width
    head = min(_HEAD_LENGTH * width, length * 0.7)
    half = head / _HEAD_LENGTH * _HEAD_WIDTH
    shaft_end, neck = length - head * 0.86, head / _HEAD_LENGTH * _NECK
    outline = (
        *((0, -width * 0.25), (shaft_end, -neck), (length - head, -half), (length, 0)),
        *((length - head, half), (shaft_end, neck), (0, width * 0.25)),
    )
    path = QPainterPath()
    turned = [QPointF(x0 + x * cos(angle) - y * sin(angle), y0 + x * sin(angle) + y * cos(angle)) for x, y in outline]
    path.addPolygon(QPolygonF(turned))
    path.closeSubpath()
    return path


def _paint_box(painter: QPainter, box: Box) -> None:
    rect, width = to_qt(box.rect), box.width
    radius = min(width, rect.width() / 2, rect.height() / 2)
    for colour, line in ((_outline(box.colour), width * (1 + 2 * OUTLINE)), (QColor(box.colour), width)):
        painter.setPen(_pen(colour, line))
        painter.drawRoundedRect(rect, radius, radius)


def _paint_pen(painter: QPainter, pen: Pen) -> None:
    path = _stroke_path(pen.points)
    painter.strokePath(path, _pen(_outline(pen.colour), pen.width * (1 + 2 * OUTLINE)))
    painter.strokePath(path, _pen(QColor(pen.colour), pen.width))


def _stroke_path(points: tuple[Point, ...]) -> QPainterPath:
    """Return a smooth line: curves from the middle of one stretch to the middle of the next."""
    path = QPainterPath(QPointF(*points[0]))
    for here, after in pairwise(points[1:]):
        path.quadTo(QPointF(*here), QPointF((here.x + after.x) / 2, (here.y + after.y) / 2))
    last = points[-1]
    # A dot is a line of next to no length: its round caps are what is seen.
    path.lineTo(QPointF(last.x + (0.01 if len(points) == 1 else 0), last.y))
    return path


def _paint_text(painter: QPainter, text: Text) -> None:
    plate = to_qt(text.rect)
    radius = text.width * 1.2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_outline(text.colour))
    edge = text.width * OUTLINE
    painter.drawRoundedRect(plate.adjusted(-edge, -edge, edge, edge), radius + edge, radius + edge)
    painter.setBrush(QColor(text.colour))
    painter.drawRoundedRect(plate, radius, radius)
    painter.setPen(contrast_to(text.colour))
    painter.setFont(text_font(text.width))
    metrics = QFontMetricsF(painter.font())
    start = plate.topLeft() + text_inset(text.width)
    for index, line in enumerate(text.text.split("\n")):
        painter.drawText(start + QPointF(0, metrics.ascent() + index * metrics.lineSpacing()), line)


def _paint_step(painter: QPainter, step: Step, number: int) -> None:
    radius = step.width * STEP_RADIUS
    centre = QPointF(*step.at)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_outline(step.colour))
    painter.drawEllipse(centre, radius + step.width * 0.5, radius + step.width * 0.5)
    painter.setBrush(QColor(step.colour))
    painter.drawEllipse(centre, radius, radius)
    digits = str(number)
    font = text_font(step.width)
    font.setWeight(QFont.Weight.Bold)
    font.setPixelSize(max(1, round(radius * (1.15 if len(digits) == 1 else 1.9 / len(digits)))))
    # As a path: centred on what is inked, not on the room a line of text takes.
    path = QPainterPath()
    path.addText(QPointF(0, 0), font, digits)
    painter.fillPath(path.translated(centre - path.boundingRect().center()), contrast_to(step.colour))


def _paint_redaction(painter: QPainter, redaction: Redaction) -> None:
    """Replace every pixel touched, whole and wholly: what lies below leaves no trace, not even along the edges."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    painter.fillRect(whole_pixels(redaction.rect), QColor(HIDDEN))


def restyled(shape: Shape, *, colour: str | None = None, width: float | None = None) -> Shape:
    """Return the shape in another colour or width; hidden data and crops have neither."""
    if isinstance(shape, Redaction | Crop):
        return shape
    colour, width = colour or shape.colour, width or shape.width
    if isinstance(shape, Text):
        plate = text_plate(Point(shape.rect.x, shape.rect.y), shape.text, width)
        return replace(shape, rect=plate, colour=colour, width=width)
    return replace(shape, colour=colour, width=width)
