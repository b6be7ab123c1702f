"""What is said of this laptop: without anybody's rights, on one line, and nothing where nothing is known."""

import socket

import pytest

from desk_gui.outbox.fieldschema import Source
from desk_gui.system.laptop import READERS, real_serial


@pytest.mark.parametrize("name", READERS)
def test_every_reader_answers_with_one_line(name: str) -> None:
    found = READERS[name]()

    assert found.isprintable()
    assert found == found.strip()
    assert len(found) <= 200


def test_there_is_a_reader_for_everything_a_schema_can_ask_for() -> None:
    assert set(READERS) == set(Source)


def test_the_name_and_the_user_are_those_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "somebody_else")
    monkeypatch.setenv("USER", "somebody_else")

    assert READERS["hostname"]() == socket.gethostname()
    assert READERS["user"]() not in {"", "somebody_else"}


@pytest.mark.parametrize(
    ("text", "serial"),
    [
        ("PF1A2B3C\n", "PF1A2B3C"),
        ("ABC 123\0", "ABC 123"),
        ("To be filled by O.E.M.", ""),
        ("Default string", ""),
        ("Not Specified", ""),
        ("None", ""),
        ("0000000", ""),
        ("123456789", ""),
        ("", ""),
        ("x" * 500, ""),
        ("S" + "1" * 500, "S" + "1" * 199),
    ],
)
def test_what_makers_write_in_place_of_a_serial_number_is_none(text: str, serial: str) -> None:
    assert real_serial(text) == serial
