"""The ticket contract: every row of the `create_ticket` page's table, required and optional, present and absent."""

import copy
import json
from typing import Any

import pytest
from pydantic import ValidationError
from support.page_example import PAGE_EXAMPLE

from desk_gui.livedesk.models import (
    PRIORITIES,
    TICKET_TYPES,
    AttachmentRef,
    ChannelContacts,
    Follower,
    Requester,
    Submitter,
    TicketRequest,
    mended,
    one_line,
)

BLANKS = ["", " ", "\t\r\n", "\u00a0\u3000", "\x1f"]


def example() -> dict[str, Any]:
    return copy.deepcopy(PAGE_EXAMPLE)


def parent_of(request: dict[str, Any], path: str) -> tuple[Any, str]:
    """Return the object that holds a dotted path's last key; a number steps into a list."""
    node: Any = request
    *steps, last = path.split(".")
    for step in steps:
        node = node[int(step)] if step.isdigit() else node[step]
    return node, last


def without(path: str) -> dict[str, Any]:
    request = example()
    node, last = parent_of(request, path)
    del node[last]
    return request


def changed(path: str, value: object) -> dict[str, Any]:
    request = example()
    node, last = parent_of(request, path)
    node[last] = value
    return request


CONTACTS = "requester.channel_contacts"
REQUIRED = [
    "title",
    "attachments.0.file_url",
    "requester",
    f"{CONTACTS}.channel_id",
    f"{CONTACTS}.contact_id",
    f"{CONTACTS}.followers.0.id",
    "submitter.id",
]
OPTIONAL = [
    "description",
    "attachments",
    "requester.euid",
    "requester.channel_contacts",
    f"{CONTACTS}.sub_contact_id",
    f"{CONTACTS}.followers",
    f"{CONTACTS}.followers.0.name",
    "submitter",
    "assignment_team",
    "priority",
    "ticket_type",
    "custom_fields",
    "custom_fields.location",
]
OPTIONAL_TEXTS = [
    "description",
    "requester.euid",
    f"{CONTACTS}.sub_contact_id",
    f"{CONTACTS}.followers.0.name",
    "assignment_team",
    "custom_fields.location",
]


def test_the_pages_example_goes_out_key_for_key() -> None:
    request = TicketRequest.model_validate(PAGE_EXAMPLE)
    assert request.to_json() == PAGE_EXAMPLE
    assert json.loads(request.to_json_bytes()) == PAGE_EXAMPLE
    assert list(request.to_json()) == list(PAGE_EXAMPLE)


def test_the_smallest_ticket_sends_nothing_else() -> None:
    request = TicketRequest(title="Screen is dark", requester=Requester(euid="contact_1"))
    assert request.to_json() == {"title": "Screen is dark", "requester": {"euid": "contact_1"}}


@pytest.mark.parametrize("path", REQUIRED)
def test_a_required_row_cannot_be_left_out(path: str) -> None:
    with pytest.raises(ValidationError):
        TicketRequest.model_validate(without(path))


@pytest.mark.parametrize("blank", BLANKS)
@pytest.mark.parametrize("path", [path for path in REQUIRED if path != "requester"])
def test_a_required_row_cannot_be_blank(path: str, blank: str) -> None:
    with pytest.raises(ValidationError):
        TicketRequest.model_validate(changed(path, blank))


@pytest.mark.parametrize("path", OPTIONAL)
def test_an_optional_row_can_be_left_out(path: str) -> None:
    expected = without(path)
    assert TicketRequest.model_validate(expected).to_json() == expected


@pytest.mark.parametrize("blank", BLANKS)
@pytest.mark.parametrize("path", OPTIONAL_TEXTS)
def test_an_optional_row_left_blank_is_not_sent(path: str, blank: str) -> None:
    assert TicketRequest.model_validate(changed(path, blank)).to_json() == without(path)


@pytest.mark.parametrize(
    ("path", "empty"),
    [
        ("attachments", []),
        (f"{CONTACTS}.followers", []),
        ("requester.channel_contacts", None),
        ("submitter", None),
        ("priority", ""),
        ("ticket_type", ""),
        ("ticket_type", None),
        ("custom_fields", {}),
        ("custom_fields", {"location": " "}),
        ("custom_fields.location", None),
    ],
)
def test_an_empty_optional_row_is_not_sent(path: str, empty: object) -> None:
    gone = without("custom_fields" if path == "custom_fields" else path)
    assert TicketRequest.model_validate(changed(path, empty)).to_json() == gone


def test_someone_must_be_the_requester() -> None:
    for nobody in ({}, {"euid": " "}, {"channel_contacts": None}, {"euid": "", "channel_contacts": {}}):
        with pytest.raises(ValidationError):
            TicketRequest.model_validate(changed("requester", nobody))


@pytest.mark.parametrize("priority", PRIORITIES)
def test_the_pages_priorities_are_taken(priority: str) -> None:
    assert TicketRequest.model_validate(changed("priority", priority)).to_json()["priority"] == priority


@pytest.mark.parametrize("priority", ["urgent", "High", " high", " ", "normal", 1, None])
def test_other_priorities_are_refused(priority: object) -> None:
    with pytest.raises(ValidationError):
        TicketRequest.model_validate(changed("priority", priority))


@pytest.mark.parametrize("ticket_type", TICKET_TYPES)
def test_the_pages_types_are_taken(ticket_type: str) -> None:
    assert TicketRequest.model_validate(changed("ticket_type", ticket_type)).to_json()["ticket_type"] == ticket_type


