"""Drawing with real mouse and key events at several zooms, and once more on a screen of twice the resolution."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot
from support.project import ROOT

from desk_gui.ui.editor.canvas import Canvas
from desk_gui.ui.editor.flatten import burnt_in
from desk_gui.ui.editor.marks import Marks
from desk_gui.ui.editor.painting import HIDDEN
from desk_gui.ui.editor.picture import Picture
from desk_gui.ui.editor.shapes import Arrow, Box, Crop, Highlight, Pen, Point, Rect, Redaction, Shape, Step, Text
from desk_gui.ui.editor.tools import Ink, Tool
from desk_gui.ui.theme import Theme

WIDTH, HEIGHT = 240, 160
RED = str(Ink.RED)
LEFT, SHIFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier
ZOOMS = (1.0, 2.0, 3.7, 8.0)


def coordinates_picture() -> QImage:
    """Return a picture whose every pixel says where it is: red is x, green is y."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    for y in range(HEIGHT):
        for x in range(WIDTH):
            image.setPixelColor(x, y, QColor(x, y, 200))
    return image


@pytest.fixture
def canvas(qtbot: QtBot, theme: Theme) -> Iterator[Canvas]:
    made = Canvas(theme, Marks(()))
    made.marks.setParent(made)
    qtbot.addWidget(made)
    made.resize(640, 480)
    made.show_picture(Picture((coordinates_picture(),), ".png"))
    made.show()
    made.setFocus()
    qtbot.waitExposed(made)
    yield made
    made.close()


def colour_at(canvas: Canvas, position: QPoint) -> QColor:
    """Return what is on the screen at a place of the viewport."""
    shot = canvas.viewport().grab()
    ratio = shot.devicePixelRatio()
    return shot.toImage().pixelColor(int(position.x() * ratio), int(position.y() * ratio))


def pixel_at(canvas: Canvas, position: QPoint) -> tuple[int, int]:
    """Read off the screen which pixel of the picture is at a place of the viewport."""
    colour = colour_at(canvas, position)
    assert colour.blue() == 200, "that is not the picture"
    return colour.red(), colour.green()


def drag(
    canvas: Canvas, start: QPoint, *way: QPoint, modifier: Qt.KeyboardModifier = PLAIN, button: Qt.MouseButton = LEFT
) -> None:
    """Press, move along, release."""
    QTest.mousePress(canvas.viewport(), button, modifier, start)
    for place in way:
        # Moves of QTest carry no modifiers; the release does.
        QTest.mouseMove(canvas.viewport(), place)
    QTest.mouseRelease(canvas.viewport(), button, modifier, way[-1])


def selected_in(canvas: Canvas) -> int | None:
    """Return what is selected now; it changes behind a type checker's back."""
    return canvas.marks.selected


def click(canvas: Canvas, position: QPoint) -> None:
    QTest.mouseClick(canvas.viewport(), LEFT, PLAIN, position)


def place(canvas: Canvas, x: float, y: float) -> QPoint:
    """Return where the middle of a pixel of the picture is in the viewport."""
    return canvas.to_view(Rect(x, y, 1, 1)).center().toPoint()


def shown(canvas: Canvas) -> QImage:
    return canvas.viewport().grab().toImage()


def painted_anew(canvas: Canvas, theme: Theme) -> QImage:
    """Return what the viewport looks like without anything kept from before."""
    theme.changed.emit()
    return shown(canvas)


@pytest.mark.parametrize("zoom", ZOOMS)
def test_what_was_dragged_over_is_hidden_exactly(canvas: Canvas, zoom: float) -> None:
    canvas.zoom_to(zoom)
    canvas.use_tool(Tool.HIDE)
    start, end = QPoint(270, 205), QPoint(371, 275)
    (left, top), (right, bottom) = pixel_at(canvas, start), pixel_at(canvas, end)

    drag(canvas, start, QPoint(300, 220), end)

    flat = burnt_in(coordinates_picture(), canvas.marks.shapes)
    hidden = [(x, y) for y in range(HEIGHT) for x in range(WIDTH) if flat.pixelColor(x, y).blue() != 200]
    # A point on the edge between two pixels belongs to either.
    for corner, expected in ((min(hidden), (left, top)), (max(hidden), (right, bottom))):
        assert abs(corner[0] - expected[0]) <= 1
        assert abs(corner[1] - expected[1]) <= 1
    assert all(flat.pixelColor(x, y).name() == HIDDEN for x, y in hidden)
    assert len(hidden) == (max(hidden)[0] - min(hidden)[0] + 1) * (max(hidden)[1] - min(hidden)[1] + 1)
    canvas.marks.select(None)
    assert colour_at(canvas, start + QPoint(8, 8)).name() == HIDDEN
    assert colour_at(canvas, end - QPoint(8, 8)).name() == HIDDEN


