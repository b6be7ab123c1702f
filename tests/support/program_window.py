"""The whole program as a process on a private desktop, worked from outside, as people and screen readers do."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from support.atspi import Accessible, AtspiDriver
from support.desktop import PrivateDesktop
from support.misbehaving import Misbehaving
from support.project import ROOT
from support.waiting import wait_until

PICTURE: Final = ROOT / "resources" / "samples" / "printer-error.png"
API_KEY: Final = "key-0815"
API_SECRET: Final = "MARKED-s3cret/of+tests"  # noqa: S105 - made up; looked for in everything that is written
_LONGEST_WALK: Final = 40
ID_PREFIX: Final = "tk_e2e_"
"""What the IDs of the tests' LiveDesk begin with: nothing in the program could make one up."""

_COMMAND: Final = (sys.executable, "-m", "desk_gui")
# From the checkout, with the warnings that would fail a test in this process, and with a word about a crash.
_VARIABLES: Final = {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", "PYTHONFAULTHANDLER": "1"}


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run without a window ended."""

    code: int
    out: str
    err: str


def run_program(desktop: PrivateDesktop, *arguments: str | Path, timeout_s: float = 60) -> Ended:
    """Run the program on the desktop to its end."""
    done = subprocess.run(
        [*_COMMAND, *map(str, arguments)],
        cwd=desktop.home,
        env={**desktop.env, **_VARIABLES},
        capture_output=True,
        text=True,
        timeout=timeout_s,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


@contextmanager
def livedesk(data_dir: Path) -> Iterator[Misbehaving]:
    """Run a LiveDesk on loopback that takes the tests' key and behaves until it is told not to."""
    with Misbehaving(data_dir=data_dir, api_key=API_KEY, api_secret=API_SECRET, id_prefix=ID_PREFIX) as server:
        yield server


def clipboard(desktop: PrivateDesktop, target: str = "UTF8_STRING") -> str:
    """Return what another program gets from the clipboard; empty when there is nothing of that kind."""
    return subprocess.run(
        ["xclip", "-selection", "clipboard", "-o", "-t", target],
        env=desktop.env,
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    ).stdout


def has_window(desktop: PrivateDesktop, title: str) -> bool:
    """Tell whether a window is to be seen whose title matches."""
    search = ["xdotool", "search", "--onlyvisible", "--name", title]
    return subprocess.run(search, env=desktop.env, capture_output=True, timeout=20, check=False).returncode == 0


def account(server: Misbehaving) -> str:
    """Return the account under which the keyring has the key for a server."""
    return f"default@{server.base_url}"


def keep_key(desktop: PrivateDesktop, server: Misbehaving) -> None:
    """Put the key into the keyring, where Settings would have put it."""
    entry = json.dumps({"api_key": API_KEY, "api_secret": API_SECRET})
    desktop.secret_store(entry, "Desk GUI", service="Desk GUI", username=account(server))


class ProgramWindow:
    """The program's window, started and seen. It is killed with its desktop.

    Args:
        desktop: Where it runs.
        arguments: Its command line.
        env: More variables than the desktop's own.

    Attributes:
        process: The program.
        id: The window's, as xdotool knows it.
        reader: A screen reader's view of it.
    """

    def __init__(self, desktop: PrivateDesktop, *arguments: str | Path, env: dict[str, str] | None = None) -> None:
        self.desktop = desktop
        # The first key on a fresh screen makes the window manager grab its own keys anew: what comes meanwhile is lost.
        desktop.key("shift")
        self.process = desktop.popen([*_COMMAND, *arguments], {**_VARIABLES, **(env or {})})
        self._log = max((desktop.root / "logs").glob("*.log"))
        self.id = desktop.find_window("^Desk GUI")
        self.reader: AtspiDriver = desktop.atspi()

    @property
    def output(self) -> str:
        """What it has printed so far, on stdout and stderr."""
        return self._log.read_text(errors="replace")

    # --- looking ------------------------------------------------------------------------------------------------------

    def edit(self, name: str, *, state: str = "showing") -> Accessible:
        """Wait for a line to type in."""
        return self.reader.find(name, "text", state=state)

    def button(self, name: str) -> Accessible:
        """Wait for a push button."""
        return self.reader.find(name, "push button")

    def has_focus(self, name: str, role: str = "text") -> Accessible:
        """Wait until a thing has the keyboard."""
        return self.reader.find(name, role, state="focused")

    def focused(self) -> str:
        """Return the name of what has the keyboard; empty while nothing named has it."""
        # A hidden tab and the current line of a list call themselves focused all the time.
        roles = {"text", "password text", "push button", "check box", "list"}
        has_it = [thing for thing in self.reader.find_all() if "focused" in thing.states and thing.role in roles]
        return has_it[-1].name if has_it else ""

    def lines(self, list_name: str = "Tickets") -> list[str]:
        """Return the lines of a list as they are spoken, headings among them; none while it is not shown."""
        shown = [found for found in self.reader.find_all(list_name, "list") if "showing" in found.states]
        return [child.name for child in self.reader.children(shown[0])] if shown else []

    def wait_for_line(self, *parts: str, list_name: str = "Tickets", deadline_s: float = 20) -> str:
        """Wait for a line that has all these parts in it.

        Raises:
            AssertionError: None came; the message holds the lines there are.
        """

        def look() -> str | None:
            return next((line for line in self.lines(list_name) if all(part in line for part in parts)), None)

        try:
            return wait_until(look, f"a line with {parts} in {list_name}", deadline_s)
        except TimeoutError as late:
            raise AssertionError(f"{late}; there are {self.lines(list_name)}") from late

    def wait_for_ticket_id(self, title: str) -> str:
        """Wait until a ticket is filed, and return its ID as the list has it."""
        return self.wait_for_line(title, "Filed").removeprefix(f"{title}, Filed, ").split(", ")[0]

    def wait_for_text(self, edit: Accessible, text: str) -> None:
        """Wait until a line holds exactly this.

        Raises:
            AssertionError: It does not.
        """
        try:
            wait_until(lambda: self.reader.read(edit).text == text, f"{text!r} in {edit.name}", 15)
        except TimeoutError as late:
            raise AssertionError(f"{late}; it holds {self.reader.read(edit).text!r}") from late

    # --- the keyboard -------------------------------------------------------------------------------------------------

    def type_into(self, name: str, text: str) -> None:
        """Type into the line that has the keyboard, or gets it now, and wait until all of it is there."""
        edit = self.has_focus(name)
        self.desktop.type_text(text)
        self.wait_for_text(edit, text)

    def type_key(self) -> None:
        """Open Settings, type the key and the secret, and save, all by keyboard; return once Settings has closed."""
        self.desktop.key("ctrl+comma")
        self.type_into("API key", API_KEY)
        self.desktop.key("Tab")
        self.has_focus("API secret", "password text")
        self.desktop.type_text(API_SECRET)
        self.desktop.key("Return")
        self.wait_for_settings_closed()

    def walk_to(self, name: str) -> list[str]:
        """Press Tab until something has the keyboard, and return the names of all it went over.

        Raises:
            AssertionError: It is not on the way.
        """
        passed = [self.focused()]

        def step(before: str) -> list[str]:
            now = self.focused()
            return [] if now == before else [now]

        while passed[-1] != name:
            assert len(passed) < _LONGEST_WALK, passed
            self.desktop.key("Tab")
            passed += wait_until(partial(step, passed[-1]), f"what follows {passed}")
        return passed

    def walk_and_type(self, name: str, text: str) -> None:
        """Press Tab until a line has the keyboard, and type."""
        self.walk_to(name)
        self.type_into(name, text)

    # --- what a screen reader does ------------------------------------------------------------------------------------

    def fill(self, name: str, text: str, role: str = "text") -> None:
        """Put a text into a field without a key."""
        self.reader.set_text(self.reader.find(name, role), text)

    def open_settings(self) -> None:
        """Press Settings and wait for the dialog."""
        self.reader.press(self.button("Settings"))
        self.reader.find("Desk GUI settings", "dialog")

    def wait_for_settings_closed(self) -> None:
        """Wait until Settings has gone."""
        wait_until(lambda: not self.reader.find_all("Desk GUI settings", "dialog"), "Settings closed", 20)

    def close(self, deadline_s: float = 5) -> int:
        """Close the window as the window manager does, and return the program's exit code.

        Raises:
            TimeoutError: The window stayed.
            subprocess.TimeoutExpired: The program did not end in time.
        """
        self.desktop.activate(self.id)
        self.desktop.key("alt+F4")
        wait_until(
            lambda: self.process.poll() is not None or not has_window(self.desktop, "^Desk GUI"), "the window closed"
        )
        return self.process.wait(deadline_s)
