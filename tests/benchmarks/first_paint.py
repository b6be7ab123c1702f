"""How long from the start of the process until the whole window is on the screen, against other programs.

All run on one private screen, one after another, round by round, and are watched from outside in the same way: two
colours that each shows last are looked for in the column of the screen where they were found in a first, uncounted
run. Peers: an empty PySide6 window with one line edit (what nobody can undercut), Chromium with a static form of the
same fields from the disk, and where they are there the built executable and ksnip. With `--filled` Desk GUI runs once
more in each round, on a data folder with 500 templates and a policy of 50 custom fields: unopened, they cost nothing.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from support.desktop import PrivateDesktop
from support.measuring import Limits, children, go_first, median, print_table
from support.pixels import Screen
from support.project import ROOT
from support.waiting import pause

SIZE: Final = (1366, 768)
ROUNDS: Final = 11
LOOK_EVERY_S: Final = 0.002
DEADLINE_S: Final = 30.0
SETTLE_S: Final = 2.0
ENOUGH: Final = 0.6
"""The part of a colour's pixels that has to be there: a line above the form may move it, a half-painted one is less."""

FEWEST_PIXELS: Final = 10

ACCENT: Final = 0x0B62C4
"""Of the Submit button, here and on the page."""

BORDER: Final = 0x7A8898
"""Around the fields, here and on the page."""

BARE_WINDOW: Final = """
import sys
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow
app = QApplication(sys.argv)
window = QMainWindow()
window.setCentralWidget(QLineEdit())
window.resize(1180, 720)
window.show()
app.exec()
"""

FORM_FIELDS: Final = ("Title", "Requester ID", "Assigned team", "Search")
FORM: Final = """<!doctype html><meta charset="utf-8"><title>Ticket</title>
<style>
body {{ font: 14px sans-serif; background: #f5f6f8; color: #1b2430; margin: 10px; }}
label {{ display: block; margin: 5px 0; }}
input, textarea, select {{ display: block; width: 600px; border: 2px solid #7a8898; padding: 3px; }}
textarea {{ height: 80px; }}
button {{ background: #0b62c4; color: #fff; border: 0; padding: 10px 20px; width: 300px; }}
</style>
<form>{fields}
<label>Description<textarea></textarea></label>
<label>Attachments<input type="file" multiple></label>
<label>Priority<select><option>Low<option>Medium<option>High</select></label>
<label>Type<select><option>Problem<option>Incident<option>Question<option>Task</select></label>
<button>Submit ticket</button></form>"""

CHROMIUM_FLAGS: Final = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--no-default-browser-check"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--window-size=1180,720", "--window-position=0,0"),
)


@dataclass(slots=True)
class Peer:
    """A program to be measured.

    Attributes:
        name: For the table.
        command: Makes the command line of one start; what it needs is made before the clock starts.
        colours: That have to be on the screen; empty for the commonest of its own.
        marks: Column, colour and least count of each, found in the first run.
        times_ms: One for each round.
    """

    name: str
    command: Callable[[], Sequence[str | Path]]
    colours: tuple[int, ...] = ()
    marks: list[tuple[int, int, int]] = field(default_factory=list)
    times_ms: list[float] = field(default_factory=list)


class Race:
    """Starts programs on a private desktop and watches its screen."""

    def __init__(self, desktop: PrivateDesktop, screen: Screen) -> None:
        self._desktop = desktop
        self._screen = screen

    def prepare(self, peer: Peer) -> None:
        """Start a program once, uncounted, to warm the disk's cache and to see where its colours are."""
        process = self._desktop.popen(peer.command())
        try:
            self._wait(lambda: self._has_colours(peer), f"{peer.name}'s colours", pause_s=0.2)
            pause(SETTLE_S)
            for colour in peer.colours or (self._screen.commonest_colour(),):
                column, count = self._screen.fullest_column(colour)
                peer.marks.append((column, colour, int(count * ENOUGH)))
        finally:
            self._end(process)

    def run(self, peer: Peer) -> None:
        """Start a program and note how long it took until it was there."""
        command = peer.command()
        started_at = time.perf_counter()
        process = self._desktop.popen(command)
        go_first(process.pid)
        try:
            self._wait(lambda: self._shows(peer), f"{peer.name} on the screen")
            peer.times_ms.append((time.perf_counter() - started_at) * 1000)
        finally:
            self._end(process)

    def _has_colours(self, peer: Peer) -> bool:
        if not peer.colours:
            return self._screen.commonest_colour() != 0
        return all(self._screen.fullest_column(colour)[1] >= FEWEST_PIXELS for colour in peer.colours)

    def _shows(self, peer: Peer) -> bool:
        return all(self._screen.count_in_column(column, colour) >= least for column, colour, least in peer.marks)

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        os.killpg(process.pid, 9)
        process.wait(10)
        self._wait(lambda: self._screen.commonest_colour() == 0, "an empty screen")
        pause(0.2)

    def _wait(self, is_there: Callable[[], bool], what: str, pause_s: float = LOOK_EVERY_S) -> None:
        ends_at = time.perf_counter() + DEADLINE_S
        while not is_there():
            if time.perf_counter() > ends_at:
                raise TimeoutError(f"not seen within {DEADLINE_S:g} s: {what}\n{self._desktop.logs()}")
            pause(pause_s)


