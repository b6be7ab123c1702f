"""What was done to a file on its way in, as a quiet line on its card."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from desk_gui.outbox.draft import Attachment, Note
from desk_gui.ui.theme import Tokens

_WORRYING: Final = frozenset({Note.MAY_SAY_WHERE, Note.NOT_CONVERTED})
_MARGIN: Final = 6
_SIZE: Final = 0.82
"""Of the text around it."""


def notes_text(attachment: Attachment) -> str:
    """Say what was done to a file; "" where nothing was."""
    words = {
        Note.LOCATION_REMOVED: QCoreApplication.translate("notes", "location removed"),
        Note.DETAILS_REMOVED: QCoreApplication.translate("notes", "camera details removed"),
        Note.FROM_HEIC: QCoreApplication.translate("notes", "from HEIC"),
        Note.SMALLER: QCoreApplication.translate("notes", "smaller"),
        Note.MAY_SAY_WHERE: QCoreApplication.translate("notes", "may say where it was taken"),
        Note.NOT_CONVERTED: QCoreApplication.translate("notes", "still HEIC"),
    }
    return " · ".join(words[note] for note in attachment.notes)


def paint_notes(painter: QPainter, picture: QRectF, attachment: Attachment, tokens: Tokens, font: QFont) -> None:
    """Paint the line over the lower edge of a card's picture."""
    text = notes_text(attachment)
    if not text:
        return
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * _SIZE)
    metrics = QFontMetrics(small)
    strip = QRectF(picture)
    strip.setTop(picture.bottom() - metrics.height() - 4)
    is_worrying = bool(_WORRYING & set(attachment.notes))
    painter.fillRect(strip, QColor(tokens.warn_soft if is_worrying else tokens.panel))
    painter.setFont(small)
    painter.setPen(QColor(tokens.warn if is_worrying else tokens.dim))
    area = strip.adjusted(_MARGIN + 2, 0, -_MARGIN - 2, 0)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
