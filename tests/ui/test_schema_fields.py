"""The fields of a schema in the form: an editor for each kind, what is needed, what is of this laptop, what is sent."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from support.asked_desk import AskedDesk
from support.project import ROOT

from desk_gui.outbox.desk import SubmitDraft
from desk_gui.outbox.desk_templates import ReadSchema, ReadValues, SchemaRead, ValuesRead
from desk_gui.outbox.draft import Draft, Field, ProblemKind
from desk_gui.outbox.events import WorkerReady
from desk_gui.outbox.fieldschema import Choice, Kind, Schema, SchemaField, Source, problem_with
from desk_gui.outbox.schema_reader import from_json
from desk_gui.system.settings import Settings
from desk_gui.ui.form.form_panel import FormPanel
from desk_gui.ui.form.schema_editors import (
    ButtonsEditor,
    DateEditor,
    LineEditor,
    ListEditor,
    NumberEditor,
    editor_for,
    read_date,
)
from desk_gui.ui.form.schema_fields import SchemaFields, SchemaFieldView
from desk_gui.ui.main_window import MainWindow
from desk_gui.ui.receiver import Receiver
from desk_gui.ui.theme import Theme

SAMPLE = from_json((ROOT / "resources/samples/custom-fields.json").read_bytes())


@dataclass
class Window:
    """A window, and what stands behind it."""

    window: MainWindow
    receiver: Receiver
    desk: AskedDesk
    qtbot: QtBot

    def use(self, schema: Schema, **facts: str) -> None:
        """Let the profile want these fields, and this be known of the laptop."""
        self.receiver.receive(SchemaRead("default", schema, "/etc/fields.json"))
        for command in self.desk.commands:
            if isinstance(command, ReadValues) and command.request_id < 0:
                last = command.request_id
                self.receiver.receive(ValuesRead(last, tuple(facts.items())))

    def fields(self) -> SchemaFields:
        """Unfold the form and return the schema's fields, once all are there."""
        self.window.form.fold.setChecked(True)
        more = self.window.form.more
        assert more is not None
        made = more.schema_fields
        assert made is not None
        self.qtbot.waitUntil(lambda: made.is_complete)
        return made

    def view(self, key: str) -> SchemaFieldView:
        """Return one field."""
        return next(view for view in self.fields().views if view.spec.key == key)

    def pairs(self) -> dict[str, str]:
        """Return the custom fields in the form."""
        return dict(self.window.form.draft().custom_fields)


def texts(form: FormPanel) -> list[str]:
    """Return what the labels of the form say, from the top."""
    labels = [one for one in form.findChildren(QLabel) if one.isVisible() and one.text()]
    return [one.text() for one in sorted(labels, key=lambda one: one.mapTo(form, QPoint(0, 0)).y())]


@pytest.fixture
def shown(qtbot: QtBot, theme: Theme) -> Iterator[Window]:
    desk = AskedDesk()
    window = MainWindow(desk, theme, Settings(), is_practice=False)
    qtbot.addWidget(window)
    receiver = Receiver(window, theme)
    with qtbot.waitActive(window):
        window.show()
    receiver.receive(WorkerReady(Settings()))
    yield Window(window, receiver, desk, qtbot)
    window.hide()


def test_the_profiles_fields_are_asked_for_and_the_laptop_only_if_they_want_it(shown: Window) -> None:
    assert ReadSchema("default") in shown.desk.commands
    shown.use(Schema((SchemaField("a", "A"),)))
    assert not any(isinstance(command, ReadValues) for command in shown.desk.commands)
    shown.use(SAMPLE)
    assert [c.names for c in shown.desk.commands if isinstance(c, ReadValues)] == [(Source.HOSTNAME,)]


def test_the_closed_fold_says_what_is_needed_and_what_of_the_laptop_goes_out(shown: Window) -> None:
    shown.use(SAMPLE, hostname="LAB-7")

    text = shown.window.form.fold.accessibleDescription()

    assert "needed: Serial number, Site" in text
    assert texts(shown.window.form)[-1] == "From this laptop: Filed from LAB-7"
    assert shown.window.form.more is None, "nobody unfolded it"
    shown.window.form.fold.setChecked(True)
    assert not any(text.startswith("From this laptop") for text in texts(shown.window.form)), "the field says it"


