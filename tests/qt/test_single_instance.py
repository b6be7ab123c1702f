import json
import os
import select
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QDir
from pytestqt.qtbot import QtBot

from desk_gui.qt.conversation import Conversation
from desk_gui.qt.single_instance import (
    MESSAGE_LIMIT_BYTES,
    MOST_CALLERS,
    Caller,
    InstanceLock,
    InstanceServer,
    server_name,
)

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
from desk_gui.qt.conversation import Conversation, HolderGoneError, TooMuchError
from desk_gui.qt.single_instance import OtherVersionError
request = json.loads(sys.stdin.read())
try:
    conversation = Conversation.begin(Path(sys.argv[1]))
    if conversation is None:
        print("nobody")
    else:
        conversation.ask(request)
        for answer in conversation.answers():
            print(json.dumps(answer), flush=True)
            if answer.get("is_last"):
                break
except (HolderGoneError, OtherVersionError, TooMuchError) as error:
    print(type(error).__name__)
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


class Holder:
    """What holds a folder in these tests: keeps what it is asked, and answers with the same.

    Attributes:
        asked: What it was asked, in order.
        callers: By whom.
        left: How many of them are gone.
    """

    def __init__(self, folder: Path) -> None:
        self.asked: list[dict[str, object]] = []
        self.callers: list[Caller] = []
        self.left = 0
        self.server = InstanceServer(folder, self._take)
        assert self.server.serve()

    def _take(self, caller: Caller, message: dict[str, object]) -> None:
        self.asked.append(message)
        self.callers.append(caller)
        caller.left.connect(self._note_left)
        if not message.get("is_slow"):
            caller.say({"is_last": True, **message})
            caller.end()

    def _note_left(self) -> None:
        self.left += 1


@pytest.fixture
def holder(qapp: QCoreApplication, tmp_path: Path) -> Iterator[Holder]:
    del qapp
    holder = Holder(tmp_path)
    yield holder
    holder.server.stop()
    holder.server.deleteLater()


