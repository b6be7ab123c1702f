"""A damaged database, read as far as it can be: from a working copy, so that the original stays as it was found."""

import logging
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from desk_gui.outbox.database import LADDER
from desk_gui.outbox.soundness import journal_of
from desk_gui.system.files import PRIVATE_FILE

_PAGE_BYTES: Final = 4096
_LEAF_OF_A_TABLE: Final = 0x0D
_MOST_ROWS_ON_A_PAGE: Final = 64

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row of a damaged database.

    Attributes:
        values: By column.
        is_current: Whether it was found where it belongs. Otherwise it may be of any time, or deleted.
    """

    values: dict[str, object]
    is_current: bool


class Wreck:
    """Reads what is left of a damaged database. Use as a context manager; the working copy is removed afterwards.

    Args:
        database: The damaged file; only read, as is its journal.
        work: The working copy; whatever is there is replaced.

    Attributes:
        broken: Tables that could not be read in full.
    """

    def __init__(self, database: Path, work: Path) -> None:
        self._database = database
        self._work = work
        self.broken: set[str] = set()

    def __enter__(self) -> Self:
        """Make the working copy.

        Raises:
            OSError: There is no room for it, or the original cannot be read.
        """
        self._remove()
        _copy(self._database, self._work)
        _copy(journal_of(self._database), journal_of(self._work))
        # SQLite throws the journal of an empty database away.
        if self._work.stat().st_size < _PAGE_BYTES or not self._has_schema():
            _replace_first_page(self._work)
        with suppress(sqlite3.DatabaseError), closing(self._open()) as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return self

    def __exit__(self, *_error: object) -> None:
        self._remove()

    def _remove(self) -> None:
        for suffix in ("", "-wal", "-shm", "-journal"):
            self._work.with_name(self._work.name + suffix).unlink(missing_ok=True)

    def rows(self, table: str) -> list[FoundRow]:
        """Return what can be read of a table: first what stands where it belongs, then what lies about."""
        found: dict[int, FoundRow] = {}
        try:
            with closing(self._open()) as db:
                for rowid, values in self._rows_in_place(db, table):
                    found[rowid] = FoundRow(values, is_current=True)
                root = _root_of(db, table)
        except sqlite3.DatabaseError as error:
            _log.info("Nothing of the %s is where it belongs: %s", table, error)
            self.broken.add(table)
            root = _roots_of_new()[table]
        strays = self._rows_lying_about(table, root) if table in self.broken else []
        return [*found.values(), *(FoundRow(values, is_current=False) for values in strays)]

    def rows_in_place(self, table: str) -> list[dict[str, object]]:
        """Return what can be read of a table up to where it is broken; nothing of one that was not there yet."""
        found: list[dict[str, object]] = []
        with suppress(sqlite3.DatabaseError, TypeError), closing(self._open()) as db:
            _root_of(db, table)
            for row in db.execute(f"SELECT * FROM {table}"):  # noqa: S608 - a name of this program's own
                found.append(_values(row))  # noqa: PERF401 - what came before the error counts
        return found

    def _open(self, options: str = "") -> sqlite3.Connection:
        db = sqlite3.connect(f"{self._work.absolute().as_uri()}{options}", uri=True, isolation_level=None)
        db.row_factory = sqlite3.Row
        db.text_factory = _lenient_text
        db.execute("PRAGMA writable_schema = ON")  # A file cut short is opened all the same then.
        return db

    def _has_schema(self) -> bool:
        try:
            with closing(self._open()) as db:
                return all(_root_of(db, table) for table in _roots_of_new())
        except (sqlite3.DatabaseError, TypeError):
            return False

    def _rows_in_place(self, db: sqlite3.Connection, table: str) -> Iterator[tuple[int, dict[str, object]]]:
        """Read in order, then from the end back, then one by one what lies between."""
        last, first = 0, self._work.stat().st_size // _PAGE_BYTES * _MOST_ROWS_ON_A_PAGE
        query = f"SELECT rowid AS rowid_, * FROM {table}"  # noqa: S608 - a constant
        try:
            for row in db.execute(f"{query} ORDER BY rowid"):
                last = row["rowid_"]
                yield last, _values(row)
        except sqlite3.DatabaseError as error:
            _log.info("A part of the %s cannot be read: %s", table, error)
            self.broken.add(table)
        else:
            return
        with suppress(sqlite3.DatabaseError):
            for row in db.execute(f"{query} WHERE rowid > ? ORDER BY rowid DESC", (last,)):
                first = row["rowid_"]
                yield first, _values(row)
        for rowid in range(last + 1, first):
            with suppress(sqlite3.DatabaseError):
                for row in db.execute(f"{query} WHERE rowid = ?", (rowid,)):
                    yield rowid, _values(row)

    def _rows_lying_about(self, table: str, root: int) -> list[dict[str, object]]:
        """Put each page that may hold rows in the place of the table's first one, and read it from there."""
        found: list[dict[str, object]] = []
        with self._work.open("r+b", buffering=0) as file:
            for number in range(1, self._work.stat().st_size // _PAGE_BYTES):
                file.seek(number * _PAGE_BYTES)
                page = file.read(_PAGE_BYTES)
                if page[0] != _LEAF_OF_A_TABLE:
                    continue
                file.seek((root - 1) * _PAGE_BYTES)
                file.write(page)
                with suppress(sqlite3.DatabaseError), closing(self._open("?mode=ro&immutable=1")) as db:
                    for row in db.execute(f"SELECT * FROM {table} ORDER BY rowid"):  # noqa: S608 - a constant
                        found.append(_values(row))  # noqa: PERF401 - what came before the error counts
        return found


def _lenient_text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _values(row: sqlite3.Row) -> dict[str, object]:
    return {name: row[name] for name in row.keys() if name != "rowid_"}  # noqa: SIM118 - a Row is no dict


def _root_of(db: sqlite3.Connection, table: str) -> int:
    found = db.execute("SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND name = ?", (table,)).fetchone()
    root: int = found[0]
    return root


def _new_in_memory() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", isolation_level=None)
    for step in LADDER:
        db.executescript(step)
    db.execute(f"PRAGMA user_version = {len(LADDER)}")
    return db


def _roots_of_new() -> dict[str, int]:
    """Return the first page of each table: no page of this program's databases ever moves."""
    with closing(_new_in_memory()) as db:
        return {table: _root_of(db, table) for table in ("tickets", "attachments")}


def _replace_first_page(work: Path) -> None:
    """Give a database whose first page is lost another one: it holds the schema, which is the same in all."""
    with closing(_new_in_memory()) as db:
        page = bytearray(db.serialize()[:_PAGE_BYTES])
    page_count = max(1, -(-work.stat().st_size // _PAGE_BYTES))
    page[18:20] = b"\2\2"  # It has a write-ahead log.
    page[28:32] = page_count.to_bytes(4, "big")
    page[32:40] = bytes(8)  # No list of free pages.
    page[92:96] = page[24:28]  # The number of pages counts.
    with work.open("r+b") as file:
        file.write(page)
        file.truncate(page_count * _PAGE_BYTES)


def _copy(source: Path, target: Path) -> None:
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), PRIVATE_FILE)
    with os.fdopen(descriptor, "wb") as copy, suppress(FileNotFoundError), source.open("rb") as original:
        shutil.copyfileobj(original, copy, 1024 * 1024)
