"""One ticket's way to LiveDesk: its uploads, then the create. Every step's result is kept as it comes."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import Enum, auto
from functools import partial
from typing import Final

from desk_gui.livedesk.client import LiveDeskClient
from desk_gui.livedesk.errors import LiveDeskError, Trouble
from desk_gui.livedesk.transfer import RequestTrace
from desk_gui.outbox.desk import Publish
from desk_gui.outbox.errors import FileLost
from desk_gui.outbox.gate import SleepGate
from desk_gui.outbox.outcomes import outcome_of
from desk_gui.outbox.progress import Progress
from desk_gui.outbox.request import request_for
from desk_gui.outbox.spool import Spool
from desk_gui.outbox.store import Store
from desk_gui.outbox.submission import Outcome, Result, Step, Submission
from desk_gui.outbox.tickets import State
from desk_gui.system.settings import Profile

UPLOADS_AT_ONCE: Final = 3
_PROBE_DEADLINE_S: Final = 30.0

_WORTH_FINISHING: Final = frozenset({Result.NOT_SENT, Result.NO_ANSWER, Result.SERVER_FAILED, Result.CONFLICT})
"""After these the ticket will be tried again: other files that are on their way may as well arrive."""


class BreakOff(Enum):
    """Why a try is broken off."""

    CANCEL = auto()
    """A human cancelled the ticket."""
    CALL_BACK = auto()
    """A human wants something else of the ticket, which goes back into the queue meanwhile."""
    CLOSE = auto()
    """The program ends."""


@dataclass(slots=True)
class Flight:
    """A try that is under way, and why it is broken off if it is.

    Attributes:
        ticket: The outbox id.
        profile: Whose key it goes with.
        reason: Why it was told to end; None when it was not.
        task: The try itself.
    """

    ticket: str
    profile: str
    reason: BreakOff | None = None
    task: "asyncio.Task[Outcome] | None" = field(default=None, repr=False)

    def break_off(self, reason: BreakOff) -> None:
        """Cancel the try, at once and in whatever phase. The first reason stands."""
        if self.reason is not None or self.task is None:
            return
        self.reason = reason
        self.task.cancel()

    def broken_off(self, step: Step, *, may_have_arrived: bool) -> Outcome:
        """Return what the breaking off means."""
        if self.reason is not BreakOff.CANCEL:
            result = Result.STOPPED_SENT if may_have_arrived else Result.STOPPED_UNSENT
        else:
            result = Result.CANCELLED_SENT if may_have_arrived else Result.CANCELLED_UNSENT
        return Outcome(step, result, Trouble.STOPPED.value)


class Sender:
    """Sends tickets, one call for each try. Lives on the worker's loop.

    Args:
        store: Takes each step's result.
        spool: Has the bytes.
        publish: Where progress goes.
        on_changed: Told when a ticket stands elsewhere.
        gate: No create call starts while it is closed.
    """

    def __init__(
        self,
        *,
        store: Store,
        spool: Spool,
        publish: Publish,
        on_changed: Callable[[str], None],
        gate: SleepGate,
    ) -> None:
        self._store = store
        self._spool = spool
        self._publish = publish
        self._on_changed = on_changed
        self._gate = gate

    async def send(self, flight: Flight, submission: Submission, client: LiveDeskClient, profile: Profile) -> Outcome:
        """Upload what is not uploaded yet, then create the ticket.

        Being cancelled ends in an outcome, not in `CancelledError`: what may have arrived must be known.

        Args:
            flight: Says why it is cancelled, if it is.
            submission: The ticket.
            client: Has the ticket's own address and key.
            profile: Says where the reference goes.

        Raises:
            StoreTrouble: A step could not be kept; nothing further was sent.
        """
        urls = list(submission.file_urls)
        if "" in urls:
            self._move(submission, State.UPLOADING)
            outcome = await self._upload_missing(flight, submission, client, urls)
            if outcome is not None:
                return outcome
        try:
            await self._gate.passed()
        except asyncio.CancelledError:
            return flight.broken_off(Step.CREATE, may_have_arrived=False)
        return await self._create(flight, submission, client, urls, profile)

    def _move(self, submission: Submission, state: State) -> None:
        self._store.move(submission.ticket, state, datetime.now(UTC), attempts=submission.attempts)
        self._on_changed(submission.ticket)

    # Uploads

    async def _upload_missing(
        self, flight: Flight, submission: Submission, client: LiveDeskClient, urls: list[str]
    ) -> Outcome | None:
        """Upload, a few at a time; the first failure that another try would not heal ends the others at once."""
        waiting = deque(index for index, url in enumerate(urls) if not url)
        running: set[asyncio.Task[Outcome | None]] = set()
        failure: Outcome | None = None
        progress = Progress(submission, self._publish, asyncio.get_running_loop().time)
        try:
            while running or (waiting and failure is None):
                while waiting and failure is None and len(running) < UPLOADS_AT_ONCE:
                    upload = self._upload_one(submission, waiting.popleft(), client, urls, progress)
                    running.add(asyncio.create_task(upload))
                done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                for outcome in [task.result() for task in done]:
                    failure = failure or outcome
                    if outcome is not None and outcome.result not in _WORTH_FINISHING:
                        return await self._second_look(outcome, client)
        except asyncio.CancelledError:
            return flight.broken_off(Step.UPLOAD, may_have_arrived=True)
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
            progress.tell()
        return failure

    async def _upload_one(
        self, submission: Submission, index: int, client: LiveDeskClient, urls: list[str], progress: Progress
    ) -> Outcome | None:
        file = submission.draft.attachments[index]
        try:
            path = self._spool.check(file.sha256, file.size_bytes)
            uploaded = await client.upload(path, file.name, file.media_type, partial(progress.advance, index))
        except LiveDeskError as error:
            return outcome_of(Step.UPLOAD, error)
        except (FileLost, OSError):
            return Outcome(Step.UPLOAD, Result.FILE_LOST, Trouble.FILE_LOST.value)
        self._store.set_file_url(file.attachment_id, uploaded.file_url)
        urls[index] = uploaded.file_url
        progress.finish(index)
        return None

    # The create

    async def _create(
        self,
        flight: Flight,
        submission: Submission,
        client: LiveDeskClient,
        urls: list[str],
        profile: Profile,
    ) -> Outcome:
        request = request_for(submission, profile, urls)
        # Durable before the socket opens: a program killed from here on wakes up to "unconfirmed".
        self._move(submission, State.CREATING)
        trace = RequestTrace()
        try:
            created = await client.create_ticket(request, submission.reference, trace=trace)
        except asyncio.CancelledError:
            return flight.broken_off(Step.CREATE, may_have_arrived=trace.body_started)
        except LiveDeskError as error:
            outcome = outcome_of(Step.CREATE, error)
        else:
            return Outcome(Step.CREATE, Result.DONE, ticket_id=created.ticket_id)
        try:
            return await self._second_look(outcome, client)
        except asyncio.CancelledError:  # LiveDesk had said no: nothing has arrived.
            return flight.broken_off(Step.CREATE, may_have_arrived=False)

    async def _second_look(self, outcome: Outcome, client: LiveDeskClient) -> Outcome:
        """Tell a ticket that LiveDesk forbids from a network or a key that it forbids everything."""
        if outcome.result is not Result.FORBIDDEN_ALL:
            return outcome
        try:
            async with asyncio.timeout(_PROBE_DEADLINE_S):
                await client.search_contacts("")
        except (LiveDeskError, TimeoutError):
            return outcome
        return replace(outcome, result=Result.FORBIDDEN_ALONE)
