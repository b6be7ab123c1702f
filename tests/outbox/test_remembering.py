"""What LiveDesk accepted before is offered again, tickets much alike are found, and all of it can be forgotten."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from support.misbehaving import Fault, Misbehaving
from support.outbox import Outbox

from desk_gui.outbox.database import transaction
from desk_gui.outbox.desk_people import (
    KEYS,
    TEAM,
    TITLE,
    FindPeople,
    FindSimilar,
    ForgetTyped,
    PeopleFound,
    SimilarFound,
    SuggestValues,
    TypedForgotten,
    ValuesSuggested,
    custom_field,
    custom_key,
    folded,
    is_plain,
    looks_private,
    seen,
    serial_in,
)
from desk_gui.outbox.draft import Draft
from desk_gui.outbox.store import Store
from desk_gui.outbox.suggestions import VALUES_KEPT
from desk_gui.outbox.tickets import State
from desk_gui.system.paths import DataDir

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "outbox.sqlite3")
    yield made
    made.close()


def accept(store: Store, *drafts: Draft, private: tuple[str, ...] = (), now: datetime = NOW) -> None:
    """Let these have been created, one a second."""
    with transaction(store._db):
        for number, draft in enumerate(drafts):
            at = now + timedelta(seconds=number)
            store.suggestions.accept("default", draft, frozenset(private), at)


def values(store: Store, field: str, text: str = "", profile: str = "default") -> tuple[str, ...]:
    """Return what is offered."""
    return store.suggestions.find(SuggestValues(1, profile, field, text)).values


def titled(*titles: str) -> list[Draft]:
    """Return a draft for each title."""
    return [Draft(draft_id=str(number), title=title) for number, title in enumerate(titles)]


def suggested(outbox: Outbox, field: str, text: str) -> ValuesSuggested:
    """Return an outbox's answer."""
    since = outbox.events.count
    outbox.do(SuggestValues(5, "default", field, text))
    return outbox.events.wait_for(ValuesSuggested, since=since)


def similar(outbox: Outbox, command: FindSimilar) -> SimilarFound:
    """Return an outbox's answer."""
    since = outbox.events.count
    outbox.do(command)
    return outbox.events.wait_for(SimilarFound, since=since)


def test_what_begins_with_the_text_comes_first_then_what_was_used_last(store: Store) -> None:
    accept(store, *titled("Printer jam", "New printer", "PRINTER fire", "Screen"))

    assert values(store, TITLE, "print") == ("PRINTER fire", "Printer jam", "New printer")
    assert values(store, TITLE) == ("Screen", "PRINTER fire", "New printer", "Printer jam")
    assert values(store, TITLE, "print", profile="other") == ()


def test_fifty_are_offered_and_the_oldest_go(store: Store) -> None:
    accept(store, *titled(*(f"title {number:05}" for number in range(VALUES_KEPT + 3))))

    assert len(values(store, TITLE, "title")) == 50
    assert values(store, TITLE, "title 00002") == ()
    assert values(store, TITLE, "title 00003") == ("title 00003",)


def test_marks_of_like_are_taken_literally_and_case_of_every_language_is_folded(store: Store) -> None:
    accept(store, *titled("100% disk_full", "ÄRGER im Büro", "plain"))

    assert values(store, TITLE, "%") == ("100% disk_full",)
    assert values(store, TITLE, "_") == ("100% disk_full",)
    assert values(store, TITLE, "ärger IM bü") == ("ÄRGER im Büro",)


def test_values_belong_to_their_field_and_long_or_private_ones_are_not_kept(store: Store) -> None:
    fields = (("Location", " Floor 3 "), ("Device PIN", "1234"), ("Note", "x" * 301), ("empty", " "), ("", "no key"))
    accept(store, Draft("1", title="t", team="IT Support", custom_fields=fields), private=("device pin",))

    assert values(store, custom_field("location")) == ("Floor 3",)
    assert values(store, custom_field(" LOCATION")) == ("Floor 3",)
    assert values(store, custom_field("Device PIN")) == ()
    assert values(store, custom_field("Note")) == ()
    assert values(store, TEAM) == ("IT Support",)
    assert set(values(store, KEYS)) == {"Location", "Device PIN", "Note"}


