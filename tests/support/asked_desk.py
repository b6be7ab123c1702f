"""A desk that keeps what it is asked and does nothing, for tests of what a window asks."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from desk_gui.outbox.desk import Command

C = TypeVar("C")


@dataclass
class AskedDesk:
    """Keeps every command."""

    commands: list[Command] = field(default_factory=list)

    def do(self, command: Command) -> None:
        """Keep a command."""
        self.commands.append(command)

    def spool_path(self, sha256: str) -> Path:
        """Name a file."""
        return Path("/nowhere") / sha256

    def asked(self, kind: type[C]) -> list[C]:
        """Return the commands of a kind, in order."""
        return [command for command in self.commands if isinstance(command, kind)]
