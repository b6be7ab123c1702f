"""The `desk-gui` command as a subprocess against a practice LiveDesk, with a keyring of its own."""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from support.keyring_session import KeyringSession
from support.misbehaving import Misbehaving

from desk_gui.outbox.store import Store
from desk_gui.outbox.tickets import TicketRow

API_KEY: Final = "key-for-tests"
MARKED: Final = "MARKED-x7Qw/+8e-for-tests"
"""The API secret; it may turn up nowhere."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run of the command ended."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        """The JSON objects on stdout, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass
class Command:
    """Runs `desk-gui` and remembers everything it printed.

    Attributes:
        keyring: The session it runs in.
        server: The LiveDesk it is told to use.
        data_dir: Its data folder.
    """

    keyring: KeyringSession
    server: Misbehaving
    data_dir: Path
    printed: list[str] = field(default_factory=list)

    @property
    def base_url(self) -> str:
        return self.server.base_url

    def keep_key(self, secret: str = MARKED, profile: str = "default") -> None:
        """Put the key where a technician's Settings would have put it."""
        entry = json.dumps({"api_key": API_KEY, "api_secret": secret})
        self.keyring.store(f"{profile}@{self.base_url}", entry)

    def popen(self, *arguments: str | Path, with_address: bool = True) -> "subprocess.Popen[str]":
        """Start it, at the server's address unless told otherwise."""
        address = ("--base-url", self.base_url) if with_address else ()
        return subprocess.Popen(
            [sys.executable, "-m", "desk_gui", "--data-dir", self.data_dir, *address, *arguments],
            env={**self.keyring.env, "PYTHONWARNINGS": "error"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str | Path, with_address: bool = True, timeout_s: float = 60) -> Ended:
        """Run it to its end."""
        return self.end(self.popen(*arguments, with_address=with_address), timeout_s=timeout_s)

    def end(self, process: "subprocess.Popen[str]", timeout_s: float = 60) -> Ended:
        """Wait for its end; a run that does not end is killed and fails the test."""
        with process:
            try:
                out, err = process.communicate(timeout=timeout_s)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        self.printed += [out or "", err or ""]
        return Ended(process.returncode, out or "", err or "")

    def submit(self, *arguments: str | Path, timeout_s: float = 60) -> Ended:
        """Submit a ticket that LiveDesk would take."""
        return self.run("--submit", "--title", "Printer", "--euid", "c-1", *arguments, timeout_s=timeout_s)

    def rows(self) -> list[TicketRow]:
        """Return the tickets on this computer, newest first, without running the command once more."""
        database = self.data_dir / "outbox.sqlite3"
        if not database.exists():
            return []
        store = Store(database)
        try:
            return store.page(offset=0, limit=100)[1]
        finally:
            store.close()
