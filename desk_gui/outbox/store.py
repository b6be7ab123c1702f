"""Drafts, tickets and their history in SQLite. One connection, on one thread: the worker's.

A draft and the ticket it becomes are one row. Every method is one transaction and raises `StoreTrouble` when the
database cannot do it; what was committed before stays.
"""

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from desk_gui.outbox import formmark, refusals
from desk_gui.outbox.database import one_converter, open_database, transaction
from desk_gui.outbox.desk_people import custom_field
from desk_gui.outbox.draft import Draft, mended
from desk_gui.outbox.file_store import FileStore
from desk_gui.outbox.people import People
from desk_gui.outbox.records import time_to_text
from desk_gui.outbox.room import Reserve, with_reserve
from desk_gui.outbox.submission import Submission, is_legal, wake_up
from desk_gui.outbox.suggestions import Suggestions
from desk_gui.outbox.tickets import Hold, State

REFERENCE_LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0 O 1 I L: a reference is read over the telephone."""

_REFERENCE_LENGTH: Final = 6


def new_reference() -> str:
    """Return a short reference for a ticket, to be read by humans."""
    return "DG-" + "".join(secrets.choice(REFERENCE_LETTERS) for _ in range(_REFERENCE_LENGTH))


class Store(FileStore):
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
        super().__init__(open_database(path), reserve)
        self._make_reference = make_reference
        self.people = People(self._db)
        self.suggestions = Suggestions(self._db)

    def close(self) -> None:
        """Close the database; what was committed is safe already."""
        with one_converter():
            self._db.close()

    @with_reserve
    def submit(
        self, draft: Draft, *, profile: str, origin: str, now: datetime, undo_until: datetime | None = None
    ) -> bool:
        """Turn a draft into a queued ticket, with the attachments the form names and no other.

        Args:
            draft: What is in the form.
            profile: Whose key it goes with.
            origin: The address it goes to.
            now: The time, aware.
            undo_until: Until when it is held back so that it can be undone; None for not at all.

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
                "UPDATE tickets SET state = 'queued', hold = ?, trouble = '', words = '', attempts = 0,"
                " next_try_at = ?, ticket_id = '', profile = ?, reference = COALESCE(reference, ?) WHERE ticket = ?",
                (
                    Hold.UNDO if undo_until else Hold.NONE,
                    time_to_text(undo_until) if undo_until else None,
                    profile,
                    self._free_reference(),
                    draft.draft_id,
                ),
            )
            formmark.take_off(self._db, draft.draft_id)
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
    def send_without(self, submission: Submission, draft: Draft, now: datetime, left_over: Draft | None = None) -> None:
        """Queue a ticket again with another draft of it; what that leaves out can stay on a draft of its own.

        Args:
            submission: The ticket as it is.
            draft: What it shall be.
            now: The time, aware.
            left_over: A new draft that gets all of the ticket's files.

        Raises:
            StoreTrouble: It could not be written; then nothing was changed.
        """
        with transaction(self._db):
            if left_over is not None:
                self._begin_draft(left_over.draft_id, now)
                # What is with LiveDesk already is there for another ticket as well.
                self._db.execute(
                    "UPDATE tickets SET profile = ?, origin = ? WHERE ticket = ?",
                    (submission.profile, submission.origin, left_over.draft_id),
                )
                self._db.execute(
                    "UPDATE attachments SET ticket = ? WHERE ticket = ?", (left_over.draft_id, submission.ticket)
                )
                self._write_form(left_over, now)
            self._write_form(draft, now)
            self._move(submission.ticket, State.QUEUED, now)

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
        # A ticket whose uploads are forgotten by a power cut is queued again, and uploads may be repeated.
        with transaction(self._db, is_durable=state is not State.UPLOADING):
            if origin is not None:
                self._set_origin(ticket, origin)
            self._move(
                ticket,
                state,
                now,
                hold=hold,
                trouble=trouble,
                words=words,
                attempts=attempts,
                next_try_at=next_try_at,
                ticket_id=ticket_id,
            )

    def _move(
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
    ) -> None:
        old = self._state(ticket)
        if old is None or not (old is state or is_legal(old, state)):
            raise ValueError(f"a ticket may not go from {old} to {state}")
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
        self._refresh_refusal(ticket)

    def hold(
        self,
        tickets: Sequence[str],
        hold: Hold,
        *,
        trouble: str = "",
        words: str = "",
        next_try_at: datetime | None = None,
        attempts: int | None = None,
    ) -> None:
        """Let queued tickets wait for this, or for nothing.

        Args:
            tickets: Which.
            hold: Why they wait.
            trouble: Code of the trouble behind it.
            words: LiveDesk's words about it.
            next_try_at: When they are tried again.
            attempts: Tries that count as failed; None leaves that as it is.

        Raises:
            StoreTrouble: It could not be written.
        """
        at = time_to_text(next_try_at) if next_try_at else None
        with transaction(self._db):
            self._db.executemany(
                "UPDATE tickets SET hold = ?, trouble = ?, words = ?, next_try_at = ?,"
                " attempts = COALESCE(?, attempts) WHERE ticket = ? AND state = 'queued'",
                [(hold, trouble, mended(words), at, attempts, ticket) for ticket in tickets],
            )
            for ticket in tickets:
                self._refresh_refusal(ticket)

    def take_changed_refusals(self) -> list[str]:
        """Return the newest tickets that share a refusal with one that changed since this was asked last.

        Raises:
            StoreTrouble: They could not be read.
        """
        changed, self._changed_refusals = self._changed_refusals, set()
        with one_converter():
            return refusals.sharing(self._db, changed)

    @with_reserve
    def set_file_url(self, attachment_id: str, file_url: str) -> None:
        """Note where LiveDesk keeps an uploaded file.

        Raises:
            StoreTrouble: It could not be noted.
        """
        # Durable with the create that follows; until then a forgotten one costs a second upload and nothing else.
        with transaction(self._db, is_durable=False):
            self._db.execute(
                "UPDATE attachments SET file_url = ? WHERE attachment_id = ?", (mended(file_url), attachment_id)
            )

    @with_reserve
    def recover(self, now: datetime) -> None:
        """Put tickets that the program was killed with where they may rest; forget what was discarded or is empty.

        Raises:
            StoreTrouble: They could not be written.
        """
        with transaction(self._db):
            self._db.execute(
                "DELETE FROM tickets WHERE state = 'draft' AND (discarded_at IS NOT NULL OR NOT has_text"
                " AND NOT EXISTS (SELECT 1 FROM attachments a WHERE a.ticket = tickets.ticket))"
            )
            for state in State:
                if wake_up(state) is not state:
                    self._db.execute(
                        "UPDATE tickets SET state = ?, hold = '', trouble = 'stopped', next_try_at = NULL,"
                        " changed_at = ? WHERE state = ?",
                        (wake_up(state), time_to_text(now), state),
                    )

    # What is remembered for the next ticket

    def remember(self, submission: Submission, private_keys: frozenset[str], now: datetime) -> None:
        """Note what a sent ticket is about and, once it is created, whom it is for and what LiveDesk accepted in it.

        Args:
            submission: The ticket.
            private_keys: Custom fields, folded, of which nothing is kept.
            now: The time, aware.

        Raises:
            StoreTrouble: It could not be kept.
        """
        # Nothing is lost that was typed: a power cut may take this back.
        with transaction(self._db, is_durable=False):
            self.suggestions.mark(submission.ticket, submission.profile, submission.draft, private_keys, now)
            if submission.state is State.CREATED:
                self.suggestions.accept(submission.profile, submission.draft, private_keys, now)
                self.people.use(submission.profile, submission.draft, now)

    def forget_values(self, is_private: Callable[[str], bool]) -> None:
        """Forget the values of custom fields that are private now.

        Raises:
            StoreTrouble: They could not be forgotten.
        """
        keys = [key for key in self.suggestions.custom_keys() if is_private(key)]
        if keys:
            with transaction(self._db):
                for key in keys:
                    self.suggestions.forget_field(custom_field(key))

    def forget_typed(self) -> None:
        """Forget everything `remember` kept; the tickets stay.

        Raises:
            StoreTrouble: It could not be forgotten.
        """
        with transaction(self._db):
            self.suggestions.forget()
            self.people.forget()
