import hashlib
import json
import signal
import subprocess
import sys
import time
from base64 import b64decode
from pathlib import Path

import pytest
from support.command import API_KEY, MARKED, Command
from support.keyring_session import KeyringSession, bus_session
from support.misbehaving import Fault
from support.programs import run_python

PAGE_OPTIONS = (
    *("--title", "Printer paper jam, unable to print"),
    *("--description", "Customer reported A4 paper jammed at the output tray, needs urgent handling."),
    *("--euid", "contact_12345", "--channel-id", "inbox_100", "--contact-id", "-1001234567890"),
    *("--sub-contact-id", "23232323", "--follower", "7562646527=Zhang San", "--submitter-id", "u_12345"),
    *("--team", "IT Support", "--priority", "high", "--type", "incident"),
    *("--field", "device_sn=PRN-2024-001", "--field", "location=Beijing HQ - 3rd Floor Print Room"),
)
PAGE_REQUEST = {
    "title": "Printer paper jam, unable to print",
    "description": "Customer reported A4 paper jammed at the output tray, needs urgent handling.",
    "requester": {
        "euid": "contact_12345",
        "channel_contacts": {
            "channel_id": "inbox_100",
            "contact_id": "-1001234567890",
            "sub_contact_id": "23232323",
            "followers": [{"id": "7562646527", "name": "Zhang San"}],
        },
    },
    "submitter": {"id": "u_12345"},
    "assignment_team": "IT Support",
    "priority": "high",
    "ticket_type": "incident",
    "custom_fields": {"device_sn": "PRN-2024-001", "location": "Beijing HQ - 3rd Floor Print Room"},
}


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "files"
    folder.mkdir()
    first, second = folder / "Bild ä.png", folder / "log.txt"
    first.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 300)
    second.write_text("one line\n", encoding="utf-8")
    return [first, second]


def test_the_id_alone_goes_to_stdout(command: Command) -> None:
    ended = command.submit()

    assert (ended.code, ended.err) == (0, "")
    assert ended.out == f"{command.server.tickets()[0]['ticket_id']}\n"


def test_the_pages_example_arrives_as_the_page_has_it(command: Command, files: list[Path]) -> None:
    ended = command.run("--submit", files[0], *PAGE_OPTIONS, files[1])

    assert ended.code == 0, ended.err
    request = command.server.tickets()[0]["request"]
    urls = [attachment.pop("file_url") for attachment in request.pop("attachments")]
    reference = request["custom_fields"].pop("desk_gui_reference")
    assert request == PAGE_REQUEST
    assert reference == command.rows()[0].reference
    uploads = {upload.file_url: upload for upload in command.server.uploads()}
    assert [uploads[url].sha256 for url in urls] == [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]
    authorization = command.server.received("create")[0].headers["authorization"]
    assert b64decode(authorization.removeprefix("Basic ")) == f"{API_KEY}:{MARKED}".encode()


def test_with_json_one_object_says_it_all(command: Command) -> None:
    ended = command.submit("--json")

    (told,) = ended.objects
    assert set(told) == {"reference", "state", "ticket_id", "title", "created_at", "message"}
    assert told["ticket_id"] == command.server.tickets()[0]["ticket_id"]
    assert (told["state"], told["title"], told["message"]) == ("created", "Printer", "")
    assert told["reference"].startswith("DG-")
    assert told["created_at"].endswith("+00:00")


@pytest.mark.parametrize(
    ("route", "fault", "expected"),
    [
        ("create", Fault.code(40012, "no such team"), (3, "rejected", "no such team")),
        ("create", Fault.status(422), (3, "rejected", "practice trouble 422")),
        ("upload", Fault.status(413), (3, "rejected", "too large")),
        ("create", Fault.status(401), (4, "queued", "refused the key")),
        ("upload", Fault.status(401), (4, "queued", "refused the key")),
        ("upload", Fault.status(503, retry_after=3600), (5, "queued", "asked for a pause")),
        ("create", Fault.throttled(), (5, "queued", "asked for a pause")),
        ("upload", Fault.html(), (5, "queued", "not LiveDesk's answer")),
        ("upload", Fault.reset(0), (5, "queued", "--send-waiting")),
        ("create", Fault.redirect("https://elsewhere.example/"), (5, "queued", "points elsewhere")),
        ("upload", Fault.status(404), (5, "queued", "404")),
        ("create", Fault.take_and_close(), (6, "unconfirmed", "may have arrived")),
        ("create", Fault.half_answer(), (6, "unconfirmed", "may have arrived")),
        ("create", Fault.status(500), (6, "unconfirmed", "may have arrived")),
        ("create", Fault.html(), (6, "unconfirmed", "may have arrived")),
    ],
)
def test_every_end_has_its_code_its_words_and_its_row(
    command: Command, files: list[Path], route: str, fault: Fault, expected: tuple[int, str, str]
) -> None:
    code, state, words = expected
    command.server.always(route, fault)

    ended = command.submit("--json", files[1])

    assert ended.code == code, ended.err
    (told,) = ended.objects
    assert (told["state"], told["ticket_id"]) == (state, "")
    assert words in told["message"]
    assert told["message"] in ended.err
    assert told["reference"] in ended.err
    (row,) = command.rows()
    assert (row.reference, row.state, row.created_at.isoformat()[:19]) == (
        told["reference"],
        state,
        told["created_at"][:19],
    )
    assert command.server.request_count(route) == 1


