"""The spool's thread and folder: order, giving up, claims, sweeping, and ending whatever happens."""

import logging
import os
import queue
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.log_failure import ExpectLog

from desk_gui.outbox.copying import CHUNK_BYTES
from desk_gui.outbox.desk import FileSource
from desk_gui.outbox.errors import FileLost
from desk_gui.outbox.events import RefusedFile
from desk_gui.outbox.spool import CopyEnded, Spool

PNG = b"\x89PNG\r\n\x1a\n"
PATIENCE_S = 10


class Running:
    """A spool with its thread, and what it said."""

    def __init__(self, root: Path) -> None:
        self.ended: queue.SimpleQueue[CopyEnded] = queue.SimpleQueue()
        self.spool = Spool(root, self.ended.put)

    def copy(self, attachment_id: str, data: bytes = PNG) -> None:
        self.spool.copy("d", FileSource(attachment_id, "x.png", data=data))

    def hold(self) -> threading.Event:
        """Keep the thread busy until the event is set."""
        gate = threading.Event()

        def wait() -> None:
            gate.wait(PATIENCE_S)

        self.spool.run(wait)
        return gate

    def copied(self, data: bytes) -> str:
        self.copy("any", data)
        ended = self.next()
        assert ended.copied is not None
        return ended.copied.sha256

    def next(self) -> CopyEnded:
        return self.ended.get(timeout=PATIENCE_S)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    made = Running(tmp_path / "spool")
    made.spool.start()
    yield made
    assert made.spool.stop(5)


def test_copies_end_in_the_order_they_were_asked_for(running: Running) -> None:
    for number in range(20):
        running.copy(str(number), PNG + bytes([number]))

    assert [running.next().source.attachment_id for _ in range(20)] == [str(number) for number in range(20)]


def test_one_refusal_does_not_touch_the_others(running: Running, tmp_path: Path) -> None:
    running.copy("1")
    running.spool.copy("d", FileSource("2", "gone.png", path=tmp_path / "gone.png"))
    running.copy("3")
    ended = [running.next() for _ in range(3)]

    assert [each.refused for each in ended] == [None, RefusedFile.MISSING, None]
    assert [each.copied is not None for each in ended] == [True, False, True]


def test_fifo_does_not_hold_the_others_back(running: Running, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    running.spool.copy("d", FileSource("1", "fifo", path=tmp_path / "fifo"))
    running.copy("2")

    assert running.next().refused is RefusedFile.NOT_A_FILE
    assert running.next().copied is not None


def test_copy_given_up_before_its_turn_is_said_and_leaves_nothing(running: Running, tmp_path: Path) -> None:
    gate = running.hold()
    running.copy("1")
    running.spool.give_up("1")
    gate.set()
    ended = running.next()

    assert (ended.copied, ended.refused) == (None, None)
    assert [path for path in (tmp_path / "spool").rglob("*") if path.is_file()] == []


def test_attachment_given_up_once_can_be_added_again(running: Running) -> None:
    gate = running.hold()
    running.copy("1")
    running.spool.give_up("1")
    running.copy("1")
    gate.set()

    assert running.next().copied is None
    assert running.next().copied is not None


def test_bug_in_one_job_does_not_end_the_others(running: Running, expect_log: ExpectLog) -> None:
    expect_log("desk_gui.outbox.spool", logging.ERROR, "job of the spool failed")

    def buggy() -> None:
        raise ZeroDivisionError

    running.spool.run(buggy)
    running.copy("1")

    assert running.next().copied is not None


def test_copy_is_claimed_until_it_is_released(running: Running) -> None:
    sha256 = running.copied(PNG)
    assert running.copied(PNG) == sha256

    for _ in range(2):
        running.spool.remove(sha256)
        assert running.spool.path_of(sha256).exists()
        running.spool.release(sha256)
    running.spool.remove(sha256)
    assert not running.spool.path_of(sha256).exists()
    running.spool.remove(sha256)


def test_check_finds_what_is_whole(running: Running) -> None:
    sha256 = running.copied(PNG)

    assert running.spool.check(sha256, len(PNG)).read_bytes() == PNG


@pytest.mark.parametrize("change", [Path.unlink, lambda path: path.write_bytes(b"short")])
def test_check_misses_what_is_lost(running: Running, change: Callable[[Path], object]) -> None:
    sha256 = running.copied(PNG)
    change(running.spool.path_of(sha256))

    with pytest.raises(FileLost):
        running.spool.check(sha256, len(PNG))


def test_sweep_removes_what_nobody_needs(tmp_path: Path) -> None:
    root = tmp_path / "spool"
    needed, orphan = root / "ab" / ("ab" * 32), root / "cd" / ("cd" * 32)
    part, stranger = root / "1234.part", root / "notes.txt"
    for path in (needed, orphan, part, stranger):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")

    Spool(root, lambda _: None).sweep({needed.name})
    assert [path.exists() for path in (needed, orphan, part, stranger)] == [True, False, False, True]


def test_stopping_gives_copies_up_and_does_the_rest(tmp_path: Path) -> None:
    running = Running(tmp_path / "spool")
    started, gate, done = threading.Event(), threading.Event(), threading.Event()

    def hold() -> None:
        started.set()
        gate.wait(PATIENCE_S)

    running.spool.run(hold)
    running.copy("1", os.urandom(64 * CHUNK_BYTES))
    running.spool.run(done.set)
    running.spool.start()
    assert started.wait(PATIENCE_S)
    assert not running.spool.stop(0)
    gate.set()

    assert running.spool.stop(5)
    assert running.next().copied is None
    assert done.is_set()
    assert list((tmp_path / "spool").glob("*.part")) == []


def test_stopping_a_spool_that_never_ran(tmp_path: Path) -> None:
    assert Spool(tmp_path, lambda _: None).stop(1)
