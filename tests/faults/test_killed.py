"""The real program, with and without its window, is killed at random moments, over and over.

Nothing that was acknowledged is lost, nothing is created twice, no attachment is damaged, and it always starts again.
"""

import json
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from support.command import Command
from support.keyring_session import KeyringSession, keyring_session
from support.ledger import Ledger, references_twice
from support.misbehaving import Fault, Misbehaving
from support.outbox import API_KEY, API_SECRET
from support.outbox_process import OutboxProcesses, Start
from support.project import ROOT

from desk_gui.outbox.desk import SendNow
from desk_gui.outbox.events import RoundEnded
from desk_gui.outbox.tickets import State
from desk_gui.system.paths import DataDir

DRIVER = ROOT / "tests" / "support" / "kill_driver.py"
SIZES = (3_000, 60_000, 900_000)
DEADLINE_S = 60.0


@pytest.fixture
def keyring(server: Misbehaving) -> Iterator[KeyringSession]:
    with keyring_session() as session:
        entry = json.dumps({"api_key": API_KEY, "api_secret": API_SECRET})
        session.store(f"default@{server.base_url}", entry)
        yield session


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    made = [tmp_path / f"{size}.png" for size in SIZES]
    for path, size in zip(made, SIZES, strict=True):
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + random.Random(size).randbytes(size))  # noqa: S311 - no secret
    return made


def kill_later(process: "subprocess.Popen[str]", delay_s: float) -> threading.Timer:
    timer = threading.Timer(delay_s, process.kill)
    timer.daemon = True
    timer.start()
    return timer


@dataclass
class Lane:
    """One data folder, and whoever works and dies in it.

    Attributes:
        ready_count: How often the window's outbox was open before it was killed.
        work_s: How long a window that is open may work before it is killed.
    """

    folder: Path
    server: Misbehaving
    keyring: KeyringSession
    files: list[Path]
    dice: random.Random
    ledger: Ledger = field(default_factory=Ledger)
    ready_count: int = 0
    work_s: float = 1.2

    def kill_commands(self, rounds: int) -> None:
        """Submit without a window; kill most runs, at a random moment of what a run takes."""
        command = Command(self.keyring, self.server, self.folder)
        longest_s = 1.5
        for number in range(1, rounds + 1):
            file = self.files[number % len(self.files)]
            process = command.popen("--submit", "--title", f"command {number}", "--euid", "c", file)
            timer = kill_later(process, self.dice.uniform(0.1, longest_s))
            out, err = process.communicate(timeout=DEADLINE_S)
            timer.cancel()
            assert process.returncode in (0, 5, 6, -9), err
            self.ledger.created.update(out.split())
            self.ledger.references.update(_references_in(err))
            # However slow the machine, some of the runs shall come to their end.
            longest_s *= 0.8 if process.returncode != -9 else 1.15

    def kill_windows(self, rounds: int) -> None:
        """Let the window submit one ticket after the other; kill some while it starts, most while it works."""
        env = {**self.keyring.env, "QT_QPA_PLATFORM": "offscreen", "PYTHONWARNINGS": "error", "PYTHONPATH": str(ROOT)}
        for number in range(1, rounds + 1):
            start = [DRIVER, self.folder, self.server.base_url, f"window {number}", *self.files]
            with subprocess.Popen(
                [sys.executable, *map(str, start)], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            ) as process:
                count, is_killed_early = len(self.ledger.submitted), number % 4 == 0
                self._watch(process, is_killed_early=is_killed_early)
            if not is_killed_early:  # However slow the machine, in most rounds something shall have been acknowledged.
                self.work_s *= 0.95 if len(self.ledger.submitted) > count else 1.15

    def _watch(self, process: "subprocess.Popen[str]", *, is_killed_early: bool) -> None:
        assert process.stdout is not None
        assert process.stderr is not None
        timers = [kill_later(process, self.dice.uniform(0.05, 1.5) if is_killed_early else DEADLINE_S)]
        for line in process.stdout:
            word, _, rest = line.strip().partition(" ")
            match word:
                case "ready":
                    self.ready_count += 1
                    timers.append(kill_later(process, self.dice.uniform(0.0, self.work_s)))
                case "saved":
                    self.ledger.saved.add(rest)
                case "submitted":
                    self.ledger.submitted.add(rest)
                case "created":
                    self.ledger.created.add(rest)
                case _:
                    pytest.fail(line)
        assert process.wait(DEADLINE_S) == -9, process.stderr.read()
        for timer in timers:
            timer.cancel()

    def settle(self, processes: OutboxProcesses) -> int:
        """Let everything go that waits, killing nothing, and look at the books; return how many were created."""
        outbox = processes.start(Start(self.folder, self.server.base_url))
        outbox.do(SendNow())
        outbox.wait_for(RoundEnded, deadline_s=DEADLINE_S)
        outbox.stop()
        for ticket in self.server.tickets():
            title = ticket["request"]["title"]
            number = int(title.rpartition(" ")[2])
            self.ledger.file(title, self.files[number % len(self.files)].read_bytes())
        self.ledger.file("of tickets that are on this computer alone", *(file.read_bytes() for file in self.files))
        rows = self.ledger.check(DataDir(self.folder), self.server)
        assert {rows[ticket].state for ticket in self.ledger.submitted} <= {State.CREATED, State.UNCONFIRMED}
        return sum(row.state is State.CREATED for row in rows.values())


def _references_in(text: str) -> list[str]:
    return [line.split(": ")[1] for line in text.splitlines() if line.startswith("desk-gui: DG-")]


@pytest.fixture
def lanes(tmp_path: Path, server: Misbehaving, keyring: KeyringSession, files: list[Path]) -> tuple[Lane, Lane]:
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")
    command, window = (
        Lane(tmp_path / name, server, keyring, files, random.Random(f"{name} {seed}"))  # noqa: S311 - no secret
        for name in ("command", "window")
    )
    return command, window


# Forty deaths and restarts of the whole program: minutes on a busy machine.
@pytest.mark.timeout(900)
@pytest.mark.parametrize("rounds", [40, pytest.param(300, marks=(pytest.mark.long, pytest.mark.timeout(3600)))])
def test_killed_at_random_moments(
    server: Misbehaving, lanes: tuple[Lane, Lane], processes: OutboxProcesses, rounds: int
) -> None:
    command, window = lanes
    server.always("create", Fault.late(0.05))
    with ThreadPoolExecutor(2) as pool:
        for done in (pool.submit(command.kill_commands, rounds // 2), pool.submit(window.kill_windows, rounds // 2)):
            done.result()
    server.behave()
    created_counts = [lane.settle(processes) for lane in lanes]

    assert references_twice(server) == []
    # They were killed at work, and not before or after it.
    assert all(created_counts)
    assert command.ledger.created
    assert window.ready_count >= rounds // 4
    assert len(window.ledger.submitted) >= rounds // 4
