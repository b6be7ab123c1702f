"""The text of attached files in the description: by the card's menu and by a drop on the field, in the real window."""

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pytest
from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot
from support.desk_window import API_KEY, API_SECRET, DeskWindow, desk_window
from support.mimes import picture
from support.misbehaving import Misbehaving

from desk_gui.outbox.desk_text import LONGEST_TEXT, LONGEST_TEXT_LINE
from desk_gui.ui.attachments.card_actions import CardAction
from desk_gui.ui.form.description_editor import DescriptionEditor
from desk_gui.ui.form.fields import LARGEST_PASTE
from desk_gui.ui.form.quiet_line import QuietLine
from desk_gui.ui.text import size_text

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LONGEST_STILL_S = 0.4
"""Nobody notices a window that stands still for less, and the machine may be busy with other tests."""

pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Misbehaving]:
    with Misbehaving(data_dir=tmp_path / "server", api_key=API_KEY, api_secret=API_SECRET) as running:
        yield running


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot, tmp_path: Path, server: Misbehaving) -> Iterator[DeskWindow]:
    with desk_window(qapp, qtbot, tmp_path / "data", server) as shown:
        shown.wait(lambda: shown.desktop.receiver is not None)
        yield shown


class Pulse(QObject):
    """Beats as often as the window's thread lets it, and keeps the longest time it did not."""

    def __init__(self) -> None:
        super().__init__()
        self.longest_s = 0.0
        self._last_at = perf_counter()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_timer_timeout)
        self._timer.start(1)

    @Slot()
    def _on_timer_timeout(self) -> None:
        now = perf_counter()
        self.longest_s, self._last_at = max(self.longest_s, now - self._last_at), now


def editor_of(desk: DeskWindow) -> DescriptionEditor:
    return desk.window.form.description


def line_of(desk: DeskWindow) -> QuietLine:
    """The line under the description that is about files."""
    field = editor_of(desk).parentWidget()
    assert field is not None
    shown = [made for made in field.findChildren(QuietLine) if made.isVisible()]
    assert len(shown) <= 1
    return shown[0] if shown else QuietLine()


def press(desk: DeskWindow, text: str) -> None:
    """Press a button of that line."""
    (found,) = [made for made in line_of(desk).findChildren(QPushButton) if made.text() == text and made.isVisible()]
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def attach(desk: DeskWindow, *paths: Path) -> None:
    desk.window.tray.take_paths(list(paths))
    desk.wait(lambda: are_copied(desk))
    desk.window.tray.cards.go_to(0)


def are_copied(desk: DeskWindow) -> bool:
    return all(one.is_copied for one in desk.window.tray.attachments())


