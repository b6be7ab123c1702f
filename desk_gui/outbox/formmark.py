"""Which draft is in the form, noted in the database, so that a killed program finds it there again."""

import sqlite3
from typing import Final

_NAME: Final = "in_form"


def put(db: sqlite3.Connection, draft_id: str) -> None:
    """Note which draft is in the form; "" for none. Inside a transaction.

    Raises:
        sqlite3.Error: It could not be noted.
    """
    if draft_id:
        db.execute("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", (_NAME, draft_id))
    else:
        db.execute("DELETE FROM meta WHERE name = ?", (_NAME,))


def take_off(db: sqlite3.Connection, draft_id: str) -> None:
    """Note that this draft is not in the form any more, if it was. Inside a transaction.

    Raises:
        sqlite3.Error: It could not be noted.
    """
    db.execute("DELETE FROM meta WHERE name = ? AND value = ?", (_NAME, draft_id))


def noted(db: sqlite3.Connection) -> str:
    """Return the draft that is in the form; "" for none.

    Raises:
        sqlite3.Error: It could not be read.
    """
    found = db.execute("SELECT value FROM meta WHERE name = ?", (_NAME,)).fetchone()
    return str(found["value"]) if found else ""
