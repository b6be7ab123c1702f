"""What widget tests share: the theme, and stages for windows in any look."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from support.all_windows import Stage

from desk_gui.ui.theme import Theme


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, "light")
    made.dress()
    yield made
    made.setParent(None)
    made.deleteLater()
    qapp.setStyleSheet("")


@pytest.fixture
def make_stage(qapp: QApplication, tmp_path: Path) -> Iterator[Callable[[str], Stage]]:
    """Make stages, each with a theme of its own in the look that is named."""
    stages: list[Stage] = []

    def make(look: str) -> Stage:
        theme = Theme(qapp, look)
        theme.dress()
        stages.append(Stage(qapp, theme, tmp_path))
        return stages[-1]

    yield make
    for window in qapp.topLevelWidgets():
        window.hide()
    for stage in stages:
        for window in stage.made:
            window.deleteLater()
        stage.theme.setParent(None)
        stage.theme.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.setStyleSheet("")
