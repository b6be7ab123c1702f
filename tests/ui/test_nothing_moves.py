"""What is added after the first paint finds its place kept free: a field that moves under the hand is missed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QRect
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from support.all_windows import Desk

from desk_gui.system.settings import Settings
from desk_gui.ui.form.description_tools import DescriptionTools
from desk_gui.ui.main_window import MainWindow
from desk_gui.ui.receiver import Receiver
from desk_gui.ui.theme import Theme

SIZES = ((1180, 720), (1366, 768), (1024, 600), (700, 600))


@pytest.fixture
def window(qapp: QApplication, theme: Theme, tmp_path: Path) -> Iterator[MainWindow]:
    """A window as it paints first, before anything else is made."""
    made = MainWindow(Desk(tmp_path), theme, Settings(), is_practice=False)
    yield made
    made.hide()
    made.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def places(window: MainWindow) -> dict[str, QRect]:
    """Return where the parts of the form are."""
    form = window.form
    parts: dict[str, QWidget] = {
        "title": form.title,
        "requester": form.requester_id,
        "attachments": window.tray,
        "description": form.description,
        "priority": form.priority,
        "team": form.team,
        "fold": form.fold,
    }
    return {name: QRect(part.mapTo(window, part.rect().topLeft()), part.size()) for name, part in parts.items()}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_form_stays_where_it_was_painted_first(
    qapp: QApplication, qtbot: QtBot, window: MainWindow, theme: Theme, size: tuple[int, int]
) -> None:
    window.resize(*size)
    window.show()
    qtbot.waitExposed(window)
    qapp.processEvents()
    first = places(window)

    Receiver(window, theme)
    qapp.processEvents()

    assert window.form.findChildren(DescriptionTools)
    assert places(window) == first
