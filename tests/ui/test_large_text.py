"""Text twice as large, and a screen a quarter as large: everything can be reached, by scrolling where it must."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QHBoxLayout, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot
from support.all_windows import WINDOWS, Stage
from support.clipping import controls_of, described, faults_of

from desk_gui.ui.main_window import MainWindow
from desk_gui.ui.reach import let_scroll
from desk_gui.ui.theme import SMALLEST_TEXT_PT

SCREEN = QSize(1366, 768)
AT_400_PERCENT = SCREEN / 4

pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)


@pytest.fixture
def make_large(qapp: QApplication, make_stage: Callable[[str], Stage]) -> Iterator[Callable[[float], Stage]]:
    """Make stages with text that is so many times as large."""
    before = QFont(qapp.font())

    def make(times: float) -> Stage:
        font = QFont(before)
        font.setPointSizeF(times * SMALLEST_TEXT_PT)
        qapp.setFont(font)
        return make_stage("light")

    yield make
    qapp.setFont(before)


def show(stage: Stage, name: str, size: QSize, qtbot: QtBot) -> QWidget:
    window = WINDOWS[name](stage)
    # A window manager gives a window what there is, and no more.
    window.resize(size if name.startswith(("main", "editor")) else window.size().boundedTo(size))
    if not window.isVisible():
        window.show()
    qtbot.waitUntil(window.isVisible)
    for _ in range(3):
        QApplication.processEvents()
    return window


@pytest.mark.parametrize("name", WINDOWS)
def test_at_twice_the_text_nothing_is_cut_off(make_large: Callable[[float], Stage], name: str, qtbot: QtBot) -> None:
    window = show(make_large(2), name, SCREEN, qtbot)
    assert window.width() <= SCREEN.width()
    assert window.height() <= SCREEN.height()
    assert faults_of(window) == []


def test_large_controls_make_nothing_smaller(make_large: Callable[[float], Stage], qtbot: QtBot) -> None:
    stage = make_large(2)
    window = show(stage, "main, empty", SCREEN, qtbot)
    before = {one: one.sizeHint().height() for one in controls_of(window)}
    stage.theme.set_large(is_large=True)
    for _ in range(3):
        QApplication.processEvents()
    assert [described(one) for one, height in before.items() if one.sizeHint().height() < height] == []


@pytest.mark.parametrize("name", [name for name in WINDOWS if name != "countdown"])
def test_at_400_percent_everything_can_be_scrolled_to(
    make_large: Callable[[float], Stage], name: str, qtbot: QtBot
) -> None:
    window = show(make_large(1), name, AT_400_PERCENT, qtbot)
    if isinstance(window, QMenu):
        return  # A menu scrolls by itself.
    let_scroll(window, AT_400_PERCENT)
    window.resize(AT_400_PERCENT)
    for _ in range(3):
        QApplication.processEvents()
    assert window.width() <= AT_400_PERCENT.width()
    assert window.height() <= AT_400_PERCENT.height()
    assert [described(control) for control in controls_of(window) if not can_be_reached(control, window)] == []


def test_what_has_the_focus_keeps_it_and_tab_scrolls_to_the_next(
    make_large: Callable[[float], Stage], qtbot: QtBot
) -> None:
    window = show(make_large(1), "main, empty", AT_400_PERCENT, qtbot)
    window.activateWindow()
    assert isinstance(window, MainWindow)
    window.form.title.setFocus()
    let_scroll(window, AT_400_PERCENT)
    qtbot.waitUntil(window.form.title.hasFocus)
    for editor in (window.form.title, window.form.requester_id):
        assert editor.hasFocus()
        qtbot.waitUntil(lambda: is_seen(editor))  # noqa: B023 - it is waited for here
        QTest.keyClick(editor, Qt.Key.Key_Tab)


def is_seen(widget: QWidget) -> bool:
    """Whether all of its height is in sight."""
    return widget.visibleRegion().boundingRect().height() == widget.height()


def can_be_reached(control: QWidget, window: QWidget) -> bool:
    """Whether all of a control is in sight, or within what is scrolled to."""
    inner: QWidget = control
    while True:
        holder = inner.parentWidget()
        if holder is None or inner is window:
            return True
        area = QRect(inner.mapTo(holder, QPoint(0, 0)), inner.size())
        scroll = holder.parentWidget()
        is_scrolled = isinstance(scroll, QAbstractScrollArea) and scroll.viewport() is holder
        if not is_scrolled and not holder.rect().adjusted(-2, -2, 2, 2).contains(area):
            return False
        inner = scroll if is_scrolled and scroll is not None else holder


def test_what_fits_is_left_as_it_is(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(AT_400_PERCENT)
    QHBoxLayout(window).addWidget(QLabel("short"))
    layout = window.layout()
    let_scroll(window, AT_400_PERCENT)
    assert window.layout() is layout
    label = QLabel("much too long for a screen of that size, and not to be broken", window)
    label.setGeometry(0, 0, 600, 20)
    assert not can_be_reached(label, window)
