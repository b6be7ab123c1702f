from collections.abc import Iterator
from pathlib import Path

import pytest
from support.misbehaving import Misbehaving
from support.raw_http import RawHttp, basic

from desk_gui.sandbox.server import Sandbox

KEY = "a-key"
SECRET = "a-secret:with-a-colon"  # noqa: S105 - opens nothing but the server below


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[Sandbox]:
    with Sandbox(data_dir=tmp_path / "sandbox", api_key=KEY, api_secret=SECRET) as started:
        yield started


@pytest.fixture
def raw(sandbox: Sandbox) -> RawHttp:
    return RawHttp(sandbox.base_url, basic(KEY, SECRET))


@pytest.fixture
def bad_server(tmp_path: Path) -> Iterator[Misbehaving]:
    with Misbehaving(data_dir=tmp_path / "bad", api_key=KEY, api_secret=SECRET) as started:
        yield started


@pytest.fixture
def bad_raw(bad_server: Misbehaving) -> RawHttp:
    return RawHttp(bad_server.base_url, basic(KEY, SECRET))
