"""Templates in the window: picked by key and by name, undone exactly, saved from the form, kept in order, handed on."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from support.asked_desk import AskedDesk
from support.drafts import EXAMPLE_DRAFT

from desk_gui.outbox.desk_templates import (
    ReadTemplates,
    ReadValues,
    SaveTemplates,
    SchemaRead,
    TemplateFileRead,
    TemplatesExported,
    TemplatesRead,
    ValuesRead,
)
from desk_gui.outbox.draft import Attachment, Draft
from desk_gui.outbox.events import WorkerReady
from desk_gui.outbox.fieldschema import Schema, SchemaField, Source
from desk_gui.outbox.templates import Template
from desk_gui.system.settings import Settings
from desk_gui.ui.main_window import MainWindow
from desk_gui.ui.receiver import Receiver
from desk_gui.ui.strip import StripAction
from desk_gui.ui.templates.flow import TemplateFlow
from desk_gui.ui.theme import Theme

JAM = Template("Printer, paper jam", title="Paper jam", priority="high", custom_fields=(("site", "HQ"),))
PORT = Template(
    "Port dead", title="{hostname}: port dead", description="{last:location} {nobody} {serial}", team="Network"
)
DESK = Template("New desk", title="Desk for ", ticket_type="task")
SET = (JAM, PORT, DESK)


class Window:
    """A window with three templates."""

    def __init__(self, window: MainWindow, receiver: Receiver, desk: AskedDesk) -> None:
        self.window = window
        self.receiver = receiver
        self.desk = desk

    @property
    def flow(self) -> TemplateFlow:
        """What knows the templates."""
        return self.receiver.templates

    def key(self, key: Qt.Key, *more: Qt.KeyboardModifier) -> None:
        """Press a key with Ctrl."""
        modifiers = Qt.KeyboardModifier.ControlModifier
        for one in more:
            modifiers |= one
        QTest.keyClick(self.window.focusWidget() or self.window, key, modifiers)

    def said(self) -> str:
        """Return what the strip says."""
        return self.window.strip.accessibleName()

    def press(self, text: str) -> None:
        """Press a button of the strip."""
        next(one for one in self.window.strip.buttons if one.text() == text and not one.isHidden()).click()

    def kept(self) -> tuple[Template, ...]:
        """Return what was asked to be kept last."""
        return self.desk.asked(SaveTemplates)[-1].templates


@pytest.fixture
def shown(qtbot: QtBot, theme: Theme) -> Iterator[Window]:
    desk = AskedDesk()
    window = MainWindow(desk, theme, Settings(), is_practice=False)
    qtbot.addWidget(window)
    receiver = Receiver(window, theme)
    with qtbot.waitActive(window):
        window.show()
    receiver.receive(WorkerReady(Settings()))
    receiver.receive(TemplatesRead(SET))
    yield Window(window, receiver, desk)
    window.hide()


def test_they_are_read_once_the_outbox_is_there(shown: Window) -> None:
    assert shown.desk.asked(ReadTemplates) == [ReadTemplates()]
    assert shown.flow.templates == SET


def test_a_key_applies_one_and_undo_brings_the_form_back_exactly(shown: Window) -> None:
    shown.window.open_draft(EXAMPLE_DRAFT, is_saved=True)

    shown.key(Qt.Key.Key_1)

    after = shown.window.form.draft()
    assert (after.title, after.priority) == ("Paper jam", "high")
    assert after.custom_fields == (*EXAMPLE_DRAFT.custom_fields, ("site", "HQ"))
    assert after.description == EXAMPLE_DRAFT.description
    assert shown.window.strip.offers == (StripAction.UNDO_TEMPLATE,)
    shown.press("Undo")
    assert shown.window.form.draft() == EXAMPLE_DRAFT


@pytest.mark.parametrize("is_unfolded", [False, True])
def test_undo_loses_neither_files_nor_what_was_typed_since(shown: Window, is_unfolded: bool) -> None:
    shown.window.form.fold.setChecked(is_unfolded)
    shown.window.open_draft(EXAMPLE_DRAFT, is_saved=True)
    shown.flow.apply(JAM)
    file = Attachment("a", "a.png", 10, "image/png", "aa", is_copied=True)
    shown.window.tray.show_attachments("example", (file,))
    shown.window.form.description.appendPlainText("typed since")
    typed = shown.window.form.draft()

    shown.press("Undo")
    assert shown.window.form.draft() == replace(EXAMPLE_DRAFT, attachments=(file,))
    shown.press("Use it again")
    assert shown.window.form.draft() == typed


def test_two_templates_one_after_the_other_are_taken_back_one_by_one(shown: Window) -> None:
    shown.window.open_draft(EXAMPLE_DRAFT, is_saved=True)
    shown.key(Qt.Key.Key_1)
    first = shown.window.form.draft()
    shown.key(Qt.Key.Key_3)
    second = shown.window.form.draft()
    assert (first.title, second.title) == ("Paper jam", "Desk for ")

    shown.press("Undo")
    assert shown.window.form.draft() == first
    shown.key(Qt.Key.Key_Z, Qt.KeyboardModifier.AltModifier)
    assert shown.window.form.draft() == EXAMPLE_DRAFT, "what was typed is there again"
    assert shown.window.strip.offers == (StripAction.REDO_TEMPLATE,)
    shown.press("Use it again")
    assert shown.window.form.draft() == first
    shown.flow.take_back()
    shown.flow.apply(DESK)
    shown.press("Undo")
    shown.flow.take_back()
    assert shown.window.form.draft() == EXAMPLE_DRAFT, "and no further"


def test_places_are_asked_for_and_what_stays_is_said(shown: Window) -> None:
    shown.window.open_draft(Draft("x", custom_fields=(("serial", "S-1"),)), is_saved=True)

    shown.key(Qt.Key.Key_2)

    [asked] = shown.desk.asked(ReadValues)
    assert asked.names == ("hostname", "last:location")
    assert shown.window.form.title.text() == "", "nothing half"
    shown.receiver.receive(ValuesRead(asked.request_id, (("hostname", "LAB-7"),)))
    assert shown.window.form.draft().title == "LAB-7: port dead"
    assert shown.window.form.draft().description == "{last:location} {nobody} S-1"
    assert "{last:location}, {nobody}" in shown.said()


def test_an_answer_for_another_ticket_is_left_out(shown: Window) -> None:
    shown.key(Qt.Key.Key_2)
    [asked] = shown.desk.asked(ReadValues)
    shown.window.form.title.setText("typed")
    shown.window.begin_another()

    shown.receiver.receive(ValuesRead(asked.request_id, (("hostname", "LAB-7"),)))

    assert shown.window.form.draft().title == ""


def test_only_the_last_of_two_that_were_asked_for_is_applied(shown: Window) -> None:
    shown.flow.apply(PORT)
    shown.flow.apply(replace(PORT, title="second {hostname}"))
    first, second = shown.desk.asked(ReadValues)

    shown.receiver.receive(ValuesRead(second.request_id, (("hostname", "LAB-7"),)))
    shown.receiver.receive(ValuesRead(first.request_id, (("hostname", "LAB-7"),)))

    assert shown.window.form.draft().title == "second LAB-7"


def test_a_key_without_a_template_says_how_to_make_one(shown: Window) -> None:
    shown.key(Qt.Key.Key_9)

    assert "no template 9" in shown.said()


def test_one_is_picked_by_a_part_of_its_name(shown: Window) -> None:
    shown.key(Qt.Key.Key_P)
    palette = shown.flow.dialogs.palette
    assert palette is not None
    QTest.keyClicks(palette.name, "DESK new")
    assert palette.list.model().rowCount() == 1
    QTest.keyClick(palette.name, Qt.Key.Key_Return)

    assert shown.window.form.draft().ticket_type == "task"
    assert shown.flow.dialogs.palette is None


def test_arrows_go_through_the_list_and_escape_changes_nothing(shown: Window) -> None:
    before = shown.window.form.draft()
    shown.flow.pick()
    palette = shown.flow.dialogs.palette
    assert palette is not None
    for step, row in ((Qt.Key.Key_Up, 0), (Qt.Key.Key_Down, 1), (Qt.Key.Key_PageDown, 2), (Qt.Key.Key_Down, 2)):
        QTest.keyClick(palette.name, step)
        assert palette.list.currentIndex().row() == row
    QTest.keyClick(palette.name, Qt.Key.Key_Escape)
    assert shown.window.form.draft() == before
    shown.flow.pick()
    assert shown.flow.dialogs.palette is not None, "it opens again"


def test_the_last_one_can_be_taken_out_from_the_palette_when_the_line_is_gone(shown: Window) -> None:
    shown.window.open_draft(EXAMPLE_DRAFT, is_saved=True)
    shown.flow.apply(JAM)
    shown.window.strip.say("Filed", tone="ok")
    shown.flow.pick()
    palette = shown.flow.dialogs.palette
    assert palette is not None
    assert palette.list.model().index(0, 0).data() == "Take “Printer, paper jam” out again"
    QTest.keyClick(palette.name, Qt.Key.Key_Return)
    assert shown.window.form.draft() == EXAMPLE_DRAFT


def test_parts_of_the_form_are_saved_under_a_name(shown: Window) -> None:
    shown.window.open_draft(EXAMPLE_DRAFT, is_saved=True)
    shown.key(Qt.Key.Key_P, Qt.KeyboardModifier.ShiftModifier)
    dialog = shown.flow.dialogs.saving
    assert dialog is not None
    checked = {box.text() for box, _ in dialog.parts if box.isChecked()}
    assert checked == {box.text() for box, _ in dialog.parts} - {"Requester ID"}
    for box, _ in dialog.parts:
        box.setChecked(box.text() in {"Title", "Priority"})
    dialog.name.setText("Mine")
    dialog.save.click()

    assert shown.kept() == (*SET, Template("Mine", title=EXAMPLE_DRAFT.title, priority="high"))
    shown.receiver.receive(TemplatesRead(shown.kept()))
    assert shown.said() == "“Mine” is saved. Ctrl+4 puts it in."


def test_what_could_not_be_saved_is_not_said_to_be_saved(shown: Window) -> None:
    shown.window.open_draft(EXAMPLE_DRAFT, is_saved=True)
    shown.flow.save_form()
    dialog = shown.flow.dialogs.saving
    assert dialog is not None
    dialog.save.click()
    shown.receiver.receive(TemplatesRead(SET, "The disk is full."))
    assert shown.said() == "The disk is full."
    shown.receiver.receive(TemplatesRead(SET))
    assert shown.said() == "The disk is full."


@pytest.mark.parametrize("is_managed", [False, True])
def test_a_template_made_of_the_form_holds_nothing_private_and_nothing_of_this_laptop(
    shown: Window, is_managed: bool
) -> None:
    private = SchemaField("wifi", "Wi-Fi", is_private=True)
    schema = Schema((private, SchemaField("filed_from", "Filed from", autofill=Source.HOSTNAME)))
    shown.receiver.receive(SchemaRead("default", schema, "/etc/fields.json"))
    [asked] = shown.desk.asked(ReadValues)
    shown.receiver.receive(ValuesRead(asked.request_id, (("hostname", "LAB-7"),)))
    draft = Draft("x", title="t", custom_fields=(("wifi", "s3cret"), ("filed_from", "LAB-7"), ("free", "x")))
    shown.window.open_draft(draft, is_saved=True)
    if is_managed:
        shown.flow.manage()
        assert shown.flow.dialogs.manager is not None
        shown.flow.dialogs.manager.new.click()
    else:
        shown.flow.save_form()
    dialog = shown.flow.dialogs.saving
    assert dialog is not None
    dialog.name.setText("Mine")
    dialog.save.click()

    assert shown.kept()[-1] == Template("Mine", title="t", custom_fields=(("free", "x"),))


@pytest.mark.parametrize(("name", "said"), [("  ", "needs a name"), ("Mine", "nothing in it")])
def test_without_a_name_or_anything_in_it_nothing_is_saved(shown: Window, name: str, said: str) -> None:
    shown.flow.save_form()
    dialog = shown.flow.dialogs.saving
    assert dialog is not None
    dialog.name.setText(name)
    dialog.save.click()

    assert said in dialog.name.accessibleDescription()
    assert not shown.desk.asked(SaveTemplates)


def test_a_name_that_is_there_is_replaced_only_after_it_was_said(shown: Window) -> None:
    shown.window.open_draft(EXAMPLE_DRAFT, is_saved=True)
    shown.flow.save_form()
    dialog = shown.flow.dialogs.saving
    assert dialog is not None
    dialog.name.setText("PORT  dead")
    assert dialog.save.text() == "Replace template"
    dialog.save.click()

    assert [one.name for one in shown.kept()] == ["Printer, paper jam", "PORT dead", "New desk"]


def test_they_are_moved_renamed_edited_and_deleted_and_all_of_it_can_be_undone(shown: Window) -> None:
    shown.flow.manage()
    manager = shown.flow.dialogs.manager
    assert manager is not None
    manager.down.click()
    assert shown.kept() == (PORT, JAM, DESK)
    assert manager.list.currentRow() == 1
    manager.form.name.setText("Jam")
    manager.form.title.setText("Jam in ")
    assert manager.templates[1] == replace(JAM, name="Jam", title="Jam in ")
    manager.delete.click()
    assert shown.kept() == (PORT, DESK)
    manager.undo.click()
    assert shown.kept() == (PORT, replace(JAM, name="Jam", title="Jam in "), DESK)
    manager.undo.click()
    assert shown.kept() == (PORT, JAM, DESK)
    manager.undo.click()
    assert shown.kept() == SET
    assert not manager.undo.isEnabled()


def test_what_was_edited_last_is_kept_when_it_closes(shown: Window) -> None:
    shown.flow.manage()
    manager = shown.flow.dialogs.manager
    assert manager is not None
    manager.form.team.setText("Printers")
    assert not shown.desk.asked(SaveTemplates), "not at every key"
    manager.close_button.click()

    assert shown.kept() == (replace(JAM, team="Printers"), PORT, DESK)
    assert shown.flow.dialogs.manager is None


@pytest.mark.parametrize(("name", "said"), [("", "needs a name"), ("port DEAD", "Another template")])
def test_a_name_that_cannot_be_is_said_and_the_one_before_stays(shown: Window, name: str, said: str) -> None:
    shown.flow.manage()
    manager = shown.flow.dialogs.manager
    assert manager is not None
    manager.form.name.setText(name)
    assert said in manager.form.name.accessibleDescription()
    manager.form.title.setText("other")
    manager.close_button.click()

    assert shown.kept() == (replace(JAM, title="other"), PORT, DESK)


def test_a_set_is_taken_over_only_after_it_was_seen(shown: Window) -> None:
    handed = (replace(JAM, title="Jam!"), PORT, Template("Fresh", title="new"))
    event = TemplateFileRead(Path("/x/team.json"), handed)
    shown.receiver.receive(event)
    dialog = shown.flow.dialogs.importing
    assert dialog is not None
    rows = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert rows == ["New: Fresh", "Changed: Printer, paper jam (Title)"]
    dialog.cancel.click()
    assert not shown.desk.asked(SaveTemplates)
    shown.receiver.receive(event)
    dialog = shown.flow.dialogs.importing
    assert dialog is not None
    dialog.take.click()

    assert shown.kept() == (handed[0], PORT, DESK, handed[2])


def test_a_file_that_cannot_be_taken_is_said_where_it_was_asked_for(shown: Window) -> None:
    failed = TemplateFileRead(Path("/x/team.json"), failure="team.json could not be taken: why.")
    shown.receiver.receive(failed)
    assert "could not be taken" in shown.said()
    shown.flow.manage()
    manager = shown.flow.dialogs.manager
    assert manager is not None
    shown.receiver.receive(failed)
    assert "could not be taken" in manager._words.text()


def test_what_could_not_be_kept_is_said_and_not_shown_as_kept(shown: Window) -> None:
    shown.flow.manage()
    manager = shown.flow.dialogs.manager
    assert manager is not None
    manager.delete.click()
    shown.receiver.receive(TemplatesRead(SET, "The templates were not saved."))

    assert manager.templates == SET
    assert "not saved" in shown.said()


def test_an_export_says_where_it_is_and_what_becomes_of_it(shown: Window) -> None:
    shown.receiver.receive(TemplatesExported(Path("/x/team.json"), 3))
    assert "3 templates are in team.json" in shown.said()
    shown.receiver.receive(TemplatesExported(Path("/x/team.json"), 3, "The templates were not saved."))
    assert "not saved" in shown.said()


def test_thousand_templates_are_found_at_once(shown: Window) -> None:
    many = tuple(Template(f"Template {number}", title=f"T{number}") for number in range(1000))
    shown.receiver.receive(TemplatesRead(many))
    shown.flow.pick()
    palette = shown.flow.dialogs.palette
    assert palette is not None
    QTest.keyClicks(palette.name, "t 777")
    assert palette.list.model().rowCount() == 1
    palette.reject()


def test_every_button_of_the_manager_has_a_name_of_its_own_and_tells_its_key(shown: Window) -> None:
    shown.flow.manage()
    manager = shown.flow.dialogs.manager
    assert manager is not None
    own = [one for one in manager.findChildren(QPushButton) if one.parent() is manager]
    names = {one.accessibleName() for one in own}

    assert len(names - {""}) == len(own)
    assert [one.accessibleName() for one in own if f"({one.shortcut().toString() or 'Esc'})" not in one.toolTip()] == []
