from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.command import API_KEY, MARKED, Command
from support.keyring_session import KeyringSession, keyring_session
from support.misbehaving import Misbehaving


@pytest.fixture
def keyring() -> Iterator[KeyringSession]:
    with keyring_session() as session:
        yield session


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Misbehaving]:
    with Misbehaving(data_dir=tmp_path / "server", api_key=API_KEY, api_secret=MARKED) as server:
        yield server


@pytest.fixture
def unkeyed(keyring: KeyringSession, server: Misbehaving, tmp_path: Path) -> Iterator[Command]:
    """The command, with no key stored yet. The secret may turn up in nothing it prints or writes."""
    command = Command(keyring, server, tmp_path / "data")
    yield command
    spellings = [MARKED.encode(), b64encode(f"{API_KEY}:{MARKED}".encode())]
    written = [path for path in command.data_dir.rglob("*") if path.is_file()] if command.data_dir.is_dir() else []
    for spelling in spellings:
        assert not [path for path in written if spelling in path.read_bytes()]
        assert spelling.decode() not in "".join(command.printed)
    assert "Traceback" not in "".join(command.printed)


@pytest.fixture
def command(unkeyed: Command) -> Command:
    """The command, with a good key in the keyring."""
    unkeyed.keep_key()
    return unkeyed
