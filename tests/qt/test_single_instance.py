import json
import os
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QDir
from pytestqt.qtbot import QtBot

from desk_gui.qt.single_instance import MESSAGE_LIMIT_BYTES, InstanceLock, InstanceServer, hand_over, server_name

HOLDER = """
import sys
from desk_gui.qt.single_instance import InstanceLock
from pathlib import Path
lock = InstanceLock(Path(sys.argv[1]))
print(lock.acquire(), flush=True)
sys.stdin.readline()
lock.release()
"""
CLIENT = """
import json, sys
from pathlib import Path
from desk_gui.qt.single_instance import hand_over
print(hand_over(Path(sys.argv[1]), json.loads(sys.stdin.read()), 3000))
"""


@contextmanager
def _holder(path: Path) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "True\n"
            yield process
        finally:
            process.kill()
            process.wait(10)


def test_two_processes_never_hold_one_folder(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with _holder(path) as holder:
        assert not InstanceLock(path).acquire()

        holder.communicate("\n", timeout=10)
        lock = InstanceLock(path)
        assert lock.acquire()
        assert lock.acquire()
        lock.release()


def test_a_killed_holder_leaves_nothing_in_the_way(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with _holder(path) as holder:
        holder.kill()
        holder.wait(10)

        lock = InstanceLock(path)
        assert lock.acquire()
        lock.release()


def test_other_folders_are_not_held(tmp_path: Path) -> None:
    with _holder(tmp_path / "lock"):
        lock = InstanceLock(tmp_path / "lock2")
        assert lock.acquire()
        lock.release()


def test_the_name_is_short_and_the_same_for_every_spelling(tmp_path: Path) -> None:
    deep = tmp_path / ("x" * 200) / ("y" * 200)
    deep.mkdir(parents=True)
    link = tmp_path / "link"
    link.symlink_to(deep)

    assert server_name(deep) == server_name(link) == server_name(deep / ".." / deep.name)
    assert server_name(deep) != server_name(tmp_path)
    assert len(server_name(deep)) < 50


@pytest.fixture
def taken() -> list[dict[str, object]]:
    return []


@pytest.fixture
def server(qapp: QCoreApplication, tmp_path: Path, taken: list[dict[str, object]]) -> Iterator[InstanceServer]:
    del qapp
    server = InstanceServer(tmp_path, taken.append)
    assert server.serve()
    yield server
    server.stop()


@contextmanager
def _client(folder: Path, message: object) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(
        [sys.executable, "-c", CLIENT, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdin is not None
            process.stdin.write(json.dumps(message))
            process.stdin.close()
            yield process
        finally:
            process.kill()
            process.wait(10)


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize(
    "message",
    [{"title": "Drücker\nklemmt", "files": ["/media/ä b.png"]}, {}, {"description": "x" * 900_000}],
    ids=["text", "empty", "large"],
)
def test_a_second_process_hands_over(
    qtbot: QtBot, tmp_path: Path, taken: list[dict[str, object]], message: dict[str, object]
) -> None:
    with _client(tmp_path, message) as client:
        qtbot.waitUntil(lambda: client.poll() is not None, timeout=20_000)
        assert client.stdout is not None
        assert client.stdout.read() == "True\n"

    assert taken == [message]


def _say(name: str, raw: bytes, answers: list[bytes]) -> None:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(10)
        connection.connect(name)
        try:
            connection.sendall(raw)
            answers.append(connection.recv(100))
        except ConnectionError:
            answers.append(b"")


@pytest.mark.usefixtures("server")
def test_what_is_no_message_is_dropped_and_the_next_one_taken(
    qtbot: QtBot, tmp_path: Path, taken: list[dict[str, object]]
) -> None:
    name = QDir(QDir.tempPath()).filePath(server_name(tmp_path))
    for raw in (b"[1]\n", b"not json\n", b"\xff\n", b"{" * 5000 + b"\n", b"x" * (MESSAGE_LIMIT_BYTES + 1)):
        answers: list[bytes] = []
        thread = threading.Thread(target=_say, args=(name, raw, answers), daemon=True)
        thread.start()
        qtbot.waitUntil(partial(bool, answers), timeout=10_000)
        assert answers == [b""]

    with _client(tmp_path, {"title": "real"}) as client:
        qtbot.waitUntil(lambda: client.poll() is not None, timeout=20_000)
    assert taken == [{"title": "real"}]


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
@pytest.mark.usefixtures("server")
def test_only_this_user_may_connect(tmp_path: Path) -> None:
    name = QDir(QDir.tempPath()).filePath(server_name(tmp_path))

    assert stat.S_IMODE(Path(name).stat().st_mode) & 0o077 == 0


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="needs another owner")
@pytest.mark.usefixtures("server")
def test_a_stranger_in_its_place_is_told_nothing(qtbot: QtBot, tmp_path: Path, taken: list[dict[str, object]]) -> None:
    os.chown(QDir(QDir.tempPath()).filePath(server_name(tmp_path)), 12345, -1)

    with _client(tmp_path, {"title": "private"}) as client:
        qtbot.waitUntil(lambda: client.poll() is not None, timeout=20_000)
        assert client.stdout is not None
        assert client.stdout.read() == "False\n"
    assert taken == []


def test_nobody_there_is_said_soon(tmp_path: Path) -> None:
    assert not hand_over(tmp_path, {"title": "x"}, 2_000)


def test_a_holder_that_does_not_answer_is_not_waited_for(qapp: QCoreApplication, tmp_path: Path) -> None:
    server = InstanceServer(tmp_path, lambda message: None)
    assert server.serve()

    # The server lives on this very thread, which is busy asking.
    assert not hand_over(tmp_path, {"title": "x"}, 200)
    server.stop()
    qapp.processEvents()


def test_a_message_too_large_is_not_sent(tmp_path: Path) -> None:
    assert not hand_over(tmp_path, {"title": "x" * MESSAGE_LIMIT_BYTES}, 200)


def test_the_socket_of_a_killed_holder_is_replaced(
    qapp: QCoreApplication, qtbot: QtBot, tmp_path: Path, taken: list[dict[str, object]]
) -> None:
    del qapp
    name = QDir(QDir.tempPath()).filePath(server_name(tmp_path))
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(name)
    server = InstanceServer(tmp_path, taken.append)

    assert server.serve()
    with _client(tmp_path, {"title": "x"}) as client:
        qtbot.waitUntil(lambda: client.poll() is not None, timeout=20_000)
    server.stop()
    assert taken == [{"title": "x"}]
