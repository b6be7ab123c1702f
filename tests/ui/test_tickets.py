"""The list of tickets: groups, what is said of each, and what can be done with it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desk_gui.outbox.events import FileProgress, TicketsListed, UploadProgressed
from desk_gui.outbox.tickets import Hold, State, TicketRow
from desk_gui.ui.theme import Theme
from desk_gui.ui.tickets.model import Group, TicketModel, group_of
from desk_gui.ui.tickets.panel import TicketPanel
from desk_gui.ui.tickets.row_buttons import Action, actions_for

NOW = datetime.now(UTC)
ROW = TicketRow("t1", "DG-7F3K9Q", "UPS beeping", State.QUEUED, created_at=NOW, changed_at=NOW)


def _filed(number: int) -> TicketRow:
    created_at = NOW + timedelta(seconds=number)
    return replace(ROW, ticket=f"f{number}", state=State.CREATED, ticket_id=f"tk_{number:06}", created_at=created_at)


@pytest.fixture
def panel(qtbot: QtBot, theme: Theme) -> Iterator[TicketPanel]:
    made = TicketPanel(theme, is_practice=False)
    qtbot.addWidget(made)
    made.resize(440, 600)
    made.show()
    yield made
    made.close()


@pytest.mark.parametrize(
    ("row", "group"),
    [
        (replace(ROW, state=State.UNCONFIRMED), Group.NEEDS_YOU),
        (replace(ROW, state=State.REJECTED), Group.NEEDS_YOU),
        (replace(ROW, hold=Hold.KEY), Group.NEEDS_YOU),
        (replace(ROW, hold=Hold.UPLOAD_ADDRESS), Group.NEEDS_YOU),
        (replace(ROW, hold=Hold.BACKOFF), Group.WAITING),
        (replace(ROW, hold=Hold.THROTTLED), Group.WAITING),
        (ROW, Group.WAITING),
        (replace(ROW, state=State.UPLOADING), Group.WAITING),
        (replace(ROW, state=State.CREATING), Group.WAITING),
        (replace(ROW, state=State.DRAFT), Group.NOT_SENT),
        (replace(ROW, state=State.CANCELLED), Group.NOT_SENT),
        (replace(ROW, state=State.CREATED), Group.TODAY),
        (replace(ROW, state=State.CREATED, created_at=NOW - timedelta(days=3)), Group.EARLIER),
    ],
)
def test_every_state_has_its_group(row: TicketRow, group: Group) -> None:
    assert group_of(row, QDate.currentDate()) is group


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("hold", list(Hold))
def test_nothing_that_waits_for_a_human_is_without_a_way_on(state: State, hold: Hold) -> None:
    actions = actions_for(replace(ROW, state=state, hold=hold, ticket_id="tk_1"))
    assert actions
    if state is State.UNCONFIRMED:
        assert Action.SEND_AGAIN in actions
        assert Action.ARRIVED in actions
    if state in (State.UPLOADING, State.CREATING) or (state is State.QUEUED and hold is Hold.BACKOFF):
        assert Action.CANCEL in actions


def test_groups_stand_in_order_newest_first_within_each(qtbot: QtBot) -> None:
    model = TicketModel(is_practice=False)
    model.show([_filed(1), _filed(2), replace(ROW, state=State.UNCONFIRMED)])
    lines = [model.index(line, 0).data() for line in range(model.rowCount())]
    assert lines[0] == "Needs you · 1"
    assert lines[1].startswith("UPS beeping, Not sure it arrived, DG-7F3K9Q")
    assert lines[2] == "Filed today · 2"
    assert "tk_000002" in lines[3]
    assert "tk_000001" in lines[4]


def test_practice_rows_say_so() -> None:
    model = TicketModel(is_practice=True)
    assert ", practice, " in model.spoken(_filed(1))


def test_a_row_that_moves_on_is_there_once(panel: TicketPanel) -> None:
    panel.show_page(TicketsListed(0, 0, 1, (ROW,)))
    for state in (State.UPLOADING, State.CREATING, State.CREATED):
        panel.show_ticket(replace(ROW, state=state, ticket_id="tk_1" if state is State.CREATED else ""))
    row = panel.row_of("t1")
    assert row is not None
    assert row.state is State.CREATED
    assert panel.list.tickets.ticket_count() == 1


def test_the_chosen_ticket_stays_chosen_while_others_move(panel: TicketPanel) -> None:
    panel.show_page(TicketsListed(0, 0, 2, (ROW, _filed(1))))
    panel.list.setCurrentIndex(panel.list.tickets.index(panel.list.tickets.line_of("f1"), 0))
    panel.show_ticket(replace(ROW, state=State.UNCONFIRMED))
    panel.show_ticket(_filed(2))
    assert "tk_000001" in panel.list.currentIndex().data()


def test_the_id_is_copied_with_the_button_and_with_ctrl_c(panel: TicketPanel, qtbot: QtBot) -> None:
    panel.show_page(TicketsListed(0, 0, 1, (_filed(7),)))
    qtbot.waitUntil(lambda: bool(panel.list.findChildren(QPushButton)))
    asked: list[tuple[str, object]] = []
    panel.action_asked.connect(lambda ticket, action: asked.append((ticket, action)))
    (copy,) = panel.list.findChildren(QPushButton)
    assert copy.accessibleName() == "Copy ID: tk_000007"
    copy.click()
    assert asked == [("f7", Action.COPY_ID)]
    panel.list.setCurrentIndex(panel.list.tickets.index(panel.list.tickets.line_of("f7"), 0))
    QTest.keyClick(panel.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "tk_000007"


def test_sending_again_is_confirmed_in_the_row(panel: TicketPanel, qtbot: QtBot) -> None:
    panel.show_page(TicketsListed(0, 0, 1, (replace(ROW, state=State.UNCONFIRMED),)))
    asked: list[tuple[str, object]] = []
    panel.action_asked.connect(lambda ticket, action: asked.append((ticket, action)))

    def press(text: str) -> None:
        def found() -> list[QPushButton]:
            return [one for one in panel.list.findChildren(QPushButton) if one.text() == text and one.isVisible()]

        qtbot.waitUntil(lambda: bool(found()))
        found()[0].click()

    press("Send again…")
    press("No")
    press("Send again…")
    assert asked == []
    press("Yes, send it again")
    assert asked == [("t1", Action.SEND_AGAIN)]


def test_progress_says_how_far_each_file_got(panel: TicketPanel) -> None:
    files = (
        FileProgress("a", "a.png", 50, 100),
        FileProgress("b", "b.png", 100, 100),
        FileProgress("c", "c.png", 0, 9),
    )
    assert panel.list.tickets.progress_text(UploadProgressed("t1", files, 150, 300)) == "a.png 50 % · 1 of 3 sent"


def test_more_tickets_are_asked_for_at_the_end_of_the_list(panel: TicketPanel, qtbot: QtBot) -> None:
    panel.show_page(TicketsListed(0, 0, 250, tuple(_filed(number) for number in range(100))))
    with qtbot.waitSignal(panel.page_asked) as asked:
        panel.list.scrollToBottom()
    assert asked.args == [100, ""]


def test_a_thousand_rows_make_few_buttons(panel: TicketPanel, qtbot: QtBot) -> None:
    panel.show_page(TicketsListed(0, 0, 1000, tuple(_filed(number) for number in range(1000))))
    qtbot.waitUntil(lambda: bool(panel.list.findChildren(QPushButton)))
    assert len(panel.list.findChildren(QPushButton)) < 60


def test_searching_asks_for_the_first_page_of_what_matches(panel: TicketPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.page_asked) as asked:
        QTest.keyClicks(panel.search, "ups")
    assert asked.args == [0, "ups"]
