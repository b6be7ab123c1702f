"""The main job, end to end: from a double-click to a ticket ID, by mouse, by keyboard alone, and by names alone."""

import base64
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest
from support.desktop import PrivateDesktop
from support.misbehaving import Misbehaving
from support.page_example import PAGE_EXAMPLE
from support.program_window import (
    API_KEY,
    API_SECRET,
    ID_PREFIX,
    PICTURE,
    ProgramWindow,
    account,
    clipboard,
    keep_key,
    livedesk,
)
from support.waiting import wait_until

from desk_gui.system.settings import Profile

pytestmark = pytest.mark.e2e

TITLE = "Printer 3 won't start (2nd floor)"
FIRST_ID = f"{ID_PREFIX}000001"
TAB_ORDER = ["Requester ID", "Add files", "Description", "Low", "Task", "Assigned team", "More fields", "Submit ticket"]
PICTURE_SHA256 = hashlib.sha256(PICTURE.read_bytes()).hexdigest()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Misbehaving]:
    """A LiveDesk on loopback."""
    with livedesk(tmp_path / "livedesk") as running:
        yield running


@pytest.fixture
def pictures(private_desktop: PrivateDesktop) -> Path:
    """A folder with a screenshot in it, and a file beside it."""
    folder = private_desktop.home / "Pictures"
    folder.mkdir()
    copyfile(PICTURE, folder / "printer error.png")
    (folder / "notes.txt").write_text("not this one")
    return folder


def open_window(desktop: PrivateDesktop, server: Misbehaving, *arguments: str | Path) -> ProgramWindow:
    """Start the program for a server, with the window in front by itself."""
    window = ProgramWindow(desktop, "--data-dir", desktop.home / "desk", "--base-url", server.base_url, *arguments)
    window.has_focus("Title")
    return window


def check_arrived(server: Misbehaving, *, description: str = "") -> None:
    """Check that what was typed, and no more, has arrived once, with the picture and the right login."""
    (ticket,) = server.tickets()
    (upload,) = server.uploads()
    custom_fields = ticket["request"].pop("custom_fields")
    assert ticket["request"] == {
        "title": TITLE,
        "requester": {"euid": "contact_7"},
        "attachments": [{"file_url": upload.file_url}],
        **({"description": description} if description else {}),
    }
    assert list(custom_fields) == [Profile("any").reference_field]
    assert upload.sha256 == PICTURE_SHA256
    assert hashlib.sha256(upload.path.read_bytes()).hexdigest() == PICTURE_SHA256
    login = base64.b64encode(f"{API_KEY}:{API_SECRET}".encode()).decode()
    requests = server.received("upload") + server.received("create")
    assert [request.headers["authorization"] for request in requests] == [f"Basic {login}"] * 2