@contextmanager
def _client(folder: Path, message: object) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(
        [sys.executable, "-c", CLIENT, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdin is not None
            with suppress(BrokenPipeError):
                process.stdin.write(json.dumps(message))
                process.stdin.close()
            yield process
        finally:
            process.kill()
            process.wait(10)


def _said(qtbot: QtBot, client: "subprocess.Popen[str]") -> str:
    """Return all that a client printed, once it has ended, while the holder lives."""
    heard: list[str] = []
    assert client.stdout is not None
    thread = threading.Thread(target=lambda out: heard.append(out.read()), args=(client.stdout,), daemon=True)
    thread.start()
    qtbot.waitUntil(lambda: bool(heard), timeout=30_000)
    return heard[0]


@pytest.mark.parametrize(
    "message",
    [{"title": "Drücker\nklemmt", "files": ["/media/ä b.png"]}, {}, {"description": "x" * 3_000_000}],
    ids=["text", "empty", "large"],
)
def test_a_second_process_asks_and_is_answered(
    qtbot: QtBot, tmp_path: Path, holder: Holder, message: dict[str, object]
) -> None:
    with _client(tmp_path, message) as client:
        assert json.loads(_said(qtbot, client)) == {"is_last": True, **message}

    assert holder.asked == [message]


def test_answers_come_as_they_are_given(qtbot: QtBot, tmp_path: Path, holder: Holder) -> None:
    with _client(tmp_path, {"is_slow": True}) as client:
        qtbot.waitUntil(lambda: bool(holder.callers), timeout=20_000)
        assert client.stdout is not None
        for number in range(3):
            with qtbot.waitSignal(holder.callers[0].drained, timeout=10_000):
                holder.callers[0].say({"number": number, "text": "ü" * 10_000})
            assert json.loads(client.stdout.readline())["number"] == number
        holder.callers[0].say({"is_last": True})
        assert json.loads(_said(qtbot, client)) == {"is_last": True}


def test_a_client_that_vanishes_is_noticed_and_can_be_talked_to_in_vain(
    qtbot: QtBot, tmp_path: Path, holder: Holder
) -> None:
    with _client(tmp_path, {"is_slow": True}) as client:
        qtbot.waitUntil(lambda: bool(holder.callers), timeout=20_000)
        client.kill()
        for _ in range(100):
            holder.callers[0].say({"text": "x" * 10_000})
        qtbot.waitUntil(lambda: holder.left == 1, timeout=10_000)


def test_a_holder_that_ends_midway_is_noticed(qtbot: QtBot, tmp_path: Path, holder: Holder) -> None:
    with _client(tmp_path, {"is_slow": True}) as client:
        qtbot.waitUntil(lambda: bool(holder.callers), timeout=20_000)
        holder.callers[0].say({"number": 1})
        holder.callers[0].end()
        assert _said(qtbot, client).splitlines() == ['{"number": 1}', "HolderGoneError"]


@pytest.mark.parametrize(
    ("spoken", "heard"),
    [
        (b'{"protocol": 3}\n', "OtherVersionError\n"),
        (b'{"other": 1}\n', "OtherVersionError\n"),
        (b"taken\n", "nobody\n"),
        (b"", "nobody\n"),
        (b'{"protocol": 2}\n', "HolderGoneError\n"),
        (b'{"protocol": 2}\nno json\n', "HolderGoneError\n"),
        (b'{"protocol": 2}\n[]\n', "HolderGoneError\n"),
        (b'{"protocol": 2}\n' + b"x" * (MESSAGE_LIMIT_BYTES + 1), "HolderGoneError\n"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="a socket of its own")
def test_a_holder_that_speaks_otherwise_is_not_believed(tmp_path: Path, spoken: bytes, heard: str) -> None:
    with socket.socket(socket.AF_UNIX) as strange:
        strange.settimeout(20)
        strange.bind(_socket_of(tmp_path))
        strange.listen()
        with _client(tmp_path, {"title": "x"}) as client:
            connection = strange.accept()[0]
            with connection, suppress(ConnectionError):
                connection.sendall(spoken)
                connection.shutdown(socket.SHUT_WR)
                connection.settimeout(20)
                received = connection.recv(1000)
            assert client.stdout is not None
            assert client.stdout.read() == heard
    Path(_socket_of(tmp_path)).unlink()
    if b'"protocol": 2' not in spoken:
        assert received == b""


def _socket_of(folder: Path) -> str:
    return QDir(QDir.tempPath()).filePath(server_name(folder))


def _say(name: str, raw: bytes, answers: list[bytes]) -> None:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(10)
        connection.connect(name)
        answer = connection.recv(1000)
        with suppress(ConnectionError):
            connection.sendall(raw)
            while more := connection.recv(1000):
                answer += more
        answers.append(answer)


def test_what_is_no_request_is_dropped_and_the_next_one_taken(qtbot: QtBot, tmp_path: Path, holder: Holder) -> None:
    for raw in (b"[1]\n", b"not json\n", b"\xff\n", b"{" * 5000 + b"\n", b"x" * (MESSAGE_LIMIT_BYTES + 1)):
        answers: list[bytes] = []
        thread = threading.Thread(target=_say, args=(_socket_of(tmp_path), raw, answers), daemon=True)
        thread.start()
        qtbot.waitUntil(partial(bool, answers), timeout=10_000)
        assert answers == [b'{"protocol": 2}\n']

    with _client(tmp_path, {"title": "real"}) as client:
        assert "real" in _said(qtbot, client)
    assert holder.asked == [{"title": "real"}]


def test_who_says_more_than_one_thing_is_dropped(qtbot: QtBot, tmp_path: Path, holder: Holder) -> None:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(_socket_of(tmp_path))
        connection.sendall(b'{"is_slow": true}\n')
        qtbot.waitUntil(lambda: bool(holder.callers), timeout=10_000)
        connection.sendall(b'{"title": "second"}\n')
        qtbot.waitUntil(lambda: holder.left == 1, timeout=10_000)

    assert holder.asked == [{"is_slow": True}]


def test_there_are_no_more_callers_than_a_window_can_bear(qtbot: QtBot, tmp_path: Path, holder: Holder) -> None:
    with ExitStack() as open_ones:

        def call() -> socket.socket:
            connection = open_ones.enter_context(socket.socket(socket.AF_UNIX))
            connection.connect(_socket_of(tmp_path))
            qtbot.waitUntil(lambda: bool(select.select([connection], [], [], 0)[0]), timeout=10_000)
            return connection

        callers = [call() for _ in range(MOST_CALLERS)]
        assert {caller.recv(1000) for caller in callers} == {b'{"protocol": 2}\n'}
        assert call().recv(1000) == b""

        callers[0].close()
        qtbot.waitUntil(lambda: len(holder.server.findChildren(Caller)) < MOST_CALLERS, timeout=10_000)
        assert call().recv(1000) == b'{"protocol": 2}\n'


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
@pytest.mark.usefixtures("holder")
def test_only_this_user_may_connect(tmp_path: Path) -> None:
    assert stat.S_IMODE(Path(_socket_of(tmp_path)).stat().st_mode) & 0o077 == 0


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="needs another owner")
def test_a_stranger_in_its_place_is_told_nothing(qtbot: QtBot, tmp_path: Path, holder: Holder) -> None:
    os.chown(_socket_of(tmp_path), 12345, -1)

    with _client(tmp_path, {"title": "private"}) as client:
        assert _said(qtbot, client) == "nobody\n"
    assert holder.asked == []


def test_nobody_there_is_said_soon(tmp_path: Path) -> None:
    assert Conversation.begin(tmp_path) is None


def test_a_request_too_large_is_not_sent(qtbot: QtBot, tmp_path: Path, holder: Holder) -> None:
    with _client(tmp_path, {"title": "x" * MESSAGE_LIMIT_BYTES}) as client:
        assert _said(qtbot, client) == "TooMuchError\n"
    assert holder.asked == []


def test_the_socket_of_a_killed_holder_is_replaced(qapp: QCoreApplication, qtbot: QtBot, tmp_path: Path) -> None:
    del qapp
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(_socket_of(tmp_path))
    assert Conversation.begin(tmp_path) is None
    holder = Holder(tmp_path)

    with _client(tmp_path, {"title": "x"}) as client:
        assert "is_last" in _said(qtbot, client)
    holder.server.stop()
    holder.server.deleteLater()
    assert holder.asked == [{"title": "x"}]
