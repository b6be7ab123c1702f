"""The editor's window: opening, tools and keys, and that closing loses nothing."""

import socket
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desk_gui.ui.editor.editor_window import EditorWindow
from desk_gui.ui.editor.flatten import Edited
from desk_gui.ui.editor.layers import read_layers, write_layers
from desk_gui.ui.editor.painting import HIDDEN
from desk_gui.ui.editor.shapes import Box, Crop, Point, Rect, Redaction, Shape, Step, Text
from desk_gui.ui.editor.tools import TOOL_KEYS, Ink, Tool, tool_words
from desk_gui.ui.theme import DARK, Theme

LEFT, CTRL, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier
HIDE = Redaction(Rect(40, 30, 100, 60))
ENDS = ("saved", "reverted", "closed_without_change", "cancelled")

Open = Callable[..., EditorWindow]


class Ends:
    """What a window said about how it ended, in order."""

    def __init__(self, window: EditorWindow) -> None:
        self.said: list[tuple[str, object]] = []
        window.saved.connect(lambda edited: self.said.append(("saved", edited)))
        window.reverted.connect(lambda: self.said.append(("reverted", None)))
        window.closed_without_change.connect(lambda: self.said.append(("closed_without_change", None)))
        window.cancelled.connect(lambda layers: self.said.append(("cancelled", layers)))

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.said]

    @property
    def edited(self) -> Edited:
        ((name, edited),) = self.said
        assert name == "saved"
        assert isinstance(edited, Edited)
        return edited


@pytest.fixture
def screenshot(tmp_path: Path) -> Path:
    path = tmp_path / "screen shot.png"
    image = QImage(800, 500, QImage.Format.Format_RGB32)
    image.fill(QColor("#3366aa"))
    assert image.save(str(path))
    return path


@pytest.fixture
def open_editor(qtbot: QtBot, theme: Theme, screenshot: Path) -> Open:
    def open_it(
        layers: str = "",
        *,
        tool: Tool | None = None,
        path: Path = screenshot,
        cancelled_layers: str = "",
        is_shown: bool = True,
    ) -> EditorWindow:
        window = EditorWindow(theme, path, path.name, layers, tool=tool, cancelled_layers=cancelled_layers)
        qtbot.addWidget(window)
        window.resize(1024, 600)
        window.show()
        qtbot.waitExposed(window)
        if is_shown:
            qtbot.waitUntil(lambda: window.canvas.picture is not None)
        return window

    return open_it


def shapes_of(window: EditorWindow) -> tuple[Shape, ...]:
    """Return the marks as they are now; they change behind a type checker's back."""
    return window.marks.shapes


def drag(window: EditorWindow, start: QPoint, end: QPoint) -> None:
    viewport = window.canvas.viewport()
    QTest.mousePress(viewport, LEFT, PLAIN, start)
    QTest.mouseMove(viewport, (start + end) / 2)
    QTest.mouseMove(viewport, end)
    QTest.mouseRelease(viewport, LEFT, PLAIN, end)


def press(window: EditorWindow, keys: str) -> None:
    """Press a key combination on whatever has the keyboard."""
    QTest.keySequence(window.focusWidget() or window, QKeySequence(keys))


def close_and_wait(qtbot: QtBot, window: EditorWindow) -> Ends:
    ends = Ends(window)
    window.close()
    qtbot.waitUntil(lambda: bool(ends.said) and not window.is_saving)
    return ends


def test_the_window_is_there_before_its_picture(qtbot: QtBot, open_editor: Open) -> None:
    window = open_editor(is_shown=False)

    assert window.message.text() == "Opening…" or window.canvas.picture is not None
    qtbot.waitUntil(window.canvas.isVisible)
    assert window.canvas.hasFocus()
    assert window.windowTitle() == "screen shot.png · Desk GUI"


def test_looking_changes_nothing(qtbot: QtBot, open_editor: Open) -> None:
    window = open_editor(write_layers((HIDE,)))
    press(window, "+")

    assert close_and_wait(qtbot, window).said == [("closed_without_change", None)]


def test_closing_keeps_what_was_drawn(qtbot: QtBot, open_editor: Open) -> None:
    window = open_editor(tool=Tool.HIDE)
    drag(window, QPoint(300, 150), QPoint(420, 260))
    (drawn,) = window.marks.shapes
    assert isinstance(drawn, Redaction)

    edited = close_and_wait(qtbot, window).edited

    flat = QImage.fromData(edited.data)
    assert (flat.width(), flat.height(), edited.suffix) == (800, 500, ".png")
    x, y, right, bottom = (int(edge) for edge in (drawn.rect.x, drawn.rect.y, drawn.rect.right, drawn.rect.bottom))
    assert {flat.pixelColor(column, row).name() for column in (x, right - 1) for row in (y, bottom - 1)} == {HIDDEN}
    assert {flat.pixelColor(*at).name() for at in ((x - 1, y), (right, y), (x, y - 1), (x, bottom))} == {"#3366aa"}

    again = open_editor(edited.layers)
    assert again.marks.shapes == (drawn,)
    assert close_and_wait(qtbot, again).names == ["closed_without_change"]


