"""What becomes of a damaged outbox: what can be read moves into a new one, the damaged one is kept beside it."""

import json
import logging
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from desk_gui.outbox import records, refusals
from desk_gui.outbox.database import one_converter, open_database, time_stamp, transaction
from desk_gui.outbox.draft_store import DISCARDABLE
from desk_gui.outbox.fitting import Tables, time_in
from desk_gui.outbox.reading import StoreReader
from desk_gui.outbox.soundness import damage_in
from desk_gui.outbox.tickets import Hold, State
from desk_gui.outbox.wreck import FoundRow, Wreck
from desk_gui.system.files import sync_folder
from desk_gui.system.sentences import QT_TRANSLATE_NOOP, joined, sentence

_MAY_HAVE_GONE: Final = (State.QUEUED, State.UPLOADING, State.CREATING)
_SHA256_LETTERS: Final = 64

_log: Final = logging.getLogger(__name__)

SetAside = Callable[[set[str], Path], int]
"""Moves the copies whose digests are not among these into a new folder; returns how many there were."""


def rescue(database: Path, set_copies_aside: SetAside) -> tuple[str, ...]:
    """Put a sound database where a damaged one is; do nothing where there is none.

    The damaged one, and the copies of attachments that no ticket names any more, are kept beside it. A rescue that was
    broken off is done to its end.

    Args:
        database: Where it is, or will be.
        set_copies_aside: Keeps the copies.

    Returns:
        What happened, as plain sentences; empty where nothing did.

    Raises:
        StoreTrouble: It could not be done; nothing was lost.
    """
    with one_converter():
        rescued = _rescued_before(database)
        if rescued is None:
            damage = damage_in(database)
            if not damage:
                return ()
            _log.warning("The outbox is damaged: %s", damage)
            rescued = _make_new(database)
        return (_change_places(database, rescued, set_copies_aside),)


def _rescued_before(database: Path) -> Path | None:
    for pattern in (".rescue", ".rescue-*"):
        for half_made in database.parent.glob(database.name + pattern):
            half_made.unlink()
    return max(database.parent.glob(f"{database.name}.rescued-*"), default=None)


def _make_new(database: Path) -> Path:
    """Write all that can be read into a new database beside the damaged one."""
    part = database.with_name(f"{database.name}.rescue")
    with (
        Wreck(database, database.with_name(f"{database.name}.rescue-work")) as wreck,
        closing(open_database(part)) as db,
    ):
        tickets, attachments = wreck.rows("tickets"), wreck.rows("attachments")
        tables = Tables(db)
        with transaction(db):
            writer = _Writer(db, tables, is_attachments_whole="attachments" not in wreck.broken)
            writer.write(tickets, attachments)
            for table in tables.names:
                if table not in _CORE:
                    writer.write_others(table, wreck.rows_in_place(table))
        db.execute("PRAGMA journal_mode = DELETE")  # It goes by one name from here on, without a journal beside it.
    rescued = database.with_name(f"{database.name}.rescued-{time_stamp(datetime.now(UTC))}")
    part.replace(rescued)
    sync_folder(database.parent)
    return rescued


def _change_places(database: Path, rescued: Path, set_copies_aside: SetAside) -> str:
    """Each step can be the last one before a power cut: the next start finds `rescued` and goes on from there."""
    damaged = database.with_name(f"{database.name}.damaged-{rescued.name.rpartition('-')[2]}")
    copies = damaged.with_name(f"{damaged.name}-copies")
    ticket_count, file_count, needed = _contents(rescued)
    copy_count = set_copies_aside(needed, copies)
    # A journal left behind would be taken for the new database's.
    for suffix in ("", "-wal", "-shm"):
        part = database.with_name(database.name + suffix)
        if part.exists():
            part.replace(damaged.with_name(damaged.name + suffix))
    sync_folder(database.parent)
    rescued.replace(database)
    sync_folder(database.parent)
    words = _words(ticket_count, file_count, copy_count, damaged, copies)
    _log.warning("%s", words)
    return words