def test_values_of_a_field_that_becomes_private_are_forgotten(store: Store) -> None:
    accept(store, Draft("1", custom_fields=(("Badge", "4711"), ("Location", "B2"))))
    store.forget_values(lambda key: key == "badge")

    assert values(store, custom_field("Badge")) == ()
    assert values(store, custom_field("Location")) == ("B2",)


def test_only_created_tickets_teach_teams(outbox: Outbox, server: Misbehaving) -> None:
    good = replace(outbox.draft(), team="IT Support")
    bad = replace(outbox.draft(), team="IT Suport")
    server.script("create", Fault.code(3002, "no such team"))
    outbox.submit(bad)
    outbox.wait_for_state(bad.draft_id, State.REJECTED)
    assert suggested(outbox, TEAM, "it") == ValuesSuggested(5, TEAM, "it")
    outbox.submit(good)
    outbox.wait_for_state(good.draft_id, State.CREATED)

    assert suggested(outbox, TEAM, "it sup") == ValuesSuggested(5, TEAM, "it sup", ("IT Support",))
    assert suggested(outbox, TEAM, "it support").is_accepted
    assert not suggested(outbox, TEAM, "IT Suport").is_accepted


def test_what_a_schema_marks_as_private_is_never_kept(data: Path, server: Misbehaving) -> None:
    DataDir(data).create()
    fields = [{"key": "Badge", "label": "Badge", "kind": "text", "private": True}]
    (data / "policy.json").write_text(json.dumps({"custom_fields": {"version": 1, "fields": fields}}))
    with Outbox(data, base_url=server.base_url) as outbox:
        draft = replace(outbox.draft(), custom_fields=(("Badge", "B-4711"), ("room", "B2")))
        outbox.submit(draft)
        outbox.wait_for_state(draft.draft_id, State.CREATED)
        assert suggested(outbox, custom_field("Badge"), "").values == ()
        assert suggested(outbox, custom_field("room"), "").values == ("B2",)
    with closing(sqlite3.connect(outbox.data_dir.database)) as db:
        assert [value for (value,) in db.execute("SELECT value FROM accepted_values WHERE value = 'B-4711'")] == []


def test_secrets_by_name_are_never_offered(outbox: Outbox) -> None:
    draft = replace(outbox.draft(), custom_fields=(("admin_password", "hunter2"), ("room", "B2")))
    outbox.submit(draft)
    outbox.wait_for_state(draft.draft_id, State.CREATED)

    assert suggested(outbox, custom_field("admin_password"), "").values == ()
    assert suggested(outbox, custom_field("room"), "").values == ("B2",)
    with closing(sqlite3.connect(outbox.data_dir.database)) as db:
        kept = [value for (value,) in db.execute("SELECT value FROM accepted_values")]
    assert "hunter2" not in kept
    assert "B2" in kept


@pytest.mark.parametrize(
    ("asked", "is_similar"),
    [
        (FindSimilar(1, "default", "new", "Something else", "contact_9", "PRN-2024-001"), True),
        (FindSimilar(1, "default", "new", serial="  prn-2024-001"), True),
        (FindSimilar(1, "default", "new", "another", "contact_1", "PRN-2024-002"), False),
        (FindSimilar(1, "default", "new", "printer  ON fire", "contact_1"), True),
        (FindSimilar(1, "default", "new", "Printer on fire", "contact_2"), False),
        (FindSimilar(1, "default", "new", "Printer on fire"), False),
        (FindSimilar(1, "default", "new", requester_id="contact_1"), False),
        (FindSimilar(1, "other", "new", "Printer on fire", "contact_1", "PRN-2024-001"), False),
    ],
)
def test_similar_ticket_is_found_by_serial_or_by_requester_and_title(
    outbox: Outbox, asked: FindSimilar, is_similar: bool
) -> None:
    draft = replace(outbox.draft(), custom_fields=(("device_sn", "PRN-2024-001"),))
    outbox.submit(draft)
    row = outbox.wait_for_state(draft.draft_id, State.CREATED)
    answer = similar(outbox, asked)

    assert (answer.ticket, answer.label) == ((draft.draft_id, row.ticket_id) if is_similar else ("", ""))
    assert similar(outbox, replace(asked, draft_id=draft.draft_id)).ticket == ""


