"""Handing a ticket over as a file: from the queue, into a .zip, and held so that it cannot go twice."""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from desk_gui.outbox.desk import ExportTicket, Publish
from desk_gui.outbox.errors import FileLost
from desk_gui.outbox.events import TicketExported
from desk_gui.outbox.export import failure_words, pack, parcel_of
from desk_gui.outbox.loop import run_on
from desk_gui.outbox.spool import Spool
from desk_gui.outbox.store import Store
from desk_gui.outbox.submission import Submission
from desk_gui.outbox.teller import Teller
from desk_gui.outbox.tickets import Hold, State, TicketRow
from desk_gui.system.sentences import QT_TRANSLATE_NOOP, sentence
from desk_gui.system.settings import Profile, Settings

EXPORTABLE: Final = (State.QUEUED, State.REJECTED, State.UNCONFIRMED)

ON_ITS_WAY: Final = sentence(
    QT_TRANSLATE_NOOP("system", "The ticket was not saved: it is being created right now. Wait for what comes of that.")
)
_NOT_WAITING: Final = sentence(
    QT_TRANSLATE_NOOP(
        "system", "The ticket was not saved: only a ticket that waits, was refused, or may have arrived can be."
    )
)
_FILE_LOST: Final = sentence(
    QT_TRANSLATE_NOOP(
        "system",
        "The ticket was not saved: a copied file of it is missing. Edit the ticket, add the file again and submit.",
    )
)

_log: Final = logging.getLogger(__name__)


class HandOver:
    """Exports tickets. Lives on the worker's loop.

    Args:
        store: Has the tickets.
        spool: Has the files, and a thread to write on.
        teller: Tells what changed.
        publish: Where other events go.
        settings: Returns the settings in use.
        on_let_go: Called when a ticket may go again.
    """

    def __init__(
        self,
        *,
        store: Store,
        spool: Spool,
        teller: Teller,
        publish: Publish,
        settings: Callable[[], Settings],
        on_let_go: Callable[[], None],
    ) -> None:
        self._store = store
        self._spool = spool
        self._teller = teller
        self._publish = publish
        self._settings = settings
        self._on_let_go = on_let_go

    def hold(self, command: ExportTicket) -> tuple[TicketRow, Submission] | None:
        """Hold a ticket that no try is under way of: from here on it does not go by itself.

        Returns:
            How it stood; None when it cannot be handed over, which is published.

        Raises:
            StoreTrouble: It could not be read or written.
        """
        row, submission = self._store.row(command.ticket), self._store.submission(command.ticket)
        if row is None or submission is None or row.state not in EXPORTABLE:
            self.refuse(command, _NOT_WAITING)
            return None
        if row.state is State.QUEUED:
            # Durable before the file is there: whatever happens meanwhile, it cannot go both ways.
            self._store.move(command.ticket, State.QUEUED, datetime.now(UTC), hold=Hold.HANDED_OVER)
        return row, submission

    async def save(self, command: ExportTicket, row: TicketRow, submission: Submission) -> None:
        """Write the .zip; where that fails the ticket stands as it did before.

        Raises:
            StoreTrouble: It could not be read or written.
        """
        profile = self._settings().profile(submission.profile) or Profile()
        try:
            copies = [self._spool.check(file.sha256, file.size_bytes) for file in submission.draft.attachments]
            parcel = parcel_of(submission, profile, copies)
            await run_on(asyncio.get_running_loop(), self._spool.run, pack, parcel, command.path)
        except FileLost:
            failure: str = _FILE_LOST
        except OSError as error:
            _log.warning("A ticket could not be exported: %s", error.strerror)
            failure = failure_words(error)
        else:
            failure = ""
        if failure:
            self._put_back(row, submission.attempts)
        else:
            self._keep_held(command.ticket, row.state)
        self._publish(TicketExported(command.ticket, command.path, failure))

    def refuse(self, command: ExportTicket, words: str) -> None:
        """Say that a ticket was not exported."""
        self._publish(TicketExported(command.ticket, command.path, words))

    def _keep_held(self, ticket: str, before: State) -> None:
        if before is State.REJECTED and self._store.state(ticket) is State.REJECTED:
            self._store.move(ticket, State.QUEUED, datetime.now(UTC), hold=Hold.HANDED_OVER)
        self._teller.ticket(ticket)

    def _put_back(self, row: TicketRow, attempts: int) -> None:
        now = self._store.row(row.ticket)
        if row.state is not State.QUEUED or now is None or now.hold is not Hold.HANDED_OVER:
            return
        self._store.move(
            row.ticket,
            State.QUEUED,
            row.changed_at,
            hold=row.hold,
            trouble=row.trouble,
            words=row.words,
            attempts=attempts,
            next_try_at=row.next_try_at,
        )
        self._teller.ticket(row.ticket)
        self._on_let_go()
