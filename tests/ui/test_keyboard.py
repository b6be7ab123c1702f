"""The keyboard alone: Tab goes the way the eye does, Ctrl+Enter submits from everywhere, no two mnemonics clash."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from desk_gui.outbox.desk import Command, DiscardDraft, SubmitDraft, UndoDiscard
from desk_gui.outbox.events import ConnectionSeen, QueueCounted, TicketsListed
from desk_gui.outbox.tickets import State, TicketRow
from desk_gui.system.settings import Person, Profile, Settings
from desk_gui.ui.filing_dialog import FilingDialog
from desk_gui.ui.main_window import MainWindow
from desk_gui.ui.quit_dialog import QuitDialog
from desk_gui.ui.reading_order import in_reading_order, stops
from desk_gui.ui.receiver import Receiver
from desk_gui.ui.setup.settings_dialog import SettingsDialog
from desk_gui.ui.shortcuts_dialog import ShortcutsDialog
from desk_gui.ui.theme import Theme
from desk_gui.ui.tickets.row_buttons import KEYS, Action

NOW = datetime.now(UTC)
ROW = TicketRow("t1", "DG-7F3K9Q", "UPS beeping", State.UNCONFIRMED, NOW, NOW)
PEOPLE = (Person("R&D desk", "u_1"), Person("Ann & Ben", "u_2"))


class Shown:
    """A window with a ticket in its list and something to say in every part."""

    def __init__(self, theme: Theme, spool: Path) -> None:
        self.commands: list[Command] = []
        self._spool = spool
        settings = Settings(profiles=(Profile(submitter_id="u_1", people=PEOPLE),))
        self.window = MainWindow(self, theme, settings, is_practice=False)
        self.receiver = Receiver(self.window, theme)

    def do(self, command: Command) -> None:
        self.commands.append(command)

    def spool_path(self, sha256: str) -> Path:
        return self._spool / sha256

    def fill(self) -> None:
        self.window.tickets.show_page(TicketsListed(0, 0, 1, (ROW,)))
        self.receiver.receive(ConnectionSeen(NOW, False, "cannot_connect"))
        self.receiver.receive(QueueCounted(1, 1, 0))
        self.window.strip.say("Filed", ticket_id="tk_1")
        self.window.form.title.setText("UPS beeping")
        self.window.form.requester_id.setText("contact_1")


@pytest.fixture
def shown(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Shown]:
    made = Shown(theme, tmp_path)
    qtbot.addWidget(made.window)
    made.window.resize(1366, 768)
    with qtbot.waitActive(made.window):
        made.window.show()
    made.fill()
    qtbot.waitUntil(lambda: bool(made.window.tickets.list.findChildren(QAbstractButton)))
    yield made
    made.window.hide()


@pytest.mark.parametrize(
    ("boxes", "order"),
    [
        ([], []),
        ([(0, 0, 10, 10)], [0]),
        ([(20, 0, 10, 10), (0, 2, 10, 10), (0, 30, 10, 10)], [1, 0, 2]),
        # Something tall at the left, two rows of buttons beside it.
        ([(50, 0, 10, 10), (60, 0, 10, 10), (50, 14, 10, 10), (60, 14, 10, 10), (0, 0, 40, 80)], [4, 0, 1, 2, 3]),
        ([(0, 100, 9, 9), (0, 0, 9, 9), (0, 50, 9, 9)], [1, 2, 0]),
    ],
)
def test_boxes_are_read_along_rows(boxes: list[tuple[int, int, int, int]], order: list[int]) -> None:
    assert in_reading_order([QRect(*box) for box in boxes]) == order


def _names(widgets: list[QWidget]) -> list[str]:
    return [one.accessibleName() or type(one).__name__ for one in widgets]


def test_tab_goes_through_the_window_the_way_the_eye_does(shown: Shown) -> None:
    window = shown.window
    window.form.title.setFocus()
    walked: list[QWidget] = []
    while (focused := QApplication.focusWidget()) is not None and focused not in walked:
        walked.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    names = _names(walked)
    expected = ["Title", "Requester ID", "Capture", "Paste", "Description", "Low", "Problem", "Assigned team"]
    expected += ["More fields", "Search tickets", "Tickets", "New", "Submit ticket", "Settings", "Menu", "Copy ID"]
    places = [names.index(name) for name in expected]
    assert places == sorted(places), names
    assert set(walked) == set(stops(window.panes.regions)), "every stop is reached"
    for region in window.panes.regions:
        inside = [one for one in walked if region.isAncestorOf(one)]
        tops = [one.mapTo(region, QPoint()).y() for one in inside]
        assert all(later >= before - 24 for before, later in pairwise(tops)), _names(inside)


def test_shift_tab_goes_back(shown: Shown) -> None:
    shown.window.form.title.setFocus()
    forward = shown.window.focusWidget()
    QTest.keyClick(shown.window.form.title, Qt.Key.Key_Tab)
    second = QApplication.focusWidget()
    assert second is not None
    assert second is not forward
    QTest.keyClick(second, Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is forward


def test_more_fields_are_reached_where_they_stand(shown: Shown) -> None:
    shown.window.form.fold.setChecked(True)
    names = _names(stops(shown.window.panes.regions))
    assert names.index("More fields") < names.index("Channel ID") < names.index("Search tickets")


def test_control_enter_submits_from_every_control_of_the_window(shown: Shown) -> None:
    places = stops(shown.window.panes.regions)
    assert len(places) > 20
    for place in places:
        shown.window.keeper.submitting = ""
        shown.commands.clear()
        place.setFocus()
        QTest.keyClick(place, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        submitted = [command for command in shown.commands if isinstance(command, SubmitDraft)]
        assert len(submitted) == 1, place.accessibleName()
        assert submitted[0].draft.title == "UPS beeping", "the key typed nothing"


# The offscreen platform has no keyboard to grab for a popup.
@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)
def test_control_enter_submits_from_an_open_menu_as_well(shown: Shown, qtbot: QtBot) -> None:
    shown.window.header.menu_asked.emit()
    (menu,) = [one for one in shown.window.findChildren(QMenu) if one.isVisible()]
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: any(isinstance(command, SubmitDraft) for command in shown.commands))
    assert not [one for one in shown.window.findChildren(QMenu) if one.isVisible()]


def test_control_enter_presses_the_main_button_of_a_dialog(shown: Shown, qtbot: QtBot) -> None:
    dialog = QuitDialog(2, shown.window)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    dialog.stay.setFocus()
    with qtbot.waitSignal(dialog.quit_chosen):
        QTest.keyClick(dialog, Qt.Key.Key_Enter, Qt.KeyboardModifier.ControlModifier)
    assert not [command for command in shown.commands if isinstance(command, SubmitDraft)]


def _mnemonics(root: QWidget) -> list[str]:
    texts: list[str] = []
    for one in root.findChildren(QWidget):
        if not one.isVisibleTo(root):
            continue
        if isinstance(one, QAbstractButton) or (isinstance(one, QLabel) and one.buddy() is not None):
            texts.append(one.text())
        elif isinstance(one, QTabBar):
            texts += [one.tabText(index) for index in range(one.count())]
    return [key.toString() for text in texts if not (key := QKeySequence.mnemonic(text)).isEmpty()]


def test_no_two_mnemonics_of_a_window_clash_nor_does_a_persons_name_make_one(shown: Shown, qtbot: QtBot) -> None:
    dialogs = [
        SettingsDialog(shown.window.settings, is_practice=False, parent=shown.window),
        QuitDialog(2, shown.window),
        ShortcutsDialog(shown.window),
        FilingDialog(PEOPLE, "u_1", shown.window),
    ]
    for one in (shown.window, *dialogs):
        if one is not shown.window:
            qtbot.addWidget(one)
        found = _mnemonics(one)
        assert len(set(found)) == len(found), found
    assert _mnemonics(dialogs[-1]) == []
    assert shown.window.header.filing.accessibleName() == "Filing as R&D desk"


def test_what_can_be_pressed_tells_its_key_where_it_has_one(shown: Shown) -> None:
    window = shown.window
    for button, key in (
        (window.footer.submit, "Ctrl+Enter"),
        (window.footer.new, "Ctrl+N"),
        (window.footer.discard, "Ctrl+Shift+D"),
        (window.header.send_now, "F5"),
        (window.header.settings, "Ctrl+,"),
        (window.header.menu, "F10"),
        (window.header.filing, "Ctrl+Shift+F"),
        (window.tickets.search, "Ctrl+F"),
        (window.form.fold, "Ctrl+M"),
        (window.strip.copy, "Ctrl+Shift+I"),
        (window.tray.capture, "Ctrl+Shift+S"),
        (window.tray.paste, "Ctrl+V"),
        (window.tray.add_files, "Ctrl+O"),
        (window.tray.recent, "Ctrl+R"),
    ):
        assert key in button.toolTip(), button.accessibleName()
    on_rows = [one for one in window.tickets.list.findChildren(QAbstractButton) if one.isVisible()]
    assert on_rows
    assert all(one.toolTip().endswith(")") for one in on_rows)


def test_priority_and_type_have_keys_from_anywhere(qtbot: QtBot, shown: Shown) -> None:
    form = shown.window.form
    form.title.setFocus()
    title = form.title.text()

    QTest.keyClick(form.title, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: form.priority.value() == "high")
    QTest.keyClick(form.title, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: form.ticket_type.value() == "incident")

    assert form.title.text() == title
    assert form.title.hasFocus()


def test_keys_of_rows_and_of_the_window_do_not_quarrel(shown: Shown) -> None:
    everywhere = {key.toString() for action in shown.window.actions() for key in action.shortcuts()}
    # "Send now" is the same on a row and everywhere.
    assert everywhere & set(KEYS.values()) == {KEYS[Action.SEND_NOW]}


def test_what_the_line_above_the_form_offers_has_keys(shown: Shown) -> None:
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(shown.window, Qt.Key.Key_I, both)
    assert QApplication.clipboard().text() == "tk_1"
    shown.window.begin_another()
    shown.window.form.title.setText("Thrown away")
    QTest.keyClick(shown.window, Qt.Key.Key_D, both)
    (discarded,) = [command for command in shown.commands if isinstance(command, DiscardDraft)]
    alt = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    QTest.keyClick(shown.window, Qt.Key.Key_Z, alt)
    assert [one.draft_id for one in shown.commands if isinstance(one, UndoDiscard)] == [discarded.draft_id]
