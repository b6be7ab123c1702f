"""How a ticket's row looks: its title, one sentence, its ID, and how far it got."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desk_gui.outbox.events import UploadProgressed
from desk_gui.outbox.tickets import Hold, State, TicketRow
from desk_gui.ui.theme import Theme, Tokens, fixed_font_family, gap, half_scaled, scaled
from desk_gui.ui.tickets.model import Heading, ProgressRole, RowRole, TicketModel
from desk_gui.ui.tickets.row_buttons import actions_for
from desk_gui.ui.words import full_stop, joined, state_sentence, state_words

_SIDE = 16
_TOP = 9
_AROUND_BUTTONS = 18
_BAR_HEIGHT = 4
_NEW_LINE = "\N{LINE SEPARATOR}"

_ICONS = {
    State.DRAFT: "✎",
    State.QUEUED: "◷",
    State.UPLOADING: "↑",
    State.CREATING: "↑",
    State.CREATED: "✓",
    State.REJECTED: "✕",
    State.UNCONFIRMED: "?",
    State.CANCELLED: "⊘",
}


class TicketDelegate(QStyledItemDelegate):
    """Paints headings and tickets."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._mono = fixed_font_family()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return a row's height in the view's width."""
        width = self._view.viewport().width()
        line = index.data(RowRole)
        if not isinstance(line, TicketRow):
            return QSize(width, option.fontMetrics.height() + gap(10))
        model = index.model()
        top = half_scaled(_TOP)
        height = top + option.fontMetrics.height() + 3
        if isinstance(model, TicketModel):
            height += int(self._laid_out(line, model, option, width).boundingRect().height())
        if isinstance(index.data(ProgressRole), UploadProgressed):
            height += _BAR_HEIGHT + option.fontMetrics.height() + 6
        has_bar_of_buttons = line.state is not State.CREATED and bool(actions_for(line))
        below = self._theme.row_button_height() + half_scaled(_AROUND_BUTTONS) if has_bar_of_buttons else top
        return QSize(width, height + below + 1)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one line of the list."""
        line = index.data(RowRole)
        model = index.model()
        if not isinstance(model, TicketModel):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(line, Heading):
            self._paint_heading(painter, option.rect, model.heading_text(line), option.font)
        elif isinstance(line, TicketRow):
            self._paint_ticket(painter, option, line, model, index.data(ProgressRole))
        painter.restore()

    def _paint_heading(self, painter: QPainter, area: QRect, text: str, font: QFont) -> None:
        tokens = self._theme.tokens
        painter.fillRect(area, QColor(tokens.background))
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), QColor(tokens.line))
        painter.setFont(_smaller(font))
        painter.setPen(QColor(tokens.dim))
        painter.drawText(area.adjusted(gap(_SIDE), 0, -gap(_SIDE), 0), Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_ticket(
        self, painter: QPainter, option: QStyleOptionViewItem, row: TicketRow, model: TicketModel, progress: object
    ) -> None:
        tokens = self._theme.tokens
        area = option.rect
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(area, QColor(tokens.soft if is_selected else tokens.panel))
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), QColor(tokens.line))
        if is_selected:
            # Not by its tint alone.
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            painter.drawRect(QRect(area.left(), area.top(), 3, area.height() - 1))
        side, top = gap(_SIDE), area.top() + half_scaled(_TOP)
        title = QRect(area.left() + side, top, area.width() - 2 * side, option.fontMetrics.height())
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(tokens.ink))
        text = painter.fontMetrics().elidedText(model.title_of(row), Qt.TextElideMode.ElideRight, title.width())
        painter.drawText(title, Qt.AlignmentFlag.AlignVCenter, text)
        layout = self._laid_out(row, model, option, area.width())
        layout.draw(painter, QPointF(title.left(), title.bottom() + 3))
        if isinstance(progress, UploadProgressed):
            below = title.bottom() + 3 + layout.boundingRect().height()
            bar = QRectF(title.left(), below + 5, title.width(), _BAR_HEIGHT)
            self._paint_progress(painter, bar, progress, model, option.font)

    def _paint_progress(
        self, painter: QPainter, bar: QRectF, progress: UploadProgressed, model: TicketModel, font: QFont
    ) -> None:
        tokens = self._theme.tokens
        share = progress.sent_bytes / progress.total_bytes if progress.total_bytes else 1.0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.soft))
        painter.drawRoundedRect(bar, 2, 2)
        painter.setBrush(QColor(tokens.accent))
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width() * min(1.0, share), bar.height()), 2, 2)
        painter.setFont(_smaller(font))
        painter.setPen(QColor(tokens.dim))
        below = QRectF(bar.left(), bar.bottom() + 1, bar.width(), painter.fontMetrics().height() + 2)
        text = f"{int(100 * share)} % · {model.progress_text(progress)}".rstrip(" ·")
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(below.width()))
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, shown)

    def _laid_out(self, row: TicketRow, model: TicketModel, option: QStyleOptionViewItem, width: int) -> QTextLayout:
        """Lay the second line out: the state in its colour, then the sentence, the ID in fixed width."""
        tokens = self._theme.tokens
        lead = f"{_ICONS[row.state]} {state_words(row)}"
        sentence = state_sentence(row)
        code = row.ticket_id or row.reference
        rest = " · ".join(part for part in (code, self._practice_word(model), model.when(row)) if part)
        # What it is called stands on a line of its own where a sentence goes before.
        text = f"{joined(full_stop(lead), sentence)}{_NEW_LINE}" if sentence else f"{lead} · "
        code_at = len(text)
        text += rest
        layout = QTextLayout(text, _smaller(option.font))
        layout.setFormats(
            [
                _format(0, len(text), tokens.dim),
                _format(text.index(lead), len(lead), _state_colour(row, tokens)),
                _format(code_at, len(code), tokens.ok if row.ticket_id else tokens.ink, self._mono),
            ]
        )
        wrap = QTextOption()
        wrap.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(wrap)
        # A filed ticket keeps its one line clear of the Copy button at its end.
        room = width - 2 * gap(_SIDE) - (scaled(72) if row.state is State.CREATED and row.ticket_id else 0)
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(60, room))
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout

    def _practice_word(self, model: TicketModel) -> str:
        return self.tr("practice") if model.is_practice else ""


def _format(start: int, length: int, colour: str, family: str = "") -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start = start
    made.length = length
    style = QTextCharFormat()
    style.setForeground(QBrush(QColor(colour)))
    if family:
        style.setFontFamilies([family])
    made.format = style
    return made


def _state_colour(row: TicketRow, tokens: Tokens) -> str:
    match row.state:
        case State.CREATED:
            return tokens.ok
        case State.REJECTED:
            return tokens.bad
        case State.UNCONFIRMED:
            return tokens.warn
        case State.QUEUED:
            return tokens.dim if row.hold is Hold.NONE else tokens.warn
        case State.UPLOADING | State.CREATING:
            return tokens.accent
    return tokens.dim


def _smaller(font: QFont) -> QFont:
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * 0.86)
    return made
