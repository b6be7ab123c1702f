"""The whole of a capture with real windows offscreen: panel, countdown, overlay, portal, and the window's return."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desk_gui.outbox.desk import Command, TakePortalScreenshot
from desk_gui.outbox.events import PortalAnswered, PortalTrouble
from desk_gui.ui.capture.countdown import Countdown
from desk_gui.ui.capture.flow import CaptureFlow
from desk_gui.ui.capture.leftover import leftover_at, remove_leftover
from desk_gui.ui.capture.menu import CaptureKind, CaptureMenu
from desk_gui.ui.capture.overlay import Overlay
from desk_gui.ui.theme import DARK, LIGHT, Theme, Tokens

# Said by the offscreen platform when a popup opens; it has no keyboard to grab.
pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard")

PATIENCE_MS = 8_000
T = TypeVar("T", bound=QWidget)


class WrittenDown:
    """Stands where the outbox does, and keeps the commands."""

    def __init__(self) -> None:
        self.commands: list[Command] = []

    def do(self, command: Command) -> None:
        self.commands.append(command)

    def spool_path(self, sha256: str) -> Path:
        return Path(sha256)


class Capturing:
    """A window with a red face that captures, and what came of it."""

    def __init__(self, qtbot: QtBot, theme: Theme) -> None:
        self.qtbot = qtbot
        self.desk = WrittenDown()
        self.window = QMainWindow()
        self.button = QPushButton("Capture")
        self.window.setCentralWidget(self.button)
        self.button.setStyleSheet("background: #ff0000; border: 0;")
        self.window.setGeometry(100, 100, 300, 200)
        self.flow = CaptureFlow(self.window, theme, self.desk)
        self.captured: list[QImage] = []
        self.failed: list[str] = []
        self.flow.captured.connect(self.captured.append)
        self.flow.failed.connect(self.failed.append)
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.window.show()

    def overlay(self) -> Overlay:
        self.qtbot.waitUntil(lambda: bool(shown(Overlay)), timeout=PATIENCE_MS)
        return shown(Overlay)[0]

    def wait_until_back(self) -> None:
        self.qtbot.waitUntil(lambda: self.window.isVisible() and not self.flow.is_busy, timeout=PATIENCE_MS)
        assert shown(Overlay) == []
        assert shown(Countdown) == []

    def asked(self) -> TakePortalScreenshot:
        self.qtbot.waitUntil(lambda: bool(self.desk.commands), timeout=PATIENCE_MS)
        command = self.desk.commands[-1]
        assert isinstance(command, TakePortalScreenshot)
        return command


def shown(kind: type[T]) -> list[T]:
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()]


@pytest.fixture
def capturing(qapp: QApplication, qtbot: QtBot, theme: Theme) -> Iterator[Capturing]:
    made = Capturing(qtbot, theme)
    yield made
    made.window.hide()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_whole_screen_is_taken_without_our_window(capturing: Capturing) -> None:
    capturing.flow.begin(CaptureKind.SCREEN, 0)
    assert not capturing.window.isVisible()
    assert capturing.flow.is_busy

    capturing.wait_until_back()
    (image,) = capturing.captured
    assert image.size() == capturing.window.screen().size() * capturing.window.devicePixelRatio()
    assert image.pixel(250, 250) != QColor("#ff0000").rgb()


def test_region_by_keyboard(capturing: Capturing) -> None:
    capturing.flow.begin(CaptureKind.REGION, 0)
    overlay = capturing.overlay()
    QTest.mouseMove(overlay, QPoint(100, 50))
    for key, modifier in (
        (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
    ):
        QTest.keyClick(overlay, key, modifier)

    capturing.wait_until_back()
    assert [image.size().toTuple() for image in capturing.captured] == [(12, 101)]


def test_region_by_mouse(capturing: Capturing) -> None:
    capturing.flow.begin(CaptureKind.REGION, 0)
    overlay = capturing.overlay()
    QTest.mousePress(overlay, Qt.MouseButton.LeftButton, pos=QPoint(20, 30))
    QTest.mouseMove(overlay, QPoint(59, 79))
    QTest.mouseRelease(overlay, Qt.MouseButton.LeftButton, pos=QPoint(59, 79))

    capturing.wait_until_back()
    assert [image.size().toTuple() for image in capturing.captured] == [(40, 50)]


@pytest.mark.parametrize("way", ["escape", "right button"])
def test_giving_up_brings_the_window_back_and_says_nothing(capturing: Capturing, way: str) -> None:
    capturing.flow.begin(CaptureKind.REGION, 0)
    overlay = capturing.overlay()
    if way == "escape":
        QTest.keyClick(overlay, Qt.Key.Key_Escape)
    else:
        QTest.mouseClick(overlay, Qt.MouseButton.RightButton)

    capturing.wait_until_back()
    assert capturing.captured == []
    assert capturing.failed == []


def test_button_that_was_held_before_settles_nothing(capturing: Capturing) -> None:
    capturing.flow.begin(CaptureKind.WINDOW, 0)
    overlay = capturing.overlay()
    QTest.mouseRelease(overlay, Qt.MouseButton.LeftButton, pos=QPoint(20, 30))

    assert overlay.isVisible()
    QTest.keyClick(overlay, Qt.Key.Key_Escape)
    capturing.wait_until_back()


def test_overlay_speaks_to_screen_readers(capturing: Capturing) -> None:
    capturing.flow.begin(CaptureKind.REGION, 0)
    overlay = capturing.overlay()

    assert "region" in overlay.accessibleName()
    before = overlay.accessibleDescription()
    QTest.keyClick(overlay, Qt.Key.Key_Space)
    assert "Esc" in before
    assert "Tab" in overlay.accessibleDescription(), "it says what can be done now"

    QTest.keyClick(overlay, Qt.Key.Key_Escape)
    capturing.wait_until_back()


def test_second_capture_waits_for_the_first(capturing: Capturing) -> None:
    capturing.flow.begin(CaptureKind.REGION, 0)
    capturing.overlay()
    capturing.flow.begin(CaptureKind.SCREEN, 0)
    capturing.flow.choose(capturing.button)

    assert shown(CaptureMenu) == []
    QTest.keyClick(capturing.overlay(), Qt.Key.Key_Escape)
    capturing.wait_until_back()
    assert capturing.captured == []


def test_countdown_ends_in_a_picture_or_is_cancelled(capturing: Capturing) -> None:
    capturing.flow.begin(CaptureKind.SCREEN, 1)
    (countdown,) = shown(Countdown)
    assert "1" in countdown.accessibleName()
    capturing.wait_until_back()
    assert len(capturing.captured) == 1

    capturing.flow.begin(CaptureKind.SCREEN, 10)
    (countdown,) = shown(Countdown)
    QTest.mouseClick(countdown.cancel, Qt.MouseButton.LeftButton)
    capturing.wait_until_back()
    assert len(capturing.captured) == 1


def test_panel_remembers_the_delay(capturing: Capturing) -> None:
    capturing.flow.choose(capturing.button)
    (menu,) = shown(CaptureMenu)
    assert menu.delay_s() == 0
    menu.delay.set_value("3")
    menu.tiles[CaptureKind.REGION].click()
    (countdown,) = shown(Countdown)
    QTest.keyClick(countdown, Qt.Key.Key_Escape)
    capturing.wait_until_back()

    capturing.flow.choose(capturing.button)
    (menu,) = shown(CaptureMenu)
    assert menu.delay_s() == 3
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert shown(CaptureMenu) == []
    assert not capturing.flow.is_busy


def test_panel_offers_only_what_this_system_can_do(capturing: Capturing) -> None:
    capturing.flow.choose(capturing.button)
    (menu,) = shown(CaptureMenu)

    # The offscreen platform tells nothing about windows.
    assert set(menu.tiles) == {CaptureKind.REGION, CaptureKind.SCREEN}
    assert [tile.accessibleName() for tile in menu.tiles.values()] == ["Region", "Whole screen"]
    QTest.keyClick(menu, Qt.Key.Key_S)
    capturing.wait_until_back()
    assert len(capturing.captured) == 1


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_panel_fits_the_screen_wherever_its_button_is(qtbot: QtBot, capturing: Capturing, tokens: Tokens) -> None:
    screen = capturing.window.screen().availableGeometry()
    for corner in (screen.topLeft(), screen.bottomRight() - QPoint(60, 30)):
        capturing.window.move(corner)
        menu = CaptureMenu(capturing.window, tokens, tuple(CaptureKind), delay_s=5, note="A note.")
        menu.open_at(capturing.button)

        assert screen.contains(menu.geometry())
        assert menu.delay_s() == 5
        menu.close()


# The desktop's portal


def test_portals_picture_is_handed_on(capturing: Capturing, tmp_path: Path) -> None:
    picture = QImage(30, 20, QImage.Format.Format_RGB32)
    picture.fill(QColor("green"))
    path = tmp_path / "shot.png"
    assert picture.save(str(path))

    capturing.flow.begin(CaptureKind.DESKTOP_TOOL, 0)
    asked = capturing.asked()
    assert not capturing.window.isVisible()
    capturing.flow.receive(PortalAnswered(asked.request_id + 1, (Path("/somebody/elses"),)))
    assert capturing.flow.is_busy
    capturing.flow.receive(PortalAnswered(asked.request_id, (path,)))

    capturing.wait_until_back()
    assert capturing.captured == [picture]
    assert capturing.failed == []


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (PortalTrouble.DENIED, "cancelled"),
        (PortalTrouble.SILENT, "did not answer"),
        (PortalTrouble.MISSING, "lets no program"),
    ],
)
def test_portals_refusal_says_what_to_do_instead(capturing: Capturing, trouble: PortalTrouble, words: str) -> None:
    capturing.flow.begin(CaptureKind.DESKTOP_TOOL, 0)
    capturing.flow.receive(PortalAnswered(capturing.asked().request_id, trouble=trouble))

    capturing.wait_until_back()
    (sentence,) = capturing.failed
    assert words in sentence
    assert "paste" in sentence
    assert "%1" not in sentence
    assert capturing.captured == []


def test_portals_picture_that_cannot_be_read_is_said(capturing: Capturing, tmp_path: Path) -> None:
    path = tmp_path / "shot.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n and no more")

    capturing.flow.begin(CaptureKind.DESKTOP_TOOL, 0)
    capturing.flow.receive(PortalAnswered(capturing.asked().request_id, (path,)))

    capturing.wait_until_back()
    assert "paste" in capturing.failed[0]


def test_the_portals_file_goes_once_its_picture_is_safe_if_it_was_made_for_us(
    capturing: Capturing, tmp_path: Path
) -> None:
    old, new = tmp_path / "old.png", tmp_path / "new.png"
    picture = QImage(30, 20, QImage.Format.Format_RGB32)
    assert picture.save(str(old))
    os.utime(old, (1_700_000_000, 1_700_000_000))
    for path in (old, new):
        capturing.desk.commands.clear()
        capturing.flow.begin(CaptureKind.DESKTOP_TOOL, 0)
        asked = capturing.asked()
        if path is new:
            assert picture.save(str(new))
        capturing.flow.receive(PortalAnswered(asked.request_id, (path,)))
        capturing.wait_until_back()
        leftover = capturing.flow.take_leftover()
        assert path.exists(), "nobody has its bytes safely yet"
        assert (leftover is not None) == (path is new), "what was there before we asked is not ours"
    assert leftover is not None
    assert capturing.flow.take_leftover() is None
    new.write_bytes(b"something else by now")
    assert not remove_leftover(leftover)
    assert new.exists()
    assert picture.save(str(new))
    again = leftover_at(new, leftover.changed_ns)
    assert again is not None
    assert remove_leftover(again)
    assert not new.exists()


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_a_link_and_a_second_name_are_not_the_portals_file(tmp_path: Path) -> None:
    (tmp_path / "shot.png").write_bytes(b"x")
    (tmp_path / "link.png").symlink_to(tmp_path / "shot.png")
    assert leftover_at(tmp_path / "link.png", 0) is None
    assert leftover_at(tmp_path / "shot.png", 0) is not None
    os.link(tmp_path / "shot.png", tmp_path / "other.png")
    assert leftover_at(tmp_path / "shot.png", 0) is None
    assert leftover_at(tmp_path / "gone.png", 0) is None


def test_late_answer_of_the_portal_changes_nothing(capturing: Capturing) -> None:
    capturing.flow.begin(CaptureKind.DESKTOP_TOOL, 0)
    request_id = capturing.asked().request_id
    for _ in range(2):
        capturing.flow.receive(PortalAnswered(request_id, trouble=PortalTrouble.DENIED))

    capturing.wait_until_back()
    assert len(capturing.failed) == 1
