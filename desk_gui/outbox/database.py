"""The database file: its schema, how it is opened, and what becomes of SQLite's errors."""

import errno
import os
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from desk_gui.outbox.errors import StoreDamaged, StoreFull, StoreNewer, StoreTrouble, StoreUnwritable
from desk_gui.system.files import PRIVATE_FILE, sync_folder
from desk_gui.system.sentences import QT_TRANSLATE_NOOP, sentence, system_words

LADDER: Final[tuple[str, ...]] = (
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
    """
    ALTER TABLE tickets ADD COLUMN refusal TEXT NOT NULL DEFAULT '';
    ALTER TABLE tickets ADD COLUMN can_go_without TEXT NOT NULL DEFAULT '';
    ALTER TABLE tickets ADD COLUMN discarded_at TEXT;
    CREATE INDEX tickets_refusal ON tickets (refusal) WHERE refusal != '';
    CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
    """,
    """
    ALTER TABLE attachments ADD COLUMN original_name TEXT NOT NULL DEFAULT '';
    ALTER TABLE attachments ADD COLUMN original_size_bytes INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE attachments ADD COLUMN original_media_type TEXT NOT NULL DEFAULT '';
    ALTER TABLE attachments ADD COLUMN original_sha256 TEXT NOT NULL DEFAULT '';
    ALTER TABLE attachments ADD COLUMN layers TEXT NOT NULL DEFAULT '';
    CREATE INDEX attachments_original ON attachments (original_sha256) WHERE original_sha256 != '';
    """,
    """
    CREATE TABLE people (
        profile TEXT NOT NULL,
        requester_id TEXT NOT NULL,
        name TEXT NOT NULL DEFAULT '',
        email TEXT NOT NULL DEFAULT '',
        phone TEXT NOT NULL DEFAULT '',
        folded TEXT NOT NULL DEFAULT '',
        channel_id TEXT NOT NULL DEFAULT '',
        channel_contact_id TEXT NOT NULL DEFAULT '',
        sub_contact_id TEXT NOT NULL DEFAULT '',
        followers TEXT NOT NULL DEFAULT '[]',
        used_at TEXT,
        PRIMARY KEY (profile, requester_id)
    ) WITHOUT ROWID;
    CREATE INDEX people_used ON people (profile, used_at);
    CREATE TABLE accepted_values (
        profile TEXT NOT NULL,
        field TEXT NOT NULL,
        value TEXT NOT NULL,
        folded TEXT NOT NULL,
        used_at TEXT NOT NULL,
        PRIMARY KEY (profile, field, value)
    ) WITHOUT ROWID;
    CREATE INDEX accepted_values_used ON accepted_values (profile, field, used_at);
    CREATE INDEX accepted_values_folded ON accepted_values (profile, field, folded);
    CREATE TABLE ticket_marks (
        ticket TEXT PRIMARY KEY REFERENCES tickets (ticket) ON DELETE CASCADE,
        profile TEXT NOT NULL,
        title TEXT NOT NULL,
        requester_id TEXT NOT NULL,
        serial TEXT NOT NULL,
        marked_at TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX ticket_marks_at ON ticket_marks (marked_at);
    """,
    """
    ALTER TABLE attachments ADD COLUMN notes TEXT NOT NULL DEFAULT '';
    ALTER TABLE attachments ADD COLUMN original_notes TEXT NOT NULL DEFAULT '';
    """,
)
"""One step for each schema version, the first makes version 1. A step is never changed once released."""


LOCKED_S: Final = 1.0
"""Nobody else writes here; a backup tool that holds the file for longer must not hold the program's end back."""

_LOOK_AGAIN_S: Final = 0.01
_BACKUPS_KEPT: Final = 3

_NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT)
_NO_ROOM_NAMES: Final = ("SQLITE_FULL", "SQLITE_IOERR_SHMSIZE")
_UNWRITABLE_NAMES: Final = ("SQLITE_READONLY", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_PERM")


def time_stamp(now: datetime) -> str:
    """Return a time as a part of a file's name that sorts as times do."""
    return now.astimezone(UTC).strftime("%Y%m%dT%H%M%S%fZ")


def open_database(path: Path, *, ladder: tuple[str, ...] = LADDER) -> sqlite3.Connection:
    """Open the database, for this thread alone; make it, readable by this user alone, when it is not there.

    One that an older version wrote is brought up to date; each step is preceded by a backup beside it.

    Args:
        path: The file.
        ladder: The steps of the schema.

    Raises:
        StoreNewer: A newer version of this program wrote it; nothing was changed.
        StoreDamaged: It is not a database, or cannot be read any more.
        StoreTrouble: It cannot be opened or brought up to date; its kind says why.
    """
    with one_converter():
        # SQLite gives its journals the rights of the database.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE_FILE))
        db = sqlite3.connect(path, isolation_level=None, timeout=LOCKED_S)
    try:
        with one_converter():
            _set_up(db, len(ladder))
            _climb(db, path, ladder)
    except BaseException:
        db.close()
        raise
    return db


def version_of(db: sqlite3.Connection) -> int:
    """Return the version of a database's schema; 0 for an empty one.

    Raises:
        sqlite3.Error: It cannot be read.
    """
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    return version


def _set_up(db: sqlite3.Connection, known_version: int) -> None:
    db.row_factory = sqlite3.Row
    version = version_of(db)
    if version > known_version:  # Before anything that writes.
        raise _newer(version, known_version)
    _keep_a_journal(db)
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA foreign_keys = ON")
    if sys.platform == "darwin":  # fsync alone leaves the drive's own cache unwritten there.
        db.execute("PRAGMA fullfsync = 1")
        db.execute("PRAGMA checkpoint_fullfsync = 1")


def _keep_a_journal(db: sqlite3.Connection) -> None:
    """Switch to the journal that is written ahead; SQLite itself waits for nobody here who opens at the same moment."""
    give_up_at_s = time.monotonic() + LOCKED_S
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() >= give_up_at_s:
                raise
            time.sleep(_LOOK_AGAIN_S)
        else:
            return


def _climb(db: sqlite3.Connection, path: Path, ladder: tuple[str, ...]) -> None:
    """Climb the steps that are left. Whoever else opens the database meanwhile waits, and finds them climbed."""
    while version_of(db) < len(ladder):
        db.execute("BEGIN IMMEDIATE")
        try:
            _climb_one(db, path, ladder)
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:  # A full disk has rolled back already.
                db.execute("ROLLBACK")
            raise
    if (version := version_of(db)) > len(ladder):  # Somebody newer was here at the same time.
        raise _newer(version, len(ladder))


def _climb_one(db: sqlite3.Connection, path: Path, ladder: tuple[str, ...]) -> None:
    version = version_of(db)  # Here nobody else can change it any more.
    if version >= len(ladder):
        return
    # A new one is made in one go: there is nothing to lose.
    height = version + 1 if version else len(ladder)
    if version:
        _back_up(path, version)
    for step in ladder[version:height]:
        for statement in _statements_in(step):
            db.execute(statement)
    db.execute(f"PRAGMA user_version = {height}")


def _statements_in(script: str) -> Iterator[str]:
    """Yield them one by one: `executescript` would commit before it begins."""
    statement = ""
    for part in script.split(";"):
        statement += f"{part};"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _newer(version: int, known_version: int) -> StoreNewer:
    text = QT_TRANSLATE_NOOP("system", "its schema is %1, this version knows %2")
    return StoreNewer(sentence(text, version, known_version))


def _back_up(path: Path, version: int) -> None:
    """Copy the whole database, durably, to a file that names its version and the time.

    It is read through a connection of its own: the one that is about to change it cannot be copied from.
    """
    target = path.with_name(f"{path.name}.v{version}-{time_stamp(datetime.now(UTC))}.bak")
    part = target.with_name(f"{target.name}.part")
    try:
        os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, PRIVATE_FILE))
        with (
            closing(sqlite3.connect(path, isolation_level=None, timeout=LOCKED_S)) as db,
            closing(sqlite3.connect(part, isolation_level=None)) as copy,
        ):
            copy.execute("PRAGMA synchronous = FULL")
            db.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # One file, without a journal that has to be kept with it.
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    sync_folder(target.parent)
    for old in sorted(path.parent.glob(f"{path.name}.v*.bak"), key=_time_in)[:-_BACKUPS_KEPT]:
        old.unlink(missing_ok=True)


def _time_in(backup: Path) -> str:
    return backup.name.rpartition("-")[2]


@contextmanager
def transaction(db: sqlite3.Connection, *, is_durable: bool = True) -> Iterator[None]:
    """Do all of the block or none of it.

    Args:
        db: The database.
        is_durable: Whether a power cut right afterwards may not undo it. What may be undone becomes durable together
            with the next that may not: the journal is one file, written in order. So a ticket that is `uploading`
            and the addresses of its files are durable before its create call, together with `creating`; until then
            losing them costs an upload. Nothing that somebody was told is kept may be undone.

    Raises:
        StoreTrouble: The database could not; nothing was changed.
    """
    with one_converter():
        if not is_durable:
            db.execute("PRAGMA synchronous = NORMAL")
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:  # A full disk has rolled back already.
                db.execute("ROLLBACK")
            raise
        finally:
            if not is_durable:
                db.execute("PRAGMA synchronous = FULL")


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
        raise (StoreFull() if error.errno in _NO_ROOM else StoreUnwritable(system_words(error))) from error


def _trouble_of(error: sqlite3.Error) -> StoreTrouble:
    name = getattr(error, "sqlite_errorname", "")
    if name in _NO_ROOM_NAMES:
        return StoreFull()
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return StoreDamaged(str(error))
    if name.startswith(_UNWRITABLE_NAMES):
        return StoreUnwritable(str(error))
    return StoreTrouble(str(error))
