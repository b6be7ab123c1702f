"""The ticket contract as pydantic models: what the `create_ticket` page takes, and what LiveDesk's answers hold.

Requests are strict: what the page does not know is refused, and nothing empty is sent. Answers are read with tolerance:
unknown keys are ignored, and a value of an unexpected kind is taken as missing.
"""

import json
import unicodedata
from collections.abc import Mapping
from typing import Annotated, Final, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, FiniteFloat, Strict, model_validator

PRIORITIES: Final = ("high", "medium", "low")
"""`priority` on the `create_ticket` page."""

TICKET_TYPES: Final = ("problem", "incident", "question", "task")
"""`ticket_type` on the `create_ticket` page; its None is said by leaving the field out."""

_LONGEST_LINE: Final = 500
_BIDI_CONTROLS: Final = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def mended(text: str) -> str:
    """Return the text with half characters (lone surrogates) replaced, so that it can be sent as UTF-8.

    Windows file names and clipboards can hold such halves; JSON on the wire cannot.
    """
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def one_line(text: str, *, longest: int = _LONGEST_LINE) -> str:
    """Return a server's words as one line of plain text: no control characters, at most `longest` characters."""
    if len(text) > longest * 20:
        text = text[: longest * 20]
    kept = "".join(
        " " if unicodedata.category(character) in {"Cc", "Zl", "Zp"} else character
        for character in mended(text)
        if character not in _BIDI_CONTROLS
    )
    return " ".join(kept.split())[:longest].strip()


# ---------------------------------------------------------------------------------------------- requests


def _mended_value(value: object) -> object:
    return mended(value) if isinstance(value, str) else value


def _stripped_value(value: object) -> object:
    # str.strip, not pydantic's: the form's own rules strip with it, and the two must agree on what is blank.
    return mended(value).strip() if isinstance(value, str) else value


def _not_blank(value: str) -> str:
    if not value.strip():
        raise ValueError("must not be blank")
    return value


def _known_priority(value: str) -> str:
    if value and value not in PRIORITIES:
        raise ValueError("must be one of " + ", ".join(PRIORITIES))
    return value


def _known_ticket_type(value: str) -> str:
    if value and value not in TICKET_TYPES:
        raise ValueError("must be one of " + ", ".join(TICKET_TYPES))
    return value


AsTyped = Annotated[str, Strict(), BeforeValidator(_mended_value)]
Stripped = Annotated[str, Strict(), BeforeValidator(_stripped_value)]
Required = Annotated[Stripped, AfterValidator(_not_blank)]
JsonScalar = Annotated[str, Strict()] | Annotated[bool, Strict()] | Annotated[int, Strict()] | FiniteFloat | None


class _Request(BaseModel):
    # Errors do not quote what was typed: they reach logs.
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class AttachmentRef(_Request):
    """A file that was uploaded before."""

    file_url: Required


class Follower(_Request):
    """Someone told about the ticket inside the channel."""

    id: Required
    name: Stripped = ""


class ChannelContacts(_Request):
    """Where in a channel the requester is.

    Attributes:
        contact_id: The channel's contact, such as a chat's id.
        sub_contact_id: A part of it, such as a topic or a mail thread.
    """

    channel_id: Required
    contact_id: Required
    sub_contact_id: Stripped = ""
    followers: tuple[Follower, ...] = ()


class Requester(_Request):
    """Who has the trouble: a contact's unique id, a place in a channel, or both."""

    euid: Stripped = ""
    channel_contacts: ChannelContacts | None = None

    @model_validator(mode="after")
    def _check_someone(self) -> Self:
        if not self.euid and self.channel_contacts is None:
            raise ValueError("euid or channel_contacts must be given")
        return self


class Submitter(_Request):
    """The member who writes the ticket."""

    id: Required


def _custom_fields(value: object) -> object:
    """Take a mapping or (key, value) pairs: keys and texts stripped, empty values left out.

    Pairs are how a form holds them; a key used twice is refused rather than one of its values lost.
    """
    if isinstance(value, Mapping):
        pairs = list(value.items())
    elif isinstance(value, (list, tuple)):
        pairs = list(value)
    else:
        return value
    kept: dict[str, object] = {}
    seen: set[str] = set()
    for pair in pairs:
        if not isinstance(pair, (list, tuple)) or len(pair) != 2 or not isinstance(pair[0], str):  # noqa: PLR2004 - a pair
            raise ValueError("a custom field is a key and a value")
        key, content = mended(pair[0]).strip(), _stripped_value(pair[1])
        is_empty = content is None or content == ""
        if not key and not is_empty:
            raise ValueError("a custom field has no key")
        if key and key in seen:
            raise ValueError("a custom field is given twice")
        seen.add(key)
        if not is_empty:
            kept[key] = content
    return kept


