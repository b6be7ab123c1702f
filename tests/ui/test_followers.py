"""Followers: added, taken out, moved with buttons and keys."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desk_gui.ui.form.followers_editor import FollowersEditor

THREE = (("1", "Ada"), ("2", "Bo"), ("3", "Chen"))


@pytest.fixture
def editor(qtbot: QtBot) -> Iterator[FollowersEditor]:
    made = FollowersEditor("Follower ID", "Follower name", "Add follower")
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    made.set_pairs(THREE)
    yield made
    made.close()


def order(editor: FollowersEditor) -> str:
    return "".join(first for first, _ in editor.pairs())


def tops(editor: FollowersEditor) -> list[int]:
    return [row.geometry().top() for row in editor.rows]


def test_rows_move_with_buttons(editor: FollowersEditor, qtbot: QtBot) -> None:
    with qtbot.waitSignal(editor.changed):
        editor.rows[0].down.click()
    assert order(editor) == "213"
    editor.rows[2].up.click()
    assert order(editor) == "231"
    qtbot.waitUntil(lambda: tops(editor) == sorted(tops(editor)))
    assert [row.up.isEnabled() for row in editor.rows] == [False, True, True]
    assert [row.down.isEnabled() for row in editor.rows] == [True, True, False]


def test_rows_move_with_keys_and_the_cursor_stays_in_its_row(editor: FollowersEditor) -> None:
    name = editor.rows[0].name
    name.setFocus()
    for _ in range(5):
        QTest.keyClick(name, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert order(editor) == "231"
    assert name.hasFocus()
    QTest.keyClick(name, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert order(editor) == "213"


def test_focus_is_not_lost_at_the_end(editor: FollowersEditor) -> None:
    row = editor.rows[1]
    row.down.setFocus()
    QTest.keyClick(row.down, Qt.Key.Key_Space)

    assert order(editor) == "132"
    assert row.id.hasFocus(), "the button that was pressed is disabled now"


def test_tab_goes_down_the_rows_as_they_stand(editor: FollowersEditor) -> None:
    editor.rows[0].down.click()
    first, second = editor.rows[0].id, editor.rows[1].id
    first.setFocus()
    order_seen = []
    for _ in range(5):
        QTest.keyClick(editor.window().focusWidget(), Qt.Key.Key_Tab)
        order_seen.append(editor.window().focusWidget())

    assert second in order_seen
    assert order_seen[0] is editor.rows[0].name


def test_rows_are_added_and_taken_out(editor: FollowersEditor) -> None:
    buttons = editor.findChildren(QPushButton)
    next(made for made in buttons if made.text() == "Add follower").click()
    assert editor.rows[-1].id.hasFocus()
    QTest.keyClicks(editor.rows[-1].id, "4")
    assert order(editor) == "1234"
    next(made for made in buttons if made.accessibleName() == "Remove 2").click()

    assert order(editor) == "134"


def test_every_control_has_a_name_of_its_own(editor: FollowersEditor) -> None:
    names = [made.accessibleName() for row in editor.rows for made in (row.id, row.name, row.up, row.down)]

    assert all(names)
    assert len(set(names)) == len(names)


def test_none_leaves_one_empty_row(editor: FollowersEditor) -> None:
    editor.set_pairs(())

    assert (editor.pairs(), len(editor.rows)) == ((), 1)