def test_everything_of_the_laptop_is_told_before_it_is_sent_and_the_form_keeps_its_width(shown: Window) -> None:
    facts = {source.value: f"{source.value} " + "x" * 60 for source in Source}
    needed = tuple(SchemaField(f"n{n}", f"A field that is needed {n}", is_required=True) for n in range(9))
    started = tuple(SchemaField(f"d{n}", f"A field with a default {n}", default="1") for n in range(9))
    asked = tuple(SchemaField(source.value, f"Laptop's {source.value}", autofill=source) for source in Source)
    width = shown.window.form.title.width()

    shown.use(Schema((*needed, *started, *asked)), **facts)

    told = texts(shown.window.form)[-1]
    assert all(f"Laptop's {name} {value}" in told for name, value in facts.items())
    QApplication.processEvents()
    form = shown.window.form
    assert form.title.width() == width
    body = form.widget()
    assert body is not None
    assert body.width() <= form.viewport().width(), "nothing is cut off at the right"


def test_a_draft_of_before_says_what_of_the_laptop_it_holds(shown: Window) -> None:
    shown.window.open_draft(Draft("x", title="t", custom_fields=(("filed_from", "LAB-7"),)), is_saved=True)
    shown.use(SAMPLE, hostname="LAB-7")
    assert texts(shown.window.form)[-1] == "From this laptop: Filed from LAB-7"


def test_what_of_the_laptop_is_filled_in_can_be_taken_out_and_stays_out(shown: Window) -> None:
    shown.use(SAMPLE, hostname="LAB-7")
    view = shown.view("filed_from")
    assert view.input.value() == "LAB-7"
    [switch] = [one for one in view.findChildren(QPushButton) if "laptop" in one.accessibleName()]
    assert switch.isVisibleTo(view)

    switch.click()

    assert "filed_from" not in shown.pairs()
    shown.receiver.receive(ValuesRead(-1, (("hostname", "LAB-7"),)))
    assert "filed_from" not in shown.pairs(), "it is not put in again behind one's back"
    switch.click()
    assert shown.pairs()["filed_from"] == "LAB-7"


def test_a_draft_that_is_opened_keeps_what_it_has_and_gets_nothing_put_in(shown: Window) -> None:
    shown.use(SAMPLE, hostname="LAB-7")
    opened = Draft("x", title="t", custom_fields=(("free", "1"), ("floor", "3"), ("floor", "4")))
    shown.window.open_draft(opened, is_saved=True)

    assert shown.window.form.draft().custom_fields == opened.custom_fields
    assert shown.view("floor").input.value() == "3"
    assert sorted(shown.window.form.draft().custom_fields) == sorted(opened.custom_fields), "nothing is lost"


def test_every_new_draft_starts_with_the_defaults(shown: Window) -> None:
    shown.use(SAMPLE, hostname="LAB-7")
    today = QDate.currentDate().toString(Qt.DateFormat.ISODate)
    assert shown.pairs() == {"seen_on": today, "filed_from": "LAB-7"}
    shown.window.begin_another()
    assert shown.pairs() == {"seen_on": today, "filed_from": "LAB-7"}
    assert shown.window.form.draft().is_blank, "defaults alone are worth no draft"


def test_submit_names_what_is_missing_and_goes_there(shown: Window) -> None:
    shown.use(SAMPLE)
    shown.window.form.show_draft(Draft("x", title="t", requester_id="c"))

    shown.window.submit()

    assert not any(isinstance(command, SubmitDraft) for command in shown.desk.commands)
    serial = shown.view("device_sn")
    assert serial.error == "A ticket needs “Serial number”."
    assert shown.view("site").error == "A ticket needs “Site”."
    shown.qtbot.waitUntil(serial.input.focused.hasFocus)
    names = [one.accessibleName() for one in shown.window.footer.findChildren(QPushButton)]
    assert {"Go to Serial number", "Go to Site"} <= set(names)
    go = next(one for one in shown.window.footer.findChildren(QPushButton) if one.accessibleName() == "Go to Site")
    go.click()
    shown.qtbot.waitUntil(shown.view("site").input.focused.hasFocus)


def test_an_error_goes_as_soon_as_its_field_is_edited_and_the_pattern_speaks_the_teams_words(shown: Window) -> None:
    shown.use(SAMPLE)
    shown.window.form.show_draft(Draft("x", title="t", requester_id="c", custom_fields=(("device_sn", "abc"),)))
    shown.window.submit()
    view = shown.view("device_sn")
    assert "on the sticker at the back" in view.error
    assert view.input.focused.accessibleDescription() == view.error

    QTest.keyClick(view.input.focused, Qt.Key.Key_Backspace)

    assert view.error == ""


