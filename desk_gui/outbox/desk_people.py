"""Requesters and what was typed before: what a window may ask, and what comes back. Standard library only.

Everything here stays on this computer but for one thing: `FindPeople` asks LiveDesk's contact search as well.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from desk_gui.outbox.draft import Follower, mended

MOST_ROWS: Final = 50
"""More is never shown below a field."""

LONGEST: Final = 300
"""Characters: what is longer is a text, and no value, name or ID that anybody picks from a list."""

TITLE: Final = "title"
TEAM: Final = "team"
KEYS: Final = "custom_field"
"""What a value belongs to: the field it was typed into. `KEYS` are the names of custom fields."""

_CUSTOM: Final = "custom:"
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def custom_field(key: str) -> str:
    """Return what the values of a custom field belong to."""
    return _CUSTOM + folded(key)


def custom_key(field: str) -> str:
    """Return the custom field that these values belong to, folded; "" for a field of another kind."""
    return field.removeprefix(_CUSTOM) if field.startswith(_CUSTOM) else ""


def folded(text: str) -> str:
    """Return a text as it is compared: no matter the case, the width of letters, or how many blanks there are."""
    return " ".join(unicodedata.normalize("NFKC", mended(text)).casefold().split())


def is_plain(text: str) -> bool:
    """Say whether a text holds nothing that cannot be seen: no control, direction or zero-width characters."""
    return text.isprintable() and not any(unicodedata.category(character) in _HIDDEN for character in text)


def seen(text: str) -> str:
    """Return a text without what cannot be seen, on one line: a name may not turn the line around that it stands in."""
    if text.isascii() and text.isprintable():
        return text.strip()
    marks = (" " if unicodedata.category(character) in _HIDDEN else character for character in text)
    return " ".join("".join(marks).split())


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody a ticket can be for.

    Attributes:
        requester_id: What goes into `euid`.
        name: As LiveDesk calls them; "" when it was never told.
        channel_id: Of the ticket that was last created for them, as the next three.
        is_used: Whether a ticket was created for them from this computer.
    """

    requester_id: str
    name: str = ""
    email: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    channel_id: str = ""
    channel_contact_id: str = ""
    sub_contact_id: str = ""
    followers: tuple[Follower, ...] = ()
    is_used: bool = False

    @property
    def has_channel_contact(self) -> bool:
        """Whether a channel contact or followers are known."""
        return bool(self.channel_id or self.channel_contact_id or self.sub_contact_id or self.followers)


# Commands


@dataclass(frozen=True, slots=True)
class FindPeople:
    """Find people by what is typed; a search before this one is given up, its request with it.

    Answered by a `PeopleFound` of this computer at once, and by one of LiveDesk once typing has paused, unless nothing
    may be asked of it.

    Attributes:
        request_id: Comes back with the answers, so that stale ones can be told.
        profile: Whose people.
        text: What is typed; empty for those used last.
        asks_livedesk: Whether LiveDesk is asked as well.
    """

    request_id: int
    profile: str
    text: str
    asks_livedesk: bool = True


@dataclass(frozen=True, slots=True)
class StopFinding:
    """Give up the search for people, if there is one."""


@dataclass(frozen=True, slots=True)
class ChoosePerson:
    """Remember how somebody is called who was chosen; they count as used once a ticket is created for them."""

    profile: str
    person: Person


@dataclass(frozen=True, slots=True)
class NamePerson:
    """Say who an ID is. Answered by `PersonNamed`."""

    profile: str
    requester_id: str


@dataclass(frozen=True, slots=True)
class SuggestValues:
    """Find what LiveDesk accepted in a field before; teams of a policy too. Answered by `ValuesSuggested`.

    Attributes:
        request_id: Comes back with the answer.
        profile: Whose tickets.
        field: `TITLE`, `TEAM`, `KEYS` or `custom_field(…)`.
        text: What is typed; empty for what was used last.
    """

    request_id: int
    profile: str
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class FindSimilar:
    """Look for a ticket of the last 24 hours with this serial number, or this requester and title.

    Answered by `SimilarFound`.

    Attributes:
        request_id: Comes back with the answer.
        profile: Whose tickets.
        draft_id: The draft itself, which is not meant.
        title: Of the draft.
        requester_id: Of the draft.
        serial: The device's serial number, or "".
    """

    request_id: int
    profile: str
    draft_id: str
    title: str = ""
    requester_id: str = ""
    serial: str = ""


