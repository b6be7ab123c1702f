"""Templates: what they hold, how their places are filled in, and what applying them changes."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.drafts import EXAMPLE_DRAFT

from desk_gui.outbox.draft import PRIORITIES, TICKET_TYPES, Attachment, Draft, Follower
from desk_gui.outbox.small_json import NotUnderstoodError
from desk_gui.outbox.templates import (
    MOST_TEMPLATES,
    PARTS,
    Template,
    applied,
    compared,
    expand,
    folded,
    from_json,
    places,
    taken_over,
    template_of,
    to_json,
)

LINE = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=20)
NAMES = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=20)
TEMPLATES = st.builds(
    Template,
    name=NAMES,
    title=LINE,
    description=LINE,
    requester_id=LINE,
    channel_id=LINE,
    channel_contact_id=LINE,
    sub_contact_id=LINE,
    followers=st.lists(st.builds(Follower, id=LINE, name=LINE), max_size=2).map(tuple),
    team=LINE,
    priority=st.sampled_from(["", *PRIORITIES]),
    ticket_type=st.sampled_from(["", *TICKET_TYPES]),
    custom_fields=st.lists(st.tuples(LINE, LINE), max_size=3).map(tuple),
)
JAM = Template(
    "Paper jam", title="{hostname}: jam", description="{date} {last:location} {nobody_knows}", priority="high"
)


@given(st.lists(TEMPLATES, max_size=4, unique_by=lambda one: folded(one.name)))
def test_a_file_holds_exactly_what_was_written(templates: list[Template]) -> None:
    assert from_json(to_json(templates)) == tuple(templates)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{hostname} {hostname}", ("hostname",)),
        ("{last:location}", ("last:location",)),
        ("{last:Asset Tag 2}", ("last:Asset Tag 2",)),
        ("{device_sn}{date}", ("device_sn", "date")),
        ("{} { } {a b} {\n} { x}", ()),
        ("{{hostname}}", ("hostname",)),
        ("{" * 100_000, ()),
    ],
)
def test_places_are_found(text: str, found: tuple[str, ...]) -> None:
    assert places(Template("t", title=text)) == found


def test_known_places_are_filled_in_and_the_others_stay_and_are_said() -> None:
    filled, unknown = expand(JAM, {"hostname": "LAB-7", "date": "2026-11-24", "last:location": ""})

    assert filled.title == "LAB-7: jam"
    assert filled.description == "2026-11-24 {last:location} {nobody_knows}"
    assert unknown == ("last:location", "nobody_knows")


def test_a_value_is_not_looked_into_for_places() -> None:
    filled, _ = expand(Template("t", title="{a}{b}"), {"a": "{b}", "b": "{a}"})

    assert filled.title == "{b}{a}"


@pytest.mark.parametrize("place", ["{file:/etc/passwd}", "{env:HOME}", "{/etc/passwd}", "{../../key}", "{0.__class__}"])
def test_no_place_reads_anything(place: str) -> None:
    template = Template("t", title=place, custom_fields=(("k", place),))

    assert expand(template, {"hostname": "x"})[0] == template


def test_places_are_filled_in_wherever_there_is_text() -> None:
    template = Template(
        "t", followers=(Follower("{a}", "{a}"),), custom_fields=(("{a}", "{a}"),), team="{a}", channel_id="{a}"
    )

    filled, _ = expand(template, {"a": "1"})

    assert filled == Template(
        "t", followers=(Follower("1", "1"),), custom_fields=(("{a}", "1"),), team="1", channel_id="1"
    )


def test_what_a_template_does_not_hold_stays() -> None:
    assert applied(Template("t", priority="low"), EXAMPLE_DRAFT) == replace(EXAMPLE_DRAFT, priority="low")
    assert applied(Template("t"), EXAMPLE_DRAFT) == EXAMPLE_DRAFT


def test_custom_fields_take_the_place_of_those_of_the_same_key() -> None:
    draft = Draft("d", custom_fields=(("a", "1"), (" b ", "2")), attachments=(Attachment("x", "x.png"),))

    after = applied(Template("t", custom_fields=(("b", "3"), ("c", "4"))), draft)

    assert after.custom_fields == (("a", "1"), (" b ", "3"), ("c", "4"))
    assert after.attachments == draft.attachments


def test_a_template_of_every_part_of_a_draft_brings_it_all_back() -> None:
    template = template_of("t", EXAMPLE_DRAFT, PARTS)

    assert applied(template, Draft("d", submitter_id="u_12345")) == replace(EXAMPLE_DRAFT, draft_id="d")
    assert template_of("t", EXAMPLE_DRAFT, ()).is_empty


def test_a_set_is_compared_by_name_whatever_the_case_and_taken_over_in_place() -> None:
    here = (Template("A", title="1"), Template("B", title="2"), Template("C", title="3"))
    handed = (Template("d", title="4"), Template("b", title="5"), Template("C", title="3"))

    found = compared(here, handed)

    assert (found.new, found.changed, found.same) == ((handed[0],), (handed[1],), 1)
    assert taken_over(here, handed) == (here[0], handed[1], here[2], handed[0])


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"title": "x"}, "template 1: it has no name"),
        ({"name": "a\nb"}, "one line"),
        ({"name": "x" * 101}, "longer than 100"),
        ({"name": "J", "priority": "urgent"}, "template 1, “J”: “priority” is “urgent” and must be one of"),
        ({"name": "J", "titel": "x"}, "template 1, “J”: there is no “titel” here"),
        ({"name": "J", "title": 7}, "“title” must be text"),
        ({"name": "J", "title": "x" * 1001}, "longer than 1000"),
        ({"name": "J", "custom_fields": {"a": "b"}}, "must be a list"),
        ({"name": "J", "custom_fields": [["a", "b"]]}, "custom_fields 1 is not a JSON object"),
        ({"name": "J", "custom_fields": [{"key": "a", "value": "b", "run": "x"}]}, "there is no “run” here"),
        ({"name": "J", "followers": [{"id": "1"}] * 101}, "more than 100 entries"),
    ],
)
def test_what_is_wrong_in_a_set_is_said_with_its_place(entry: dict[str, object], said: str) -> None:
    with pytest.raises(NotUnderstoodError, match=said):
        from_json(json.dumps({"version": 1, "templates": [entry]}).encode())


def test_there_are_no_two_of_a_name_and_no_more_than_anybody_can_use() -> None:
    with pytest.raises(NotUnderstoodError, match="two templates “b”"):
        from_json(to_json([Template("B"), Template("b")]))
    with pytest.raises(NotUnderstoodError, match="more than 1000 entries"):
        from_json(to_json([Template(str(number)) for number in range(MOST_TEMPLATES + 1)]))