def test_all_kinds_are_filled_in_by_keyboard_and_go_out(shown: Window) -> None:
    shown.use(SAMPLE)
    shown.window.form.show_draft(Draft("x", title="t", requester_id="c"))
    typed = {"device_sn": "PRN-2024-001", "floor": "-3", "seen_on": "2026-11-01"}
    for key, text in typed.items():
        QTest.keyClicks(shown.view(key).input.focused, text)
    for _ in range(5):
        QTest.keyClick(shown.view("site").input, Qt.Key.Key_Down)
    QTest.keyClicks(shown.view("steps_tried").input.focused, "a")
    buttons = shown.view("in_warranty").findChildren(QPushButton)
    no = next(one for one in buttons if one.text() == "No")
    QTest.keyClick(no, Qt.Key.Key_Space)

    shown.window.submit()

    [submit] = [command for command in shown.desk.commands if isinstance(command, SubmitDraft)]
    expected = typed | {"site": "other", "in_warranty": "false", "steps_tried": "a"}
    assert dict(submit.draft.custom_fields) == expected


def test_another_schema_keeps_what_was_typed(shown: Window) -> None:
    shown.use(SAMPLE)
    shown.view("device_sn").input.focused.setFocus()
    QTest.keyClicks(shown.view("device_sn").input.focused, "PRN-2024-001")

    shown.use(Schema((SchemaField("other", "Other"),)))

    assert shown.pairs()["device_sn"] == "PRN-2024-001"
    shown.window.form.title.setFocus()
    shown.receiver.receive(SchemaRead("default", Schema()))
    assert shown.pairs()["device_sn"] == "PRN-2024-001"


def test_a_schema_that_cannot_be_used_is_said(shown: Window) -> None:
    shown.receiver.receive(SchemaRead("default", Schema(), "/x", "The custom fields in /x could not be used: why."))

    assert "could not be used" in shown.window.strip.accessibleName()


def test_every_field_is_named_and_no_two_alike(shown: Window) -> None:
    shown.use(SAMPLE, hostname="LAB-7")
    fields = shown.fields()

    named = [(type(one).__name__, one.accessibleName()) for one in fields.findChildren(QLineEdit) if one.isVisible()]

    assert all(name for _, name in named)
    assert len(set(named)) == len(named)
    assert {view.input.focused.accessibleName() for view in fields.views} == {one.label for one in SAMPLE.fields}


def test_values_are_offered_again_for_texts_and_for_nothing_private(shown: Window) -> None:
    shown.use(SAMPLE)

    offered = {view.spec.key: view.input.focused.property("completes") for view in shown.fields().views}

    assert {key for key, value in offered.items() if value} == {"device_sn", "filed_from"}
    assert offered["device_sn"] == "custom:device_sn"
    assert all(isinstance(value, str) for value in offered.values()), "what is declared is not guessed at"


def test_arrows_belong_to_the_field_where_nothing_completes_it(shown: Window) -> None:
    shown.use(SAMPLE)
    date = shown.view("seen_on").input
    date.set_value("2026-12-31")
    date.focused.setFocus()
    shown.qtbot.waitUntil(date.focused.hasFocus)

    QTest.keyClick(date.focused, Qt.Key.Key_Down)

    assert date.value() == "2026-12-30"


def test_fifty_fields_are_there_without_a_long_wait(shown: Window) -> None:
    kinds = list(Kind)
    many = Schema(
        tuple(
            SchemaField(
                f"k{n}", f"Field {n}", kinds[n % 6], choices=(Choice("a", "A"),) if kinds[n % 6] is Kind.CHOICE else ()
            )
            for n in range(50)
        )
    )
    shown.use(many)

    assert len(shown.fields().views) == 50


# Editors


@pytest.fixture
def german() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("de_DE"))
    yield
    QLocale.setDefault(before)


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(
    ("typed", "value"), [("1,5", "1.5"), ("1.5", "1.5"), ("-7", "-7"), ("1500", "1500"), ("", ""), ("drei", "drei")]
)
def test_a_number_is_typed_as_the_language_writes_it(qtbot: QtBot, typed: str, value: str) -> None:
    editor = NumberEditor(SchemaField("n", "N", Kind.NUMBER))
    qtbot.addWidget(editor)
    QTest.keyClicks(editor, typed)
    assert editor.value() == value
    editor.set_value("2.25")
    assert editor.text() == "2,25"


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize("typed", ["1.500", "-1.500", " 12.000 "])
def test_a_number_that_could_be_two_is_neither(qtbot: QtBot, typed: str) -> None:
    spec = SchemaField("n", "N", Kind.NUMBER)
    editor, reopened = NumberEditor(spec), NumberEditor(spec)
    for one in (editor, reopened):
        qtbot.addWidget(one)
    QTest.keyClicks(editor, typed)
    problem = problem_with(spec, editor.value())
    assert problem is not None
    assert problem.kind is ProblemKind.FIELD_NOT_NUMBER, "1.5 would be sent for 1500"
    reopened.set_value(editor.value())
    assert problem_with(spec, reopened.value()) == problem, "nor is it after the draft was away"


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-24", "2026-11-24"),
        ("24.11.26", "2026-11-24"),
        ("24.11.2026", "2026-11-24"),
        ("31.02.2026", ""),
        ("soon", ""),
        ("", ""),
    ],
)
def test_a_day_is_typed_the_international_way_or_the_languages(typed: str, day: str) -> None:
    assert read_date(typed) == day


