"""Values that LiveDesk accepted before, and tickets that are much alike. Used on the worker's thread alone."""

import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from desk_gui.outbox.database import one_converter
from desk_gui.outbox.desk_people import (
    KEYS,
    LONGEST,
    MOST_ROWS,
    TEAM,
    TITLE,
    FindSimilar,
    SimilarFound,
    SuggestValues,
    ValuesSuggested,
    custom_field,
    custom_key,
    folded,
    serial_in,
)
from desk_gui.outbox.draft import Draft, mended
from desk_gui.outbox.records import time_from_text, time_to_text
from desk_gui.outbox.tickets import State

VALUES_KEPT: Final = 10_000
"""For each profile and field; those used longest ago go."""

SIMILAR_WITHIN: Final = timedelta(hours=24)

_MARKS_KEPT: Final = timedelta(days=7)
_ON_THEIR_WAY: Final = (State.QUEUED, State.UPLOADING, State.CREATING, State.CREATED, State.UNCONFIRMED)

_SIMILAR: Final = f"""
    SELECT m.ticket, m.marked_at, t.title, t.ticket_id, t.reference
    FROM ticket_marks m JOIN tickets t ON t.ticket = m.ticket
    WHERE m.profile = ? AND m.ticket != ? AND m.marked_at >= ? AND t.state IN ({", ".join("?" * len(_ON_THEIR_WAY))})
        AND ((m.serial != '' AND m.serial = ?)
            OR (m.requester_id != '' AND m.requester_id = ? AND m.title != '' AND m.title = ?))
    ORDER BY m.marked_at DESC LIMIT 1
"""  # noqa: S608 - marks only


class Suggestions:
    """Remembers values by profile and field, and what tickets of the last days were about.

    Args:
        db: The connection; used on its own thread alone.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def find(self, command: SuggestValues) -> ValuesSuggested:
        """Return what was accepted before and contains what is typed.

        Raises:
            StoreTrouble: It could not be read.
        """
        wanted = folded(command.text)
        with one_converter():
            found = self._db.execute(
                "SELECT value FROM accepted_values WHERE profile = ? AND field = ? AND instr(folded, ?) > 0"
                " ORDER BY instr(folded, ?) > 1, used_at DESC LIMIT ?",
                (command.profile, command.field, wanted, wanted, MOST_ROWS),
            )
            values = tuple(row["value"] for row in found)
            is_accepted = self._db.execute(
                "SELECT 1 FROM accepted_values WHERE profile = ? AND field = ? AND folded = ? LIMIT 1",
                (command.profile, command.field, wanted),
            ).fetchone()
        return ValuesSuggested(command.request_id, command.field, command.text, values, is_accepted is not None)

    def accept(self, profile: str, draft: Draft, private_keys: frozenset[str], now: datetime) -> None:
        """Remember what LiveDesk made a ticket of. Inside a transaction.

        Args:
            profile: Whose ticket.
            draft: What was in the form.
            private_keys: Custom fields, folded, of which nothing is remembered.
            now: The time, aware.

        Raises:
            sqlite3.Error: It could not be kept.
        """
        at = time_to_text(now)
        rows = [
            (profile, field, value, folded(value), at)
            for field, value in _values(draft, private_keys)
            if value and len(value) <= LONGEST
        ]
        self._db.executemany(
            "INSERT INTO accepted_values (profile, field, value, folded, used_at) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET used_at = excluded.used_at",
            rows,
        )
        self._db.executemany(
            "DELETE FROM accepted_values WHERE profile = ? AND field = ? AND used_at < (SELECT used_at FROM"
            " accepted_values WHERE profile = ? AND field = ? ORDER BY used_at DESC LIMIT 1 OFFSET ?)",
            [(profile, field, profile, field, VALUES_KEPT - 1) for _, field, *_ in rows],
        )

    def custom_keys(self) -> tuple[str, ...]:
        """Return the custom fields, folded, of which values are kept.

        Raises:
            StoreTrouble: They could not be read.
        """
        with one_converter():
            fields = self._db.execute("SELECT DISTINCT field FROM accepted_values")
            return tuple(key for (field,) in fields if (key := custom_key(field)))

    def forget_field(self, field: str) -> None:
        """Forget the values of one field, of every profile. Inside a transaction.

        Raises:
            sqlite3.Error: It could not be done.
        """
        self._db.execute("DELETE FROM accepted_values WHERE field = ?", (field,))

    def forget(self) -> None:
        """Forget everything. Inside a transaction.

        Raises:
            sqlite3.Error: It could not be done.
        """
        self._db.execute("DELETE FROM accepted_values")
        self._db.execute("DELETE FROM ticket_marks")

    # Tickets that are much alike

    def mark(self, ticket: str, profile: str, draft: Draft, private_keys: frozenset[str], now: datetime) -> None:
        """Note what a ticket that was sent is about, private fields aside. Inside a transaction.

        Raises:
            sqlite3.Error: It could not be kept.
        """
        self._db.execute(
            "INSERT INTO ticket_marks (ticket, profile, title, requester_id, serial, marked_at)"
            " VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET profile = excluded.profile, title = excluded.title,"
            " requester_id = excluded.requester_id, serial = excluded.serial",
            (
                ticket,
                profile,
                folded(draft.title[:LONGEST]),
                mended(draft.requester_id).strip(),
                folded(serial_in(pair for pair in draft.custom_fields if folded(pair[0]) not in private_keys)),
                time_to_text(now),
            ),
        )
        self._db.execute("DELETE FROM ticket_marks WHERE marked_at < ?", (time_to_text(now - _MARKS_KEPT),))

    def find_similar(self, command: FindSimilar, now: datetime) -> SimilarFound:
        """Return the newest ticket of the last 24 hours that is much like a draft.

        Raises:
            StoreTrouble: It could not be read.
        """
        title, serial = folded(command.title[:LONGEST]), folded(command.serial[:LONGEST])
        requester_id = mended(command.requester_id).strip()
        if not serial and not (title and requester_id):
            return SimilarFound(command.request_id)
        with one_converter():
            row = self._db.execute(
                _SIMILAR,
                (
                    command.profile,
                    command.draft_id,
                    time_to_text(now - SIMILAR_WITHIN),
                    *_ON_THEIR_WAY,
                    serial,
                    requester_id,
                    title,
                ),
            ).fetchone()
        if row is None:
            return SimilarFound(command.request_id)
        return SimilarFound(
            command.request_id,
            row["ticket"],
            row["ticket_id"] or row["reference"] or "",
            row["title"],
            time_from_text(row["marked_at"]),
        )


def _values(draft: Draft, private_keys: frozenset[str]) -> Iterator[tuple[str, str]]:
    yield TITLE, mended(draft.title).strip()
    yield TEAM, mended(draft.team).strip()
    for key, value in draft.custom_fields:
        if len(key) <= LONGEST and folded(key) and value.strip():
            yield KEYS, mended(key).strip()
            if folded(key) not in private_keys:
                yield custom_field(key), mended(value).strip()
