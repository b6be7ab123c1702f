"""Measures contrast on what a window really looks like: its texts, the borders of its fields, its focus ring.

Nothing here knows a colour: a window is rendered, and its pixels are compared as WCAG 2.2 says (1.4.3, 1.4.11, 2.4.7).
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QRegion
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)
from support.clipping import described

TEXT: Final = 4.5
PART: Final = 3.0

_RATIO: Final = 3
"""Pixels to each device-independent one: large enough that most of a letter is not its softened edge."""

_INK_SHARE: Final = 0.12
"""A colour that this much of what is not background has is one that something is written in."""

_ROW_INK_SHARE: Final = 0.04
"""The same in a row of a list, where several texts share the area; no softened edge has as much."""

_LARGEST: Final = (420, 120)
_FRAME_PX: Final = 3
_RING_PIXELS: Final = 60
"""So many pixels at least change visibly where the focus comes; a cursor alone has fewer."""

_FIELDS: Final = (QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox)


@lru_cache(maxsize=65536)
def _luminance(colour: int) -> float:
    parts = [(colour >> shift & 255) / 255 for shift in (16, 8, 0)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: int, other: int) -> float:
    """Return the contrast of two colours (0xRRGGBB), 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@dataclass(frozen=True, slots=True)
class Picture:
    """A part of a window as it is rendered, enlarged.

    Attributes:
        image: Of the part.
        corner: The part's upper left corner in the window, in device-independent pixels.
    """

    image: QImage
    corner: QPoint

    @classmethod
    def of(cls, window: QWidget, part: QRect, ratio: int = _RATIO) -> "Picture":
        """Render a part of a window with all that stands in it."""
        image = QImage(part.size() * ratio, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(window.palette().window().color())
        window.render(image, QPoint(0, 0), QRegion(part))
        return cls(image, part.topLeft())

    def pixels(self, area: QRect) -> list[int]:
        """Return the colours of an area of the window, row by row."""
        ratio = round(self.image.devicePixelRatio())
        inside = QRect((area.topLeft() - self.corner) * ratio, area.size() * ratio).intersected(self.image.rect())
        if inside.isEmpty():
            return []
        cut = self.image.copy(inside)
        words = memoryview(cut.constBits()).cast("I")
        stride = cut.bytesPerLine() // 4
        rows = (words[y * stride : y * stride + cut.width()] for y in range(cut.height()))
        return [word & 0xFFFFFF for row in rows for word in row]


def faults_of_texts(window: QWidget) -> list[str]:
    """Say of every text that is to be seen in a window what of it has too little contrast."""
    faults = []
    for line in window.findChildren(QLineEdit):
        line.deselect()
    picture = Picture.of(window, window.rect())
    areas = [(described(widget), _in_window(widget, _text_area(widget))) for widget in _shown(window)]
    for name, area in [*areas, *_parts_with_text(window)]:
        for ratio, ink, ground in _inks(picture.pixels(area)):
            if ratio < TEXT:
                faults.append(f"{name}: #{ink:06x} on #{ground:06x} is {ratio:.2f}:1")
    return faults


def _parts_with_text(window: QWidget) -> Iterator[tuple[str, QRect]]:
    """Yield the texts that are no widgets: tabs, and what is in a menu."""
    for bar in window.findChildren(QTabBar):
        if bar.isVisible():
            for number in range(bar.count()):
                inside = bar.tabRect(number).adjusted(_FRAME_PX, _FRAME_PX, -_FRAME_PX, -_FRAME_PX)
                yield bar.tabText(number), _in_window(bar, inside)
    if isinstance(window, QMenu):
        for action in window.actions():
            if action.text():
                yield action.text(), window.actionGeometry(action)


def faults_of_borders(window: QWidget) -> list[str]:
    """Say which fields and check boxes have an edge that does not stand out from what is around them."""
    faults = []
    picture = Picture.of(window, window.rect())
    for widget in _shown(window):
        box = _bordered(widget)
        if box is None or widget.visibleRegion().boundingRect().size() != widget.size():
            continue
        ratio = _edge_contrast(picture, QRect(widget.mapTo(window, box.topLeft()), box.size()))
        if ratio < PART:
            faults.append(f"{described(widget)}: its border is {ratio:.2f}:1")
    return faults


def faults_of_rings(window: QWidget) -> list[str]:
    """Give the focus to everything that takes it by Tab, and say where that is hardly to be seen."""
    faults = []
    for widget in focusable(window):
        window.setFocus(Qt.FocusReason.OtherFocusReason)
        _drop_focus(window)
        before = Picture.of(widget, widget.rect(), 1).pixels(widget.rect())
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        after = Picture.of(widget, widget.rect(), 1).pixels(widget.rect())
        pairs = Counter(pair for pair in zip(before, after, strict=True) if pair[0] != pair[1])
        seen = sum(count for (one, other), count in pairs.items() if contrast(one, other) >= PART)
        if seen < _RING_PIXELS:
            faults.append(f"{described(widget)}: {seen} pixels tell that it has the focus")
    return faults


def focusable(window: QWidget) -> list[QWidget]:
    """Return what takes the focus by Tab, can be seen whole, and stands in this window."""
    return [
        widget
        for widget in _shown(window)
        if widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and widget.visibleRegion().boundingRect().size() == widget.size()
    ]


def _drop_focus(window: QWidget) -> None:
    focused = window.focusWidget()
    if focused is not None:
        focused.clearFocus()
    QApplication.processEvents()


def _shown(window: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible() and widget.window() is window and not widget.visibleRegion().isEmpty()
    ]


def _in_window(widget: QWidget, area: QRect) -> QRect:
    return QRect(widget.mapTo(widget.window(), area.topLeft()), area.size())


def _has_text(widget: QWidget) -> bool:
    if isinstance(widget, QLabel | QAbstractButton):
        return bool(widget.text().strip())
    if isinstance(widget, QLineEdit):
        is_part = isinstance(widget.parentWidget(), QAbstractSpinBox)
        return bool(widget.text() or widget.placeholderText()) and not is_part
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return bool(widget.toPlainText() or widget.placeholderText())
    return isinstance(widget, QComboBox) and bool(widget.currentText())


def _is_covered(widget: QWidget, seen: QRect) -> bool:
    """Whether something else lies over it, such as a list of suggestions."""
    window = widget.window()
    above = window.childAt(widget.mapTo(window, seen.center()))
    return (
        above is not None and above is not widget and not widget.isAncestorOf(above) and not above.isAncestorOf(widget)
    )


def _text_area(widget: QWidget) -> QRect:
    """Return where a widget's own text stands, as far as it is seen; empty when it has none."""
    seen = widget.visibleRegion().boundingRect()
    is_long = isinstance(widget, QPlainTextEdit | QTextEdit)
    if not _has_text(widget) or _is_covered(widget, seen) or not (is_long or seen.size() == widget.size()):
        return QRect()
    frame = 0 if isinstance(widget, QLabel) else _FRAME_PX
    area = seen.intersected(widget.rect().adjusted(frame, frame, -frame, -frame))
    if isinstance(widget, QPushButton) and widget.isChecked():
        # The bar along its foot is no text.
        area.setBottom(area.bottom() - widget.height() // 8)
    if isinstance(widget, QToolButton) and widget.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextUnderIcon:
        area.setTop(area.bottom() - widget.fontMetrics().height() - 2 * _FRAME_PX)
    elif isinstance(widget, QCheckBox):
        area.setLeft(_indicator(widget).right() + _FRAME_PX)
    elif isinstance(widget, QAbstractButton) and not widget.icon().isNull():
        area.setLeft(area.left() + widget.iconSize().width() + 2 * _FRAME_PX)
    return QRect(area.topLeft(), area.size().boundedTo(QSize(*_LARGEST))) if is_long else area


def _inks(pixels: list[int]) -> Iterator[tuple[float, int, int]]:
    """Find the colours in which something is written, and their contrast to what most of the area is."""
    counts = Counter(pixels)
    if not counts:
        return
    ground, many = counts.most_common(1)[0]
    rest = len(pixels) - many
    inks = [colour for colour, count in counts.items() if colour != ground and count >= _INK_SHARE * rest]
    if not inks:
        # Nothing stands out at all: the text has the colour of its ground, or nearly.
        inks = [max(counts, key=lambda colour: contrast(colour, ground))]
    for ink in inks:
        yield contrast(ink, ground), ink, ground


def _bordered(widget: QWidget) -> QRect | None:
    if isinstance(widget, QCheckBox):
        return _indicator(widget)
    is_field = isinstance(widget, _FIELDS) and not isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox)
    reads_only = isinstance(widget, QTextEdit | QPlainTextEdit) and widget.isReadOnly()
    return widget.rect() if is_field and not reads_only and widget.isEnabled() else None


def _indicator(box: QCheckBox) -> QRect:
    option = QStyleOptionButton()
    box.initStyleOption(option)
    return box.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, box)


