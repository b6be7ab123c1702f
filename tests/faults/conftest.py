"""Processes that are ended and failed on purpose, and a LiveDesk that outlives them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.misbehaving import Misbehaving
from support.outbox import API_KEY, API_SECRET
from support.outbox_process import OutboxProcesses
from support.scene import Scene


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Misbehaving]:
    with Misbehaving(data_dir=tmp_path / "livedesk", api_key=API_KEY, api_secret=API_SECRET) as running:
        yield running


@pytest.fixture
def processes() -> Iterator[OutboxProcesses]:
    with OutboxProcesses() as running:
        yield running


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def scene(data: Path, server: Misbehaving, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Scene:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    return Scene(data, server, monkeypatch, tmp_path)