def test_picture_dragged_from_the_file_manager_becomes_a_ticket(
    private_desktop: PrivateDesktop, server: Misbehaving, pictures: Path
) -> None:
    window = open_window(private_desktop, server)
    window.type_key()
    entry = private_desktop.secret_lookup(service="Desk GUI", username=account(server))
    assert json.loads(entry) == {"api_key": API_KEY, "api_secret": API_SECRET}
    private_desktop.place_window(window.id, (200, 20), (1150, 700))
    files = private_desktop.thunar(pictures, size=(440, 420))
    x, y, width, height = private_desktop.window_box(window.id)

    # Anywhere on the window will do: here on the list, far from the place that shows attachments.
    private_desktop.drag(files.position("printer error.png"), (x + width * 3 // 4, y + height // 2))
    window.wait_for_line("printer error.png", list_name="Attached files")
    private_desktop.activate(window.id)
    window.type_into("Title", TITLE)
    private_desktop.key("Tab")
    window.type_into("Requester ID", "contact_7")
    private_desktop.key("ctrl+Return")

    assert window.wait_for_ticket_id(TITLE) == FIRST_ID
    check_arrived(server)
    assert window.close() == 0
    assert window.output == ""


def test_keyboard_alone(private_desktop: PrivateDesktop, server: Misbehaving, pictures: Path) -> None:
    window = open_window(private_desktop, server)
    window.type_key()

    window.type_into("Title", TITLE)
    private_desktop.key("Tab")
    window.type_into("Requester ID", "contact_7")
    passed = window.walk_to("Description")
    window.type_into("Description", "It hums.")
    passed += window.walk_to("Submit ticket")[1:]
    assert [name for name in passed if name in TAB_ORDER] == TAB_ORDER
    private_desktop.key("ctrl+o")
    window.type_into("File name:", str(pictures / "printer error.png"))
    private_desktop.key("Return")
    window.wait_for_line("printer error.png", list_name="Attached files")
    private_desktop.key("ctrl+Return")

    assert window.wait_for_ticket_id(TITLE) == FIRST_ID
    check_arrived(server, description="It hums.")
    private_desktop.key("ctrl+f", "Tab")
    window.has_focus("Tickets", "list")
    private_desktop.key("Down", "ctrl+c")
    wait_until(lambda: clipboard(private_desktop) == FIRST_ID, "the ID copied")
    private_desktop.key("ctrl+q")
    assert window.process.wait(5) == 0
    assert window.output == ""


def test_copied_picture_is_pasted(private_desktop: PrivateDesktop, server: Misbehaving) -> None:
    keep_key(private_desktop, server)
    private_desktop.popen(["xclip", "-quiet", "-selection", "clipboard", "-t", "image/png", "-i", PICTURE])
    wait_until(lambda: "image/png" in clipboard(private_desktop, "TARGETS"), "the picture on the clipboard")
    window = open_window(private_desktop, server)

    window.type_into("Title", TITLE)
    private_desktop.key("ctrl+v", "Tab")
    window.wait_for_line("Screenshot ", ".png", list_name="Attached files")
    window.type_into("Requester ID", "contact_7")
    private_desktop.key("ctrl+Return")

    assert window.wait_for_ticket_id(TITLE) == FIRST_ID
    check_arrived(server)


# --- by accessible names alone ----------------------------------------------------------------------------------------

ROLES = {  # what screen readers, and tests from outside, may count on
    "Title": "text",
    "Description": "text",
    "Attachments": "panel",
    "Add files": "push button",
    "Priority": "panel",
    "Ticket type": "panel",
    "Assigned team": "text",
    "Requester ID": "text",
    "Channel ID": "text",
    "Channel contact ID": "text",
    "Sub-contact ID": "text",
    "Followers": "panel",
    "Custom fields": "panel",
    "Submit ticket": "push button",
    "Settings": "push button",
}
LABELLED_BY_THEMSELVES = {"Add files", "Submit ticket", "Settings", "Save"}
ROLES_IN_SETTINGS = {
    "API key": "text",
    "API secret": "password text",
    "Base URL": "text",
    "Default requester ID": "text",
    "Submitter ID": "text",
    "Save": "push button",
}


def check_names(window: ProgramWindow, roles: dict[str, str]) -> None:
    """Check that each name belongs to one thing of its role, beside a visible label that says the same."""
    shown = [(thing.name, thing.role) for thing in window.reader.find_all() if "showing" in thing.states]
    for name, role in roles.items():
        expected = [role] if name in LABELLED_BY_THEMSELVES else ["label", role]
        assert [found for named, found in shown if named == name] == expected, name


def fill_in_page_example(window: ProgramWindow) -> None:
    """Put the page's example into the form, piece by piece, by names alone."""
    for name, text in (
        ("Title", "Printer paper jam, unable to print"),
        ("Description", "Customer reported A4 paper jammed at the output tray, needs urgent handling."),
        ("Requester ID", "contact_12345"),
        ("Assigned team", "IT Support"),
        ("Channel ID", "inbox_100"),
        ("Channel contact ID", "-1001234567890"),
        ("Sub-contact ID", "23232323"),
        ("Follower ID 1", "7562646527"),
        ("Follower name 1", "Zhang San"),
        ("Field 1", "device_sn"),
        ("Value 1", "PRN-2024-001"),
    ):
        window.fill(name, text)
    reader = window.reader
    reader.press(window.button("Add field"))
    window.fill("Field 2", "location")
    window.fill("Value 2", "Beijing HQ - 3rd Floor Print Room")
    for group, choice in (("Priority", "High"), ("Ticket type", "Incident")):
        reader.press(reader.find(choice, within=reader.find(group, "panel")))


@pytest.mark.parametrize("has_reference", [False, True], ids=["without reference", "with reference"])
def test_names_alone(
    private_desktop: PrivateDesktop, server: Misbehaving, pictures: Path, *, has_reference: bool
) -> None:
    window = open_window(private_desktop, server, pictures / "printer error.png")
    reader = window.reader
    window.open_settings()
    check_names(window, ROLES_IN_SETTINGS)
    window.fill("API key", API_KEY)
    window.fill("API secret", API_SECRET, "password text")
    window.fill("Submitter ID", "u_12345")
    if not has_reference:
        window.fill("Custom field for the reference", "")
    reader.press(window.button("Save"))
    window.wait_for_settings_closed()

    reader.press(reader.find("More fields"))
    check_names(window, ROLES)
    window.wait_for_line("printer error.png", list_name="Attached files")
    fill_in_page_example(window)
    reader.press(window.button("Submit ticket"))

    assert window.wait_for_ticket_id("Printer paper jam, unable to print") == FIRST_ID
    (ticket,) = server.tickets()
    (upload,) = server.uploads()
    expected = {**PAGE_EXAMPLE, "attachments": [{"file_url": upload.file_url}]}
    request = ticket["request"]
    if has_reference:
        reference_field = Profile("any").reference_field
        assert request["custom_fields"].pop(reference_field)
    assert request == expected
    assert upload.sha256 == PICTURE_SHA256
