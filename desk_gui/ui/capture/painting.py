"""What the overlay draws over the frozen screen: pills with words, and the card with the magnifier."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from desk_gui.ui.theme import DARK, Tokens

ZOOM: Final = 8
"""Device-independent pixels that the magnifier shows one pixel of the screen with."""

_SEEN: Final = 17
"""Pixels of the screen across the magnifier; odd, so that one of them is the middle."""

_GLASS: Final = float(ZOOM * _SEEN)
_INSET: Final = 6.0
_AWAY: Final = 22.0
"""How far the card keeps from the cursor."""

_ROUND: Final = 8.0
_PILL_INSET: Final = 16.0
_PILL_TEXT: Final = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
_TALLEST: Final = 400.0
_ON_DIMMED: Final = QColor(DARK.accent)
"""Lines on the dimmed screen have the dark theme's accent in both themes: what they lie on is dark in both."""

DIMMING: Final = QColor(8, 12, 18, 132)
"""What is not chosen lies under this: it can still be read, and what is chosen stands out."""


def pill_rect(font: QFont, text: str, *, middle: float, top: float, room: float) -> QRectF:
    """Return the place of a pill with words, on more than one line where there is little room."""
    within = QRectF(0, 0, room - 2 * _PILL_INSET, _TALLEST)
    words = QFontMetricsF(font).boundingRect(within, _PILL_TEXT, text)
    size = QSizeF(words.width() + 2 * _PILL_INSET, words.height() + _PILL_INSET)
    return QRectF(QPointF(middle - size.width() / 2, top), size)


def paint_pill(painter: QPainter, rect: QRectF, text: str, tokens: Tokens) -> None:
    """Draw a pill with words."""
    _paint_panel(painter, rect, tokens)
    painter.setPen(QColor(tokens.ink))
    painter.drawText(rect.adjusted(_PILL_INSET / 2, 0, -_PILL_INSET / 2, 0), _PILL_TEXT, text)


def paint_frame(painter: QPainter, area: QRectF) -> None:
    """Draw the edge of what is chosen, just outside of it: light inside dark, so that it is seen on anything."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(0, 0, 0, 160), 1))
    painter.drawRect(area.adjusted(-3, -3, 2, 2))
    painter.setPen(QPen(_ON_DIMMED, 2))
    painter.drawRect(area.adjusted(-1, -1, 1, 1))


def card_rect(font: QFont, words: tuple[str, str], cursor: QPointF, within: QRectF) -> QRectF:
    """Return the place of the magnifier's card: below and right of the cursor, or where there is room.

    Args:
        font: Of the words.
        words: The two lines below the magnifier; they are never cut off, however large the text.
        cursor: What the card keeps clear of.
        within: Where it must stay.
    """
    widest = max(QFontMetricsF(_bold(font)).horizontalAdvance(line) for line in words)
    lines = 2 * QFontMetricsF(font).height() + 8
    size = QSizeF(max(_GLASS, widest) + 2 * _INSET, _GLASS + 2 * _INSET + lines)
    left = cursor.x() + _AWAY
    if left + size.width() > within.right():
        left = cursor.x() - _AWAY - size.width()
    top = cursor.y() + _AWAY
    if top + size.height() > within.bottom():
        top = cursor.y() - _AWAY - size.height()
    return QRectF(QPointF(max(left, within.left()), max(top, within.top())), size)


def paint_card(
    painter: QPainter, rect: QRectF, *, image: QImage, pixel: QPointF, words: tuple[str, str], tokens: Tokens
) -> None:
    """Draw the magnifier with two lines below it.

    Args:
        painter: In device-independent pixels.
        rect: From `card_rect`.
        image: The screen's pixels.
        pixel: The one in the middle.
        words: A line in bold, and a quieter one.
        tokens: Colours.
    """
    _paint_panel(painter, rect, tokens)
    glass = QRectF(rect.center().x() - _GLASS / 2, rect.top() + _INSET, _GLASS, _GLASS)
    painter.save()
    path = QPainterPath()
    path.addRoundedRect(glass, _ROUND - 3, _ROUND - 3)
    painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    painter.fillRect(glass, QColor(tokens.background))
    half = _SEEN // 2
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
    source = QRectF(pixel.x() - half, pixel.y() - half, _SEEN, _SEEN).intersected(QRectF(image.rect()))
    corner = glass.topLeft() + QPointF(source.x() - pixel.x() + half, source.y() - pixel.y() + half) * ZOOM
    painter.drawImage(QRectF(corner, source.size() * ZOOM), image, source)
    _paint_cross(painter, glass)
    painter.restore()
    _paint_lines(
        painter,
        QRectF(rect.left(), glass.bottom() + 3, rect.width(), rect.bottom() - glass.bottom() - 6),
        words,
        tokens,
    )


def _paint_cross(painter: QPainter, glass: QRectF) -> None:
    """Draw bars that lead to the middle and leave its colour alone, and a frame around it."""
    middle = QRectF(glass.center() - QPointF(ZOOM / 2, ZOOM / 2), QSizeF(ZOOM, ZOOM))
    across = QRectF(glass.left(), middle.top(), middle.left() - glass.left(), ZOOM)
    down = QRectF(middle.left(), glass.top(), ZOOM, middle.top() - glass.top())
    line = QColor(_ON_DIMMED)
    line.setAlpha(110)
    for bar in (
        across,
        across.translated(middle.right() - glass.left(), 0),
        down,
        down.translated(0, middle.bottom() - glass.top()),
    ):
        painter.fillRect(bar, line)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(QPen(QColor("#000000"), 1))
    painter.drawRect(middle.adjusted(-2, -2, 1, 1))
    painter.setPen(QPen(QColor("#ffffff"), 1))
    painter.drawRect(middle.adjusted(-1, -1, 0, 0))


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold


def _paint_lines(painter: QPainter, rect: QRectF, words: tuple[str, str], tokens: Tokens) -> None:
    plain = QFont(painter.font())
    half = rect.height() / 2
    painter.setFont(_bold(plain))
    painter.setPen(QColor(tokens.ink))
    painter.drawText(QRectF(rect.left(), rect.top(), rect.width(), half), Qt.AlignmentFlag.AlignCenter, words[0])
    painter.setFont(plain)
    painter.setPen(QColor(tokens.dim))
    painter.drawText(QRectF(rect.left(), rect.top() + half, rect.width(), half), Qt.AlignmentFlag.AlignCenter, words[1])


def _paint_panel(painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(tokens.border), 1))
    painter.setBrush(QColor(tokens.panel))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), _ROUND, _ROUND)
