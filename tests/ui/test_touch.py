"""Fingers: large controls are offered once and are large; the window ends above a keyboard on the screen."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRectF, QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desk_gui.outbox.desk import Command, SaveSettings
from desk_gui.outbox.events import SettingsSaved
from desk_gui.system.settings import Settings
from desk_gui.ui.main_window import MainWindow
from desk_gui.ui.receiver import Receiver
from desk_gui.ui.strip import StripAction
from desk_gui.ui.theme import LARGE_TARGET, LARGE_TEXT_PT, Theme
from desk_gui.ui.touch_flow import TouchFlow, covered_px


class Shown:
    """A window whose outbox saves settings at once."""

    def __init__(self, theme: Theme, spool: Path) -> None:
        self.commands: list[Command] = []
        self._spool = spool
        self.window = MainWindow(self, theme, Settings(), is_practice=False)
        self.receiver = Receiver(self.window, theme)

    def do(self, command: Command) -> None:
        self.commands.append(command)
        if isinstance(command, SaveSettings):
            self.receiver.receive(SettingsSaved(command.settings))

    def spool_path(self, sha256: str) -> Path:
        return self._spool / sha256


@pytest.fixture
def shown(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Shown]:
    made = Shown(theme, tmp_path)
    qtbot.addWidget(made.window)
    made.window.resize(1366, 768)
    with qtbot.waitActive(made.window):
        made.window.show()
    yield made
    theme.set_large(is_large=False)
    made.window.hide()


def _touch(window: MainWindow) -> None:
    device = QTest.createTouchDevice()
    place = QPoint(300, 300)
    QTest.touchEvent(window.windowHandle(), device).press(0, place, window.windowHandle()).commit()
    QTest.touchEvent(window.windowHandle(), device).release(0, place, window.windowHandle()).commit()


def test_large_controls_are_offered_after_the_first_touch_and_once(shown: Shown) -> None:
    flow = shown.window.findChild(TouchFlow)
    assert flow is not None
    flow.watch()
    _touch(shown.window)
    assert shown.window.strip.offers == (StripAction.LARGE_CONTROLS, StripAction.NO_LARGE_CONTROLS)
    shown.window.strip.buttons[1].click()
    assert shown.window.strip.isHidden()
    assert shown.window.settings.large_controls_offered
    assert not shown.window.settings.large_controls
    flow.watch()
    _touch(shown.window)
    assert shown.window.strip.isHidden()


def test_the_offer_taken_makes_controls_large_at_once(shown: Shown) -> None:
    flow = shown.window.findChild(TouchFlow)
    assert flow is not None
    flow.watch()
    _touch(shown.window)
    shown.window.strip.buttons[0].click()
    assert shown.window.settings.large_controls
    assert QApplication.font().pointSizeF() >= LARGE_TEXT_PT


def test_what_is_being_said_is_not_pushed_aside_by_the_offer(shown: Shown) -> None:
    flow = shown.window.findChild(TouchFlow)
    assert flow is not None
    flow.watch()
    shown.window.strip.say("Filed", ticket_id="tk_1")
    _touch(shown.window)
    assert shown.window.strip.ticket_id == "tk_1"
    shown.window.strip.hide()
    _touch(shown.window)
    assert StripAction.LARGE_CONTROLS in shown.window.strip.offers


def test_large_controls_are_large_enough_for_fingers(shown: Shown, qtbot: QtBot) -> None:
    shown.receiver.receive(SettingsSaved(replace(shown.window.settings, large_controls=True)))
    qtbot.waitUntil(lambda: shown.window.form.title.height() >= LARGE_TARGET)
    QApplication.processEvents()
    small = [
        (one.accessibleName(), one.size().toTuple())
        for one in shown.window.findChildren(QWidget)
        if isinstance(one, QAbstractButton | QLineEdit)
        and one.isVisible()
        and one.window() is shown.window
        and not isinstance(one.parent(), QLineEdit)
        and (one.height() < LARGE_TARGET or one.width() < LARGE_TARGET)
    ]
    assert small == []
    shown.receiver.receive(SettingsSaved(replace(shown.window.settings, large_controls=False)))
    qtbot.waitUntil(lambda: shown.window.form.requester_id.height() < LARGE_TARGET)


@pytest.mark.parametrize(
    ("keyboard", "covered"),
    [
        (QRectF(), 0),
        (QRectF(0, 500, 1000, 268), 268),
        (QRectF(0, 700, 1000, 300), 68),
        (QRectF(0, 768, 1000, 300), 0),
        (QRectF(0, 200, 400, 200), 0),  # floats
        (QRectF(0, 100, 1000, 668), 0),  # covers nearly all: no room to make
        (QRectF(1100, 500, 300, 300), 0),  # beside the window
    ],
)
def test_what_a_keyboard_covers(keyboard: QRectF, covered: int) -> None:
    assert covered_px(keyboard, QSize(1000, 768)) == covered


def test_the_footer_stays_above_the_keyboard_and_the_field_in_view(shown: Shown, qtbot: QtBot) -> None:
    window = shown.window
    window.form.team.setFocus()
    window.panes.make_room(300)
    qtbot.waitUntil(lambda: window.footer.mapTo(window, window.footer.rect().bottomLeft()).y() < 768 - 300)
    viewport = window.form.viewport()
    team = window.form.team.mapTo(viewport, window.form.team.rect().center())
    assert viewport.rect().contains(team)
    window.panes.make_room(0)
    qtbot.waitUntil(lambda: window.footer.mapTo(window, window.footer.rect().bottomLeft()).y() >= 767)
