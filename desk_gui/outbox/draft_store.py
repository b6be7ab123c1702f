"""Drafts in the outbox's database, until each is a ticket or discarded."""

import sqlite3
from datetime import datetime
from typing import Final

from desk_gui.outbox import formmark, records, refusals
from desk_gui.outbox.database import transaction
from desk_gui.outbox.draft import Attachment, Draft, mended
from desk_gui.outbox.reading import StoreReader
from desk_gui.outbox.records import time_to_text
from desk_gui.outbox.room import Reserve, with_reserve
from desk_gui.outbox.tickets import State

DISCARDABLE: Final = (State.DRAFT, State.REJECTED, State.CANCELLED)
"""What may be forgotten: LiveDesk does not have it, and it is not on its way there."""

TAKEN_OFF: Final = "/taken off"
"""Ends the id of the discarded draft that holds what was taken off another: the next start forgets it."""


class DraftStore(StoreReader):
    """Keeps drafts. Every method is one transaction.

    Args:
        db: The connection; used on its own thread alone.
        reserve: Room on the disk for what must be kept when it is full.
    """

    def __init__(self, db: sqlite3.Connection, reserve: Reserve | None) -> None:
        super().__init__(db)
        self.reserve = reserve
        self._changed_refusals: set[str] = set()

    @with_reserve
    def save_draft(self, draft: Draft, now: datetime, *, is_in_form: bool = False) -> bool:
        """Keep what is in the form; its attachments have rows of their own and are only put in order.

        Args:
            draft: It.
            now: The time, aware.
            is_in_form: Whether it is what a program that is killed from here on finds in the form again.

        Returns:
            False when this is not a draft any more; then nothing was changed.

        Raises:
            StoreTrouble: It could not be kept.
        """
        with transaction(self._db):
            if not self._write_draft(draft, now):
                return False
            if is_in_form:
                formmark.put(self._db, "" if draft.is_blank else draft.draft_id)
            return True

    def forget_form(self) -> None:
        """Take note that the form is empty or was closed: nothing has to be found in it again.

        Raises:
            StoreTrouble: It could not be noted.
        """
        with transaction(self._db):
            formmark.put(self._db, "")

    def _write_draft(self, draft: Draft, now: datetime) -> bool:
        if not self._begin_draft(draft.draft_id, now):
            return False
        self._write_form(draft, now)
        return True

    def _write_form(self, draft: Draft, now: datetime) -> None:
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
                " (attachment_id, ticket, position, name, size_bytes, media_type, sha256, notes)"
                " SELECT ?, ?, COALESCE(MAX(position) + 1, 0), ?, ?, ?, ?, ? FROM attachments WHERE ticket = ?",
                (
                    attachment.attachment_id,
                    ticket,
                    mended(attachment.name),
                    attachment.size_bytes,
                    attachment.media_type,
                    attachment.sha256,
                    " ".join(attachment.notes),
                    ticket,
                ),
            )
            return True

    def put_edited(self, ticket: str, edited: Attachment) -> bool:
        """Put an edited version in an attachment's place; the first original stays named beside it.

        One that was taken off meanwhile gets it as well: put back, it must not show what was hidden.

        Returns:
            False when there is no such attachment, or no draft any more; then nothing was changed.

        Raises:
            StoreTrouble: It could not be kept.
        """
        with transaction(self._db):
            home = self._db.execute(
                "SELECT ticket FROM attachments JOIN tickets USING (ticket)"
                " WHERE attachment_id = ? AND ticket IN (?, ?) AND state = 'draft'",
                (edited.attachment_id, ticket, ticket + TAKEN_OFF),
            ).fetchone()
            if home is None:
                return False
            kept = self._db.execute(
                "UPDATE attachments SET"
                " original_name = CASE original_sha256 WHEN '' THEN name ELSE original_name END,"
                " original_size_bytes = CASE original_sha256 WHEN '' THEN size_bytes ELSE original_size_bytes END,"
                " original_media_type = CASE original_sha256 WHEN '' THEN media_type ELSE original_media_type END,"
                " original_notes = CASE original_sha256 WHEN '' THEN notes ELSE original_notes END,"
                " original_sha256 = CASE original_sha256 WHEN '' THEN sha256 ELSE original_sha256 END,"
                " name = ?, size_bytes = ?, media_type = ?, sha256 = ?, layers = ?, notes = ?, file_url = ''"
                " WHERE attachment_id = ? AND ticket = ?",
                (
                    mended(edited.name),
                    edited.size_bytes,
                    edited.media_type,
                    edited.sha256,
                    edited.layers,
                    " ".join(edited.notes),
                    edited.attachment_id,
                    home["ticket"],
                ),
            )
            return kept.rowcount == 1

    def put_original_back(self, ticket: str, attachment_id: str) -> bool:
        """Forget the edited version of an attachment.

        Returns:
            False when there is none, or no draft any more.

        Raises:
            StoreTrouble: It could not be done.
        """
        with transaction(self._db):
            if self._state(ticket) is not State.DRAFT:
                return False
            done = self._db.execute(
                "UPDATE attachments SET name = original_name, size_bytes = original_size_bytes,"
                " media_type = original_media_type, sha256 = original_sha256, notes = original_notes,"
                " original_name = '', original_notes = '',"
                " original_size_bytes = 0, original_media_type = '', original_sha256 = '', layers = '', file_url = ''"
                " WHERE attachment_id = ? AND ticket = ? AND original_sha256 != ''",
                (attachment_id, ticket),
            )
            return done.rowcount == 1

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

    def discard(self, ticket: str, now: datetime) -> bool:
        """Put a draft, or a ticket that LiveDesk does not have, aside until the program ends.

        Returns:
            False when there is none, or when it is not to be discarded where it stands.

        Raises:
            StoreTrouble: It could not be discarded.
        """
        with transaction(self._db):
            if self._state(ticket) not in DISCARDABLE:
                return False
            self._db.execute("UPDATE tickets SET discarded_at = ? WHERE ticket = ?", (time_to_text(now), ticket))
            formmark.take_off(self._db, ticket)
            self._refresh_refusal(ticket)
            return True

    @with_reserve
    def undo_discard(self, ticket: str) -> bool:
        """Bring back what was discarded in this run.

        Returns:
            False when there is no such thing.

        Raises:
            StoreTrouble: It could not be brought back.
        """
        with transaction(self._db):
            found = self._db.execute(
                "UPDATE tickets SET discarded_at = NULL WHERE ticket = ? AND discarded_at IS NOT NULL", (ticket,)
            )
            self._refresh_refusal(ticket)
            return found.rowcount > 0

    def _refresh_refusal(self, ticket: str) -> None:
        self._changed_refusals |= refusals.refresh(self._db, ticket)
