"""Aiming at a region with two corners, and at one of several boxes, without any window."""

import pytest
from PySide6.QtCore import QPoint, QRect

from desk_gui.ui.capture.aims import Box, BoxAim, RegionAim

CANVAS = QRect(-100, 0, 1100, 500)


def region() -> RegionAim:
    return RegionAim(CANVAS, QPoint(50, 60))


@pytest.mark.parametrize(
    ("start", "end"),
    [((10, 20), (40, 30)), ((40, 30), (10, 20)), ((10, 30), (40, 20)), ((40, 20), (10, 30))],
)
def test_drag_takes_both_its_corners_whichever_way_it_goes(start: tuple[int, int], end: tuple[int, int]) -> None:
    aim = region()

    aim.press(QPoint(*start))
    aim.move_to(QPoint(*end))

    assert aim.is_held
    assert aim.release(QPoint(*end))
    assert aim.area == QRect(10, 20, 31, 11)


def test_nothing_is_chosen_before_the_first_corner() -> None:
    aim = region()
    aim.move_to(QPoint(5, 5))

    assert aim.area.isNull()
    assert not aim.is_anchored


def test_two_clicks_do_what_a_drag_does() -> None:
    aim = region()

    aim.press(QPoint(10, 10))
    assert not aim.release(QPoint(11, 10)), "a hand that shakes has not dragged"
    aim.move_to(QPoint(90, 90))
    aim.press(QPoint(100, 100))

    assert aim.release(QPoint(100, 100))
    assert aim.area == QRect(QPoint(10, 10), QPoint(100, 100))


def test_keyboard_sets_one_corner_and_then_the_other() -> None:
    aim = region()

    aim.step(-10, 0)
    assert not aim.confirm()
    aim.step(1, 100)

    assert aim.area == QRect(QPoint(40, 60), QPoint(41, 160))
    assert aim.confirm()


def test_tab_goes_to_the_other_corner_and_back() -> None:
    aim = region()
    aim.confirm()
    aim.step(10, 10)

    aim.switch()
    aim.step(-5, -5)
    aim.switch()
    aim.step(1, 0)

    assert aim.area == QRect(QPoint(45, 55), QPoint(61, 70))


def test_tab_without_a_corner_does_nothing() -> None:
    aim = region()
    aim.switch()

    assert not aim.is_anchored
    assert aim.cursor == QPoint(50, 60)


@pytest.mark.parametrize(
    ("dx", "dy", "end"), [(-999, 0, (-100, 60)), (9999, 0, (999, 60)), (0, -999, (50, 0)), (0, 999, (50, 499))]
)
def test_arrows_stop_where_the_screens_do(dx: int, dy: int, end: tuple[int, int]) -> None:
    aim = region()
    aim.step(dx, dy)

    assert aim.cursor == QPoint(*end)


FRONT = Box(QRect(100, 100, 100, 100), "front")
BACK = Box(QRect(50, 50, 200, 200), "back")
SCREEN = Box(CANVAS, "screen", is_screen=True)


@pytest.mark.parametrize(("at", "title"), [((150, 150), "front"), ((60, 60), "back"), ((900, 400), "screen")])
def test_mouse_chooses_the_foremost_box(at: tuple[int, int], title: str) -> None:
    aim = BoxAim((FRONT, BACK, SCREEN), QPoint(0, 0))
    aim.move_to(QPoint(*at))

    assert aim.title == title
    assert aim.release(QPoint(*at))


@pytest.mark.parametrize(("at", "title"), [((0, 0), "front"), ((60, 60), "back")])
def test_first_choice_is_a_window_where_there_is_one(at: tuple[int, int], title: str) -> None:
    assert BoxAim((FRONT, BACK, SCREEN), QPoint(*at)).title == title


def test_first_choice_among_screens_is_the_one_with_the_mouse() -> None:
    other = Box(QRect(1000, 0, 500, 500), "other", is_screen=True)

    assert BoxAim((SCREEN, other), QPoint(1200, 10)).title == "other"


def test_arrows_and_tab_go_around() -> None:
    aim = BoxAim((FRONT, BACK, SCREEN), QPoint(150, 150))
    seen = []
    for dx, dy in ((1, 0), (0, 10), (1, 0), (-1, 0), (0, -1)):
        aim.step(dx, dy)
        seen.append(aim.title)
    aim.switch()

    assert seen == ["back", "screen", "front", "screen", "back"]
    assert aim.title == "screen"
    assert aim.confirm()