def made(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def drop(desk: DeskWindow, at: QPoint, *paths: Path) -> None:
    """Drop files at a place in the window, as another program would, and wait for their copies."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys, copy = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    enter = QDragEnterEvent(at, copy, mime, buttons, keys)
    QApplication.sendEvent(desk.window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(desk.window, QDropEvent(QPointF(at), copy, mime, buttons, keys))
    desk.wait(lambda: are_copied(desk))


def on_description(desk: DeskWindow) -> QPoint:
    editor = editor_of(desk)
    return editor.mapTo(desk.window, editor.rect().center())


def test_the_menu_puts_a_files_text_into_the_description_in_one_step(desk: DeskWindow, tmp_path: Path) -> None:
    attach(desk, made(tmp_path, "visit.log", "jam\r\n```\ntray 3\n"))
    editor = editor_of(desk)
    editor.setFocus()
    QTest.keyClicks(editor, "It said")
    desk.window.tray.cards.go_to(0)
    QTest.keyClick(desk.window.tray.cards, Qt.Key.Key_F10, SHIFT)
    menu = next(one for one in desk.window.tray.cards.findChildren(QMenu) if one.isVisible())
    entry = next(one for one in menu.actions() if one.data() is CardAction.TEXT)
    assert entry.text() == "Put its text into the description\tCtrl+T"
    entry.trigger()
    menu.close()

    text = "It said\n\nFrom the attached file `visit.log`:\n````\njam\n```\ntray 3\n````\n"
    desk.wait(lambda: editor.toPlainText() == text)
    assert [one.name for one in desk.window.tray.attachments()] == ["visit.log"]
    assert line_of(desk).sentence == "The text of “visit.log” is in the description. The file stays attached."
    assert desk.window.focusWidget() is editor, "whoever asked on the card goes where the text is"
    QTest.keySequence(editor, QKeySequence(QKeySequence.StandardKey.Undo))
    assert editor.toPlainText() == "It said"
    assert line_of(desk).sentence == ""
    QTest.keySequence(editor, QKeySequence(QKeySequence.StandardKey.Redo))
    QTest.keyClicks(editor, " x")
    editor.undo()
    assert editor.toPlainText() == text, "what is typed on is a step of its own"


def test_by_key_and_taken_out_again(desk: DeskWindow, tmp_path: Path) -> None:
    attach(desk, made(tmp_path, "a.csv", "1;2"), made(tmp_path, "b.json", "{}"), made(tmp_path, "c.xml", "<a/>"))
    desk.window.tray.cards.selectAll()
    QTest.keyClick(desk.window.tray.cards, Qt.Key.Key_T, CONTROL)
    sentence = "The text of 3 files is in the description. The files stay attached."
    desk.wait(lambda: line_of(desk).sentence == sentence)
    text = editor_of(desk).toPlainText()
    assert [text.index(part) for part in ("1;2", "{}", "<a/>")] == sorted(map(text.index, ("1;2", "{}", "<a/>")))
    assert line_of(desk).buttons == ("Take it out again", "OK")
    press(desk, "Take it out again")
    assert editor_of(desk).toPlainText() == ""
    assert not line_of(desk).isVisible()
    assert len(desk.window.tray.attachments()) == 3


def test_asked_for_twice_it_is_there_once(desk: DeskWindow, tmp_path: Path) -> None:
    attach(desk, made(tmp_path, "visit.log", "jam"))
    for _ in range(2):
        QTest.keyClick(desk.window.tray.cards, Qt.Key.Key_T, CONTROL)
    sentence = "The text of “visit.log” is in the description already."
    desk.wait(lambda: line_of(desk).sentence == sentence)
    assert editor_of(desk).toPlainText().count("jam") == 1
    press(desk, "OK")
    assert editor_of(desk).toPlainText().count("jam") == 1
    assert not line_of(desk).isVisible()


def test_who_types_elsewhere_by_then_is_left_there(desk: DeskWindow, tmp_path: Path) -> None:
    attach(desk, made(tmp_path, "visit.log", "jam"))
    QTest.keyClick(desk.window.tray.cards, Qt.Key.Key_T, CONTROL)
    desk.window.form.title.setFocus()
    desk.wait(lambda: "jam" in editor_of(desk).toPlainText())
    assert desk.window.focusWidget() is desk.window.form.title


def test_what_holds_no_text_says_so_and_stays_attached(desk: DeskWindow, tmp_path: Path) -> None:
    attach(desk, made(tmp_path, "a.bin", bytes(range(256)) * 9), made(tmp_path, "b.txt", "\n\n"))
    attach(desk, made(tmp_path, "c.png", picture()))
    desk.window.tray.cards.selectAll()
    QTest.keyClick(desk.window.tray.cards, Qt.Key.Key_T, CONTROL)
    desk.wait(lambda: len(desk.window.tray.lines.warnings) == 2)
    assert desk.window.tray.lines.warnings == (
        "“a.bin” holds no text that could be put into the description. It stays attached.",
        "“b.txt” is empty, so there is nothing to put into the description.",
    )
    assert editor_of(desk).toPlainText() == ""
    assert len(desk.window.tray.attachments()) == 3


def test_a_text_file_dropped_on_the_description_is_attached_and_its_text_offered(
    desk: DeskWindow, tmp_path: Path
) -> None:
    editor = editor_of(desk)
    editor.setPlainText("before")
    drop(desk, on_description(desk), made(tmp_path, "visit.log", "jam"))
    desk.wait(lambda: bool(line_of(desk).sentence))
    assert line_of(desk).sentence == "“visit.log” is attached. Its text can go into the description too."
    assert editor.toPlainText() == "before"
    QTest.keyClicks(editor, "!")
    assert line_of(desk).isVisible(), "whoever types on can still take it up"
    names = [one.accessibleName() for one in line_of(desk).findChildren(QPushButton) if one.isVisible()]
    assert names == ["Put its text in", "Leave it as a file"]
    assert QAccessible.queryAccessibleInterface(line_of(desk).findChildren(QPushButton)[0]).role() == (
        QAccessible.Role.Button
    )
    press(desk, "Put its text in")
    desk.wait(lambda: editor.toPlainText() == "!before\n\nFrom the attached file `visit.log`:\n```\njam\n```\n")
    assert [one.name for one in desk.window.tray.attachments()] == ["visit.log"]


def test_the_offer_is_reached_by_keyboard(desk: DeskWindow, tmp_path: Path) -> None:
    drop(desk, on_description(desk), made(tmp_path, "visit.log", "jam"))
    desk.wait(lambda: bool(line_of(desk).sentence))
    editor_of(desk).setFocus()
    for _ in range(12):
        QTest.keyClick(desk.window.focusWidget(), Qt.Key.Key_Tab)
        focus = desk.window.focusWidget()
        if isinstance(focus, QPushButton) and focus.text() == "Put its text in":
            break
    QTest.keyClick(desk.window.focusWidget(), Qt.Key.Key_Space)
    desk.wait(lambda: "jam" in editor_of(desk).toPlainText())
    assert desk.window.focusWidget() is editor_of(desk)


def test_several_are_one_offer_and_one_that_is_removed_is_not_offered(desk: DeskWindow, tmp_path: Path) -> None:
    paths = [made(tmp_path, name, name) for name in ("a.log", "b.log", "c.log")]
    drop(desk, on_description(desk), *paths, made(tmp_path, "d.png", picture()))
    desk.wait(lambda: line_of(desk).sentence.startswith("3 files are attached."))
    desk.window.tray.handling.remove([desk.window.tray.attachments()[0].attachment_id])
    assert line_of(desk).sentence.startswith("2 files are attached.")
    press(desk, "Put their text in")
    desk.wait(lambda: line_of(desk).sentence.startswith("The text of 2 files"))
    assert "a.log" not in editor_of(desk).toPlainText()
    assert [one.name for one in desk.window.tray.attachments()] == ["b.log", "c.log", "d.png"]


def test_no_offer_elsewhere_nor_for_what_is_no_text_nor_for_another_draft(desk: DeskWindow, tmp_path: Path) -> None:
    title = desk.window.form.title
    drop(desk, title.mapTo(desk.window, title.rect().center()), made(tmp_path, "visit.log", "jam"))
    drop(desk, on_description(desk), made(tmp_path, "photo.png", picture()))
    desk.window.tray.take_paths([made(tmp_path, "picked.log", "paper")])
    desk.wait(lambda: are_copied(desk))
    assert not line_of(desk).isVisible()
    drop(desk, on_description(desk), made(tmp_path, "other.log", "ink"))
    desk.wait(lambda: line_of(desk).isVisible())
    desk.window.begin_another()
    assert not line_of(desk).isVisible()


def test_leaving_it_leaves_it(desk: DeskWindow, tmp_path: Path) -> None:
    drop(desk, on_description(desk), made(tmp_path, "visit.log", "jam"))
    desk.wait(lambda: line_of(desk).isVisible())
    press(desk, "Leave it as a file")
    assert not line_of(desk).isVisible()
    assert editor_of(desk).toPlainText() == ""


def test_of_a_long_file_the_end_is_put_in_and_how_much_is_not(desk: DeskWindow, tmp_path: Path) -> None:
    path = tmp_path / "huge.log"
    with path.open("wb") as file:
        for _ in range(100):
            file.write(b"0123456789abcdef0123456789abcde\n" * 32_768)
        file.write(b"the last line")
    pulse = Pulse()
    attach(desk, path)
    QTest.keyClick(desk.window.tray.cards, Qt.Key.Key_T, CONTROL)
    desk.wait(lambda: line_of(desk).isVisible())
    text = editor_of(desk).toPlainText()
    heading, _, rest = text.partition("\n```\n")
    left = size_text(path.stat().st_size - len(rest.removesuffix("\n```\n")))
    assert heading == f"The end of the attached file `huge.log` ({left} before it left out):"
    assert rest.endswith("\nthe last line\n```\n")
    assert LONGEST_TEXT - 40 < len(rest) < LONGEST_TEXT + 10
    assert line_of(desk).sentence.startswith(f"The end of “huge.log” is in the description. The {left} before it")
    assert pulse.longest_s < LONGEST_STILL_S


@pytest.mark.parametrize(
    "content",
    [
        b"x" * 5_000_000,
        b"`" * 5_000_000,
        b"\n" * 5_000_000 + b"end",
        "\u202e\u0301".encode() * 2_000_000,
        b"end" + bytes(5_000_000),
        b"\x1b]" * 2_000_000,
        "\ufdd0\ufdd1\u2029\ufffc".encode() * 20 + b"text " * 200_000,
    ],
)
def test_hostile_files_hold_nothing_up(desk: DeskWindow, tmp_path: Path, content: bytes) -> None:
    attach(desk, made(tmp_path, "bad.log", content))
    pulse = Pulse()
    QTest.keyClick(desk.window.tray.cards, Qt.Key.Key_T, CONTROL)
    desk.wait(lambda: line_of(desk).isVisible() or bool(desk.window.tray.lines.warnings))
    QTest.keyClicks(editor_of(desk), "x")
    QApplication.processEvents()
    assert pulse.longest_s < LONGEST_STILL_S
    text = editor_of(desk).toPlainText()
    assert all(len(one) <= 2 * LONGEST_TEXT_LINE for one in text.split("\n"))
    assert "\u202e" not in text


def test_a_full_description_takes_no_more(desk: DeskWindow, tmp_path: Path) -> None:
    attach(desk, made(tmp_path, "visit.log", "jam"))
    editor_of(desk).setPlainText("line\n" * (LARGEST_PASTE // 5))
    desk.window.tray.cards.setFocus()
    QTest.keyClick(desk.window.tray.cards, Qt.Key.Key_T, CONTROL)
    desk.wait(lambda: bool(desk.window.tray.lines.warnings))
    (warning,) = desk.window.tray.lines.warnings
    assert warning.startswith("The description is too long already for the text of “visit.log”.")
