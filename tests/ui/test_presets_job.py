"""A template and a policy's fields on the real outbox: from the key to LiveDesk's JSON."""

import getpass
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.desk_window import API_KEY, API_SECRET, DeskWindow, desk_window
from support.misbehaving import Misbehaving

from desk_gui.outbox.templates import Template, to_json
from desk_gui.outbox.tickets import State

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
