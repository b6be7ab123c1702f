"""The real clipboard: what another program put on it is pasted, whatever kind it is, and what is text stays text."""

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest
from support.desktop import PrivateDesktop
from support.misbehaving import Misbehaving
from support.photos import chunk
from support.program_window import PICTURE, ProgramWindow, clipboard, keep_key, livedesk
from support.waiting import wait_until

pytestmark = pytest.mark.e2e

ODD_NAME = "Scan 50% Ü #1 😀.png"
FILES = "Attached files"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Misbehaving]:
    """A LiveDesk on loopback."""
    with livedesk(tmp_path / "livedesk") as running:
        yield running


def copy(desktop: PrivateDesktop, target: str, data: bytes) -> None:
    """Put something on the clipboard from another process, which stays there to hand it over."""
    source = desktop.root / "tmp" / hashlib.sha256(target.encode() + data).hexdigest()
    source.write_bytes(data)
    desktop.popen(["xclip", "-quiet", "-selection", "clipboard", "-t", target, "-i", source])
    wait_until(lambda: target in clipboard(desktop, "TARGETS").split("\n"), f"{target} on the clipboard")


def told_apart(words: bytes) -> bytes:
    """Return the picture with a harmless text in it, as a program that takes screenshots writes one."""
    data, head = PICTURE.read_bytes(), 33
    return data[:head] + chunk(b"tEXt", b"Software\0" + words) + data[head:]


def digests(server: Misbehaving) -> list[str]:
    return sorted(upload.sha256 for upload in server.uploads())


def test_what_other_programs_copy_is_attached(private_desktop: PrivateDesktop, server: Misbehaving) -> None:
    desktop = private_desktop
    keep_key(desktop, server)
    places = [desktop.home / name for name in (ODD_NAME, "notes.txt", "cut me.txt")]
    copyfile(PICTURE, places[0])
    places[1].write_text("one of two")
    places[2].write_text("stays where it is")
    inline, another = told_apart(b"inside a page"), told_apart(b"copied")
    window = ProgramWindow(desktop, "--data-dir", desktop.home / "desk", "--base-url", server.base_url)
    window.has_focus("Title")

    def paste(line: str) -> None:
        desktop.key("ctrl+v")
        window.wait_for_line(line, list_name=FILES)

    copy(desktop, "text/uri-list", f"# copied\r\n{places[0].as_uri()}\r\n{places[1].as_uri()}\r\n".encode())
    paste("notes.txt")
    window.wait_for_line(ODD_NAME, list_name=FILES)
    assert window.reader.read(window.edit("Title")).text == ""
    copy(desktop, "image/png", another)
    paste("Screenshot ")
    # What no text field has a use for goes to the window; these are pasted with its own button.
    copy(desktop, "x-special/gnome-copied-files", f"cut\n{places[2].as_uri()}".encode())
    window.reader.press(window.button("Paste"))
    window.wait_for_line("cut me.txt", list_name=FILES)
    page = f"<img src='data:image/png;base64,{base64.b64encode(inline).decode()}'>"
    copy(desktop, "text/html", page.encode())
    window.reader.press(window.button("Paste"))
    wait_until(lambda: len(window.lines(FILES)) == 5, "the picture inside the page")

    window.fill("Title", "Five files")
    window.fill("Requester ID", "contact_7")
    desktop.activate(window.id)
    desktop.key("ctrl+Return")
    window.wait_for_ticket_id("Five files")
    sent = [PICTURE.read_bytes(), b"one of two", another, b"stays where it is", inline]
    assert digests(server) == sorted(hashlib.sha256(data).hexdigest() for data in sent)
    assert places[2].read_text() == "stays where it is", "what was cut is not removed"
    assert window.close() == 0
    assert window.output == ""


def test_text_and_links_are_not_attached(private_desktop: PrivateDesktop, server: Misbehaving) -> None:
    desktop = private_desktop
    window = ProgramWindow(desktop, "--data-dir", desktop.home / "desk", "--base-url", server.base_url)
    window.has_focus("Title")
    copy(desktop, "UTF8_STRING", b"It hums.")
    window.reader.press(window.button("Paste"))
    window.wait_for_text(window.edit("Description"), "It hums.")
    copy(desktop, "text/x-moz-url", "https://example.com/a/pic%20one.png\nPicture".encode("utf-16-le"))
    window.reader.press(window.button("Paste"))
    window.button("Download")
    window.reader.press(window.button("Add as link"))
    window.wait_for_text(window.edit("Description"), "It hums.\nhttps://example.com/a/pic%20one.png")
    assert not window.lines(FILES)
    copy(desktop, "UTF8_STRING", str(desktop.home / "no such file.png").encode())
    window.reader.press(window.button("Paste"))
    description = window.edit("Description")
    wait_until(lambda: "no such file.png" in (window.reader.read(description).text or ""), "the path as text")
    assert not window.lines(FILES)
