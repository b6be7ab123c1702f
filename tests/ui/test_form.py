"""The form: what is shown is what is collected, and what is wrong shows at its field."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from support.drafts import EXAMPLE_DRAFT

from desk_gui.outbox.draft import Draft, Field, Follower, problems
from desk_gui.ui.attachments.tray import AttachmentTray
from desk_gui.ui.form.choice_group import ChoiceGroup
from desk_gui.ui.form.form_panel import FormPanel
from desk_gui.ui.form.rows_editor import RowsEditor
from desk_gui.ui.theme import Theme


@pytest.fixture
def form(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[FormPanel]:
    made = FormPanel(AttachmentTray(theme, tmp_path.joinpath))
    qtbot.addWidget(made)
    made.resize(900, 640)
    made.show()
    yield made
    made.close()


@pytest.mark.parametrize("unfolded", [False, True])
def test_form_collects_what_it_shows(form: FormPanel, unfolded: bool) -> None:
    form.fold.setChecked(unfolded)
    form.show_draft(EXAMPLE_DRAFT)
    assert form.draft() == EXAMPLE_DRAFT


def test_form_collects_what_is_typed_into_the_fold(form: FormPanel, qtbot: QtBot) -> None:
    form.fold.setChecked(True)
    more = form._more
    assert more is not None
    QTest.keyClicks(more.channel_id, "inbox_100")
    QTest.keyClicks(more.channel_contact_id, "-100")
    more.followers.set_pairs((("7562646527", "Zhang San"),))
    draft = form.draft()
    assert (draft.channel_id, draft.channel_contact_id) == ("inbox_100", "-100")
    assert draft.followers == (Follower("7562646527", "Zhang San"),)


def test_a_new_draft_starts_with_the_defaults_and_an_id_of_its_own(form: FormPanel) -> None:
    form.show_draft(EXAMPLE_DRAFT)
    form.show_new_draft(requester_id="contact_1", submitter_id="u_1")
    draft = form.draft()
    assert draft.draft_id != EXAMPLE_DRAFT.draft_id
    assert draft == Draft(draft_id=draft.draft_id, requester_id="contact_1", submitter_id="u_1")


def test_defaults_do_not_replace_what_was_typed(form: FormPanel) -> None:
    form.requester_id.setText("contact_typed")
    form.take_defaults(requester_id="contact_default", submitter_id="u_1")
    assert form.draft().requester_id == "contact_typed"
    assert form.draft().submitter_id == "u_1"


def test_a_submitter_of_the_drafts_own_outlives_the_settings(form: FormPanel) -> None:
    form.take_defaults(requester_id="", submitter_id="u_1")
    form.show_draft(replace(EXAMPLE_DRAFT, submitter_id="u_9"))
    for default in ("u_1", "u_2"):
        form.take_defaults(requester_id="", submitter_id=default)
        assert form.draft().submitter_id == "u_9"

    form.show_new_draft(requester_id="", submitter_id="u_2")
    form.take_defaults(requester_id="", submitter_id="u_3")
    assert form.draft().submitter_id == "u_3"


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        (replace(EXAMPLE_DRAFT, title=" "), Field.TITLE),
        (Draft("x", title="t"), Field.REQUESTER),
        (replace(EXAMPLE_DRAFT, channel_id=""), Field.CHANNEL_ID),
        (replace(EXAMPLE_DRAFT, channel_contact_id=""), Field.CHANNEL_CONTACT_ID),
        (replace(EXAMPLE_DRAFT, followers=(Follower("", "Zhang San"),)), Field.FOLLOWERS),
        (replace(EXAMPLE_DRAFT, custom_fields=(("a", "1"), ("a", "2"))), Field.CUSTOM_FIELDS),
        (replace(EXAMPLE_DRAFT, custom_fields=(("", "1"),)), Field.CUSTOM_FIELDS),
    ],
)
def test_a_problem_shows_at_its_field_and_unfolds_it(form: FormPanel, broken: Draft, field: Field) -> None:
    form.show_draft(broken)
    found = problems(form.draft())
    form.show_problems(found)
    shown = form._all_fields()[field]
    assert [problem.field for problem in found] == [field]
    assert shown.error
    assert shown.isVisible()
    assert shown.editor.accessibleDescription() == shown.error


def test_a_problem_goes_as_soon_as_its_field_is_edited(form: FormPanel, qtbot: QtBot) -> None:
    form.show_problems(problems(form.draft()))
    assert form.fields[Field.TITLE].error
    form.title.setFocus()
    QTest.keyClicks(form.title, "P")
    assert not form.fields[Field.TITLE].error
    assert form.fields[Field.REQUESTER].error, "the others wait for the next Submit"


def test_the_closed_fold_says_what_it_holds(form: FormPanel) -> None:
    form.show_draft(EXAMPLE_DRAFT)
    assert "device_sn, location, channel contact" in form.fold.accessibleDescription()


def test_three_choices_stand_beside_each_other_only_where_there_is_room(form: FormPanel, qtbot: QtBot) -> None:
    team, priority = form.fields[Field.TEAM], form.fields[Field.PRIORITY]
    assert team.geometry().top() == priority.geometry().top()
    form.resize(480, 640)
    qtbot.waitUntil(lambda: team.geometry().top() > priority.geometry().bottom())


def test_a_choice_can_be_taken_back(qtbot: QtBot) -> None:
    group = ChoiceGroup((("low", "Low"), ("high", "High")))
    qtbot.addWidget(group)
    low, high = group.findChildren(QPushButton)
    for button, expected in ((low, "low"), (high, "high"), (high, "")):
        with qtbot.waitSignal(group.choice_changed):
            button.click()
        assert group.value() == expected


def test_arrow_keys_move_between_the_choices(qtbot: QtBot) -> None:
    group = ChoiceGroup((("low", "Low"), ("high", "High")))
    qtbot.addWidget(group)
    with qtbot.waitActive(group):
        group.show()
    low, high = group.findChildren(QPushButton)
    low.setFocus()
    QTest.keyClick(low, Qt.Key.Key_Right)
    assert high.hasFocus()
    QTest.keyClick(high, Qt.Key.Key_Space)
    assert group.value() == "high"


def test_rows_are_added_taken_out_and_blank_ones_left_out(qtbot: QtBot) -> None:
    editor = RowsEditor("Field", "Value", "Add field")
    qtbot.addWidget(editor)
    editor.set_pairs((("a", "1"), ("b", "2")))
    buttons = [button for button in editor.findChildren(QPushButton) if button.text() == "Remove"]
    add = next(button for button in editor.findChildren(QPushButton) if button.text() == "Add field")
    add.click()
    assert editor.pairs() == (("a", "1"), ("b", "2"))
    buttons[-2].click()
    assert editor.pairs() == (("b", "2"),)


@pytest.mark.parametrize(
    "text", ["x" * 5_000_000, "\u202eword \x00\n" * 700_000], ids=["one word", "controls and bidi"]
)
def test_five_megabytes_pasted_into_the_title_hang_nothing_and_are_said(
    form: FormPanel, qtbot: QtBot, text: str
) -> None:
    form.title.setText("Typed before")
    form.title.setFocus()
    QGuiApplication.clipboard().setText(text)
    started_at = time.process_time()
    QTest.keyClick(form.title, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert time.process_time() - started_at < 1.0
    qtbot.waitUntil(lambda: "not pasted" in form.fields[Field.TITLE].error)
    assert form.title.text() == "Typed before"
    assert QGuiApplication.clipboard().text() == text, "nothing is lost"
    QTest.keyClick(form.title, Qt.Key.Key_Space)
    assert not form.fields[Field.TITLE].error
    QGuiApplication.clipboard().clear()


@pytest.mark.parametrize(
    ("field", "name"),
    [(Field.CUSTOM_FIELDS, "Value 1"), (Field.CUSTOM_FIELDS, "Field 1"), (Field.FOLLOWERS, "Follower ID 1")],
)
def test_five_megabytes_pasted_into_a_row_are_said_at_its_field(
    form: FormPanel, qtbot: QtBot, field: Field, name: str
) -> None:
    form.fold.setChecked(True)
    more = form.more
    assert more is not None
    line = next(one for one in more.findChildren(QLineEdit) if one.accessibleName() == name)
    line.setText("before")
    line.setFocus()
    QGuiApplication.clipboard().setText("x" * 5_000_000)
    QTest.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "not pasted" in more.fields[field].error)
    assert line.text() == "before"
    QTest.keyClick(line, Qt.Key.Key_X)
    assert not more.fields[field].error
    QGuiApplication.clipboard().clear()


def test_a_long_value_of_several_lines_survives_the_fold(form: FormPanel) -> None:
    value = "a line\n" * 14_000
    form.show_draft(Draft("x", custom_fields=(("steps", value),)))
    form.fold.setChecked(True)
    assert form.draft().custom_fields == (("steps", value),)


def test_a_text_that_is_cut_off_some_other_way_is_said(form: FormPanel, qtbot: QtBot) -> None:
    form.title.setFocus()
    QGuiApplication.clipboard().setText("x" * 5_000_000)
    form.title.paste()  # As the menu of the field does it.
    qtbot.waitUntil(lambda: "cut off" in form.fields[Field.TITLE].error)
    QGuiApplication.clipboard().clear()
