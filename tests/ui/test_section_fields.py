"""The settings' section about custom fields: which file, what came of it, and what cannot be saved."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desk_gui.outbox.desk_templates import ReadSchema, SchemaRead
from desk_gui.outbox.fieldschema import Schema, SchemaField
from desk_gui.system.settings import Profile, Settings
from desk_gui.ui.setup.section_fields import FieldsSection
from desk_gui.ui.theme import Theme

SETTINGS = Settings(profiles=(Profile(fields_file="/etc/fields.json"),))


@pytest.fixture
def section(qtbot: QtBot, theme: Theme) -> Iterator[FieldsSection]:
    assert theme
    made = FieldsSection()
    qtbot.addWidget(made)
    made.show_settings(SETTINGS)
    yield made
    made.hide()


def test_it_asks_what_is_in_use_when_it_is_seen(section: FieldsSection, qtbot: QtBot) -> None:
    with qtbot.waitSignal(section.command_asked) as asked:
        section.show()
    assert asked.args == [ReadSchema("default")]


def test_the_file_is_collected(section: FieldsSection) -> None:
    assert section.fields_file.text() == "/etc/fields.json"
    section.fields_file.setText(" /srv/fields.json ")
    assert section.changed(SETTINGS).active.fields_file == "/srv/fields.json"
    assert section.problem() == ""


def test_only_a_whole_path_can_be_saved(section: FieldsSection) -> None:
    section.fields_file.setText("fields.json")
    assert "whole path" in section.problem()
    assert section.fields_file.accessibleDescription()
    section.fields_file.setText("")
    assert section.problem() == ""


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (SchemaRead("default", Schema()), "No file is in use"),
        (SchemaRead("default", Schema((SchemaField("a", "A"),)), "/x/policy.json"), "from /x/policy.json"),
        (SchemaRead("default", Schema(), "/x", "The custom fields in /x could not be used: why."), "not be used"),
        (
            SchemaRead("default", Schema((SchemaField("a", "A"),)), "/x", "The teams in /x …"),
            "1 field from /x.\n✕ The te",
        ),
        (SchemaRead("other", Schema(), "/x", "of another profile"), ""),
    ],
)
def test_it_says_what_came_of_it(section: FieldsSection, event: SchemaRead, said: str) -> None:
    section.receive(event)
    assert said in section._state.text()
    assert bool(section._state.text()) is bool(said)
