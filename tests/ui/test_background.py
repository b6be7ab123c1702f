"""Closing the window: what is on its way is finished first, what waits does not hold the program."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_gui.outbox.desk import Command, LeaveForm, SaveDraft
from desk_gui.outbox.events import TicketChanged
from desk_gui.outbox.tickets import Hold, State, TicketRow
from desk_gui.system.settings import Settings
from desk_gui.ui.background import Background
from desk_gui.ui.main_window import MainWindow
from desk_gui.ui.theme import Theme

NOW = datetime.now(UTC)
ROW = TicketRow("t1", "DG-7F3K9Q", "UPS beeping", State.UPLOADING, created_at=NOW, changed_at=NOW)


class CommandList:
    """Takes commands down, so that a test sees what the window asked for."""

    def __init__(self, spool: Path) -> None:
        self.commands: list[Command] = []
        self._spool = spool

    def do(self, command: Command) -> None:
        self.commands.append(command)

    def spool_path(self, sha256: str) -> Path:
        return self._spool / sha256


@pytest.fixture
def desk(tmp_path: Path) -> CommandList:
    return CommandList(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, desk: CommandList) -> Iterator[MainWindow]:
    made = MainWindow(desk, theme, Settings(), is_practice=False)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.hide()


@pytest.fixture
def ends(window: MainWindow) -> list[bool]:
    """How often the program was told that it may end."""
    background = Background(window)
    told: list[bool] = []
    background.finished.connect(lambda: told.append(True))
    window.setProperty("background", background)
    return told


def _tell(window: MainWindow, row: TicketRow) -> None:
    background = window.property("background")
    assert isinstance(background, Background)
    background.receive(TicketChanged(row))


def test_a_closed_window_with_nothing_on_its_way_ends_the_program(
    window: MainWindow, ends: list[bool], desk: CommandList
) -> None:
    window.form.title.setText("Half written")
    window.close()
    assert ends == [True]
    assert not window.isVisible()
    saved = [command for command in desk.commands if isinstance(command, SaveDraft)]
    assert saved[-1].draft.title == "Half written", "the draft is kept first"
    assert isinstance(desk.commands[-1], LeaveForm)


def test_a_ticket_on_its_way_is_finished_first(window: MainWindow, ends: list[bool]) -> None:
    _tell(window, ROW)
    window.close()
    assert ends == []
    assert window.isMinimized()
    assert "sending 1 ticket" in window.windowTitle()
    _tell(window, replace(ROW, state=State.CREATED))
    assert ends == [True]


@pytest.mark.parametrize("hold", [Hold.BACKOFF, Hold.KEY, Hold.THROTTLED, Hold.HANDED_OVER])
def test_what_merely_waits_does_not_hold_the_program(window: MainWindow, ends: list[bool], hold: Hold) -> None:
    _tell(window, replace(ROW, state=State.QUEUED, hold=hold))
    window.close()
    assert ends == [True]


def test_quitting_does_not_wait(window: MainWindow, ends: list[bool]) -> None:
    _tell(window, ROW)
    window.quit()
    assert ends == [True]


def test_a_window_that_comes_back_stays(window: MainWindow, ends: list[bool], qapp: QApplication) -> None:
    _tell(window, ROW)
    window.close()
    window.come_back()
    assert not window.windowState() & Qt.WindowState.WindowMinimized
    assert window.windowTitle() == "Desk GUI"
    _tell(window, replace(ROW, state=State.CREATED))
    assert ends == []
    assert qapp is not None