@pytest.mark.parametrize("way", ["Ctrl+S", "Ctrl+Return", "Ctrl+W", "button"])
def test_every_way_of_saving_is_the_same(qtbot: QtBot, open_editor: Open, way: str) -> None:
    window = open_editor()
    window.marks.add(HIDE)
    ends = Ends(window)

    if way == "button":
        QTest.mouseClick(window.save, LEFT)
    else:
        press(window, way)

    assert not window.isVisible()
    qtbot.waitUntil(lambda: bool(ends.said))
    assert read_layers(ends.edited.layers).shapes == (HIDE,)


def test_a_text_being_typed_is_kept_by_closing(qtbot: QtBot, open_editor: Open) -> None:
    window = open_editor(tool=Tool.TEXT)
    QTest.mouseClick(window.canvas.viewport(), LEFT, PLAIN, QPoint(300, 200))
    (entry,) = window.canvas.findChildren(QPlainTextEdit)
    QTest.keyClicks(entry, "half a sent")

    (text,) = read_layers(close_and_wait(qtbot, window).edited.layers).shapes

    assert isinstance(text, Text)
    assert text.text == "half a sent"


def test_what_was_drawn_and_undone_is_no_change(qtbot: QtBot, open_editor: Open) -> None:
    window = open_editor()
    window.marks.add(HIDE)
    press(window, "Ctrl+Z")

    assert close_and_wait(qtbot, window).names == ["closed_without_change"]


def test_cancelled_changes_are_offered_by_the_next_editor(qtbot: QtBot, open_editor: Open) -> None:
    before = write_layers((Step(Point(9, 9), Ink.RED, 4),))
    window = open_editor(before)
    window.marks.add(HIDE)
    ends = Ends(window)

    QTest.mouseClick(window.cancel, LEFT)

    assert ends.names == ["cancelled", "closed_without_change"]
    assert not window.isVisible()
    cancelled = ends.said[0][1]
    again = open_editor(before, cancelled_layers=cancelled)
    assert again.notice.sentence == "The changes you cancelled are still there."
    assert len(again.marks.shapes) == 1
    QTest.mouseClick(again.notice.action, LEFT)
    assert shapes_of(again)[1:] == (HIDE,)
    assert again.notice.sentence == ""
    again.undo()
    assert len(again.marks.shapes) == 1
    assert close_and_wait(qtbot, again).names == ["closed_without_change"]


def test_nothing_to_cancel_cannot_be_cancelled(qtbot: QtBot, open_editor: Open) -> None:
    window = open_editor(write_layers((HIDE,)))
    assert not window.cancel.isEnabled()

    window.marks.add(HIDE)

    assert window.cancel.isEnabled()
    window.cancel_changes()
    qtbot.waitUntil(lambda: not window.isVisible())


def test_back_to_original_can_be_undone_until_it_is_saved(qtbot: QtBot, open_editor: Open) -> None:
    window = open_editor(write_layers((HIDE,)))

    QTest.mouseClick(window.back, LEFT)
    assert shapes_of(window) == ()
    assert not window.back.isVisible()
    press(window, "Ctrl+Z")
    assert shapes_of(window) == (HIDE,)
    press(window, "Ctrl+Shift+Z")

    assert close_and_wait(qtbot, window).said == [("reverted", None)]


def test_escape_leaves_one_thing_after_another_and_never_the_window(qtbot: QtBot, open_editor: Open) -> None:
    window = open_editor(write_layers((HIDE,)), tool=Tool.BOX)
    window.marks.select(0)
    QTest.mousePress(window.canvas.viewport(), LEFT, PLAIN, QPoint(500, 300))
    QTest.mouseMove(window.canvas.viewport(), QPoint(560, 360))

    press(window, "Escape")
    assert shapes_of(window) == (HIDE,)
    QTest.mouseRelease(window.canvas.viewport(), LEFT, PLAIN, QPoint(560, 360))
    assert window.marks.selected == 0
    press(window, "Escape")
    assert window.marks.selected_shape is None
    assert window.canvas.tool is Tool.BOX
    for _ in range(3):
        press(window, "Escape")

    assert window.rail.buttons[Tool.SELECT].isChecked()
    assert window.isVisible()
    assert close_and_wait(qtbot, window).names == ["closed_without_change"]


