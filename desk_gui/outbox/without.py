"""Sending tickets without the part that is in their way: the team, or the files."""

import logging
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from desk_gui.outbox.desk import Part, Publish, SendWithout
from desk_gui.outbox.dispatcher import Dispatcher
from desk_gui.outbox.draft import Draft, new_id
from desk_gui.outbox.errors import StoreTrouble
from desk_gui.outbox.events import DraftSubmitted, SubmitRefused
from desk_gui.outbox.store import Store
from desk_gui.outbox.submission import Submission
from desk_gui.outbox.teller import Teller

_log: Final = logging.getLogger(__name__)


class Without:
    """Does it. Lives on the worker's loop.

    Args:
        store: Has the tickets.
        dispatcher: Sends them.
        teller: Tells what changed.
        publish: Where other events go.
    """

    def __init__(self, *, store: Store, dispatcher: Dispatcher, teller: Teller, publish: Publish) -> None:
        self._store = store
        self._dispatcher = dispatcher
        self._teller = teller
        self._publish = publish

    def send(self, command: SendWithout) -> None:
        """Send a ticket without a part, and others that the same refusal stopped if that is asked for."""
        try:
            others = self._store.same_refusal(command.ticket) if command.and_others else []
            going = [ticket for ticket in (command.ticket, *others) if self._leave_out(ticket, command.part)]
            self._dispatcher.call(*going)
        except StoreTrouble as trouble:
            self._teller.storage_failed(trouble)
            self._publish(SubmitRefused(command.ticket))

    def _leave_out(self, ticket: str, part: Part) -> bool:
        row, submission = self._store.row(ticket), self._store.submission(ticket)
        is_legal = row is not None and row.can_go_without == part and not self._dispatcher.is_in_flight(ticket)
        if not is_legal or submission is None:
            _log.info("A ticket whose %s is not in its way was not sent without", part.value)
            return False
        now = datetime.now(UTC)
        match part:
            case Part.TEAM:
                self._store.send_without(submission, replace(submission.draft, team=""), now)
            case Part.FILES:
                left_over = left_over_of(submission, new_id())
                self._store.send_without(submission, replace(submission.draft, attachments=()), now, left_over)
                self._teller.ticket(left_over.draft_id)
        queued = self._store.row(ticket)
        if queued is not None:
            self._publish(DraftSubmitted(queued))
        return True


def left_over_of(submission: Submission, draft_id: str) -> Draft:
    """Return the draft that keeps a ticket's files: ready to be sent as a ticket that names the first one."""
    reference, title = submission.reference, submission.draft.title.strip()
    return replace(
        submission.draft,
        draft_id=draft_id,
        title=f"Files for {reference}",
        description=f"These files belong to the ticket with the reference {reference} ({title}), sent without them.",
    )
