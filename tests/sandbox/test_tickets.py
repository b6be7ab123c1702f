"""Every row of the `create_ticket` page's table, present, absent, and of the wrong type."""

import copy
import re
from typing import Any

import pytest
from support.raw_http import RawHttp

from desk_gui.sandbox.server import Sandbox

PAGE_EXAMPLE: dict[str, Any] = {
    "title": "Printer paper jam, unable to print",
    "description": "Customer reported A4 paper jammed at the output tray, needs urgent handling.",
    "attachments": [{"file_url": "https://example.com/files/error.jpg"}],
    "requester": {
        "euid": "contact_12345",
        "channel_contacts": {
            "channel_id": "inbox_100",
            "contact_id": "-1001234567890",
            "sub_contact_id": "23232323",
            "followers": [{"id": "7562646527", "name": "Zhang San"}],
        },
    },
    "submitter": {"id": "u_12345"},
    "assignment_team": "IT Support",
    "priority": "high",
    "ticket_type": "incident",
    "custom_fields": {"device_sn": "PRN-2024-001", "location": "Beijing HQ - 3rd Floor Print Room"},
}

Path = tuple[str | int, ...]

CHANNEL: Path = ("requester", "channel_contacts")
FOLLOWER: Path = (*CHANNEL, "followers", 0)

REQUIRED: list[Path] = [
    ("title",),
    ("attachments", 0, "file_url"),
    ("requester",),
    (*CHANNEL, "channel_id"),
    (*CHANNEL, "contact_id"),
    (*FOLLOWER, "id"),
    ("submitter", "id"),
]
OPTIONAL: list[Path] = [
    ("description",),
    ("attachments",),
    ("requester", "euid"),
    CHANNEL,
    (*CHANNEL, "sub_contact_id"),
    (*CHANNEL, "followers"),
    (*FOLLOWER, "name"),
    ("submitter",),
    ("assignment_team",),
    ("priority",),
    ("ticket_type",),
    ("custom_fields",),
]
OBJECTS: list[Path] = [("requester",), CHANNEL, ("submitter",), ("custom_fields",)]
ARRAYS: list[Path] = [("attachments",), (*CHANNEL, "followers")]
TEXTS: list[Path] = [path for path in REQUIRED + OPTIONAL if path not in OBJECTS + ARRAYS]
WRONG_TEXTS: list[object] = [7, True, None, [], {}]
WRONG_OBJECTS: list[object] = ["text", 7, None, []]
WRONG_ARRAYS: list[object] = ["text", 7, None, {}]


def name_of(path: Path) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def holder_of(ticket: dict[str, Any], path: Path) -> Any:
    holder: Any = ticket
    for step in path[:-1]:
        holder = holder[step]
    return holder


def example_with(path: Path, value: object) -> dict[str, Any]:
    ticket = copy.deepcopy(PAGE_EXAMPLE)
    holder_of(ticket, path)[path[-1]] = value
    return ticket


def example_without(path: Path) -> dict[str, Any]:
    ticket = copy.deepcopy(PAGE_EXAMPLE)
    del holder_of(ticket, path)[path[-1]]
    return ticket


