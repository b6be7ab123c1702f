"""Real drags with the mouse: from the file manager, and a picture out of a page in the browser."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile

import pytest
from support.desktop import PrivateDesktop
from support.misbehaving import Misbehaving
from support.program_window import PICTURE, ProgramWindow, keep_key, livedesk
from support.waiting import wait_until
from support.web_server import Page, WebSite

pytestmark = pytest.mark.e2e

FILES = "Attached files"
SPACED, EMOJI = "with  two spaces.txt", "smile 😀\nsecond line.txt"
# The page is the test's own, and as root Chromium refuses to run without this one.
CHROMIUM = ("chromium", "--no-sandbox", "--no-first-run", "--disable-gpu", "--disable-background-networking")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Misbehaving]:
    """A LiveDesk on loopback."""
    with livedesk(tmp_path / "livedesk") as running:
        yield running


@pytest.fixture
def window(private_desktop: PrivateDesktop, server: Misbehaving) -> ProgramWindow:
    """The program's window, at the right of the screen."""
    keep_key(private_desktop, server)
    opened = ProgramWindow(private_desktop, "--data-dir", private_desktop.home / "desk", "--base-url", server.base_url)
    opened.has_focus("Title")
    private_desktop.place_window(opened.id, (470, 10), (880, 720))
    return opened


def on(desktop: PrivateDesktop, window: ProgramWindow) -> tuple[int, int]:
    """Return a place on the window, far from where attachments are shown."""
    x, y, width, height = desktop.window_box(window.id)
    return x + width // 2, y + height - 100


def submit(desktop: PrivateDesktop, window: ProgramWindow, title: str) -> None:
    """Make a ticket of what is attached, and wait until it is filed."""
    window.fill("Title", title)
    window.fill("Requester ID", "contact_7")
    desktop.activate(window.id)
    desktop.key("ctrl+Return")
    window.reader.find("Tickets", "page tab", state="showing")
    desktop.key("ctrl+f")
    window.wait_for_ticket_id(title)


def test_files_from_the_file_manager(
    private_desktop: PrivateDesktop, server: Misbehaving, window: ProgramWindow
) -> None:
    visit = private_desktop.home / "visit"
    (visit / "photos").mkdir(parents=True)
    copyfile(PICTURE, visit / "photos" / "a.png")
    (visit / "photos" / "b.txt").write_text("b")
    (visit / SPACED).write_text("spaced")
    (visit / EMOJI).write_text("odd")
    files = private_desktop.thunar(visit, size=(440, 420))

    private_desktop.drag(files.position(SPACED), on(private_desktop, window))
    window.wait_for_line(SPACED.replace("  ", " "), list_name=FILES)
    private_desktop.drag(files.position(EMOJI), on(private_desktop, window))
    window.wait_for_line("smile 😀 second line.txt", list_name=FILES)
    private_desktop.drag(files.position("photos"), on(private_desktop, window))
    window.button("Add 2 files")
    window.reader.press(window.button("Add as one .zip"))
    window.wait_for_line("photos.zip", list_name=FILES)

    submit(private_desktop, window, "Visit")
    uploads = {upload.name: upload.path.read_bytes() for upload in server.uploads()}
    assert uploads["with two spaces.txt"] == b"spaced"
    assert uploads["smile 😀 second line.txt"] == b"odd"
    assert uploads["photos.zip"].startswith(b"PK\3\4")
    assert len(uploads) == 3
    assert {path.name for path in visit.iterdir()} == {"photos", SPACED, EMOJI}, "what was dragged is still there"
    assert window.close() == 0
    assert window.output == ""


