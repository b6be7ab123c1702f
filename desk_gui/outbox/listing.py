"""The list of the tickets on this computer, as SQL."""

import sqlite3
from typing import Final

from desk_gui.outbox import records
from desk_gui.outbox.draft import mended
from desk_gui.outbox.events import QueueCounted
from desk_gui.outbox.submission import WAITING_HOLDS
from desk_gui.outbox.tickets import Hold, State, TicketRow

ROW: Final = """
    SELECT t.*, (SELECT COUNT(*) FROM attachments a WHERE a.ticket = t.ticket) AS file_count,
        (SELECT COALESCE(SUM(a.size_bytes), 0) FROM attachments a WHERE a.ticket = t.ticket) AS size_bytes,
        CASE t.refusal WHEN '' THEN 0 ELSE
            (SELECT COUNT(*) - 1 FROM tickets o WHERE o.refusal = t.refusal AND o.refusal != '') END AS same_refusal
    FROM tickets t
"""
# A form opened and left alone is not a ticket yet.
_LISTED: Final = """
    t.discarded_at IS NULL
    AND (t.state != 'draft' OR t.has_text OR EXISTS (SELECT 1 FROM attachments a WHERE a.ticket = t.ticket))
    AND (t.title LIKE :like ESCAPE '!' OR t.ticket_id LIKE :like ESCAPE '!'
        OR (t.state != 'draft' AND COALESCE(t.reference, '') LIKE :like ESCAPE '!'))
    AND (:submitter = '' OR (json_valid(t.form) AND json_extract(t.form, '$.submitter_id') = :submitter))
"""


_COUNT: Final = f"SELECT COUNT(*) FROM tickets t WHERE {_LISTED}"  # noqa: S608 - both parts are constants
_PAGE: Final = f"{ROW} WHERE {_LISTED} ORDER BY t.number DESC LIMIT :limit OFFSET :offset"


def page(
    db: sqlite3.Connection, *, offset: int, limit: int, query: str, submitter_id: str = ""
) -> tuple[int, list[TicketRow]]:
    """Return how many tickets there are, and a page of them, newest first. A form left blank is none.

    Args:
        db: The database.
        offset: Rows to skip.
        limit: Rows at most.
        query: Text that title, reference or ticket ID contains; empty for all.
        submitter_id: Whose tickets; empty for everybody's.

    Raises:
        sqlite3.Error: They could not be read.
    """
    escaped = mended(query.strip()).replace("!", "!!").replace("%", "!%").replace("_", "!_")
    values = {"like": f"%{escaped}%", "limit": limit, "offset": offset, "submitter": mended(submitter_id)}
    total: int = db.execute(_COUNT, values).fetchone()[0]
    return total, [records.ticket_row(row) for row in db.execute(_PAGE, values)]


_TALLY: Final = """
    SELECT state, hold, COUNT(*) AS number, COUNT(next_try_at) AS timed, MIN(next_try_at) AS soonest
    FROM tickets WHERE state IN ('queued', 'uploading', 'creating', 'rejected', 'unconfirmed')
        AND discarded_at IS NULL GROUP BY state, hold
"""


def count(db: sqlite3.Connection) -> QueueCounted:
    """Return how many tickets wait, need somebody, and are on their way.

    Raises:
        sqlite3.Error: They could not be counted.
    """
    waiting = needs_you = sending = timed = 0
    soonest: list[str] = []
    holds: dict[Hold, int] = {}
    for row in db.execute(_TALLY):
        if row["state"] == State.QUEUED and row["hold"]:
            holds[Hold(row["hold"])] = row["number"]
        if row["state"] in (State.UPLOADING, State.CREATING):
            sending += row["number"]
        elif row["state"] == State.QUEUED and Hold(row["hold"]) in WAITING_HOLDS:
            waiting += row["number"]
            timed += row["timed"]
            soonest += [row["soonest"]] if row["timed"] else []
        else:
            needs_you += row["number"]
    # One without a time goes right now.
    next_try_at = records.time_from_text(min(soonest)) if soonest and timed == waiting else None
    return QueueCounted(waiting, needs_you, sending, next_try_at, tuple(holds.items()))