@pytest.mark.parametrize("zoom", ZOOMS)
@pytest.mark.parametrize(
    ("tool", "kind"),
    [
        (Tool.ARROW, Arrow),
        (Tool.BOX, Box),
        (Tool.PEN, Pen),
        (Tool.HIGHLIGHT, Highlight),
        (Tool.STEP, Step),
        (Tool.HIDE, Redaction),
    ],
)
def test_a_drag_draws_and_undo_takes_it_back(
    canvas: Canvas, theme: Theme, zoom: float, tool: Tool, kind: type[Shape]
) -> None:
    canvas.zoom_to(zoom)
    canvas.use_tool(tool)
    before = shown(canvas)

    drag(canvas, QPoint(280, 200), QPoint(300, 240), QPoint(360, 280))

    assert [type(shape) for shape in canvas.marks.shapes] == [kind]
    assert selected_in(canvas) == 0
    drawn = shown(canvas)
    assert drawn != before
    assert drawn == painted_anew(canvas, theme)
    canvas.marks.undo()
    assert canvas.marks.shapes == ()
    assert shown(canvas) == before
    canvas.marks.redo()
    canvas.marks.select(0)
    assert shown(canvas) == drawn


def test_shift_draws_straight(canvas: Canvas) -> None:
    canvas.use_tool(Tool.ARROW)
    drag(canvas, QPoint(280, 200), QPoint(360, 206), modifier=SHIFT)
    canvas.use_tool(Tool.BOX)
    drag(canvas, QPoint(280, 220), QPoint(330, 240), modifier=SHIFT)

    arrow, box = canvas.marks.shapes

    assert isinstance(arrow, Arrow)
    assert isinstance(box, Box)
    assert arrow.end.y == pytest.approx(arrow.start.y)
    assert box.rect.width == pytest.approx(box.rect.height)


@pytest.mark.parametrize("tool", [Tool.ARROW, Tool.BOX, Tool.HIDE, Tool.CROP])
def test_a_click_draws_nothing(canvas: Canvas, tool: Tool) -> None:
    canvas.use_tool(tool)

    click(canvas, QPoint(300, 220))

    assert canvas.marks.shapes == ()


def test_escape_in_a_drag_leaves_everything_as_it_was(canvas: Canvas) -> None:
    canvas.use_tool(Tool.BOX)
    before = shown(canvas)
    QTest.mousePress(canvas.viewport(), LEFT, PLAIN, QPoint(280, 200))
    QTest.mouseMove(canvas.viewport(), QPoint(340, 260))
    assert shown(canvas) != before

    assert canvas.leave_gesture()
    QTest.mouseRelease(canvas.viewport(), LEFT, PLAIN, QPoint(340, 260))

    assert canvas.marks.shapes == ()
    assert not canvas.leave_gesture()
    assert shown(canvas) == before


def test_marks_are_selected_moved_and_removed(canvas: Canvas, theme: Theme) -> None:
    canvas.marks.replace_all((Redaction(Rect(20, 20, 30, 30)), Box(Rect(100, 40, 80, 60), RED, 4)))
    canvas.use_tool(Tool.SELECT)

    click(canvas, place(canvas, 30, 30))
    assert canvas.marks.selected_shape == Redaction(Rect(20, 20, 30, 30))
    click(canvas, place(canvas, 140, 70))
    assert selected_in(canvas) is None
    start, end = place(canvas, 100, 60), place(canvas, 120, 70)
    drag(canvas, start, place(canvas, 110, 60), end)

    assert selected_in(canvas) == 1
    moved = canvas.marks.shapes[1]
    assert isinstance(moved, Box)
    assert (moved.rect.x, moved.rect.y) == pytest.approx((120, 50), abs=1)
    assert shown(canvas) == painted_anew(canvas, theme)
    QTest.keyClick(canvas, Qt.Key.Key_Backspace)
    assert canvas.marks.shapes == (Redaction(Rect(20, 20, 30, 30)),)