@pytest.mark.parametrize("tool", Tool)
def test_every_tool_has_a_button_and_a_key(open_editor: Open, tool: Tool) -> None:
    window = open_editor(tool=Tool.CROP if tool is not Tool.CROP else Tool.PEN)
    made = window.rail.buttons[tool]

    assert made.accessibleName() == made.text() == tool_words(tool).label
    assert f"({TOOL_KEYS[tool]})" in made.toolTip()
    press(window, TOOL_KEYS[tool])
    assert window.canvas.tool is tool
    assert made.isChecked()
    window.use_tool(Tool.CROP if tool is not Tool.CROP else Tool.PEN)
    QTest.mouseClick(made, LEFT)
    assert window.canvas.tool is tool
    assert tool_words(tool).hint in window.status.toolTip()
    window.close()


def test_no_key_means_two_things(open_editor: Open) -> None:
    window = open_editor()
    keys = [shortcut.key().toString() for shortcut in window.findChildren(QShortcut)]

    assert len(keys) == len(set(keys))
    window.close()


def test_letters_go_into_a_text_and_not_to_the_tools(open_editor: Open) -> None:
    window = open_editor(tool=Tool.TEXT)
    QTest.mouseClick(window.canvas.viewport(), LEFT, PLAIN, QPoint(300, 200))
    (entry,) = window.canvas.findChildren(QPlainTextEdit)

    QTest.keyClicks(entry, "vcabphtsd 10+-=[]")
    QTest.keyClick(entry, Qt.Key.Key_Delete)

    assert entry.toPlainText() == "vcabphtsd 10+-=[]"
    assert window.canvas.tool is Tool.TEXT
    assert window.canvas.is_fitted
    window.cancel_changes()


def test_all_by_keyboard(qtbot: QtBot, open_editor: Open) -> None:
    window = open_editor()
    press(window, "D")
    press(window, "Return")
    for _ in range(4):
        press(window, "Shift+Left")
    press(window, "Ctrl+Down")
    press(window, "B")
    press(window, "Return")
    press(window, "Delete")
    assert "2 of 2" not in window.status.toolTip()
    press(window, "PgDown")
    assert window.status.toolTip().startswith("Hide data selected, 1 of 1.")
    (hidden,) = window.marks.shapes

    press(window, "Ctrl+S")
    ends = Ends(window)
    qtbot.waitUntil(lambda: bool(ends.said))

    flat = QImage.fromData(ends.edited.data)
    area = hidden.bounds()
    assert flat.pixelColor(int(area.x + area.width / 2), int(area.y + area.height / 2)).name() == HIDDEN


def test_zoom_keys(open_editor: Open) -> None:
    window = open_editor()
    fitted = window.canvas.zoom
    zooms = []
    for key in ("1", "+", "=", "-", "0", "Ctrl++", "Ctrl+1"):
        press(window, key)
        zooms.append(window.canvas.zoom)

    assert zooms == pytest.approx([1, 1.25, 1.5625, 1.25, fitted, fitted * 1.25, 1])
    assert window.bar.zoom_full.text() == "100 %"
    window.close()


def test_undo_buttons_say_what_is_possible(open_editor: Open) -> None:
    window = open_editor()
    states = [(window.bar.undo.isEnabled(), window.bar.redo.isEnabled())]
    acts: tuple[Callable[[], None], ...] = (
        *(lambda: window.marks.add(HIDE), window.undo),
        lambda: QTest.mouseClick(window.bar.redo, LEFT),
    )
    for act in acts:
        act()
        states.append((window.bar.undo.isEnabled(), window.bar.redo.isEnabled()))

    assert states == [(False, False), (True, False), (False, True), (True, False)]
    window.cancel_changes()


def button_named(window: QWidget, name: str) -> QAbstractButton:
    (found,) = [one for one in window.findChildren(QAbstractButton) if one.accessibleName() == name]
    return found


def test_colour_and_width_are_the_tools_own_and_restyle_what_is_selected(open_editor: Open) -> None:
    window = open_editor(tool=Tool.BOX)
    QTest.mouseClick(button_named(window, "Blue"), LEFT)
    drag(window, QPoint(300, 150), QPoint(400, 250))
    QTest.mouseClick(button_named(window, "Green"), LEFT)
    QTest.mouseClick(button_named(window, "Thick"), LEFT)
    drag(window, QPoint(450, 150), QPoint(550, 250))
    first, second = window.marks.shapes
    assert isinstance(first, Box)
    assert isinstance(second, Box)
    assert (first.colour, second.colour) == (Ink.GREEN, Ink.GREEN)
    assert second.width == first.width == 8

    press(window, "[")
    assert (window.marks.shapes[1], window.marks.shapes[0]) == (Box(second.rect, Ink.GREEN, 4), first)
    press(window, "H")
    assert button_named(window, "Yellow").isChecked()
    press(window, "D")
    assert not button_named(window, "Yellow").isEnabled()
    press(window, "B")
    assert button_named(window, "Green").isChecked()
    window.cancel_changes()


