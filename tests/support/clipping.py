"""Finds texts that do not fit: cut off by their own control, by what holds it, or covered by another."""

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QTextEdit,
    QWidget,
)

from desk_gui.ui.style import ElidedButton, ElidedLabel

_SLACK_PX: Final = 2
"""Sizes are rounded on the way from the font through the style sheet to the layout."""

_CONTROLS: Final = (QLabel, QAbstractButton, QLineEdit, QPlainTextEdit, QTextEdit, QTabBar)


def controls_of(window: QWidget) -> list[QWidget]:
    """Return every control that is shown in a window, other windows above it left out."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if isinstance(widget, _CONTROLS) and widget.isVisible() and widget.window() is window
    ]


def faults_of(window: QWidget) -> list[str]:
    """Say of every control that is shown what of it cannot be seen."""
    controls = controls_of(window)
    found = [f"{described(control)}: {fault}" for control in controls for fault in _faults(control, window)]
    return found + [f"{described(one)} lies over {described(other)}" for one, other in _overlapping(controls, window)]


def sideways_of(window: QWidget) -> list[str]:
    """Say what of a window has to be scrolled sideways; lists of pictures go that way by design."""
    areas = [area for area in window.findChildren(QScrollArea) if area.isVisible()]
    return [
        f"{area.objectName()}: {area.horizontalScrollBar().maximum()} px are out of sight"
        for area in areas
        if area.horizontalScrollBar().maximum() > 0
    ]


def described(widget: QWidget) -> str:
    """Name a control for a person who looks for it."""
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else widget.accessibleName()
    return f"{type(widget).__name__} {text!r}"


def _faults(control: QWidget, window: QWidget) -> Iterator[str]:
    if isinstance(control, QLabel):
        yield from _label_faults(control)
    elif isinstance(control, QAbstractButton) and control.text():
        wanted = control.sizeHint()
        if wanted.width() > control.width() + _SLACK_PX and not _is_elided_by_design(control):
            yield f"is {control.width()} wide and needs {wanted.width()}"
        if wanted.height() > control.height() + _SLACK_PX:
            yield f"is {control.height()} high and needs {wanted.height()}"
    elif isinstance(control, QTabBar) and control.sizeHint().width() > control.width() + _SLACK_PX:
        yield f"is {control.width()} wide and needs {control.sizeHint().width()}"
    yield from _cut_off(control, window)


def _label_faults(label: QLabel) -> Iterator[str]:
    if not label.text() or _is_elided_by_design(label):
        return
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        if needed > label.height() + _SLACK_PX:
            yield f"is {label.height()} high and needs {needed} at its width of {label.width()}"
        return
    wanted = label.sizeHint()
    if wanted.width() > label.width() + _SLACK_PX:
        yield f"is {label.width()} wide and needs {wanted.width()}"
    if wanted.height() > label.height() + _SLACK_PX:
        yield f"is {label.height()} high and needs {wanted.height()}"


def _is_elided_by_design(control: QWidget) -> bool:
    """Whether a text may end in an ellipsis: only where the tooltip has all of it."""
    return isinstance(control, ElidedLabel | ElidedButton) and bool(control.toolTip())


def _cut_off(control: QWidget, window: QWidget) -> Iterator[str]:
    """Look whether anything that holds the control is too small for it; where there is a scroll bar, it may be."""
    holder = control.parentWidget()
    while holder is not None and not control.isWindow():
        place = QRect(control.mapTo(holder, QPoint(0, 0)), control.size())
        room = holder.rect()
        area = holder.parentWidget()
        may_scroll_down = isinstance(area, QAbstractScrollArea) and area.viewport() is holder
        is_within_sideways = place.left() >= -_SLACK_PX and place.right() <= room.right() + _SLACK_PX
        if isinstance(area, QScrollArea) and may_scroll_down:
            scrolls = area.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            is_within_sideways = is_within_sideways or scrolls
        if not is_within_sideways:
            yield f"reaches from {place.left()} to {place.right()} in {type(holder).__name__} of {room.width()}"
            return
        is_within = place.top() >= -_SLACK_PX and place.bottom() <= room.bottom() + _SLACK_PX
        if not is_within and not may_scroll_down:
            yield f"reaches from {place.top()} down to {place.bottom()} in {type(holder).__name__} of {room.height()}"
            return
        if may_scroll_down or holder is window:
            return
        holder = holder.parentWidget()


def _overlapping(controls: list[QWidget], window: QWidget) -> Iterator[tuple[QWidget, QWidget]]:
    places = [(control, QRect(control.mapTo(window, QPoint(0, 0)), control.size())) for control in controls]
    for (one, here), (other, there) in combinations(places, 2):
        if one.isAncestorOf(other) or other.isAncestorOf(one) or _scrolls_apart(one, other):
            continue
        common = here.intersected(there)
        if common.width() > _SLACK_PX and common.height() > _SLACK_PX:
            yield one, other


def _scrolls_apart(one: QWidget, other: QWidget) -> bool:
    """Whether they are in different scroll areas: what is scrolled out of sight is cut off there."""
    return _area_of(one) is not _area_of(other)


def _area_of(widget: QWidget) -> QWidget | None:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QAbstractScrollArea):
            return parent
        parent = parent.parentWidget()
    return None
