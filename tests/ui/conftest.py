"""What widget tests share: the theme, and stages for windows in any look."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.all_windows import Stage
from support.desk_window import DeskWindow, desk_window
from support.misbehaving import Misbehaving
from support.translated import built

from desk_gui.qt.translation import use_language
from desk_gui.renewal import WindowRenewal
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


@pytest.fixture
def english_again(qapp: QApplication) -> Iterator[None]:
    """Leave the language and the locale of the tests as they were, whatever a test makes of them."""
    built()
    locale = QLocale()
    yield
    use_language(qapp, built(), "en")
    QLocale.setDefault(locale)


@pytest.fixture
def renewing_desk(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[DeskWindow]:
    """A window that is made anew where a setting wants it, as in the program."""
    with (
        Misbehaving(data_dir=tmp_path / "server", api_key="key-0815", api_secret="MARKED-SECRET-4711") as server,  # noqa: S106
        desk_window(qapp, qtbot, tmp_path / "data", server) as opened,
    ):
        renewal = WindowRenewal(opened.desktop, lambda _window: None)
        opened.desktop.bridge.event_published.connect(renewal.receive)
        yield opened
        renewal.deleteLater()
