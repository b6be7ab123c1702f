"""A disk that is full or nearly so: it is said before and meanwhile, what was written is kept, nothing half is left."""

import logging
import os
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.disk import fill, small_disk
from support.log_failure import ExpectLog
from support.misbehaving import Misbehaving
from support.outbox import PNG, Outbox

from desk_gui.outbox.desk import AddFiles, FileSource, ListTickets, SaveDraft, SubmitDraft
from desk_gui.outbox.draft import Draft
from desk_gui.outbox.errors import StoreFull
from desk_gui.outbox.events import (
    AttachmentRefused,
    DraftSaved,
    RefusedFile,
    StorageFailed,
    StorageWarned,
    SubmitRefused,
    TicketsListed,
    WorkerReady,
)
from desk_gui.outbox.room import KEPT_BYTES, Reserve
from desk_gui.outbox.store import Store
from desk_gui.outbox.tickets import State

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
MUCH_TEXT = "x" * 300_000
MORE_TEXT = "x" * 2_500_000
USED = (logging.WARNING, "room put aside is used")


class LimitedReserve(Reserve):
    """Stands for a full disk where none can be mounted: giving it up lifts SQLite's own limit on the database."""

    store: Store

    def release(self) -> bool:
        is_released = super().release()
        if is_released:
            self.store._db.execute("PRAGMA max_page_count = 1000000")
        return is_released


@pytest.fixture
def reserve(tmp_path: Path) -> Reserve:
    return Reserve(tmp_path / "reserve")


def limit(store: Store) -> None:
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count = {pages}")


def test_reserve_takes_real_room_once_and_gives_it_back(
    reserve: Reserve, tmp_path: Path, expect_log: ExpectLog
) -> None:
    expect_log("desk_gui.outbox.room", *USED)
    path = tmp_path / "reserve"
    assert reserve.ensure()
    found = path.stat()
    assert (found.st_size, found.st_mode & 0o777) == (KEPT_BYTES, 0o600)
    assert found.st_blocks * 512 >= KEPT_BYTES
    assert reserve.ensure()
    assert path.stat().st_ino == found.st_ino

    assert reserve.release()
    assert not path.exists()
    assert not reserve.release()


def test_half_a_reserve_of_a_killed_program_is_made_whole(reserve: Reserve, tmp_path: Path) -> None:
    (tmp_path / "reserve").write_bytes(b"half")

    assert reserve.ensure()
    assert (tmp_path / "reserve").stat().st_size == KEPT_BYTES


def test_reserve_takes_no_room_that_is_needed(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "1m") as disk:
        assert not Reserve(disk / "reserve").ensure()
        assert list(disk.iterdir()) == []


@pytest.mark.parametrize("what", ["save", "submit"])
def test_text_is_kept_in_the_reserve(tmp_path: Path, what: str, expect_log: ExpectLog) -> None:
    expect_log("desk_gui.outbox.room", *USED)
    told: list[str] = []
    reserve = LimitedReserve(tmp_path / "reserve", lambda: told.append("used"))
    reserve.ensure()
    draft = Draft("d", title="Typed on a full disk", description=MUCH_TEXT, requester_id="c")
    with closing(Store(tmp_path / "outbox.sqlite3", reserve=reserve)) as store:
        reserve.store = store
        store.save_draft(replace(draft, description=""), NOW)
        limit(store)
        if what == "save":
            assert store.save_draft(draft, NOW)
        else:
            assert store.submit(draft, profile="default", origin="https://a", now=NOW)
        assert told == ["used"]
        assert not (tmp_path / "reserve").exists()
        found = store.submission("d")
        assert found is not None
        assert found.draft == draft
        store.save_draft(Draft("e", title="Room again"), NOW)
        assert (tmp_path / "reserve").stat().st_size == KEPT_BYTES


def test_without_a_reserve_a_full_disk_is_said(tmp_path: Path, reserve: Reserve) -> None:
    with closing(Store(tmp_path / "outbox.sqlite3", reserve=reserve)) as store:
        limit(store)
        with pytest.raises(StoreFull):
            store.save_draft(Draft("d", title="x", description=MUCH_TEXT), NOW)


def test_full_disk_keeps_what_is_typed_and_what_was_there(
    tmp_path: Path, server: Misbehaving, expect_log: ExpectLog
) -> None:
    expect_log("desk_gui.outbox.room", *USED)
    expect_log("desk_gui.outbox.teller", logging.ERROR, "could not be read or written: ")
    with small_disk(tmp_path / "disk", "24m") as disk, Outbox(disk, base_url=server.base_url) as outbox:
        assert "Little room is left" in outbox.events.wait_for(WorkerReady).notices[-1]
        fill(disk / "filler")
        # Kept in the room put aside, and queued there, and said.
        during = outbox.draft("During")
        outbox.do(SaveDraft(replace(during, description=MUCH_TEXT)))
        outbox.events.wait_for(DraftSaved)
        assert "The disk is full. What you wrote was kept" in outbox.events.wait_for(StorageWarned).words
        outbox.do(SubmitDraft(during, "default"))
        outbox.wait_for_state(during.draft_id, State.CREATED)
        # More than that room holds.
        outbox.do(SubmitDraft(replace(outbox.draft("Too much"), description=MORE_TEXT), "default"))
        outbox.events.wait_for(SubmitRefused)
        assert "disk is full" in outbox.events.wait_for(StorageFailed).words
        fill(disk / "filler 2")
        outbox.do(AddFiles("d", (FileSource("a", "x.png", data=PNG),)), ListTickets(1))
        assert outbox.events.wait_for(AttachmentRefused).reason is RefusedFile.DISK_FULL
        assert [row.title for row in outbox.events.wait_for(TicketsListed).rows] == ["During"]
        assert not list((disk / "spool").rglob("*.part"))
        # Room again.
        (disk / "filler").unlink()
        (disk / "filler 2").unlink()
        after = outbox.draft("After")
        outbox.submit(after)
        outbox.wait_for_state(after.draft_id, State.CREATED)
        assert (disk / "reserve").stat().st_size == KEPT_BYTES


