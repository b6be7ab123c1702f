"""What a ticket's row offers by menu and by key, and where a screen reader finds its buttons."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAction, QContextMenuEvent, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from desk_gui.outbox.events import TicketsListed
from desk_gui.outbox.tickets import Hold, State, TicketRow
from desk_gui.ui.theme import Theme
from desk_gui.ui.tickets.listing import TicketList
from desk_gui.ui.tickets.panel import TicketPanel
from desk_gui.ui.tickets.row_actions import row_menu
from desk_gui.ui.tickets.row_buttons import KEYS, Action, actions_for

NOW = datetime.now(UTC)
WAITING = TicketRow("t1", "DG-7F3K9Q", "UPS beeping", State.QUEUED, NOW, NOW, hold=Hold.BACKOFF)
REJECTED = replace(WAITING, ticket="t2", title="Monitor flickers", state=State.REJECTED, hold=Hold.NONE)
FILED = replace(WAITING, ticket="t3", title="Label printer", state=State.CREATED, hold=Hold.NONE, ticket_id="tk_3")


class Listening:
    """A list with these tickets, and what was asked of them."""

    def __init__(self, panel: TicketPanel) -> None:
        self.panel = panel
        self.asked: list[tuple[str, object]] = []
        panel.action_asked.connect(lambda ticket, action: self.asked.append((ticket, action)))

    @property
    def list(self) -> TicketList:
        return self.panel.list

    def choose(self, row: TicketRow) -> None:
        self.list.setCurrentIndex(self.list.tickets.index(self.list.tickets.line_of(row.ticket), 0))

    def menu(self) -> QMenu:
        (shown,) = [menu for menu in self.panel.findChildren(QMenu) if menu.isVisible()]
        return shown


@pytest.fixture
def tickets(qtbot: QtBot, theme: Theme) -> Iterator[Listening]:
    panel = TicketPanel(theme, is_practice=False)
    qtbot.addWidget(panel)
    panel.resize(440, 600)
    with qtbot.waitActive(panel):
        panel.show()
    panel.show_page(TicketsListed(0, 0, 3, (WAITING, REJECTED, FILED)))
    panel.focus_list()
    yield Listening(panel)
    panel.close()


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("hold", list(Hold))
def test_the_menu_has_every_action_of_the_row_each_with_a_key_of_its_own(
    qtbot: QtBot, theme: Theme, state: State, hold: Hold
) -> None:
    assert theme
    panel = TicketPanel(theme, is_practice=False)
    qtbot.addWidget(panel)
    row = replace(WAITING, state=state, hold=hold, ticket_id="tk_1", can_go_without="team", same_refusal=2)
    entries = row_menu(row, panel).actions()
    assert [entry.data() for entry in entries] == list(actions_for(row))
    keys = [entry.text().split("\t")[1] for entry in entries]
    assert all(keys)
    assert len(set(keys)) == len(keys)


def test_every_action_has_a_key_that_is_one() -> None:
    assert set(KEYS) == set(Action)
    assert all(QKeySequence(key).toString() == key for key in KEYS.values())
    assert len(set(KEYS.values())) == len(KEYS)


@pytest.mark.parametrize(
    ("row", "key", "modifier", "action"),
    [
        (WAITING, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, Action.REOPEN),
        (WAITING, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier, Action.REOPEN),
        (WAITING, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier, Action.EXPORT),
        (WAITING, Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier, Action.SEND_NOW),
        (REJECTED, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, Action.REOPEN),
    ],
)
def test_keys_act_on_the_chosen_ticket(
    tickets: Listening, row: TicketRow, key: Qt.Key, modifier: Qt.KeyboardModifier, action: Action
) -> None:
    tickets.choose(row)
    QTest.keyClick(tickets.list, key, modifier)
    assert tickets.asked == [(row.ticket, action)]


def test_a_key_of_something_the_row_does_not_offer_does_nothing(tickets: Listening) -> None:
    tickets.choose(FILED)
    QTest.keyClick(tickets.list, Qt.Key.Key_Delete)
    QTest.keyClick(tickets.list, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert tickets.asked == []


def test_control_c_copies_the_id_or_where_there_is_none_the_reference(tickets: Listening) -> None:
    for row, text in ((FILED, "tk_3"), (WAITING, "DG-7F3K9Q")):
        tickets.choose(row)
        QTest.keyClick(tickets.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        assert QGuiApplication.clipboard().text() == text


def test_delete_asks_first(tickets: Listening) -> None:
    tickets.choose(REJECTED)
    QTest.keyClick(tickets.list, Qt.Key.Key_Delete)
    assert tickets.asked == []
    named = {button.text(): button for button in tickets.list.findChildren(QPushButton) if button.isVisible()}
    assert named["No"].hasFocus()
    named["Yes, discard it"].click()
    assert tickets.asked == [("t2", Action.DISCARD)]


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard")
def test_the_menu_opens_by_key_and_by_mouse_and_does_what_it_says(tickets: Listening, qapp: QApplication) -> None:
    tickets.choose(WAITING)
    QTest.keyClick(tickets.list, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = tickets.menu()
    (export,) = [entry for entry in menu.actions() if entry.data() is Action.EXPORT]
    assert isinstance(export, QAction)
    export.trigger()
    menu.close()
    assert tickets.asked == [("t1", Action.EXPORT)]

    place = tickets.list.visualRect(tickets.list.tickets.index(tickets.list.tickets.line_of("t2"), 0)).topLeft()
    place += QPoint(20, 6)
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse,
        place,
        tickets.list.viewport().mapToGlobal(place),
        Qt.KeyboardModifier.NoModifier,
    )
    qapp.sendEvent(tickets.list.viewport(), event)
    chosen = tickets.list.current_row()
    assert chosen is not None
    assert chosen.ticket == "t2"
    tickets.menu().close()


@pytest.fixture
def screen_reader() -> Iterator[None]:
    """Qt believes that somebody listens."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.mark.usefixtures("screen_reader")
def test_a_screen_reader_finds_the_chosen_rows_buttons_below_the_list(tickets: Listening) -> None:
    tickets.choose(REJECTED)
    bar = tickets.list.bar
    assert bar.isVisible()
    names = [button.accessibleName() for button in bar.findChildren(QPushButton) if button.isVisible()]
    assert names == ["Fix and send: Monitor flickers", "Export…: Monitor flickers", "Discard…: Monitor flickers"]
    bar.findChildren(QPushButton)[0].click()
    assert tickets.asked == [("t2", Action.REOPEN)]
    tickets.panel.show_ticket(replace(REJECTED, state=State.CREATED, ticket_id="tk_2"))
    names = [button.accessibleName() for button in bar.findChildren(QPushButton) if button.isVisible()]
    assert names == ["Copy ID: tk_2"]
    tickets.panel.remove_ticket("t2")
    assert not bar.isVisible()


@pytest.mark.usefixtures("screen_reader")
def test_what_is_asked_for_twice_is_asked_in_the_bar(tickets: Listening) -> None:
    tickets.choose(REJECTED)
    QTest.keyClick(tickets.list, Qt.Key.Key_Delete)
    named = {button.text(): button for button in tickets.list.bar.findChildren(QPushButton) if button.isVisible()}
    assert named["No"].hasFocus()
    named["No"].click()
    assert tickets.asked == []
    texts = [button.text() for button in tickets.list.bar.findChildren(QPushButton) if button.isVisible()]
    assert texts == ["Fix and send", "Export…", "Discard…"]


def test_without_a_screen_reader_there_is_no_bar(tickets: Listening) -> None:
    tickets.choose(REJECTED)
    assert not tickets.list.bar.isVisible()
