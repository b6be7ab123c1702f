"""The window says that the keyring asks to be unlocked, for as long as it does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.desk_window import API_KEY, API_SECRET, DeskWindow, desk_window
from support.misbehaving import Misbehaving

from desk_gui.outbox.events import KeyringAsked


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[DeskWindow]:
    with (
        Misbehaving(data_dir=tmp_path / "server", api_key=API_KEY, api_secret=API_SECRET) as server,
        desk_window(qapp, qtbot, tmp_path / "data", server) as shown,
    ):
        yield shown


def test_it_is_said_until_somebody_has_unlocked_it(desk: DeskWindow) -> None:
    strip = desk.window.strip
    desk.desktop.bridge.publish(KeyringAsked(is_waiting=True))
    desk.wait(strip.isVisible)
    assert strip.accessibleName().startswith("Your keyring asks to be unlocked.")

    desk.desktop.bridge.publish(KeyringAsked(is_waiting=False))
    desk.wait(strip.isHidden)


def test_what_was_said_meanwhile_stays(desk: DeskWindow) -> None:
    desk.desktop.bridge.publish(KeyringAsked(is_waiting=True))
    desk.wait(desk.window.strip.isVisible)
    desk.window.strip.say("Something else.")
    desk.desktop.bridge.publish(KeyringAsked(is_waiting=False))
    QApplication.processEvents()

    assert desk.window.strip.isVisible()
