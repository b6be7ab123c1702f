"""The database file: its schema, how it is opened, and what becomes of SQLite's errors."""

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from desk_gui.outbox.errors import StoreDamaged, StoreFull, StoreNewer, StoreTrouble
from desk_gui.system.files import PRIVATE_FILE

_LADDER: Final = (
    """
    CREATE TABLE tickets (
        number INTEGER PRIMARY KEY,
        ticket TEXT NOT NULL UNIQUE,
        state TEXT NOT NULL,
        hold TEXT NOT NULL DEFAULT '',
        trouble TEXT NOT NULL DEFAULT '',
        words TEXT NOT NULL DEFAULT '',
        reference TEXT UNIQUE,
        profile TEXT NOT NULL DEFAULT '',
        origin TEXT NOT NULL DEFAULT '',
        title TEXT NOT NULL DEFAULT '',
        form TEXT NOT NULL DEFAULT '{}',
        has_text INTEGER NOT NULL DEFAULT 0,
        ticket_id TEXT NOT NULL DEFAULT '',
        attempts INTEGER NOT NULL DEFAULT 0,
        next_try_at TEXT,
        created_at TEXT NOT NULL,
        changed_at TEXT NOT NULL
    );
    CREATE INDEX tickets_state ON tickets (state, number);
    CREATE TABLE attachments (
        attachment_id TEXT PRIMARY KEY,
        ticket TEXT NOT NULL REFERENCES tickets (ticket) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        size_bytes INTEGER NOT NULL,
        media_type TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        file_url TEXT NOT NULL DEFAULT ''
    );
    CREATE INDEX attachments_ticket ON attachments (ticket, position);
    CREATE INDEX attachments_sha256 ON attachments (sha256);
    """,
)
"""One step for each schema version, the first makes version 1. A step is never changed once released."""


_LOCKED_S: Final = 1.0
"""Nobody else writes here; a backup tool that holds the file for longer must not hold the program's end back."""


def open_database(path: Path) -> sqlite3.Connection:
    """Open the database, for this thread alone; make it, readable by this user alone, when it is not there.

    Raises:
        StoreNewer: A newer version of this program wrote it.
        StoreDamaged: It is not a database, or cannot be read any more.
        StoreTrouble: It cannot be opened.
    """
    with one_converter():
        # SQLite gives its journals the rights of the database.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE_FILE))
        db = sqlite3.connect(path, isolation_level=None, timeout=_LOCKED_S)
    try:
        with one_converter():
            _set_up(db)
    except StoreTrouble:
        db.close()
        raise
    return db


def _set_up(db: sqlite3.Connection) -> None:
    db.row_factory = sqlite3.Row
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    if version > len(_LADDER):  # Before anything that writes.
        raise StoreNewer(f"its schema is {version}, this version knows {len(_LADDER)}")
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA foreign_keys = ON")
    if sys.platform == "darwin":  # fsync alone leaves the drive's own cache unwritten there.
        db.execute("PRAGMA fullfsync = 1")
        db.execute("PRAGMA checkpoint_fullfsync = 1")
    for number, step in enumerate(_LADDER[version:], start=version + 1):
        db.executescript(f"BEGIN IMMEDIATE; {step} PRAGMA user_version = {number}; COMMIT;")


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """Do all of the block or none of it, durably.

    Raises:
        StoreTrouble: The database could not; nothing was changed.
    """
    with one_converter():
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:  # A full disk has rolled back already.
                db.execute("ROLLBACK")
            raise


@contextmanager
def one_converter() -> Iterator[None]:
    """Turn SQLite's errors into this room's.

    Raises:
        StoreTrouble: Or what it was more exactly.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise _trouble_of(error) from error
    except OSError as error:
        raise StoreTrouble(error.strerror or str(error)) from error


def _trouble_of(error: sqlite3.Error) -> StoreTrouble:
    name = getattr(error, "sqlite_errorname", "")
    if name == "SQLITE_FULL":
        return StoreFull()
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return StoreDamaged(str(error))
    return StoreTrouble(str(error))