def test_twenty_files_at_once(private_desktop: PrivateDesktop, window: ProgramWindow) -> None:
    folder = private_desktop.home / "twenty"
    folder.mkdir()
    for number in range(20):
        (folder / f"photo {number:02}.txt").write_text(f"number {number}")
    files = private_desktop.thunar(folder, size=(440, 600))
    place = files.position("photo 03.txt")
    private_desktop.activate(files.window)
    private_desktop.key("ctrl+a")
    private_desktop.drag(place, on(private_desktop, window))
    window.wait_for_line("photo 19.txt", list_name=FILES)
    wait_until(lambda: not any("copying" in line for line in window.lines(FILES)), "every copy")
    assert len(window.lines(FILES)) == 20
    assert window.close() == 0
    assert window.output == ""


def test_a_picture_out_of_a_page(private_desktop: PrivateDesktop, server: Misbehaving, window: ProgramWindow) -> None:
    picture = PICTURE.read_bytes()
    page = b'<title>Gallery</title><body style="margin:0"><img src="/i/pic%20one.png?x=1" width=300 height=300>'
    with WebSite({"/": Page(page), "/i/pic%20one.png?x=1": Page(picture, "image/png")}) as site:
        private_desktop.popen([*CHROMIUM, f"--user-data-dir={private_desktop.home / 'chromium'}", f"--app={site.url}/"])
        browser = private_desktop.find_window("^Gallery")
        private_desktop.place_window(browser, (0, 0), (440, 460))
        wait_until(lambda: "/i/pic%20one.png?x=1" in site.paths, "the picture in the page")
        x, y, width, height = private_desktop.window_box(browser)
        asked = site.paths.count("/i/pic%20one.png?x=1")

        private_desktop.drag((x + min(150, width // 2), y + height // 2), on(private_desktop, window))
        window.wait_for_line("pic one.png", list_name=FILES)
        submit(private_desktop, window, "From a page")
        (upload,) = server.uploads()
        assert (upload.name, upload.sha256) == ("pic one.png", hashlib.sha256(picture).hexdigest())
        assert site.paths.count("/i/pic%20one.png?x=1") == asked, "the bytes came with the drag"
    assert window.close() == 0
    assert window.output == ""


@dataclass(frozen=True)
class Card:
    """A card on the screen.

    Attributes:
        grip: Where to take hold of it: on its picture.
        behind: Where to drop what shall be behind it.
    """

    grip: tuple[int, int]
    behind: tuple[int, int]


def cards(window: ProgramWindow) -> list[Card]:
    """Return the cards, in order."""
    (shown,) = (found for found in window.reader.find_all(FILES, "list") if "showing" in found.states)
    boxes = [card.extents for card in window.reader.children(shown)]
    return [Card((x + width // 3, y + 30), (x + width - 25, y + 30)) for x, y, width, _ in filter(None, boxes)]


def test_cards_are_dragged_to_another_place_and_out_to_the_file_manager(
    private_desktop: PrivateDesktop, window: ProgramWindow
) -> None:
    visit, taken = private_desktop.home / "visit", private_desktop.home / "taken"
    for folder in (visit, taken):
        folder.mkdir()
    for name in ("first.txt", "second.txt"):
        (visit / name).write_text(name)
    (taken / "already here.txt").touch()
    files = private_desktop.thunar(visit, size=(440, 420))
    for name in ("first.txt", "second.txt"):
        private_desktop.drag(files.position(name), on(private_desktop, window))
        window.wait_for_line(name, list_name=FILES)
    wait_until(lambda: not any("copying" in line for line in window.lines(FILES)), "every copy")

    first, second = cards(window)
    private_desktop.drag(first.grip, second.behind)
    wait_until(lambda: [line[:5] for line in window.lines(FILES)] == ["secon", "first"], "the other order")

    files = private_desktop.thunar(taken, size=(440, 420))
    private_desktop.activate(window.id)
    private_desktop.drag(cards(window)[0].grip, (220, 330))
    wait_until((taken / "second.txt").exists, "the copy in the folder")
    assert (taken / "second.txt").read_text() == "second.txt"
    assert len(window.lines(FILES)) == 2, "a copy, whatever the file manager would like"
    assert window.close() == 0
    assert window.output == ""
    assert not (private_desktop.home / "desk" / "lent").exists()
