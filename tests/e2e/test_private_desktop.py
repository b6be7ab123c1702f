"""The private desktop itself: the keyring keeps, the keyboard types, the screen reader sees, the mouse drags files."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.desktop import PrivateDesktop
from support.waiting import wait_until

PLAIN_WINDOW = Path(__file__).parent.parent / "support" / "plain_window.py"

pytestmark = pytest.mark.e2e


class PlainWindow:
    """The small window, running on a desktop."""

    def __init__(self, desktop: PrivateDesktop) -> None:
        self._journal = desktop.home / "journal"
        desktop.popen([sys.executable, PLAIN_WINDOW, self._journal])
        self.id = desktop.find_window("^Plain window$")

    def entries(self, what: str) -> list[object]:
        if not self._journal.exists():
            return []
        lines = [json.loads(line) for line in self._journal.read_text().splitlines()]
        return [line["value"] for line in lines if line["what"] == what]

    def wait_for(self, what: str, value: object) -> None:
        try:
            wait_until(lambda: value in self.entries(what), f"{what}: {value}")
        except TimeoutError as late:
            raise AssertionError(f"{late}; seen: {self.entries(what)}") from late


def test_keyring_keeps_a_secret(private_desktop: PrivateDesktop) -> None:
    private_desktop.secret_store("s3cret", "A label", service="desk", account="me")

    assert private_desktop.secret_lookup(service="desk", account="me") == "s3cret"
    assert private_desktop.secret_lookup(service="desk", account="you") == ""


def test_keyboard_types_into_the_active_window(private_desktop: PrivateDesktop) -> None:
    window = PlainWindow(private_desktop)
    private_desktop.activate(window.id)

    private_desktop.type_text("Printer 3 won't start! (2nd floor) <50%>")

    window.wait_for("text", "Printer 3 won't start! (2nd floor) <50%>")


def test_screen_reader_reads_writes_and_presses(private_desktop: PrivateDesktop) -> None:
    window = PlainWindow(private_desktop)
    reader = private_desktop.atspi("Plain window")

    reader.set_text(reader.find("Name"), "Ada")
    reader.press(reader.find("Greet", "push button"))

    window.wait_for("greeted", "Ada")
    assert reader.find("Name").text == "Ada"
    assert [item.name for item in reader.children(reader.find("Greetings"))] == ["Hello Ada"]
    with pytest.raises(AssertionError, match="named 'Nobody'"):
        reader.find("Nobody", deadline_s=0.2)


def test_mouse_drags_a_file_from_the_file_manager(private_desktop: PrivateDesktop) -> None:
    folder = private_desktop.home / "Pictures"
    folder.mkdir()
    for name in ("other.txt", "screenshot of printer.png"):
        (folder / name).write_bytes(b"\x89PNG\r\n")
    window = PlainWindow(private_desktop)
    private_desktop.place_window(window.id, (760, 100))
    files = private_desktop.thunar(folder)
    x, y, width, height = private_desktop.window_box(window.id)

    private_desktop.drag(files.position("screenshot of printer.png"), (x + width // 2, y + height // 2))

    window.wait_for("dropped", [str(folder / "screenshot of printer.png")])


def test_picture_shows_the_screen(private_desktop: PrivateDesktop, tmp_path: Path) -> None:
    picture = private_desktop.screenshot(tmp_path / "screen.png").read_bytes()

    assert picture.startswith(b"\x89PNG")
    assert (int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])) == (1366, 768)


def test_nothing_is_left_behind() -> None:
    with PrivateDesktop() as desktop:
        private = desktop.root
        desktop.popen(["sh", "-c", "setsid tail -f /dev/null & exit 0"]).wait(10)
        mark = next(f"{name}={value}" for name, value in desktop.env.items() if value == desktop._mark).encode()
        assert mark in Path(f"/proc/{desktop._processes[0].pid}/environ").read_bytes()

    assert not private.exists()
    assert not processes_with(mark)


def test_killed_tests_leave_nothing_behind() -> None:
    code = (
        "from support.desktop import PrivateDesktop\n"
        "with PrivateDesktop() as desktop:\n"
        "    print(desktop.root, desktop._mark, flush=True)\n"
        "    input()\n"
    )
    owner = subprocess.Popen(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(PLAIN_WINDOW.parent.parent)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert owner.stdout is not None
    root, mark = owner.stdout.readline().decode().split()
    assert processes_with(mark.encode())

    owner.kill()
    owner.communicate()

    wait_until(lambda: not processes_with(mark.encode()), "the end of every process")
    wait_until(lambda: not Path(root).exists(), "the end of the folder")


def processes_with(mark: bytes) -> list[Path]:
    """Return the processes in whose environment or command line a mark stands."""
    return [path for path in Path("/proc").glob("[0-9]*") if mark in read(path / "environ") + read(path / "cmdline")]


def read(path: Path) -> bytes:
    """Return a file's bytes; of a process that has ended, or is another account's, none."""
    try:
        return path.read_bytes()
    except OSError:
        return b""
