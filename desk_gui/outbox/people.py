"""People that tickets were for, in the outbox's database. Used on the worker's thread alone."""

import json
import sqlite3
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from desk_gui.outbox.database import one_converter, transaction
from desk_gui.outbox.desk_people import LONGEST, MOST_ROWS, Person, folded, seen
from desk_gui.outbox.draft import Draft, Follower, mended
from desk_gui.outbox.records import time_to_text

_PEOPLE_KEPT: Final = 10_000
"""For each profile; those used longest ago go."""

_COLUMNS: Final = "requester_id, name, email, phone, channel_id, channel_contact_id, sub_contact_id, followers, used_at"


class People:
    """Remembers people by profile and ID.

    Args:
        db: The connection; used on its own thread alone.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def find(self, profile: str, text: str) -> tuple[Person, ...]:
        """Return people used before whose ID, name, mail or phone contains every word typed, last used first.

        Raises:
            StoreTrouble: They could not be read.
        """
        words = folded(text).split()
        conditions = "".join(" AND instr(folded, ?) > 0" for _ in words)
        query = (
            f"SELECT {_COLUMNS} FROM people WHERE profile = ? AND used_at IS NOT NULL{conditions}"  # noqa: S608 - constants
            " ORDER BY used_at DESC LIMIT ?"
        )
        with one_converter():
            return tuple(map(_person, self._db.execute(query, (profile, *words, MOST_ROWS))))

    def get(self, profile: str, requester_id: str) -> Person | None:
        """Return who an ID is, used before or only chosen; None for nobody.

        Raises:
            StoreTrouble: It could not be read.
        """
        with one_converter():
            row = self._db.execute(
                f"SELECT {_COLUMNS} FROM people WHERE profile = ? AND requester_id = ?",  # noqa: S608 - a constant
                (profile, mended(requester_id).strip()),
            ).fetchone()
        return _person(row) if row else None

    def name(self, profile: str, person: Person) -> None:
        """Remember how somebody is called; what is known of their channel stays.

        Raises:
            StoreTrouble: It could not be kept.
        """
        requester_id = mended(person.requester_id).strip()
        if not requester_id:
            return
        names = [mended(seen(text)) for text in (person.name, person.email, person.phone)]
        with transaction(self._db, is_durable=False):
            self._db.execute(
                "INSERT INTO people (profile, requester_id, name, email, phone, folded) VALUES (?, ?, ?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET name = excluded.name, email = excluded.email, phone = excluded.phone,"
                " folded = excluded.folded",
                (profile, requester_id, *names, _searched(requester_id, *names)),
            )

    def use(self, profile: str, draft: Draft, now: datetime) -> None:
        """Take note that a ticket was created for the draft's requester. Inside a transaction.

        Raises:
            sqlite3.Error: It could not be kept.
        """
        requester_id = mended(draft.requester_id).strip()
        if not requester_id or len(requester_id) > LONGEST:
            return
        followers = [[mended(one.id).strip(), mended(one.name).strip()] for one in draft.followers if one.id.strip()]
        self._db.execute(
            "INSERT INTO people (profile, requester_id, folded, channel_id, channel_contact_id, sub_contact_id,"
            " followers, used_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET channel_id = excluded.channel_id,"
            " channel_contact_id = excluded.channel_contact_id, sub_contact_id = excluded.sub_contact_id,"
            " followers = excluded.followers, used_at = excluded.used_at",
            (
                profile,
                requester_id,
                _searched(requester_id),
                mended(draft.channel_id).strip(),
                mended(draft.channel_contact_id).strip(),
                mended(draft.sub_contact_id).strip(),
                json.dumps(followers),
                time_to_text(now),
            ),
        )
        self._db.execute(
            "DELETE FROM people WHERE profile = ? AND used_at < (SELECT used_at FROM people WHERE profile = ?"
            " AND used_at IS NOT NULL ORDER BY used_at DESC LIMIT 1 OFFSET ?)",
            (profile, profile, _PEOPLE_KEPT - 1),
        )

    def forget(self) -> None:
        """Forget everybody. Inside a transaction.

        Raises:
            sqlite3.Error: It could not be done.
        """
        self._db.execute("DELETE FROM people")


def _searched(*texts: str) -> str:
    return "\n".join(folded(text) for text in texts)


def _person(row: sqlite3.Row) -> Person:
    return Person(
        requester_id=row["requester_id"],
        name=row["name"],
        email=row["email"],
        phone=row["phone"],
        channel_id=row["channel_id"],
        channel_contact_id=row["channel_contact_id"],
        sub_contact_id=row["sub_contact_id"],
        followers=tuple(_followers(row["followers"])),
        is_used=row["used_at"] is not None,
    )


def _followers(text: str) -> Iterable[Follower]:
    try:
        return [Follower(id=str(id_), name=str(name)) for id_, name in json.loads(text)]
    except (ValueError, TypeError):  # Written by something else than this program: nothing to offer, and no harm.
        return []
