"""The relay in the real window's process: what it does for others leaves the window's own work alone."""

import json
import logging
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QDir
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.desk_window import API_KEY, API_SECRET, DeskWindow, desk_window
from support.log_failure import ExpectLog
from support.misbehaving import Fault, Misbehaving

from desk_gui.cli import Mode, Options
from desk_gui.exchange import to_request
from desk_gui.outbox.desk import ReopenTicket
from desk_gui.outbox.tickets import State
from desk_gui.qt.single_instance import Caller, server_name

SUBMIT = Options(mode=Mode.SUBMIT, title="from outside", euid="c-1")
SEND_WAITING = Options(mode=Mode.SEND_WAITING)


@dataclass
class Other:
    """A later start, on a thread: asks, and hears all answers.

    Attributes:
        answers: What it heard.
        is_done: Whether the connection has ended.
    """

    folder: Path
    request: dict[str, object]
    answers: list[dict[str, object]] = field(default_factory=list)
    is_done: bool = False

    def __post_init__(self) -> None:
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(30)
            connection.connect(QDir(QDir.tempPath()).filePath(server_name(self.folder)))
            connection.sendall(json.dumps(self.request).encode("ascii") + b"\n")
            with connection.makefile("rb") as lines:
                for line in lines:
                    self.answers.append(json.loads(line))
        self.is_done = True

    def of_kind(self, kind: str) -> list[dict[str, object]]:
        """Return the answers of a kind."""
        return [answer for answer in self.answers if answer.get("kind") == kind]

    @property
    def end(self) -> tuple[object, object]:
        """The exit code and the sentences."""
        (answer,) = self.of_kind("end")
        return answer["code"], answer["sentences"]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Misbehaving]:
    with Misbehaving(data_dir=tmp_path / "server", api_key=API_KEY, api_secret=API_SECRET) as server:
        yield server


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot, folder: Path, server: Misbehaving) -> Iterator[DeskWindow]:
    with desk_window(qapp, qtbot, folder, server) as desk:
        relay = desk.desktop.make_relay()
        relay.serve(folder)
        yield desk
        relay.stop_listening()
        relay.close()


def _ask(desk: DeskWindow, folder: Path, options: Options) -> Other:
    other = Other(folder, to_request(options))
    desk.wait(lambda: other.is_done)
    return other


def test_the_form_keeps_what_is_in_it(desk: DeskWindow, folder: Path, server: Misbehaving) -> None:
    desk.window.form.title.setText("my own")
    before = desk.window.form.draft()

    created = _ask(desk, folder, SUBMIT)

    assert created.end == (0, [])
    assert [row["ticket_id"] for row in created.of_kind("row")] == [server.tickets()[0]["ticket_id"]]
    assert desk.wait_for_row(lambda row: row.title == "from outside").state is State.CREATED
    assert desk.window.form.draft() == before
    assert desk.window.strip.isHidden()


