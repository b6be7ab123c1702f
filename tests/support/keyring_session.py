"""A private D-Bus session with a real Secret Service in it, for tests that must not touch the machine's own."""

import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import secretstorage
from jeepney import MatchRule, MessageType, message_bus  # type: ignore[import-untyped]  # it ships no types
from jeepney.io.blocking import (  # type: ignore[import-untyped]  # it ships no types
    DBusConnection,
    Proxy,
    open_dbus_connection,
)

_DEADLINE_S: Final = 20.0
_SECRETS: Final = "org.freedesktop.secrets"
# No service folders: nothing of this machine is started on this bus behind the test's back.
_BUS_CONFIG: Final = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


@dataclass(frozen=True, slots=True)
class KeyringSession:
    """A running session.

    Attributes:
        folder: Holds everything the session writes.
        variables: What a program needs in its environment to live in this session.
    """

    folder: Path
    variables: Mapping[str, str]

    @property
    def address(self) -> str:
        return self.variables["DBUS_SESSION_BUS_ADDRESS"]

    @property
    def env(self) -> dict[str, str]:
        """The environment of a program that lives in this session."""
        return {**os.environ, **self.variables}

    def lookup(self, account: str, service: str = "Desk GUI") -> str | None:
        """Return what `secret-tool` finds, as a person at a terminal would look it up."""
        found = subprocess.run(
            ["secret-tool", "lookup", "service", service, "username", account],
            env=self.env,
            capture_output=True,
            text=True,
            timeout=_DEADLINE_S,
            check=False,
        )
        return found.stdout if found.returncode == 0 else None

    def store(self, account: str, text: str, service: str = "Desk GUI") -> None:
        """Put an entry into the keyring without the program's help."""
        subprocess.run(
            ["secret-tool", "store", "--label", "test", "service", service, "username", account],
            env=self.env,
            input=text,
            text=True,
            timeout=_DEADLINE_S,
            check=True,
        )

    def lock(self) -> None:
        """Lock the keyring. There is nobody here to unlock it."""
        with closing(self._connect()) as bus:
            secretstorage.get_default_collection(bus).lock()

    def _connect(self) -> DBusConnection:
        return open_dbus_connection(bus=self.address)


@contextmanager
def bus_session() -> Iterator[KeyringSession]:
    """Run a session bus that has no keyring on it, and end it."""
    # Socket paths are short: not in pytest's deep folders.
    with tempfile.TemporaryDirectory(prefix="dg-bus-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        config = folder / "bus.conf"
        config.write_text(_BUS_CONFIG.format(socket=folder / "bus"), encoding="utf-8")
        bus = subprocess.Popen(
            ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address=1"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            assert bus.stdout is not None
            address = bus.stdout.readline().strip()
            assert address, "the bus did not start"
            yield KeyringSession(folder, _variables(folder, address))
        finally:
            _end(bus)


@contextmanager
def keyring_session() -> Iterator[KeyringSession]:
    """Run a session bus with an unlocked gnome-keyring of its own, and end both."""
    with bus_session() as session, closing(session._connect()) as connection:
        rule = MatchRule(
            type=MessageType.signal,
            sender="org.freedesktop.DBus",
            interface="org.freedesktop.DBus",
            member="NameOwnerChanged",
        )
        rule.add_arg_condition(0, _SECRETS)
        Proxy(message_bus, connection).AddMatch(rule)
        with connection.filter(rule) as signals:
            daemon = subprocess.Popen(
                ["gnome-keyring-daemon", "--unlock", "--components=secrets", "--foreground"],
                env=session.env,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            try:
                assert daemon.stdin is not None
                daemon.stdin.write(b"test\n")
                daemon.stdin.close()
                connection.recv_until_filtered(signals, timeout=_DEADLINE_S)
                yield session
            finally:
                _end(daemon)


def _variables(folder: Path, address: str) -> dict[str, str]:
    for name in ("run", "data", "config", "cache"):
        (folder / name).mkdir(mode=0o700)
    return {
        "DBUS_SESSION_BUS_ADDRESS": address,
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(folder / "run"),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_CACHE_HOME": str(folder / "cache"),
    }


def _end(process: "subprocess.Popen[str] | subprocess.Popen[bytes]") -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(timeout=5)
    if process.stdout is not None:
        process.stdout.close()