@pytest.mark.parametrize("ticket_type", ["None", "bug", "Incident", " ", 0])
def test_other_types_are_refused(ticket_type: object) -> None:
    with pytest.raises(ValidationError):
        TicketRequest.model_validate(changed("ticket_type", ticket_type))


@pytest.mark.parametrize(
    "path",
    [
        "tags",
        "attachments.0.name",
        "requester.name",
        f"{CONTACTS}.email",
        f"{CONTACTS}.followers.0.role",
        "submitter.name",
    ],
)
def test_what_the_page_does_not_know_is_refused(path: str) -> None:
    with pytest.raises(ValidationError):
        TicketRequest.model_validate(changed(path, "x"))


@pytest.mark.parametrize(
    "path", ["title", "description", "requester.euid", "assignment_team", f"{CONTACTS}.contact_id"]
)
@pytest.mark.parametrize("value", [7, b"bytes", ["x"], None])
def test_texts_are_texts(path: str, value: object) -> None:
    with pytest.raises(ValidationError):
        TicketRequest.model_validate(changed(path, value))


def test_ids_are_stripped_and_the_description_is_sent_as_typed() -> None:
    request = TicketRequest(
        title="  Paper jam \n",
        description="  indented\n\n- a list \n",
        attachments=(AttachmentRef(file_url=" https://x.test/1 "),),
        requester=Requester(
            euid=" c_1\t",
            channel_contacts=ChannelContacts(
                channel_id=" i ", contact_id=" -1 ", sub_contact_id=" s ", followers=(Follower(id=" 7 ", name=" Zoë "),)
            ),
        ),
        submitter=Submitter(id=" u "),
        assignment_team=" IT ",
    )
    assert request.to_json() == {
        "title": "Paper jam",
        "description": "  indented\n\n- a list \n",
        "attachments": [{"file_url": "https://x.test/1"}],
        "requester": {
            "euid": "c_1",
            "channel_contacts": {
                "channel_id": "i",
                "contact_id": "-1",
                "sub_contact_id": "s",
                "followers": [{"id": "7", "name": "Zoë"}],
            },
        },
        "submitter": {"id": "u"},
        "assignment_team": "IT",
    }


def test_custom_fields_keep_their_kinds() -> None:
    fields = {"text": "1", "whole": 1, "zero": 0, "part": 1.5, "yes": True, "no": False}
    sent = TicketRequest.model_validate(changed("custom_fields", fields)).to_json()["custom_fields"]
    assert isinstance(sent, dict)
    assert [(key, type(value), value) for key, value in sent.items()] == [
        (key, type(value), value) for key, value in fields.items()
    ]


def test_custom_fields_may_come_as_a_forms_pairs() -> None:
    pairs = ((" device_sn ", " PRN-1 "), ("", "  "), ("empty", ""), ("room", "3"))
    request = TicketRequest.model_validate(changed("custom_fields", pairs))
    assert request.to_json()["custom_fields"] == {"device_sn": "PRN-1", "room": "3"}


@pytest.mark.parametrize(
    "fields",
    [
        {"": "value"},
        {" ": 0},
        {"a": [1]},
        {"a": {"b": 1}},
        {"a": float("nan")},
        {"a": float("inf")},
        {"a": b"x"},
        {1: "x"},
        {"a": "1", " a": "2"},
        (("a", "1"), ("a", "1")),
        (("a", "1"), ("a ", "")),
        (("a", "1", "2"),),
        ("ab",),
        "ab",
        None,
    ],
)
def test_custom_fields_without_a_plain_meaning_are_refused(fields: object) -> None:
    with pytest.raises(ValidationError):
        TicketRequest.model_validate(changed("custom_fields", fields))


def test_half_characters_do_not_stop_a_ticket() -> None:
    request = TicketRequest.model_validate(
        changed("title", "half \ud83d") | {"description": "\udcff", "custom_fields": {"k\ud800": "v\ud800"}}
    )
    sent = json.loads(request.to_json_bytes())
    assert (sent["title"], sent["description"], sent["custom_fields"]) == (
        "half \ufffd",
        "\ufffd",
        {"k\ufffd": "v\ufffd"},
    )


def test_the_body_is_utf_8_and_not_escaped() -> None:
    body = TicketRequest(title="Drucker größer 打印机 🖨", requester=Requester(euid="c")).to_json_bytes()
    assert "Drucker größer 打印机 🖨".encode() in body


def test_requests_do_not_change_and_errors_do_not_quote() -> None:
    request = TicketRequest.model_validate(PAGE_EXAMPLE)
    with pytest.raises(ValidationError):
        request.title = "other"
    with pytest.raises(ValidationError) as caught:
        TicketRequest.model_validate(changed("priority", "typed by a person"))
    assert "typed by a person" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("größe", "größe"),
        ("🖨", "🖨"),
        ("\ud83d\udda8", "🖨"),
        ("a\ud83d", "a\ufffd"),
        ("\udc00b", "\ufffdb"),
    ],
)
def test_mended_text_can_be_sent(text: str, expected: str) -> None:
    assert mended(text) == expected
    mended(text).encode()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  two\r\n lines\t", "two lines"),
        ("bell\x07 and nul\x00", "bell and nul"),
        ("line\u2028separator", "line separator"),
        ("right\u202eto left", "rightto left"),
        ("x" * 9000, "x" * 500),
        (" " * 20000 + "late", ""),
        ("", ""),
    ],
)
def test_one_line_is_plain_and_short(text: str, expected: str) -> None:
    assert one_line(text) == expected
