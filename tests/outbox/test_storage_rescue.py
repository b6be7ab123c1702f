"""A damaged database: what can be read is kept, the damaged file and the copies too.

Nothing goes by itself that may have gone already, or that may lack a file.
"""

import hashlib
import logging
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from support.damage import (
    MANY,
    PAGE,
    STATES,
    Harm,
    cut_in_the_middle,
    expected,
    harm_first_page,
    harm_header,
    harm_index,
    harm_middle,
    harm_tickets_root,
    overwrite,
    root_of,
    rows_of,
    write,
)
from support.log_failure import ExpectLog
from support.misbehaving import Fault, Misbehaving
from support.outbox import PNG, Outbox

from desk_gui.outbox.desk import ListTickets, ReopenTicket, SaveDraft, SendAgain, SubmitDraft
from desk_gui.outbox.events import DraftOpened, StorageFailed, TicketsListed, WorkerReady
from desk_gui.outbox.rescue import rescue
from desk_gui.outbox.soundness import damage_in
from desk_gui.outbox.tickets import State


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "outbox.sqlite3"


@pytest.fixture
def rescued_aloud(expect_log: ExpectLog) -> None:
    expect_log("desk_gui.outbox.rescue", logging.WARNING, "The outbox is damaged: ")
    expect_log("desk_gui.outbox.rescue", logging.WARNING, "The outbox was damaged. ")


def no_copies(_needed: set[str], _folder: Path) -> int:
    return 0