class TicketRequest(_Request):
    """A ticket to create: exactly the fields of the `create_ticket` page, with its rules.

    Attributes:
        title: Sent without the whitespace around it.
        description: Markdown, sent as typed.
        assignment_team: A team's name; it must exist there.
        priority: One of `PRIORITIES`, or empty: LiveDesk then takes medium.
        ticket_type: One of `TICKET_TYPES`, or None or empty: left out.
        custom_fields: A mapping, or (key, value) pairs as a form holds them.
    """

    title: Required
    description: AsTyped = ""
    attachments: tuple[AttachmentRef, ...] = ()
    requester: Requester
    submitter: Submitter | None = None
    assignment_team: Stripped = ""
    priority: Annotated[AsTyped, AfterValidator(_known_priority)] = ""
    ticket_type: Annotated[AsTyped, AfterValidator(_known_ticket_type)] | None = None
    custom_fields: Annotated[dict[str, JsonScalar], BeforeValidator(_custom_fields)] = Field(default_factory=dict)

    def to_json(self) -> dict[str, object]:
        """Return the request as the page's JSON object, in the page's order, without anything empty."""
        kept = {key: _without_empty(value) for key, value in self.model_dump(mode="json").items()}
        return {key: value for key, value in kept.items() if not _is_empty(value)}

    def to_json_bytes(self) -> bytes:
        """Return the request's body, UTF-8."""
        return json.dumps(self.to_json(), ensure_ascii=False, allow_nan=False).encode()


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip()) or value in ([], {})


def _without_empty(value: object) -> object:
    if isinstance(value, dict):
        kept = {key: _without_empty(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if not _is_empty(item)}
    if isinstance(value, list):
        return [_without_empty(item) for item in value]
    return value


# ----------------------------------------------------------------------------------------------- answers


def _seen_line(value: object) -> object:
    """Read an id or a name: text, or a number for the ids that come as numbers."""
    if isinstance(value, bool):
        return ""
    if isinstance(value, (str, int)):
        return one_line(str(value))
    return ""


def _seen_exact(value: object) -> object:
    """Read an id that will be sent back: as it is or not at all, for one that was tidied names somebody else."""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return ""
    text = mended(str(value)).strip()
    return text if len(text) <= _LONGEST_LINE else ""


def _seen_text(value: object) -> object:
    return mended(value) if isinstance(value, str) else ""


def _seen_object(value: object) -> object:
    """Read an object; anything else is as good as none."""
    return value if isinstance(value, dict) else {}


def _seen_objects(value: object) -> object:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _seen_named(value: object) -> object:
    """Read a team: `{id, name}` on the get page, a name on the create page."""
    return {"name": value} if isinstance(value, (str, int)) else _seen_object(value)


def _seen_people(value: object) -> object:
    """Read followers: ids on the get page, `{id, name}` objects on the create page."""
    if not isinstance(value, list):
        return []
    return [
        {"id": item} if isinstance(item, (str, int)) else item for item in value if isinstance(item, (str, int, dict))
    ]


def _seen_size(value: object) -> object:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else 0


Line = Annotated[str, BeforeValidator(_seen_line)]
Exact = Annotated[str, BeforeValidator(_seen_exact)]
Text = Annotated[str, BeforeValidator(_seen_text)]


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class CreatedTicket(_Answer):
    """LiveDesk's yes to a ticket.

    Attributes:
        ticket_id: Empty when the answer named none; the ticket exists all the same.
    """

    ticket_id: Line = ""
    message: Line = ""


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname:
        raise ValueError("must be an http or https address")
    return value


class UploadedFile(_Answer):
    """Where an uploaded file lies now."""

    file_url: Annotated[str, Strict(), BeforeValidator(_stripped_value), AfterValidator(_web_address)]


class TicketFile(_Answer):
    """A file of a ticket on LiveDesk.

    Attributes:
        file_size: Bytes; 0 when the answer does not say.
    """

    file_url: Text = ""
    file_name: Line = ""
    file_type: Line = ""
    file_size: Annotated[int, BeforeValidator(_seen_size)] = 0


class Person(_Answer):
    """Someone an answer names: a follower, a submitter, or a team."""

    id: Line = ""
    name: Line = ""


class TicketChannel(_Answer):
    """Where in a channel a ticket's requester is."""

    channel_id: Line = ""
    contact_id: Line = ""
    sub_contact_id: Line = ""
    followers: Annotated[tuple[Person, ...], BeforeValidator(_seen_people)] = ()


class TicketRequester(_Answer):
    """Who has the trouble, as LiveDesk knows them."""

    euid: Line = ""
    name: Line = ""
    email: Line = ""
    phone: Line = ""
    channel_contacts: Annotated[TicketChannel, BeforeValidator(_seen_object)] = TicketChannel()


class Ticket(_Answer):
    """A ticket as the `get_ticket` page shows it. Its conversation and status history are not read."""

    ticket_id: Line = ""
    title: Line = ""
    description: Text = ""
    status: Line = ""
    priority: Line = ""
    ticket_type: Line = ""
    attachments: Annotated[tuple[TicketFile, ...], BeforeValidator(_seen_objects)] = ()
    requester: Annotated[TicketRequester, BeforeValidator(_seen_object)] = TicketRequester()
    submitter: Annotated[Person, BeforeValidator(_seen_object)] = Person()
    assignment_team: Annotated[Person, BeforeValidator(_seen_named)] = Person()
    custom_fields: Annotated[dict[str, object], BeforeValidator(_seen_object)] = Field(default_factory=dict)


class Contact(_Answer):
    """A contact as the contact search shows it.

    Attributes:
        id: As it came, as `identifier`: either may hold what cannot be seen.
    """

    id: Exact = ""
    name: Line = ""
    email: Line = ""
    phone_number: Line = ""
    identifier: Exact = ""
