"""Whether a database can be relied on. Looks, and changes nothing."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from desk_gui.outbox.database import LADDER, LOCKED_S, one_converter, version_of
from desk_gui.outbox.tickets import Hold, State

_TABLES: Final = ("tickets", "attachments")
_DAMAGE: Final = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
_NONSENSE: Final = f"""
    SELECT EXISTS (
        SELECT 1 FROM tickets WHERE state NOT IN ({", ".join(f"'{state}'" for state in State)})
        OR hold NOT IN ({", ".join(f"'{hold}'" for hold in Hold)})
        OR datetime(created_at) IS NULL OR datetime(changed_at) IS NULL
        OR (next_try_at IS NOT NULL AND datetime(next_try_at) IS NULL)
        OR NOT json_valid(form) OR json_type(form) != 'object'
    )
"""  # noqa: S608 - the words are this program's own


def journal_of(database: Path) -> Path:
    """Return where SQLite keeps what was committed last."""
    return database.with_name(f"{database.name}-wal")


def damage_in(database: Path) -> str:
    """Say what is wrong with a database, in words for the log; "" when nothing is, or when there is none yet.

    Raises:
        StoreTrouble: Its disk cannot be read.
    """
    with one_converter():
        if not database.exists() or not database.stat().st_size:
            journal = journal_of(database)
            return "its file is empty, its journal is not" if journal.exists() and journal.stat().st_size else ""
        with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True, timeout=LOCKED_S)) as db:
            try:
                return _damage_in(db)
            except sqlite3.DatabaseError as error:
                if _is_damage(error):
                    return str(error)
                raise


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    # An error without a name is Python's: a text that is not one. The plain SQLITE_ERROR is a table or a column missed.
    name: str = getattr(error, "sqlite_errorname", "SQLITE_ERROR")
    return name == "SQLITE_ERROR" or name.startswith(_DAMAGE)


def _damage_in(db: sqlite3.Connection) -> str:
    version = version_of(db)
    tables = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if not version and not tables:
        return ""
    if version > len(LADDER):
        return ""  # For whoever made it to judge.
    if not version or not tables.issuperset(_TABLES):
        return "a part of its schema is missing"
    [found] = db.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        return str(found)
    if db.execute(_NONSENSE).fetchone()[0]:
        return "a ticket in it makes no sense"
    for table in _TABLES:
        for _ in db.execute(f"SELECT * FROM {table}"):  # noqa: S608 - a constant
            pass  # Every text is decoded on the way.
    return ""
