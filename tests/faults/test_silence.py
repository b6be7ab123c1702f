"""Somebody is silent: a server, a proxy, a name server, a keyring. Stopping takes less than 3 s all the same.

What may have arrived by then is not sent again by itself; what cannot have is.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest
from support.outbox import PNG, Outbox
from support.project import ROOT
from support.raw_server import Play, RawServer, stall_after_body, stall_after_head, stall_at_once
from support.scene import NAME, NOW, Scene

from desk_gui.outbox.draft import Draft
from desk_gui.outbox.store import Store
from desk_gui.outbox.tickets import State
from desk_gui.system.credentials import Credentials

STOP_S: Final = 3.0

both_routes = pytest.mark.parametrize("route", ["upload", "create"])


def submitted(outbox: Outbox, route: str) -> Draft:
    """Submit a ticket that begins with this call."""
    draft = outbox.with_files(outbox.draft(), PNG) if route == "upload" else outbox.draft()
    outbox.submit(draft)
    return draft


def stop(outbox: Outbox) -> None:
    """Stop, in time."""
    began = time.monotonic()
    assert outbox.worker.stop()
    assert time.monotonic() - began < STOP_S


def state_at_next_start(outbox: Outbox, draft: Draft) -> State | None:
    with closing(Store(outbox.data_dir.database)) as store:
        store.recover(NOW)
        return store.state(draft.draft_id)


@both_routes
@pytest.mark.parametrize("play", [stall_after_head, stall_after_body])
def test_stopping_while_a_server_is_silent(scene: Scene, route: str, play: Play) -> None:
    with RawServer(play) as server:
        outbox = scene.outbox(server.base_url)
        outbox.worker.start()
        draft = submitted(outbox, route)
        seen = server.wait_for()
        assert (seen.has_body if play is stall_after_body else seen.has_head).wait(10)
        stop(outbox)

    assert state_at_next_start(outbox, draft) is (State.UNCONFIRMED if route == "create" else State.QUEUED)


@both_routes
@pytest.mark.parametrize("is_proxied", [False, True], ids=["TLS", "proxy"])
def test_stopping_while_the_way_there_is_silent(scene: Scene, route: str, *, is_proxied: bool) -> None:
    with RawServer(stall_after_head if is_proxied else stall_at_once) as between:
        if is_proxied:
            scene.patch.setenv("https_proxy", between.base_url)
        outbox = scene.outbox(f"https://{NAME}" if is_proxied else between.base_url.replace("http:", "https:"))
        outbox.worker.start()
        draft = submitted(outbox, route)
        assert between.wait_for().has_head.wait(10)
        stop(outbox)

    assert state_at_next_start(outbox, draft) is State.QUEUED


class SilentKeyring:
    """Says nothing until it is let go.

    Attributes:
        is_asked: Set once it was.
    """

    def __init__(self) -> None:
        self.is_asked = threading.Event()
        self.is_over = threading.Event()

    def find(self, profile: str, origin: str) -> Credentials | None:
        del profile, origin
        self.is_asked.set()
        self.is_over.wait(30)
        return None

    def is_for_this_run_only(self, profile: str, origin: str) -> bool:
        del profile, origin
        return False

    def save(self, profile: str, origin: str, credentials: Credentials, *, for_this_run_only: bool = False) -> None:
        del profile, origin, credentials, for_this_run_only


@pytest.fixture
def keyring() -> Iterator[SilentKeyring]:
    keyring = SilentKeyring()
    yield keyring
    keyring.is_over.set()


@both_routes
def test_stopping_while_the_keyring_is_silent(scene: Scene, keyring: SilentKeyring, route: str) -> None:
    outbox = Outbox(scene.data, base_url=scene.server.base_url, keys=keyring)
    outbox.worker.start()
    draft = submitted(outbox, route)
    assert keyring.is_asked.wait(10)
    stop(outbox)

    assert state_at_next_start(outbox, draft) is State.QUEUED
    assert scene.server.request_count(route) == 0


SILENT_NAMES: Final = """
import socket, sys, threading, time
from pathlib import Path
from support.outbox import PNG, Outbox

asked = threading.Event()
def hang(*args, **options):
    asked.set()
    threading.Event().wait()
socket.getaddrinfo = hang  # a name server that never answers; nothing of ours is replaced

outbox = Outbox(Path(sys.argv[1]), base_url="https://livedesk.invalid")
with outbox:
    draft = outbox.draft()
    if sys.argv[2] == "upload":
        draft = outbox.with_files(draft, PNG)
    outbox.submit(draft)
    assert asked.wait(10)
    began = time.monotonic()
    assert outbox.worker.stop()
    print(time.monotonic() - began)
"""


@both_routes
@pytest.mark.usefixtures("scene")
def test_stopping_while_names_are_looked_up(data: Path, route: str) -> None:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))}
    began = time.monotonic()
    ended = subprocess.run(
        [sys.executable, "-c", SILENT_NAMES, str(data), route],
        env=env,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )

    assert (ended.returncode, ended.stderr) == (0, "")
    assert float(ended.stdout) < 3
    assert time.monotonic() - began < 15, "the process was held back after the outbox had stopped"
