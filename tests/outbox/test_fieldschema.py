"""Custom fields of a schema: their rules, what they start with, how they are typed, and the JSON each sends."""

import json
from datetime import date

import pydantic
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.project import ROOT

from desk_gui.outbox.draft import Draft, Field, ProblemKind, problems
from desk_gui.outbox.fieldschema import (
    LARGEST_NUMBER,
    Choice,
    Kind,
    Schema,
    SchemaField,
    Source,
    begun,
    is_date,
    kinds,
    problem_with,
    read_number,
    worth_keeping,
)
from desk_gui.outbox.fieldschema import problems as schema_problems
from desk_gui.outbox.linear_pattern import LinearPattern
from desk_gui.outbox.records import draft_from_json, form_to_json
from desk_gui.outbox.request import request_of
from desk_gui.outbox.schema_reader import from_json
from desk_gui.outbox.small_json import NotUnderstoodError

SAMPLE = from_json((ROOT / "resources/samples/custom-fields.json").read_bytes())
TODAY = date(2026, 11, 24)
ONE_OF_EACH = Schema(
    (
        SchemaField("t", "Text"),
        SchemaField("m", "Lines", Kind.MULTI_LINE),
        SchemaField("n", "Number", Kind.NUMBER),
        SchemaField("c", "Choice", Kind.CHOICE, choices=(Choice("a", "A"), Choice("b", "B"))),
        SchemaField("d", "Day", Kind.DATE),
        SchemaField("x", "Box", Kind.CHECKBOX),
    )
)


def of_kind(kind: Kind, **more: object) -> SchemaField:
    """Make a field."""
    return SchemaField("k", "Label", kind, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "text", "kind"),
    [
        (SchemaField("k", "L", is_required=True), "  ", ProblemKind.FIELD_REQUIRED),
        (SchemaField("k", "L"), "", None),
        (SchemaField("k", "L"), "x" * 501, ProblemKind.FIELD_TOO_LONG),
        (of_kind(Kind.MULTI_LINE), "x\n" * 300, None),
        (SchemaField("k", "L", linear=LinearPattern("a+")), "aab", ProblemKind.FIELD_PATTERN),
        (SchemaField("k", "L", linear=LinearPattern("a+")), " aa ", None),
        (of_kind(Kind.NUMBER), "-3.5", None),
        (of_kind(Kind.NUMBER), "12", None),
        (of_kind(Kind.NUMBER), "1,5", ProblemKind.FIELD_NOT_NUMBER),
        (of_kind(Kind.NUMBER), "1e9", ProblemKind.FIELD_NOT_NUMBER),
        (of_kind(Kind.NUMBER), "nan", ProblemKind.FIELD_NOT_NUMBER),
        (of_kind(Kind.NUMBER), ".", ProblemKind.FIELD_NOT_NUMBER),
        (of_kind(Kind.NUMBER), "9" * 5_000_000, ProblemKind.FIELD_NOT_NUMBER),
        (of_kind(Kind.NUMBER), str(LARGEST_NUMBER), None),
        (of_kind(Kind.NUMBER), str(LARGEST_NUMBER + 1), ProblemKind.FIELD_TOO_LARGE),
        (of_kind(Kind.NUMBER, is_whole=True), "1.5", ProblemKind.FIELD_NOT_WHOLE),
        (of_kind(Kind.NUMBER, least=-3, most=99), "-3", None),
        (of_kind(Kind.NUMBER, least=-3, most=99), "-4", ProblemKind.FIELD_TOO_SMALL),
        (of_kind(Kind.NUMBER, least=-3, most=99), "99.5", ProblemKind.FIELD_TOO_LARGE),
        (of_kind(Kind.CHOICE, choices=(Choice("a", "A"),)), "a", None),
        (of_kind(Kind.CHOICE, choices=(Choice("a", "A"),)), "A", ProblemKind.FIELD_NOT_CHOICE),
        (of_kind(Kind.DATE), "2024-02-29", None),
        (of_kind(Kind.DATE), "2023-02-29", ProblemKind.FIELD_NOT_DATE),
        (of_kind(Kind.DATE), "24.11.2026", ProblemKind.FIELD_NOT_DATE),
        (of_kind(Kind.CHECKBOX), "true", None),
        (of_kind(Kind.CHECKBOX), "yes", ProblemKind.FIELD_NOT_CHOICE),
    ],
)
def test_rules(field: SchemaField, text: str, kind: ProblemKind | None) -> None:
    found = problem_with(field, text)

    assert (found.kind if found else None) is kind
    if found:
        assert (found.field, found.key, found.subject) == (Field.CUSTOM_FIELDS, "k", field.label)


def test_problems_come_in_the_schemas_order_and_name_the_fields() -> None:
    draft = Draft("d", custom_fields=((" floor ", "100"), ("free", "x"), ("device_sn", "abc")))

    found = schema_problems(SAMPLE, draft)

    assert [(problem.key, problem.subject, problem.detail) for problem in found] == [
        ("device_sn", "Serial number", "it is on the sticker at the back, such as PRN-2024-001."),
        ("site", "Site", ""),
        ("floor", "Floor", "99"),
    ]