def test_a_mark_is_pulled_at_its_handle(canvas: Canvas) -> None:
    canvas.marks.replace_all((Redaction(Rect(20, 20, 60, 60)),))
    canvas.use_tool(Tool.SELECT)
    click(canvas, place(canvas, 50, 50))

    drag(canvas, place(canvas, 79, 79), place(canvas, 90, 95), place(canvas, 99, 109))

    (pulled,) = canvas.marks.shapes
    assert isinstance(pulled, Redaction)
    assert (pulled.rect.x, pulled.rect.y) == (20, 20)
    assert (pulled.rect.width, pulled.rect.height) == pytest.approx((80, 90), abs=2)


def test_something_tiny_can_still_be_moved(canvas: Canvas) -> None:
    canvas.marks.replace_all((Redaction(Rect(100, 80, 12, 8)),))
    canvas.use_tool(Tool.SELECT)
    click(canvas, place(canvas, 102, 82))

    drag(canvas, place(canvas, 101, 81), place(canvas, 110, 90), place(canvas, 121, 101))

    (moved,) = canvas.marks.shapes
    assert isinstance(moved, Redaction)
    assert (moved.rect.width, moved.rect.height) == pytest.approx((12, 8), abs=1)
    assert moved.rect.x == pytest.approx(120, abs=2)


def test_the_topmost_mark_is_taken(canvas: Canvas) -> None:
    canvas.marks.replace_all((Redaction(Rect(20, 20, 60, 60)), Redaction(Rect(40, 40, 60, 60))))
    canvas.use_tool(Tool.SELECT)

    click(canvas, place(canvas, 60, 60))

    assert selected_in(canvas) == 1


def test_arrow_keys_nudge_and_resize_and_are_undone_as_one(canvas: Canvas) -> None:
    canvas.zoom_full()
    canvas.marks.add(Redaction(Rect(20, 20, 30, 30)))

    for _ in range(3):
        QTest.keyClick(canvas, Qt.Key.Key_Right)
    QTest.keyClick(canvas, Qt.Key.Key_Down, SHIFT)
    assert canvas.marks.shapes == (Redaction(Rect(23, 30, 30, 30)),)
    QTest.keyClick(canvas, Qt.Key.Key_Left, CTRL)
    QTest.keyClick(canvas, Qt.Key.Key_Down, CTRL | SHIFT)

    assert canvas.marks.shapes == (Redaction(Rect(23, 30, 29, 40)),)
    canvas.marks.undo()
    assert canvas.marks.shapes == (Redaction(Rect(23, 30, 30, 30)),)
    canvas.marks.undo()
    assert canvas.marks.shapes == (Redaction(Rect(20, 20, 30, 30)),)


def test_page_keys_walk_through_the_marks(canvas: Canvas) -> None:
    canvas.marks.replace_all((Redaction(Rect(0, 0, 9, 9)), Crop(Rect(0, 0, 99, 99)), Step(Point(50, 50), RED, 4)))
    walk = []
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
        QTest.keyClick(canvas, key)
        walk.append(canvas.marks.selected)

    assert walk == [0, 2, 0, 2]


@pytest.mark.parametrize(
    ("tool", "kind"),
    [
        (Tool.ARROW, Arrow),
        (Tool.BOX, Box),
        (Tool.PEN, Pen),
        (Tool.HIGHLIGHT, Highlight),
        (Tool.STEP, Step),
        (Tool.HIDE, Redaction),
        (Tool.CROP, Crop),
    ],
)
def test_enter_puts_a_mark_into_what_is_seen(canvas: Canvas, tool: Tool, kind: type[Shape]) -> None:
    canvas.zoom_to(8)
    canvas.use_tool(tool)
    seen = canvas.visible_part()

    QTest.keyClick(canvas, Qt.Key.Key_Return)

    (made,) = canvas.marks.shapes
    assert type(made) is kind
    assert selected_in(canvas) == 0
    middle = Point(made.bounds().x + made.bounds().width / 2, made.bounds().y + made.bounds().height / 2)
    assert seen.contains(middle)


def entry_of(canvas: Canvas) -> QPlainTextEdit:
    (entry,) = [one for one in canvas.findChildren(QPlainTextEdit) if one.isVisible()]
    return entry


def is_typing(canvas: Canvas) -> bool:
    return any(one.isVisible() for one in canvas.findChildren(QPlainTextEdit))


