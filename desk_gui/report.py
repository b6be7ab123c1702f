"""What the command line says: lines for programs on stdout, sentences for people on stderr, and exit codes."""

import json
import logging
from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import Final, TextIO

from desk_gui.livedesk.errors import EXPLANATIONS, Trouble
from desk_gui.outbox.draft import Problem, ProblemKind
from desk_gui.outbox.events import AttachmentRefused, CredentialState, RefusedFile
from desk_gui.outbox.tickets import Hold, State, TicketRow
from desk_gui.system.errors import KeyringFailed, KeyringLocked, KeyringMissing, KeyringTrouble

_log: Final = logging.getLogger(__name__)


class ExitCode(IntEnum):
    """How a run ended."""

    CREATED = 0
    TROUBLE = 1
    BAD_INPUT = 2
    REJECTED = 3
    REFUSED = 4
    KEPT = 5
    UNCONFIRMED = 6


NOTHING_DONE: Final = "Nothing was sent or kept."

_WORST_FIRST: Final = (
    ExitCode.TROUBLE,
    ExitCode.BAD_INPUT,
    ExitCode.REFUSED,
    ExitCode.UNCONFIRMED,
    ExitCode.REJECTED,
    ExitCode.KEPT,
    ExitCode.CREATED,
)

_PROBLEMS: Final = {
    ProblemKind.TITLE_MISSING: "A title is missing: give one with --title.",
    ProblemKind.REQUESTER_MISSING: "A requester is missing: give --euid, or --channel-id and --contact-id.",
    ProblemKind.CHANNEL_ID_MISSING: "The channel is missing: give --channel-id beside the contact.",
    ProblemKind.CHANNEL_CONTACT_ID_MISSING: "The contact in the channel is missing: give --contact-id.",
    ProblemKind.FOLLOWER_ID_MISSING: "The follower {} has no ID: write --follower ID=NAME.",
    ProblemKind.PRIORITY_UNKNOWN: "{} is no priority: use high, medium or low.",
    ProblemKind.TICKET_TYPE_UNKNOWN: "{} is no ticket type: use problem, incident, question or task.",
    ProblemKind.FIELD_KEY_MISSING: "The value {} has no key: write --field KEY=VALUE.",
    ProblemKind.FIELD_KEY_TWICE: "The field {} is given twice: give it once.",
    ProblemKind.FIELD_REQUIRED: "A ticket needs {}: write --field {key}=VALUE.",
    ProblemKind.FIELD_PATTERN: "{} does not fit: {detail}",
    ProblemKind.FIELD_TOO_LONG: "{} takes {detail} characters at most.",
    ProblemKind.FIELD_NOT_NUMBER: "{} takes a number, with a dot before its fraction.",
    ProblemKind.FIELD_NOT_WHOLE: "{} takes a whole number.",
    ProblemKind.FIELD_TOO_SMALL: "{} must be {detail} or more.",
    ProblemKind.FIELD_TOO_LARGE: "{} must be {detail} or less.",
    ProblemKind.FIELD_NOT_CHOICE: "{} has no choice {detail}: take one of the team's list.",
    ProblemKind.FIELD_NOT_DATE: "{} takes a date such as 2026-11-24.",
}
_REFUSED_FILES: Final = {
    RefusedFile.MISSING: "{} is not there any more: check the path.",
    RefusedFile.UNREADABLE: "{} cannot be read: check who may read it.",
    RefusedFile.IS_FOLDER: "{} is a folder: name the files to attach one by one.",
    RefusedFile.NOT_A_FILE: "{} is not a file: name the files to attach one by one.",
    RefusedFile.EMPTY: "{} is empty: leave it out or fill it.",
    RefusedFile.DISK_FULL: "There is no room on the disk for a copy of {}: make some and try again.",
    RefusedFile.NOT_KEPT: "{} could not be copied into the data folder: check who may write there.",
    RefusedFile.TOO_MANY: "{} is one file too many: leave some out.",
    RefusedFile.TOO_LARGE: "{} is too large to be fetched or packed: save it as a file and name that.",
    RefusedFile.OVER_LIMIT: "{} is larger than the settings allow: leave it out, or raise the limit.",
    RefusedFile.PHOTO_OVER_LIMIT: "{} is larger than the settings allow: save it smaller, or raise the limit.",
    RefusedFile.NOT_FETCHED: "{} could not be downloaded: save it as a file and name that.",
    RefusedFile.WEB_PAGE: "{} is a web page: save it as a file and name that.",
    RefusedFile.PRIVATE_ADDRESS: "{} lies inside this network: save it as a file and name that.",
}
_KEYRING_TROUBLES: Final[Mapping[CredentialState | None, type[KeyringTrouble]]] = {
    CredentialState.LOCKED: KeyringLocked,
    CredentialState.NO_KEYRING: KeyringMissing,
    CredentialState.KEYRING_FAILED: KeyringFailed,
}
_WAYS_ON: Final = {
    Hold.NONE: "It is kept; send it with --send-waiting, or open Desk GUI.",
    Hold.UNDO: "It is kept, and held back for a moment so that it can be undone.",
    Hold.HANDED_OVER: "It was exported and does not go by itself. Open Desk GUI and say so when the desk has it.",
}
"""Of tickets in the queue that wait for no trouble."""
_NEEDS_A_FORM: Final = frozenset({Hold.ORIGIN_CHANGED, Hold.FILE_LOST})
"""Trying again does not help these."""
_TROUBLE_OF_THIS_COMPUTER: Final = frozenset({RefusedFile.DISK_FULL, RefusedFile.NOT_KEPT})


