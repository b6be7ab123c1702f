"""Fails at one chosen step of a process: a commit, an fsync, a replace, or one call on a socket.

It stands between the program and the system, at the places where the system is called; nothing of the program is
replaced. A run without a chosen step counts them.
"""

import errno
import os
import socket
import sqlite3
import subprocess
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

EXIT_CODE = 86

_P = ParamSpec("_P")
_R = TypeVar("_R")


class Kind(Enum):
    """What can fail."""

    COMMIT = "commit"
    FSYNC = "fsync"
    REPLACE = "replace"
    CONNECT = "connect"
    SEND = "send"
    RECEIVE = "receive"


class How(Enum):
    """How it fails."""

    RAISE = "raise"
    """It is not done, and says so."""
    RAISE_AFTER = "raise after"
    """It is done, and says that it was not."""
    DIE = "die"
    """The process ends there."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Which step fails.

    Attributes:
        kind: None for none: then the steps are counted.
        number: Which of this kind, from 1.
        survivors: A folder that gets a copy of the database after each commit that is durable, in a folder whose number
            is one higher each time: the last is what a power cut leaves at worst.
    """

    kind: Kind | None = None
    number: int = 0
    how: How = How.RAISE
    survivors: Path | None = None


class FaultyConnection(sqlite3.Connection):
    """A connection whose commits are steps."""

    steps: "StepCounter"
    is_durable = False

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:  # Any: as SQLite takes them
        if sql.startswith("PRAGMA synchronous"):
            self.is_durable = sql.endswith("FULL")
        if sql != "COMMIT":
            return super().execute(sql, *values)
        done = self.steps.do(Kind.COMMIT, _disk_error(), super().execute, sql, *values)
        if self.is_durable:
            self.steps.keep(Path(super().execute("PRAGMA database_list").fetchone()[2]))
        return done

    def executescript(self, script: str) -> sqlite3.Cursor:
        return self.steps.do(Kind.COMMIT, _disk_error(), super().executescript, script)


def _place_of(argument: object) -> Path:
    """Return the path that is given, or that of the open file whose number is."""
    if isinstance(argument, int):
        return Path(f"/proc/self/fd/{argument}").readlink()
    assert isinstance(argument, str | os.PathLike)
    return Path(argument)


def _disk_error() -> sqlite3.Error:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorname = "SQLITE_IOERR_WRITE"
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR
    return error


class StepCounter:
    """Counts steps, and has the chosen one fail. Install it before the program's threads start.

    Attributes:
        counts: How many steps of each kind there were.
        places: Which files and folders were synced, and which were replaced.
    """

    def __init__(self, plan: Plan) -> None:
        self.counts: Counter[Kind] = Counter()
        self.places: set[tuple[Kind, Path]] = set()
        self._plan = plan
        self._kept = 0
        self._lock = threading.Lock()

    def install(self) -> None:
        """Stand between the program and the system, until the process ends."""
        FaultyConnection.steps = self
        connect = sqlite3.connect

        def open_faulty(*args: Any, **kwargs: Any) -> sqlite3.Connection:  # Any: as SQLite takes them
            return connect(*args, factory=FaultyConnection, **kwargs)

        sqlite3.connect = open_faulty  # type: ignore[assignment]  # its overloads are not spelt out again
        broken = OSError(errno.EIO, os.strerror(errno.EIO))
        os.fsync = self._stepped(Kind.FSYNC, broken, os.fsync, _place_of)
        os.replace = self._stepped(Kind.REPLACE, broken, os.replace, _place_of)
        for kind, name in ((Kind.CONNECT, "connect"), (Kind.SEND, "send"), (Kind.RECEIVE, "recv")):
            setattr(socket.socket, name, self._on_network(kind, getattr(socket.socket, name)))

    def keep(self, database: Path) -> None:
        """Keep a copy of a database whose last commit was durable, where the plan says so."""
        if self._plan.survivors is None:
            return
        self._kept += 1
        half_made = self._plan.survivors / "half made"
        half_made.mkdir(parents=True)
        parts = [part for part in database.parent.glob(f"{database.name}*") if not part.name.endswith("-shm")]
        # By another process: this one would lose SQLite's locks with the first of its own files that is closed.
        subprocess.run(["cp", *parts, half_made], check=True)
        half_made.rename(self._plan.survivors / f"{self._kept:06}")

    def do(self, kind: Kind, error: Exception, call: Callable[_P, _R], *args: _P.args, **kwargs: _P.kwargs) -> _R:
        """Do a step, or fail at it.

        Raises:
            Exception: The given one, where the plan says so.
        """
        with self._lock:
            self.counts[kind] += 1
            is_chosen = (kind, self.counts[kind]) == (self._plan.kind, self._plan.number)
        if is_chosen and self._plan.how is How.DIE:
            os._exit(EXIT_CODE)
        if is_chosen and self._plan.how is How.RAISE:
            raise error
        done = call(*args, **kwargs)
        if is_chosen:
            raise error
        return done

    def _stepped(
        self, kind: Kind, error: Exception, call: Callable[_P, _R], place_of: Callable[[object], Path]
    ) -> Callable[_P, _R]:
        def step(*args: _P.args, **kwargs: _P.kwargs) -> _R:
            self.places.add((kind, place_of(args[-1])))
            return self.do(kind, error, call, *args, **kwargs)

        return step

    def _on_network(self, kind: Kind, call: Callable[..., object]) -> Callable[..., object]:
        reset = ConnectionResetError(errno.ECONNRESET, os.strerror(errno.ECONNRESET))

        def step(itself: socket.socket, *args: object) -> object:
            if itself.family not in (socket.AF_INET, socket.AF_INET6):
                return call(itself, *args)  # The loop's own, to wake itself up.
            return self.do(kind, reset, call, itself, *args)

        return step
