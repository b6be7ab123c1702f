"""A screen reader reaches what can be done with a ticket, and the menu and keys reach it as well."""

import json

import pytest
from support.desktop import PrivateDesktop
from support.program_window import API_KEY, API_SECRET, ProgramWindow, clipboard
from support.waiting import wait_until

pytestmark = pytest.mark.e2e


@pytest.fixture
def filed(private_desktop: PrivateDesktop) -> ProgramWindow:
    """The practice window with one filed ticket."""
    window = ProgramWindow(private_desktop, "--sandbox", "--data-dir", private_desktop.home / "desk")
    window.fill("Title", "Only practice")
    window.fill("Requester ID", "contact_7")
    window.reader.press(window.button("Submit practice ticket"))
    window.wait_for_ticket_id("Only practice")
    return window


def test_a_screen_reader_reaches_the_buttons_of_the_chosen_row(filed: ProgramWindow) -> None:
    ticket_id = filed.wait_for_ticket_id("Only practice")
    filed.desktop.key("ctrl+l")
    filed.has_focus("Tickets", "list")
    copy = filed.reader.find(f"Copy ID: {ticket_id}", "push button")
    filed.reader.press(copy)
    wait_until(lambda: clipboard(filed.desktop, "UTF8_STRING") == ticket_id, "the ID in the clipboard", 15)


@pytest.mark.parametrize("key", ["Menu", "shift+F10"])
def test_the_menu_of_a_row_opens_by_key(filed: ProgramWindow, key: str) -> None:
    ticket_id = filed.wait_for_ticket_id("Only practice")
    filed.desktop.key("ctrl+l")
    filed.has_focus("Tickets", "list")
    filed.desktop.key(key)
    filed.desktop.key("Down")
    filed.desktop.key("Return")
    wait_until(lambda: clipboard(filed.desktop, "UTF8_STRING") == ticket_id, "the ID in the clipboard", 15)


def test_control_q_ends_at_once_where_nothing_waits(filed: ProgramWindow) -> None:
    filed.desktop.key("ctrl+q")
    assert filed.process.wait(timeout=15) == 0


def test_control_q_says_what_waits_and_quits_with_the_second(private_desktop: PrivateDesktop) -> None:
    nobody = "http://127.0.0.1:9"
    key = json.dumps({"api_key": API_KEY, "api_secret": API_SECRET})
    private_desktop.secret_store(key, "Desk GUI", service="Desk GUI", username=f"default@{nobody}")
    window = ProgramWindow(private_desktop, "--data-dir", private_desktop.home / "desk", "--base-url", nobody)
    window.fill("Title", "Waits")
    window.fill("Requester ID", "contact_7")
    window.reader.press(window.button("Submit ticket"))
    window.wait_for_line("Waits", "Saved on this laptop")
    private_desktop.key("ctrl+q")
    window.reader.find("1 ticket has not been sent. It is kept and goes at the next start.", "label")
    window.has_focus("Quit", "push button")
    assert window.process.poll() is None
    private_desktop.key("ctrl+q")
    assert window.process.wait(timeout=15) == 0
