"""What is kept in the database, and that it stays there."""

import logging
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desk_gui.outbox.draft import Attachment, Draft, Follower
from desk_gui.outbox.errors import StoreDamaged, StoreFull, StoreNewer, StoreTrouble
from desk_gui.outbox.events import QueueCounted
from desk_gui.outbox.reading import NEEDED
from desk_gui.outbox.store import REFERENCE_LETTERS, Store, new_reference
from desk_gui.outbox.tickets import Hold, State

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
FORM = Draft(
    "d1",
    title="Printer 😀 on fire",
    description="It \ud800 burns",
    requester_id="c",
    channel_id="i",
    channel_contact_id="-1",
    sub_contact_id="2",
    followers=(Follower("7", "Zhang San"), Follower("8")),
    submitter_id="u",
    team="IT",
    priority="high",
    ticket_type="incident",
    custom_fields=(("sn", "1"), ("", "x")),
)


def file(attachment_id: str, *, sha256: str = "ab" * 32, size_bytes: int = 7) -> Attachment:
    return Attachment(attachment_id, f"{attachment_id}.png", size_bytes, "image/png", sha256, is_copied=True)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "outbox.sqlite3"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with closing(Store(path)) as opened:
        yield opened


def queue(store: Store, ticket: str, *, title: str = "x", files: tuple[Attachment, ...] = ()) -> None:
    for each in files:
        store.add_attachment(ticket, each, NOW)
    draft = Draft(ticket, title=title, requester_id="c", attachments=files)
    assert store.submit(draft, profile="default", origin="https://a", now=NOW)


def create(store: Store, ticket: str, ticket_id: str) -> None:
    store.move(ticket, State.CREATING, NOW)
    store.move(ticket, State.CREATED, NOW, ticket_id=ticket_id)


# Durability and the file


def test_everything_is_there_after_reopening(path: Path) -> None:
    with closing(Store(path)) as store:
        store.save_draft(FORM, NOW)
        store.add_attachment("d1", file("a"), NOW)
        queue(store, "t1", title="Second", files=(file("b", size_bytes=8),))
        row = store.row("t1")
    with closing(Store(path)) as store:
        found = store.submission("d1")
        assert found is not None
        assert found.draft == replace(FORM, attachments=(file("a"),))
        assert store.row("t1") == row


def test_files_are_private_and_so_are_the_journals(store: Store, path: Path) -> None:
    store.save_draft(FORM, NOW)

    modes = {found.name: stat.S_IMODE(found.stat().st_mode) for found in path.parent.iterdir()}
    assert len(modes) == 3
    assert set(modes.values()) == {0o600}


def test_commits_are_synchronous(store: Store) -> None:
    settings = {
        name: store._db.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys")
    }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_newer_schema_is_refused_and_left_alone(path: Path) -> None:
    Store(path).close()
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
    before = path.read_bytes()

    with pytest.raises(StoreNewer, match="99"):
        Store(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"not a database at all" * 100, b"SQLite format 3\0" + bytes(4096)])
def test_damaged_database_is_said_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)

    with pytest.raises(StoreDamaged):
        Store(path)
    assert path.read_bytes() == content


def test_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble, match="No such file"):
        Store(tmp_path / "missing" / "outbox.sqlite3")


def test_full_disk_changes_nothing(store: Store) -> None:
    store.save_draft(FORM, NOW)
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(StoreFull):
        store.save_draft(replace(FORM, description="x" * 100_000), NOW)
    found = store.submission("d1")
    assert found is not None
    assert found.draft == FORM
    assert store.save_draft(replace(FORM, title="Shorter"), NOW)


# Drafts


def test_save_keeps_the_last_form_and_the_first_time(store: Store) -> None:
    store.save_draft(FORM, NOW)
    store.save_draft(replace(FORM, title="New title"), NOW + timedelta(minutes=5))

    row = store.row("d1")
    assert row is not None
    assert (row.title, row.state, row.reference) == ("New title", State.DRAFT, "")
    assert (row.created_at, row.changed_at) == (NOW, NOW + timedelta(minutes=5))


def test_late_save_cannot_touch_a_ticket(store: Store) -> None:
    queue(store, "t1", title="As submitted", files=(file("a"),))

    assert not store.save_draft(Draft("t1", title="Late"), NOW)
    assert not store.add_attachment("t1", file("b"), NOW)
    assert not store.discard("t1", NOW)
    store.remove_attachment("t1", "a")
    row = store.row("t1")
    assert row is not None
    assert (row.title, row.file_count) == ("As submitted", 1)


