"""What a screen reader finds in every window, dialog and menu: a name for all that is worked, errors at their field."""

import sys
from collections import Counter
from collections.abc import Iterator
from subprocess import PIPE, Popen
from typing import Final

import pytest
from support.all_windows import WINDOWS
from support.atspi import Accessible
from support.desktop import PrivateDesktop
from support.project import ROOT
from support.waiting import wait_until

pytestmark = pytest.mark.e2e

WORKED: Final = frozenset(
    (
        *("push button", "toggle button", "check box", "radio button", "combo box", "spin button", "slider"),
        *("text", "password text", "entry", "list", "list box", "table", "tree", "page tab", "menu", "menu item"),
        *("check menu item", "link", "dialog", "alert", "frame", "window"),
    )
)
"""Roles of what is worked with, or named when it comes up."""

PROBE: Final = ROOT / "tests" / "support" / "window_probe.py"


class Walk:
    """Everything a screen reader finds in one window."""

    def __init__(self, found: list[tuple[Accessible, int | None]]) -> None:
        self.found = [(thing, parent) for thing, parent in found if "showing" in thing.states]

    def nameless(self) -> list[str]:
        """Say what can be worked and has no name."""
        names = {thing.id: f"{thing.role} {thing.name!r}" for thing, _ in self.found}
        return [
            f"{thing.role} at {thing.extents} in {names.get(parent or 0, 'nothing')}"
            for thing, parent in self.found
            if not thing.name.strip() and (thing.role in WORKED or "focusable" in thing.states)
        ]

    def twins(self) -> list[str]:
        """Say which siblings that take the focus have one role and one name."""
        counts = Counter(
            (parent, thing.role, thing.name) for thing, parent in self.found if "focusable" in thing.states
        )
        return [f"{count} of {role} {name!r}" for (_, role, name), count in counts.items() if count > 1]

    def focusable(self) -> list[Accessible]:
        """Return what takes the focus."""
        return [thing for thing, _ in self.found if "focusable" in thing.states]


class Windows:
    """The windows, shown one after another by a process of its own on the private desktop."""

    def __init__(self, desktop: PrivateDesktop) -> None:
        self._desktop = desktop
        self._process: Popen[bytes] = desktop.popen(
            [sys.executable, PROBE],
            {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}", "PYTHONWARNINGS": "error"},
            stdin=PIPE,
        )
        self._log = max((desktop.root / "logs").glob("*.log"))
        self._shown = 0
        self._reader = desktop.atspi("desk-gui")

    def close(self) -> None:
        """Show nothing more."""
        assert self._process.stdin is not None
        self._process.stdin.close()

    def walk(self, name: str) -> Walk:
        """Show a window and walk all that is there."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{name}\n".encode())
        self._process.stdin.flush()
        self._shown += 1
        wait_until(lambda: self._count_shown() == self._shown or self._process.poll(), name, 30)
        assert self._process.poll() is None, self._log.read_text()
        return Walk(self._reader.walk())

    def _count_shown(self) -> int:
        return sum(line in WINDOWS for line in self._log.read_text().splitlines())


@pytest.fixture(scope="module")
def windows() -> Iterator[Windows]:
    with PrivateDesktop() as desktop:
        shown = Windows(desktop)
        yield shown
        shown.close()
        print(desktop.logs(), file=sys.stderr)


@pytest.mark.parametrize("name", WINDOWS)
def test_everything_that_can_be_worked_has_a_name_of_its_own(windows: Windows, name: str) -> None:
    walk = windows.walk(name)

    assert walk.found, "nothing was found at all"
    assert walk.nameless() == []
    assert walk.twins() == []


def test_every_error_is_told_at_its_field(windows: Windows) -> None:
    walk = windows.walk("main, errors")

    shown = {thing.name.removeprefix("✕ ") for thing, _ in walk.found if thing.name.startswith("✕ ")}
    told = {thing.description: thing.name for thing in walk.focusable() if thing.description}
    assert len(shown) >= 2
    assert shown <= set(told), "an error that only eyes find"
    links = [thing.name for thing in walk.focusable() if thing.role == "push button" and thing.name in told.values()]
    assert links, "the footer leads to the fields"


def test_the_walk_finds_what_it_looks_for() -> None:
    def thing(number: int, role: str, name: str, *states: str) -> tuple[Accessible, int]:
        return Accessible(number, role, name, "", ("showing", *states), None, None), 0

    found = [
        thing(1, "push button", ""),
        thing(2, "push button", "Copy", "focusable"),
        thing(3, "push button", "Copy", "focusable"),
        thing(4, "label", "Copy"),
        thing(5, "filler", "", "focusable"),
    ]
    walk = Walk([*found])
    assert walk.nameless() == ["push button at None in nothing", "filler at None in nothing"]
    assert walk.twins() == ["2 of push button 'Copy'"]
