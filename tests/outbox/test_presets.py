"""Templates and schemas on a running outbox: kept, set aside, held against every Submit, and sent with their types."""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.misbehaving import Misbehaving
from support.outbox import Outbox, locked
from support.project import ROOT
from support.waiting import wait_until

from desk_gui.outbox.desk import SaveSettings, SubmitDraft
from desk_gui.outbox.desk_templates import (
    ExportTemplates,
    ReadSchema,
    ReadTemplateFile,
    ReadTemplates,
    ReadValues,
    SaveTemplates,
    SchemaRead,
    TemplateFileRead,
    TemplatesExported,
    TemplatesRead,
    ValuesRead,
)
from desk_gui.outbox.draft import Problem, ProblemKind
from desk_gui.outbox.events import SubmitRefused
from desk_gui.outbox.schema_keeper import Sought, read_schemas
from desk_gui.outbox.templates import Template, to_json
from desk_gui.outbox.tickets import State
from desk_gui.system.settings import Profile, Settings

SAMPLES = ROOT / "resources/samples"
SET = (Template("A", title="{hostname}"), Template("B", priority="low"))
FIELDS = {
    "version": 1,
    "fields": [
        {"key": "device_sn", "label": "Serial number", "required": True},
        {"key": "floor", "kind": "number"},
        {"key": "in_warranty", "kind": "checkbox"},
        {"key": "phone", "private": True},
    ],
}


@pytest.fixture
def fields_file(tmp_path: Path) -> Path:
    path = tmp_path / "fields.json"
    path.write_text(json.dumps(FIELDS))
    return path


@pytest.fixture
def wanting(data: Path, server: Misbehaving, fields_file: Path) -> Iterator[Outbox]:
    """An outbox whose profile wants these fields."""
    profile = Profile(base_url=server.base_url, fields_file=str(fields_file))
    with Outbox(data, settings=Settings(profiles=(profile,))) as running:
        yield running


def read_again(outbox: Outbox) -> TemplatesRead:
    """Return what an outbox says its templates are."""
    since = outbox.events.count
    outbox.do(ReadTemplates())
    return outbox.events.wait_for(TemplatesRead, since=since)


# Templates


def test_templates_are_kept_in_their_order_for_this_user_alone(data: Path) -> None:
    with Outbox(data) as outbox:
        assert read_again(outbox) == TemplatesRead(())
        outbox.do(SaveTemplates(SET))
        assert outbox.events.wait_for(TemplatesRead, lambda event: bool(event.templates)).templates == SET
    with Outbox(data) as outbox:
        assert read_again(outbox) == TemplatesRead(SET)
    if os.name == "posix":
        assert (data / "templates.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", [b"{", b"[" * 100_000, b"\xff", b'{"version": 1, "templates": [{"name": ""}]}'])
def test_a_file_that_is_no_templates_is_set_aside_and_said(data: Path, content: bytes) -> None:
    data.mkdir(mode=0o700)
    (data / "templates.json").write_bytes(content)
    with Outbox(data) as outbox:
        found = read_again(outbox)
        [kept] = data.glob("templates.damaged-*.json")
        assert found.templates == ()
        assert kept.name in found.failure
        outbox.do(SaveTemplates(SET))
        assert read_again(outbox) == TemplatesRead(SET)
    assert kept.read_bytes() == content


@pytest.mark.parametrize("kind", ["newer", "large", "folder"])
def test_what_cannot_be_read_is_never_written_over(data: Path, kind: str) -> None:
    data.mkdir(mode=0o700)
    path = data / "templates.json"
    if kind == "newer":
        path.write_bytes(b'{"version": 2, "templates": []}')
    elif kind == "large":
        with path.open("wb") as file:
            file.truncate(100 * 1024 * 1024)
    else:
        path.mkdir()
    before = path.stat()
    with Outbox(data) as outbox:
        assert "left as they are" in read_again(outbox).failure
        since = outbox.events.count
        outbox.do(SaveTemplates(SET))
        refused = outbox.events.wait_for(TemplatesRead, since=since)
    assert (refused.templates, "not kept" in refused.failure) == ((), True)
    assert (path.stat().st_ino, path.stat().st_size) == (before.st_ino, before.st_size)