def test_without_json_a_ticket_that_is_not_created_leaves_stdout_empty(command: Command) -> None:
    command.server.always("create", Fault.status(500))

    assert command.submit().out == ""


def test_a_created_ticket_without_an_id_is_created_and_said_so(command: Command) -> None:
    command.server.always("create", Fault.missing_result())

    ended = command.submit()

    assert (ended.code, ended.out) == (0, "")
    assert "without giving an ID" in ended.err


def test_nobody_listening_keeps_the_ticket(command: Command) -> None:
    command.server.stop()

    ended = command.submit()

    assert (ended.code, ended.out) == (5, "")
    assert "No connection" in ended.err
    assert [row.state for row in command.rows()] == ["queued"]


def test_no_stored_key_keeps_the_ticket(unkeyed: Command) -> None:
    ended = unkeyed.submit()

    assert ended.code == 4
    assert "No API key is stored" in ended.err
    assert unkeyed.server.request_count("create") == 0
    assert [row.state for row in unkeyed.rows()] == ["queued"]


def test_a_key_that_is_wrong_keeps_the_ticket(unkeyed: Command) -> None:
    unkeyed.keep_key(secret="other")  # noqa: S106 - a wrong one, for a test

    assert unkeyed.submit().code == 4


def test_no_keyring_is_said(command: Command) -> None:
    with bus_session() as bare:
        ended = Command(bare, command.server, command.data_dir).submit()

    assert ended.code == 4
    assert "has no keyring" in ended.err


def test_a_locked_keyring_is_said(command: Command, keyring: KeyringSession) -> None:
    keyring.lock()

    ended = command.submit()

    assert ended.code == 4
    assert "is locked" in ended.err


def test_a_key_of_another_address_is_not_used(command: Command) -> None:
    origin = command.base_url.replace("127.0.0.1", "localhost")

    ended = command.run("--submit", "--title", "x", "--euid", "c", "--base-url", origin)

    assert ended.code == 4
    assert command.server.received("create") == []


def test_wait_goes_on_until_it_is_created(command: Command) -> None:
    command.server.script("create", Fault.throttled(1), Fault.throttled(1))

    ended = command.submit("--wait", "30")

    assert ended.code == 0, ended.err
    assert command.server.request_count("create") == 3


def test_wait_ends_early_when_no_try_is_left_in_time(command: Command) -> None:
    command.server.always("create", Fault.throttled(600))
    began = time.monotonic()

    assert command.submit("--wait", "60").code == 5
    assert time.monotonic() - began < 30


def test_wait_runs_out(command: Command) -> None:
    command.server.always("create", Fault.throttled(1))

    ended = command.submit("--wait", "8")

    # A busy machine may need most of that to start.
    assert ended.code == 5
    assert 2 <= command.server.request_count("create") <= 9


def test_waiting_does_not_help_against_a_refused_key(command: Command) -> None:
    command.server.always("create", Fault.status(401))
    began = time.monotonic()

    assert command.submit("--wait", "60").code == 4
    assert time.monotonic() - began < 30


def test_submit_sends_its_own_ticket_only(command: Command) -> None:
    command.server.script("create", Fault.throttled(1))
    assert command.submit("--title", "first").code == 5
    # Long enough under way for the first one to be due, were it sent too.
    command.server.script("create", Fault.late(2.5))

    assert command.submit("--title", "second", "--wait", "20").code == 0

    assert [ticket["request"]["title"] for ticket in command.server.tickets()] == ["second"]
    assert [row.state for row in command.rows()] == ["created", "queued"]


def test_interrupting_says_what_is_known(command: Command) -> None:
    command.server.always("create", Fault.silent())
    process = command.popen("--submit", "--title", "x", "--euid", "c", "--json")
    command.server.wait_for_requests("create", 1, deadline_s=30)
    process.send_signal(signal.SIGINT)

    ended = command.end(process, timeout_s=20)

    assert ended.code == 6
    assert ended.objects[0]["state"] == "unconfirmed"


