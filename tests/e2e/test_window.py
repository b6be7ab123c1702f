"""What happens around the main job: practice, second starts, sudden ends, stalled uploads, closed keyrings."""

import hashlib
import json
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import secretstorage
from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]  # it ships no types
from support.desktop import PrivateDesktop
from support.keyring_session import bus_session
from support.misbehaving import Fault, Misbehaving
from support.program_window import (
    API_KEY,
    API_SECRET,
    ID_PREFIX,
    PICTURE,
    ProgramWindow,
    has_window,
    keep_key,
    livedesk,
    run_program,
)
from support.waiting import wait_until

from desk_gui.system.settings import Profile

pytestmark = pytest.mark.e2e

FIRST_ID = f"{ID_PREFIX}000001"
PICTURE_SHA256 = hashlib.sha256(PICTURE.read_bytes()).hexdigest()
RUN_ONLY = "Keep for this run only"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Misbehaving]:
    """A LiveDesk on loopback."""
    with livedesk(tmp_path / "livedesk") as running:
        yield running


@pytest.fixture
def data_dir(private_desktop: PrivateDesktop) -> Path:
    """Where the program keeps its things."""
    return private_desktop.home / "desk"


# --- practice and second starts ---------------------------------------------------------------------------------------


def test_practice_says_so_everywhere(private_desktop: PrivateDesktop, data_dir: Path) -> None:
    window = ProgramWindow(private_desktop, "--sandbox", "--data-dir", data_dir)
    window.reader.find("Practice: tickets stay inside this program and go nowhere.", "label")
    window.button("Submit practice ticket")

    window.type_into("Title", "Only practice")
    private_desktop.key("Tab")
    window.type_into("Requester ID", "contact_7")
    private_desktop.key("ctrl+Return")

    assert window.wait_for_ticket_id("Only practice") == "tk_practice_000001"
    assert "practice" in window.wait_for_line("tk_practice_000001").split(", ")
    assert window.close() == 0
    assert {path.name for path in data_dir.rglob("*") if path.is_file()} >= {"outbox.sqlite3"}
    assert not [path for path in data_dir.iterdir() if path.is_file()]  # all of it lies in the practice's own folder


@pytest.mark.parametrize("is_saved", [False, True], ids=["at once", "saved before"])
def test_second_start_hands_over(private_desktop: PrivateDesktop, data_dir: Path, *, is_saved: bool) -> None:
    place = ("--sandbox", "--data-dir", data_dir)
    window = ProgramWindow(private_desktop, *place)
    window.type_into("Title", "Half written")
    if is_saved:
        wait_for_saved(data_dir, "Half written")

    second = run_program(private_desktop, *place, PICTURE, "--title", "From elsewhere", "--priority", "high")

    assert (second.code, second.out, second.err) == (0, "", "")
    window.wait_for_text(window.edit("Title"), "From elsewhere")
    window.wait_for_line(PICTURE.name, list_name="Attached files")
    high = window.reader.find("High", within=window.reader.find("Priority", "panel"), state="checked")
    assert high.role == "check box"
    assert window.wait_for_line("Half written").split(", ")[1] == "Draft"
    assert window.process.poll() is None


def test_all_that_the_command_line_says_is_in_the_form(
    private_desktop: PrivateDesktop, server: Misbehaving, data_dir: Path
) -> None:
    keep_key(private_desktop, server)
    said = {
        "title": "-T",
        "description": "It hums.\n\nLoudly.",
        "euid": "contact_7",
        "channel-id": "inbox_1",
        "contact-id": "-100",
        "sub-contact-id": "topic_3",
        "submitter-id": "u_9",
        "team": "IT Support",
        "priority": "low",
        "type": "question",
    }
    options = [word for name, value in said.items() for word in (f"--{name}", value)]
    options += ["--follower", "7=Ann", "--follower", "8=Ben", "--field", "room=12", "--field", "floor=3"]
    place = ("--data-dir", data_dir, "--base-url", server.base_url)
    window = ProgramWindow(private_desktop, *place, PICTURE, *options)
    window.wait_for_line(PICTURE.name, list_name="Attached files")
    window.reader.press(window.button("Submit ticket"))
    assert window.wait_for_ticket_id("-T") == FIRST_ID

    in_one_go = run_program(private_desktop, *place, "--submit", PICTURE, *options)

    assert in_one_go.code == 0, in_one_go.err
    requests = [ticket["request"] for ticket in server.tickets()]
    for request in requests:
        request["attachments"] = len(request["attachments"])
        del request["custom_fields"][Profile("any").reference_field]
    assert requests[0] == requests[1]
    assert requests[0]["submitter"] == {"id": "u_9"}
    assert requests[0]["requester"]["channel_contacts"]["followers"][1] == {"id": "8", "name": "Ben"}


