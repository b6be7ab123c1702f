"""What two programs on one data folder say to each other, as JSON data: requests, tickets, ends. No secret is in it.

Both sides have the same `PROTOCOL` (`qt.single_instance`): a change of what is written here changes that number.
"""

import math
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from desk_gui.cli import LONGEST_WAIT_S, Mode, Options
from desk_gui.outbox.draft import Follower
from desk_gui.outbox.events import CredentialState
from desk_gui.outbox.tickets import Hold, State, TicketRow
from desk_gui.report import ExitCode
from desk_gui.system.sentences import Sentence, sentence_of

_TEXTS: Final = (
    "title",
    "description",
    "priority",
    "ticket_type",
    "team",
    "channel_id",
    "contact_id",
    "sub_contact_id",
)
_PERHAPS: Final = ("euid", "submitter_id", "profile", "base_url")
_DEEPEST_SENTENCE: Final = 10
"""Sentences in sentences; those of this program are three deep."""
_MODES: Final = (Mode.WINDOW, Mode.SUBMIT, Mode.SEND_WAITING, Mode.LIST)


class Kind(StrEnum):
    """What an answer is."""

    WORKING = "working"
    """Said now and then, so that the other side knows that somebody is there."""
    KEPT = "kept"
    """How a ticket that this is about stands now; it is in the outbox."""
    ROW = "row"
    """A ticket to print."""
    END = "end"


class ExchangeError(Exception):
    """What was said is not what this program says."""


def to_request(options: Options) -> dict[str, object]:
    """Return what a program that is open already is asked for: no more than it needs."""
    return {
        "mode": options.mode.value,
        **{name: getattr(options, name) for name in (*_TEXTS, *_PERHAPS)},
        "files": [str(file) for file in options.files],
        "followers": [[follower.id, follower.name] for follower in options.followers],
        "custom_fields": [list(pair) for pair in options.custom_fields],
        "wait_s": options.wait_s,
    }


def from_request(message: Mapping[str, object]) -> Options:
    """Return what another start of the program was told to do.

    Raises:
        ExchangeError: It was not this program that asked.
    """
    try:
        return _options(message)
    except (KeyError, TypeError, ValueError) as error:
        raise ExchangeError from error


def _options(message: Mapping[str, object]) -> Options:
    mode = Mode(_text(message["mode"]))
    files = tuple(Path(_text(name)) for name in _list(message["files"]))
    wait_s = message["wait_s"]
    if mode not in _MODES or not all(file.is_absolute() for file in files):
        raise ValueError
    if isinstance(wait_s, bool) or not isinstance(wait_s, int | float) or not 0 <= wait_s < math.inf:
        raise ValueError
    texts = {name: _text(message[name]) for name in _TEXTS}
    perhaps = {name: None if message[name] is None else _text(message[name]) for name in _PERHAPS}
    return Options(
        **texts,  # type: ignore[arg-type]  # every name in _TEXTS is a text
        **perhaps,  # type: ignore[arg-type]  # and every one in _PERHAPS a text or None
        mode=mode,
        files=files,
        followers=tuple(Follower(*pair) for pair in _pairs(message["followers"])),
        custom_fields=tuple(_pairs(message["custom_fields"])),
        wait_s=min(wait_s, LONGEST_WAIT_S),
    )


def to_ticket(kind: Kind, row: TicketRow, keyring: CredentialState | None = None) -> dict[str, object]:
    """Return an answer about a ticket: what is printed of it.

    Args:
        kind: `KEPT` or `ROW`.
        row: How it stands.
        keyring: What the keyring said, where it gave no key.
    """
    return {
        "kind": kind.value,
        "ticket": row.ticket,
        "reference": row.reference,
        "title": row.title,
        "state": row.state.value,
        "hold": row.hold.value,
        "trouble": row.trouble,
        "words": row.words,
        "ticket_id": row.ticket_id,
        "created_at": row.created_at.isoformat(),
        "keyring": None if keyring is None else keyring.value,
    }


def from_ticket(answer: Mapping[str, object]) -> tuple[TicketRow, CredentialState | None]:
    """Return the ticket of an answer, and what the keyring said.

    Raises:
        ExchangeError: It was not this program that answered.
    """
    try:
        created_at = datetime.fromisoformat(_text(answer["created_at"]))
        row = TicketRow(
            ticket=_text(answer["ticket"]),
            reference=_text(answer["reference"]),
            title=_text(answer["title"]),
            state=State(_text(answer["state"])),
            created_at=created_at,
            changed_at=created_at,
            hold=Hold(_text(answer["hold"])),
            trouble=_text(answer["trouble"]),
            words=_text(answer["words"]),
            ticket_id=_text(answer["ticket_id"]),
        )
        keyring = answer["keyring"]
        return row, None if keyring is None else CredentialState(_text(keyring))
    except (KeyError, TypeError, ValueError) as error:
        raise ExchangeError from error


def to_end(code: ExitCode, *sentences: str) -> dict[str, object]:
    """Return the last answer.

    Args:
        code: What the other side's run ends with.
        sentences: What it says to people; the other side can translate what is a `Sentence`.
    """
    return {"kind": Kind.END.value, "code": code.value, "sentences": [_as_data(one) for one in sentences]}


def from_end(answer: Mapping[str, object]) -> tuple[ExitCode, list[str]]:
    """Return the exit code and the sentences of a last answer.

    Raises:
        ExchangeError: It was not this program that answered.
    """
    try:
        return ExitCode(_number(answer["code"])), [_words(one) for one in _list(answer["sentences"])]
    except (KeyError, TypeError, ValueError) as error:
        raise ExchangeError from error


def kind_of(answer: Mapping[str, object]) -> Kind:
    """Return what an answer is.

    Raises:
        ExchangeError: It was not this program that answered.
    """
    try:
        return Kind(_text(answer["kind"]))
    except (KeyError, TypeError, ValueError) as error:
        raise ExchangeError from error


def _as_data(words: str) -> object:
    if not isinstance(words, Sentence):
        return words
    return [[context, text, [_as_data(one) for one in arguments]] for context, text, arguments in words.parts]


def _words(value: object, depth: int = _DEEPEST_SENTENCE) -> str:
    if isinstance(value, str):
        return value
    if not depth:
        raise ValueError
    parts = []
    for part in _list(value):
        context, text, arguments = _list(part)
        parts.append((_text(context), _text(text), tuple(_words(one, depth - 1) for one in _list(arguments))))
    return sentence_of(tuple(parts))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _number(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _pairs(value: object) -> list[tuple[str, str]]:
    pairs = []
    for pair in _list(value):
        first, second = _list(pair)
        pairs.append((_text(first), _text(second)))
    return pairs