def test_a_folder_held_by_another_program_is_left_alone(command: Command) -> None:
    assert command.run("--list").code == 0
    holder = (
        "import sys; from pathlib import Path; from desk_gui.qt.single_instance import InstanceLock;"
        "lock = InstanceLock(Path(sys.argv[1])); print(lock.acquire(), flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(command.data_dir / "lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "True\n"
            ended = command.submit()
        finally:
            process.kill()

    assert (ended.code, ended.out) == (5, "")
    assert "Another Desk GUI is at work" in ended.err
    assert str(command.data_dir) in ended.err
    assert command.rows() == []


def test_a_data_folder_that_is_a_file_is_storage_trouble(command: Command) -> None:
    command.data_dir.write_text("mine", encoding="utf-8")

    ended = command.submit()

    assert ended.code == 1
    assert "a file is in the way" in ended.err
    assert command.data_dir.read_text(encoding="utf-8") == "mine"


def test_a_damaged_outbox_is_said_and_set_aside(command: Command) -> None:
    assert command.run("--list").code == 0
    database = command.data_dir / "outbox.sqlite3"
    for beside in command.data_dir.glob("outbox.sqlite3-*"):
        beside.unlink()
    database.write_bytes(b"not a database, whatever it was" * 100)

    ended = command.submit()

    assert ended.code == 0
    assert ended.err.count("The outbox was damaged") == 1
    assert [path.read_bytes()[:5] for path in command.data_dir.glob("outbox.sqlite3.damaged-*")] == [b"not a"]


def test_damaged_settings_are_said_and_set_aside(command: Command) -> None:
    assert command.run("--list").code == 0
    (command.data_dir / "settings.json").write_text("{", encoding="utf-8")

    ended = command.submit()

    assert ended.code == 0
    assert ended.err.count("settings.damaged-") == 1


def test_the_profiles_defaults_apply_and_give_way(command: Command) -> None:
    command.data_dir.mkdir(mode=0o700)
    profiles = [
        {"name": "default", "base_url": command.base_url, "default_requester_id": "c-default", "submitter_id": "u-1"}
    ]
    (command.data_dir / "settings.json").write_text(json.dumps({"profiles": profiles}), encoding="utf-8")

    assert command.run("--submit", "--title", "a", with_address=False).code == 0
    said = ("--euid", "c-2", "--submitter-id", "")
    assert command.run("--submit", "--title", "b", *said, with_address=False).code == 0

    requests = [ticket["request"] for ticket in command.server.tickets()]
    assert [request["requester"]["euid"] for request in requests] == ["c-default", "c-2"]
    assert requests[0]["submitter"] == {"id": "u-1"}
    assert "submitter" not in requests[1]


def test_a_profile_of_its_own_uses_its_own_key(unkeyed: Command) -> None:
    unkeyed.keep_key(profile="night")

    assert unkeyed.submit("--profile", "night").code == 0
    assert not (unkeyed.data_dir / "settings.json").exists()


def test_a_secret_in_the_environment_is_not_used(unkeyed: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("API_SECRET", "DESK_GUI_API_SECRET", "LIVEDESK_API_SECRET"):
        monkeypatch.setenv(name, MARKED)

    assert unkeyed.submit().code == 4


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "--title"),
        (("--title", "  ", "--euid", "c"), "--title"),
        (("--title", "x"), "--euid"),
        (("--title", "x", "--contact-id", "1"), "--channel-id"),
        (("--title", "x", "--channel-id", "1"), "--contact-id"),
        (("--title", "x", "--channel-id", "1", "--contact-id", "2", "--follower", "=Zhang"), "Zhang"),
        (("--title", "x", "--euid", "c", "--field", "a=1", "--field", "a=2"), "twice"),
        (("--title", "x", "--euid", "c", "--field", "=1"), "KEY=VALUE"),
        (("--title", "x", "--euid", "c", "--profile", "nobody"), "default"),
    ],
)
def test_bad_input_is_said_and_nothing_is_kept(command: Command, arguments: tuple[str, ...], words: str) -> None:
    ended = command.run("--submit", *arguments, with_address=False)

    assert (ended.code, ended.out) == (2, "")
    assert words in ended.err
    assert command.rows() == []
    assert command.server.received("create") == []


def test_a_file_that_is_not_there_is_said_before_anything_is_made(command: Command, tmp_path: Path) -> None:
    ended = command.submit(tmp_path / "gone.png")

    assert ended.code == 2
    assert "gone.png" in ended.err
    assert not command.data_dir.exists()


def test_a_file_that_cannot_be_taken_leaves_nothing_behind(command: Command, files: list[Path]) -> None:
    empty = files[0].with_name("empty.png")
    empty.touch()

    ended = command.submit(files[0], empty)

    assert ended.code == 2
    assert "empty.png is empty" in ended.err
    assert command.rows() == []


def test_what_a_server_says_cannot_command_the_terminal(command: Command) -> None:
    command.server.always("create", Fault.code(1, "no\x1b[31m way\r\n\x07"))

    ended = command.submit()

    assert ended.code == 3
    assert "\x1b" not in ended.err
    assert "\x07" not in ended.err
    assert "way" in ended.err


def test_a_reader_that_is_gone_changes_nothing(command: Command) -> None:
    process = command.popen("--submit", "--title", "x", "--euid", "c")
    assert process.stdout is not None
    process.stdout.close()
    process.stdout = None

    ended = command.end(process)

    assert ended.code == 0
    assert [row.state for row in command.rows()] == ["created"]


def test_without_streams_it_works_too(command: Command) -> None:
    code = (
        "import sys; sys.stdout = sys.stderr = None;"
        f"sys.argv = ['desk-gui', '--data-dir', {str(command.data_dir)!r}, '--list'];"
        "from desk_gui.__main__ import main; sys.exit(main())"
    )
    assert run_python(code).returncode == 0
