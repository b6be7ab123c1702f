"""The program without a window: the same outbox and the same sender, one round of tries, an exit code."""

import logging
import queue
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from io import TextIOWrapper
from time import monotonic
from types import TracebackType
from typing import Final, TypeVar

from desk_gui.beside import run_beside
from desk_gui.cli import BadInputError, Mode, Options, draft_of
from desk_gui.entrance import enter, refusal_of
from desk_gui.outbox.desk import AddFiles, DiscardDraft, FileSource, ListTickets, SendNow, SubmitDraft
from desk_gui.outbox.draft import Draft, new_id, problems
from desk_gui.outbox.events import (
    AttachmentRefused,
    DraftSubmitted,
    Event,
    RoundEnded,
    StorageFailed,
    StorageWarned,
    SubmitRefused,
    TicketsListed,
    WorkerReady,
)
from desk_gui.parts import FolderInUseError, LateWorker, Parts
from desk_gui.qt.single_instance import OtherVersionError
from desk_gui.report import (
    NOTHING_DONE,
    ExitCode,
    Reporter,
    exit_code_of,
    exit_code_of_refusals,
    problem_sentence,
    refusal_sentence,
    worst,
)
from desk_gui.system.errors import SystemTrouble
from desk_gui.watch import Watch

_PAGE: Final = 500
_LOOK_S: Final = 1.0
"""A wait without a timeout cannot be interrupted on Windows."""

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
        entered, options = enter(options)
    except (FolderInUseError, OtherVersionError) as error:
        reporter.say(refusal_of(error))
        return ExitCode.KEPT
    except BadInputError as error:
        reporter.say(str(error))
        return ExitCode.BAD_INPUT
    except SystemTrouble as trouble:
        reporter.say(trouble.words)
        return ExitCode.TROUBLE
    except KeyboardInterrupt:
        reporter.say(f"Stopped. {NOTHING_DONE}")
        return ExitCode.TROUBLE
    sys.excepthook = partial(_on_exception, reporter)
    if isinstance(entered, Parts):
        return _run_here(options, entered, reporter)
    return run_beside(entered, options, reporter)


def _run_here(options: Options, parts: Parts, reporter: Reporter) -> ExitCode:
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
    draft = draft_of(options, profile, new_id())
    if found := problems(draft):
        raise BadInputError("\n".join(map(problem_sentence, found)))
    desk = _Desk(parts, reporter, auto_send=options.wait_s > 0, only_ticket=draft.draft_id)
    tickets = Watch(options.wait_s)
    refusals: list[AttachmentRefused] | None = None
    failure: _StorageError | None = None
    try:
        sources = zip(draft.attachments, options.files, strict=True)
        desk.worker.do(
            AddFiles(draft.draft_id, tuple(FileSource(file.attachment_id, file.name, path) for file, path in sources))
        )
        desk.worker.do(SubmitDraft(draft, profile.name, is_from_form=False))
        with suppress(KeyboardInterrupt):  # Whoever waits has enough; what is known by then is said below.
            refusals = _wait_until_submitted(desk, draft, tickets)
            desk.follow(tickets)
    except _StorageError as error:
        failure = error
    finally:
        desk.stop(tickets)
    if refusals is not None:
        return _report_refusal(reporter, refusals)
    for row in tickets.rows():
        reporter.submitted(row, tickets.keyring_of(row))
    if failure is not None:
        raise failure
    if not tickets.rows():
        reporter.say(f"Stopped. {NOTHING_DONE}")
        return ExitCode.TROUBLE
    return worst(map(exit_code_of, tickets.rows()))


def _wait_until_submitted(desk: "_Desk", draft: Draft, tickets: Watch) -> list[AttachmentRefused] | None:
    """Return None once the ticket is in the outbox, or why its files are not, once the draft is dropped.

    Raises:
        BadInputError: It lacks what the team wants of a ticket; it is dropped.
    """
    refused: list[AttachmentRefused] = []
    for event in desk.events():
        match event:
            case AttachmentRefused():
                refused.append(event)
            case DraftSubmitted(row):
                tickets.add(row)
                return None
            case SubmitRefused(problems=found):
                # The files are where they were, and the options can be given again.
                desk.worker.do(DiscardDraft(draft.draft_id))
                if found:  # Of the custom fields that the team wants: only the outbox knows them.
                    raise BadInputError("\n".join((*map(problem_sentence, found), NOTHING_DONE)))
                return refused
            case _:
                tickets.see(event)
    raise AssertionError("events do not end")


def _report_refusal(reporter: Reporter, refusals: list[AttachmentRefused]) -> ExitCode:
    for refusal in refusals:
        reporter.say(refusal_sentence(refusal))
    reporter.say(NOTHING_DONE)
    return exit_code_of_refusals(refusals)


def _send_waiting(options: Options, parts: Parts, reporter: Reporter) -> ExitCode:
    desk = _Desk(parts, reporter, auto_send=options.wait_s > 0)
    tickets = Watch(options.wait_s)
    try:
        desk.worker.do(SendNow())
        with suppress(KeyboardInterrupt):
            tickets.add(*_first(desk, RoundEnded, tickets).rows)
            if options.wait_s > 0:  # Otherwise what one ticket's success let go is not tried again by itself.
                desk.follow(tickets)
    finally:
        desk.stop(tickets)
        for row in tickets.rows():
            reporter.sent(row, tickets.keyring_of(row))
    return worst(map(exit_code_of, tickets.rows()))


def _list(options: Options, parts: Parts, reporter: Reporter) -> ExitCode:
    del options
    desk, tickets = _Desk(parts, reporter, auto_send=False), Watch(0)
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
        reporter: Is told what was found when the outbox was opened.
        auto_send: Whether tickets that wait go by themselves.
        only_ticket: The one ticket that may be sent.
    """

    def __init__(self, parts: Parts, reporter: Reporter, *, auto_send: bool, only_ticket: str | None = None) -> None:
        self._reporter = reporter
        self._told = parts.notices
        self._queue: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.worker: LateWorker = parts.make_worker(
            self._queue.put, auto_send=auto_send, only_ticket=only_ticket, has_form=False
        )
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
                if isinstance(event, WorkerReady):
                    self._tell(event)
                if isinstance(event, StorageWarned):
                    self._reporter.say(event.words)
                if isinstance(event, StorageFailed):
                    raise _StorageError(event.words)
                yield event

    def _tell(self, event: WorkerReady) -> None:
        for notice in event.notices:
            if notice not in self._told:  # Those about the settings were said before anything was begun.
                self._reporter.say(notice)

    def follow(self, tickets: Watch) -> None:
        """Return when there is nothing more to wait for.

        Raises:
            _StorageError: The outbox cannot go on.
        """
        while not tickets.is_over:
            for event in self.events(tickets.until_s):
                tickets.see(event)
                break

    def stop(self, tickets: Watch | None = None) -> None:
        """End the outbox, and take note of what became of tickets on the way."""
        self.worker.stop()
        with suppress(queue.Empty):
            while tickets is not None:
                tickets.see(self._queue.get_nowait())


_Said = TypeVar("_Said", RoundEnded, TicketsListed)


def _first(desk: _Desk, kind: type[_Said], tickets: Watch) -> _Said:
    for event in desk.events():
        if isinstance(event, kind):
            return event
        tickets.see(event)
    raise AssertionError("events do not end")