def test_attachments_keep_the_forms_order(store: Store) -> None:
    for name in "abc":
        store.add_attachment("d1", file(name), NOW)
    store.save_draft(replace(FORM, attachments=(file("c"), file("a"), file("b"))), NOW)

    assert [each.attachment_id for each in store.attachments("d1")] == ["c", "a", "b"]


def test_discarded_draft_is_nowhere_and_comes_back(store: Store) -> None:
    store.save_draft(FORM, NOW, is_in_form=True)
    store.add_attachment("d1", file("a"), NOW)
    before = store.submission("d1")

    assert store.discard("d1", NOW)
    assert (store.state("d1"), store.row("d1"), store.submission("d1"), store.in_form()) == (None, None, None, None)
    assert store.page(offset=0, limit=9) == (0, [])
    assert store.is_needed("ab" * 32)
    assert not store.save_draft(FORM, NOW)
    assert not store.add_attachment("d1", file("b"), NOW)
    assert not store.discard("d1", NOW)
    assert store.undo_discard("d1")
    assert store.submission("d1") == before
    assert not store.undo_discard("d1")


def test_next_start_forgets_what_was_discarded(store: Store) -> None:
    for draft in ("d1", "d2"):
        store.add_attachment(draft, file(f"file of {draft}", sha256=draft * 32), NOW)
    store.discard("d1", NOW)
    store.recover(NOW)

    assert store.needed_digests() == {"d2" * 32}
    assert not store.undo_discard("d1")


@pytest.mark.parametrize(
    ("state", "is_discarded"),
    [
        (State.DRAFT, True),
        (State.QUEUED, False),
        (State.UPLOADING, False),
        (State.CREATING, False),
        (State.CREATED, False),
        (State.REJECTED, True),
        (State.UNCONFIRMED, False),
        (State.CANCELLED, True),
    ],
)
def test_only_what_livedesk_cannot_have_is_discarded(store: Store, state: State, is_discarded: bool) -> None:
    queue(store, "t1")
    path = {
        State.QUEUED: [],
        State.CREATED: [State.CREATING, State.CREATED],
        State.REJECTED: [State.CREATING, State.REJECTED],
        State.UNCONFIRMED: [State.CREATING, State.UNCONFIRMED],
    }
    for step in path.get(state, [state]):
        store.move("t1", step, NOW)

    assert store.discard("t1", NOW) is is_discarded


# What was in the form


def test_form_is_noted_with_the_draft(store: Store) -> None:
    assert store.in_form() is None
    store.save_draft(FORM, NOW, is_in_form=True)
    store.save_draft(Draft("other", title="Not from a form"), NOW)
    assert store.in_form() == ("d1", NOW)
    later = NOW + timedelta(minutes=1)
    store.save_draft(FORM, later, is_in_form=True)
    assert store.in_form() == ("d1", later)
    store.save_draft(Draft("other", title="Now in the form"), NOW, is_in_form=True)
    assert store.in_form() == ("other", NOW)


def empty_form(store: Store) -> None:
    store.save_draft(Draft("d1", requester_id="default"), NOW, is_in_form=True)


def submit_form(store: Store) -> None:
    store.submit(FORM, profile="p", origin="https://a", now=NOW)
    assert store.in_form() is None
    store.move("d1", State.DRAFT, NOW)


def discard_form(store: Store) -> None:
    store.discard("d1", NOW)
    assert store.in_form() is None
    store.undo_discard("d1")


@pytest.mark.parametrize("end", [empty_form, submit_form, discard_form, Store.forget_form])
def test_form_is_forgotten(store: Store, end: Callable[[Store], object]) -> None:
    store.save_draft(FORM, NOW, is_in_form=True)
    end(store)

    assert store.in_form() is None


def test_other_drafts_leave_the_form_noted(store: Store) -> None:
    store.save_draft(FORM, NOW, is_in_form=True)
    queue(store, "t1")
    store.save_draft(Draft("d2", title="x"), NOW)
    store.discard("d2", NOW)

    assert store.in_form() == ("d1", NOW)


# Submit


def test_submit_is_whole(store: Store) -> None:
    store.add_attachment("t1", file("a"), NOW)
    store.add_attachment("t1", file("gone"), NOW)
    draft = replace(FORM, draft_id="t1", attachments=(file("a"),))

    assert store.submit(draft, profile="work", origin="https://b", now=NOW)
    found = store.submission("t1")
    assert found is not None
    assert found.draft == draft
    assert (found.profile, found.origin, found.state, found.attempts) == ("work", "https://b", State.QUEUED, 0)
    assert found.file_urls == ("",)
    assert found.reference.startswith("DG-")