def test_the_example_of_the_page_is_taken_as_it_is(raw: RawHttp, sandbox: Sandbox) -> None:
    answer = raw.create(PAGE_EXAMPLE, {"Idempotency-Key": "again"})
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.json == {
        "code": 0,
        "message": "Success",
        "data": {"ticket_id": "tk_practice_000001", "message": "Ticket created successfully"},
    }
    (stored,) = sandbox.tickets()
    assert stored["ticket_id"] == "tk_practice_000001"
    assert stored["request"] == PAGE_EXAMPLE
    assert list(stored["request"]) == list(PAGE_EXAMPLE)
    assert stored["headers"]["Idempotency-Key"] == "again"
    assert not any("authorization" in name.lower() for name in stored["headers"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", stored["received_at"])


def test_the_least_there_can_be_is_taken(raw: RawHttp) -> None:
    assert raw.create({"title": "x", "requester": {"euid": "e"}}).status == 200


@pytest.mark.parametrize("path", OPTIONAL, ids=name_of)
def test_optional_may_be_absent(raw: RawHttp, sandbox: Sandbox, path: Path) -> None:
    ticket = example_without(path)
    assert raw.create(ticket).status == 200
    assert sandbox.tickets()[0]["request"] == ticket


@pytest.mark.parametrize("path", REQUIRED, ids=name_of)
def test_required_may_not_be_absent(raw: RawHttp, sandbox: Sandbox, path: Path) -> None:
    answer = raw.create(example_without(path))
    assert (answer.status, answer.json) == (400, {"code": 3002, "message": f"{name_of(path)} is required"})
    assert sandbox.tickets() == []


@pytest.mark.parametrize("path", REQUIRED, ids=name_of)
def test_required_text_may_not_be_blank(raw: RawHttp, path: Path) -> None:
    if path == ("requester",):
        answer = raw.create(example_with(path, {}))
        assert answer.json["message"] == "requester needs at least one of euid and channel_contacts"
    else:
        answer = raw.create(example_with(path, "  "))
        assert answer.json["message"] == f"{name_of(path)} is required and must not be blank"
    assert answer.status == 400


@pytest.mark.parametrize(
    ("path", "value"),
    [
        *[(path, value) for path in TEXTS for value in WRONG_TEXTS if (path, value) != (("ticket_type",), None)],
        *[(path, value) for path in OBJECTS for value in WRONG_OBJECTS],
        *[(path, value) for path in ARRAYS for value in WRONG_ARRAYS],
    ],
    ids=lambda part: name_of(part) if isinstance(part, tuple) else repr(part),
)
def test_the_wrong_type_is_refused_by_name(raw: RawHttp, sandbox: Sandbox, path: Path, value: object) -> None:
    answer = raw.create(example_with(path, value))
    assert answer.status == 400
    assert answer.json["code"] == 3002
    assert answer.json["message"].startswith(f"{name_of(path)} must be ")
    assert sandbox.tickets() == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        *[(("priority",), value) for value in ("high", "medium", "low")],
        *[(("ticket_type",), value) for value in ("problem", "incident", "question", "task", "None", None)],
        *[(("assignment_team",), value) for value in ("IT Support", "Network", "Facilities", "Field Service")],
        (("attachments",), []),
        (("attachments", 0, "file_url"), "http://127.0.0.1:1/files/0/a%20b"),
        ((*CHANNEL, "followers"), []),
        (("custom_fields",), {}),
        (("custom_fields",), {"text": "", "number": 7.5, "yes": True}),
        (("requester", "euid"), ""),
        (("title",), "Ünïcode ✓ \U0001f600 and \u0000 and a lone \ud800"),
    ],
)
def test_what_the_page_allows_is_taken(raw: RawHttp, sandbox: Sandbox, path: Path, value: object) -> None:
    ticket = example_with(path, value)
    assert raw.create(ticket).status == 200
    assert sandbox.tickets()[0]["request"] == ticket


