"""Drafts, tickets and their history in SQLite. One connection, on one thread: the worker's.

A draft and the ticket it becomes are one row. Every method is one transaction and raises `StoreTrouble` when the
database cannot do it; what was committed before stays.
"""

import secrets
import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from desk_gui.outbox import listing, records
from desk_gui.outbox.database import one_converter, open_database, transaction
from desk_gui.outbox.draft import Attachment, Draft, mended
from desk_gui.outbox.errors import StoreDamaged
from desk_gui.outbox.events import Hold, QueueCounted, State, TicketRow
from desk_gui.outbox.records import time_to_text
from desk_gui.outbox.room import Reserve, with_reserve
from desk_gui.outbox.submission import Submission, Waiting, is_legal, wake_up

REFERENCE_LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0 O 1 I L: a reference is read over the telephone."""

_REFERENCE_LENGTH: Final = 6


def new_reference() -> str:
    """Return a short reference for a ticket, to be read by humans."""
    return "DG-" + "".join(secrets.choice(REFERENCE_LETTERS) for _ in range(_REFERENCE_LENGTH))


class Store:
    """The outbox's database. Open it, use it and close it on one thread.

    Args:
        path: The file; made, readable by this user alone, when it is not there.
        make_reference: Makes a reference; asked again when one is taken.
        reserve: Room on the disk for what must be kept when it is full.

    Raises:
        StoreTrouble: It cannot be opened; its kind says why.
    """

    def __init__(
        self, path: Path, *, make_reference: Callable[[], str] = new_reference, reserve: Reserve | None = None
    ) -> None:
        self._make_reference = make_reference
        self.reserve = reserve
        self._db = open_database(path)

    def close(self) -> None:
        """Close the database; what was committed is safe already."""
        with one_converter():
            self._db.close()

    # Drafts

    @with_reserve
    def save_draft(self, draft: Draft, now: datetime) -> bool:
        """Keep what is in the form; its attachments have rows of their own and are only put in order.

        Returns:
            False when this is not a draft any more; then nothing was changed.

        Raises:
            StoreTrouble: It could not be kept.
        """
        with transaction(self._db):
            return self._write_draft(draft, now)

    def _write_draft(self, draft: Draft, now: datetime) -> bool:
        if not self._begin_draft(draft.draft_id, now):
            return False
        self._db.execute(
            "UPDATE tickets SET title = ?, form = ?, has_text = ?, changed_at = ? WHERE ticket = ?",
            (
                mended(draft.title.strip()),
                records.form_to_json(draft),
                bool(draft.title.strip() or draft.description.strip()),
                time_to_text(now),
                draft.draft_id,
            ),
        )
        self._db.executemany(
            "UPDATE attachments SET position = ? WHERE attachment_id = ? AND ticket = ?",
            [(at, file.attachment_id, draft.draft_id) for at, file in enumerate(draft.attachments)],
        )
        return True

    def _begin_draft(self, ticket: str, now: datetime) -> bool:
        at = time_to_text(now)
        self._db.execute(
            "INSERT INTO tickets (ticket, state, created_at, changed_at) VALUES (?, 'draft', ?, ?)"
            " ON CONFLICT DO NOTHING",
            (ticket, at, at),
        )
        return self._state(ticket) is State.DRAFT

    def add_attachment(self, ticket: str, attachment: Attachment, now: datetime) -> bool:
        """Name a copied file as part of a draft, at its end; the draft is begun if need be.

        Returns:
            False when this is not a draft any more; then nothing was changed.

        Raises:
            StoreTrouble: It could not be kept.
        """
        with transaction(self._db):
            if not self._begin_draft(ticket, now):
                return False
            self._db.execute(
                "INSERT OR REPLACE INTO attachments"
                " (attachment_id, ticket, position, name, size_bytes, media_type, sha256)"
                " SELECT ?, ?, COALESCE(MAX(position) + 1, 0), ?, ?, ?, ? FROM attachments WHERE ticket = ?",
                (
                    attachment.attachment_id,
                    ticket,
                    mended(attachment.name),
                    attachment.size_bytes,
                    attachment.media_type,
                    attachment.sha256,
                    ticket,
                ),
            )
            return True

    def remove_attachment(self, ticket: str, attachment_id: str) -> None:
        """Forget a file of a draft.

        Raises:
            StoreTrouble: It could not be forgotten.
        """
        with transaction(self._db):
            if self._state(ticket) is State.DRAFT:
                self._db.execute(
                    "DELETE FROM attachments WHERE attachment_id = ? AND ticket = ?", (attachment_id, ticket)
                )

    def delete_draft(self, ticket: str) -> bool:
        """Forget a draft for good.

        Returns:
            False when there is no such draft.

        Raises:
            StoreTrouble: It could not be forgotten.
        """
        with transaction(self._db):
            gone = self._db.execute("DELETE FROM tickets WHERE ticket = ? AND state = 'draft'", (ticket,))
            return gone.rowcount > 0

    @with_reserve
    def submit(self, draft: Draft, *, profile: str, origin: str, now: datetime) -> bool:
        """Turn a draft into a queued ticket, with the attachments the form names and no other.

        Returns:
            False when this is not a draft any more; then nothing was changed.

        Raises:
            StoreTrouble: It could not be queued.
        """
        with transaction(self._db):
            if not self._write_draft(draft, now):
                return False
            named = {file.attachment_id for file in draft.attachments}
            self._db.executemany(
                "DELETE FROM attachments WHERE attachment_id = ?",
                [
                    (file.attachment_id,)
                    for file in self._attachments(draft.draft_id)
                    if file.attachment_id not in named
                ],
            )
            self._set_origin(draft.draft_id, origin)
            self._db.execute(
                "UPDATE tickets SET state = 'queued', hold = '', trouble = '', words = '', attempts = 0,"
                " next_try_at = NULL, ticket_id = '', profile = ?, reference = COALESCE(reference, ?) WHERE ticket = ?",
                (profile, self._free_reference(), draft.draft_id),
            )
            return True

    def _free_reference(self) -> str:
        while True:
            reference = self._make_reference()
            if not self._db.execute("SELECT 1 FROM tickets WHERE reference = ?", (reference,)).fetchone():
                return reference

    def _set_origin(self, ticket: str, origin: str) -> None:
        # What was uploaded elsewhere is not there for the new address.
        self._db.execute(
            "UPDATE attachments SET file_url = ''"
            " WHERE ticket = (SELECT ticket FROM tickets WHERE ticket = ? AND origin != ?)",
            (ticket, origin),
        )
        self._db.execute("UPDATE tickets SET origin = ? WHERE ticket = ?", (origin, ticket))

    # Tickets

    @with_reserve
    def move(
        self,
        ticket: str,
        state: State,
        now: datetime,
        *,
        hold: Hold = Hold.NONE,
        trouble: str = "",
        words: str = "",
        attempts: int = 0,
        next_try_at: datetime | None = None,
        ticket_id: str | None = None,
        origin: str | None = None,
    ) -> None:
        """Let a ticket stand elsewhere. What is None stays as it is.

        Raises:
            ValueError: There is no such ticket, or it may not go there from where it stands.
            StoreTrouble: It could not be written.
        """
        with transaction(self._db):
            old = self._state(ticket)
            if old is None or not (old is state or is_legal(old, state)):
                raise ValueError(f"a ticket may not go from {old} to {state}")
            if origin is not None:
                self._set_origin(ticket, origin)
            self._db.execute(
                "UPDATE tickets SET state = ?, hold = ?, trouble = ?, words = ?, attempts = ?, next_try_at = ?,"
                " ticket_id = COALESCE(?, ticket_id), changed_at = ? WHERE ticket = ?",
                (
                    state,
                    hold,
                    trouble,
                    mended(words),
                    attempts,
                    time_to_text(next_try_at) if next_try_at else None,
                    None if ticket_id is None else mended(ticket_id),
                    time_to_text(now),
                    ticket,
                ),
            )

    def hold(
        self,
        tickets: Sequence[str],
        hold: Hold,
        *,
        trouble: str = "",
        words: str = "",
        next_try_at: datetime | None = None,
    ) -> None:
        """Let queued tickets wait for this, or for nothing.

        Raises:
            StoreTrouble: It could not be written.
        """
        at = time_to_text(next_try_at) if next_try_at else None
        with transaction(self._db):
            self._db.executemany(
                "UPDATE tickets SET hold = ?, trouble = ?, words = ?, next_try_at = ?"
                " WHERE ticket = ? AND state = 'queued'",
                [(hold, trouble, mended(words), at, ticket) for ticket in tickets],
            )

    @with_reserve
    def set_file_url(self, attachment_id: str, file_url: str) -> None:
        """Note where LiveDesk keeps an uploaded file.

        Raises:
            StoreTrouble: It could not be noted.
        """
        with transaction(self._db):
            self._db.execute(
                "UPDATE attachments SET file_url = ? WHERE attachment_id = ?", (mended(file_url), attachment_id)
            )

    @with_reserve
    def recover(self, now: datetime) -> None:
        """Put tickets that the program was killed with where they may rest.

        Raises:
            StoreTrouble: They could not be written.
        """
        with transaction(self._db):
            for state in State:
                if wake_up(state) is not state:
                    self._db.execute(
                        "UPDATE tickets SET state = ?, hold = '', trouble = 'stopped', next_try_at = NULL,"
                        " changed_at = ? WHERE state = ?",
                        (wake_up(state), time_to_text(now), state),
                    )

    # Reading

    def state(self, ticket: str) -> State | None:
        """Return where a ticket stands; None when there is none of this id.

        Raises:
            StoreTrouble: It could not be read.
        """
        with one_converter():
            return self._state(ticket)

    def _state(self, ticket: str) -> State | None:
        found = self._db.execute("SELECT state FROM tickets WHERE ticket = ?", (ticket,)).fetchone()
        return State(found["state"]) if found else None

    def row(self, ticket: str) -> TicketRow | None:
        """Return a ticket as the list shows it.

        Raises:
            StoreTrouble: It could not be read.
        """
        with one_converter():
            found = self._db.execute(f"{listing.ROW} WHERE t.ticket = ?", (ticket,)).fetchone()
            return records.ticket_row(found) if found else None

    def queued(self) -> list[Waiting]:
        """Return all queued tickets, oldest first.

        Raises:
            StoreTrouble: They could not be read.
        """
        with one_converter():
            found = self._db.execute(
                "SELECT t.ticket, t.profile, t.origin, t.hold, t.next_try_at, EXISTS"
                " (SELECT 1 FROM attachments a WHERE a.ticket = t.ticket AND a.file_url = '') AS has_uploads_left"
                " FROM tickets t WHERE t.state = 'queued' ORDER BY t.number"
            )
            return [records.waiting(row) for row in found]

    def page(self, *, offset: int, limit: int, query: str = "") -> tuple[int, list[TicketRow]]:
        """Return how many tickets there are, and a page of them (`listing.page`).

        Raises:
            StoreTrouble: They could not be read.
        """
        with one_converter():
            return listing.page(self._db, offset=offset, limit=limit, query=query)

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
            found = self._db.execute("SELECT * FROM tickets WHERE ticket = ?", (ticket,)).fetchone()
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

    def needed_digests(self) -> set[str]:
        """Return the digests of all copies that some ticket still needs: those LiveDesk has need none.

        Raises:
            StoreTrouble: They could not be read.
        """
        with one_converter():
            found = self._db.execute(
                "SELECT DISTINCT sha256 FROM attachments JOIN tickets USING (ticket) WHERE state != 'created'"
            )
            return {row["sha256"] for row in found}

    def is_needed(self, sha256: str) -> bool:
        """Whether some ticket that LiveDesk does not have yet needs this copy.

        Raises:
            StoreTrouble: It could not be read.
        """
        with one_converter():
            found = self._db.execute(
                "SELECT 1 FROM attachments JOIN tickets USING (ticket) WHERE sha256 = ? AND state != 'created' LIMIT 1",
                (sha256,),
            )
            return found.fetchone() is not None
