"""The system's sleep, told by a logind that is played on a private bus."""

import asyncio
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from jeepney import DBusAddress, message_bus, new_signal  # type: ignore[import-untyped]  # it ships no types
from jeepney.io.blocking import (  # type: ignore[import-untyped]  # it ships no types
    DBusConnection,
    Proxy,
    open_dbus_connection,
)
from support.keyring_session import bus_session
from support.misbehaving import Misbehaving
from support.outbox import API_KEY, API_SECRET, Outbox
from support.project import ROOT
from support.running import run
from support.waiting import wait_until

from desk_gui.outbox.tickets import State
from desk_gui.system.dbus import watch_sleep

LOGIND = "org.freedesktop.login1"
MANAGER = "org.freedesktop.login1.Manager"
PATH = "/org/freedesktop/login1"


class Logind:
    """Says what a system's logind says."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.bus: DBusConnection = open_dbus_connection(bus=address)
        self._own = Proxy(message_bus, self.bus)
        self._own.RequestName(LOGIND)

    def say(self, is_asleep: object, *, member: str = "PrepareForSleep", path: str = PATH, kind: str = "b") -> None:
        self.bus.send(new_signal(DBusAddress(path, interface=MANAGER), member, kind, (is_asleep,)))

    def wait_for_listener(self, count: int = 2) -> None:
        """Return once somebody else is on the bus and had time to be served."""
        wait_until(lambda: len(self._unique_names()) >= count, "a listener on the bus")

    def wait_until_nobody_listens(self) -> None:
        wait_until(lambda: len(self._unique_names()) == 1, "the listener's leaving")

    def _unique_names(self) -> list[str]:
        return [name for name in self._own.ListNames()[0] if name.startswith(":")]


@pytest.fixture
def logind(monkeypatch: pytest.MonkeyPatch) -> Iterator[Logind]:
    with bus_session() as session:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", session.address)
        logind = Logind(session.address)
        with closing(logind.bus):
            yield logind


def heard(logind: Logind, *sayings: Callable[[], None]) -> list[bool]:
    """Return what a watch heard of these, and of a last word that ends it."""
    said: list[bool] = []

    async def work() -> None:
        news = asyncio.Event()

        def note(is_asleep: bool) -> None:
            said.append(is_asleep)
            news.set()

        watch = asyncio.create_task(watch_sleep(note))
        # The bus takes a subscription a moment after it lets somebody in: the first word is repeated until it is heard.
        await asyncio.to_thread(logind.wait_for_listener)
        while not said:
            logind.say(is_asleep=False)
            await asyncio.wait({asyncio.create_task(news.wait())}, timeout=0.05)
        for say in sayings:
            say()
        logind.say(is_asleep=True)
        while not said[-1]:
            news.clear()
            await news.wait()
        watch.cancel()
        await asyncio.wait({watch}, timeout=1)
        assert watch.cancelled()

    run(work())
    return said


def test_sleep_and_waking_are_told(logind: Logind) -> None:
    said = heard(logind)

    assert (said[0], said[-1]) == (False, True)
    logind.wait_until_nobody_listens()


def test_other_signals_are_passed_over(logind: Logind) -> None:
    said = heard(
        logind,
        lambda: logind.say(is_asleep=True, member="PrepareForShutdown"),
        lambda: logind.say(is_asleep=True, path="/somewhere/else"),
        lambda: logind.say("yes", kind="s"),
    )

    assert said.count(True) == 1


def test_word_of_somebody_else_is_passed_over(logind: Logind) -> None:
    with closing(open_dbus_connection(bus=logind.address)) as stranger:
        signal = new_signal(DBusAddress(PATH, interface=MANAGER), "PrepareForSleep", "b", (True,))
        said = heard(logind, lambda: stranger.send(signal), lambda: Proxy(message_bus, stranger).GetId())

    assert said.count(True) == 1


def test_bus_that_ends_ends_the_watch(monkeypatch: pytest.MonkeyPatch) -> None:
    with bus_session() as session:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", session.address)
        logind = Logind(session.address)
        ended = threading.Event()

        def watch() -> None:
            asyncio.run(watch_sleep(lambda _: None))
            ended.set()

        thread = threading.Thread(target=watch, daemon=True)
        thread.start()
        logind.wait_for_listener()
        logind.bus.close()
    assert ended.wait(10)
    thread.join(10)


@pytest.mark.parametrize("address", ["unix:path=/no/such/socket", "nonsense", "", "tcp:host=127.0.0.1,port=1"])
def test_system_without_a_bus_is_quietly_nothing(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)

    assert run(watch_sleep(lambda _: None)) is None


def test_silent_bus_holds_nothing_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        socket.socket(socket.AF_UNIX) as silent,
        Misbehaving(data_dir=tmp_path / "livedesk", api_key=API_KEY, api_secret=API_SECRET) as server,
    ):
        silent.bind(str(tmp_path / "bus"))
        silent.listen()
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path / 'bus'}")
        with Outbox(tmp_path / "data", base_url=server.base_url) as outbox:
            outbox.wait_for_state(outbox.submit(outbox.draft()).ticket, State.CREATED)
            assert outbox.worker.stop(1)


def test_outbox_creates_nothing_until_the_system_is_back(logind: Logind, tmp_path: Path) -> None:
    with (
        Misbehaving(data_dir=tmp_path / "livedesk", api_key=API_KEY, api_secret=API_SECRET) as server,
        Outbox(tmp_path / "data", base_url=server.base_url) as outbox,
    ):
        logind.wait_for_listener()
        outbox.wait_for_state(outbox.submit(outbox.draft()).ticket, State.CREATED)
        logind.say(is_asleep=True)
        Proxy(message_bus, logind.bus).GetId()
        held = outbox.submit(outbox.draft())
        with pytest.raises(TimeoutError):
            server.wait_for_requests("create", 2, deadline_s=0.3)
        logind.say(is_asleep=False)
        outbox.wait_for_state(held.ticket, State.CREATED)


def test_importing_it_imports_no_dbus() -> None:
    script = "import sys; import desk_gui.system.dbus; print('jeepney' in sys.modules)"
    ended = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=20, check=True
    )

    assert ended.stdout.strip() == "False"
