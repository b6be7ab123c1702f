import socket
import stat
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.command import Command

from desk_gui.outbox.draft import Draft
from desk_gui.outbox.store import Store


def _practice(command: Command, *arguments: str | Path) -> tuple[int, str, str]:
    ended = command.run("--sandbox", *arguments, with_address=False)
    return ended.code, ended.out, ended.err


SUBMIT = ("--submit", "--title", "x", "--euid", "c")


def test_practice_needs_no_key_and_no_network(unkeyed: Command, tmp_path: Path) -> None:
    file = tmp_path / "shot.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n")

    code, out, err = _practice(unkeyed, *SUBMIT, file)

    assert (code, err) == (0, "")
    assert out == "tk_practice_000001\n"
    assert unkeyed.server.request_count("create") == 0


def test_practice_has_a_folder_of_its_own(unkeyed: Command) -> None:
    assert _practice(unkeyed, *SUBMIT)[0] == 0

    assert unkeyed.rows() == []
    assert "tk_practice_000001" in _practice(unkeyed, "--list")[1]


def test_the_next_practice_goes_on_where_the_last_one_ended(unkeyed: Command) -> None:
    assert _practice(unkeyed, *SUBMIT)[1] == "tk_practice_000001\n"
    port = (unkeyed.data_dir / "practice" / "port").read_text(encoding="ascii")

    assert _practice(unkeyed, *SUBMIT)[1] == "tk_practice_000002\n"

    assert (unkeyed.data_dir / "practice" / "port").read_text(encoding="ascii") == port


@pytest.mark.parametrize("content", [None, "", "no port", "0", "99999", "1"])
def test_a_port_that_cannot_be_had_again_is_replaced(unkeyed: Command, content: str | None) -> None:
    assert _practice(unkeyed, *SUBMIT)[0] == 0
    port_file = unkeyed.data_dir / "practice" / "port"
    if content is not None:
        port_file.write_text(content, encoding="ascii")
        assert _practice(unkeyed, *SUBMIT)[0] == 0
        return
    with socket.create_server(("127.0.0.1", int(port_file.read_text(encoding="ascii")))):
        assert _practice(unkeyed, *SUBMIT)[0] == 0


def test_tickets_that_wait_follow_practice_to_its_new_port(unkeyed: Command) -> None:
    assert _practice(unkeyed, "--list")[0] == 0
    now = datetime.now(UTC)
    store = Store(unkeyed.data_dir / "practice" / "outbox.sqlite3")
    draft = Draft(draft_id="d-1", title="from before", requester_id="c")
    store.save_draft(draft, now)
    store.submit(draft, profile="default", origin="http://127.0.0.1:9", now=now)
    store.close()

    code, out, _ = _practice(unkeyed, "--send-waiting")

    assert code == 0
    assert "tk_practice_000001\tfrom before" in out


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_everything_written_is_private(unkeyed: Command) -> None:
    assert _practice(unkeyed, *SUBMIT)[0] == 0
    assert unkeyed.run("--list").code == 0

    loose = [path for path in unkeyed.data_dir.rglob("*") if stat.S_IMODE(path.stat().st_mode) & 0o077]
    assert loose == []


@pytest.mark.parametrize("beside", [("--base-url", "https://one.example"), ("--profile", "default")])
def test_practice_beside_an_address_or_a_profile_is_bad_input(unkeyed: Command, beside: tuple[str, str]) -> None:
    code, out, err = _practice(unkeyed, *SUBMIT, *beside)

    assert (code, out) == (2, "")
    assert "--sandbox" in err
    assert not unkeyed.data_dir.exists()
