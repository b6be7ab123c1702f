"""Every kind of setting reads what it wrote, and nothing else."""

import json
from dataclasses import dataclass, field

import pytest

from desk_gui.system.setting_kinds import (
    LONGEST_LIST,
    choice,
    fields_as_json,
    read_fields,
    records,
    switch,
    text,
    texts,
    whole_number,
)


@dataclass(frozen=True, slots=True)
class Person:
    name: str = text(longest=5)


@dataclass(frozen=True, slots=True)
class Example:
    is_on: bool = switch(default=True)
    size: int = whole_number(3, least=1, most=5)
    words: str = text("x")
    shade: str = choice(("dim", "light"))
    folders: tuple[str, ...] = texts()
    people: tuple[Person, ...] = records(Person)
    unknown: dict[str, object] = field(default_factory=dict)


def test_what_is_written_is_read_back_through_json() -> None:
    example = Example(
        is_on=False, size=5, words="ü", shade="light", folders=("a", "b"), people=(Person("Ann"), Person("Bo"))
    )
    document = json.loads(json.dumps(fields_as_json(example)))
    defaulted: list[str] = []
    assert Example(**read_fields(Example, document, defaulted)) == example
    assert not defaulted


def test_what_the_file_does_not_hold_is_at_its_default_and_not_named() -> None:
    defaulted: list[str] = []
    assert read_fields(Example, {"unknown": {"a": 1}}, defaulted) == {}
    assert not defaulted
    assert Example() == Example(True, 3, "x", "dim", (), ())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("is_on", 1),
        ("is_on", None),
        ("size", 0),
        ("size", 6),
        ("size", True),
        ("size", 2.0),
        ("size", "2"),
        ("words", 5),
        ("words", None),
        ("shade", "sepia"),
        ("shade", ["dim"]),
        ("folders", "a"),
        ("folders", ["a", 1]),
        ("folders", ["a"] * (LONGEST_LIST + 1)),
        ("people", {}),
        ("people", ["Ann"]),
        ("people", [{"name": "longer than five"}]),
        ("people", [{"name": "Ann"}, {"name": 1}]),
        ("people", [{}] * (LONGEST_LIST + 1)),
    ],
)
def test_what_is_not_of_the_kind_is_named_and_left_out(name: str, value: object) -> None:
    defaulted: list[str] = []
    assert read_fields(Example, {name: value}, defaulted, "here: ") == {}
    assert defaulted == [f"here: {name}"]