def test_submit_twice_is_once(store: Store) -> None:
    queue(store, "t1")
    before = store.row("t1")

    assert not store.submit(Draft("t1", title="Other"), profile="p", origin="https://c", now=NOW)
    assert store.row("t1") == before


def test_failed_submit_leaves_the_draft(path: Path) -> None:
    def no_reference() -> str:
        raise ValueError("no reference today")

    with closing(Store(path, make_reference=no_reference)) as store:
        store.save_draft(FORM, NOW)
        store.add_attachment("d1", file("a"), NOW)
        with pytest.raises(ValueError, match="today"):
            store.submit(Draft("d1", title="Other"), profile="p", origin="https://a", now=NOW)
        found = store.submission("d1")
        assert found is not None
        assert (found.state, found.draft.title) == (State.DRAFT, FORM.title)
        assert len(found.draft.attachments) == 1


def test_references_are_short_readable_and_unique(path: Path) -> None:
    offered = iter(["DG-AAAAAA", "DG-AAAAAA", "DG-AAAAAA", "DG-BBBBBB"])
    with closing(Store(path, make_reference=lambda: next(offered))) as store:
        queue(store, "t1")
        queue(store, "t2")
        _, rows = store.page(offset=0, limit=9)
    assert [row.reference for row in rows] == ["DG-BBBBBB", "DG-AAAAAA"]
    assert not set(REFERENCE_LETTERS) & set("0O1IL")
    assert all(len(new_reference()) == 9 for _ in range(50))


def test_uploads_survive_an_edit_but_not_another_address(store: Store) -> None:
    queue(store, "t1", files=(file("a"),))
    store.set_file_url("a", "https://a/1")
    store.move("t1", State.DRAFT, NOW)
    draft = Draft("t1", title="x", requester_id="c", attachments=(file("a"),))
    store.submit(draft, profile="default", origin="https://a", now=NOW)
    same = store.submission("t1")
    store.move("t1", State.DRAFT, NOW)
    store.submit(draft, profile="default", origin="https://b", now=NOW)
    other = store.submission("t1")

    assert same is not None
    assert other is not None
    assert (same.file_urls, other.file_urls) == (("https://a/1",), ("",))
    assert same.reference == other.reference


# Moving


def test_move_writes_everything(store: Store) -> None:
    queue(store, "t1")
    store.move("t1", State.UPLOADING, NOW)
    later = NOW + timedelta(seconds=7)
    store.move(
        "t1",
        State.QUEUED,
        later,
        hold=Hold.BACKOFF,
        trouble="timed_out",
        words="half \ud800",
        attempts=3,
        next_try_at=later,
    )

    row = store.row("t1")
    assert row is not None
    assert (row.state, row.hold, row.trouble, row.words) == (State.QUEUED, Hold.BACKOFF, "timed_out", "half \ufffd")
    assert (row.changed_at, row.next_try_at) == (later, later)
    assert [waiting.next_try_at for waiting in store.queued()] == [later]


@pytest.mark.parametrize("state", [State.UNCONFIRMED, State.REJECTED])
def test_illegal_moves_are_refused(store: Store, state: State) -> None:
    queue(store, "t1")

    with pytest.raises(ValueError, match="may not go"):
        store.move("t1", state, NOW)
    with pytest.raises(ValueError, match="may not go"):
        store.move("nothing", State.QUEUED, NOW)
    assert store.state("t1") is State.QUEUED


def test_hold_touches_queued_tickets_alone(store: Store) -> None:
    for ticket in ("t1", "t2"):
        queue(store, ticket)
    create(store, "t2", "tk_2")
    store.hold(["t1", "t2"], Hold.KEY, trouble="key_refused")

    rows = {row.ticket: row.hold for row in store.page(offset=0, limit=9)[1]}
    assert rows == {"t1": Hold.KEY, "t2": Hold.NONE}


def test_recovering_puts_interrupted_tickets_to_rest(store: Store) -> None:
    for ticket in ("t1", "t2", "t3"):
        queue(store, ticket)
    store.move("t1", State.UPLOADING, NOW)
    store.move("t2", State.CREATING, NOW)
    store.recover(NOW)

    rows = {row.ticket: (row.state, row.trouble) for row in store.page(offset=0, limit=9)[1]}
    assert rows == {
        "t1": (State.QUEUED, "stopped"),
        "t2": (State.UNCONFIRMED, "stopped"),
        "t3": (State.QUEUED, ""),
    }


def test_unreadable_draft_is_said(store: Store, path: Path) -> None:
    queue(store, "t1")
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE tickets SET form = '[1'")
        db.commit()

    with pytest.raises(StoreDamaged, match="cannot be read"):
        store.submission("t1")


# Reading


