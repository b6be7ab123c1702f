"""What survives the end of a run, and the program that runs alone."""

import contextlib
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from support.raw_http import RawHttp, basic

from desk_gui.sandbox.server import Sandbox

PAIR = ("a-key", "a-secret")
MINIMAL = {"title": "x", "requester": {"euid": "e"}}


@contextlib.contextmanager
def running(folder: Path, id_prefix: str = "tk_practice_") -> Iterator[tuple[Sandbox, RawHttp]]:
    with Sandbox(data_dir=folder, api_key=PAIR[0], api_secret=PAIR[1], id_prefix=id_prefix) as sandbox:
        yield sandbox, RawHttp(sandbox.base_url, basic(*PAIR))


def test_a_restart_keeps_numbers_tickets_and_files(tmp_path: Path) -> None:
    with running(tmp_path) as (before, raw):
        raw.create(MINIMAL)
        raw.create({**MINIMAL, "title": "second"})
        raw.upload("a.txt", b"data")
        (upload,) = before.uploads()
    with running(tmp_path) as (after, raw):
        assert after.tickets() == before.tickets()
        assert after.tickets()[1]["request"]["title"] == "second"
        assert after.uploads()[0].sha256 == upload.sha256
        assert after.uploads()[0].file_url == after.base_url + upload.url_path
        assert raw.call("GET", "/" + upload.url_path).body == b"data"
        assert raw.call("GET", "/tickets/tk_practice_000002").json["data"]["title"] == "second"
        assert raw.create(MINIMAL).json["data"]["ticket_id"] == "tk_practice_000003"


def test_one_sandbox_may_be_started_again(tmp_path: Path) -> None:
    sandbox = Sandbox(data_dir=tmp_path, api_key=PAIR[0], api_secret=PAIR[1])
    for number in (1, 2):
        with sandbox:
            answer = RawHttp(sandbox.base_url, basic(*PAIR)).create(MINIMAL)
            assert answer.json["data"]["ticket_id"] == f"tk_practice_{number:06}"


def test_numbers_go_on_beyond_their_digits(tmp_path: Path) -> None:
    with running(tmp_path) as (_, raw):
        raw.create(MINIMAL)
    kept = tmp_path / "tickets" / "000001.json"
    kept.write_text(kept.read_text().replace('"number": 1,', '"number": 999999,'))
    with running(tmp_path) as (_, raw):
        assert raw.create(MINIMAL).json["data"]["ticket_id"] == "tk_practice_1000000"
    with running(tmp_path) as (_, raw):
        assert raw.create(MINIMAL).json["data"]["ticket_id"] == "tk_practice_1000001"


def test_what_an_interrupted_run_left_is_swept(tmp_path: Path) -> None:
    with running(tmp_path) as (sandbox, raw):
        raw.upload("a.txt", b"data")
        kept = sandbox.uploads()[0].path
    leftovers = [
        tmp_path / "uploads" / "ab.part",
        tmp_path / "uploads" / "ab.bin",
        tmp_path / "tickets" / "000007.part",
    ]
    for path in leftovers:
        path.write_bytes(b"half")
    with running(tmp_path):
        assert not any(path.exists() for path in leftovers)
        assert kept.read_bytes() == b"data"


def test_the_prefix_of_ids_may_be_chosen(tmp_path: Path) -> None:
    with running(tmp_path, id_prefix="tk_test_") as (_, raw):
        assert raw.create(MINIMAL).json["data"]["ticket_id"] == "tk_test_000001"


def test_before_the_first_start_there_is_nothing_to_ask(tmp_path: Path) -> None:
    sandbox = Sandbox(data_dir=tmp_path / "later", api_key=PAIR[0], api_secret=PAIR[1])
    assert sandbox.base_url == ""
    with pytest.raises(RuntimeError):
        sandbox.tickets()
    assert not (tmp_path / "later").exists()


@contextlib.contextmanager
def standing_alone(*options: str) -> Iterator[tuple[subprocess.Popen[str], dict[str, str]]]:
    command = [sys.executable, "-m", "desk_gui.sandbox", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            lines = [process.stdout.readline() for _ in range(3)]
            yield process, dict(line.strip().split(": ", 1) for line in lines)
        finally:
            process.kill()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_alone_it_says_where_it_is_and_stops_when_told(tmp_path: Path, number: signal.Signals) -> None:
    with standing_alone("--port", "0", "--data-dir", str(tmp_path)) as (process, said):
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+", said["Base URL"])
        raw = RawHttp(said["Base URL"], basic(said["API key"], said["API secret"]))
        assert raw.create(MINIMAL).json["data"]["ticket_id"] == "tk_practice_000001"
        process.send_signal(number)
        out, err = process.communicate(timeout=10)
        assert (process.returncode, out, err) == (0, "", "")
    assert (tmp_path / "tickets" / "000001.json").is_file()


def test_alone_it_takes_the_port_it_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with standing_alone("--port", str(port), "--data-dir", str(tmp_path)) as (_, said):
        assert urlsplit(said["Base URL"]).port == port


def test_alone_without_a_folder_it_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with standing_alone() as (process, said):
        raw = RawHttp(said["Base URL"], basic(said["API key"], said["API secret"]))
        raw.upload("a.txt", b"data")
        assert len(list(tmp_path.rglob("*.bin"))) == 1
        process.terminate()
        assert process.wait(timeout=10) == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [(["--port", "70000"], 2, "--port must be from 0 to 65535"), (["--port", "{taken}"], 1, "cannot start")],
)
def test_alone_it_says_why_it_cannot_start(tmp_path: Path, options: list[str], code: int, words: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        filled = [option.format(taken=taken.getsockname()[1]) for option in options]
        command = [sys.executable, "-m", "desk_gui.sandbox", "--data-dir", str(tmp_path), *filled]
        done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert (done.returncode, done.stdout) == (code, "")
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_importing_the_room_costs_next_to_nothing() -> None:
    script = (
        "import sys, desk_gui.sandbox;"
        "assert not {'http.server', 'socketserver', 'python_multipart', 'desk_gui.sandbox.server'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=30)