def _contents(rescued: Path) -> tuple[int, int, set[str]]:
    with closing(sqlite3.connect(f"{rescued.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        db.row_factory = sqlite3.Row
        [ticket_count] = db.execute("SELECT COUNT(*) FROM tickets").fetchone()
        [file_count] = db.execute("SELECT COUNT(*) FROM attachments").fetchone()
        return ticket_count, file_count, StoreReader(db).named_digests()


def _words(ticket_count: int, file_count: int, copy_count: int, damaged: Path, copies: Path) -> str:
    words = [sentence(QT_TRANSLATE_NOOP("system", "The outbox was damaged."))]
    if ticket_count:
        text = QT_TRANSLATE_NOOP(
            "system",
            "What could be read is kept (tickets and drafts: %1, attachments: %2); "
            "tickets that may have gone, or may lack a file, wait for you.",
        )
        words.append(sentence(text, ticket_count, file_count))
    else:
        words.append(sentence(QT_TRANSLATE_NOOP("system", "Nothing in it could be read.")))
    words.append(sentence(QT_TRANSLATE_NOOP("system", "The damaged file was not deleted: %1."), damaged))
    if copy_count:
        text = QT_TRANSLATE_NOOP("system", "Copied files that no ticket names any more (%1) are kept in %2.")
        words.append(sentence(text, copy_count, copies))
    return joined(*words)


class _Writer:
    """Writes what was found into a new database, as far as it makes sense.

    Args:
        db: The new one, in a transaction.
        tables: What its tables take.
        is_attachments_whole: Whether all attachments could be read.
    """

    def __init__(self, db: sqlite3.Connection, tables: Tables, *, is_attachments_whole: bool) -> None:
        self._db = db
        self._tables = tables
        self._is_attachments_whole = is_attachments_whole
        self._now = records.time_to_text(datetime.now(UTC))

    def write(self, tickets: Iterable[FoundRow], attachments: Iterable[FoundRow]) -> None:
        """Write them all; of a ticket that was found more than once the first counts, then the latest."""
        known: set[object] = set()
        latest_first = sorted(tickets, key=_changed_at, reverse=True)
        for row in sorted(latest_first, key=_is_stray):
            ticket = row.values.get("ticket")
            if ticket not in known and (values := self._ticket(row)) and self._insert("tickets", values):
                known.add(ticket)
        files: set[object] = set()
        for row in attachments:
            attachment_id, is_sensible = row.values.get("attachment_id"), _is_attachment(row.values)
            if is_sensible and attachment_id not in files and row.values["ticket"] in known:
                self._insert("attachments", self._attachment(row.values))
                files.add(attachment_id)
            self._is_attachments_whole &= is_sensible or not row.is_current
        if not self._is_attachments_whole:
            # It may lack a file: whoever wrote it has to look.
            self._db.execute("UPDATE tickets SET state = 'rejected', trouble = 'file_lost' WHERE state = 'queued'")
        for (ticket,) in self._db.execute("SELECT ticket FROM tickets").fetchall():
            refusals.refresh(self._db, ticket)  # It may stand elsewhere now.

    def write_others(self, table: str, rows: Iterable[dict[str, object]]) -> None:
        """Write what is whole of any other table: nothing is sent by it."""
        for values in rows:
            if self._tables.is_whole(table, values):
                self._insert(table, self._tables.fit(table, values))

    def _attachment(self, values: dict[str, object]) -> dict[str, object]:
        """Return a file that makes sense with what makes sense of its history."""
        fitting = self._tables.fit("attachments", values)
        original = fitting.get("original_sha256")
        if original and not _is_digest(original):
            return {name: value for name, value in fitting.items() if not name.startswith(_HISTORY)}
        return fitting

    def _ticket(self, row: FoundRow) -> dict[str, object] | None:
        """Return a ticket with sense in every column; None when it is none."""
        values = row.values
        is_sure = row.is_current and values.get("hold") in list(Hold)
        if not _is_text(values.get("ticket")) or not _is_text(values.get("state")):
            return None
        try:
            state = State(str(values["state"]))
        except ValueError:
            if not row.is_current:
                return None  # Something else altogether.
            state, is_sure = State.QUEUED, False
        mended = self._tables.fit("tickets", values)
        mended |= {name: _text(values.get(name)) for name in _TEXTS}
        mended |= {name: time_in(values.get(name)) or self._now for name in ("created_at", "changed_at")}
        mended |= dict.fromkeys(_WORKED_OUT, "")
        if not _is_form(_text(values.get("form"))):
            mended["form"], is_sure = json.dumps({"title": mended["title"]}), False
        if state in _MAY_HAVE_GONE and (state is State.CREATING or not is_sure):
            state = State.UNCONFIRMED
        elif state is State.UPLOADING:
            state = State.QUEUED
        hold = values.get("hold") if state is State.QUEUED and values.get("hold") in list(Hold) else Hold.NONE
        attempts = values.get("attempts")
        return mended | {
            "number": values.get("number") if row.is_current else None,
            "state": state.value,
            "hold": str(hold),
            "reference": values.get("reference") if _is_text(values.get("reference")) else None,
            "has_text": 1,
            "attempts": attempts if isinstance(attempts, int) else 0,
            "next_try_at": time_in(values.get("next_try_at")),
            "discarded_at": time_in(values.get("discarded_at")) if state in DISCARDABLE else None,
        }

    def _insert(self, table: str, values: dict[str, object]) -> bool:
        """Write a row; with less in it where it does not fit, as a reference that another ticket has."""
        less = {name: value for name, value in values.items() if name not in ("number", "reference")}
        least = {name: value for name, value in values.items() if name in _CORE.get(table, values)}
        for each in (values, less, least):
            columns = ", ".join(each)
            marks = ", ".join("?" * len(each))
            try:
                self._db.execute(
                    f"INSERT INTO {table} ({columns}) VALUES ({marks})",  # noqa: S608 - columns of this program
                    list(each.values()),
                )
            except sqlite3.IntegrityError as error:
                _log.info("A row of the %s did not fit: %s", table, error)
            else:
                return True
        return False


_WORKED_OUT: Final = ("refusal", "can_go_without")
"""Noted anew from the rest of the row."""

_HISTORY: Final = ("original_", "layers")
"""Columns that begin like this."""

_TEXTS: Final = ("trouble", "words", "profile", "origin", "title", "form", "ticket_id")
_CORE: Final = {
    "tickets": (
        "ticket",
        "state",
        "hold",
        "title",
        "form",
        "profile",
        "origin",
        "ticket_id",
        "has_text",
        "created_at",
        "changed_at",
    ),
    "attachments": ("attachment_id", "ticket", "position", "name", "size_bytes", "media_type", "sha256"),
}


def _changed_at(row: FoundRow) -> str:
    return str(row.values.get("changed_at"))


def _is_stray(row: FoundRow) -> bool:
    return not row.is_current


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _is_form(form: str) -> bool:
    try:
        records.draft_from_json("", form, ())
    except ValueError:
        return False
    return True


def _is_digest(value: object) -> bool:
    return isinstance(value, str) and len(value) == _SHA256_LETTERS and set(value) <= set("0123456789abcdef")


def _is_attachment(values: dict[str, object]) -> bool:
    size_bytes = values.get("size_bytes")
    return (
        all(_is_text(values.get(name)) for name in ("attachment_id", "ticket", "name", "media_type"))
        and _is_digest(values.get("sha256"))
        and isinstance(size_bytes, int)
        and size_bytes > 0
        and isinstance(values.get("position"), int)
        and isinstance(values.get("file_url"), str)
    )