def _edge_contrast(picture: Picture, box: QRect) -> float:
    """Return the least contrast, over the four edges, of the line at the edge to what is outside of it."""
    middle, far = box.center(), 4
    strips = (
        QRect(box.left() - far, middle.y(), 2 * far, 1),
        QRect(box.right() + 1 - far, middle.y(), 2 * far, 1),
        QRect(middle.x(), box.top() - far, 1, 2 * far),
        QRect(middle.x(), box.bottom() + 1 - far, 1, 2 * far),
    )
    ratios = []
    for strip, is_far_side in zip(strips, (False, True, False, True), strict=True):
        across = picture.pixels(strip)
        # One line of pixels across the edge is enough; at the end of the window there is nothing outside.
        row = across[::_RATIO] if strip.width() == 1 else across[: strip.width() * _RATIO]
        if len(row) < 2 * far * _RATIO:
            continue
        outside = row[-1] if is_far_side else row[0]
        ratios.append(max(contrast(colour, outside) for colour in row))
    return min(ratios, default=21.0)


def faults_of_rows(view: QAbstractItemView, *, not_text: frozenset[int] = frozenset()) -> list[str]:
    """Say of every row of a list, painted without what lies on it, which of its texts has too little contrast.

    Args:
        view: The list.
        not_text: Colours of what is painted there besides text, such as the track of a progress bar.
    """
    faults = []
    model = view.model()
    for number in range(model.rowCount()):
        index = model.index(number, 0)
        for is_selected in (False, True):
            option = QStyleOptionViewItem()
            view.initViewItemOption(option)
            option.rect = QRect(0, 0, view.viewport().width(), view.sizeHintForIndex(index).height())
            if is_selected:
                option.state |= QStyle.StateFlag.State_Selected
            image = QImage(option.rect.size() * _RATIO, QImage.Format.Format_RGB32)
            image.setDevicePixelRatio(_RATIO)
            image.fill(view.window().palette().window().color())
            painter = QPainter(image)
            view.itemDelegateForIndex(index).paint(painter, option, index)
            painter.end()
            seen = Picture(image, QPoint(0, 0)).pixels(option.rect.adjusted(6, 2, -6, -3))
            faults += _faults_of_row(seen, not_text, f"row {number} of {view.objectName()}")
    return faults


def _faults_of_row(pixels: list[int], not_text: frozenset[int], name: str) -> list[str]:
    counts = Counter(pixels)
    ground, many = counts.most_common(1)[0]
    least = _ROW_INK_SHARE * (len(pixels) - many)
    inks = {colour for colour, count in counts.items() if colour != ground and count >= least} - not_text
    faults = [(contrast(ink, ground), ink) for ink in inks]
    return [f"{name}: #{ink:06x} on #{ground:06x} is {ratio:.2f}:1" for ratio, ink in faults if ratio < TEXT]
