"""A LiveDesk that can misbehave, and an outbox that sends to it."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.misbehaving import Misbehaving
from support.outbox import API_KEY, API_SECRET, Outbox


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Misbehaving]:
    with Misbehaving(data_dir=tmp_path / "livedesk", api_key=API_KEY, api_secret=API_SECRET) as running:
        yield running


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The outbox's data folder."""
    return tmp_path / "data"


@pytest.fixture
def outbox(data: Path, server: Misbehaving) -> Iterator[Outbox]:
    with Outbox(data, base_url=server.base_url) as running:
        yield running


@pytest.fixture
def full_backlog() -> Iterator[str]:
    """The address of a server that lets nobody in: connecting neither succeeds nor fails."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(0)
        port = server.getsockname()[1]
        waiting = [socket.socket() for _ in range(4)]
        for client in waiting:
            client.setblocking(False)
            client.connect_ex(("127.0.0.1", port))
        yield f"http://127.0.0.1:{port}"
        for client in waiting:
            client.close()
