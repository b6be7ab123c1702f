"""The program without a window: the same outbox and the same sender, one round of tries, an exit code."""

import logging
import queue
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from io import TextIOWrapper
from time import monotonic
from types import TracebackType
from typing import Final, TypeVar
from uuid import uuid4

from desk_gui.cli import BadInputError, Mode, Options, draft_of
from desk_gui.outbox.desk import AddFiles, DiscardDraft, FileSource, ListTickets, SendNow, SubmitDraft
from desk_gui.outbox.draft import Draft, problems
from desk_gui.outbox.events import (
    AttachmentRefused,
    CredentialsChanged,
    CredentialState,
    DraftSubmitted,
    Event,
    Hold,
    RoundEnded,
    State,
    StorageFailed,
    SubmitRefused,
    TicketChanged,
    TicketRow,
    TicketsListed,
)
from desk_gui.parts import FolderInUseError, LateWorker, Parts, build_parts
from desk_gui.report import (
    ExitCode,
    Reporter,
    exit_code_of,
    exit_code_of_refusals,
    problem_sentence,
    refusal_sentence,
    worst,
)
from desk_gui.system.errors import SystemTrouble

_PAGE: Final = 500
_LOOK_S: Final = 1.0
"""A wait without a timeout cannot be interrupted on Windows."""

_SENDING: Final = (State.UPLOADING, State.CREATING)
_GOES_BY_ITSELF: Final = (Hold.BACKOFF, Hold.THROTTLED)

_log: Final = logging.getLogger(__name__)


class _StorageError(Exception):
    """The outbox cannot do what it was asked; the text says why and what to do."""


def run_headless(options: Options) -> int:
    """Do what the options ask for without a window, and return the exit code. No QApplication is made."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # A program without a console has none.
            stream.reconfigure(errors="backslashreplace")
    reporter = Reporter(sys.stdout, sys.stderr, is_json=options.is_json)
    try:
        parts = build_parts(options)
    except FolderInUseError as error:
        reporter.say(str(error))
        return ExitCode.KEPT
    except BadInputError as error:
        reporter.say(str(error))
        return ExitCode.BAD_INPUT
    except SystemTrouble as trouble:
        reporter.say(trouble.words)
        return ExitCode.TROUBLE
    sys.excepthook = partial(_on_exception, reporter)
    for notice in parts.notices:
        reporter.say(notice)
    exit_code = _run(options, parts, reporter)
    parts.close()
    return exit_code


def _run(options: Options, parts: Parts, reporter: Reporter) -> ExitCode:
    try:
        return _MODES[options.mode](options, parts, reporter)
    except BadInputError as error:
        for line in str(error).splitlines():
            reporter.say(line)
        return ExitCode.BAD_INPUT
    except _StorageError as error:
        reporter.say(str(error))
        return ExitCode.TROUBLE
    except KeyboardInterrupt:
        reporter.say("Stopped. What was kept before still is.")
        return ExitCode.TROUBLE


def _on_exception(
    reporter: Reporter, kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Put what nobody caught into the log, which masks secrets, and not on the screen."""
    _log.critical("nobody caught this", exc_info=(kind, error, trace))
    reporter.say(f"Something went wrong inside Desk GUI ({kind.__name__}). What was kept before still is; see the log.")


def _submit(options: Options, parts: Parts, reporter: Reporter) -> ExitCode:
    profile = parts.settings.active
    draft = draft_of(options, profile, uuid4().hex)
    if found := problems(draft):
        raise BadInputError("\n".join(map(problem_sentence, found)))
    desk = _Desk(parts, auto_send=options.wait_s > 0, only_ticket=draft.draft_id)
    tickets = _Tickets(options.wait_s)
    refusals: list[AttachmentRefused] | None = None
    try:
        sources = zip(draft.attachments, options.files, strict=True)
        desk.worker.do(
            AddFiles(draft.draft_id, tuple(FileSource(file.attachment_id, file.name, path) for file, path in sources))
        )
        desk.worker.do(SubmitDraft(draft, profile.name))
        with suppress(KeyboardInterrupt):  # Whoever waits has enough; what is known by then is said below.
            refusals = _wait_until_submitted(desk, draft, tickets)
            tickets.watch(desk)
    finally:
        desk.stop(tickets)
    if refusals is not None:
        return _report_refusal(reporter, refusals)
    if not tickets.rows():
        reporter.say("Stopped. Nothing was sent or kept.")
        return ExitCode.TROUBLE
    reporter.keyring = tickets.keyring
    for row in tickets.rows():
        reporter.submitted(row)
    return worst(map(exit_code_of, tickets.rows()))


def _wait_until_submitted(desk: "_Desk", draft: Draft, tickets: "_Tickets") -> list[AttachmentRefused] | None:
    """Return None once the ticket is in the outbox, or why its files are not, once the draft is dropped."""
    refused: list[AttachmentRefused] = []
    for event in desk.events():
        match event:
            case AttachmentRefused():
                refused.append(event)
            case DraftSubmitted():
                tickets.see(event)
                return None
            case SubmitRefused():
                # The files are where they were, and the options can be given again.
                desk.worker.do(DiscardDraft(draft.draft_id))
                return refused
            case _:
                tickets.see(event)
    raise AssertionError("events do not end")