def test_submit_beside_a_window_goes_through_it(private_desktop: PrivateDesktop, data_dir: Path) -> None:
    place = ("--sandbox", "--data-dir", data_dir)
    window = ProgramWindow(private_desktop, *place)
    window.type_into("Title", "Half written")

    second = run_program(private_desktop, *place, "--submit", "--title", "Now", "--euid", "contact_7")

    assert (second.code, second.out) == (0, "tk_practice_000001\n"), second.err
    assert window.wait_for_ticket_id("Now") == "tk_practice_000001"
    assert window.edit("Title").text == "Half written"


def test_submit_beside_a_window_that_hangs_writes_nothing(private_desktop: PrivateDesktop, data_dir: Path) -> None:
    place = ("--sandbox", "--data-dir", data_dir)
    window = ProgramWindow(private_desktop, *place)
    window.has_focus("Title")
    os.kill(window.process.pid, signal.SIGSTOP)

    second = run_program(private_desktop, *place, "--submit", "--title", "Not now", "--euid", "contact_7")

    assert (second.code, second.out) == (5, ""), second.err
    assert str(data_dir) in second.err
    assert "Nothing was sent or kept." in second.err
    os.kill(window.process.pid, signal.SIGCONT)
    assert window.edit("Title").text == ""
    assert window.lines() == []


# --- the end of the program -------------------------------------------------------------------------------------------


def test_draft_outlives_a_killed_program(private_desktop: PrivateDesktop, server: Misbehaving, data_dir: Path) -> None:
    keep_key(private_desktop, server)
    place = ("--data-dir", data_dir, "--base-url", server.base_url)
    killed = ProgramWindow(private_desktop, *place, PICTURE, "--euid", "contact_7")
    killed.wait_for_line(PICTURE.name, list_name="Attached files")
    killed.type_into("Title", "Cut off")
    wait_for_saved(data_dir, "Cut off")
    os.kill(killed.process.pid, signal.SIGKILL)
    assert killed.process.wait(5) == -signal.SIGKILL

    window = ProgramWindow(private_desktop, *place)
    recovered = wait_until(lambda: labels_beginning(window, "Recovered from "), "what was recovered", 20)
    assert "“Cut off” with 1 file." in recovered[0]
    window.reader.press(window.button("Keep"))
    window.wait_for_text(window.edit("Title"), "Cut off")
    window.wait_for_text(window.edit("Requester ID"), "contact_7")
    window.wait_for_line(PICTURE.name, list_name="Attached files")
    window.reader.press(window.button("Submit ticket"))

    assert window.wait_for_ticket_id("Cut off") == FIRST_ID
    assert [upload.sha256 for upload in server.uploads()] == [PICTURE_SHA256]
    assert [ticket["request"]["title"] for ticket in server.tickets()] == ["Cut off"]


def wait_for_saved(data_dir: Path, text: str) -> None:
    """Wait until a text of a draft is on the disk."""
    look_at = (data_dir, data_dir / "practice")
    wait_until(
        lambda: any(text.encode() in path.read_bytes() for folder in look_at for path in folder.glob("*sqlite3*")),
        f"{text} on the disk",
    )


def labels_beginning(window: ProgramWindow, start: str) -> list[str]:
    """Return the labels to be seen that begin so."""
    labels = window.reader.find_all(role="label")
    return [label.name for label in labels if label.name.startswith(start) and "showing" in label.states]


@pytest.fixture
def slow_window(private_desktop: PrivateDesktop, server: Misbehaving, data_dir: Path) -> ProgramWindow:
    """The program with a ticket on its way whose upload the server holds up."""
    keep_key(private_desktop, server)
    place = ("--data-dir", data_dir, "--base-url", server.base_url)
    window = ProgramWindow(private_desktop, *place, PICTURE, "--title", "Slow", "--euid", "contact_7")
    window.wait_for_line(PICTURE.name, list_name="Attached files")
    window.reader.press(window.button("Submit ticket"))
    server.wait_for_requests("upload", 1, 20)
    window.wait_for_line("Slow", "Sending files")
    return window


@pytest.fixture
def upload_fault(request: pytest.FixtureRequest, server: Misbehaving) -> None:
    """What happens to the first upload."""
    server.script("upload", request.param)


