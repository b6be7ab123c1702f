"""Custom fields that a policy wants, from the command line: what is missing is named, what is there has its type."""

import json

import pytest
from support.command import Command
from support.open_window import open_window

POLICY = {
    "custom_fields": {
        "version": 1,
        "fields": [
            {"key": "device_sn", "label": "Serial number", "required": True},
            {"key": "floor", "kind": "number", "most": 99},
        ],
    }
}


@pytest.fixture
def wanting(command: Command) -> Command:
    command.data_dir.mkdir(mode=0o700, exist_ok=True)
    (command.data_dir / "policy.json").write_text(json.dumps(POLICY))
    return command


@pytest.mark.parametrize("is_beside_a_window", [False, True])
def test_what_is_missing_is_named_and_what_is_there_goes_with_its_type(
    wanting: Command, is_beside_a_window: bool
) -> None:
    def run() -> None:
        ended = wanting.submit("--field", "floor=100")
        assert (ended.code, ended.out) == (2, "")
        assert "A ticket needs Serial number: write --field device_sn=VALUE." in ended.err
        assert "floor must be 99 or less." in ended.err
        assert "Nothing was sent or kept." in ended.err
        assert wanting.server.tickets() == []
        ended = wanting.submit("--field", "floor=3", "--field", "device_sn=007")
        assert ended.code == 0, ended.err

    if is_beside_a_window:
        with open_window(wanting):
            run()
    else:
        run()

    [ticket] = wanting.server.tickets()
    sent = ticket["request"]["custom_fields"]
    assert (sent["floor"], sent["device_sn"]) == (3, "007")
    assert [row.title for row in wanting.rows()] == [ticket["request"]["title"]]
