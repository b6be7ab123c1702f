"""What must be true of an outbox and a LiveDesk whatever happened to either, and the books that are kept for it."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from desk_gui.outbox.draft import Attachment
from desk_gui.outbox.events import DraftSaved, DraftSubmitted
from desk_gui.outbox.soundness import damage_in
from desk_gui.outbox.store import Store
from desk_gui.outbox.tickets import State, TicketRow
from desk_gui.sandbox.server import Sandbox
from desk_gui.system.paths import DataDir

_UNSENT = (State.QUEUED, State.UPLOADING, State.CANCELLED, State.DRAFT)


class Ledger:
    """Notes what was acknowledged, and says afterwards whether all of it is so.

    Attributes:
        submitted: Outbox ids of tickets that were said to be queued.
        saved: Outbox ids of drafts that were said to be saved.
        created: Ticket IDs that were said to be created.
        references: References that were said to be kept.
        sent_again: Outbox ids of tickets that a human sent again, and may be there twice.
        edited: Outbox ids of tickets that a human took back into the form, and that may be drafts again.
    """

    def __init__(self) -> None:
        self.submitted: set[str] = set()
        self.saved: set[str] = set()
        self.created: set[str] = set()
        self.references: set[str] = set()
        self.sent_again: set[str] = set()
        self.edited: set[str] = set()
        self._contents: defaultdict[str, set[str]] = defaultdict(set)

    def note(self, events: Iterable[object]) -> None:
        """Take what an outbox has published into the books."""
        for event in events:
            match event:
                case DraftSubmitted(row):
                    self.submitted.add(row.ticket)
                case DraftSaved(draft_id):
                    self.saved.add(draft_id)
                case _:
                    pass

    def file(self, title: str, *contents: bytes) -> None:
        """Note what a ticket of this title is sent with."""
        self._contents[title].update(hashlib.sha256(content).hexdigest() for content in contents)

    def check(self, data_dir: DataDir, server: Sandbox) -> dict[str, TicketRow]:
        """Look whether all that was acknowledged is so; return the tickets on this computer, by outbox id.

        Raises:
            AssertionError: It is not.
        """
        assert damage_in(data_dir.database) == ""
        with closing(Store(data_dir.database)) as store:
            rows = {row.ticket: row for row in store.page(offset=0, limit=100_000)[1]}
            files = {ticket: store.attachments(ticket) for ticket in rows}
        lost = (self.submitted | self.saved) - rows.keys()
        assert not lost, f"acknowledged and lost: {lost}"
        drafts = {row.ticket for row in rows.values() if row.state is State.DRAFT}
        assert not drafts & (self.submitted - self.edited)
        assert self.references <= {row.reference for row in rows.values()}
        at_livedesk = defaultdict[str, list[dict[str, Any]]](list)
        for ticket in server.tickets():
            at_livedesk[reference_of(ticket)].append(ticket)
        assert self.created <= {ticket["ticket_id"] for each in at_livedesk.values() for ticket in each}
        for row in rows.values():
            there = at_livedesk.get(row.reference, []) if row.reference else []
            self._check_ticket(row, there, server)
            if row.state is not State.CREATED:
                _check_copies(data_dir, files[row.ticket])
        self._check_uploads(server)
        return rows

    def _check_ticket(self, row: TicketRow, there: list[dict[str, Any]], server: Sandbox) -> None:
        if row.ticket in self.sent_again:
            return
        assert len(there) <= 1, f"created twice: {row}"
        if row.state in _UNSENT:
            assert not there, f"it is there, and would be sent again: {row}"
        elif row.state is State.CREATED:
            # Some answers give no ID.
            assert [ticket["ticket_id"] for ticket in there] == [row.ticket_id] or (
                len(there) == 1 and not row.ticket_id
            )
        digests = {upload.file_url: upload.sha256 for upload in server.uploads()}
        for ticket in there:
            attachments = ticket["request"].get("attachments", [])
            found = {digests[attachment["file_url"]] for attachment in attachments}
            assert found == self._contents[ticket["request"]["title"]], f"other files than were attached: {row}"

    def _check_uploads(self, server: Sandbox) -> None:
        known: set[str] = set().union(*self._contents.values())
        for upload in server.uploads():
            assert hashlib.sha256(upload.path.read_bytes()).hexdigest() == upload.sha256
            assert upload.sha256 in known, f"nobody attached this: {upload}"


def references_twice(server: Sandbox) -> list[str]:
    """Return the references that more than one ticket has."""
    counts = Counter(reference_of(ticket) for ticket in server.tickets())
    return [reference for reference, count in counts.items() if count > 1]


def reference_of(ticket: dict[str, Any]) -> str:
    """Return the short reference a ticket came with."""
    return str(ticket["request"]["custom_fields"]["desk_gui_reference"])


def _check_copies(data_dir: DataDir, files: Iterable[Attachment]) -> None:
    for file in files:
        copy = Path(data_dir.spool / file.sha256[:2] / file.sha256)
        assert hashlib.sha256(copy.read_bytes()).hexdigest() == file.sha256
