"""How one attachment looks: a thumbnail or a sheet with its type, its name and size, and what can be done with it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desk_gui.outbox.draft import Attachment
from desk_gui.ui.attachments.model import AttachmentModel, AttachmentRole, PixmapRole
from desk_gui.ui.attachments.notes import paint_notes
from desk_gui.ui.style import ElidedButton
from desk_gui.ui.text import fill
from desk_gui.ui.theme import Theme, gap, half_scaled, scaled

_LEAST_WIDTH = 198
"""Of a card, in device-independent pixels; it is wider with larger text."""

_PICTURE = 84
_WIDTH_EM = 12.5
_MOST_STRETCH = 1.3
_PADDING = 8
_GAP = 8
_AROUND_WORDS = 6
"""Between a link button's edge and its word, as the style sheet has it with its border."""


class CardDelegate(QStyledItemDelegate):
    """Paints an attachment. The buttons on it are real ones (`card_buttons`)."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return a card's size with the gap beside and below it."""
        del index
        line = option.fontMetrics.height()
        width = max(_LEAST_WIDTH, int(_WIDTH_EM * line)) + gap(_GAP)
        view = self.parent()
        if isinstance(view, QListView):
            # As wide as fits: all cards of a line share the room that is left over, and none is wider than the line.
            room = max(1, view.viewport().width() - 1)
            width = min(room // max(1, room // width), int(_MOST_STRETCH * width))
        # Its buttons stand below the name, never on it: with large controls they are higher than a line of text.
        buttons = max(line + 12, self._theme.row_button_height())
        return QSize(width, picture_height() + line + gap(4) + 1 + buttons + gap(_GAP))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the card; the selected one wears the focus ring."""
        tokens = self._theme.tokens
        attachment = index.data(AttachmentRole)
        model = index.model()
        if not isinstance(attachment, Attachment) or not isinstance(model, AttachmentModel):
            return
        card = QRectF(option.rect.adjusted(0, 0, -gap(_GAP), -gap(_GAP))).adjusted(1, 1, -1, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        outline = QPainterPath()
        outline.addRoundedRect(card, 5, 5)
        painter.fillPath(outline, QColor(tokens.panel))
        picture = QRectF(card.left(), card.top(), card.width(), picture_height())
        painter.setClipPath(outline)
        pixmap = index.data(PixmapRole)
        if isinstance(pixmap, QPixmap):
            _paint_cover(painter, pixmap, picture)
        else:
            painter.fillRect(picture, QColor(tokens.soft))
            _paint_type(painter, picture, attachment, QColor(tokens.dim), option.font)
        paint_notes(painter, picture, attachment, tokens, option.font)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(card.adjusted(0, picture.height(), 0, 0), QColor(tokens.soft))
        painter.setClipping(False)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setPen(QPen(QColor(tokens.accent if is_selected else tokens.line), 2 if is_selected else 1))
        painter.drawPath(outline)
        if option.state & QStyle.StateFlag.State_HasFocus:
            # The one card that the keyboard is on, whether selected or not: a light ring inside a dark one.
            painter.setPen(QPen(QColor(tokens.ink), 2))
            painter.drawPath(outline)
            inner = QPainterPath()
            inner.addRoundedRect(card.adjusted(2, 2, -2, -2), 4, 4)
            painter.setPen(QPen(QColor(tokens.panel), 1.5))
            painter.drawPath(inner)
        self._paint_name(painter, name_area(option.rect, option), attachment.name, model.size_of(attachment), option)
        painter.restore()

    def _paint_name(self, painter: QPainter, area: QRect, name: str, size: str, option: QStyleOptionViewItem) -> None:
        tokens = self._theme.tokens
        font = QFont(option.font)
        font.setPointSizeF(font.pointSizeF() * 0.86)
        painter.setFont(font)
        tail = f" · {size}"
        metrics = painter.fontMetrics()
        room = area.width() - metrics.horizontalAdvance(tail)
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, room)
        painter.setPen(QColor(tokens.ink))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, shown)
        rest = area.adjusted(metrics.horizontalAdvance(shown), 0, 0, 0)
        painter.setPen(QColor(tokens.dim))
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, tail)


def picture_height() -> int:
    """Return how high the picture on a card is, in device-independent pixels."""
    return half_scaled(_PICTURE)


def name_area(card: QRect, option: QStyleOptionViewItem) -> QRect:
    """Return where the name stands on a card with the gap beside and below it."""
    return QRect(
        card.left() + 1 + gap(_PADDING),
        card.top() + 1 + picture_height() + gap(4),
        card.width() - gap(_GAP) - 2 - 2 * gap(_PADDING),
        option.fontMetrics.height(),
    )


def _paint_cover(painter: QPainter, pixmap: QPixmap, area: QRectF) -> None:
    """Fill the area with the middle of the picture, its proportions kept."""
    size = pixmap.deviceIndependentSize()
    if size.isEmpty():
        return
    scale = max(area.width() / size.width(), area.height() / size.height())
    source = QRectF(0, 0, area.width() / scale, area.height() / scale)
    source.moveCenter(QRectF(0, 0, size.width(), size.height()).center())
    ratio = pixmap.devicePixelRatio()
    painter.drawPixmap(area, pixmap, QRectF(source.topLeft() * ratio, source.size() * ratio))


def _paint_type(painter: QPainter, area: QRectF, attachment: Attachment, colour: QColor, font: QFont) -> None:
    """Say a file's type in capitals, where there is no picture of it."""
    suffix = attachment.name.rpartition(".")[2].upper() if "." in attachment.name else ""
    big = QFont(font)
    big.setPointSizeF(font.pointSizeF() * 1.4)
    big.setWeight(QFont.Weight.DemiBold)
    painter.setFont(big)
    painter.setPen(colour)
    text = suffix[:5] if attachment.is_copied or not suffix else "…"
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)


