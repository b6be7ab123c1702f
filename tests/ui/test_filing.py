"""Who files: asked once a day, changed in the header, said in every ticket, and a filter in the list."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desk_gui.outbox.desk import Command, ListTickets, SaveSettings, SubmitDraft
from desk_gui.outbox.events import SettingsSaved, TicketChanged, TicketsListed, WorkerReady
from desk_gui.outbox.tickets import State, TicketRow
from desk_gui.system.settings import Person, Profile, Settings
from desk_gui.ui.filing_dialog import FilingDialog
from desk_gui.ui.main_window import MainWindow
from desk_gui.ui.receiver import Receiver
from desk_gui.ui.theme import Theme

ANN, BEN = Person("Ann", "u_1"), Person("Ben", "u_2")
TODAY = QDate.currentDate().toString(Qt.DateFormat.ISODate)
NOW = datetime.now(UTC)
ROW = TicketRow("t1", "DG-7F3K9Q", "UPS beeping", State.QUEUED, NOW, NOW)


def _settings(*people: Person, submitter_id: str = "", asked_on: str = "") -> Settings:
    profile = Profile(people=people, submitter_id=submitter_id, default_requester_id="c_1")
    return Settings(profiles=(profile,), filing_asked_on=asked_on)


class Shown:
    """A window whose outbox saves settings at once and keeps the other commands."""

    def __init__(self, theme: Theme, spool: Path, settings: Settings) -> None:
        self.commands: list[Command] = []
        self._spool = spool
        self.window = MainWindow(self, theme, settings, is_practice=False)
        self.receiver = Receiver(self.window, theme)

    def do(self, command: Command) -> None:
        self.commands.append(command)
        if isinstance(command, SaveSettings):
            self.receiver.receive(SettingsSaved(command.settings))

    def spool_path(self, sha256: str) -> Path:
        return self._spool / sha256

    def begin(self) -> None:
        self.receiver.receive(WorkerReady(self.window.settings))

    def dialogs(self) -> list[FilingDialog]:
        return [dialog for dialog in self.window.findChildren(FilingDialog) if dialog.isVisible()]

    def press(self, text: str) -> None:
        (dialog,) = self.dialogs()
        shown = [one for one in dialog.findChildren(QPushButton) if not one.isHidden()]
        (button,) = [one for one in shown if text in (one.text(), one.accessibleName())]
        button.click()

    def saved(self) -> list[Settings]:
        return [command.settings for command in self.commands if isinstance(command, SaveSettings)]


Make = Callable[[Settings], Shown]


@pytest.fixture
def make(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Make]:
    made: list[Shown] = []

    def build(settings: Settings) -> Shown:
        shown = Shown(theme, tmp_path, settings)
        qtbot.addWidget(shown.window)
        with qtbot.waitActive(shown.window):
            shown.window.show()
        made.append(shown)
        return shown

    yield build
    for shown in made:
        shown.window.hide()


@pytest.mark.parametrize(
    ("settings", "is_asked"),
    [
        (_settings(), False),
        (_settings(ANN, submitter_id="u_1"), False),
        (_settings(ANN, BEN, submitter_id="u_1"), True),
        (_settings(ANN, BEN, submitter_id="u_1", asked_on="2020-01-01"), True),
        (_settings(ANN, BEN, submitter_id="u_1", asked_on=TODAY), False),
    ],
)
def test_it_is_asked_once_a_day_where_there_is_more_than_one(make: Make, settings: Settings, is_asked: bool) -> None:
    shown = make(settings)
    shown.begin()
    assert bool(shown.dialogs()) is is_asked
    if is_asked:
        QTest.keyClick(shown.dialogs()[0], Qt.Key.Key_Escape)
        assert shown.window.settings.filing_asked_on == TODAY
        shown.begin()
        assert not shown.dialogs()


def test_the_chosen_person_is_in_the_header_and_in_the_next_ticket(make: Make) -> None:
    shown = make(_settings(ANN, BEN, submitter_id="u_1", asked_on=TODAY))
    shown.begin()
    assert shown.window.header.filing.accessibleName() == "Filing as Ann"
    shown.window.form.title.setText("Begun by Ann")
    QTest.keyClick(shown.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    shown.press("Ben")
    assert not shown.dialogs()
    assert shown.window.header.filing.accessibleName() == "Filing as Ben"
    shown.window.submit()
    (submitted,) = [command for command in shown.commands if isinstance(command, SubmitDraft)]
    assert submitted.draft.submitter_id == "u_2"


def test_a_ticket_that_ann_began_is_filed_by_who_is_there(make: Make) -> None:
    shown = make(_settings(ANN, BEN, submitter_id="u_2", asked_on=TODAY))
    shown.begin()
    draft = replace(shown.window.form.draft(), title="Rejected", requester_id="c", submitter_id="u_1")
    shown.window.open_draft(draft, is_saved=True)
    shown.window.submit()
    assert [one.draft.submitter_id for one in shown.commands if isinstance(one, SubmitDraft)] == ["u_2"]


def test_where_nobody_is_listed_the_drafts_own_submitter_stays(make: Make) -> None:
    shown = make(_settings(submitter_id="u_2"))
    shown.begin()
    draft = replace(shown.window.form.draft(), title="By command line", requester_id="c", submitter_id="u_9")
    shown.window.open_draft(draft, is_saved=True)
    shown.window.submit()
    assert [one.draft.submitter_id for one in shown.commands if isinstance(one, SubmitDraft)] == ["u_9"]


def test_people_are_added_beside_whoever_files_already_and_removed(make: Make) -> None:
    shown = make(_settings(submitter_id="u_1"))
    shown.begin()
    shown.window.header.filing.click()
    (dialog,) = shown.dialogs()
    dialog.add.click()
    assert dialog._id_field.error == "A person needs their member ID."
    dialog.submitter_id.setText("u_1")
    dialog.add.click()
    assert dialog._id_field.error == "This ID is in the list already."
    dialog.name.setText(" Ben ")
    dialog.submitter_id.setText(" u_2 ")
    dialog.add.click()
    assert not dialog._id_field.error
    assert list(shown.window.settings.active.people) == [Person("", "u_1"), BEN]
    assert shown.window.settings.active.submitter_id == "u_1"
    shown.press("Remove u_1")
    assert list(shown.window.settings.active.people) == [BEN]
    dialog.close_button.click()
    assert shown.window.header.filing.accessibleName() == "Filing as u_1"


def test_mine_asks_for_the_tickets_of_who_files(make: Make) -> None:
    shown = make(_settings(ANN, BEN, submitter_id="u_1", asked_on=TODAY))
    shown.begin()
    panel = shown.window.tickets
    assert panel.mine.isVisible()
    panel.mine.click()
    asked = [command for command in shown.commands if isinstance(command, ListTickets)]
    assert (asked[-1].submitter_id, asked[-1].offset) == ("u_1", 0)
    shown.receiver.receive(TicketsListed(asked[-1].request_id, 0, 0, ()))
    shown.receiver.receive(TicketChanged(ROW))
    assert panel.rows() == (), "the row does not say whose it is"
    shown.window.header.filing.click()
    shown.press("Ben")
    asked = [command for command in shown.commands if isinstance(command, ListTickets)]
    assert asked[-1].submitter_id == "u_2"
    panel.mine.click()
    asked = [command for command in shown.commands if isinstance(command, ListTickets)]
    assert asked[-1].submitter_id == ""


def test_without_people_there_is_no_filter(make: Make) -> None:
    shown = make(_settings(submitter_id="u_1"))
    shown.begin()
    assert not shown.window.tickets.mine.isVisible()
    assert shown.window.tickets.only_submitter == ""