def exit_code_of(row: TicketRow) -> ExitCode:
    """Return what a run ends with whose only ticket stands like this."""
    match row.state:
        case State.CREATED:
            return ExitCode.CREATED
        case State.REJECTED:
            return ExitCode.REJECTED
        case State.UNCONFIRMED:
            return ExitCode.UNCONFIRMED
        case _:
            return ExitCode.REFUSED if row.hold is Hold.KEY else ExitCode.KEPT


def worst(codes: Iterable[ExitCode]) -> ExitCode:
    """Return the one that needs a human most; `CREATED` for none."""
    return min(codes, key=_WORST_FIRST.index, default=ExitCode.CREATED)


def exit_code_of_refusals(refusals: Iterable[AttachmentRefused]) -> ExitCode:
    """Return what a run ends with that could not take these files."""
    is_ours = any(refusal.reason in _TROUBLE_OF_THIS_COMPUTER for refusal in refusals)
    return ExitCode.TROUBLE if is_ours else ExitCode.BAD_INPUT


def problem_sentence(problem: Problem) -> str:
    """Say what is wrong with a draft and which option mends it."""
    words = _PROBLEMS[problem.kind]
    if problem.kind is ProblemKind.FIELD_PATTERN and not problem.detail:
        words = "{} is not written as this field wants it."
    return words.format(_plain(problem.subject), key=_plain(problem.key), detail=_plain(problem.detail))


def refusal_sentence(refusal: AttachmentRefused) -> str:
    """Say why a file could not be taken and what to do."""
    return _REFUSED_FILES[refusal.reason].format(_plain(refusal.name))


def ticket_sentence(row: TicketRow, keyring: CredentialState | None = None) -> str:
    """Say what became of a ticket and what to do; "" when there is nothing to do.

    Args:
        row: How it stands.
        keyring: What the keyring said, where it gave no key.
    """
    match row.state:
        case State.CREATED:
            return "" if row.ticket_id else f"LiveDesk took it without giving an ID. Look for {row.reference} there."
        case State.UNCONFIRMED:
            return f"It may have arrived. Look for {row.reference} in LiveDesk, then choose in Desk GUI's window."
        case State.REJECTED:
            return f"{_said(row)} It is kept; correct it in Desk GUI's window, or submit it anew."
        case State.QUEUED if row.hold is Hold.KEY:
            return f"{_why_no_key(row, keyring)} The ticket is kept."
        case State.QUEUED if row.hold in _NEEDS_A_FORM:
            return f"{_said(row)} {EXPLANATIONS[Trouble(row.hold.value)].next_step} It is kept in Desk GUI's window."
        case State.QUEUED if row.hold not in _WAYS_ON:
            return f"{_said(row)} {_WAYS_ON[Hold.NONE]}"
        case State.QUEUED | State.UPLOADING | State.CREATING:
            return _WAYS_ON[row.hold if row.state is State.QUEUED else Hold.NONE]
        case State.CANCELLED:
            return "It was cancelled and is kept."
        case State.DRAFT:
            return "It was not submitted yet."


