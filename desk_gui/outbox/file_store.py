"""Files of drafts in the outbox's database: named, put in order, taken off and brought back, moved to another draft."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePath

from desk_gui.outbox.database import one_converter, transaction
from desk_gui.outbox.draft import Attachment, Draft, mended
from desk_gui.outbox.draft_store import TAKEN_OFF, DraftStore
from desk_gui.outbox.records import time_to_text
from desk_gui.outbox.room import with_reserve
from desk_gui.outbox.tickets import State


class FileStore(DraftStore):
    """Keeps the files of drafts. Every method is one transaction."""

    def rename(self, ticket: str, attachment_id: str, name: str) -> bool:
        """Give a file of a draft another name; its original keeps its own ending.

        Returns:
            False when there is no such file, or no draft any more; then nothing was changed.

        Raises:
            StoreTrouble: It could not be done.
        """
        with transaction(self._db):
            if self._state(ticket) is not State.DRAFT:
                return False
            found = self._db.execute(
                "SELECT original_name FROM attachments WHERE attachment_id = ? AND ticket = ?", (attachment_id, ticket)
            ).fetchone()
            if found is None:
                return False
            original = found["original_name"]
            if original:
                original = PurePath(name).stem + PurePath(original).suffix
            self._db.execute(
                # What was uploaded under the old name is uploaded again.
                "UPDATE attachments SET name = ?, original_name = ?, file_url = '' WHERE attachment_id = ?",
                (mended(name), mended(original), attachment_id),
            )
            return True

    def order(self, ticket: str, attachment_ids: Sequence[str]) -> None:
        """Put the files of a draft in this order; others come behind, as they were.

        Raises:
            StoreTrouble: It could not be done.
        """
        with transaction(self._db):
            if self._state(ticket) is State.DRAFT:
                self._order(ticket, attachment_ids)

    def _order(self, ticket: str, attachment_ids: Sequence[str]) -> None:
        places = {attachment_id: place for place, attachment_id in enumerate(attachment_ids)}
        present = [file.attachment_id for file in self._attachments(ticket)]
        present.sort(key=lambda attachment_id: places.get(attachment_id, len(places)))
        self._db.executemany(
            "UPDATE attachments SET position = ? WHERE attachment_id = ?", [(at, one) for at, one in enumerate(present)]
        )

    def take_off(self, ticket: str, attachment_ids: Sequence[str], now: datetime) -> None:
        """Take files off a draft so that they can be put back until the program ends.

        Raises:
            StoreTrouble: They could not be taken off.
        """
        at, aside = time_to_text(now), ticket + TAKEN_OFF
        with transaction(self._db):
            if self._state(ticket) is not State.DRAFT:
                return
            self._db.execute(
                "INSERT INTO tickets (ticket, state, created_at, changed_at, discarded_at)"
                " VALUES (?, 'draft', ?, ?, ?) ON CONFLICT DO NOTHING",
                (aside, at, at, at),
            )
            self._hand_over(ticket, aside, attachment_ids)

    @with_reserve
    def put_back(self, ticket: str, attachment_ids: Sequence[str], order: Sequence[str], now: datetime) -> list[str]:
        """Bring files back that were taken off.

        Args:
            ticket: The draft.
            attachment_ids: Which.
            order: All of the draft's files, in order.
            now: The time, aware.

        Returns:
            The files that are back.

        Raises:
            StoreTrouble: They could not be brought back.
        """
        with transaction(self._db):
            if not self._begin_draft(ticket, now):
                return []
            back = self._hand_over(ticket + TAKEN_OFF, ticket, attachment_ids)
            self._order(ticket, order)
            return back

    def forget_taken_off(self, ticket: str) -> list[Attachment]:
        """Let go of what was taken off a draft, for good, and return what it was.

        Raises:
            StoreTrouble: It could not be done.
        """
        with one_converter():
            files = self._attachments(ticket + TAKEN_OFF)
        with transaction(self._db):
            self._db.execute("DELETE FROM tickets WHERE ticket = ?", (ticket + TAKEN_OFF,))
        return files

    @with_reserve
    def move_files(self, ticket: str, new: Draft, attachment_ids: Sequence[str], now: datetime) -> list[str]:
        """Move files of a draft, with their edited versions and originals, to a new draft.

        Args:
            ticket: Where they are.
            new: The new draft; there must be none of its id.
            attachment_ids: Which, in the order they shall have.
            now: The time, aware.

        Returns:
            The files that moved; with none there is no new draft either.

        Raises:
            StoreTrouble: They could not be moved; then nothing was changed.
        """
        with transaction(self._db):
            present = {file.attachment_id for file in self._attachments(ticket)}
            wanted = [one for one in attachment_ids if one in present]
            if not wanted or self._state(ticket) is not State.DRAFT or self._state(new.draft_id) is not None:
                return []
            self._begin_draft(new.draft_id, now)
            self._write_form(new, now)
            # What is with LiveDesk already is there for another ticket as well.
            self._db.execute(
                "UPDATE tickets SET (profile, origin) = (SELECT profile, origin FROM tickets WHERE ticket = ?)"
                " WHERE ticket = ?",
                (ticket, new.draft_id),
            )
            self._hand_over(ticket, new.draft_id, wanted)
            self._order(new.draft_id, wanted)
            return wanted

    def _hand_over(self, ticket: str, other: str, attachment_ids: Sequence[str]) -> list[str]:
        """Give files of one ticket to another; return those that were there."""
        return [
            one
            for one in attachment_ids
            if self._db.execute(
                "UPDATE attachments SET ticket = ? WHERE attachment_id = ? AND ticket = ?", (other, one, ticket)
            ).rowcount
        ]

    def files_anywhere(self, ticket: str) -> list[Attachment]:
        """Return a draft's files in order, and behind them what was taken off it.

        Raises:
            StoreTrouble: They could not be read.
        """
        with one_converter():
            return [*self._attachments(ticket), *self._attachments(ticket + TAKEN_OFF)]

    def file_anywhere(self, ticket: str, attachment_id: str) -> Attachment | None:
        """Return one of a draft's files, one that was taken off it among them; None when there is none of this id.

        Raises:
            StoreTrouble: It could not be read.
        """
        return next((file for file in self.files_anywhere(ticket) if file.attachment_id == attachment_id), None)
