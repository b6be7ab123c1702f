"""What is in the form, as plain data, and the form's rules. Standard library only, no I/O."""

import os
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

PRIORITIES: Final = ("low", "medium", "high")
"""The priorities of the `create_ticket` page, least urgent first."""

TICKET_TYPES: Final = ("problem", "incident", "question", "task")
"""The ticket types of the `create_ticket` page; None is said by leaving the field out."""


def new_id() -> str:
    """Return an id that no draft, file or question had before: 32 hexadecimal digits.

    As good as a UUID, whose module asks what computer this is: time that a start does not have.
    """
    return os.urandom(16).hex()


def mended(text: str) -> str:
    """Return the text with halves of characters (lone surrogates) joined or replaced, so that UTF-8 can hold it.

    File names, clipboards and arguments that are not UTF-8 bring such halves.
    """
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def as_number(text: str) -> int | float | None:
    """Return the number that a text is: digits, perhaps with a sign and a dot; None for anything else."""
    whole, dot, fraction = text.removeprefix("-").partition(".")
    is_one = whole.isdecimal() and (fraction.isdecimal() if dot else True) and text.isascii()
    if not is_one or len(text) > _LONGEST_NUMBER:
        return None
    return float(text) if dot else int(text)


_LONGEST_NUMBER: Final = 30


@dataclass(frozen=True, slots=True)
class Follower:
    """Someone told about the ticket inside the channel."""

    id: str = ""
    name: str = ""


class Note(StrEnum):
    """What this program did to a file, so that whoever sends it knows."""

    LOCATION_REMOVED = "location_removed"
    DETAILS_REMOVED = "details_removed"
    """Device, serial number, small pictures and the like; no place was among them."""
    FROM_HEIC = "from_heic"
    """It was a HEIC photo, and is a JPEG now."""
    SMALLER = "smaller"
    MAY_SAY_WHERE = "may_say_where"
    """It is damaged or built in an unknown way, so that nothing could be taken out of it."""
    NOT_CONVERTED = "not_converted"
    """It is a HEIC photo that could not be made a JPEG, and is sent as it is."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a draft. Its bytes lie in the spool once `is_copied` is true.

    Attributes:
        attachment_id: Made by whoever adds the file, unique on this computer.
        name: The name LiveDesk is told, already reduced to a safe base name.
        size_bytes: Size of the copy; 0 until it is known.
        media_type: Found by content, not by extension; empty until the copy ends.
        sha256: Hex digest of the copy; empty until it ends. It names the spool file.
        is_copied: Whether the bytes are safely in the spool.
        original_sha256: While an edited version exists, the digest of what it was made of: kept here, never uploaded.
        layers: The editor's marks as JSON, to go on with; "" without any.
        notes: What was done to it, in order.
    """

    attachment_id: str
    name: str
    size_bytes: int = 0
    media_type: str = ""
    sha256: str = ""
    is_copied: bool = False
    original_sha256: str = ""
    layers: str = field(default="", repr=False)
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything in the form. Empty strings and tuples mean "left empty" and are never sent.

    Attributes:
        draft_id: Unique on this computer; it stays the ticket's id in the outbox after Submit.
        requester_id: The requester's `euid`.
        team: `assignment_team`, a team's name.
        custom_fields: Key and value as typed, in the form's order.
        field_kinds: Keys of custom fields that send a number or a yes or no instead of text, and `number` or
            `checkbox`; set at Submit, by the schema then in use.
    """

    draft_id: str
    title: str = ""
    description: str = ""
    requester_id: str = ""
    channel_id: str = ""
    channel_contact_id: str = ""
    sub_contact_id: str = ""
    followers: tuple[Follower, ...] = ()
    submitter_id: str = ""
    team: str = ""
    priority: str = ""
    ticket_type: str = ""
    custom_fields: tuple[tuple[str, str], ...] = ()
    attachments: tuple[Attachment, ...] = ()
    field_kinds: tuple[tuple[str, str], ...] = ()

    @property
    def has_channel_contact(self) -> bool:
        """Whether anything of the channel contact is filled in."""
        return any(text.strip() for text in (self.channel_id, self.channel_contact_id, self.sub_contact_id)) or any(
            follower.id.strip() or follower.name.strip() for follower in self.followers
        )

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed or added that would be missed (defaults do not count)."""
        return not (self.title.strip() or self.description.strip() or self.attachments)


