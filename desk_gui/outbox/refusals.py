"""Refusals: which tickets the same one stopped, and what a ticket could be sent without."""

import re
import sqlite3
from collections.abc import Collection
from typing import Final

from desk_gui.livedesk.errors import Trouble
from desk_gui.outbox.desk import Part
from desk_gui.outbox.tickets import Hold, State

MOST_TOLD: Final = 20
"""Tickets that are told at most of a refusal they share: the newest."""

_NUMBERED: Final = re.compile(r"[\w-]*\d[\w-]*")


def part_in_the_way(
    *, state: State, hold: Hold, trouble: str, words: str, has_team: bool, has_files: bool
) -> Part | None:
    """Say what a ticket could be sent without, given what LiveDesk said to it."""
    is_upload_unknown = state is State.QUEUED and hold is Hold.UPLOAD_ADDRESS
    is_too_large = state is State.REJECTED and trouble == Trouble.TOO_LARGE
    if has_files and (is_upload_unknown or is_too_large):
        return Part.FILES
    if has_team and state is State.REJECTED and "team" in words.casefold():
        return Part.TEAM
    return None


def key_of(*, profile: str, state: State, hold: Hold, trouble: str, words: str, part: Part | None) -> str:
    """Return a text that is the same for tickets the same refusal stopped; "" for a ticket that none stopped."""
    if state is State.REJECTED:
        return "\n".join((profile, state, trouble, part or "", normalised(words)))
    if state is State.QUEUED and hold is Hold.UPLOAD_ADDRESS:
        return "\n".join((profile, state, hold, part or ""))
    return ""


def normalised(words: str) -> str:
    """Return LiveDesk's words without what differs from ticket to ticket: numbers, ids, case and spaces."""
    return " ".join(_NUMBERED.sub("#", words).casefold().split())


_READ: Final = """
    SELECT profile, state, hold, trouble, words, refusal, discarded_at,
        CASE WHEN json_valid(form) THEN TRIM(COALESCE(json_extract(form, '$.team'), '')) ELSE '' END AS team,
        EXISTS (SELECT 1 FROM attachments a WHERE a.ticket = t.ticket) AS has_files
    FROM tickets t WHERE ticket = ?
"""


def refresh(db: sqlite3.Connection, ticket: str) -> set[str]:
    """Bring what is noted of a ticket's refusal up to date. Inside a transaction.

    Returns:
        The refusals that stop another number of tickets now.

    Raises:
        sqlite3.Error: It could not be read or written.
    """
    row = db.execute(_READ, (ticket,)).fetchone()
    if row is None:
        return set()
    state, hold = State(row["state"]), Hold(row["hold"])
    part = part_in_the_way(
        state=state,
        hold=hold,
        trouble=row["trouble"],
        words=row["words"],
        has_team=bool(row["team"]),
        has_files=bool(row["has_files"]),
    )
    key = ""
    if row["discarded_at"] is None:
        key = key_of(
            profile=row["profile"], state=state, hold=hold, trouble=row["trouble"], words=row["words"], part=part
        )
    if key == row["refusal"]:
        return set()
    db.execute("UPDATE tickets SET refusal = ?, can_go_without = ? WHERE ticket = ?", (key, part or "", ticket))
    return {key, row["refusal"]} - {""}


def sharing(db: sqlite3.Connection, keys: Collection[str]) -> list[str]:
    """Return the newest tickets that one of these refusals stopped.

    Raises:
        sqlite3.Error: They could not be read.
    """
    found: list[str] = []
    for key in keys:
        rows = db.execute(
            "SELECT ticket FROM tickets WHERE refusal = ? AND refusal != '' ORDER BY number DESC LIMIT ?",
            (key, MOST_TOLD),
        )
        found += [row["ticket"] for row in rows]
    return found


def all_sharing(db: sqlite3.Connection, ticket: str) -> list[str]:
    """Return the other tickets that the same refusal stopped, oldest first.

    Raises:
        sqlite3.Error: They could not be read.
    """
    rows = db.execute(
        "SELECT o.ticket FROM tickets t JOIN tickets o ON o.refusal = t.refusal AND o.refusal != ''"
        " WHERE t.ticket = ? AND o.ticket != t.ticket ORDER BY o.number",
        (ticket,),
    )
    return [row["ticket"] for row in rows]