def _report_refusal(reporter: Reporter, refusals: list[AttachmentRefused]) -> ExitCode:
    for refusal in refusals:
        reporter.say(refusal_sentence(refusal))
    reporter.say("Nothing was sent or kept.")
    return exit_code_of_refusals(refusals)


def _send_waiting(options: Options, parts: Parts, reporter: Reporter) -> ExitCode:
    desk = _Desk(parts, auto_send=options.wait_s > 0)
    tickets = _Tickets(options.wait_s)
    try:
        desk.worker.do(SendNow())
        with suppress(KeyboardInterrupt):
            tickets.add(*_first(desk, RoundEnded, tickets).rows)
            if options.wait_s > 0:  # Otherwise what one ticket's success let go is not tried again by itself.
                tickets.watch(desk)
    finally:
        desk.stop(tickets)
    reporter.keyring = tickets.keyring
    for row in tickets.rows():
        reporter.sent(row)
    return worst(map(exit_code_of, tickets.rows()))


def _list(options: Options, parts: Parts, reporter: Reporter) -> ExitCode:
    del options
    desk, tickets = _Desk(parts, auto_send=False), _Tickets(0)
    try:
        offset, total = 0, 1
        while offset < total:
            desk.worker.do(ListTickets(request_id=offset, offset=offset, limit=_PAGE))
            page = _first(desk, TicketsListed, tickets)
            for row in page.rows:
                reporter.listed(row)
            offset, total = offset + _PAGE, page.total
    finally:
        desk.stop()
    return ExitCode.CREATED


_MODES: Final[dict[Mode, Callable[[Options, Parts, Reporter], ExitCode]]] = {
    Mode.SUBMIT: _submit,
    Mode.SEND_WAITING: _send_waiting,
    Mode.LIST: _list,
}


class _Desk:
    """The outbox and what it says, on one thread.

    Args:
        parts: What it works with.
        auto_send: Whether tickets that wait go by themselves.
        only_ticket: The one ticket that may be sent.
    """

    def __init__(self, parts: Parts, *, auto_send: bool, only_ticket: str | None = None) -> None:
        self._queue: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.worker: LateWorker = parts.make_worker(self._queue.put, auto_send=auto_send, only_ticket=only_ticket)
        self.worker.start()

    def events(self, until_s: float | None = None) -> Iterator[Event]:
        """Yield what the outbox says, until a time of `monotonic` where one is given.

        Raises:
            _StorageError: It says that it cannot go on.
        """
        while until_s is None or monotonic() < until_s:
            left_s = _LOOK_S if until_s is None else min(_LOOK_S, max(0.0, until_s - monotonic()))
            with suppress(queue.Empty):
                event = self._queue.get(timeout=left_s)
                if isinstance(event, StorageFailed):
                    raise _StorageError(event.words)
                yield event

    def stop(self, tickets: "_Tickets | None" = None) -> None:
        """End the outbox, and take note of what became of tickets on the way."""
        self.worker.stop()
        with suppress(queue.Empty):
            while tickets is not None:
                tickets.see(self._queue.get_nowait())


class _Tickets:
    """The tickets a run is about.

    Args:
        wait_s: How long tries may go on, from now.

    Attributes:
        keyring: What the keyring said last; None while it gave every key.
    """

    def __init__(self, wait_s: float) -> None:
        self.keyring: CredentialState | None = None
        self._rows: dict[str, TicketRow] = {}
        self._until_s = monotonic() + wait_s
        self._until = datetime.now(UTC) + timedelta(seconds=wait_s)

    def add(self, *rows: TicketRow) -> None:
        """Take these in."""
        self._rows.update((row.ticket, row) for row in rows)

    def rows(self) -> list[TicketRow]:
        """Return how they stand."""
        return list(self._rows.values())

    def see(self, event: Event) -> None:
        """Take note if this is about one of them."""
        match event:
            case DraftSubmitted():
                self.add(event.row)
            case TicketChanged() if event.row.ticket in self._rows:
                self.add(event.row)
            case CredentialsChanged():
                self.keyring = event.state
            case _:
                pass

    def watch(self, desk: _Desk) -> None:
        """Return when none of them is under way and none is tried again in time.

        Raises:
            _StorageError: The outbox cannot go on.
        """
        while not self._is_over():
            is_any_going = any(_is_going(row) for row in self._rows.values())
            for event in desk.events(None if is_any_going else self._until_s):
                self.see(event)
                break

    def _is_over(self) -> bool:
        rows = self._rows.values()
        if any(_is_going(row) for row in rows):
            return False
        return monotonic() >= self._until_s or not any(self._is_tried_in_time(row) for row in rows)

    def _is_tried_in_time(self, row: TicketRow) -> bool:
        if row.state is not State.QUEUED or row.hold not in _GOES_BY_ITSELF:
            return False
        return row.next_try_at is None or row.next_try_at < self._until


def _is_going(row: TicketRow) -> bool:
    return row.state in _SENDING or (row.state is State.QUEUED and row.hold is Hold.NONE)


_Said = TypeVar("_Said", RoundEnded, TicketsListed)


def _first(desk: _Desk, kind: type[_Said], tickets: _Tickets) -> _Said:
    for event in desk.events():
        if isinstance(event, kind):
            return event
        tickets.see(event)
    raise AssertionError("events do not end")
