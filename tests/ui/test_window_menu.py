"""The menu, the ways to quit, and what the header says of what waits."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from desk_gui.outbox.desk import Command, SendNow
from desk_gui.outbox.events import ConnectionSeen, CredentialsChanged, CredentialState, QueueCounted
from desk_gui.outbox.tickets import Hold
from desk_gui.system.settings import Settings
from desk_gui.ui.background import Background
from desk_gui.ui.main_window import MainWindow
from desk_gui.ui.quit_dialog import QuitDialog
from desk_gui.ui.receiver import Receiver
from desk_gui.ui.shortcuts_dialog import ShortcutsDialog
from desk_gui.ui.style import ElidedLabel
from desk_gui.ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard")

NOW = datetime.now(UTC)


class Asked:
    """Takes commands down, so that a test sees what the window asked for."""

    def __init__(self, spool: Path) -> None:
        self.commands: list[Command] = []
        self._spool = spool

    def do(self, command: Command) -> None:
        self.commands.append(command)

    def spool_path(self, sha256: str) -> Path:
        return self._spool / sha256


class Shown:
    """A window with what shows events in it, and how often the program was told that it may end."""

    def __init__(self, window: MainWindow, theme: Theme, desk: Asked) -> None:
        self.window = window
        self.desk = desk
        self.receiver = Receiver(window, theme)
        self.background = Background(window)
        self.ends = 0
        self.background.finished.connect(self._note_end)

    def _note_end(self) -> None:
        self.ends += 1

    def tell(self, event: object) -> None:
        self.receiver.receive(event)
        self.background.receive(event)

    def press_quit(self) -> None:
        QTest.keyClick(self.window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)

    def question(self) -> QuitDialog:
        (dialog,) = [one for one in self.window.findChildren(QuitDialog) if one.isVisible()]
        return dialog

    def header(self) -> str:
        chips = [one for one in self.window.header.findChildren(ElidedLabel) if one.isVisible()]
        return chips[-1].accessibleName() if chips else ""


@pytest.fixture
def shown(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Shown]:
    desk = Asked(tmp_path)
    window = MainWindow(desk, theme, Settings(), is_practice=False)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    yield Shown(window, theme, desk)
    window.hide()


def test_quit_with_nothing_waiting_ends_at_once(shown: Shown) -> None:
    shown.tell(QueueCounted(0, 3, 0))
    shown.press_quit()
    assert shown.ends == 1
    assert not shown.window.findChildren(QuitDialog)


@pytest.mark.parametrize(
    ("queue", "words"),
    [
        (QueueCounted(1, 0, 0), "1 ticket has not been sent. It is kept and goes at the next start."),
        (QueueCounted(1, 4, 1), "2 tickets have not been sent. They are kept and go at the next start."),
    ],
)
def test_quit_says_once_what_waits(qtbot: QtBot, shown: Shown, queue: QueueCounted, words: str) -> None:
    shown.tell(queue)
    shown.press_quit()
    assert shown.ends == 0
    assert words in [label.text() for label in shown.question().findChildren(QLabel)]
    qtbot.waitUntil(shown.question().isActiveWindow)
    QTest.keyClick(shown.question(), Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert shown.ends == 1


def test_quit_from_the_question(shown: Shown) -> None:
    shown.tell(QueueCounted(1, 0, 0))
    shown.press_quit()
    shown.question().quit.click()
    assert shown.ends == 1


def test_staying_changes_nothing(shown: Shown) -> None:
    shown.tell(QueueCounted(1, 0, 0))
    shown.press_quit()
    QTest.keyClick(shown.question(), Qt.Key.Key_Escape)
    assert shown.ends == 0
    assert shown.window.isVisible()
    shown.tell(QueueCounted(0, 0, 0))
    assert shown.ends == 0


def test_in_the_background_everything_is_sent_first_and_then_the_program_ends(shown: Shown) -> None:
    shown.tell(QueueCounted(2, 0, 0))
    shown.press_quit()
    shown.question().background.click()
    assert shown.ends == 0
    assert shown.window.isMinimized()
    assert "sending 2 tickets" in shown.window.windowTitle()
    shown.tell(QueueCounted(1, 0, 0))
    assert shown.ends == 0
    shown.tell(QueueCounted(0, 0, 0))
    assert shown.ends == 1


def test_closing_does_not_wait_for_what_merely_waits(shown: Shown) -> None:
    shown.tell(QueueCounted(2, 0, 0))
    shown.window.close()
    assert shown.ends == 1


def _open_menu(shown: Shown) -> QMenu:
    shown.window.header.menu.click()
    (menu,) = [one for one in shown.window.findChildren(QMenu) if one.isVisible()]
    return menu


def test_the_menu_shows_a_key_for_each_entry_and_does_what_it_says(shown: Shown) -> None:
    added = QAction("Added by somebody", shown.window)
    added.setShortcut("Ctrl+Shift+9")
    shown.window.window_actions.add(added)
    entries = [entry for entry in _open_menu(shown).actions() if not entry.isSeparator()]
    texts = [entry.text() for entry in entries]
    assert texts[:3] == ["New ticket", "Send now", "Settings…"]
    assert texts[-3:] == ["Keyboard shortcuts", "About Desk GUI", "Quit"]
    assert "Added by somebody" in texts[3:-3]
    assert all(not entry.shortcut().isEmpty() for entry in entries)
    entries[1].trigger()
    assert isinstance(shown.desk.commands[-1], SendNow)
    for menu in shown.window.findChildren(QMenu):
        menu.close()


def test_the_window_of_shortcuts_has_every_key_of_the_window(shown: Shown) -> None:
    QTest.keyClick(shown.window, Qt.Key.Key_F1)
    (dialog,) = shown.window.findChildren(ShortcutsDialog)
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    for action in shown.window.actions():
        if not action.shortcut().isEmpty():
            assert action.text() in texts
    assert "Discard…" in texts
    assert "Enter" in texts
    dialog.close_button.click()
    assert not dialog.isVisible()


def test_about_says_what_this_is(shown: Shown) -> None:
    shown.window.window_actions.about.trigger()
    (box,) = shown.window.findChildren(QMessageBox)
    assert "LiveDesk" in box.text()
    box.findChildren(QPushButton)[0].click()
    assert not box.isVisible()


def test_no_two_actions_of_the_window_share_a_key(shown: Shown) -> None:
    keys = [key.toString() for action in shown.window.actions() for key in action.shortcuts()]
    assert keys
    assert len(set(keys)) == len(keys)


# --- the header's line ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("queue", "parts"),
    [
        (QueueCounted(0, 0, 2), ["2 sending"]),
        (QueueCounted(3, 0, 1, None, ((Hold.THROTTLED, 3),)), ["1 sending", "3 waiting", "LiveDesk asked for a pause"]),
        (QueueCounted(1, 0, 0, None, ((Hold.BACKOFF, 1),)), ["1 waiting", "LiveDesk is in trouble"]),
        (QueueCounted(0, 2, 0, None, ((Hold.KEY, 2),)), ["2 waiting for a key"]),
        (QueueCounted(0, 1, 0, None, ((Hold.NOT_LIVEDESK, 1),)), ["something else answers in LiveDesk's place"]),
        (QueueCounted(0, 1, 0, None, ((Hold.NETWORK, 1),)), ["LiveDesk refuses this network"]),
        (QueueCounted(0, 5, 0), []),
        (QueueCounted(0, 0, 0), []),
    ],
)
def test_the_header_says_how_many_wait_and_why(shown: Shown, queue: QueueCounted, parts: list[str]) -> None:
    shown.tell(queue)
    assert shown.header() == " · ".join(parts)
    assert shown.window.header.send_now.isVisible() is (queue.waiting > 0)


def test_the_header_says_when_the_next_try_is_and_since_when_nothing_answers(shown: Shown) -> None:
    shown.tell(QueueCounted(1, 0, 0, NOW, ((Hold.BACKOFF, 1),)))
    shown.tell(ConnectionSeen(NOW, False, "cannot_connect"))
    first, since, try_at = shown.header().split(" · ")
    assert first == "1 waiting"
    assert since.startswith("No answer from LiveDesk since ")
    assert try_at.startswith("next try ")
    shown.tell(ConnectionSeen(NOW, True))
    shown.tell(QueueCounted(0, 0, 0))
    assert shown.header().startswith("LiveDesk reached ")
    assert not shown.window.header.send_now.isVisible()


def test_a_locked_keyring_is_said_until_it_is_open(shown: Shown) -> None:
    shown.tell(CredentialsChanged("default", "x", CredentialState.LOCKED))
    assert shown.header() == "Keyring locked"
    shown.tell(CredentialsChanged("default", "x", CredentialState.STORED, "key"))
    assert shown.header() == ""
