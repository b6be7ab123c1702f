"""Files are looked for without waiting for a disk that does not answer."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desk_gui.ui.attachments.presence import are_there


class DeadDrive:
    """A drive that does not answer until its network comes back. Says so on which thread it was asked."""

    def __init__(self) -> None:
        self.asked = threading.Event()
        self.is_back = threading.Event()
        self.answered = threading.Event()
        self.thread = 0

    def exists(self, path: Path) -> bool:
        """Answer, once it can."""
        del path
        self.thread = threading.get_ident()
        self.asked.set()
        self.is_back.wait(30)
        self.answered.set()
        return True


@pytest.fixture
def drive() -> Iterator[DeadDrive]:
    """A dead drive, which is back when the test is over."""
    made = DeadDrive()
    yield made
    made.is_back.set()
    assert made.answered.wait(10)


def test_files_that_are_there(tmp_path: Path, qtbot: QtBot) -> None:
    del qtbot
    there, gone, link = tmp_path / "a", tmp_path / "b", tmp_path / "c"
    there.touch()
    link.symlink_to(gone)

    assert are_there([there, link], patience_ms=10_000)
    assert not are_there([there, gone], patience_ms=10_000)
    assert not are_there([Path("/a\0b")], patience_ms=10_000)


def test_a_drive_that_does_not_answer_is_not_waited_for(drive: DeadDrive, qtbot: QtBot) -> None:
    del qtbot
    began_s = time.monotonic()

    assert not are_there([Path("/a"), Path("/b")], patience_ms=50, exists=drive.exists)

    assert time.monotonic() - began_s < 5
    assert drive.asked.wait(10)
    assert drive.thread != threading.get_ident()
