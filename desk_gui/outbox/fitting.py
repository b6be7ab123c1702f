"""What of a damaged row fits into the tables of now: the columns both have, where what is in them makes sense."""

import sqlite3
from dataclasses import dataclass
from typing import Final

from desk_gui.outbox import records

_OF_A_KIND: Final[dict[str, type]] = {"TEXT": str, "INTEGER": int, "REAL": float, "BLOB": bytes}
_TIMES: Final = "_at"
"""Columns of times end like this."""


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    kind: str
    is_needed: bool

    def takes(self, value: object) -> bool:
        if value is None:
            return not self.is_needed
        if self.kind == "TEXT" and self.name.endswith(_TIMES):
            return time_in(value) is not None
        return type(value) is _OF_A_KIND.get(self.kind, type(value))


class Tables:
    """The plain tables of a sound database, and what fits into each.

    Args:
        db: The database.

    Attributes:
        names: The tables, in the order they were made in; neither SQLite's own nor those of a search index.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        schema = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY rowid").fetchall()
        virtual = tuple(f"{name}_" for name, sql in schema if str(sql).upper().startswith("CREATE VIRTUAL"))
        self.names: Final = tuple(
            str(name)
            for name, _ in schema
            if not str(name).startswith(("sqlite_", *virtual)) and f"{name}_" not in virtual
        )
        self._columns: Final = {table: _columns_of(db, table) for table in self.names}

    def fit(self, table: str, values: dict[str, object]) -> dict[str, object]:
        """Return those of a row's values that a table of now takes; what is left out has a default there."""
        return {
            column.name: values[column.name]
            for column in self._columns[table]
            if column.name in values and column.takes(values[column.name])
        }

    def is_whole(self, table: str, values: dict[str, object]) -> bool:
        """Whether all of a row's values that a table of now has a place for fit there."""
        there = [column.name for column in self._columns[table] if column.name in values]
        return bool(there) and len(self.fit(table, values)) == len(there)


def _columns_of(db: sqlite3.Connection, table: str) -> tuple[_Column, ...]:
    found = db.execute(f'PRAGMA table_info("{table}")').fetchall()
    return tuple(
        # The number of a row is made where it is missing; any other key is not.
        _Column(str(name), str(kind).upper(), is_needed=bool(not_null or (key and kind.upper() != "INTEGER")))
        for _, name, kind, not_null, _, key in found
    )


def time_in(value: object) -> str | None:
    """Return a time as it is kept; None where it is none."""
    try:
        return records.time_to_text(records.time_from_text(str(value)))
    except (ValueError, OverflowError):
        return None