def test_a_date_can_be_empty_goes_by_the_arrows_and_to_today(qtbot: QtBot) -> None:
    editor = DateEditor(SchemaField("d", "Day", Kind.DATE))
    qtbot.addWidget(editor)
    assert editor.value() == ""
    editor.set_value("2026-12-31")
    QTest.keyClick(editor.focused, Qt.Key.Key_Up)
    assert editor.value() == "2027-01-01"
    QTest.keyClick(editor.focused, Qt.Key.Key_Down)
    assert editor.value() == "2026-12-31"
    [today] = editor.findChildren(QPushButton)
    today.click()
    assert editor.value() == QDate.currentDate().toString(Qt.DateFormat.ISODate)


def test_a_value_that_is_no_choice_is_kept_until_one_is_made(qtbot: QtBot) -> None:
    choices = (Choice("a", "First"), Choice("b", "Second"))
    for editor in (
        ButtonsEditor((("a", "First"), ("b", "Second"))),
        ListEditor(SchemaField("c", "C", Kind.CHOICE, choices=choices)),
    ):
        qtbot.addWidget(editor)
        for value in ("a", "gone", "", "b"):
            editor.set_value(value)
            assert editor.value() == value


def test_a_list_is_found_by_what_it_shows_and_sends_what_it_means(qtbot: QtBot) -> None:
    editor = ListEditor(SchemaField("c", "C", Kind.CHOICE, choices=(Choice("a", "First"), Choice("b", "Second"))))
    qtbot.addWidget(editor)
    assert editor.value() == "", "nothing is chosen by itself"
    # Not by keys: the list that opens then grabs the keyboard, which the offscreen platform cannot.
    editor.setEditText("second")
    assert editor.value() == "b"


@pytest.mark.parametrize(
    ("kind", "choices", "editor"),
    [
        (Kind.TEXT, (), LineEditor),
        (Kind.CHECKBOX, (), ButtonsEditor),
        (Kind.CHOICE, (Choice("a", "A"), Choice("b", "B")), ButtonsEditor),
        (Kind.CHOICE, tuple(Choice(str(n), f"Choice {n}") for n in range(9)), ListEditor),
        (Kind.CHOICE, (Choice("a", "A very long choice indeed"), Choice("b", "Another long one")), ListEditor),
    ],
)
def test_each_kind_has_its_editor(
    qtbot: QtBot, kind: Kind, choices: tuple[Choice, ...], editor: Callable[..., QWidget]
) -> None:
    made = editor_for(SchemaField("k", "K", kind, choices=choices), yes="Yes", no="No")
    qtbot.addWidget(made)
    assert type(made) is editor


@pytest.mark.parametrize("text", ["x" * 5_000_000, "a line of a log\n" * 300_000], ids=["one line", "lines"])
@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.NUMBER, Kind.DATE, Kind.CHOICE, Kind.MULTI_LINE])
def test_five_megabytes_pasted_into_a_field_hang_nothing_and_are_said(qtbot: QtBot, kind: Kind, text: str) -> None:
    choices = tuple(Choice(str(n), f"Choice {n}") for n in range(9)) if kind is Kind.CHOICE else ()
    spec = SchemaField("k", "K", kind, choices=choices)
    view = SchemaFieldView(spec, editor_for(spec, yes="Yes", no="No"), required="")
    qtbot.addWidget(view)
    with qtbot.waitActive(view):
        view.show()
    view.input.set_value("before")
    view.input.focused.setFocus()
    QGuiApplication.clipboard().setText(text)
    started_at = time.process_time()
    QTest.keyClick(view.input.focused, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert time.process_time() - started_at < 1.0
    qtbot.waitUntil(lambda: "not pasted" in view.error)
    assert view.input.value() == "before"
    assert QGuiApplication.clipboard().text() == text, "nothing is lost"
    assert "not pasted" in view.input.focused.accessibleDescription()
    view.input.set_value("after")
    assert not view.error
    QGuiApplication.clipboard().clear()


def test_rules_of_the_form_and_of_the_schema_are_shown_together(shown: Window) -> None:
    shown.use(SAMPLE)
    shown.window.submit()

    assert shown.window.form.fields[Field.TITLE].error
    assert shown.view("device_sn").error
    assert shown.window.form.title.hasFocus(), "the first that is wrong"
