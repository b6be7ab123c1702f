"""A screen reader's view of a window, for tests: find things by their accessible names, read them, work them."""

import json
import os
import selectors
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from support.waiting import wait_until

_DRIVER = Path(__file__).with_name("atspi_driver.py")
_ANSWER_DEADLINE_S = 30
SYSTEM_PYTHON = "/usr/bin/python3"  # the one that has the bindings; .venv does not


class AtspiError(Exception):
    """The accessibility bus refused, or the thing asked for does not do that."""


@dataclass(frozen=True)
class Accessible:
    """One thing on the screen, as it was when last looked at.

    Attributes:
        id: What the driver calls it.
        role: Such as `push button`, `text` or `list`.
        states: Such as `focused`, `showing`, `checked`, `enabled`.
        text: What it holds, or None when it is not a text.
        extents: x, y, width and height on the screen, in pixels, or None when it has no place.
    """

    id: int
    role: str
    name: str
    description: str
    states: tuple[str, ...]
    text: str | None
    extents: tuple[int, int, int, int] | None

    @property
    def center(self) -> tuple[int, int]:
        """The middle of it on the screen.

        Raises:
            AtspiError: It has no place on the screen.
        """
        if self.extents is None or self.extents[2] <= 0:
            raise AtspiError(f"{self.role} {self.name!r} has no place on the screen")
        x, y, width, height = self.extents
        return x + width // 2, y + height // 2


def _accessible(answer: dict[str, Any]) -> Accessible:
    extents = answer.pop("extents")
    return Accessible(
        **{**answer, "states": tuple(answer["states"]), "extents": None if extents is None else tuple(extents)}
    )


class AtspiDriver:
    """Speaks to one application through the accessibility bus of a private desktop.

    Args:
        env: The desktop's environment.
        app: What the application's name, or one of its windows' titles, begins with.
    """

    def __init__(self, env: Mapping[str, str], app: str = "Desk GUI") -> None:
        self.app = app
        self._process = subprocess.Popen(
            # The names the bindings call out of date are the only ones that Debian 12 has.
            [SYSTEM_PYTHON, "-W", "ignore::DeprecationWarning", _DRIVER],
            env=dict(env),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._process.stdout is not None
        self._rest = b""
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._process.stdout, selectors.EVENT_READ)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the driver's process."""
        self._selector.close()
        self._process.kill()
        self._process.communicate()

    def _ask(self, **request: object) -> Any:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        self._process.stdin.flush()
        answer = json.loads(self._read_line())
        if "error" in answer:
            raise AtspiError(f"{request}: {answer['error']}")
        return answer["result"]

    def _read_line(self) -> bytes:
        assert self._process.stdout is not None
        while b"\n" not in self._rest:
            if not self._selector.select(_ANSWER_DEADLINE_S):
                raise AtspiError(f"no answer within {_ANSWER_DEADLINE_S} s")
            chunk = os.read(self._process.stdout.fileno(), 65536)
            if not chunk:
                raise AtspiError("the driver has ended; its words are in the test's stderr")
            self._rest += chunk
        line, _, self._rest = self._rest.partition(b"\n")
        return line

    def walk(self) -> list[tuple[Accessible, int | None]]:
        """Return everything there is, top down, each with the id of what it is in."""
        found = self._ask(do="walk", app=self.app)
        parents = [one.pop("parent") for one in found]
        return list(zip(map(_accessible, found), parents, strict=True))

    def find_all(
        self, name: str | None = None, role: str | None = None, within: Accessible | None = None
    ) -> list[Accessible]:
        """Return everything of this name and role there is right now, in the order of the tree."""
        inside = None if within is None else within.id
        return [_accessible(found) for found in self._ask(do="find", app=self.app, name=name, role=role, within=inside)]

    def find(
        self,
        name: str | None = None,
        role: str | None = None,
        within: Accessible | None = None,
        *,
        state: str = "showing",
        deadline_s: float = 15,
    ) -> Accessible:
        """Wait for the first thing of this name, role and state.

        Raises:
            AssertionError: There was none in time; the message holds the whole tree.
        """

        def look() -> list[Accessible]:
            return [found for found in self.find_all(name, role, within) if not state or state in found.states]

        try:
            return wait_until(look, f"{role or 'anything'} named {name!r}", deadline_s)[0]
        except TimeoutError as late:
            raise AssertionError(f"{late}; the tree is:\n{self.dump()}") from late

    def read(self, thing: Accessible) -> Accessible:
        """Look at a thing again."""
        return _accessible(self._ask(do="read", node=thing.id))

    def children(self, thing: Accessible) -> list[Accessible]:
        """Return what is directly inside, such as the rows of a list."""
        return [_accessible(child) for child in self._ask(do="children", node=thing.id)]

    def set_text(self, thing: Accessible, text: str) -> None:
        """Put a text into a field, as assistive tools do: nothing is typed.

        Raises:
            AtspiError: The field takes no text that way.
        """
        if not self._ask(do="set_text", node=thing.id, text=text):
            raise AtspiError(f"{thing.role} {thing.name!r} takes no text; use focus() and the keyboard")

    def press(self, thing: Accessible, action: str | None = None) -> None:
        """Do a thing's action, the first one unless it is named.

        Raises:
            AtspiError: It has no such action.
        """
        self._ask(do="press", node=thing.id, action=action)

    def focus(self, thing: Accessible) -> None:
        """Give a thing the keyboard.

        Raises:
            AtspiError: It takes none.
        """
        if not self._ask(do="focus", node=thing.id):
            raise AtspiError(f"{thing.role} {thing.name!r} takes no focus")

    def select(self, container: Accessible, index: int) -> None:
        """Select a child by its place.

        Raises:
            AtspiError: It cannot be selected.
        """
        if not self._ask(do="select", node=container.id, index=index):
            raise AtspiError(f"child {index} of {container.role} {container.name!r} cannot be selected")

    def listen(self) -> None:
        """Hear what programs announce from now on."""
        self._ask(do="listen")

    def heard(self) -> list[str]:
        """Return what was announced since `listen`, in order."""
        return [str(one) for one in self._ask(do="heard")]

    def dump(self) -> str:
        """Return the application's whole tree as indented lines."""
        return str(self._ask(do="dump", app=self.app))
