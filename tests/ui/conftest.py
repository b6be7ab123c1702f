"""What widget tests share: the theme, and a desk that takes commands without an outbox behind it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desk_gui.outbox.desk import Command
from desk_gui.ui.theme import Theme


class CommandList:
    """A desk that only keeps what it is told, for tests of what a window asks for."""

    def __init__(self, spool: Path) -> None:
        self.commands: list[Command] = []
        self._spool = spool

    def do(self, command: Command) -> None:
        self.commands.append(command)

    def spool_path(self, sha256: str) -> Path:
        return self._spool / sha256

    def of(self, kind: type[Command]) -> list[Command]:
        return [command for command in self.commands if isinstance(command, kind)]


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, "light")
    yield made
    made.setParent(None)
    made.deleteLater()
    qapp.setStyleSheet("")


@pytest.fixture
def desk(tmp_path: Path) -> CommandList:
    return CommandList(tmp_path)
