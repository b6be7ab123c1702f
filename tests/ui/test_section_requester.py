"""Settings, Requester: what `euid` is taken from, and forgetting."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from desk_gui.outbox.desk_people import ForgetTyped, TypedForgotten
from desk_gui.system.settings import Profile, Settings
from desk_gui.ui.setup.section_requester import RequesterSection
from desk_gui.ui.setup.sections import further_sections
from desk_gui.ui.theme import Theme


@pytest.fixture
def section(qtbot: QtBot, theme: Theme) -> Iterator[RequesterSection]:
    made = RequesterSection()
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def test_choice_belongs_to_the_active_profile(section: RequesterSection) -> None:
    other = Profile(name="other", requester_euid_from="id")
    settings = Settings(profiles=(Profile(), other))
    section.show_settings(settings)
    assert section.euid_from.value() == "identifier"
    section.euid_from.set_value("id")

    assert section.changed(settings) == replace(
        settings, profiles=(replace(Profile(), requester_euid_from="id"), other)
    )


def test_no_choice_leaves_it_as_it_is(section: RequesterSection) -> None:
    settings = Settings(profiles=(Profile(requester_euid_from="id"),))
    section.show_settings(settings)
    section.euid_from.set_value("")

    assert section.changed(settings) == settings


def test_button_forgets_at_once_and_says_so(section: RequesterSection, qtbot: QtBot) -> None:
    with qtbot.waitSignal(section.command_asked) as asked:
        section.forget.click()
    assert asked.args == [ForgetTyped()]
    assert not section._forgotten.isVisible()
    section.receive(TypedForgotten())

    assert section._forgotten.isVisible()
    assert not section.forget.isEnabled()


def test_settings_have_the_section(qtbot: QtBot, theme: Theme) -> None:
    sections = further_sections()
    for section in sections:
        qtbot.addWidget(section)

    assert [type(section) for section in sections].count(RequesterSection) == 1
