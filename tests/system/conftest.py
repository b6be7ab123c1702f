from collections.abc import Iterator
from pathlib import Path

import pytest
from support.keyring_session import KeyringSession, bus_session, keyring_session


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> Iterator[KeyringSession]:
    """A real, unlocked gnome-keyring of this test's own."""
    with keyring_session() as session:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", session.address)
        yield session


@pytest.fixture
def bare_bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[KeyringSession]:
    """A session bus with no keyring on it."""
    with bus_session() as session:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", session.address)
        yield session


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder."""
    path = tmp_path / "folder"
    path.mkdir()
    return path
