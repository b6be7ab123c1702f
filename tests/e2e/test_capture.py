"""Captures on a private screen: what comes out is what was on the screen, pixel for pixel, and nothing of ours."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColorSpace, QImage
from support.desktop import PrivateDesktop
from support.project import ROOT
from support.waiting import pause, wait_until

pytestmark = pytest.mark.e2e

PROBE = ROOT / "tests" / "support" / "capture_probe.py"
SIZE = (1366, 768)
START_S = 30.0


class CaptureDesktop:
    """A private desktop with a known picture on its screen, and a window of ours on top of that."""

    def __init__(self, desktop: PrivateDesktop) -> None:
        self.desktop = desktop
        self.window = ""
        self._journal = desktop.root / "journal"
        self._journal.touch()
        self._show_picture()

    def _show_picture(self) -> None:
        """Put a picture on the screen in which every pixel has a colour of its own."""
        picture = QImage(*SIZE, QImage.Format.Format_RGB32)
        for y in range(SIZE[1]):
            for x in range(SIZE[0]):
                picture.setPixel(x, y, 0xFF000000 | x << 12 | y)
        path = self.desktop.root / "picture.png"
        assert picture.save(str(path))
        self.desktop.popen(["display", "-window", "root", path])
        wait_until(lambda: self.screen() == picture, "the picture on the screen")

    def screen(self) -> QImage:
        """Return what is on the screen, as an outside program sees it."""
        return pixels(self.desktop.screenshot(self.desktop.root / "screen.png"))

    def open(self, **env: str) -> None:
        """Open our window and bring it to the front."""
        command: list[str | Path] = [sys.executable, PROBE, self._journal, self.desktop.root]
        self.desktop.popen(command, {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}", **env})
        self.window = self.desktop.find_window("^Capture probe$", START_S)
        self.desktop.place_window(self.window, (300, 200), (400, 260))
        self.desktop.activate(self.window)

    def told(self, what: str) -> list[Any]:
        """Return what our window wrote down about something."""
        lines = [json.loads(line) for line in self._journal.read_text().splitlines()]
        return [line["value"] for line in lines if line["what"] == what]

    def choose(self, *keys: str) -> None:
        """Open the panel by its shortcut, press keys in it, and wait until our window is gone."""
        hidden = len(self.told("hidden"))
        before = self.windows()
        self.desktop.key("ctrl+shift+s")
        wait_until(lambda: self.windows() > before, "the panel")
        self.desktop.key(*keys)
        wait_until(lambda: len(self.told("hidden")) > hidden, "our window gone")

    def windows(self) -> set[str]:
        """Return the visible windows of our program."""
        pid = self.desktop.xdotool("getwindowpid", self.window)
        return set(self.desktop._run(["xdotool", "search", "--onlyvisible", "--pid", pid]).split())

    def wait_for_overlay(self) -> None:
        """Wait until the overlay lies on the screen and has the keyboard."""

        def has_keyboard() -> bool:
            active = self.desktop._run(["xdotool", "getactivewindow", "getwindowname"]).strip()
            return active == "Capture"

        wait_until(has_keyboard, "the overlay")

    def captured(self) -> QImage:
        """Return the picture, once it is there and our window is back."""
        told = wait_until(lambda: self.told("captured"), "the picture")[-1]
        assert told["ratio"] == 1
        assert told["is_back"]
        return pixels(Path(told["path"]))

    def wait_until_back(self, place: tuple[int, int, int, int]) -> None:
        """Wait until our window is where it was, and has the keyboard."""
        wait_until(lambda: self.desktop.window_box(self.window) == place, "our window where it was")
        active = ["xdotool", "getactivewindow"]
        wait_until(lambda: self.desktop._run(active).strip() == self.window, "our window in front")


def pixels(path: Path) -> QImage:
    """Read a picture as colours and nothing else."""
    image = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB32)
    image.setColorSpace(QColorSpace())
    return image


def first_pixel(image: QImage, colour: int) -> QPoint:
    """Return where the first pixel of a colour is, row by row."""
    places = (QPoint(x, y) for y in range(image.height()) for x in range(image.width()))
    return next(place for place in places if image.pixel(place) == colour)


def drag(desktop: PrivateDesktop, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Drag as a hand does, exactly from one pixel to another."""
    middle = ((start[0] + end[0]) // 2, (start[1] + end[1]) // 2)
    desktop.xdotool("mousemove", *start, "sleep", "0.05", "mousedown", 1, "mousemove", *middle, "sleep", "0.05")
    desktop.xdotool("mousemove", *end, "sleep", "0.05", "mouseup", 1)


@pytest.fixture
def capture(private_desktop: PrivateDesktop) -> CaptureDesktop:
    return CaptureDesktop(private_desktop)


@pytest.mark.parametrize("scale", ["1", "2", "1.25"])
def test_region_is_the_screens_pixels(capture: CaptureDesktop, scale: str) -> None:
    reference = capture.screen()
    capture.open(QT_SCALE_FACTOR=scale)
    place = capture.desktop.window_box(capture.window)
    assert capture.screen() != reference

    capture.choose("Return")
    capture.wait_for_overlay()
    drag(capture.desktop, (251, 187), (820, 503))

    # From the pixel where the drag began to the one where it ended; our own window was on most of that.
    assert capture.captured() == reference.copy(251, 187, 820 - 251 + 1, 503 - 187 + 1)
    capture.wait_until_back(place)
    assert capture.told("failed") == []


@pytest.mark.parametrize("scale", ["1", "2"])
def test_region_by_keyboard(capture: CaptureDesktop, scale: str) -> None:
    reference = capture.screen()
    capture.open(QT_SCALE_FACTOR=scale)
    capture.desktop.xdotool("mousemove", 400, 300)

    capture.choose("r")
    capture.wait_for_overlay()
    # First corner, then the other; Tab goes back to the first one and moves it once more.
    capture.desktop.key(
        "Left", "Up", "space", "shift+Right", "shift+Right", "ctrl+Down", "Down", "Tab", "Left", "Return"
    )

    assert capture.captured() == reference.copy(QRect(398, 299, 420 - 399 + 1, 400 - 299 + 1))


@pytest.mark.parametrize("at", ["before", "with a corner", "while dragging"])
def test_escape_ends_the_capture_and_nothing_else(capture: CaptureDesktop, at: str) -> None:
    reference = capture.screen()
    capture.open()
    place = capture.desktop.window_box(capture.window)

    capture.choose("Return")
    capture.wait_for_overlay()
    if at == "with a corner":
        capture.desktop.key("space", "Right")
    elif at == "while dragging":
        capture.desktop.xdotool("mousemove", 100, 100, "mousedown", 1, "mousemove", 300, 300, "sleep", "0.05")
    # Not `desktop.key`, which lets go of the mouse's buttons first.
    capture.desktop.xdotool("key", "Escape")
    capture.wait_until_back(place)
    capture.desktop.xdotool("mouseup", 1)

    assert capture.told("captured") == []
    assert capture.told("failed") == []
    # It is ready for the next one.
    capture.choose("s")
    assert capture.captured() == reference


def test_slow_window_manager_is_waited_for(capture: CaptureDesktop) -> None:
    reference = capture.screen()
    capture.open()
    manager = next(one for one in capture.desktop._processes if one.args == ["openbox"])

    # Stopped, it leaves our window's frame on the screen, with nothing in it.
    manager.send_signal(signal.SIGSTOP)
    try:
        capture.choose("s")
        pause(0.6)
        assert capture.told("captured") == []
    finally:
        manager.send_signal(signal.SIGCONT)

    assert capture.captured() == reference


def test_whole_screen_after_a_delay_shows_nothing_of_ours(capture: CaptureDesktop) -> None:
    reference = capture.screen()
    capture.open()

    capture.choose("Tab", "Tab", "Tab", "Right", "space", "s")
    wait_until(lambda: capture.windows() - {capture.window}, "the countdown")

    assert capture.captured() == reference
    # The delay is remembered: the next capture counts too, and can be stopped.
    capture.choose("s")
    capture.wait_for_overlay()
    capture.desktop.key("Escape")
    wait_until(lambda: capture.windows() == {capture.window}, "our window alone")
    assert len(capture.told("captured")) == 1


@pytest.mark.parametrize(
    "pick",
    [
        pytest.param(lambda desktop: desktop.click((950, 450)), id="mouse"),
        pytest.param(lambda desktop: desktop.key("Return"), id="keyboard"),
    ],
)
def test_window_is_captured_with_its_frame(capture: CaptureDesktop, pick: Callable[[PrivateDesktop], None]) -> None:
    desktop = capture.desktop
    picture = desktop.root / "other.png"
    other = QImage(320, 240, QImage.Format.Format_RGB32)
    other.fill(0xFF12AB34)
    assert other.save(str(picture))
    desktop.popen(["display", "-title", "The other window", picture])
    window = desktop.find_window("^The other window$")
    desktop.place_window(window, (800, 300))
    desktop.activate(window)
    extents = desktop._run(["xprop", "-id", window, "_NET_FRAME_EXTENTS"]).split("=")[1]
    left, right, top, bottom = (int(number) for number in extents.split(","))
    assert top > 0
    reference = capture.screen()
    corner = first_pixel(reference, other.pixel(0, 0))
    capture.open()

    capture.choose("w")
    capture.wait_for_overlay()
    pick(desktop)

    frame = QRect(corner, other.size()).adjusted(-left, -top, right, bottom)
    assert capture.captured() == reference.copy(frame)


def test_region_across_screens_of_different_sharpness(capture: CaptureDesktop) -> None:
    reference = capture.screen()
    for name, width, x, output in (("L", 700, 0, "screen"), ("R", 666, 700, "none")):
        area = f"{width}/180x768/200+{x}+0"
        subprocess.run(["xrandr", "--setmonitor", name, area, output], env=capture.desktop.env, timeout=20, check=True)
    capture.open(QT_SCREEN_SCALE_FACTORS="1;2")

    capture.choose("Return")
    capture.wait_for_overlay()
    drag(capture.desktop, (501, 203), (1003, 405))

    assert capture.captured() == reference.copy(501, 203, 1003 - 501 + 1, 405 - 203 + 1)


def test_one_of_two_screens_or_both(capture: CaptureDesktop) -> None:
    reference = capture.screen()
    for name, width, x, output in (("L", 700, 0, "screen"), ("R", 666, 700, "none")):
        area = f"{width}/180x768/200+{x}+0"
        subprocess.run(["xrandr", "--setmonitor", name, area, output], env=capture.desktop.env, timeout=20, check=True)
    capture.open(QT_SCREEN_SCALE_FACTORS="1;2")

    capture.choose("s")
    capture.wait_for_overlay()
    capture.desktop.click((1200, 600))
    assert capture.captured() == reference.copy(700, 0, 666, 768)

    capture.choose("s")
    capture.wait_for_overlay()
    capture.desktop.key("a")
    wait_until(lambda: len(capture.told("captured")) == 2, "the second picture")
    assert capture.captured() == reference
