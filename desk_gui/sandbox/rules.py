"""What the practice LiveDesk accepts as a ticket: the `create_ticket` page's table, written down a second time by hand.

The client's own models are no help here on purpose: judged by them, a test of the contract could not fail. Where the
page is silent, the rule says "assumed".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final
from urllib.parse import urlsplit

NOT_JSON: Final = 3001
BAD_PARAMETER: Final = 3002
BROKEN_RULE: Final = 3003
"""Codes of EngageLab's other REST APIs; LiveDesk's own are not documented. Assumed."""

PRACTICE_TEAMS: Final = ("IT Support", "Network", "Facilities", "Field Service")
"""The teams that exist here; the page says an assigned team must exist."""


class Kind(Enum):
    """The types of the page's table, and how a refusal names them."""

    STRING = "a string"
    OBJECT = "an object"
    ARRAY = "an array of objects"
    MAP = "an object of texts, numbers or booleans"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the page's table.

    Attributes:
        fields: What an object, or each object of an array, may hold; anything else in it is refused.
        choices: The values allowed; empty allows all.
        may_be_null: Whether JSON null says the same as leaving the field out.
    """

    name: str
    kind: Kind
    required: bool = False
    fields: tuple["Row", ...] = ()
    choices: tuple[str, ...] = ()
    may_be_null: bool = False


TICKET: Final = (
    Row("title", Kind.STRING, required=True),
    Row("description", Kind.STRING),
    Row("attachments", Kind.ARRAY, fields=(Row("file_url", Kind.STRING, required=True),)),
    Row(
        "requester",
        Kind.OBJECT,
        required=True,
        fields=(
            Row("euid", Kind.STRING),
            Row(
                "channel_contacts",
                Kind.OBJECT,
                fields=(
                    Row("channel_id", Kind.STRING, required=True),
                    Row("contact_id", Kind.STRING, required=True),
                    Row("sub_contact_id", Kind.STRING),
                    # The page: "including id and name fields". That only the id is required is assumed.
                    Row(
                        "followers",
                        Kind.ARRAY,
                        fields=(Row("id", Kind.STRING, required=True), Row("name", Kind.STRING)),
                    ),
                ),
            ),
        ),
    ),
    # The page: "including id field". A submitter without one would say nothing, so it is required. Assumed.
    Row("submitter", Kind.OBJECT, fields=(Row("id", Kind.STRING, required=True),)),
    Row("assignment_team", Kind.STRING),
    Row("priority", Kind.STRING, choices=("high", "medium", "low")),
    Row(
        "ticket_type",
        Kind.STRING,
        choices=("problem", "incident", "question", "task", "None"),
        # Whether the page's None is a word or JSON's null is not said; both are accepted. Assumed.
        may_be_null=True,
    ),
    Row("custom_fields", Kind.MAP),
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a ticket is not accepted.

    Attributes:
        code: Never 0.
        message: Names the field.
    """

    code: int
    message: str


def judge_ticket(ticket: object) -> Refusal | None:
    """Return the first rule of the page that this request breaks, or None when it keeps them all."""
    if not isinstance(ticket, dict):
        return Refusal(NOT_JSON, "The body must be a JSON object")
    return (
        _judge_object(ticket, TICKET, "")
        or _judge_requester(ticket)
        or _judge_attachments(ticket)
        or _judge_team(ticket)
    )


def _judge_object(value: Mapping[str, object], rows: tuple[Row, ...], where: str) -> Refusal | None:
    known = {row.name for row in rows}
    for name in value:
        if name not in known:
            return Refusal(BAD_PARAMETER, f"{where}{name} is not a known field")
    for row in rows:
        if row.name not in value:
            if row.required:
                return Refusal(BAD_PARAMETER, f"{where}{row.name} is required")
        elif refusal := _judge_value(value[row.name], row, where + row.name):
            return refusal
    return None


def _judge_value(value: object, row: Row, where: str) -> Refusal | None:
    if value is None and row.may_be_null:
        return None
    match row.kind, value:
        case Kind.STRING, str():
            return _judge_text(value, row, where)
        case Kind.OBJECT, dict():
            return _judge_object(value, row.fields, f"{where}.")
        case Kind.ARRAY, list():
            return _judge_array(value, row, where)
        case Kind.MAP, dict():
            return _judge_map(value, where)
        case _:
            return Refusal(BAD_PARAMETER, f"{where} must be {row.kind.value}")


def _judge_text(value: str, row: Row, where: str) -> Refusal | None:
    if row.required and not value.strip():
        return Refusal(BAD_PARAMETER, f"{where} is required and must not be blank")
    if row.choices and value not in row.choices:
        return Refusal(BAD_PARAMETER, f"{where} must be one of {', '.join(row.choices)}")
    return None


def _judge_array(items: list[object], row: Row, where: str) -> Refusal | None:
    for index, item in enumerate(items):
        if not isinstance(item, dict):
            return Refusal(BAD_PARAMETER, f"{where}[{index}] must be an object")
        if refusal := _judge_object(item, row.fields, f"{where}[{index}]."):
            return refusal
    return None


def _judge_map(entries: Mapping[str, object], where: str) -> Refusal | None:
    for key, value in entries.items():
        if not key.strip():
            return Refusal(BAD_PARAMETER, f"{where} has an entry without a key")
        if not isinstance(value, str | int | float):
            return Refusal(BAD_PARAMETER, f"{where}.{key} must be a text, a number or a boolean")
    return None


def _judge_requester(ticket: Mapping[str, object]) -> Refusal | None:
    requester = ticket["requester"]
    if isinstance(requester, dict) and not requester.get("euid", "").strip() and "channel_contacts" not in requester:
        return Refusal(BAD_PARAMETER, "requester needs at least one of euid and channel_contacts")
    return None


def _judge_attachments(ticket: Mapping[str, object]) -> Refusal | None:
    attachments = ticket.get("attachments", [])
    if isinstance(attachments, list):
        for index, attachment in enumerate(attachments):
            if not _is_web_address(attachment["file_url"]):
                return Refusal(BAD_PARAMETER, f"attachments[{index}].file_url must be an http or https address")
    return None


def _judge_team(ticket: Mapping[str, object]) -> Refusal | None:
    team = ticket.get("assignment_team")
    if team is not None and team not in PRACTICE_TEAMS:
        return Refusal(BROKEN_RULE, f"assignment_team '{team}' does not exist")
    return None


def _is_web_address(text: str) -> bool:
    try:
        address = urlsplit(text)
    except ValueError:
        return False
    return address.scheme in {"http", "https"} and bool(address.hostname) and not any(map(str.isspace, text))
