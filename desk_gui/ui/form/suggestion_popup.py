"""The list under a field: people, or what was accepted before. Built when there is first something to show.

It is a part of the window and no window of its own: the field keeps the keyboard, so that typing goes on, every
shortcut works, and nothing depends on how a desktop places popups.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFont,
    QFontMetrics,
    QHideEvent,
    QPainter,
    QPalette,
)
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desk_gui.ui.theme import TARGET_HEIGHT, gap

_MOST_SHOWN = 7
_SIDE = 11
_BORDER = 3
"""The style sheet's border and padding."""

_LEAST_WIDTH_EM = 16
RowRole = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    """One line of the list. All texts are plain, and safe to show.

    Attributes:
        text: What stands first.
        detail: Below it, quieter; or "".
        tag: At the right end, quieter; or "".
        value: What choosing it means; None for a note, which cannot be chosen.
    """

    text: str
    detail: str = ""
    tag: str = ""
    value: object = None

    @property
    def spoken(self) -> str:
        """All of it, as a screen reader says it."""
        return ", ".join(part for part in (self.text, self.detail, self.tag) if part)


class SuggestionModel(QAbstractListModel):
    """The rows."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.suggestions: tuple[SuggestionRow, ...] = ()

    def show_rows(self, rows: Sequence[SuggestionRow]) -> None:
        """Show these in place of what is there."""
        self.beginResetModel()
        self.suggestions = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.suggestions)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row's text; screen readers are told all of it."""
        if not index.isValid():
            return None
        row = self.suggestions[index.row()]
        if role == RowRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return row.spoken
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let all rows but notes be chosen."""
        is_note = index.isValid() and self.suggestions[index.row()].value is None
        return Qt.ItemFlag.NoItemFlags if is_note else Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class SuggestionDelegate(QStyledItemDelegate):
    """Paints rows: a line, a quieter one below, a tag at the end. Nothing in them is markup."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Want one line or two; a note wraps."""
        row = _row_of(index)
        metrics = QFontMetrics(option.font)
        if row.value is None and isinstance(option.widget, SuggestionPopup):
            room = option.widget.row_width - 2 * _SIDE
            height = metrics.boundingRect(QRect(0, 0, max(room, 50), 10_000), _WRAP, row.text).height()
            return QSize(50, height + 2 * gap(8))
        lines = metrics.height() + (metrics.lineSpacing() if row.detail else 0)
        return QSize(50, max(TARGET_HEIGHT, lines + gap(12)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        row = _row_of(index)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        palette = option.palette
        ink = palette.color(QPalette.ColorRole.HighlightedText if is_chosen else QPalette.ColorRole.Text)
        dim = ink if is_chosen else palette.color(QPalette.ColorRole.PlaceholderText)
        painter.save()
        if is_chosen:
            painter.fillRect(option.rect, palette.color(QPalette.ColorRole.Highlight))
        if row.value is None:
            painter.setPen(dim)
            painter.drawText(_inside(option.rect), _WRAP | Qt.AlignmentFlag.AlignVCenter, row.text)
        else:
            self._paint_lines(painter, option, row, (ink, dim))
        painter.restore()

    def _paint_lines(
        self, painter: QPainter, option: QStyleOptionViewItem, row: SuggestionRow, colours: tuple[QColor, QColor]
    ) -> None:
        ink, dim = colours
        place = _inside(option.rect)
        metrics = QFontMetrics(option.font)
        tag_width = metrics.horizontalAdvance(row.tag)
        if tag_width > place.width() // 2:
            tag_width = 0
        first = QRect(place)
        if row.detail:
            first.setHeight(place.height() // 2)
        painter.setFont(option.font)
        painter.setPen(dim)
        if tag_width:
            painter.drawText(first, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), row.tag)
            first.setRight(first.right() - tag_width - gap(8))
        if row.detail:
            second = QRect(place)
            second.setTop(place.top() + place.height() // 2)
            painter.drawText(second, _MIDDLE, metrics.elidedText(row.detail, _ELIDE, second.width()))
            bold = QFont(option.font)
            bold.setWeight(QFont.Weight.DemiBold)
            painter.setFont(bold)
            metrics = QFontMetrics(bold)
        painter.setPen(ink)
        painter.drawText(first, _MIDDLE, metrics.elidedText(row.text, _ELIDE, first.width()))


_WRAP = Qt.TextFlag.TextWordWrap.value
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft) | Qt.TextFlag.TextSingleLine.value
_ELIDE = Qt.TextElideMode.ElideRight


def _inside(row: QRect) -> QRect:
    return row.adjusted(_SIDE, gap(4), -_SIDE, -gap(4))


def _row_of(index: _Index) -> SuggestionRow:
    row = index.data(RowRole)
    return row if isinstance(row, SuggestionRow) else SuggestionRow("")


class SuggestionPopup(QListView):
    """Shows rows below a field, above it where there is more room. The window owns it.

    Signals:
        row_chosen: The SuggestionRow that was clicked.

    Attributes:
        row_width: Of a row, in device-independent pixels; known before the list is laid out.
    """

    row_chosen = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("suggestions")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setMouseTracking(True)
        self.row_width = 0
        self.rows = SuggestionModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(SuggestionDelegate(self))
        self.clicked.connect(self._on_clicked)
        self.hide()

    def show_rows(self, rows: Sequence[SuggestionRow], name: str, field: QWidget) -> None:
        """Show rows at a field; the row that was chosen with the keys stays chosen.

        Args:
            rows: What to show; none hide the list.
            name: What the list is, for screen readers.
            field: It stands below this.
        """
        chosen = self.chosen_row()
        if not rows:
            self.hide()
            return
        self.setAccessibleName(name)
        self.rows.show_rows(rows)
        self._place(field)
        if chosen in self.rows.suggestions:
            self.setCurrentIndex(self.rows.index(self.rows.suggestions.index(chosen), 0))
        if self.isHidden():
            self.window().installEventFilter(self)
            self.show()
        self.raise_()

    def chosen_row(self) -> SuggestionRow | None:
        """Return the row that Enter would take, if there is one."""
        index = self.currentIndex()
        is_there = self.isVisible() and index.isValid() and bool(index.flags() & Qt.ItemFlag.ItemIsSelectable)
        return self.rows.suggestions[index.row()] if is_there else None

    def step(self, by: int) -> None:
        """Choose the next row, or the one before; past the ends none is chosen, and the field is as it was typed."""
        selectable = [place for place, row in enumerate(self.rows.suggestions) if row.value is not None]
        index = self.currentIndex()
        places = [None, *selectable]
        now = places.index(index.row()) if index.isValid() and index.row() in selectable else 0
        place = places[(now + by) % len(places)]
        self.setCurrentIndex(QModelIndex() if place is None else self.rows.index(place, 0))
        row = self.chosen_row()
        if row is not None:
            announce(self, row.spoken)

    def _place(self, field: QWidget) -> None:
        window = self.window()
        left_top = field.mapTo(window, QPoint(0, 0))
        room = window.rect()
        width = max(field.width(), _LEAST_WIDTH_EM * self.fontMetrics().height())
        edge = gap(8)
        width = min(width, room.width() - 2 * edge)
        left = max(edge, min(left_top.x(), room.right() - edge - width))
        self.row_width = width - 2 * _BORDER
        heights = [self.sizeHintForRow(place) for place in range(min(len(self.rows.suggestions), _MOST_SHOWN))]
        wanted = sum(heights) + 2 * _BORDER
        below = room.bottom() - edge - (left_top.y() + field.height())
        above = left_top.y() - edge
        goes_below = below >= min(wanted, 3 * TARGET_HEIGHT) or below >= above
        height = min(wanted, below if goes_below else above)
        top = left_top.y() + field.height() + 2 if goes_below else left_top.y() - height - 2
        self.setGeometry(left, top, width, height)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        row = self.rows.suggestions[index.row()]
        if row.value is not None:
            self.row_chosen.emit(row)

    # Qt's virtual methods

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go when the window changes under the list, or is clicked where nothing else takes the click."""
        if watched is self.parent() and event.type() in (QEvent.Type.Resize, QEvent.Type.MouseButtonPress):
            self.hide()
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Choose nothing, and stop watching the window."""
        super().hideEvent(event)
        self.window().removeEventFilter(self)
        self.setCurrentIndex(QModelIndex())


def announce(widget: QWidget, sentence: str) -> None:
    """Tell screen readers."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))