class Field(StrEnum):
    """The form's fields, as problems and LiveDesk's refusals name them."""

    TITLE = "title"
    DESCRIPTION = "description"
    REQUESTER = "requester"
    CHANNEL_ID = "channel_id"
    CHANNEL_CONTACT_ID = "channel_contact_id"
    FOLLOWERS = "followers"
    PRIORITY = "priority"
    TICKET_TYPE = "ticket_type"
    TEAM = "team"
    CUSTOM_FIELDS = "custom_fields"
    ATTACHMENTS = "attachments"


class ProblemKind(StrEnum):
    """What can be wrong with a field; the window and the command line have a sentence for each."""

    TITLE_MISSING = "title_missing"
    REQUESTER_MISSING = "requester_missing"
    CHANNEL_ID_MISSING = "channel_id_missing"
    CHANNEL_CONTACT_ID_MISSING = "channel_contact_id_missing"
    FOLLOWER_ID_MISSING = "follower_id_missing"
    PRIORITY_UNKNOWN = "priority_unknown"
    TICKET_TYPE_UNKNOWN = "ticket_type_unknown"
    FIELD_KEY_MISSING = "field_key_missing"
    FIELD_KEY_TWICE = "field_key_twice"
    FIELD_REQUIRED = "field_required"
    FIELD_PATTERN = "field_pattern"
    FIELD_TOO_LONG = "field_too_long"
    FIELD_NOT_NUMBER = "field_not_number"
    FIELD_NOT_WHOLE = "field_not_whole"
    FIELD_TOO_SMALL = "field_too_small"
    FIELD_TOO_LARGE = "field_too_large"
    FIELD_NOT_CHOICE = "field_not_choice"
    FIELD_NOT_DATE = "field_not_date"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to fix before a draft can be submitted.

    Attributes:
        field: Where it shows.
        kind: What it is.
        subject: The offending value, where the sentence names it; of a schema's field its label.
        key: Of a schema's field: the custom field's name.
        detail: What else the sentence says: a limit, a value, or the schema's own words.
    """

    field: Field
    kind: ProblemKind
    subject: str = ""
    key: str = ""
    detail: str = ""


def problems(draft: Draft) -> tuple[Problem, ...]:
    """Say what must be fixed before this draft can become a ticket, in the form's order.

    The rules are those of the `create_ticket` page. Empty exactly when the ticket contract accepts the request.
    """
    found: list[Problem] = []
    if not draft.title.strip():
        found.append(Problem(Field.TITLE, ProblemKind.TITLE_MISSING))
    if not draft.requester_id.strip() and not draft.has_channel_contact:
        found.append(Problem(Field.REQUESTER, ProblemKind.REQUESTER_MISSING))
    if draft.priority and draft.priority not in PRIORITIES:
        found.append(Problem(Field.PRIORITY, ProblemKind.PRIORITY_UNKNOWN, draft.priority))
    if draft.ticket_type and draft.ticket_type not in TICKET_TYPES:
        found.append(Problem(Field.TICKET_TYPE, ProblemKind.TICKET_TYPE_UNKNOWN, draft.ticket_type))
    found.extend(_channel_problems(draft))
    found.extend(_custom_field_problems(draft))
    return tuple(found)


def _channel_problems(draft: Draft) -> list[Problem]:
    if not draft.has_channel_contact:
        return []
    found: list[Problem] = []
    if not draft.channel_id.strip():
        found.append(Problem(Field.CHANNEL_ID, ProblemKind.CHANNEL_ID_MISSING))
    if not draft.channel_contact_id.strip():
        found.append(Problem(Field.CHANNEL_CONTACT_ID, ProblemKind.CHANNEL_CONTACT_ID_MISSING))
    found.extend(
        Problem(Field.FOLLOWERS, ProblemKind.FOLLOWER_ID_MISSING, follower.name.strip())
        for follower in draft.followers
        if follower.name.strip() and not follower.id.strip()
    )
    return found


def _custom_field_problems(draft: Draft) -> list[Problem]:
    found: list[Problem] = []
    seen: set[str] = set()
    for key, value in draft.custom_fields:
        name = mended(key).strip()
        if not name and value.strip():
            found.append(Problem(Field.CUSTOM_FIELDS, ProblemKind.FIELD_KEY_MISSING, value.strip()))
        elif name and name in seen:
            found.append(Problem(Field.CUSTOM_FIELDS, ProblemKind.FIELD_KEY_TWICE, name))
        seen.add(name)
    return found