def _fill(data_dir: Path) -> None:
    """Put 500 templates and 50 custom fields into a data folder."""
    data_dir.mkdir(mode=0o700, parents=True)
    templates = [
        {"name": f"Template {number}", "title": f"Title {number} {{hostname}}", "description": "What was tried:\n" * 80}
        for number in range(500)
    ]
    (data_dir / "templates.json").write_text(json.dumps({"version": 1, "templates": templates}))
    kinds = ("text", "number", "date", "checkbox", "multi_line")
    fields = [
        {
            "key": f"field_{number}",
            "label": f"Field {number}",
            "kind": kinds[number % len(kinds)],
            "required": number < 5,
        }
        for number in range(50)
    ]
    (data_dir / "policy.json").write_text(json.dumps({"custom_fields": {"version": 1, "fields": fields}}))


def _double_click(program: Path, home: Path) -> list[str | Path]:
    """Return the command of a start as a double-click makes it: no option, the folders where the system has them."""
    for lock in (home / "desk-gui").glob("*lock*"):  # The run before was killed and could not take it away.
        lock.unlink()
    return ["env", f"XDG_DATA_HOME={home}", program]


def _peers(folder: Path, *, is_filled: bool) -> dict[str, Peer]:
    page = folder / "form.html"
    fields = "".join(f"<label>{name}<input></label>" for name in FORM_FIELDS)
    page.write_text(FORM.format(fields=fields), encoding="utf-8")
    home, used_profile = folder / "data", folder / "chromium"
    installed = Path(sys.executable).with_name("desk-gui")

    def chromium(profile: Path) -> list[str]:
        for lock in profile.glob("Singleton*"):
            lock.unlink()
        return ["chromium", *CHROMIUM_FLAGS, f"--user-data-dir={profile}", page.as_uri()]

    ours = (ACCENT, BORDER)
    peers = {
        "bare": Peer("PySide6, one line edit", lambda: [sys.executable, "-c", BARE_WINDOW], (0xFFFFFF,)),
        "ours": Peer("Desk GUI", lambda: _double_click(installed, home), ours),
        "chromium": Peer("Chromium, static form", lambda: chromium(used_profile), ours),
        "new chromium": Peer("the same, new profile", lambda: chromium(Path(tempfile.mkdtemp(dir=folder))), ours),
    }
    if is_filled:
        filled = folder / "filled"
        _fill(filled / "desk-gui")
        peers["filled"] = Peer("Desk GUI, 500 templates", lambda: _double_click(installed, filled), ours)
    executable = ROOT / "dist" / "desk-gui" / "desk-gui"
    if executable.exists():
        peers["built"] = Peer("Desk GUI, built", lambda: _double_click(executable, home), ours)
    if shutil.which("ksnip"):
        peers["ksnip"] = Peer("ksnip", lambda: ["ksnip"])
    return peers


def main() -> int:
    """Measure, print, and return 1 when a limit is missed."""
    parser = argparse.ArgumentParser(description="Time from the start until the whole window is on the screen.")
    parser.add_argument("--filled", action="store_true", help="also with 500 templates and 50 custom fields")
    is_filled = parser.parse_args().filled
    with tempfile.TemporaryDirectory(prefix="first-paint-") as name, PrivateDesktop(SIZE) as desktop:
        # A screen reader's presence slows every Qt program down, and costs the big window more.
        desktop.env.pop("QT_LINUX_ACCESSIBILITY_ALWAYS_ON", None)
        desktop.env["PYTHONPATH"] = str(ROOT)
        # Where it is set, whatever was changed since would be compiled anew at every start.
        desktop.env.pop("PYTHONDONTWRITEBYTECODE", None)
        peers = _peers(Path(name), is_filled=is_filled)
        with Screen(desktop.env["DISPLAY"], SIZE) as screen:
            go_first()
            for pid in children():
                go_first(pid)
            race = Race(desktop, screen)
            for peer in peers.values():
                race.prepare(peer)
            for _ in range(ROUNDS):
                for peer in peers.values():
                    race.run(peer)
    print_table({peer.name: peer.times_ms for peer in peers.values()}, "ms to the whole window")
    limits = Limits()
    ours = median(peers["ours"].times_ms)
    limits.check("Desk GUI / PySide6 with one line edit", ours / median(peers["bare"].times_ms), at_most=1.8)
    for key in ("chromium", "new chromium"):
        limits.check(f"Desk GUI / {peers[key].name}", ours / median(peers[key].times_ms), at_most=0.5)
    if "built" in peers:
        built = median(peers["built"].times_ms)
        limits.check("built / PySide6 with one line edit", built / median(peers["bare"].times_ms), at_most=1.8)
    if is_filled:
        limits.check("with 500 templates / without", median(peers["filled"].times_ms) / ours, at_most=1.1)
    return limits.exit_code


if __name__ == "__main__":
    sys.exit(main())
