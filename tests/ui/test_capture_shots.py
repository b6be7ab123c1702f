"""What is cut out of the screens, also across screens of different sharpness, and where the mouse is on them."""

import pytest
from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QImage, qRgb
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk_gui.ui.capture.shots import ScreenShot, cut, grab_screens, shot_under, whole_canvas


def picture(width: int, height: int, blue: int) -> QImage:
    """Make a picture in which every pixel says where it is, and on which screen."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    for y in range(height):
        for x in range(width):
            image.setPixel(x, y, qRgb(x, y, blue))
    return image


LEFT = ScreenShot("left", QRect(0, 0, 100, 80), 1.0, picture(100, 80, 1), QRect(0, 0, 100, 80))
# Twice as sharp, and higher up: its corner is in physical pixels, its size in logical ones.
RIGHT = ScreenShot("right", QRect(100, -40, 60, 50), 2.0, picture(120, 100, 2), QRect(100, -40, 120, 100))
SCREENS = (LEFT, RIGHT)


def test_part_of_one_screen_is_its_pixels() -> None:
    assert cut(SCREENS, QRect(7, 9, 30, 20)) == LEFT.image.copy(7, 9, 30, 20)
    assert cut(SCREENS, QRect(101, -38, 50, 60)) == RIGHT.image.copy(1, 2, 50, 60)


def test_region_across_screens_takes_every_pixel_as_it_is() -> None:
    made = cut(SCREENS, QRect(90, -10, 30, 40))

    assert made.copy(0, 10, 10, 30) == LEFT.image.copy(90, 0, 10, 30)
    assert made.copy(10, 0, 20, 40) == RIGHT.image.copy(0, 30, 20, 40)
    assert made.pixel(3, 3) == QColor("black").rgb(), "no screen is there"


def test_all_screens_together() -> None:
    made = cut(SCREENS, whole_canvas(SCREENS))

    assert whole_canvas(SCREENS) == QRect(0, -40, 220, 120)
    assert made.copy(0, 40, 100, 80) == LEFT.image
    assert made.copy(100, 0, 120, 100) == RIGHT.image


def test_what_lies_beyond_the_screens_is_left_out() -> None:
    assert cut(SCREENS, QRect(-50, 70, 60, 60)) == LEFT.image.copy(0, 70, 10, 10)
    assert cut(SCREENS, QRect(900, 900, 5, 5)).isNull()


# As on macOS, where places are in points: the less sharp screen takes two units of the canvas for each of its pixels.
BLUNT = ScreenShot("blunt", QRect(0, 0, 100, 80), 1.0, picture(100, 80, 1), QRect(0, 0, 200, 160))
SHARP = ScreenShot("sharp", QRect(100, 0, 60, 50), 2.0, picture(120, 100, 2), QRect(200, 0, 120, 100))


def test_less_sharp_screen_alone_keeps_its_own_pixels() -> None:
    assert cut((BLUNT, SHARP), QRect(20, 40, 60, 20)) == BLUNT.image.copy(10, 20, 30, 10)


def test_less_sharp_screen_is_enlarged_beside_a_sharper_one() -> None:
    made = cut((BLUNT, SHARP), QRect(180, 0, 40, 20))

    assert made.size().width() == 40
    assert made.copy(20, 0, 20, 20) == SHARP.image.copy(0, 0, 20, 20)
    assert [made.pixel(x, 0) for x in (0, 1, 2, 3)] == [BLUNT.image.pixel(x, 0) for x in (90, 90, 91, 91)]


@pytest.mark.parametrize(
    ("shot", "position", "pixel"),
    [
        (LEFT, (7, 9), (7, 9)),
        (LEFT, (-5, 200), (0, 79)),
        (RIGHT, (100, -40), (100, -40)),
        (RIGHT, (100.5, -39.5), (101, -39)),
        (RIGHT, (159.5, 9.5), (219, 59)),
        (BLUNT, (10, 20), (20, 40)),
        (SHARP, (100.5, 1), (201, 2)),
    ],
)
def test_mouse_is_on_the_very_pixel(shot: ScreenShot, position: tuple[float, float], pixel: tuple[int, int]) -> None:
    assert shot.to_canvas(QPointF(*position)).toTuple() == pixel


@pytest.mark.parametrize(
    ("shot", "area", "place"),
    [
        (LEFT, QRect(10, 20, 5, 6), QRectF(10, 20, 5, 6)),
        (RIGHT, QRect(101, -38, 5, 6), QRectF(0.5, 1, 2.5, 3)),
        (BLUNT, QRect(20, 40, 10, 10), QRectF(10, 20, 5, 5)),
        (SHARP, QRect(201, 2, 3, 4), QRectF(0.5, 1, 1.5, 2)),
    ],
)
def test_area_is_drawn_where_its_pixels_are(shot: ScreenShot, area: QRect, place: QRectF) -> None:
    assert shot.to_widget(area) == place


def test_half_a_unit_before_the_edge_is_still_this_screen() -> None:
    assert shot_under(SCREENS, QPointF(99.5, 5)) is LEFT
    assert shot_under(SCREENS, QPointF(100, 5)) is RIGHT
    assert shot_under(SCREENS, QPointF(50, -5)) is None


def test_grab_is_what_is_on_the_screen(qapp: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setStyleSheet("background: #123456;")
    window.setGeometry(50, 60, 200, 100)
    with qtbot.waitExposed(window):
        window.show()
    (shot,) = grab_screens()

    assert shot.geometry == qapp.primaryScreen().geometry()
    assert shot.image.size() == shot.place.size()
    assert shot.image.devicePixelRatio() == 1
    assert cut((shot,), QRect(60, 70, 10, 10)).pixel(5, 5) == QColor("#123456").rgb()
