"""Marks as data: text that round-trips, reading that tolerates damage, geometry, gestures, undo without limit."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_gui.ui.editor import gestures
from desk_gui.ui.editor.history import History
from desk_gui.ui.editor.layers import read_layers, write_layers
from desk_gui.ui.editor.shapes import (
    Arrow,
    Box,
    Crop,
    Highlight,
    Pen,
    Point,
    Rect,
    Redaction,
    Shape,
    Step,
    Text,
    page_of,
)

RED = "#e02d24"
_numbers = st.floats(-1e6, 1e6, allow_nan=False)
_sides = st.floats(0, 1e6)
_points = st.builds(Point, _numbers, _numbers)
_rects = st.builds(Rect, _numbers, _numbers, _sides, _sides)
_colours = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)
_widths = st.floats(0.1, 500)
_strokes = st.lists(_points, min_size=1, max_size=6).map(tuple)
_shapes: st.SearchStrategy[Shape] = st.one_of(
    st.builds(Arrow, _points, _points, _colours, _widths),
    st.builds(Box, _rects, _colours, _widths),
    st.builds(Pen, _strokes, _colours, _widths),
    st.builds(Highlight, _strokes, _colours, _widths),
    st.builds(Text, _rects, st.text(min_size=1), _colours, _widths),
    st.builds(Step, _points, _colours, _widths),
    st.builds(Redaction, _rects),
    st.builds(Crop, _rects),
)
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)

EVERY_KIND: tuple[Shape, ...] = (
    Arrow(Point(10, 10), Point(60, 10), RED, 4),
    Box(Rect(10, 10, 50, 30), RED, 4),
    Pen((Point(10, 10), Point(60, 10)), RED, 4),
    Highlight((Point(10, 10), Point(60, 10)), RED, 4),
    Text(Rect(10, 10, 50, 30), "x", RED, 4),
    Step(Point(10, 10), RED, 4),
    Redaction(Rect(10, 10, 50, 30)),
    Crop(Rect(10, 10, 50, 30)),
)


@given(st.lists(_shapes, max_size=8).map(tuple))
def test_what_is_written_is_read(shapes: tuple[Shape, ...]) -> None:
    text = write_layers(shapes)

    assert read_layers(text) == (shapes, 0)
    text.encode("utf-8")


def test_nothing_is_an_empty_text() -> None:
    assert write_layers(()) == ""
    assert read_layers("") == ((), 0)


@given(st.text() | _json.map(json.dumps))
def test_reading_never_raises(text: str) -> None:
    read_layers(text)


@given(st.dictionaries(st.sampled_from(["rect", "start", "end", "points", "at", "colour", "width", "text"]), _json))
def test_reading_a_damaged_mark_never_raises(record: dict[str, object]) -> None:
    kinds = ("arrow", "box", "pen", "highlight", "text", "step", "hide", "crop")
    records = [{"kind": kind, **record} for kind in kinds]

    read = read_layers(json.dumps({"version": 1, "shapes": records}))

    assert len(read.shapes) + read.unreadable == len(kinds)


@pytest.mark.parametrize(
    "record",
    [
        {"kind": "hide", "rect": [0, 0, 10]},
        {"kind": "hide", "rect": [0, 0, -10, 10]},
        {"kind": "hide", "rect": [0, 0, True, 10]},
        {"kind": "hide", "rect": [0, 0, "10", 10]},
        {"kind": "hide", "rect": [0, 0, 1e300, 10]},
        {"kind": "hide", "rect": [0, 0, 10**400, 10]},
        {"kind": "hide", "rect": [0, 0, float("nan"), 10]},
        {"kind": "hide"},
        {"kind": "stamp", "rect": [0, 0, 10, 10]},
        {"kind": ["hide"]},
        {"kind": "pen", "points": [], "colour": RED, "width": 4},
        {"kind": "box", "rect": [0, 0, 10, 10], "colour": "red", "width": 4},
        {"kind": "box", "rect": [0, 0, 10, 10], "colour": RED, "width": 0},
        {"kind": "text", "rect": [0, 0, 10, 10], "colour": RED, "width": 4, "text": ""},
        "hide",
        None,
    ],
)
def test_a_mark_that_cannot_be_read_is_counted_and_the_others_are_kept(record: object) -> None:
    good = json.loads(write_layers((Redaction(Rect(1, 2, 3, 4)),)))
    good["shapes"].append(record)

    assert read_layers(json.dumps(good)) == ((Redaction(Rect(1, 2, 3, 4)),), 1)


@pytest.mark.parametrize("text", ["{", "[]", "null", '{"shapes": 5}', "[" * 100_000])
def test_text_that_holds_no_marks_is_said_to_be_unreadable(text: str) -> None:
    assert read_layers(text) == ((), 1)


@given(_shapes, st.floats(-1000, 1000), st.floats(-1000, 1000))
def test_moving_moves_the_bounds(shape: Shape, dx: float, dy: float) -> None:
    before, after = shape.bounds(), shape.moved(dx, dy).bounds()

    assert after.x == pytest.approx(before.x + dx, abs=1e-3)
    assert after.y == pytest.approx(before.y + dy, abs=1e-3)
    assert after.width == pytest.approx(before.width, abs=1e-3)


@pytest.mark.parametrize("shape", EVERY_KIND, ids=lambda shape: type(shape).__name__)
def test_a_click_on_a_mark_hits_it_and_one_beside_does_not(shape: Shape) -> None:
    assert shape.hit(Point(10, 10), 1)
    assert not shape.hit(Point(10, 120), 1)
    assert not shape.hit(Point(-40, 10), 1)


def test_the_inside_of_a_box_belongs_to_what_is_below() -> None:
    assert not Box(Rect(10, 10, 100, 100), RED, 4).hit(Point(60, 60), 5)
    assert Redaction(Rect(10, 10, 100, 100)).hit(Point(60, 60), 5)


@pytest.mark.parametrize(
    ("handle", "to", "rect"),
    [
        (0, Point(0, 5), Rect(0, 5, 60, 35)),
        (1, Point(0, 5), Rect(10, 5, 50, 35)),
        (2, Point(70, 5), Rect(10, 5, 60, 35)),
        (3, Point(70, 5), Rect(10, 10, 60, 30)),
        (4, Point(70, 50), Rect(10, 10, 60, 40)),
        (5, Point(70, 50), Rect(10, 10, 50, 40)),
        (6, Point(0, 50), Rect(0, 10, 60, 40)),
        (7, Point(0, 50), Rect(0, 10, 60, 30)),
        (4, Point(0, 0), Rect(0, 0, 10, 10)),
    ],
)
def test_areas_are_pulled_at_corners_and_edges(handle: int, to: Point, rect: Rect) -> None:
    assert Redaction(Rect(10, 10, 50, 30)).pulled(handle, to).rect == rect


@given(_shapes)
def test_every_handle_can_be_pulled_to_where_it_is(shape: Shape) -> None:
    for handle, point in enumerate(shape.handles()):
        pulled = shape.pulled(handle, point)
        assert pulled.bounds().width == pytest.approx(shape.bounds().width, rel=1e-6, abs=1e-3)


@pytest.mark.parametrize(
    ("shapes", "page"),
    [
        ((), Rect(0, 0, 100, 80)),
        ((Crop(Rect(10, 10, 50, 30)),), Rect(10, 10, 50, 30)),
        ((Crop(Rect(10.5, 10.5, 50, 30)),), Rect(10, 10, 51, 31)),
        ((Crop(Rect(-10, -10, 50, 30)),), Rect(0, 0, 40, 20)),
        ((Crop(Rect(10, 10, 50, 30)), Crop(Rect(0, 0, 5, 5))), Rect(0, 0, 5, 5)),
        ((Crop(Rect(500, 500, 50, 30)),), Rect(0, 0, 100, 80)),
        ((Crop(Rect(10, 10, 0, 0)),), Rect(0, 0, 100, 80)),
    ],
)
def test_the_page_is_what_the_last_crop_leaves(shapes: tuple[Shape, ...], page: Rect) -> None:
    assert page_of(shapes, 100, 80) == page


@pytest.mark.parametrize(
    ("gesture", "to", "free", "straight"),
    [
        (
            gestures.DrawingArrow(Point(0, 0), RED, 4),
            Point(100, 8),
            Arrow(Point(0, 0), Point(100, 8), RED, 4),
            Arrow(Point(0, 0), Point(100.3195, 0), RED, 4),
        ),
        (
            gestures.DrawingArea(Point(10, 10), Redaction),
            Point(0, 50),
            Redaction(Rect(0, 10, 10, 40)),
            Redaction(Rect(-30, 10, 40, 40)),
        ),
        (
            gestures.DrawingArea(Point(10, 10), Crop, Rect(0, 0, 20, 20)),
            Point(50, 15),
            Crop(Rect(10, 10, 10, 5)),
            Crop(Rect(10, 10, 10, 10)),
        ),
        (
            gestures.Moving(Step(Point(5, 5), RED, 4), Point(0, 0)),
            Point(10, 3),
            Step(Point(15, 8), RED, 4),
            Step(Point(15, 5), RED, 4),
        ),
        (
            gestures.Moving(Crop(Rect(5, 5, 10, 10)), Point(0, 0), Rect(0, 0, 20, 20)),
            Point(50, -50),
            Crop(Rect(10, 0, 10, 10)),
            Crop(Rect(10, 5, 10, 10)),
        ),
    ],
)
def test_gestures_make_shapes(gesture: gestures.Gesture, to: Point, free: Shape, straight: Shape) -> None:
    assert gesture.to(to, is_straight=False) == free
    made = gesture.to(to, is_straight=True)
    assert made.bounds() == pytest.approx(straight.bounds(), abs=1e-3)


def test_a_stroke_remembers_its_way_and_passes_over_trembling() -> None:
    stroke = gestures.DrawingStroke(Point(0, 0), Pen, RED, 4, step=2)

    for x in (1, 3, 4, 8):
        drawn = stroke.to(Point(x, 0), is_straight=False)

    assert drawn == Pen((Point(0, 0), Point(3, 0), Point(8, 0)), RED, 4)
    assert stroke.to(Point(9, 2), is_straight=True) == Pen((Point(0, 0), Point(9, 0)), RED, 4)


@given(_rects)
def test_hidden_data_covers_every_pixel_it_touches(rect: Rect) -> None:
    kept = gestures.snapped(Redaction(rect))

    assert isinstance(kept, Redaction)
    assert kept.rect.x <= rect.x
    assert kept.rect.y <= rect.y
    assert kept.rect.right >= rect.right
    assert kept.rect.bottom >= rect.bottom
    assert all(side == int(side) for side in kept.rect)
    assert min(kept.rect.width, kept.rect.height) >= 1


@given(st.lists(st.integers(0, 3), max_size=60), st.integers(0, 70))
def test_undo_goes_back_through_everything_and_redo_forward(states: list[int], back: int) -> None:
    history = History(-1)
    seen = [-1]
    for state in states:
        history.push(state)
        if state != seen[-1]:
            seen.append(state)

    for _ in range(back):
        history.undo()
    assert history.present == seen[max(0, len(seen) - 1 - back)]
    assert history.can_undo == (len(seen) - 1 > back)

    for _ in range(back):
        history.redo()
    assert history.present == seen[-1]
    assert not history.can_redo


def test_thousands_of_steps_are_undone() -> None:
    history = History(0)
    for state in range(1, 20_001):
        history.push(state)

    while history.can_undo:
        history.undo()

    assert history.present == 0
    assert not history.is_changed


def test_nudges_one_after_another_are_one_step() -> None:
    history = History(0)
    history.push(1, merge_key="nudge")
    history.push(2, merge_key="nudge")
    history.push(3, merge_key="other")
    history.push(4, merge_key="nudge")

    seen = []
    while history.can_undo:
        history.undo()
        seen.append(history.present)

    assert seen == [3, 2, 0]


def test_a_new_step_forgets_what_was_undone() -> None:
    history = History(0)
    history.push(1)
    history.undo()
    history.push(2)

    history.redo()

    assert history.present == 2