@pytest.mark.parametrize("upload_fault", [Fault.stall(1024)], ids=["stalled"], indirect=True)
@pytest.mark.usefixtures("upload_fault")
def test_quitting_does_not_wait_for_a_stalled_upload(
    private_desktop: PrivateDesktop, server: Misbehaving, slow_window: ProgramWindow, data_dir: Path
) -> None:
    private_desktop.key("ctrl+q")
    slow_window.has_focus("Quit", "push button")  # It says what waits, once.
    private_desktop.key("ctrl+q")

    assert slow_window.process.wait(5) == 0
    assert slow_window.output == ""
    place = ("--data-dir", data_dir, "--base-url", server.base_url)
    sent = run_program(private_desktop, *place, "--send-waiting", "--json")
    assert sent.code == 0, sent.err
    assert json.loads(sent.out)["ticket_id"] == FIRST_ID
    assert [upload.sha256 for upload in server.uploads()] == [PICTURE_SHA256]


@pytest.mark.parametrize("upload_fault", [Fault.late(2)], ids=["late"], indirect=True)
@pytest.mark.usefixtures("upload_fault")
def test_closing_finishes_what_is_on_its_way(server: Misbehaving, slow_window: ProgramWindow) -> None:
    assert slow_window.close(deadline_s=20) == 0

    assert slow_window.output == ""
    assert [ticket["request"]["title"] for ticket in server.tickets()] == ["Slow"]
    assert [upload.sha256 for upload in server.uploads()] == [PICTURE_SHA256]


# --- keyrings that do not open ----------------------------------------------------------------------------------------


def keep_for_this_run(window: ProgramWindow, server: Misbehaving) -> None:
    """Take the offer, and see that a ticket goes out with the key."""
    window.reader.press(window.button(RUN_ONLY))
    window.wait_for_settings_closed()
    window.fill("Title", "Without a keyring")
    window.fill("Requester ID", "contact_7")
    window.reader.press(window.button("Submit ticket"))

    assert window.wait_for_ticket_id("Without a keyring") == FIRST_ID
    assert len(server.tickets()) == 1


def test_no_keyring(private_desktop: PrivateDesktop, server: Misbehaving, data_dir: Path) -> None:
    with bus_session() as without_keyring:
        variables = {
            "DBUS_SESSION_BUS_ADDRESS": without_keyring.address,
            "AT_SPI_BUS_ADDRESS": accessibility_bus(private_desktop),
        }
        window = ProgramWindow(private_desktop, "--data-dir", data_dir, "--base-url", server.base_url, env=variables)
        window.open_settings()
        window.reader.find("This computer has no keyring that is running, so the key cannot be stored.", "label")
        window.fill("API key", API_KEY)
        window.fill("API secret", API_SECRET, "password text")
        window.reader.press(window.button("Save"))
        window.reader.find("This computer has no keyring that is running, so the key cannot be stored.", "label")

        keep_for_this_run(window, server)
        assert window.close() == 0


def test_locked_keyring(private_desktop: PrivateDesktop, server: Misbehaving, data_dir: Path) -> None:
    locked = "This computer's keyring is locked. Unlock it and press Save again, or go without it."
    with closing(open_dbus_connection(bus=private_desktop.env["DBUS_SESSION_BUS_ADDRESS"])) as bus:
        secretstorage.get_default_collection(bus).lock()
    window = ProgramWindow(private_desktop, "--data-dir", data_dir, "--base-url", server.base_url)
    dismiss_unlock_prompt(private_desktop)  # it looked for a key
    window.open_settings()
    dismiss_unlock_prompt(private_desktop)
    window.reader.find(locked, "label")

    window.fill("API key", API_KEY)
    window.fill("API secret", API_SECRET, "password text")
    window.reader.press(window.button("Save"))
    dismiss_unlock_prompt(private_desktop)
    window.reader.find(RUN_ONLY, "push button")
    window.reader.find(locked, "label")

    keep_for_this_run(window, server)
    assert window.close() == 0


def dismiss_unlock_prompt(desktop: PrivateDesktop) -> None:
    """Wait until the keyring asks to be unlocked, and decline."""
    title = "^Unlock Login Keyring$"
    prompt = desktop.find_window(title)
    desktop.activate(prompt)
    desktop.key("Escape")
    wait_until(lambda: not has_window(desktop, title), "the unlock prompt gone")


def accessibility_bus(desktop: PrivateDesktop) -> str:
    """Return the address of the desktop's accessibility bus."""
    call = ["dbus-send", "--session", "--print-reply=literal", "--dest=org.a11y.Bus", "/org/a11y/bus"]
    done = subprocess.run(
        [*call, "org.a11y.Bus.GetAddress"], env=desktop.env, capture_output=True, text=True, timeout=20, check=True
    )
    return done.stdout.strip()