@pytest.mark.parametrize(
    ("harm", "at_least", "is_sure"),
    [
        (harm_header, MANY, True),
        (harm_first_page, MANY, True),
        (harm_index, MANY, True),
        (harm_tickets_root, MANY, False),
        (harm_middle, MANY - 12, True),
        (cut_in_the_middle, MANY // 3, True),
    ],
)
@pytest.mark.usefixtures("rescued_aloud")
def test_what_can_be_read_is_kept(path: Path, harm: Harm, at_least: int, *, is_sure: bool) -> None:
    write(path, MANY)
    before = rows_of(path)
    harm(path)
    harmed = path.read_bytes()
    [words] = rescue(path, no_copies)

    [damaged] = path.parent.glob("outbox.sqlite3.damaged-*Z")
    assert damaged.read_bytes() == harmed
    assert f"The damaged file was not deleted: {damaged}." in words
    after = rows_of(path)
    assert len(after) >= at_least
    assert f"tickets and drafts: {len(after)}" in words
    for ticket, row in after.items():
        was = before[ticket]
        assert (row.title, row.reference, row.ticket_id) == (was.title, was.reference, was.ticket_id)
        if is_sure:
            allowed = {expected(was.state)}
            # Where files may be missing, a human looks before a ticket goes.
            allowed |= {State.REJECTED} if was.state is State.QUEUED else set()
        else:
            allowed = {State.UNCONFIRMED} if was.state in (State.QUEUED, State.CREATING) else {was.state}
        assert row.state in allowed
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert damage_in(path) == ""
    assert rescue(path, no_copies) == ()


@pytest.mark.usefixtures("rescued_aloud")
def test_order_and_waiting_tickets_stay_where_all_is_readable(path: Path) -> None:
    write(path, MANY)
    before = rows_of(path)
    harm_header(path)
    rescue(path, no_copies)

    after = rows_of(path)
    assert list(after) == list(before)
    assert [row.file_count for row in after.values()] == [row.file_count for row in before.values()]
    assert {row.state for row in after.values()} == {expected(state) for state in STATES}


@pytest.mark.usefixtures("rescued_aloud")
def test_ticket_that_may_lack_a_file_does_not_go_by_itself(path: Path) -> None:
    write(path, 3 * MANY)
    overwrite(path, (root_of(path, "attachments") - 1) * PAGE, PAGE)
    rescue(path, no_copies)

    after = rows_of(path)
    assert len(after) == 3 * MANY
    assert State.QUEUED not in {row.state for row in after.values()}
    assert {row.trouble for row in after.values() if row.title == "Title 1"} == {"file_lost"}


@pytest.mark.usefixtures("rescued_aloud")
@pytest.mark.parametrize("content", [b"", b"not a database at all" * 1000, b"SQLite format 3\0" + bytes(4096)])
def test_what_holds_nothing_is_kept_all_the_same(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    if not content:
        path.with_name("outbox.sqlite3-wal").write_bytes(b"no journal either")
    [words] = rescue(path, no_copies)

    assert "Nothing in it could be read." in words
    assert rows_of(path) == {}
    [damaged] = path.parent.glob("outbox.sqlite3.damaged-*Z")
    assert damaged.read_bytes() == content


@pytest.mark.usefixtures("rescued_aloud")
def test_what_is_in_the_journal_alone_is_kept(path: Path, tmp_path: Path) -> None:
    """The file itself is empty: all is in the journal of a program that was killed."""
    scene = tmp_path / "scene"
    scene.mkdir()
    with closing(sqlite3.connect(path)) as holds_it_open:
        holds_it_open.execute("PRAGMA journal_mode = WAL").fetchone()
        holds_it_open.execute("SELECT * FROM sqlite_schema").fetchall()
        write(path, 5)
        (scene / path.name).write_bytes(b"")
        wal = path.with_name(f"{path.name}-wal")
        (scene / wal.name).write_bytes(wal.read_bytes())
    rescue(scene / path.name, no_copies)

    assert set(rows_of(scene / path.name)) == {f"t{number:03}" for number in range(5)}


@pytest.mark.parametrize(
    ("spoil", "state"),
    [
        ("state = 'sideways'", State.UNCONFIRMED),
        ("hold = 'of a version to come'", State.UNCONFIRMED),
        ("form = '{\"title\": '", State.UNCONFIRMED),
        ("title = CAST(x'ff00fe' AS TEXT)", State.QUEUED),
        ("created_at = 'soon'", State.QUEUED),
    ],
)
@pytest.mark.usefixtures("rescued_aloud")
def test_ticket_that_makes_no_sense_does_not_go_by_itself(path: Path, spoil: str, state: State) -> None:
    write(path, 10)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(f"UPDATE tickets SET {spoil} WHERE ticket = 't001'")  # noqa: S608 - as above
    rescue(path, no_copies)

    after = rows_of(path)
    assert len(after) == 10
    assert after["t001"].state is state
    assert after["t006"].state is State.QUEUED


def test_sound_database_is_left_alone(path: Path) -> None:
    assert rescue(path, no_copies) == ()
    assert not path.exists()
    write(path, 5)
    before = path.read_bytes()

    assert rescue(path, no_copies) == ()
    assert path.read_bytes() == before
    assert {each.name.removeprefix(path.name) for each in path.parent.iterdir()} <= {"", "-wal", "-shm"}


class PowerCutError(Exception):
    """Stands for the end of the process."""


@pytest.mark.usefixtures("rescued_aloud")
def test_rescue_that_was_broken_off_is_done_to_its_end(path: Path) -> None:
    write(path, 10)
    harm_header(path)
    harmed = path.read_bytes()

    def cut(_needed: set[str], _folder: Path) -> int:
        raise PowerCutError

    with pytest.raises(PowerCutError):
        rescue(path, cut)
    assert path.read_bytes() == harmed
    # The next step was done as well, and then the power was cut again.
    [rescued] = path.parent.glob("outbox.sqlite3.rescued-*")
    stamp = rescued.name.rpartition("-")[2]
    path.replace(path.with_name(f"outbox.sqlite3.damaged-{stamp}"))
    path.with_name("outbox.sqlite3-wal").write_bytes(b"must not be taken for the new one's")
    rescue(path, no_copies)

    assert len(rows_of(path)) == 10
    names = {each.name for each in path.parent.iterdir()}
    assert names == {path.name, f"outbox.sqlite3.damaged-{stamp}", f"outbox.sqlite3.damaged-{stamp}-wal"}


# The whole outbox


@pytest.mark.usefixtures("rescued_aloud")
def test_outbox_goes_on_with_what_was_rescued(data: Path, server: Misbehaving) -> None:
    server.script("upload", Fault.close_before_body())
    with Outbox(data, base_url=server.base_url, auto_send=False) as outbox:
        waiting = outbox.with_files(outbox.draft("Waiting"), PNG)
        outbox.do(SubmitDraft(waiting, "default"))
        outbox.wait_for_end_of_try(waiting.draft_id)
        draft = outbox.with_files(outbox.draft("Draft"), PNG + b"2")
        outbox.do(SaveDraft(draft))
    harm_header(data / "outbox.sqlite3")
    with Outbox(data, base_url=server.base_url, auto_send=False) as outbox:
        [notice, *_] = outbox.events.wait_for(WorkerReady).notices
        assert "attachments: 2" in notice
        outbox.do(SendAgain(waiting.draft_id), ReopenTicket(draft.draft_id))
        assert outbox.events.wait_for(DraftOpened).draft == draft
        outbox.wait_for_state(waiting.draft_id, State.CREATED)
    assert [upload.sha256 for upload in server.uploads()] == [hashlib.sha256(PNG).hexdigest()]


@pytest.mark.usefixtures("rescued_aloud")
def test_copies_that_no_ticket_names_any_more_are_kept(data: Path) -> None:
    with Outbox(data, auto_send=False) as outbox:
        outbox.do(SaveDraft(outbox.with_files(outbox.draft("Draft"), PNG)))
    (data / "outbox.sqlite3").write_bytes(b"all gone" * 1000)
    for _ in range(2):  # The next start does not sweep them either.
        with Outbox(data, auto_send=False) as outbox:
            notices = outbox.events.wait_for(WorkerReady).notices
        [folder] = data.glob("*.damaged-*-copies")
        [copy] = folder.iterdir()
        assert copy.read_bytes() == PNG
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        if _ == 0:
            assert f"Copied files that no ticket names any more (1) are kept in {folder}." in notices[0]


def test_copies_of_an_outbox_that_is_gone_are_kept(data: Path, expect_log: ExpectLog) -> None:
    expect_log("desk_gui.outbox.opening", logging.WARNING, "The outbox was not there any more")
    with Outbox(data, auto_send=False) as outbox:
        outbox.do(SaveDraft(outbox.with_files(outbox.draft("Draft"), PNG)))
    (data / "outbox.sqlite3").unlink()
    with Outbox(data, auto_send=False) as outbox:
        [notice, *_] = outbox.events.wait_for(WorkerReady).notices
    [folder] = data.glob("*.lost-*-copies")
    assert f"(1) are kept in {folder}" in notice
    assert [copy.read_bytes() for copy in folder.iterdir()] == [PNG]


def test_damage_met_meanwhile_is_said_and_mended_at_the_next_start(
    data: Path, expect_log: ExpectLog, rescued_aloud: None
) -> None:
    del rescued_aloud
    expect_log("desk_gui.outbox.teller", logging.ERROR, "could not be read or written")
    path = data / "outbox.sqlite3"
    data.mkdir(mode=0o700)
    write(path, MANY, has_files=False)
    with Outbox(data, auto_send=False) as outbox:
        harm_tickets_root(path)
        with closing(sqlite3.connect(path)) as db:  # A commit of somebody else's: what was read before does not count.
            db.execute("CREATE TABLE of_somebody_else (x)")
            db.execute("DROP TABLE of_somebody_else")
        outbox.do(ListTickets(1))
        failed = outbox.events.wait_for(StorageFailed)
        assert failed.words.startswith("The outbox is damaged; nothing of it was deleted")
        assert "Start Desk GUI again" in failed.words
    with Outbox(data, auto_send=False) as outbox:
        outbox.do(ListTickets(1))
        assert outbox.events.wait_for(TicketsListed).total == MANY
