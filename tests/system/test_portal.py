"""The desktop's portal, played by a fake on a private bus: what it gives, and every way in which it gives nothing."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from jeepney import (  # type: ignore[import-untyped]  # it ships no types
    DBusAddress,
    HeaderFields,
    Message,
    message_bus,
    new_error,
    new_method_call,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import (  # type: ignore[import-untyped]  # it ships no types
    DBusConnection,
    Proxy,
    open_dbus_connection,
)
from support.keyring_session import KeyringSession, bus_session
from support.outbox import Outbox
from support.waiting import wait_until

from desk_gui.outbox import portals
from desk_gui.outbox.desk import RetrievePortalFiles, TakePortalScreenshot
from desk_gui.outbox.events import PortalAnswered, PortalTrouble
from desk_gui.system import portal

DESKTOP = "org.freedesktop.portal.Desktop"
DOCUMENTS = "org.freedesktop.portal.Documents"
QUIT = "org.example.Quit"
URI = "file:///home/anna/Pictures/Screenshot%20%C3%9C%201.png"
PICTURE = Path("/home/anna/Pictures/Screenshot Ü 1.png")
PATIENCE_S = 10.0
SHORT_S = 0.3

Behaviour = Callable[["FakePortal", Message], None]


class FakePortal(threading.Thread):
    """A portal that does one thing with every call."""

    def __init__(self, address: str, name: str, behave: Behaviour) -> None:
        super().__init__(daemon=True)
        self.bus: DBusConnection = open_dbus_connection(bus=address)
        self.calls: list[Message] = []
        self.closed = threading.Event()
        self.is_over = False
        self._behave = behave
        Proxy(message_bus, self.bus).RequestName(name)

    def run(self) -> None:
        while not self.is_over:
            message = self.bus.receive()
            member = message.header.fields.get(HeaderFields.member)
            if member == "Quit":
                return
            if member == "Close":
                self.closed.set()
            elif member in {"Screenshot", "RetrieveFiles"}:
                self.calls.append(message)
                self._behave(self, message)

    def give_handle(self, call: Message) -> str:
        """Answer a call with the handle of its request, as the page Request describes it."""
        sender = call.header.fields[HeaderFields.sender].removeprefix(":").replace(".", "_")
        handle = f"/org/freedesktop/portal/desktop/request/{sender}/{call.body[1]['handle_token'][1]}"
        self.bus.send(new_method_return(call, "o", (handle,)))
        return handle

    def respond(self, call: Message, handle: str, code: int, uri: str = URI) -> None:
        """Answer the request itself."""
        address = DBusAddress(handle, interface="org.freedesktop.portal.Request")
        results = {"uri": ("s", uri)} if code == 0 else {}
        signal = new_signal(address, "Response", "ua{sv}", (code, results))
        signal.header.fields[HeaderFields.destination] = call.header.fields[HeaderFields.sender]
        self.bus.send(signal)


def respond(code: int, uri: str = URI) -> Behaviour:
    def behave(fake: FakePortal, call: Message) -> None:
        fake.respond(call, fake.give_handle(call), code, uri)

    return behave


def respond_first(fake: FakePortal, call: Message) -> None:
    """Send the answer before the reply to the call, as a quick portal may."""
    sender = call.header.fields[HeaderFields.sender].removeprefix(":").replace(".", "_")
    fake.respond(call, f"/org/freedesktop/portal/desktop/request/{sender}/{call.body[1]['handle_token'][1]}", 0)
    fake.give_handle(call)


def only_handle(fake: FakePortal, call: Message) -> None:
    fake.give_handle(call)


def say_nothing(fake: FakePortal, call: Message) -> None:
    del fake, call


def end(fake: FakePortal, call: Message) -> None:
    fake.give_handle(call)
    fake.bus.close()
    fake.is_over = True


def fail(error_name: str) -> Behaviour:
    def behave(fake: FakePortal, call: Message) -> None:
        fake.bus.send(new_error(call, error_name, "s", ("no",)))

    return behave


def give_files(*paths: str) -> Behaviour:
    def behave(fake: FakePortal, call: Message) -> None:
        fake.bus.send(new_method_return(call, "as", (list(paths),)))

    return behave


@contextmanager
def fake_portal(address: str, name: str, behave: Behaviour) -> Iterator[FakePortal]:
    """Run a portal on the bus, and end it."""
    fake = FakePortal(address, name, behave)
    unique_name = fake.bus.unique_name
    fake.start()
    try:
        yield fake
    finally:
        if fake.is_alive():
            with closing(open_dbus_connection(bus=address)) as bus:
                bus.send(new_method_call(DBusAddress("/", bus_name=unique_name, interface=QUIT), "Quit"))
        fake.join(PATIENCE_S)
        assert not fake.is_alive()
        fake.bus.close()


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[KeyringSession]:
    with bus_session() as session:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", session.address)
        yield session


def ask(command: portals.PortalCommand) -> PortalAnswered:
    return asyncio.run(asyncio.wait_for(portals.answer(command), PATIENCE_S))


SCREENSHOT = TakePortalScreenshot(7, "wayland:")
FILES = RetrievePortalFiles(8, "key-1")


@pytest.mark.parametrize("behave", [respond(0), respond_first])
def test_granted_screenshot_is_the_file_that_the_desktop_made(bus: KeyringSession, behave: Behaviour) -> None:
    with fake_portal(bus.address, DESKTOP, behave) as fake:
        answered = ask(SCREENSHOT)

    assert answered == PortalAnswered(7, (PICTURE,))
    (call,) = fake.calls
    assert call.body[0] == "wayland:"
    assert call.body[1]["interactive"] == ("b", True)
    assert call.header.fields[HeaderFields.interface] == "org.freedesktop.portal.Screenshot"


@pytest.mark.parametrize(
    ("behave", "trouble"),
    [
        (respond(1), PortalTrouble.DENIED),
        (respond(2), PortalTrouble.DENIED),
        (fail("org.freedesktop.DBus.Error.AccessDenied"), PortalTrouble.DENIED),
        (fail("org.freedesktop.portal.Error.NotAllowed"), PortalTrouble.DENIED),
        (fail("org.freedesktop.DBus.Error.UnknownMethod"), PortalTrouble.MISSING),
        (fail("org.freedesktop.DBus.Error.TimedOut"), PortalTrouble.SILENT),
        (respond(0, "https://example.org/a.png"), PortalTrouble.MISSING),
        (respond(0, "file://elsewhere/a.png"), PortalTrouble.MISSING),
        (respond(0, ""), PortalTrouble.MISSING),
        (end, PortalTrouble.SILENT),
    ],
)
def test_screenshot_that_is_not_given_says_why(bus: KeyringSession, behave: Behaviour, trouble: PortalTrouble) -> None:
    with fake_portal(bus.address, DESKTOP, behave):
        answered = ask(SCREENSHOT)

    assert answered == PortalAnswered(7, trouble=trouble)


@pytest.mark.parametrize("behave", [only_handle, say_nothing])
def test_screenshot_is_given_up_when_nobody_answers(bus: KeyringSession, behave: Behaviour) -> None:
    with fake_portal(bus.address, DESKTOP, behave) as fake, pytest.raises(portal.PortalSilent):
        asyncio.run(portal.take_screenshot("x11:1a", timeout_s=SHORT_S))

    assert [call.body[0] for call in fake.calls] == ["x11:1a"]


def test_dialog_is_taken_away_when_nobody_waits_for_it_any_more(bus: KeyringSession) -> None:
    with fake_portal(bus.address, DESKTOP, only_handle) as fake:
        with pytest.raises(portal.PortalSilent):
            asyncio.run(portal.take_screenshot("wayland:", timeout_s=SHORT_S))
        assert fake.closed.wait(PATIENCE_S)


def test_stranger_cannot_answer_for_the_portal(bus: KeyringSession) -> None:
    with closing(open_dbus_connection(bus=bus.address)) as stranger:

        def behave(fake: FakePortal, call: Message) -> None:
            handle = fake.give_handle(call)
            address = DBusAddress(handle, interface="org.freedesktop.portal.Request")
            signal = new_signal(address, "Response", "ua{sv}", (0, {"uri": ("s", "file:///etc/passwd")}))
            signal.header.fields[HeaderFields.destination] = call.header.fields[HeaderFields.sender]
            stranger.send(signal)
            Proxy(message_bus, stranger).GetId()  # Once this is answered, the bus has passed the signal on.
            fake.respond(call, handle, 0)

        with fake_portal(bus.address, DESKTOP, behave):
            answered = ask(SCREENSHOT)

    assert answered == PortalAnswered(7, (PICTURE,))


@pytest.mark.parametrize("command", [SCREENSHOT, FILES])
def test_bus_without_a_portal(bus: KeyringSession, command: portals.PortalCommand) -> None:
    del bus
    assert ask(command) == PortalAnswered(command.request_id, trouble=PortalTrouble.MISSING)


@pytest.mark.parametrize("address", [None, "unix:path=/nowhere/bus", "tcp:host=127.0.0.1,port=9", "nonsense"])
def test_no_bus(monkeypatch: pytest.MonkeyPatch, address: str | None) -> None:
    if address is None:
        monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    else:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)

    assert ask(FILES) == PortalAnswered(8, trouble=PortalTrouble.MISSING)


def test_files_of_a_drop_are_what_the_portal_says(bus: KeyringSession) -> None:
    with fake_portal(bus.address, DOCUMENTS, give_files("/run/user/1/doc/1/a b.png", "/home/anna/ü.log")) as fake:
        answered = ask(FILES)

    assert answered == PortalAnswered(8, (Path("/run/user/1/doc/1/a b.png"), Path("/home/anna/ü.log")))
    assert fake.calls[0].body == ("key-1", {})


@pytest.mark.parametrize(
    ("behave", "trouble"),
    [
        (fail("org.freedesktop.DBus.Error.AccessDenied"), PortalTrouble.DENIED),
        (fail("org.freedesktop.DBus.Error.UnknownInterface"), PortalTrouble.MISSING),
        (give_files(), PortalTrouble.DENIED),
        (give_files("relative.png"), PortalTrouble.DENIED),
    ],
)
def test_files_that_are_not_given_say_why(bus: KeyringSession, behave: Behaviour, trouble: PortalTrouble) -> None:
    with fake_portal(bus.address, DOCUMENTS, behave):
        answered = ask(FILES)

    assert answered == PortalAnswered(8, trouble=trouble)


def test_files_are_given_up_when_nobody_answers(bus: KeyringSession) -> None:
    with fake_portal(bus.address, DOCUMENTS, say_nothing), pytest.raises(portal.PortalSilent):
        asyncio.run(portal.retrieve_files("key", timeout_s=SHORT_S))


def test_outbox_asks_the_portal_and_goes_on_meanwhile(bus: KeyringSession, tmp_path: Path) -> None:
    with fake_portal(bus.address, DOCUMENTS, give_files("/a.png")), fake_portal(bus.address, DESKTOP, only_handle):
        with Outbox(tmp_path) as outbox:
            outbox.worker.do(SCREENSHOT)
            outbox.worker.do(FILES)
            answered = outbox.events.wait_for(PortalAnswered)

        assert answered == PortalAnswered(8, (Path("/a.png"),))


def test_outbox_ends_in_time_and_takes_the_dialog_away(bus: KeyringSession, tmp_path: Path) -> None:
    with fake_portal(bus.address, DESKTOP, only_handle) as fake:
        with Outbox(tmp_path) as outbox:
            outbox.worker.do(SCREENSHOT)
            wait_until(lambda: fake.calls, "the call")
            assert outbox.worker.stop(3.0)

        assert fake.closed.wait(PATIENCE_S)
    assert outbox.events.all(PortalAnswered) == []
