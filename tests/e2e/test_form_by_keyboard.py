"""The form, filled in by the keyboard alone: with everything that a ticket can have, and with as little as it can."""

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
    clipboard,
    keep_key,
    livedesk,
)
from support.waiting import wait_until

pytestmark = pytest.mark.e2e


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Misbehaving]:
    """A LiveDesk on loopback."""
    with livedesk(tmp_path / "livedesk") as running:
        yield running


@pytest.fixture
def window(private_desktop: PrivateDesktop, server: Misbehaving) -> ProgramWindow:
    """The program's window, in front by itself."""
    opened = ProgramWindow(private_desktop, "--data-dir", private_desktop.home / "desk", "--base-url", server.base_url)
    opened.has_focus("Title")
    return opened


def test_everything_the_page_shows(window: ProgramWindow, server: Misbehaving) -> None:
    desktop = window.desktop
    picture = copyfile(PICTURE, desktop.home / "printer error.png")
    desktop.key("ctrl+comma")
    window.type_into("API key", API_KEY)
    desktop.key("Tab")
    window.has_focus("API secret", "password text")
    desktop.type_text(API_SECRET)
    window.walk_and_type("Submitter ID", "u_12345")
    window.walk_to("Custom field for the reference")
    desktop.key("Delete", "Return")
    window.wait_for_settings_closed()

    window.type_into("Title", "Printer paper jam, unable to print")
    window.walk_and_type("Requester ID", "contact_12345")
    desktop.key("ctrl+o")
    window.type_into("File name:", str(picture))
    desktop.key("Return")
    window.wait_for_line("printer error.png", list_name="Attached files")
    window.walk_and_type("Description", "Customer reported A4 paper jammed at the output tray, needs urgent handling.")
    for choice in ("High", "Incident"):
        window.walk_to(choice)
        desktop.key("space")
    window.walk_and_type("Assigned team", "IT Support")
    window.walk_to("More fields")
    desktop.key("space")
    window.walk_and_type("Field 1", "device_sn")
    window.walk_and_type("Value 1", "PRN-2024-001")
    window.walk_to("Add field")
    desktop.key("space")
    window.type_into("Field 2", "location")
    window.walk_and_type("Value 2", "Beijing HQ - 3rd Floor Print Room")
    for name, text in (
        ("Channel ID", "inbox_100"),
        ("Channel contact ID", "-1001234567890"),
        ("Sub-contact ID", "23232323"),
        ("Follower ID 1", "7562646527"),
        ("Follower name 1", "Zhang San"),
    ):
        window.walk_and_type(name, text)
    desktop.key("ctrl+Return")

    assert window.wait_for_ticket_id("Printer paper jam, unable to print") == f"{ID_PREFIX}000001"
    (ticket,) = server.tickets()
    (upload,) = server.uploads()
    assert ticket["request"] == {**PAGE_EXAMPLE, "attachments": [{"file_url": upload.file_url}]}
    assert window.output == ""


def test_three_acts(private_desktop: PrivateDesktop, server: Misbehaving, window: ProgramWindow) -> None:
    """Paste, a title, Ctrl+Enter: the requester is in the settings."""
    keep_key(private_desktop, server)
    private_desktop.key("ctrl+comma")
    window.has_focus("API key")
    window.walk_and_type("Default requester ID", "contact_7")
    private_desktop.key("Return")
    window.wait_for_settings_closed()
    private_desktop.popen(["xclip", "-quiet", "-selection", "clipboard", "-t", "image/png", "-i", PICTURE])
    wait_until(lambda: "image/png" in clipboard(private_desktop, "TARGETS"), "the picture on the clipboard")

    private_desktop.key("ctrl+v")
    window.type_into("Title", "It hums")
    private_desktop.key("ctrl+Return")

    assert window.wait_for_ticket_id("It hums") == f"{ID_PREFIX}000001"
    (ticket,) = server.tickets()
    (upload,) = server.uploads()
    assert ticket["request"]["requester"] == {"euid": "contact_7"}
    assert ticket["request"]["attachments"] == [{"file_url": upload.file_url}]
    assert upload.path.read_bytes() == PICTURE.read_bytes()