@dataclass(frozen=True, slots=True)
class ForgetTyped:
    """Forget people and values of before; the tickets stay. Answered by `TypedForgotten`."""


PeopleCommand = FindPeople | StopFinding | ChoosePerson | NamePerson | SuggestValues | FindSimilar | ForgetTyped


# Events


@dataclass(frozen=True, slots=True)
class PeopleFound:
    """People that match what is typed.

    Attributes:
        request_id: Of the command.
        people: `MOST_ROWS` at most: those of this computer last used first, LiveDesk's in its own order.
        is_from_livedesk: Whether LiveDesk was asked, or this computer.
        is_last: Whether nothing more comes for this request.
        trouble: Why LiveDesk's contacts could not be had (`livedesk.errors.Trouble`), or "".
    """

    request_id: int
    people: tuple[Person, ...] = ()
    is_from_livedesk: bool = False
    is_last: bool = False
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class PersonNamed:
    """Who an ID is.

    Attributes:
        requester_id: What was asked.
        person: None when this computer never met them.
    """

    requester_id: str
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class ValuesSuggested:
    """What was accepted in a field before.

    Attributes:
        request_id: Of the command.
        field: Of the command.
        text: Of the command.
        values: Those that contain the text, `MOST_ROWS` at most: what begins with it first, then what was used last.
        is_accepted: Whether LiveDesk took exactly this before, or a policy names it, case aside.
        is_from_policy: Whether a policy gave some of the values.
    """

    request_id: int
    field: str
    text: str
    values: tuple[str, ...] = ()
    is_accepted: bool = False
    is_from_policy: bool = False


@dataclass(frozen=True, slots=True)
class SimilarFound:
    """A ticket much like the draft, or none.

    Attributes:
        request_id: Of the command.
        ticket: Its outbox id; "" for none.
        label: Its ticket ID, or its reference while it has none.
        title: Of the ticket.
        at: When it was first sent.
    """

    request_id: int
    ticket: str = ""
    label: str = ""
    title: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TypedForgotten:
    """What was typed before is forgotten."""


PeopleEvent = PeopleFound | PersonNamed | ValuesSuggested | SimilarFound | TypedForgotten


# Rules


def may_be_meant(person: Person, text: str) -> bool:
    """Say whether a contact holds every word that is typed. Never for nothing typed."""
    words = folded(text).split()
    held = " ".join(folded(part) for part in (person.requester_id, person.name, person.email, person.phone))
    return bool(words) and all(word in held for word in words)


_SERIAL_WORDS: Final = frozenset({"sn", "serial", "serialnumber", "serialno", "serialnr"})


def is_serial_key(key: str) -> bool:
    """Say whether a custom field of this name holds a serial number: `serial`, `device_sn`, `Serial no.`, say."""
    words = "".join(character if character.isalnum() else " " for character in folded(key)).split()
    return any(word in _SERIAL_WORDS for word in words)


def serial_in(custom_fields: Iterable[tuple[str, str]]) -> str:
    """Return the first serial number in a draft's custom fields, or ""."""
    return next((value.strip() for key, value in custom_fields if value.strip() and is_serial_key(key)), "")


_SECRET_WORDS: Final = frozenset({"password", "passwd", "passcode", "passphrase", "pin", "secret", "token", "puk"})


def looks_private(key: str) -> bool:
    """Say whether a custom field's very name says that its values are nobody's business, whatever a schema says."""
    words = "".join(character if character.isalnum() else " " for character in folded(key)).split()
    return any(word in _SECRET_WORDS for word in words)