def test_disk_that_fills_up_meanwhile_is_said_once(tmp_path: Path, server: Misbehaving) -> None:
    with small_disk(tmp_path / "disk", "100m") as disk, Outbox(disk, base_url=server.base_url) as outbox:
        assert outbox.events.wait_for(WorkerReady).notices == ()
        draft = outbox.with_files(outbox.draft(), PNG)
        (disk / "filler").write_bytes(bytes(40_000_000))
        draft = outbox.with_files(draft, PNG, PNG + b"2")
        outbox.submit(draft)
        outbox.wait_for_state(draft.draft_id, State.CREATED)

        assert ["Little room" in warned.words for warned in outbox.events.all(StorageWarned)] == [True]


def test_disk_of_one_mebibyte(tmp_path: Path) -> None:
    """Too small for files and for a reserve: text is kept until it is full, and what was kept is not lost by that."""
    with small_disk(tmp_path / "disk", "1m") as disk:
        kept = queue_until_full(disk / "outbox.sqlite3")
        assert len(kept) > 3
        with Outbox(disk, auto_send=False) as outbox:
            outbox.do(AddFiles("d", (FileSource("a", "x.png", data=PNG),)), ListTickets(1))
            rows = outbox.events.wait_for(TicketsListed).rows
            assert [row.title for row in reversed(rows)] == kept
            assert {row.state for row in rows} == {State.QUEUED}
            assert outbox.events.wait_for(AttachmentRefused).reason is RefusedFile.DISK_FULL


def test_tickets_under_way_wait_for_room(tmp_path: Path, expect_log: ExpectLog) -> None:
    expect_log("desk_gui.outbox.opening", logging.ERROR, "could not be put to rest: The disk is full")
    with small_disk(tmp_path / "disk", "1m") as disk:
        path = disk / "outbox.sqlite3"
        with closing(Store(path)) as store:
            store.submit(Draft("t", title="x", requester_id="c"), profile="default", origin="https://a", now=NOW)
            store.move("t", State.CREATING, NOW)
        fill(disk / "filler")
        os.truncate(disk / "filler", (disk / "filler").stat().st_size - 36 * 1024)  # Enough to read, as SQLite does it.
        with Outbox(disk) as outbox:
            assert "start Desk GUI again" in outbox.events.wait_for(WorkerReady).notices[0]
            outbox.do(ListTickets(1))
            assert [row.state for row in outbox.events.wait_for(TicketsListed).rows] == [State.CREATING]
        (disk / "filler").unlink()
        with Outbox(disk) as outbox:
            outbox.do(ListTickets(1))
            assert [row.state for row in outbox.events.wait_for(TicketsListed).rows] == [State.UNCONFIRMED]


def queue_until_full(path: Path) -> list[str]:
    """Queue tickets until the disk takes no more; return the titles of those kept."""
    kept = []
    with closing(Store(path)) as store, suppress(StoreFull):
        for number in range(1000):
            draft = Draft(f"{number}", title=f"Ticket {number}", description="y" * 20_000, requester_id="c")
            store.submit(draft, profile="default", origin="http://127.0.0.1:9", now=NOW)
            kept.append(draft.title)
    return kept


@pytest.mark.parametrize("has_reserve", [True, False])
def test_starting_on_a_full_disk(tmp_path: Path, expect_log: ExpectLog, *, has_reserve: bool) -> None:
    with small_disk(tmp_path / "disk", "24m") as disk:
        with Outbox(disk) as outbox:
            outbox.do(SaveDraft(Draft("d", title="Before")))
        if not has_reserve:
            (disk / "reserve").unlink()
        fill(disk / "filler")
        outbox = Outbox(disk)
        outbox.worker.start()
        if has_reserve:
            expect_log("desk_gui.outbox.room", *USED)
            outbox.events.wait_for(WorkerReady)
            outbox.do(ListTickets(1), SaveDraft(Draft("e", title="On a full disk")))
            assert [row.title for row in outbox.events.wait_for(TicketsListed).rows] == ["Before"]
            outbox.events.wait_for(DraftSaved)
        else:
            expect_log("desk_gui.outbox.worker", logging.ERROR, "could not be opened")
            failed = outbox.events.wait_for(StorageFailed)
            assert failed.is_fatal
            assert failed.words.startswith("The disk is full; what was kept before is still there. Make room")
        assert outbox.worker.stop()