@pytest.mark.parametrize("zoom", ZOOMS)
def test_a_text_is_typed_where_it_was_clicked(canvas: Canvas, theme: Theme, zoom: float) -> None:
    canvas.zoom_to(zoom)
    canvas.use_tool(Tool.TEXT)
    position = QPoint(300, 220)
    x, y = pixel_at(canvas, position)

    click(canvas, position)
    QTest.keyClicks(entry_of(canvas), "cab 1+0")
    QTest.keyClick(entry_of(canvas), Qt.Key.Key_Return, SHIFT)
    QTest.keyClicks(entry_of(canvas), "two")
    QTest.keyClick(entry_of(canvas), Qt.Key.Key_Return)

    (text,) = canvas.marks.shapes
    assert isinstance(text, Text)
    assert text.text == "cab 1+0\ntwo"
    assert (text.rect.x, text.rect.y) == pytest.approx((x, y), abs=1)
    assert not is_typing(canvas)
    assert canvas.hasFocus()
    assert shown(canvas) == painted_anew(canvas, theme)


def test_escape_keeps_what_was_typed_and_nothing_is_no_text(canvas: Canvas) -> None:
    canvas.use_tool(Tool.TEXT)
    click(canvas, QPoint(300, 220))
    QTest.keyClicks(entry_of(canvas), "kept")
    QTest.keyClick(entry_of(canvas), Qt.Key.Key_Escape)
    click(canvas, QPoint(300, 150))
    QTest.keyClick(entry_of(canvas), Qt.Key.Key_Escape)

    assert [shape.text for shape in canvas.marks.shapes if isinstance(shape, Text)] == ["kept"]


def test_a_click_elsewhere_keeps_the_text_and_the_next_begins_another(qtbot: QtBot, canvas: Canvas) -> None:
    canvas.use_tool(Tool.TEXT)
    click(canvas, QPoint(260, 220))
    QTest.keyClicks(entry_of(canvas), "one")

    click(canvas, QPoint(300, 150))
    assert not is_typing(canvas)
    qtbot.waitUntil(lambda: not canvas.findChildren(QPlainTextEdit))
    click(canvas, QPoint(300, 150))

    assert is_typing(canvas)
    assert [shape.text for shape in canvas.marks.shapes if isinstance(shape, Text)] == ["one"]


def test_a_text_is_typed_anew_by_double_click_and_by_enter(canvas: Canvas) -> None:
    canvas.use_tool(Tool.TEXT)
    canvas.type_at(Point(60, 60))
    QTest.keyClicks(entry_of(canvas), "one")
    QTest.keyClick(entry_of(canvas), Qt.Key.Key_Return)
    canvas.use_tool(Tool.SELECT)

    QTest.mouseDClick(canvas.viewport(), LEFT, PLAIN, place(canvas, 66, 66))
    QTest.keyClicks(entry_of(canvas), "two")
    QTest.keyClick(entry_of(canvas), Qt.Key.Key_Return)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    QTest.keyClick(entry_of(canvas), Qt.Key.Key_End)
    QTest.keyClicks(entry_of(canvas), " three")
    QTest.keyClick(entry_of(canvas), Qt.Key.Key_Return)

    assert [shape.text for shape in canvas.marks.shapes if isinstance(shape, Text)] == ["two three"]


def test_a_text_without_words_goes_away(canvas: Canvas) -> None:
    canvas.type_at(Point(60, 60))
    QTest.keyClicks(entry_of(canvas), "one")
    QTest.keyClick(entry_of(canvas), Qt.Key.Key_Return)

    canvas.edit_text(0)
    QTest.keyClick(entry_of(canvas), Qt.Key.Key_Delete)
    QTest.keyClick(entry_of(canvas), Qt.Key.Key_Return)

    assert canvas.marks.shapes == ()


def test_a_crop_is_drawn_pulled_and_finished(canvas: Canvas) -> None:
    canvas.use_tool(Tool.CROP)
    drag(canvas, place(canvas, 40, 30), place(canvas, 90, 60), place(canvas, 139, 109))
    (crop,) = canvas.marks.shapes
    assert isinstance(crop, Crop)
    assert crop.rect == pytest.approx((40, 30, 100, 80), abs=1)
    assert canvas.page == Rect(0, 0, WIDTH, HEIGHT), "the whole picture is seen while it is cropped"
    finished: list[bool] = []
    canvas.crop_finished.connect(lambda: finished.append(True))

    drag(canvas, place(canvas, 40, 30), place(canvas, 50, 50))
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    canvas.use_tool(Tool.SELECT)

    assert finished == [True]
    assert canvas.page == pytest.approx((50, 50, 90, 60), abs=2)
    corner = canvas.to_view(canvas.page).topLeft().toPoint()
    assert pixel_at(canvas, corner + QPoint(1, 1)) == pytest.approx((50, 50), abs=2)
    canvas.marks.undo()
    assert canvas.page == pytest.approx((40, 30, 100, 80), abs=1)
    canvas.marks.undo()
    assert canvas.page == Rect(0, 0, WIDTH, HEIGHT)


