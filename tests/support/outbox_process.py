"""An outbox in a process of its own, so that it can be killed, or fail at any one step, without taking the test along.

with OutboxProcesses() as processes:
    outbox = processes.start(tmp_path / "data", server.base_url)
    outbox.do(SubmitDraft(draft, "default"))
    outbox.wait_for(DraftSubmitted)
    outbox.kill()

The processes are forked from one that has imported everything already, which makes a start cheap.
"""

import logging
import multiprocessing
import os
import sys
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Self, TypeVar

from support.fault_steps import Kind, Plan, StepCounter
from support.outbox import API_KEY, API_SECRET, Events

from desk_gui.outbox.desk import Command
from desk_gui.outbox.events import Event, StorageFailed, WorkerReady
from desk_gui.outbox.worker import OutboxWorker
from desk_gui.system.credentials import Credentials, CredentialStore
from desk_gui.system.paths import DataDir
from desk_gui.system.settings import Profile, Settings

DEADLINE_S = 20.0

if sys.platform == "win32":
    _CONTEXT = multiprocessing.get_context("spawn")
else:
    _CONTEXT = multiprocessing.get_context("forkserver")
    _CONTEXT.set_forkserver_preload(["support.outbox_process", "desk_gui.outbox.worker"])

# A fork server's exit code can be read once, and every start reads those of all that have ended: two threads at it
# would leave one of them with a made-up 255.
_READING_EXITS = threading.Lock()

_E = TypeVar("_E")


@dataclass(frozen=True, slots=True)
class Start:
    """What a process is told to begin with.

    Attributes:
        folder: The data folder.
        base_url: The LiveDesk's address.
        plan: Which step fails, and how.
        api_secret: Belongs to the right API key.
        auto_send: Whether tickets go by themselves.
    """

    folder: Path
    base_url: str
    plan: Plan = field(default_factory=Plan)
    api_secret: str = API_SECRET
    auto_send: bool = True


@dataclass(frozen=True, slots=True)
class Gone:
    """The process has ended, and says nothing any more."""


@dataclass(frozen=True, slots=True)
class _Stop:
    """Asks for an end in good order."""


@dataclass(frozen=True, slots=True)
class _FillDisk:
    """Lets the disk be full from now on, or have room again."""

    is_full: bool


@dataclass(frozen=True, slots=True)
class _Stopped:
    """It has ended in good order; how many steps of each kind it took."""

    counts: Counter[Kind]
    places: set[tuple[Kind, Path]]


class OutboxProcess:
    """A running process and what its outbox has published.

    Attributes:
        events: What it published, and in the end `Gone`.
        counts: The steps it took, once it has ended in good order.
        places: Where it took them, as far as they are of files.
    """

    def __init__(self, start: Start) -> None:
        self.events = Events()
        self.counts: Counter[Kind] = Counter()
        self.places: set[tuple[Kind, Path]] = set()
        self._pipe, others_end = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=_run, args=(others_end, start), daemon=True)
        with _READING_EXITS:
            self._process.start()
        others_end.close()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        try:
            while True:
                said = self._pipe.recv()
                if isinstance(said, _Stopped):
                    self.counts, self.places = said.counts, said.places
                else:
                    self.events(said)
        except (EOFError, OSError):
            self.events(Gone())  # type: ignore[arg-type]  # the outbox itself knows no such event

    def do(self, *commands: Command) -> None:
        """Hand commands over; a process that is dead takes none."""
        for command in commands:
            with suppress(OSError):
                self._pipe.send(command)

    def fill_disk(self, *, is_full: bool) -> None:
        """Let the process's disk take nothing more from now on, or let it have room again. Not on Windows."""
        with suppress(OSError):
            self._pipe.send(_FillDisk(is_full))

    def wait_for(
        self,
        *kinds: type[_E],
        suits: Callable[[_E], bool] = lambda _: True,
        since: int = 0,
        deadline_s: float = DEADLINE_S,
    ) -> _E | None:
        """Return the first event of these kinds that suits; None when the process ended before.

        Raises:
            TimeoutError: Neither came.
        """

        def is_it(event: object) -> bool:
            return isinstance(event, Gone) or (isinstance(event, kinds) and suits(event))

        if self.events.all(Gone) and not any(
            isinstance(event, kinds) for event in self.events.all(object, since=since)
        ):
            return None
        event: object = self.events.wait_for(object, is_it, since=since, deadline_s=deadline_s)
        return event if isinstance(event, kinds) else None

    @property
    def is_alive(self) -> bool:
        """Whether it has not ended yet."""
        with _READING_EXITS:
            return self._process.is_alive()

    @property
    def exit_code(self) -> int | None:
        """How it ended; None while it has not."""
        with _READING_EXITS:
            return self._process.exitcode

    def kill(self) -> None:
        """End it at once, wherever it is, and take note of what it had said before."""
        self._process.kill()
        self._close()

    def stop(self) -> None:
        """End it in good order; one that is dead already is left alone.

        Raises:
            TimeoutError: It did not end, and was killed.
        """
        with suppress(OSError):
            self._pipe.send(_Stop())
        wait([self._process.sentinel], DEADLINE_S)
        is_stuck = self.is_alive
        if is_stuck:
            self._process.kill()
        self._close()
        if is_stuck:
            raise TimeoutError("the outbox did not stop")

    def _close(self) -> None:
        wait([self._process.sentinel], DEADLINE_S)
        self._reader.join(DEADLINE_S)
        self._pipe.close()


class OutboxProcesses:
    """Starts processes, and sees that none is left."""

    def __init__(self) -> None:
        self._started: list[OutboxProcess] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        for process in self._started:
            if process.is_alive:
                process.kill()

    def start(self, start: Start) -> OutboxProcess:
        """Start an outbox and return it once it is open, or could not be opened, or has ended."""
        process = OutboxProcess(start)
        self._started.append(process)
        process.wait_for(WorkerReady, StorageFailed)
        return process


def _run(pipe: Connection, start: Start) -> None:
    """Runs in the process."""
    logging.disable()  # The tests look at what becomes of things.
    steps = StepCounter(start.plan)
    steps.install()
    data_dir = DataDir(start.folder)
    data_dir.create()
    profile = Profile(base_url=start.base_url)
    keys = CredentialStore.in_memory()
    keys.save(profile.name, profile.origin, Credentials(api_key=API_KEY, api_secret=start.api_secret))
    lock = threading.Lock()

    def publish(event: Event) -> None:
        with lock:
            pipe.send(event)

    worker = OutboxWorker(
        database=data_dir.database,
        spool_dir=data_dir.spool,
        settings_path=data_dir.settings,
        keys=keys,
        publish=publish,
        settings=Settings(profiles=(profile,)),
        auto_send=start.auto_send,
    )
    worker.start()
    try:
        while not isinstance(command := pipe.recv(), _Stop):
            if isinstance(command, _FillDisk):
                _limit_files(0 if command.is_full else -1)
            else:
                worker.do(command)
    except (EOFError, OSError):
        os._exit(3)  # The test is gone.
    is_stopped = worker.stop()
    with lock:
        pipe.send(_Stopped(steps.counts, steps.places))
    os._exit(0 if is_stopped else 2)


def _limit_files(size_bytes: int) -> None:
    """Let no file of this process be written beyond this size; -1 for any."""
    import resource  # noqa: PLC0415 - Windows has no such module

    resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, resource.RLIM_INFINITY))