def _why_no_key(row: TicketRow, keyring: CredentialState | None) -> str:
    explanation = EXPLANATIONS[Trouble.KEY_REFUSED if row.trouble == Trouble.KEY_REFUSED else Trouble.NO_CREDENTIALS]
    if row.trouble != Trouble.KEY_REFUSED and keyring in _KEYRING_TROUBLES:
        return _KEYRING_TROUBLES[keyring]().words
    return f"{explanation.title}. {explanation.next_step}"


def _said(row: TicketRow) -> str:
    words = f": {_plain(row.words)}" if row.words else ""
    return f"{_title_of(row.trouble)}{words}".rstrip(".") + "."


def _title_of(trouble: str) -> str:
    try:
        return EXPLANATIONS[Trouble(trouble)].title
    except ValueError:
        return EXPLANATIONS[Trouble.NO_ANSWER].title


def _plain(text: str) -> str:
    """Return a text as one line that cannot command a terminal."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


class Reporter:
    """Prints. A program without a console has no streams, and whoever reads them may be gone: then it prints nothing.

    Args:
        out: For results.
        err: For messages.
        is_json: Whether results are JSON objects.
    """

    def __init__(self, out: TextIO | None, err: TextIO | None, *, is_json: bool) -> None:
        self._out = out
        self._err = err
        self._is_json = is_json

    def say(self, sentence: str) -> None:
        """Print a message for people."""
        _print(self._err, f"desk-gui: {sentence}")

    def submitted(self, row: TicketRow, keyring: CredentialState | None = None) -> None:
        """Print what became of the one ticket: its ID alone, or its object.

        Args:
            row: How it stands.
            keyring: What the keyring said, where it gave no key.
        """
        if self._is_json:
            self._print_object(row, keyring)
        elif row.ticket_id:
            _print(self._out, _plain(row.ticket_id))
        self._say_of(row, keyring)

    def sent(self, row: TicketRow, keyring: CredentialState | None = None) -> None:
        """Print a line about a ticket that was tried.

        Args:
            row: How it stands.
            keyring: As for `submitted`.
        """
        self._print_line(row, keyring, row.reference, row.state, row.ticket_id, row.title)
        self._say_of(row, keyring)

    def listed(self, row: TicketRow) -> None:
        """Print a line about a ticket on this computer."""
        created_at = row.created_at.isoformat(timespec="seconds")
        self._print_line(row, None, row.reference, row.state, row.ticket_id, created_at, row.title)

    def _say_of(self, row: TicketRow, keyring: CredentialState | None) -> None:
        if sentence := ticket_sentence(row, keyring):
            self.say(f"{row.reference}: {sentence}")

    def _print_line(self, row: TicketRow, keyring: CredentialState | None, *columns: str) -> None:
        if self._is_json:
            self._print_object(row, keyring)
        else:
            _print(self._out, "\t".join(_plain(column) or "-" for column in columns))

    def _print_object(self, row: TicketRow, keyring: CredentialState | None) -> None:
        report = {
            "reference": row.reference,
            "state": row.state.value,
            "ticket_id": row.ticket_id,
            "title": row.title,
            "created_at": row.created_at.isoformat(timespec="seconds"),
            "message": ticket_sentence(row, keyring),
        }
        _print(self._out, json.dumps(report))


def _print(stream: TextIO | None, line: str) -> None:
    if stream is None:
        return
    try:
        stream.write(f"{line}\n")
        stream.flush()
    except (OSError, ValueError) as error:
        _log.info("a line could not be printed: %s", type(error).__name__)