@pytest.mark.parametrize(
    ("key", "text", "sent"),
    [
        ("t", "007", '"007"'),
        ("t", "true", '"true"'),
        ("m", "a\nb", '"a\\nb"'),
        ("n", "3", "3"),
        ("n", " -3.50 ", "-3.5"),
        ("n", "0", "0"),
        ("n", "0.1", "0.1"),
        ("n", str(LARGEST_NUMBER), "9007199254740991"),
        ("n", "about three", '"about three"'),
        ("c", "a", '"a"'),
        ("d", "2026-11-24", '"2026-11-24"'),
        ("x", "true", "true"),
        ("x", "false", "false"),
        ("x", "perhaps", '"perhaps"'),
        ("free", "3", '"3"'),
    ],
)
def test_each_kind_sends_its_json(key: str, text: str, sent: str) -> None:
    draft = Draft("d", title="t", requester_id="c", custom_fields=((key, text),), field_kinds=kinds(ONE_OF_EACH))

    body = request_of(draft).to_json_bytes()

    assert json.dumps(json.loads(body)["custom_fields"][key], ensure_ascii=False) == sent


def test_what_is_left_empty_is_not_sent_of_any_kind() -> None:
    pairs = tuple((one.key, " ") for one in ONE_OF_EACH.fields)
    draft = Draft("d", title="t", requester_id="c", custom_fields=pairs, field_kinds=kinds(ONE_OF_EACH))

    assert "custom_fields" not in request_of(draft).to_json()


def test_kinds_are_kept_with_the_draft_and_older_rows_are_read_without() -> None:
    draft = Draft("d", title="t", custom_fields=(("n", "3"),), field_kinds=kinds(ONE_OF_EACH))

    assert draft_from_json("d", form_to_json(draft), ()) == draft
    assert draft_from_json("d", '{"title": "t", "custom_fields": [["n", "3"]]}', ()).field_kinds == ()
    assert "field_kinds" not in form_to_json(Draft("d"))


@given(
    pairs=st.lists(
        st.tuples(
            st.sampled_from(["n", " n", "x", "t", ""]), st.sampled_from(["", "3", "-0", "true", "\ud800", "1" * 30])
        ),
        max_size=3,
    )
)
def test_form_and_contract_agree_whatever_the_kinds(pairs: list[tuple[str, str]]) -> None:
    draft = Draft("d", title="t", requester_id="c", custom_fields=tuple(pairs), field_kinds=kinds(ONE_OF_EACH))
    try:
        request_of(draft).to_json_bytes()
        is_accepted = True
    except pydantic.ValidationError:
        is_accepted = False

    assert (problems(draft) == ()) is is_accepted


@pytest.mark.parametrize(
    ("text", "decimal", "group", "read"),
    [
        ("1.5", ".", ",", "1.5"),
        ("1,5", ",", ".", "1.5"),
        ("1.5", ",", ".", "1.5"),
        ("1.500", ",", ".", ""),
        ("1,500", ".", ",", ""),
        ("1.500", ".", ",", "1.500"),
        ("1 500", ",", " ", ""),
        ("1.500,5", ",", ".", ""),
        ("\u22123", ".", ",", "-3"),
        ("+3", ".", ",", "3"),
        ("\u0661\u0662", ".", ",", "12"),
        ("1\u066b5", "\u066b", "\u066c", "1.5"),
        ("", ".", ",", ""),
        ("three", ".", ",", ""),
        ("--3", ".", ",", ""),
        ("1" * 5_000_000, ".", ",", ""),
    ],
)
def test_numbers_are_read_as_the_language_writes_them(text: str, decimal: str, group: str, read: str) -> None:
    assert read_number(text, decimal=decimal, group=group) == read


@given(st.text(max_size=12), st.sampled_from([(".", ","), (",", "."), (",", "\u202f"), ("\u066b", "\u066c")]))
def test_what_is_read_is_canonical_and_stays_so(text: str, signs: tuple[str, str]) -> None:
    read = read_number(text, decimal=signs[0], group=signs[1])

    assert read == "" or read_number(read, decimal=".", group="") == read


@given(st.dates())
def test_every_day_has_one_spelling(day: date) -> None:
    assert is_date(day.isoformat())
    assert not is_date(day.strftime("%Y%m%d"))


def test_a_new_ticket_starts_with_defaults_and_what_is_known_of_the_laptop() -> None:
    assert begun(SAMPLE, (), {Source.HOSTNAME: "LAB-7"}, TODAY) == (("seen_on", "2026-11-24"), ("filed_from", "LAB-7"))
    assert begun(SAMPLE, (("seen_on", ""), ("free", "x")), {}, TODAY) == (("seen_on", ""), ("free", "x"))