def test_ticket_that_waits_is_similar_and_one_called_off_is_not(outbox: Outbox, server: Misbehaving) -> None:
    server.always("create", Fault.status(429, retry_after=60))
    draft = outbox.draft()
    outbox.submit(draft)
    row = outbox.wait_for_end_of_try(draft.draft_id)
    asked = FindSimilar(1, "default", "new", draft.title, draft.requester_id)

    assert similar(outbox, asked).label == row.reference


def test_similar_is_a_matter_of_a_day(store: Store) -> None:
    draft = Draft("old", title="Printer jam", requester_id="c")
    store.submit(draft, profile="default", origin="", now=NOW)
    submission = store.submission("old")
    assert submission is not None
    store.remember(submission, frozenset(), NOW)
    asked = FindSimilar(1, "default", "new", "printer jam", "c")

    assert store.suggestions.find_similar(asked, NOW + timedelta(hours=23, minutes=59)).at == NOW
    assert store.suggestions.find_similar(asked, NOW + timedelta(hours=24, minutes=1)).ticket == ""


def test_serial_of_a_private_field_is_not_noted(store: Store) -> None:
    draft = Draft("old", title="t", custom_fields=(("serial", "S1"),))
    store.submit(draft, profile="default", origin="", now=NOW)
    submission = store.submission("old")
    assert submission is not None
    store.remember(submission, frozenset({"serial"}), NOW)

    assert store.suggestions.find_similar(FindSimilar(1, "default", "new", serial="S1"), NOW).ticket == ""


def test_what_was_typed_is_forgotten_and_the_ticket_stays(outbox: Outbox) -> None:
    draft = replace(outbox.draft(), team="IT Support")
    outbox.submit(draft)
    outbox.wait_for_state(draft.draft_id, State.CREATED)
    assert suggested(outbox, TEAM, "").values
    outbox.do(ForgetTyped())
    outbox.events.wait_for(TypedForgotten)

    assert suggested(outbox, TEAM, "").values == ()
    assert suggested(outbox, TITLE, "").values == ()
    since = outbox.events.count
    outbox.do(FindPeople(9, "default", ""))
    assert outbox.events.wait_for(PeopleFound, since=since).people == ()
    assert similar(outbox, FindSimilar(1, "default", "new", draft.title, "contact_1")).ticket == ""
    with closing(sqlite3.connect(outbox.data_dir.database)) as db:
        assert db.execute("SELECT title FROM tickets").fetchall() == [(draft.title,)]


@pytest.mark.parametrize(
    ("key", "serial", "private"),
    [
        ("serial", True, False),
        ("Serial number", True, False),
        ("device_sn", True, False),
        ("SN", True, False),
        ("snack", False, False),
        ("Door PIN", False, True),
        ("pinboard", False, False),
        ("api-token", False, True),
        ("", False, False),
    ],
)
def test_names_of_custom_fields_say_what_they_hold(key: str, serial: bool, private: bool) -> None:
    assert (serial_in([(key, " v ")]), looks_private(key)) == ("v" if serial else "", private)


def test_fields_are_told_apart_by_their_folded_names() -> None:
    assert custom_field(" \uff2cocation  Name ") == "custom:location name"
    assert custom_key(custom_field("Location")) == "location"
    assert custom_key(TITLE) == custom_key(KEYS) == ""
    assert folded("STRASSE\t ß") == "strasse ss"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ada", "Ada"),
        (" Ada  B ", "Ada  B"),
        ("a\u202eb\u2066c\x07d", "a b c d"),
        ("张三", "张三"),
        ("x\u200b\ud800y", "x y"),
    ],
)
def test_what_cannot_be_seen_is_not_shown(text: str, shown: str) -> None:
    assert seen(text) == shown
    assert is_plain(text) == (not set(text) & set("\u202e\u2066\x07\u200b\ud800"))
