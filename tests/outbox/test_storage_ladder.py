"""The database's versions: a backup before each step up, and a newer one is left alone."""

import sqlite3
import stat
import subprocess
import sys
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from support.disk import small_disk
from support.project import ROOT

from desk_gui.outbox.database import LADDER, open_database, version_of
from desk_gui.outbox.errors import StoreFull, StoreNewer, StoreTrouble

FIRST = LADDER[:1]
STEP = "ALTER TABLE tickets ADD COLUMN made_up TEXT NOT NULL DEFAULT 'new';"
BAD_STEP = "ALTER TABLE tickets ADD COLUMN half TEXT; ALTER TABLE nowhere ADD COLUMN x TEXT;"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "outbox.sqlite3"


def make_first_version(path: Path, title: str = "Old") -> None:
    with closing(open_database(path, ladder=FIRST)) as db:
        db.execute(
            "INSERT INTO tickets (ticket, state, title, created_at, changed_at) VALUES ('t', 'draft', ?, '', '')",
            (title,),
        )


def backups(path: Path) -> list[Path]:
    return sorted(path.parent.glob("*.bak"))


def titles(path: Path) -> list[tuple[int, str]]:
    """Return the version and the ticket's title, as a backup read by anything would give them."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        version: int = db.execute("PRAGMA user_version").fetchone()[0]
        return [(version, title) for (title,) in db.execute("SELECT title FROM tickets")]


def test_step_up_keeps_everything_and_what_was_before(path: Path) -> None:
    make_first_version(path)
    with closing(open_database(path, ladder=(*FIRST, STEP))) as db:
        [row] = db.execute("SELECT title, made_up FROM tickets")

        assert tuple(row) == ("Old", "new")
    [backup] = backups(path)
    assert backup.name.startswith("outbox.sqlite3.v1-2")
    assert titles(backup) == [(1, "Old")]
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert {each.name for each in path.parent.iterdir()} == {path.name, backup.name}


def test_backup_holds_what_is_still_in_the_journal(path: Path) -> None:
    with closing(open_database(path, ladder=FIRST)):  # Keeps the journal from being worked in.
        make_first_version(path, "In the journal")
        open_database(path, ladder=(*FIRST, STEP)).close()

    assert titles(backups(path)[0]) == [(1, "In the journal")]


def test_new_database_and_one_up_to_date_need_no_backup(path: Path) -> None:
    for _ in range(2):
        open_database(path, ladder=(*FIRST, STEP)).close()

    assert backups(path) == []


def test_each_step_has_a_backup_and_the_newest_three_are_kept(path: Path) -> None:
    make_first_version(path)
    for count in range(1, 5):
        steps = [f"ALTER TABLE tickets ADD COLUMN made_up_{number} TEXT;" for number in range(count)]
        open_database(path, ladder=(*FIRST, *steps)).close()

    assert [titles(backup)[0][0] for backup in backups(path)] == [2, 3, 4]


def test_step_that_fails_changes_nothing_and_can_be_tried_again(path: Path) -> None:
    make_first_version(path)
    with pytest.raises(StoreTrouble, match="nowhere"):
        open_database(path, ladder=(*FIRST, BAD_STEP))

    assert titles(path) == [(1, "Old")]
    with closing(open_database(path, ladder=(*FIRST, STEP))) as db:
        assert "half" not in db.execute("SELECT * FROM tickets").fetchone().keys()  # noqa: SIM118 - a Row is no dict


def test_no_step_without_a_backup(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "1m") as disk:
        path = disk / "outbox.sqlite3"
        make_first_version(path, "x" * 300_000)
        (disk / "filler").write_bytes(bytes(400_000))
        with pytest.raises(StoreFull):
            open_database(path, ladder=(*FIRST, STEP))

        assert [version for version, _ in titles(path)] == [1]
        assert {each.name for each in disk.iterdir()} == {path.name, "filler"}


def test_newer_version_is_refused_and_not_one_byte_is_changed(path: Path) -> None:
    open_database(path, ladder=(*FIRST, STEP)).close()
    before = path.read_bytes()
    with pytest.raises(StoreNewer) as refused:
        open_database(path, ladder=FIRST)

    assert refused.value.words == (
        "The outbox was made by a newer Desk GUI; nothing was changed (its schema is 2, this version knows 1). "
        "Start that one, or choose another folder with --data-dir."
    )
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


OPENERS = 4
OPEN = """
import sys
from pathlib import Path
from desk_gui.outbox.database import LADDER, open_database, version_of

print("here", flush=True)
sys.stdin.readline()
open_database(Path(sys.argv[1]), ladder=(*LADDER[:1], *sys.argv[2:])).close()
"""


def open_at_once(path: Path, *steps: str) -> list[str]:
    """Let several processes open a database at the same moment, and return what they say of it."""
    with ExitStack() as stack:
        openers = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", OPEN, str(path), *steps],
                    cwd=ROOT,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                )
            )
            for _ in range(OPENERS)
        ]
        for opener in openers:
            assert opener.stdout is not None
            assert opener.stdout.readline() == "here\n"
        for opener in openers:
            assert opener.stdin is not None
            opener.stdin.write("\n")
            opener.stdin.flush()
        return [opener.communicate(timeout=30)[1] for opener in openers]


@pytest.mark.parametrize("is_new", [True, False])
def test_several_that_open_at_once_climb_each_step_once(path: Path, *, is_new: bool) -> None:
    if not is_new:
        make_first_version(path)
    steps = [f"ALTER TABLE tickets ADD COLUMN made_up_{number} TEXT;" for number in range(5)]

    assert open_at_once(path, *steps) == [""] * OPENERS
    assert [version for version, _ in titles(path)] == ([] if is_new else [6])
    with closing(open_database(path, ladder=(*FIRST, *steps))) as db:
        assert version_of(db) == 6
    assert {titles(backup)[0] for backup in backups(path)} == (
        set() if is_new else {(version, "Old") for version in (3, 4, 5)}
    )


def test_step_with_a_trigger_is_climbed_whole(path: Path) -> None:
    trigger = "CREATE TRIGGER t AFTER DELETE ON tickets BEGIN DELETE FROM attachments; DELETE FROM attachments; END;"
    with closing(open_database(path, ladder=(*FIRST, f"{STEP} {trigger} -- and no more\n"))) as db:
        found = db.execute("SELECT sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()

    assert [f"{sql};" for (sql,) in found] == [trigger]


def test_every_step_of_the_ladder_can_be_climbed_from_each_before(path: Path) -> None:
    for height in range(1, len(LADDER)):
        each = path.with_name(f"{height}.sqlite3")
        open_database(each, ladder=LADDER[:height]).close()
        with closing(open_database(each)) as db, closing(open_database(path)) as new:
            schema = "SELECT sql FROM sqlite_schema ORDER BY name"
            assert [row[0] for row in db.execute(schema)] == [row[0] for row in new.execute(schema)]