def test_a_second_crop_takes_the_place_of_the_first(canvas: Canvas) -> None:
    canvas.use_tool(Tool.CROP)
    drag(canvas, place(canvas, 10, 10), place(canvas, 60, 60))
    drag(canvas, place(canvas, 100, 80), place(canvas, 200, 140))

    assert [type(shape) for shape in canvas.marks.shapes] == [Crop]
    assert canvas.marks.shapes[0].bounds().x > 90


def turn_wheel(canvas: Canvas, notches: int, position: QPoint, modifier: Qt.KeyboardModifier) -> None:
    at = QPointF(position)
    turned = QPoint(0, 120 * notches)
    event = QWheelEvent(
        at, at, QPoint(), turned, Qt.MouseButton.NoButton, modifier, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(canvas.viewport(), event)


def test_the_wheel_zooms_at_the_pointer(canvas: Canvas) -> None:
    canvas.zoom_to(4)
    position = QPoint(333, 222)
    before = pixel_at(canvas, position)

    turn_wheel(canvas, 3, position, CTRL)

    assert canvas.zoom == pytest.approx(4 * 1.2**3)
    assert pixel_at(canvas, position) == pytest.approx(before, abs=1)
    turn_wheel(canvas, -3, position, CTRL)
    assert canvas.zoom == pytest.approx(4)
    assert pixel_at(canvas, position) == pytest.approx(before, abs=1)


def scroll_by_wheel(canvas: Canvas) -> None:
    turn_wheel(canvas, -1, QPoint(300, 200), PLAIN)
    turn_wheel(canvas, -1, QPoint(300, 200), SHIFT)


def pan_by_middle_button(canvas: Canvas) -> None:
    drag(canvas, QPoint(300, 200), QPoint(270, 190), QPoint(233, 111), button=Qt.MouseButton.MiddleButton)


def pan_by_hand(canvas: Canvas) -> None:
    canvas.use_tool(Tool.SELECT)
    drag(canvas, QPoint(20, 400), QPoint(90, 470))


def scroll_by_keys(canvas: Canvas) -> None:
    canvas.marks.select(None)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right):
        QTest.keyClick(canvas, key)


@pytest.mark.parametrize("way", [scroll_by_wheel, pan_by_middle_button, pan_by_hand, scroll_by_keys])
def test_what_moved_into_sight_looks_as_if_painted_anew(
    canvas: Canvas, theme: Theme, way: Callable[[Canvas], None]
) -> None:
    canvas.marks.replace_all((Box(Rect(20, 20, 190, 120), RED, 4), Redaction(Rect(100, 70, 30, 30))))
    canvas.zoom_to(8)
    shown(canvas)
    at = QPoint(320, 240)
    before = canvas.to_image(QPointF(at))

    way(canvas)

    assert canvas.to_image(QPointF(at)) != before
    assert shown(canvas) == painted_anew(canvas, theme)


def test_fit_follows_the_window_and_a_zoom_does_not(canvas: Canvas) -> None:
    ratio = canvas.devicePixelRatioF()
    canvas.fit()
    assert canvas.zoom == max(1, ratio)
    canvas.resize(200, 200)
    assert canvas.is_fitted
    assert canvas.scale < 1
    assert canvas.horizontalScrollBar().maximum() == 0

    canvas.zoom_full()
    canvas.resize(640, 480)

    assert canvas.zoom == 1


def test_each_pixel_is_one_of_the_screen_at_full_size(canvas: Canvas) -> None:
    canvas.zoom_full()
    corner = canvas.to_view(Rect(0, 0, 0, 0)).topLeft() * canvas.devicePixelRatioF()

    shot = shown(canvas)

    left, top = round(corner.x()), round(corner.y())
    assert all(
        shot.pixelColor(left + x, top + y) == QColor(x, y, 200)
        for x, y in ((0, 0), (1, 0), (0, 1), (117, 83), (WIDTH - 1, HEIGHT - 1))
    )


@pytest.mark.skipif("QT_SCALE_FACTOR" in os.environ, reason="this is the run that the test starts")
def test_all_of_this_on_a_screen_of_twice_the_resolution() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(Path(__file__).relative_to(ROOT))],
        cwd=ROOT,
        env={**os.environ, "QT_SCALE_FACTOR": "2"},
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-4000:]
