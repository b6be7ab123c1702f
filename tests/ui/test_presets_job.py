"""A template and a policy's fields on the real outbox: from the key to LiveDesk's JSON, and what is said of files."""

import getpass
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from support.desk_window import API_KEY, API_SECRET, DeskWindow, desk_window
from support.misbehaving import Misbehaving

from desk_gui.outbox.desk_templates import SchemaRead, TemplatesRead
from desk_gui.outbox.events import CredentialsChanged, CredentialState
from desk_gui.outbox.fieldschema import Schema
from desk_gui.outbox.templates import Template, to_json
from desk_gui.outbox.tickets import State
from desk_gui.ui.strip import StripAction

POLICY = {
    "custom_fields": {
        "version": 1,
        "fields": [
            {"key": "device_sn", "label": "Serial number", "required": True},
            {"key": "floor", "label": "Floor", "kind": "number"},
            {"key": "in_warranty", "label": "In warranty", "kind": "checkbox", "default": True},
            {"key": "filed_by", "label": "Filed by", "autofill": "user"},
        ],
    }
}
JAM = Template("Jam", title="Jam, said {user}", priority="high", custom_fields=(("floor", "3"),))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Misbehaving]:
    with Misbehaving(data_dir=tmp_path / "livedesk", api_key=API_KEY, api_secret=API_SECRET) as running:
        yield running


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot, tmp_path: Path, server: Misbehaving) -> Iterator[DeskWindow]:
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    (data / "policy.json").write_text(json.dumps(POLICY))
    (data / "templates.json").write_bytes(to_json([JAM]))
    with desk_window(qapp, qtbot, data, server) as opened:
        yield opened


def test_a_key_a_serial_number_and_submit(desk: DeskWindow, server: Misbehaving) -> None:
    form, user = desk.window.form, getpass.getuser()
    templates = desk.desktop.receiver.templates
    desk.wait(lambda: templates.templates == (JAM,) and "filed_by" in dict(form.draft().custom_fields))

    QTest.keyClick(form.title, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    desk.wait(lambda: form.title.text() == f"Jam, said {user}")
    form.requester_id.setText("contact_1")
    QTest.keyClick(form.title, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    more = form.more
    assert more is not None, "what is missing unfolds the form"
    assert more.schema_fields is not None
    fields = more.schema_fields
    desk.wait(lambda: fields.is_complete)
    serial = fields.views[0].input.focused
    desk.wait(serial.hasFocus)
    assert not server.tickets()
    QTest.keyClicks(serial, "007")
    QTest.keyClick(serial, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.wait_for_row(lambda row: row.state is State.CREATED)

    [ticket] = server.tickets()
    sent = ticket["request"]["custom_fields"]
    sent.pop("desk_gui_reference")
    assert json.dumps(sent, sort_keys=True) == json.dumps(
        {"device_sn": "007", "filed_by": user, "floor": 3, "in_warranty": True}, sort_keys=True
    )
    assert ticket["request"]["priority"] == "high"


@pytest.fixture
def broken(qapp: QApplication, qtbot: QtBot, tmp_path: Path, server: Misbehaving) -> Iterator[DeskWindow]:
    """A window whose policy and templates are both no JSON."""
    data = tmp_path / "broken"
    data.mkdir(mode=0o700)
    for name in ("policy.json", "templates.json"):
        (data / name).write_bytes(b"{")
    with desk_window(qapp, qtbot, data, server) as opened:
        yield opened


def words_shown(desk: DeskWindow) -> str:
    """Return the words of the strip that can be read: nothing of them is cut off."""
    strip = desk.window.strip
    [label] = [one for one in strip.findChildren(QLabel) if len(one.text()) > 1]
    desk.wait(label.isVisible)  # On a small screen it moves into what scrolls.
    desk.wait(lambda: label.height() >= label.heightForWidth(label.width()))
    assert label.text().replace("\n", " ") == strip.accessibleName()
    return label.text()


def test_a_broken_policy_and_broken_templates_are_both_said(broken: DeskWindow) -> None:
    strip = broken.window.strip
    policy, templates = "The policy ", "The templates could not be understood"
    broken.wait(lambda: policy in strip.accessibleName() and templates in strip.accessibleName())

    lines = words_shown(broken).splitlines()
    assert sorted(line.startswith(policy) for line in lines) == [False, True]
    assert sorted(line.startswith(templates) for line in lines) == [False, True]


def test_of_each_file_only_the_newest_word_stands_there_and_none_that_is_not_so(broken: DeskWindow) -> None:
    strip, publish = broken.window.strip, broken.desktop.bridge.publish
    broken.wait(lambda: "policy" in strip.accessibleName() and "templates" in strip.accessibleName())

    publish(TemplatesRead((), "The templates were not saved: why."))
    broken.wait(lambda: "why." in strip.accessibleName())
    assert "understood" not in strip.accessibleName()
    assert "policy" in strip.accessibleName()

    publish(SchemaRead("default", Schema()))
    broken.wait(lambda: strip.accessibleName() == "The templates were not saved: why.")
    assert words_shown(broken) == "The templates were not saved: why."


def test_what_is_offered_stays_when_a_file_turns_out_broken(desk: DeskWindow) -> None:
    strip = desk.window.strip
    strip.say("Recovered.", tone="plain", actions=[(StripAction.KEEP_RECOVERED, "Keep")])

    desk.desktop.bridge.publish(TemplatesRead((), "The templates are broken."))

    desk.wait(lambda: strip.accessibleName() == "Recovered. The templates are broken.")
    assert StripAction.KEEP_RECOVERED in strip.offers
    desk.wait(strip.buttons[0].isVisible)
    strip.buttons[0].click()
    assert words_shown(desk) == "The templates are broken."
    assert strip.buttons[0].isHidden()


def test_a_broken_file_is_still_said_once_there_is_a_key(desk: DeskWindow) -> None:
    strip, publish = desk.window.strip, desk.desktop.bridge.publish
    origin = desk.window.settings.active.origin
    publish(CredentialsChanged("default", origin, CredentialState.MISSING))
    publish(TemplatesRead((), "The templates are broken."))
    desk.wait(lambda: strip.accessibleName().endswith(". The templates are broken."))
    assert StripAction.OPEN_SETTINGS in strip.offers

    publish(CredentialsChanged("default", origin, CredentialState.STORED))

    desk.wait(lambda: strip.accessibleName() == "The templates are broken.")
    assert words_shown(desk) == "The templates are broken."
    assert strip.buttons[0].isHidden()