@pytest.mark.parametrize(
    ("path", "value", "code", "message"),
    [
        (("priority",), "urgent", 3002, "priority must be one of high, medium, low"),
        (("priority",), "High", 3002, "priority must be one of high, medium, low"),
        (("ticket_type",), "bug", 3002, "ticket_type must be one of problem, incident, question, task, None"),
        (("assignment_team",), "IT Suport", 3003, "assignment_team 'IT Suport' does not exist"),
        (("assignment_team",), "", 3003, "assignment_team '' does not exist"),
        (("attachments",), ["https://x.example/a"], 3002, "attachments[0] must be an object"),
        (("attachments", 0, "file_url"), "error.jpg", 3002, "attachments[0].file_url must be an http or https address"),
        (("attachments", 0, "file_url"), "file:///a", 3002, "attachments[0].file_url must be an http or https address"),
        (("attachments", 0, "file_url"), "http://[", 3002, "attachments[0].file_url must be an http or https address"),
        (("attachments", 0, "name"), "error.jpg", 3002, "attachments[0].name is not a known field"),
        (("requester", "name"), "Ada", 3002, "requester.name is not a known field"),
        (("requester",), {"euid": " "}, 3002, "requester needs at least one of euid and channel_contacts"),
        ((*FOLLOWER, "mail"), "a", 3002, "requester.channel_contacts.followers[0].mail is not a known field"),
        (("colour",), "red", 3002, "colour is not a known field"),
        (("custom_fields",), {"deep": {}}, 3002, "custom_fields.deep must be a text, a number or a boolean"),
        (("custom_fields",), {"gone": None}, 3002, "custom_fields.gone must be a text, a number or a boolean"),
        (("custom_fields",), {" ": "x"}, 3002, "custom_fields has an entry without a key"),
    ],
)
def test_what_the_page_does_not_allow_is_refused(
    raw: RawHttp, sandbox: Sandbox, *, path: Path, value: object, code: int, message: str
) -> None:
    answer = raw.create(example_with(path, value))
    assert (answer.status, answer.json) == (400, {"code": code, "message": message})
    assert sandbox.tickets() == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[" * 100_000,
        b'{"title": NaN}',
        '{"title": "é"}'.encode("latin-1"),
        '{"title": "e"}'.encode("utf-16"),
    ],
    ids=["empty", "cut off", "deep", "NaN", "latin-1", "utf-16"],
)
def test_what_is_not_json_in_utf8_is_refused(raw: RawHttp, body: bytes) -> None:
    answer = raw.call("POST", "/tickets", body, {"Content-Type": "application/json"})
    assert (answer.status, answer.json) == (400, {"code": 3001, "message": "The body must be JSON in UTF-8"})


@pytest.mark.parametrize("value", [[], "text", 7, None], ids=repr)
def test_what_is_not_an_object_is_refused(raw: RawHttp, value: object) -> None:
    answer = raw.create(value)
    assert (answer.status, answer.json) == (400, {"code": 3001, "message": "The body must be a JSON object"})


@pytest.mark.parametrize(
    ("media_type", "status"),
    [
        ("application/json", 200),
        ("application/json; charset=UTF-8", 200),
        ("application/json; charset=latin-1", 400),
        ("text/plain", 400),
        ("", 400),
    ],
)
def test_the_content_type_must_be_json(raw: RawHttp, media_type: str, status: int) -> None:
    answer = raw.create({"title": "x", "requester": {"euid": "e"}}, {"Content-Type": media_type})
    assert answer.status == status
    assert answer.json["code"] == (0 if status == 200 else 3001)


def test_a_ticket_shows_its_details_as_the_page_does(raw: RawHttp) -> None:
    ticket_id = raw.create(PAGE_EXAMPLE).json["data"]["ticket_id"]
    answer = raw.call("GET", f"/tickets/{ticket_id}")
    assert answer.status == 200
    assert answer.json["code"] == 0
    details = answer.json["data"]
    assert details["ticket_id"] == ticket_id
    assert details["status"] == "open"
    assert details["requester"]["channel_contacts"]["followers"] == ["7562646527"]
    assert details["assignment_team"] == {"id": 1, "name": "IT Support"}
    for name in ("title", "description", "attachments", "priority", "ticket_type", "submitter", "custom_fields"):
        assert details[name] == PAGE_EXAMPLE[name]


def test_a_ticket_shows_the_defaults_of_the_page(raw: RawHttp) -> None:
    ticket_id = raw.create({"title": "x", "requester": {"euid": "e"}}).json["data"]["ticket_id"]
    details = raw.call("GET", f"/tickets/{ticket_id}").json["data"]
    assert (details["priority"], details["ticket_type"]) == ("medium", "None")
    assert (details["description"], details["attachments"], details["assignment_team"]) == ("", [], None)


def test_a_ticket_that_does_not_exist_is_not_found(raw: RawHttp) -> None:
    answer = raw.call("GET", "/tickets/tk_practice_000009")
    assert (answer.status, answer.json["code"]) == (404, 4001)
    assert "tk_practice_000009" in answer.json["message"]


def test_the_same_idempotency_key_makes_two_tickets(raw: RawHttp, sandbox: Sandbox) -> None:
    for _ in range(2):
        raw.create({"title": "x", "requester": {"euid": "e"}}, {"Idempotency-Key": "same"})
    assert [ticket["ticket_id"] for ticket in sandbox.tickets()] == ["tk_practice_000001", "tk_practice_000002"]
