"""A damaged database: every column of every table comes along, of this version and of those to come."""

import logging
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.damage import NOW, Harm, expected, harm_first_page, harm_header, sha256_of, write
from support.log_failure import ExpectLog

from desk_gui.outbox import records, refusals
from desk_gui.outbox.database import LADDER, open_database
from desk_gui.outbox.draft import Attachment, Draft
from desk_gui.outbox.rescue import rescue
from desk_gui.outbox.store import Store
from desk_gui.outbox.tickets import State

OTHER = datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC)
SAMPLES: dict[str, object] = {
    "hold": "",
    "reference": "DG-7F3K9Q",
    "form": records.form_to_json(Draft("", title="Whole", team="Team 4", requester_id="c")),
    "ticket_id": "id4",
    "original_sha256": sha256_of(77),
}
"""What the columns hold whose values have rules; the others may hold anything of their kind."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "outbox.sqlite3"


@pytest.fixture
def rescued_aloud(expect_log: ExpectLog) -> None:
    expect_log("desk_gui.outbox.rescue", logging.WARNING, "The outbox is damaged: ")
    expect_log("desk_gui.outbox.rescue", logging.WARNING, "The outbox was damaged. ")


def no_copies(_needed: set[str], _folder: Path) -> int:
    return 0


def fill(db: sqlite3.Connection, table: str, key: str, *, but: tuple[str, ...] = ()) -> None:
    """Give every column of a row a value that is not what it would be by itself."""
    for number, column in enumerate(db.execute(f"PRAGMA table_info({table})").fetchall()):
        name, kind = column[1], column[2]
        if name in (key, "number", "ticket", "sha256", "state", *but):
            continue
        value = SAMPLES.get(name, made_up(name, kind, number + 5))
        db.execute(f"UPDATE {table} SET {name} = ? WHERE {key} IN ('t004', 'a4')", (value,))  # noqa: S608 - as above


def fill_others(db: sqlite3.Connection) -> None:
    """Put a row into each table that is neither tickets nor attachments."""
    schema = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('tickets', 'attachments', 'meta')"
    for (table,) in db.execute(schema).fetchall():
        columns = [(column[1], column[2]) for column in db.execute(f"PRAGMA table_info({table})")]
        values = ["t004" if name == "ticket" else made_up(name, kind, 5) for name, kind in columns]
        marks = ", ".join("?" * len(values))
        db.execute(f"INSERT INTO {table} VALUES ({marks})", values)  # noqa: S608 - as above


def made_up(name: str, kind: str, number: int) -> object:
    """Return something for a column of this name and kind."""
    if kind == "INTEGER":
        return number
    return records.time_to_text(OTHER) if name.endswith("_at") else f"of {name}"


def all_of(path: Path) -> dict[str, list[dict[str, object]]]:
    with closing(sqlite3.connect(path)) as db:
        db.row_factory = sqlite3.Row
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {
            table: [dict(row) for row in db.execute(f"SELECT * FROM {table} ORDER BY 1")]  # noqa: S608 - as above
            for table in tables
            if not table.startswith("sqlite_")
        }


@pytest.mark.usefixtures("rescued_aloud")
@pytest.mark.parametrize("harm", [harm_header, harm_first_page])
def test_every_column_of_every_table_comes_along(path: Path, harm: Harm) -> None:
    """Whatever this version keeps, and whatever the next one will, unless the test is told otherwise."""
    write(path, 4)
    with closing(Store(path)) as store:
        draft = Draft("t004", title="Whole", requester_id="c", team="Team 4")
        store.add_attachment("t004", Attachment("a4", "x.png", 3, "image/png", sha256_of(4), is_copied=True), NOW)
        store.save_draft(draft, NOW, is_in_form=True)
        store.save_draft(Draft("t005", title="Discarded"), NOW)
        store.discard("t005", NOW)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        fill(db, "tickets", "ticket", but=("discarded_at", "refusal", "can_go_without", "has_text"))
        fill(db, "attachments", "attachment_id")
        fill_others(db)
        db.execute("UPDATE tickets SET state = 'rejected', words = 'No such team' WHERE ticket = 't004'")
        db.row_factory = sqlite3.Row
        refusals.refresh(db, "t004")
    before = all_of(path)
    harm(path)
    rescue(path, no_copies)

    after = all_of(path)
    assert min(map(len, before.values())) > 0
    for row in before["tickets"]:  # Those that were being created may have gone.
        row["state"] = expected(State(str(row["state"]))).value
    assert after == before
    with closing(sqlite3.connect(path)) as db:
        for table in ("tickets", "attachments"):
            for column in db.execute(f"PRAGMA table_info({table})").fetchall():
                by_itself = None if column[4] is None else column[4].strip("'")
                said = [row[column[1]] for row in after[table] if str(row[column[1]]) != str(by_itself)]
                assert said or column[1] == "hold", f"{table}.{column[1]} is not put to the test"


@pytest.mark.usefixtures("rescued_aloud")
def test_original_of_an_edited_picture_is_not_taken_for_nobodys(path: Path) -> None:
    write(path, 4)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("UPDATE attachments SET original_sha256 = ?", (sha256_of(99),))
        db.execute("UPDATE attachments SET original_sha256 = 'nonsense' WHERE attachment_id = 'a1'")
    harm_header(path)
    needed: set[str] = set()

    def note(digests: set[str], _folder: Path) -> int:
        needed.update(digests)
        return 0

    rescue(path, note)

    assert needed == {sha256_of(1), sha256_of(3), sha256_of(99)}


@pytest.mark.usefixtures("rescued_aloud")
def test_database_of_an_older_version_is_rescued_into_one_of_now(path: Path) -> None:
    with closing(open_database(path, ladder=LADDER[:1])) as db:
        db.execute(
            "INSERT INTO tickets (ticket, state, title, created_at, changed_at) VALUES ('t', 'draft', 'Old', ?, ?)",
            (NOW.isoformat(), NOW.isoformat()),
        )
        db.execute("INSERT INTO attachments VALUES ('a', 't', 0, 'x.png', 3, 'image/png', ?, '')", (sha256_of(1),))
    harm_header(path)
    rescue(path, no_copies)

    after = all_of(path)
    assert [row["title"] for row in after["tickets"]] == ["Old"]
    assert [(row["name"], row["original_sha256"]) for row in after["attachments"]] == [("x.png", "")]
