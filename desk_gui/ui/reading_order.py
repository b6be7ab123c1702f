"""The Tab key goes the way the eye does: through each region of the window from its top, and along each row.

Much of the window is made only when it is needed. Qt's own order is that of making; this one looks where things stand.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QScrollArea, QWidget


def in_reading_order(boxes: Sequence[QRect]) -> list[int]:
    """Return the places of the boxes in `boxes`, row after row from the top, and along each row.

    What begins above the end of everything in a row belongs to it: two rows of buttons beside something tall stay two.
    """
    by_top = sorted(range(len(boxes)), key=lambda place: (boxes[place].top(), boxes[place].left()))
    rows: list[list[int]] = []
    bottom = -1
    for place in by_top:
        box = boxes[place]
        if rows and box.top() + min(box.height(), 24) // 2 <= bottom:
            rows[-1].append(place)
            bottom = min(bottom, box.bottom())
        else:
            rows.append([place])
            bottom = box.bottom()
    return [place for row in rows for place in sorted(row, key=lambda place: boxes[place].left())]


def stops(regions: Sequence[QWidget]) -> list[QWidget]:
    """Return what the Tab key stops at in these regions, which follow each other."""
    found: list[QWidget] = []
    for region in regions:
        if not region.isVisible():
            continue
        inside = [one for one in (region, *region.findChildren(QWidget)) if _is_stop(one)]
        boxes = [QRect(one.mapTo(region, QPoint()), one.size()) for one in inside]
        found += [inside[place] for place in in_reading_order(boxes)]
    return found


def _is_stop(widget: QWidget) -> bool:
    takes_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(takes_tab) and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None


def step(regions: Sequence[QWidget], *, forward: bool) -> bool:
    """Move the focus by one stop.

    Returns:
        Whether it could be moved; where the system stops at text fields only, or the focus is elsewhere, it is not.
    """
    hints = QGuiApplication.styleHints()
    focused = regions[0].window().focusWidget() if regions else None
    if focused is None or hints.tabFocusBehavior() != Qt.TabFocusBehavior.TabFocusAllControls:
        return False
    found = stops(regions)
    if focused not in found:
        return False
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stop = found[(found.index(focused) + (1 if forward else -1)) % len(found)]
    stop.setFocus(reason)
    _bring_into_view(stop)
    return True


def _bring_into_view(stop: QWidget) -> None:
    """Scroll to where the focus came: an area does so by itself only inside of it, and a list not for its buttons."""
    above = stop.parent()
    while isinstance(above, QWidget):
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(stop)
        elif isinstance(above, QAbstractItemView):
            above.scrollTo(above.indexAt(stop.mapTo(above.viewport(), stop.rect().center())))
        above = above.parent()