def test_what_could_not_be_read_again_is_not_written(data: Path) -> None:
    with Outbox(data) as outbox:
        outbox.do(SaveTemplates(SET), SaveTemplates((*SET, Template("C", description="x" * 100_001))))
        failed = outbox.events.wait_for(TemplatesRead, lambda event: bool(event.failure))
        assert "longer than 100000" in failed.failure
        assert failed.templates == SET
        assert read_again(outbox) == TemplatesRead(SET)


def test_a_set_goes_into_one_file_and_comes_back_without_being_taken_over(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "team.json"
    with Outbox(data) as outbox:
        outbox.do(ExportTemplates(SET, path), ReadTemplateFile(path))
        assert outbox.events.wait_for(TemplatesExported) == TemplatesExported(path, 2)
        assert outbox.events.wait_for(TemplateFileRead) == TemplateFileRead(path, SET)
        assert read_again(outbox).templates == ()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such files")
def test_a_pipe_and_a_missing_file_are_answered_in_words(data: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    with Outbox(data) as outbox:
        outbox.do(ReadTemplateFile(pipe), ReadTemplateFile(tmp_path / "none.json"))
        for path, said in ((pipe, "not an ordinary file"), (tmp_path / "none.json", "not there any more")):
            found = outbox.events.wait_for(TemplateFileRead, lambda event, path=path: event.path == path)  # type: ignore[misc]
            assert said in found.failure
            assert found.templates == ()


def test_the_sample_set_can_be_taken_over(data: Path) -> None:
    with Outbox(data) as outbox:
        outbox.do(ReadTemplateFile(SAMPLES / "templates.json"))
        found = outbox.events.wait_for(TemplateFileRead)
    assert (found.failure, len(found.templates)) == ("", 3)


# Schemas


def test_a_missing_field_stops_a_ticket_and_is_named(wanting: Outbox, server: Misbehaving) -> None:
    draft = replace(wanting.draft(), custom_fields=(("floor", "three"),))

    wanting.do(SubmitDraft(draft, "default"))

    refused = wanting.events.wait_for(SubmitRefused)
    assert [(problem.kind, problem.subject) for problem in refused.problems] == [
        (ProblemKind.FIELD_REQUIRED, "Serial number"),
        (ProblemKind.FIELD_NOT_NUMBER, "floor"),
    ]
    assert all(isinstance(problem, Problem) and problem.key for problem in refused.problems)
    assert server.tickets() == []


def test_a_ticket_goes_with_the_types_its_schema_had_at_submit(wanting: Outbox, server: Misbehaving) -> None:
    fields = (("device_sn", "007"), ("floor", "3"), ("in_warranty", "false"), ("free", "3"))

    row = wanting.submit(replace(wanting.draft(), custom_fields=fields))
    wanting.wait_for_state(row.ticket, State.CREATED)

    [ticket] = server.tickets()
    sent = ticket["request"]["custom_fields"]
    sent.pop("desk_gui_reference")
    assert json.dumps(sent) == '{"device_sn": "007", "floor": 3, "in_warranty": false, "free": "3"}'


def test_a_policy_wins_over_the_profiles_own_file(tmp_path: Path, fields_file: Path) -> None:
    policy, other = tmp_path / "policy.json", {"version": 1, "fields": [{"key": "of_policy"}]}
    sought = (Sought("default", str(fields_file)), Sought("second", str(fields_file)))

    def keys() -> list[list[str]]:
        found = read_schemas((tmp_path / "none.json", policy), sought)
        return [[one.key for one in found[name].schema.fields] for name in ("default", "second")]

    own = ["device_sn", "floor", "in_warranty", "phone"]
    assert keys() == [own, own]
    policy.write_text(json.dumps({"profiles": {"second": {"custom_fields": other}}}))
    assert keys() == [own, ["of_policy"]]
    policy.write_text(json.dumps({"custom_fields": other}))
    assert keys() == [["of_policy"], ["of_policy"]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "not JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"version": 1, "fields": [{"key": "a", "$ref": "/etc/passwd"}]}', "no “$ref” here"),
        (b'{"version": 7}', "reads up to 1"),
    ],
)
def test_a_schema_that_cannot_be_used_is_said_and_tickets_go_without(
    data: Path, server: Misbehaving, fields_file: Path, content: bytes, said: str
) -> None:
    fields_file.write_bytes(content)
    profile = Profile(base_url=server.base_url, fields_file=str(fields_file))
    with Outbox(data, settings=Settings(profiles=(profile,))) as outbox:
        outbox.do(ReadSchema("default"))
        found = outbox.events.wait_for(SchemaRead)
        row = outbox.submit(outbox.draft())
        outbox.wait_for_state(row.ticket, State.CREATED)
    assert (found.schema.fields, said in found.failure) == ((), True)


def test_a_policy_that_cannot_be_used_is_said_and_nothing_else_takes_its_place(
    tmp_path: Path, fields_file: Path
) -> None:
    policy = tmp_path / "policy.json"
    policy.write_bytes(b"{")

    found = read_schemas((policy,), (Sought("default", str(fields_file)),))["default"]

    assert (found.schema.fields, str(policy) in found.failure) == ((), True)


@pytest.mark.parametrize("name", ["fields.json", "../fields.json", "/nowhere/fields.json"])
def test_only_a_whole_path_that_is_there_names_a_schema(name: str) -> None:
    found = read_schemas((), (Sought("default", name),))["default"]

    assert found.failure
    assert found.schema.fields == ()


def test_another_schema_in_the_settings_is_used_at_once_and_told(outbox: Outbox, fields_file: Path) -> None:
    outbox.do(ReadSchema("default"))
    assert outbox.events.wait_for(SchemaRead).schema.fields == ()
    since = outbox.events.count

    profile = replace(outbox.settings.active, fields_file=str(fields_file))
    outbox.do(SaveSettings(outbox.settings.with_profile(profile)), SubmitDraft(outbox.draft(), "default"))

    assert outbox.events.wait_for(SubmitRefused, since=since).problems[0].subject == "Serial number"
    assert len(outbox.events.wait_for(SchemaRead, since=since).schema.fields) == 4


def test_a_schema_that_was_mended_is_used_without_another_start(wanting: Outbox, fields_file: Path) -> None:
    def told() -> SchemaRead:
        since = wanting.events.count
        wanting.do(ReadSchema("default"))
        return wanting.events.wait_for(SchemaRead, since=since)

    good = fields_file.read_text()
    assert len(told().schema.fields) == 4
    fields_file.write_text(good[:-9])
    wait_until(lambda: told().failure, "word of the file that is broken")
    assert told().schema.fields == ()
    fields_file.write_text(good)
    wait_until(lambda: not told().failure, "the schema that was mended")
    since = wanting.events.count
    wanting.do(SubmitDraft(wanting.draft(), "default"))
    assert wanting.events.wait_for(SubmitRefused, since=since).problems[0].subject == "Serial number"


# What places stand for


def test_what_was_sent_last_is_found_but_nothing_private(wanting: Outbox) -> None:
    fields = (("device_sn", "PRN-1"), ("phone", "12345"), ("location", "Cellar"))
    row = wanting.submit(replace(wanting.draft(), custom_fields=fields))
    wanting.wait_for_state(row.ticket, State.CREATED)

    def last() -> dict[str, str]:
        since = wanting.events.count
        wanting.do(ReadValues(7, "default", ("last:location", "last:device_sn", "last:phone", "last:none", "last:")))
        return dict(wanting.events.wait_for(ValuesRead, since=since).values)

    found = last()
    while "last:location" not in found:  # It is remembered once the try has ended, right after the ticket is told.
        found = last()
    assert found == {"last:location": "Cellar", "last:device_sn": "PRN-1"}


def test_of_the_laptop_only_what_is_asked_for_is_read(outbox: Outbox) -> None:
    outbox.do(ReadValues(1, "default", ("hostname", "user", "/etc/passwd", "nothing")))

    found = outbox.events.wait_for(ValuesRead)

    assert (found.request_id, {name for name, _ in found.values} <= {"hostname", "user"}) == (1, True)
    assert dict(found.values)["user"]


def test_templates_are_answered_while_the_database_is_locked(outbox: Outbox) -> None:
    with locked(outbox):
        assert read_again(outbox) == TemplatesRead(())


def test_a_set_as_large_as_they_come_is_kept(data: Path) -> None:
    many = tuple(Template(f"Template {number}", description="x" * 1500) for number in range(500))
    with Outbox(data) as outbox:
        outbox.do(SaveTemplates(many))
        assert read_again(outbox).templates == many
    assert (data / "templates.json").read_bytes() == to_json(many)