def test_a_template_holds_nothing_private_and_nothing_of_this_laptop_or_this_day() -> None:
    typed = (
        ("device_sn", "PRN-2024-001"),
        ("Contact_Phone", "+65 6000"),
        ("door pin", "0815"),
        ("seen_on", "2026-11-24"),
        ("filed_from", "LAB-7"),
        ("free", "x"),
    )
    facts: dict[str, str] = {Source.HOSTNAME: "LAB-7"}
    assert worth_keeping(SAMPLE, typed, facts, TODAY) == (("device_sn", "PRN-2024-001"), ("free", "x"))
    typed_otherwise = (("seen_on", "2026-11-01"), ("filed_from", "front desk"))
    assert worth_keeping(SAMPLE, typed_otherwise, facts, TODAY) == typed_otherwise
    assert worth_keeping(Schema(), typed[:1], {}, TODAY) == typed[:1]


def test_nothing_of_the_laptop_is_asked_for_unless_the_schema_does() -> None:
    assert SAMPLE.sources == (Source.HOSTNAME,)
    assert ONE_OF_EACH.sources == ()
    assert begun(ONE_OF_EACH, (), dict.fromkeys(Source, "x"), TODAY) == ()


def test_private_fields_are_named() -> None:
    assert SAMPLE.is_private(" contact_phone ")
    assert SAMPLE.is_private("Contact_Phone"), "values are kept under keys without case"
    assert not SAMPLE.is_private("device_sn")
    assert not SAMPLE.is_private("free")


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({}, "field 1: it needs a “key”"),
        ({"key": "a\u2028b"}, "it needs a “key”"),
        ({"key": "a", "kind": "colour"}, "field “a”: “kind” is “colour” and must be one of"),
        ({"key": "a", "pattern": "(a+", "message": "m"}, "field “a”: its “pattern” cannot be used"),
        ({"key": "a", "pattern": r"(?P<x>a)\1", "message": "m"}, "cannot be used"),
        ({"key": "a", "pattern": "a+"}, "needs a “message”"),
        ({"key": "a", "kind": "number", "pattern": "a+", "message": "m"}, "“pattern” goes with text"),
        ({"key": "a", "kind": "choice"}, "a choice needs some"),
        ({"key": "a", "choices": ["x"]}, "“choices” goes with a choice"),
        ({"key": "a", "kind": "choice", "choices": ["x", "X"]}, "the same"),
        ({"key": "a", "kind": "choice", "choices": {"$ref": "file:///etc/passwd"}}, "“choices” must be a list"),
        ({"key": "a", "kind": "choice", "choices": [["x"]]}, "is not a JSON object"),
        ({"key": "a", "kind": "choice", "choices": ["x"], "default": "y"}, "“default” is not what it takes"),
        ({"key": "a", "kind": "number", "default": "3"}, "“default” is not what it takes"),
        ({"key": "a", "kind": "number", "default": 1e300}, "“default” is not what it takes"),
        ({"key": "a", "kind": "number", "least": 3, "most": 2}, "more than “most”"),
        ({"key": "a", "kind": "number", "least": 1e300}, "too large"),
        ({"key": "a", "kind": "checkbox", "default": "yes"}, "“default” is not what it takes"),
        ({"key": "a", "kind": "date", "default": "24.11.2026"}, "“default” is not what it takes"),
        ({"key": "a", "required": "yes"}, "must be true or false"),
        ({"key": "a", "autofill": "password"}, "“autofill” is “password” and must be one of"),
        ({"key": "a", "kind": "number", "autofill": "ip"}, "“autofill” goes with text"),
        ({"key": "a", "whole": True}, "“whole” goes with numbers"),
        ({"key": "a", "include": "/etc/passwd"}, "there is no “include” here"),
    ],
)
def test_what_is_wrong_in_a_schema_is_said_with_its_field(entry: dict[str, object], said: str) -> None:
    with pytest.raises(NotUnderstoodError, match=said):
        from_json(json.dumps({"version": 1, "fields": [entry]}).encode())


@pytest.mark.parametrize(
    "entries", [[{"key": "a"}, {"key": " a "}], [{"key": "a", "label": "L"}, {"key": "b", "label": "l"}]]
)
def test_no_two_fields_are_alike(entries: list[dict[str, str]]) -> None:
    with pytest.raises(NotUnderstoodError, match="two fields"):
        from_json(json.dumps({"version": 1, "fields": entries}).encode())


def test_typed_defaults_become_canonical_text() -> None:
    entries = [
        {"key": "n", "kind": "number", "default": 2.5},
        {"key": "x", "kind": "checkbox", "default": False},
        {"key": "d", "kind": "date", "default": "2026-01-31"},
    ]

    schema = from_json(json.dumps({"version": 1, "fields": entries}).encode())

    assert [one.default for one in schema.fields] == ["2.5", "false", "2026-01-31"]
