"""What the outbox's database says. Reading only; `store.py` writes."""

import sqlite3
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Final

from desk_gui.outbox import formmark, listing, records, refusals
from desk_gui.outbox.database import one_converter
from desk_gui.outbox.draft import Attachment
from desk_gui.outbox.errors import StoreDamaged
from desk_gui.outbox.events import QueueCounted
from desk_gui.outbox.submission import Submission, Waiting
from desk_gui.outbox.tickets import Hold, State, TicketRow

_WAITING: Final = """
    SELECT t.ticket, t.profile, t.origin, t.hold, t.next_try_at, EXISTS
        (SELECT 1 FROM attachments a WHERE a.ticket = t.ticket AND a.file_url = '') AS has_uploads_left
    FROM tickets t WHERE t.state = 'queued'
"""

# Not one question with OR: the second index leaves empty digests out, and every file on record would be looked at.
NEEDED: Final = """
    SELECT 1 FROM attachments JOIN tickets USING (ticket) WHERE sha256 = ? AND state != 'created'
    UNION ALL SELECT 1 FROM attachments JOIN tickets USING (ticket)
    WHERE original_sha256 = ? AND original_sha256 != '' AND state != 'created' LIMIT 1
"""
"""Whether a copy is needed, by its digest, twice."""


def _marks(values: Collection[str]) -> str:
    return ", ".join("?" * len(values))


class StoreReader:
    """Reads the outbox's database. What was discarded is not there any more for any of this.

    Args:
        db: The connection; used on its own thread alone.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def state(self, ticket: str) -> State | None:
        """Return where a ticket stands; None when there is none of this id.

        Raises:
            StoreTrouble: It could not be read.
        """
        with one_converter():
            return self._state(ticket)

    def _state(self, ticket: str) -> State | None:
        found = self._db.execute(
            "SELECT state FROM tickets WHERE ticket = ? AND discarded_at IS NULL", (ticket,)
        ).fetchone()
        return State(found["state"]) if found else None

    def row(self, ticket: str) -> TicketRow | None:
        """Return a ticket as the list shows it.

        Raises:
            StoreTrouble: It could not be read.
        """
        with one_converter():
            found = self._db.execute(
                f"{listing.ROW} WHERE t.ticket = ? AND t.discarded_at IS NULL", (ticket,)
            ).fetchone()
            return records.ticket_row(found) if found else None

    def queued(self, holds: Collection[Hold] = tuple(Hold)) -> list[Waiting]:
        """Return the queued tickets that are held for one of these reasons, oldest first.

        Raises:
            StoreTrouble: They could not be read.
        """
        return list(self.each_queued(holds))

    def each_queued(self, holds: Collection[Hold], *, but_profiles: Collection[str] = ()) -> Iterator[Waiting]:
        """Yield queued tickets, oldest first, reading no further than asked. Nothing may be written meanwhile.

        Args:
            holds: Why they may be held.
            but_profiles: Profiles whose tickets are left out.

        Raises:
            StoreTrouble: They could not be read.
        """
        with one_converter():
            found = self._db.execute(
                f"{_WAITING} AND hold IN ({_marks(holds)}) AND profile NOT IN ({_marks(but_profiles)})"
                " ORDER BY t.number",
                (*holds, *but_profiles),
            )
            for row in found:
                yield records.waiting(row)

    def waiting(self, ticket: str) -> Waiting | None:
        """Return a queued ticket; None when it is not queued.

        Raises:
            StoreTrouble: It could not be read.
        """
        with one_converter():
            found = self._db.execute(f"{_WAITING} AND t.ticket = ?", (ticket,)).fetchone()
            return records.waiting(found) if found else None

    def page(self, *, offset: int, limit: int, query: str = "", submitter_id: str = "") -> tuple[int, list[TicketRow]]:
        """Return how many tickets there are, and a page of them (`listing.page`).

        Raises:
            StoreTrouble: They could not be read.
        """
        with one_converter():
            return listing.page(self._db, offset=offset, limit=limit, query=query, submitter_id=submitter_id)

    def count(self) -> QueueCounted:
        """Return how many tickets wait (`listing.count`).

        Raises:
            StoreTrouble: They could not be counted.
        """
        with one_converter():
            return listing.count(self._db)

    def submission(self, ticket: str) -> Submission | None:
        """Return a ticket with everything it consists of.

        Raises:
            StoreTrouble: It could not be read.
        """
        with one_converter():
            found = self._db.execute(
                "SELECT * FROM tickets WHERE ticket = ? AND discarded_at IS NULL", (ticket,)
            ).fetchone()
            files = self._files(ticket)
        try:
            return records.submission(found, files) if found else None
        except ValueError as error:
            raise StoreDamaged(str(error)) from error

    def attachments(self, ticket: str) -> list[Attachment]:
        """Return a ticket's files, in order.

        Raises:
            StoreTrouble: They could not be read.
        """
        with one_converter():
            return self._attachments(ticket)

    def _attachments(self, ticket: str) -> list[Attachment]:
        return [records.attachment(row) for row in self._files(ticket)]

    def _files(self, ticket: str) -> list[sqlite3.Row]:
        return self._db.execute(
            "SELECT * FROM attachments WHERE ticket = ? ORDER BY position, attachment_id", (ticket,)
        ).fetchall()

    def in_form(self) -> tuple[str, datetime] | None:
        """Return the draft that was in the form, and when it was saved last; None when the form was empty.

        Raises:
            StoreTrouble: It could not be read.
        """
        with one_converter():
            found = self._db.execute(
                "SELECT ticket, changed_at FROM tickets WHERE ticket = ? AND state = 'draft' AND discarded_at IS NULL",
                (formmark.noted(self._db),),
            ).fetchone()
            return (found["ticket"], records.time_from_text(found["changed_at"])) if found else None

    def same_refusal(self, ticket: str) -> list[str]:
        """Return the other tickets that the same refusal stopped, oldest first.

        Raises:
            StoreTrouble: They could not be read.
        """
        with one_converter():
            return refusals.all_sharing(self._db, ticket)

    def needed_digests(self) -> set[str]:
        """Return the digests of all copies that some ticket still needs: those LiveDesk has need none.

        Raises:
            StoreTrouble: They could not be read.
        """
        with one_converter():
            return self._digests("JOIN tickets USING (ticket) WHERE state != 'created'")

    def named_digests(self) -> set[str]:
        """Return the digests of all copies that any ticket names.

        Raises:
            StoreTrouble: They could not be read.
        """
        with one_converter():
            return self._digests()

    def _digests(self, of: str = "") -> set[str]:
        found = self._db.execute(f"SELECT sha256, original_sha256 FROM attachments {of}")  # noqa: S608 - a constant
        return {digest for row in found for digest in (row["sha256"], row["original_sha256"]) if digest}

    def is_needed(self, sha256: str) -> bool:
        """Whether some ticket that LiveDesk does not have yet needs this copy.

        Raises:
            StoreTrouble: It could not be read.
        """
        with one_converter():
            found = self._db.execute(NEEDED, (sha256, sha256))
            return found.fetchone() is not None