class CardButtons(QWidget):
    """The buttons on one card. Transparent elsewhere, so that the card below can be pressed.

    Signals:
        edit_asked: Attachment id, and whether data is to be hidden.
        remove_asked: Attachment id.
    """

    edit_asked = Signal(str, bool)
    remove_asked = Signal(str)

    def __init__(self, attachment: Attachment) -> None:
        super().__init__()
        self._attachment_id = attachment.attachment_id
        self._foot = QHBoxLayout()
        # The words of the buttons stand where the name does, for all that is around them.
        inside = scaled(_AROUND_WORDS) - 1
        left, below = max(0, gap(_PADDING) - inside), gap(_GAP)
        self._foot.setContentsMargins(left, 0, left + below, below + 3)
        self._foot.setSpacing(0)
        if is_editable(attachment):
            tip = self.tr("Cover what nobody should see, for good (Enter opens the picture)")
            self._add(self.tr("Hide data"), attachment.name, tip).clicked.connect(self._on_hide_clicked)
            tip = self.tr("Look at it, crop it, draw and write on it (Enter)")
            self._add(self.tr("Mark up"), attachment.name, tip).clicked.connect(self._on_mark_up_clicked)
        self._foot.addStretch(1)
        tip = self.tr("Take this file off the ticket (Delete)")
        self._add(self.tr("Remove"), attachment.name, tip).clicked.connect(self._on_remove_clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addStretch(1)
        layout.addLayout(self._foot)

    def _add(self, text: str, name: str, tooltip: str) -> QPushButton:
        made = ElidedButton(text)
        made.setProperty("kind", "link")
        made.setToolTip(tooltip)
        made.setAccessibleName(fill(self.tr("%1: %2"), text, name))
        # The keyboard and screen readers have keys and a menu on the card: Tab goes past the cards in one step.
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._foot.addWidget(made)
        return made

    @Slot()
    def _on_hide_clicked(self) -> None:
        self.edit_asked.emit(self._attachment_id, True)

    @Slot()
    def _on_mark_up_clicked(self) -> None:
        self.edit_asked.emit(self._attachment_id, False)

    @Slot()
    def _on_remove_clicked(self) -> None:
        self.remove_asked.emit(self._attachment_id)


def is_editable(attachment: Attachment) -> bool:
    """Say whether the editor can open a file: pictures made of pixels, once they are copied."""
    is_picture = attachment.media_type.startswith("image/") and "svg" not in attachment.media_type
    return attachment.is_copied and is_picture
