"""The requester, completion and similar tickets in the real window, on the real outbox, with a slow LiveDesk."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from support.desk_window import API_KEY, API_SECRET, DeskWindow, desk_window
from support.misbehaving import Fault, Misbehaving

from desk_gui.outbox.desk import NoteNetwork, SaveSettings
from desk_gui.outbox.desk_people import ForgetTyped, PeopleFound, Person, SimilarFound
from desk_gui.outbox.draft import Draft, Field, Follower
from desk_gui.outbox.tickets import State
from desk_gui.system.paths import DataDir
from desk_gui.ui.form.people_flow import PeopleFlow
from desk_gui.ui.form.reported_dialog import ReportedDialog
from desk_gui.ui.form.suggesting import Suggesting
from desk_gui.ui.form.suggestion_popup import SuggestionRow
from desk_gui.ui.receiver import Receiver

LATENCY_S = 0.3
CHANNEL = Draft(
    "with a channel",
    title="Switch port dead",
    requester_id="contact_12345",
    channel_id="inbox_100",
    channel_contact_id="-100",
    followers=(Follower("7562646527", "Zhang San"),),
    team="IT Support",
    custom_fields=(("device_sn", "PRN-2024-001"), ("location", "Beijing HQ")),
)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Misbehaving]:
    with Misbehaving(data_dir=tmp_path / "server", api_key=API_KEY, api_secret=API_SECRET) as running:
        running.always("contacts", Fault.late(LATENCY_S))
        yield running


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot, tmp_path: Path, server: Misbehaving) -> Iterator[DeskWindow]:
    with desk_window(qapp, qtbot, tmp_path / "data", server) as shown:
        shown.wait(lambda: bool(shown.window.findChildren(Receiver)))
        yield shown


def people(desk: DeskWindow) -> PeopleFlow:
    return desk.window.findChildren(PeopleFlow)[0]


def shown(found: Suggesting) -> list[SuggestionRow]:
    """Return the rows of a list, none while it is closed."""
    return list(found.popup.rows.suggestions) if found.popup is not None and found.popup.isVisible() else []


def texts(found: Suggesting) -> list[str]:
    return [row.text for row in shown(found) if row.value is not None]


def type_into(editor: QLineEdit, text: str) -> None:
    editor.setFocus()
    editor.clear()
    QTest.keyClicks(editor, text)


def create(desk: DeskWindow, draft: Draft) -> None:
    """Have a ticket created."""
    desk.window.open_draft(draft, is_saved=False)
    desk.window.submit()
    desk.wait_for_row(lambda row: row.ticket == draft.draft_id and row.state is State.CREATED)


def test_requester_is_found_by_name_and_chosen_with_the_keyboard(desk: DeskWindow, server: Misbehaving) -> None:
    form, flow = desk.window.form, people(desk).requester
    type_into(form.requester_id, "Chen")
    desk.wait(lambda: texts(flow.list)[:1] == ["Chen Practice"])
    assert form.requester_id.hasFocus()
    assert shown(flow.list)[0].spoken == "Chen Practice, contact_12347 · chen@practice.example · +6500000003"
    QTest.keyClick(form.requester_id, Qt.Key.Key_Down)
    QTest.keyClick(form.requester_id, Qt.Key.Key_Return)

    assert form.draft().requester_id == "contact_12347"
    assert flow.name.text() == "· Chen Practice"
    assert shown(flow.list) == []
    assert server.request_count("contacts") == 1


def test_contacts_that_still_match_stay_while_livedesk_is_asked_for_more(desk: DeskWindow, server: Misbehaving) -> None:
    form, flow = desk.window.form, people(desk).requester
    type_into(form.requester_id, "Practice")
    desk.wait(lambda: "Bo Practice" in texts(flow.list))
    answers: list[object] = []
    desk.desktop.bridge.event_published.connect(answers.append)

    QTest.keyClicks(form.requester_id, " bo")

    desk.wait(lambda: any(row.text == "Searching LiveDesk…" for row in shown(flow.list)))
    assert texts(flow.list) == ["Bo Practice", "Not in the list…"], "the others match no more"
    assert not any(isinstance(event, PeopleFound) and event.is_from_livedesk for event in answers)
    QTest.keyClick(form.requester_id, Qt.Key.Key_Down)
    QTest.keyClick(form.requester_id, Qt.Key.Key_Return)
    assert form.draft().requester_id == "contact_12346", "nobody has to wait"
    type_into(form.requester_id, "Practice")
    assert "Bo Practice" not in texts(flow.list), "what was closed begins anew"


def test_what_is_typed_stays_the_id_whoever_is_found(desk: DeskWindow) -> None:
    form, flow = desk.window.form, people(desk).requester
    type_into(form.requester_id, "contact_12346")
    desk.wait(lambda: "Bo Practice" in texts(flow.list))
    QTest.keyClick(form.requester_id, Qt.Key.Key_Return)
    assert shown(flow.list) == []
    QTest.keyClick(form.requester_id, Qt.Key.Key_Tab)

    assert form.draft().requester_id == "contact_12346"


def test_escape_closes_the_list_and_a_late_answer_does_not_open_it_again(desk: DeskWindow, server: Misbehaving) -> None:
    form, flow = desk.window.form, people(desk).requester
    type_into(form.requester_id, "Ada")
    server.wait_for_requests("contacts", 1, deadline_s=10)
    desk.wait(lambda: bool(shown(flow.list)))
    QTest.keyClick(form.requester_id, Qt.Key.Key_Escape)
    assert shown(flow.list) == []
    type_into(form.requester_id, "Bo Pr")
    desk.wait(lambda: texts(flow.list)[:1] == ["Bo Practice"])
    assert form.draft().requester_id == "Bo Pr"


def test_ctrl_enter_submits_with_the_list_open(desk: DeskWindow) -> None:
    form, flow = desk.window.form, people(desk).requester
    form.title.setText("Printer jam")
    type_into(form.requester_id, "contact_12345")
    desk.wait(lambda: bool(shown(flow.list)))
    QTest.keyClick(form.requester_id, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert desk.wait_for_row(lambda row: row.state is State.CREATED).title == "Printer jam"
    assert shown(flow.list) == []


def test_without_a_network_people_used_before_come_at_once_and_nothing_is_asked(
    desk: DeskWindow, server: Misbehaving
) -> None:
    create(desk, replace(CHANNEL, draft_id="a", requester_id="contact_1", followers=(), channel_id="c"))
    create(desk, replace(CHANNEL, draft_id="b", requester_id="contact_2"))
    desk.window.desk.do(NoteNetwork(is_reachable=False))
    form, flow = desk.window.form, people(desk).requester
    type_into(form.requester_id, "contact")
    desk.wait(lambda: texts(flow.list)[:2] == ["contact_2", "contact_1"])
    desk.wait(lambda: any("could not be searched" in row.text for row in shown(flow.list)))

    assert server.request_count("contacts") == 0


def test_down_in_the_empty_field_offers_who_was_used_last_but_fills_nothing_in(desk: DeskWindow) -> None:
    create(desk, replace(CHANNEL, draft_id="a"))
    form, flow = desk.window.form, people(desk).requester
    assert form.requester_id.text() == ""
    form.requester_id.setFocus()
    QTest.keyClick(form.requester_id, Qt.Key.Key_Down)
    desk.wait(lambda: texts(flow.list)[:1] == ["contact_12345"])

    assert form.requester_id.text() == ""


def test_channel_contact_and_followers_of_last_time_come_with_the_requester_and_go_with_them(desk: DeskWindow) -> None:
    create(desk, CHANNEL)
    form, flow = desk.window.form, people(desk).requester
    form.requester_id.setFocus()
    QTest.keyClick(form.requester_id, Qt.Key.Key_Down)
    desk.wait(lambda: bool(texts(flow.list)))
    QTest.keyClick(form.requester_id, Qt.Key.Key_Down)
    QTest.keyClick(form.requester_id, Qt.Key.Key_Return)
    draft = form.draft()
    assert (draft.channel_id, draft.channel_contact_id, draft.followers) == ("inbox_100", "-100", CHANNEL.followers)
    assert flow.line.buttons == ("Undo",)
    QTest.keyClicks(form.requester_id, "6")

    assert not form.draft().has_channel_contact, "another requester's channel contact would be a wrong one"
    assert flow.line.sentence == ""


def test_typed_channel_contact_is_never_overwritten_but_the_last_one_is_offered(desk: DeskWindow) -> None:
    create(desk, CHANNEL)
    form, flow = desk.window.form, people(desk).requester
    form.fold.setChecked(True)
    assert form._more is not None
    form._more.channel_id.setText("inbox_7")
    flow._choose(Person(CHANNEL.requester_id, channel_id="inbox_100", followers=CHANNEL.followers, is_used=True))
    assert form.draft().channel_id == "inbox_7"
    assert flow.line.buttons == ("Use that",)
    flow.line.asked.emit(0)

    assert (form.draft().channel_id, form.draft().followers) == ("inbox_100", CHANNEL.followers)


def test_known_id_that_is_typed_in_full_is_named_and_its_channel_contact_offered(desk: DeskWindow) -> None:
    create(desk, CHANNEL)
    form, flow = desk.window.form, people(desk).requester
    type_into(form.requester_id, "contact_12345")
    desk.wait(lambda: flow.line.buttons == ("Use that",))
    assert not form.draft().has_channel_contact
    flow.line.asked.emit(0)

    assert form.draft().channel_id == "inbox_100"


def test_undo_takes_the_channel_contact_out_again(desk: DeskWindow) -> None:
    form, flow = desk.window.form, people(desk).requester
    flow._choose(Person("c", "Ada", channel_id="inbox_100", channel_contact_id="-1"))
    assert form.draft().channel_id == "inbox_100"
    flow.line.asked.emit(0)

    assert not form.draft().has_channel_contact
    assert form.draft().requester_id == "c"


def test_somebody_not_in_the_list_is_reported_under_the_default_requester_and_undone(desk: DeskWindow) -> None:
    window, flow = desk.window, people(desk).requester
    profile = replace(window.settings.active, default_requester_id="contact_desk")
    window.desk.do(SaveSettings(window.settings.with_profile(profile)))
    desk.wait(lambda: window.settings.active.default_requester_id == "contact_desk")
    window.form.description.setPlainText("It 🖨 smokes.")
    type_into(window.form.requester_id, "Ada Love")
    desk.wait(lambda: "Not in the list…" in texts(flow.list))
    QTest.keyClick(window.form.requester_id, Qt.Key.Key_Up)
    QTest.keyClick(window.form.requester_id, Qt.Key.Key_Return)
    dialog = window.findChildren(ReportedDialog)[0]
    assert dialog.name.text() == "Ada Love"
    dialog.name.setText("Ada \u202eLovelace")
    dialog.phone.setText("+65 1234")
    dialog.take.click()
    draft = window.form.draft()
    assert draft.requester_id == "contact_desk"
    assert draft.description == "It 🖨 smokes.\n\nReported by (Ada Lovelace, +65 1234)"
    flow.line.asked.emit(0)

    assert window.form.draft().description == "It 🖨 smokes."
    assert window.form.draft().requester_id == "Ada Love"


def test_without_a_default_requester_somebody_not_in_the_list_is_sent_to_settings(
    desk: DeskWindow, qtbot: QtBot
) -> None:
    flow = people(desk).requester
    flow._ask_who_reported()
    assert flow.line.buttons == ("Settings",)
    with qtbot.waitSignal(desk.window.settings_asked):
        flow.line.asked.emit(0)


def test_hostile_names_are_shown_as_they_are_without_turning_the_line_around(
    desk: DeskWindow, server: Misbehaving
) -> None:
    names = ["<img src=http://127.0.0.1/x><b>Bold</b>", "\u202egnp.exe", "x" * 5000]
    entries = [{"id": number, "name": name} for number, name in enumerate(names, start=1)]
    server.always("contacts", Fault.status(200, body=json.dumps({"payload": entries}).encode()))
    form, flow = desk.window.form, people(desk).requester
    type_into(form.requester_id, "any")
    desk.wait(lambda: len(texts(flow.list)) == 4)
    assert texts(flow.list)[:2] == ["<img src=http://127.0.0.1/x><b>Bold</b>", "gnp.exe"]
    assert len(texts(flow.list)[2]) == 80
    assert not desk.window.grab().isNull()
    for _ in range(2):
        QTest.keyClick(form.requester_id, Qt.Key.Key_Down)
    QTest.keyClick(form.requester_id, Qt.Key.Key_Return)

    assert (form.draft().requester_id, flow.name.text()) == ("2", "· gnp.exe")


def test_requester_of_a_draft_that_is_opened_is_named(desk: DeskWindow) -> None:
    flow = people(desk).requester
    type_into(desk.window.form.requester_id, "Ada")
    desk.wait(lambda: texts(flow.list)[:1] == ["Ada Practice"])
    QTest.keyClick(desk.window.form.requester_id, Qt.Key.Key_Down)
    QTest.keyClick(desk.window.form.requester_id, Qt.Key.Key_Return)
    desk.window.new_draft()
    assert flow.name.text() == ""
    desk.window.open_draft(Draft("d", title="t", requester_id="contact_12345"), is_saved=False)

    desk.wait(lambda: flow.name.text() == "· Ada Practice")


def test_screen_readers_are_told_each_row(desk: DeskWindow) -> None:
    form, flow = desk.window.form, people(desk).requester
    type_into(form.requester_id, "Ada")
    desk.wait(lambda: texts(flow.list)[:1] == ["Ada Practice"])
    popup = flow.list.popup
    assert popup is not None
    interface = QAccessible.queryAccessibleInterface(popup)
    rows = [interface.child(number) for number in range(interface.childCount())]
    names = [row.text(QAccessible.Text.Name) for row in rows]

    assert interface.text(QAccessible.Text.Name) == "People"
    assert names[0].startswith("Ada Practice, contact_12345 · ada@practice.example")


def test_row_is_chosen_with_the_mouse_and_a_note_is_not(desk: DeskWindow, server: Misbehaving) -> None:
    server.always("contacts", Fault.status(500))
    create(desk, CHANNEL)
    form, flow = desk.window.form, people(desk).requester
    type_into(form.requester_id, "contact")
    desk.wait(lambda: [row.value is None for row in shown(flow.list)] == [False, True, False])
    popup = flow.list.popup
    assert popup is not None

    def click(place: int) -> None:
        where = popup.visualRect(popup.rows.index(place, 0)).center()
        QTest.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)

    click(1)
    assert form.draft().requester_id == "contact"
    click(0)
    assert form.draft().requester_id == "contact_12345"
    assert form.requester_id.hasFocus()


def test_list_stays_inside_the_window_and_goes_when_it_changes(desk: DeskWindow) -> None:
    form, flow = desk.window.form, people(desk).requester
    desk.window.resize(480, 420)
    type_into(form.requester_id, "Practice")
    desk.wait(lambda: len(texts(flow.list)) == 6)
    popup = flow.list.popup
    assert popup is not None
    assert desk.window.rect().contains(popup.geometry())
    assert popup.geometry().top() >= form.requester_id.mapTo(desk.window, QPoint(0, 0)).y() + form.requester_id.height()
    desk.window.resize(700, 500)
    desk.wait(lambda: not popup.isVisible())
    assert popup.currentIndex() == QModelIndex()


# Completion


def test_title_team_and_custom_fields_complete_from_tickets_that_were_created(desk: DeskWindow) -> None:
    create(desk, CHANNEL)
    form, flow = desk.window.form, people(desk).completion
    type_into(form.title, "swi")
    desk.wait(lambda: texts(flow.list) == ["Switch port dead"])
    QTest.keyClick(form.title, Qt.Key.Key_Down)
    QTest.keyClick(form.title, Qt.Key.Key_Return)
    assert form.title.text() == "Switch port dead"
    assert shown(flow.list) == []
    form.fold.setChecked(True)
    assert form._more is not None
    row = form._more.custom_fields._rows[0]
    type_into(row.first, "loc")
    desk.wait(lambda: texts(flow.list) == ["location"])
    row.first.setText("Location")
    row.second.setFocus()
    QTest.keyClick(row.second, Qt.Key.Key_Down)
    desk.wait(lambda: texts(flow.list) == ["Beijing HQ"])
    type_into(form.team, "it s")
    desk.wait(lambda: texts(flow.list) == ["IT Support"])

    assert form.team.text() == "it s"


def test_team_that_was_never_accepted_is_said_softly_and_submitted_all_the_same(desk: DeskWindow) -> None:
    create(desk, CHANNEL)
    form, flow = desk.window.form, people(desk).completion
    form.team.setText("IT Suport")
    desk.wait(lambda: flow.team_line.sentence == "Not used before: check the spelling.")
    form.team.setText("it support")
    desk.wait(lambda: flow._team_answer.is_accepted)
    assert flow.team_line.sentence == ""
    form.title.setText("Odd team")
    form.requester_id.setText("contact_1")
    form.team.setText("HR")
    desk.wait(lambda: bool(flow.team_line.sentence))
    desk.window.submit()

    desk.wait_for_row(lambda row: row.title == "Odd team" and row.state is not State.DRAFT)


def test_teams_of_a_policy_complete_and_are_never_doubted(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, server: Misbehaving
) -> None:
    DataDir(tmp_path / "data").create()
    (tmp_path / "data/policy.json").write_text(json.dumps({"teams": ["Network", "Printers"]}))
    with desk_window(qapp, qtbot, tmp_path / "data", server) as desk:
        desk.wait(lambda: bool(desk.window.findChildren(Receiver)))
        form, flow = desk.window.form, people(desk).completion
        type_into(form.team, "netw")
        desk.wait(lambda: texts(flow.list) == ["Network"])
        assert flow.list.popup is not None
        assert flow.list.popup.accessibleName() == "Teams to choose from"
        QTest.keyClick(form.team, Qt.Key.Key_Down)
        QTest.keyClick(form.team, Qt.Key.Key_Return)
        assert form.team.text() == "Network"
        desk.wait(lambda: flow._team_answer.text == "Network")
        form.title.setFocus()
        assert flow.team_line.sentence == ""
        form.team.setText("Netwrok")
        desk.wait(lambda: flow.team_line.sentence == "Not used before: check the spelling.")


def test_what_is_forgotten_is_not_offered(desk: DeskWindow) -> None:
    create(desk, CHANNEL)
    desk.window.desk.do(ForgetTyped())
    form, flow = desk.window.form, people(desk).completion
    answers: list[object] = []
    desk.desktop.bridge.event_published.connect(answers.append)
    type_into(form.title, "swi")
    desk.wait(lambda: any(getattr(answer, "text", "") == "swi" for answer in answers))

    assert shown(flow.list) == []


@pytest.mark.parametrize("field", ["title", "requester_id", "team"])
def test_five_megabytes_pasted_into_a_field_are_no_search(desk: DeskWindow, server: Misbehaving, field: str) -> None:
    form = desk.window.form
    editor: QLineEdit = getattr(form, field)
    editor.setFocus()
    editor.insert("ab\u202e" * 1_700_000)
    asked: list[object] = []
    desk.desktop.bridge.event_published.connect(asked.append)
    type_into(form.title, "swi")
    desk.wait(lambda: any(getattr(answer, "text", "") == "swi" for answer in asked))

    assert len(editor.text()) == (3 if field == "title" else 32767), "what a line of Qt's holds"
    assert server.request_count("contacts") == 0
    assert max(len(getattr(answer, "text", "")) for answer in asked) == 3


# Similar tickets


def test_similar_ticket_is_said_and_shown_in_the_list(desk: DeskWindow) -> None:
    create(desk, CHANNEL)
    ticket_id = desk.wait_for_row(lambda row: row.ticket == CHANNEL.draft_id).ticket_id
    form, flow = desk.window.form, people(desk).similar
    form.title.setText("switch PORT dead")
    form.requester_id.setText("contact_12345")
    desk.wait(lambda: flow.line.sentence == f"Similar: {ticket_id}, just now")
    flow.line.asked.emit(0)
    assert desk.window.tickets.list.currentIndex().row() == desk.window.tickets.list.tickets.line_of(CHANNEL.draft_id)
    form.title.setText("something else")
    desk.wait(lambda: flow.line.sentence == "")
    desk.window.open_draft(Draft("d", custom_fields=(("Serial", "prn-2024-001"),)), is_saved=False)

    desk.wait(lambda: flow.line.sentence == f"Similar: {ticket_id}, just now")


def test_similar_ticket_that_is_not_loaded_is_searched_for(desk: DeskWindow) -> None:
    flow = people(desk).similar
    at = datetime.now(UTC) - timedelta(hours=3, minutes=5)
    flow.receive(SimilarFound(flow._request, "gone", "tk_1", "A title", at))
    assert flow.line.sentence == "Similar: tk_1, 3 h ago"
    desk.window.tickets.show_submitter("u_1")
    desk.window.tickets.mine.setChecked(True)
    flow.line.asked.emit(0)

    assert desk.window.tickets.search.text() == "tk_1"
    assert not desk.window.tickets.mine.isChecked(), "it may be somebody else's"


def test_errors_about_the_requester_stand_at_the_field(desk: DeskWindow) -> None:
    desk.window.form.title.setText("t")
    desk.window.submit()

    words = "A ticket needs a requester: an ID, or a channel and a contact."
    assert desk.window.form.fields[Field.REQUESTER].error == words
