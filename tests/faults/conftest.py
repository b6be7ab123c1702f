"""Processes that are ended and failed on purpose, and a LiveDesk that outlives them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.misbehaving import Misbehaving
from support.outbox import API_KEY, API_SECRET
from support.outbox_process import OutboxProcesses


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Misbehaving]:
    with Misbehaving(data_dir=tmp_path / "livedesk", api_key=API_KEY, api_secret=API_SECRET) as running:
        yield running


@pytest.fixture
def processes() -> Iterator[OutboxProcesses]:
    with OutboxProcesses() as running:
        yield running