def test_a_crop_by_mouse_and_enter(qtbot: QtBot, open_editor: Open) -> None:
    window = open_editor(tool=Tool.CROP)
    drag(window, QPoint(200, 100), QPoint(500, 300))
    press(window, "Return")

    assert window.canvas.tool is Tool.SELECT
    (crop,) = window.marks.shapes
    assert isinstance(crop, Crop)
    assert window.canvas.page == crop.rect
    flat = QImage.fromData(close_and_wait(qtbot, window).edited.data)
    assert (flat.width(), flat.height()) == (crop.rect.width, crop.rect.height)


def test_marks_that_cannot_be_read_are_announced(qtbot: QtBot, open_editor: Open) -> None:
    good: tuple[Shape, ...] = (HIDE,)
    damaged = write_layers(good).replace('{"kind":"hide"', '{"kind":"hide","rect":[1]},{"kind":"hide"', 1)

    window = open_editor(damaged)

    assert shapes_of(window) == (HIDE,)
    assert "check that everything private is hidden" in window.notice.sentence
    assert close_and_wait(qtbot, window).names == ["closed_without_change"]


def bomb() -> bytes:
    """Return a PNG of 30,000 by 30,000 pixels without any of them."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"x") + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (bomb(), "This picture is too large to show; it can be sent as it is."),
        (b"\x89PNG\r\n\x1a\n and nothing", "This picture is damaged and cannot be shown; it can be sent as it is."),
        (b"plain words", "This kind of file is not shown here; it can be sent as it is."),
        (None, "This file is not there any more; add it again."),
    ],
    ids=["too large", "damaged", "no picture", "gone"],
)
def test_what_cannot_be_shown_is_said_plainly(
    qtbot: QtBot, open_editor: Open, tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    path = tmp_path / "other.png"
    if content is not None:
        path.write_bytes(content)

    window = open_editor(write_layers((HIDE,)), path=path, is_shown=False)
    qtbot.waitUntil(lambda: window.message.text() == sentence)

    press(window, "A")
    press(window, "Delete")
    press(window, "+")
    assert window.save.text() == "Close"
    assert not window.rail.isEnabled()
    assert close_and_wait(qtbot, window).said == [("closed_without_change", None)]


def test_a_drawing_that_would_fetch_is_not_opened(qtbot: QtBot, open_editor: Open, tmp_path: Path) -> None:
    path = tmp_path / "innocent.png"
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x.png"
        path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="{address}"/></svg>')

        window = open_editor(path=path, is_shown=False)
        qtbot.waitUntil(lambda: "not shown here" in window.message.text())

        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()
    window.close()


def test_closing_while_it_opens_is_no_change(qtbot: QtBot, theme: Theme, screenshot: Path) -> None:
    window = EditorWindow(theme, screenshot, "x.png", write_layers((HIDE,)))
    qtbot.addWidget(window)
    ends = Ends(window)
    window.show()

    window.close()

    assert ends.said == [("closed_without_change", None)]


@pytest.mark.parametrize("size", [(1024, 560), (760, 460)])
def test_everything_is_in_sight_on_a_small_screen(open_editor: Open, size: tuple[int, int]) -> None:
    window = open_editor(write_layers((HIDE,)))
    window.resize(*size)
    window.marks.select(0)

    assert (window.width(), window.height()) == size
    for made in window.findChildren(QPushButton):
        if made.isVisible():
            corner = made.mapTo(window, QPoint(made.width(), made.height()))
            assert corner.x() <= size[0], made.accessibleName()
            assert corner.y() <= size[1], made.accessibleName()
            assert made.height() >= 32 or made.property("kind") in ("link", "small"), made.accessibleName()
    window.close()


def test_what_is_seen_has_a_name(open_editor: Open) -> None:
    window = open_editor(write_layers((HIDE,)))

    for made in window.findChildren(QAbstractButton):
        if made.isVisible():
            assert made.accessibleName()
            assert made.text() in ("", made.accessibleName())
            assert made.text() or made.toolTip()
    assert window.canvas.accessibleName() == "Picture screen shot.png"
    assert [made.accessibleName() for made in (window.save, window.cancel, window.back)] == [
        "Save",
        "Cancel changes",
        "Back to original",
    ]
    window.close()


def test_dark_is_dark_at_once(open_editor: Open, theme: Theme) -> None:
    window = open_editor()
    ground = window.canvas.viewport().grab().toImage().pixelColor(2, 2)
    icon = window.rail.buttons[Tool.PEN].icon().pixmap(20).toImage()

    theme.set_appearance("dark")

    assert window.canvas.viewport().grab().toImage().pixelColor(2, 2) == QColor(DARK.background) != ground
    assert window.rail.buttons[Tool.PEN].icon().pixmap(20).toImage() != icon
    window.close()
