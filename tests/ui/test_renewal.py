"""Large controls while the program runs: the window is made anew for them, and nothing in it is lost."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLayout
from pytestqt.qtbot import QtBot
from support.desk_window import DeskWindow

from desk_gui.outbox.desk import SaveSettings
from desk_gui.ui.main_window import MainWindow
from desk_gui.ui.theme import LARGE_TARGET

SCANNED = b"%PDF-1.7 a page"


@pytest.fixture
def desk(renewing_desk: DeskWindow) -> Iterator[DeskWindow]:
    yield renewing_desk
    renewing_desk.desktop.theme.set_large(is_large=False)


def _choose(desk: DeskWindow, *, is_large: bool) -> MainWindow:
    """Save that controls are to be large, or not, and return the window that is made for it."""
    old = desk.desktop.window
    desk.desktop.worker.do(SaveSettings(replace(old.settings, large_controls=is_large)))
    desk.wait(lambda: desk.desktop.window is not old)
    return desk.desktop.window


def _gaps(window: MainWindow) -> list[tuple[int, ...]]:
    """Return the distances in the parts of a window that are there from its first paint on."""
    layouts = [one for part in (window.header, window.tray, window.footer) for one in part.findChildren(QLayout)]
    found: list[tuple[int, ...]] = []
    for layout in layouts:
        around = layout.contentsMargins()
        found.append((layout.spacing(), around.left(), around.top(), around.right(), around.bottom()))
    return found


def test_gaps_are_those_of_a_window_made_with_large_controls(desk: DeskWindow, qtbot: QtBot) -> None:
    usual = _gaps(desk.window)

    large = _choose(desk, is_large=True)
    fresh = MainWindow(desk.desktop.worker, desk.desktop.theme, large.settings, is_practice=False)
    qtbot.addWidget(fresh)
    assert _gaps(large) == _gaps(fresh)
    assert _gaps(large) != usual
    desk.wait(lambda: large.form.title.height() >= LARGE_TARGET)

    assert _gaps(_choose(desk, is_large=False)) == usual


def test_nothing_in_the_form_is_lost(desk: DeskWindow, tmp_path: Path) -> None:
    old = desk.window
    (tmp_path / "page.pdf").write_bytes(SCANNED)
    old.tray.take_paths([tmp_path / "page.pdf"])
    old.form.title.setText("Printer paper jam")
    old.form.description.setPlainText("It smokes.")
    old.form.requester_id.setText("contact_1")
    desk.wait(lambda: all(one.is_copied for one in old.form.draft().attachments))
    before = old.form.draft()

    new = _choose(desk, is_large=True)

    assert new.isVisible()
    assert before.attachments
    assert new.form.draft() == before


def test_other_settings_leave_the_window(desk: DeskWindow) -> None:
    old = desk.window
    desk.wait(lambda: old.settings == desk.desktop.parts.settings)
    desk.desktop.worker.do(SaveSettings(replace(old.settings, large_controls_offered=True)))
    desk.wait(lambda: old.settings.large_controls_offered)
    desk.desktop.app.processEvents()
    assert desk.desktop.window is old