def test_pages_are_newest_first_and_whole(store: Store) -> None:
    for number in range(7):
        queue(store, f"t{number}", title=f"Title {number}")
    pages = [store.page(offset=offset, limit=3) for offset in (0, 3, 6, 9)]

    assert [total for total, _ in pages] == [7] * 4
    assert [[row.ticket for row in rows] for _, rows in pages] == [
        ["t6", "t5", "t4"],
        ["t3", "t2", "t1"],
        ["t0"],
        [],
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["t3", "t2", "t1"]),
        ("paper", ["t1"]),
        ("PAPER", ["t1"]),
        ("100%", ["t2"]),
        ("%", ["t2"]),
        ("_", ["t3", "t1"]),
        ("!", ["t3"]),
        ("tk_77", ["t1"]),
        ("AAAAAA", ["t1"]),
        ("'; DROP TABLE tickets; --", []),
        ("\ud800", []),
    ],
)
def test_search(path: Path, query: str, found: list[str]) -> None:
    references = iter(["DG-AAAAAA", "DG-BBBBBB", "DG-CCCCCC"])
    with closing(Store(path, make_reference=lambda: next(references))) as store:
        queue(store, "t1", title="Paper jam")
        queue(store, "t2", title="Disk 100% full")
        queue(store, "t3", title="snake_case!")
        create(store, "t1", "tk_77")
        total, rows = store.page(offset=0, limit=10, query=query)
    assert [row.ticket for row in rows] == found
    assert total == len(found)


def test_blank_draft_is_not_listed(store: Store) -> None:
    store.save_draft(Draft("blank", requester_id="default"), NOW)
    store.save_draft(Draft("typed", description="x"), NOW)
    store.add_attachment("dropped", file("a"), NOW)

    total, rows = store.page(offset=0, limit=10)
    assert total == 2
    assert [(row.ticket, row.file_count, row.size_bytes) for row in rows] == [("dropped", 1, 7), ("typed", 0, 0)]


def test_copies_are_needed_until_livedesk_has_them(store: Store) -> None:
    shared, single = "aa" * 32, "bb" * 32
    queue(store, "t1", files=(file("a", sha256=shared), file("b", sha256=single)))
    store.add_attachment("d1", file("c", sha256=shared), NOW)
    assert store.needed_digests() == {shared, single}
    create(store, "t1", "tk_1")

    assert store.needed_digests() == {shared}
    assert store.is_needed(shared)
    assert not store.is_needed(single)


def test_a_long_history_is_not_read_through_to_forget_a_copy(store: Store, path: Path) -> None:
    store.save_draft(FORM, NOW)
    with closing(sqlite3.connect(path)) as db:
        plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {NEEDED}", ("a", "a"))]

    assert plan
    assert not [step for step in plan if step.startswith("SCAN")]


def test_the_list_can_be_of_one_submitter_only(store: Store) -> None:
    for number, submitter_id in enumerate(("u_1", "u_2", "", "u_1")):
        store.save_draft(replace(FORM, draft_id=f"d{number}", title="x", submitter_id=submitter_id), NOW)
    total, rows = store.page(offset=0, limit=9, submitter_id="u_1")
    assert (total, [row.ticket for row in rows]) == (2, ["d3", "d0"])
    assert store.page(offset=0, limit=9, submitter_id="u_3") == (0, [])
    assert store.page(offset=0, limit=9)[0] == 4


def test_counting(store: Store) -> None:
    assert store.count() == QueueCounted(0, 0, 0)
    for number in range(8):
        queue(store, f"t{number}")
    assert store.count() == QueueCounted(8, 0, 0)
    store.hold(["t0", "t1"], Hold.BACKOFF, next_try_at=NOW + timedelta(seconds=9))
    store.hold(["t2"], Hold.THROTTLED, next_try_at=NOW + timedelta(seconds=5))
    store.hold(["t3"], Hold.KEY)
    store.move("t4", State.UPLOADING, NOW)
    store.move("t5", State.CREATING, NOW)
    store.move("t6", State.CREATING, NOW)
    store.move("t6", State.UNCONFIRMED, NOW)
    counted = store.count()
    assert replace(counted, holds=()) == QueueCounted(4, 2, 2)
    assert sorted(counted.holds) == [(Hold.BACKOFF, 2), (Hold.KEY, 1), (Hold.THROTTLED, 1)]
    create(store, "t7", "tk_7")

    assert replace(store.count(), holds=()) == QueueCounted(3, 2, 2, NOW + timedelta(seconds=5))


def test_nothing_of_it_is_logged(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        store.save_draft(FORM, NOW)
    assert "burns" not in caplog.text