def test_what_is_refused_to_others_is_not_said_in_the_form(desk: DeskWindow, folder: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.png"
    empty.touch()
    desk.window.form.title.setFocus()
    focused = QApplication.focusWidget()

    refused = _ask(desk, folder, Options(mode=Mode.SUBMIT, title="x", euid="c", files=(empty,)))

    code, sentences = refused.end
    assert code == 2
    assert "empty.png is empty" in str(sentences)
    assert QApplication.focusWidget() is focused
    # The list may have met the draft while its file was being copied.
    desk.wait(lambda: not desk.rows())


def test_a_submit_of_the_windows_own_goes_on_meanwhile(desk: DeskWindow, folder: Path, server: Misbehaving) -> None:
    server.script("create", Fault.late(0.5))
    desk.window.form.title.setText("my own")
    desk.window.form.requester_id.setText("c-1")
    desk.window.submit()

    assert _ask(desk, folder, SUBMIT).end == (0, [])

    assert desk.wait_for_row(lambda row: row.title == "my own" and row.state is State.CREATED)
    assert desk.window.form.draft().title == ""
    assert len(server.tickets()) == 2


def test_everybody_hears_of_the_round_that_was_asked_for(desk: DeskWindow, folder: Path, server: Misbehaving) -> None:
    server.script("create", Fault.throttled(3600))
    assert _ask(desk, folder, SUBMIT).end == (5, [])
    server.script("create", Fault.late(0.5, Fault.throttled(3600)), Fault.late(0.5, Fault.throttled(3600)))
    desk.window.send_now()
    server.wait_for_requests("create", 2, deadline_s=10)

    others = [Other(folder, to_request(SEND_WAITING)) for _ in range(3)]
    desk.wait(lambda: all(other.is_done for other in others))

    assert [other.end for other in others] == [(5, [])] * 3
    assert [[row["state"] for row in other.of_kind("row")] for other in others] == [["queued"]] * 3
    server.behave()
    sent = _ask(desk, folder, SEND_WAITING)
    assert [row["state"] for row in sent.of_kind("row")] == ["created"]


def test_a_round_of_the_windows_own_is_not_taken_for_another(
    desk: DeskWindow, folder: Path, server: Misbehaving
) -> None:
    server.script("create", Fault.throttled(3600))
    assert _ask(desk, folder, SUBMIT).end == (5, [])
    server.script("create", Fault.late(2.0, Fault.throttled(3600)), Fault.throttled(3600), Fault.late(4.0))
    desk.window.send_now()
    server.wait_for_requests("create", 2, deadline_s=10)
    # It begins while the window's round is under way, and has a ticket more to try.
    assert _ask(desk, folder, replace(SUBMIT, title="another")).end == (5, [])

    sent = _ask(desk, folder, SEND_WAITING)

    assert sent.end == (5, [])
    assert {row["title"]: row["state"] for row in sent.of_kind("row")} == {
        "from outside": "queued",
        "another": "created",
    }


@pytest.mark.parametrize("options", [SUBMIT, SEND_WAITING])
def test_one_that_leaves_is_told_nothing_more(
    desk: DeskWindow, folder: Path, server: Misbehaving, options: Options
) -> None:
    server.script("create", Fault.throttled(3600), Fault.late(1.0))
    assert _ask(desk, folder, SUBMIT).end == (5, [])
    assert desk.desktop.relay is not None
    with socket.socket(socket.AF_UNIX) as leaving:
        leaving.connect(QDir(QDir.tempPath()).filePath(server_name(folder)))
        leaving.sendall(json.dumps(to_request(options)).encode("ascii") + b"\n")
        desk.wait(lambda: bool(desk.desktop.relay and desk.desktop.relay.findChildren(Caller)))
        desk.wait(lambda: server.request_count("create") == 2)
    desk.wait(lambda: not (desk.desktop.relay and desk.desktop.relay.findChildren(Caller)))

    assert _ask(desk, folder, SEND_WAITING).end == (0, [])
    assert {row.state for row in desk.rows()} == {State.CREATED}


def test_one_that_was_taken_back_into_a_form_is_not_waited_for(
    desk: DeskWindow, folder: Path, server: Misbehaving
) -> None:
    server.always("create", Fault.throttled(2))
    other = Other(folder, to_request(Options(mode=Mode.SUBMIT, title="from outside", euid="c-1", wait_s=60)))
    row = desk.wait_for_row(lambda row: bool(row.hold))
    desk.window.desk.do(ReopenTicket(row.ticket))
    desk.wait(lambda: other.is_done)

    assert other.end == (5, [])
    assert [row["state"] for row in other.of_kind("row")] == ["draft"]


def test_no_secret_and_no_more_than_is_printed_goes_over(desk: DeskWindow, folder: Path) -> None:
    told = json.dumps(_ask(desk, folder, SUBMIT).answers)

    assert API_SECRET not in told
    assert API_KEY not in told


@pytest.mark.parametrize("change", [{"mode": "version"}, {"title": None}, {"files": ["relative.png"]}])
def test_a_request_that_is_not_this_programs_is_dropped(
    desk: DeskWindow, folder: Path, change: dict[str, object], expect_log: ExpectLog
) -> None:
    expect_log("desk_gui.relay", logging.WARNING, "not this program's")
    other = Other(folder, {**to_request(SUBMIT), **change})
    desk.wait(lambda: other.is_done)

    assert other.answers == [{"protocol": 2}]
    assert not desk.rows()


def test_a_window_that_closes_takes_nothing_more(desk: DeskWindow, folder: Path) -> None:
    relay = desk.desktop.relay
    assert relay is not None
    with socket.socket(socket.AF_UNIX) as early:
        early.settimeout(10)
        early.connect(QDir(QDir.tempPath()).filePath(server_name(folder)))
        desk.wait(lambda: bool(relay.findChildren(Caller)))
        relay.stop_listening()
        early.sendall(json.dumps(to_request(SUBMIT)).encode("ascii") + b"\n")
        heard = bytearray()
        thread = threading.Thread(target=lambda: heard.extend(early.makefile("rb").read()), daemon=True)
        thread.start()
        desk.wait(lambda: not thread.is_alive())

    assert b'"code": 5' in heard
    assert b"is closing" in heard
    assert not desk.rows()
