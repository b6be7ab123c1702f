"""The Tab key in every window and dialog: it comes everywhere, the way the eye does, and where it is can be seen."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot
from support.all_windows import WINDOWS, Stage

from desk_gui.ui.reading_order import stops
from desk_gui.ui.templates.manager import TemplateManager

NAMES = [name for name in WINDOWS if "menu" not in name and name != "countdown"]
POPUPS = "does not support grabbing the keyboard"


@pytest.fixture
def show(make_stage: Callable[[str], Stage], qtbot: QtBot) -> Callable[[str], QWidget]:
    """Show a window of those that there are, in front."""

    def make(name: str) -> QWidget:
        window = WINDOWS[name](make_stage("light"))
        window.show()
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
        for _ in range(10):
            QApplication.processEvents()
        return window

    return make


def walk(window: QWidget) -> list[QWidget]:
    """Press Tab until the focus is where it was before; nothing that it comes to is out of sight."""
    if window.focusWidget() is None:
        QTest.keyClick(window, Qt.Key.Key_Tab)
    walked: list[QWidget] = []
    focused = window.focusWidget()
    while focused is not None and focused not in walked:
        walked.append(focused)
        assert not focused.visibleRegion().isEmpty(), focused.accessibleName()
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        QApplication.processEvents()
        focused = window.focusWidget()
    return walked


def is_one_of_several(widget: QWidget) -> bool:
    """Whether the arrow keys lead to a button from the chosen one of its group."""
    return isinstance(widget, QAbstractButton) and widget.autoExclusive() and not widget.isChecked()


@pytest.mark.qt_log_ignore(POPUPS, extend=True)
@pytest.mark.parametrize("name", NAMES)
def test_it_comes_everywhere_and_shows_where_it_is(show: Callable[[str], QWidget], name: str) -> None:
    window = show(name)
    walked = walk(window)
    missed = [one.accessibleName() for one in stops([window]) if one not in walked and not is_one_of_several(one)]
    assert missed == []


@pytest.mark.qt_log_ignore(POPUPS, extend=True)
@pytest.mark.parametrize("name", ["who is filing", "reported by", "it arrived", "templates, saved", "quit"])
def test_in_a_small_dialog_it_goes_along_rows(show: Callable[[str], QWidget], name: str) -> None:
    window = show(name)
    expected = stops([window])
    walked = walk(window)
    start = expected.index(walked[0])
    assert walked == expected[start:] + expected[:start]


def test_templates_are_walked_side_by_side(show: Callable[[str], QWidget]) -> None:
    manager = show("templates, managed")
    assert isinstance(manager, TemplateManager)
    names = [one.accessibleName() for one in walk(manager)]
    expected = ["Templates", "Move down", "Delete", "Template's name", "Low", "Assigned team", "Field 2", "Value 2"]
    expected += ["Add field", "New from form…", "Export…", "Close"]
    assert [name for name in names if name in expected] == expected

    manager.new.setFocus()
    QTest.keyClick(manager.new, Qt.Key.Key_Backtab)
    add = manager.focusWidget()
    assert add is not None
    assert add.accessibleName() == "Add field"
    assert add.visibleRegion().boundingRect().size() == add.size(), "scrolled to"
