"""What every test gets: a home of its own, logs that count, and a look at what it leaves behind.

Nothing here imports Qt: a test that does not use it does not pay for it. (pytest keeps faulthandler on by itself.)
"""

import os

# Before anything can import Qt: widget tests need no display. Tests of the whole program choose for themselves.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import logging
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.leaks import lasting_threads, left_threads, left_widgets, top_level_widgets
from support.log_failure import ExpectLog
from support.translated import speak_english

_HOMES = {
    "HOME": "home",
    "USERPROFILE": "home",
    "APPDATA": "home/roaming",
    "LOCALAPPDATA": "home/local",
    "XDG_CONFIG_HOME": "home/.config",
    "XDG_DATA_HOME": "home/.local/share",
    "XDG_STATE_HOME": "home/.local/state",
    "XDG_CACHE_HOME": "home/.cache",
    "XDG_RUNTIME_DIR": "run",
}
_UNSET = (
    "PYTHON_KEYRING_BACKEND",
    *(name for lower in ("http_proxy", "https_proxy", "all_proxy", "no_proxy") for name in (lower, lower.upper())),
)


@pytest.fixture(autouse=True)
def _leaves_nothing_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves threads which hold the exit back, or windows."""
    threads = lasting_threads()
    uses_qt = "qapp" in request.fixturenames
    if uses_qt:
        speak_english(request.getfixturevalue("qapp"))
    widgets = top_level_widgets() if uses_qt else {}
    yield
    left = [f"thread {name}" for name in left_threads(threads)]
    if uses_qt:
        left += [f"window {name}" for name in left_widgets(widgets)]
    if left:
        pytest.fail("left behind: " + "; ".join(left), pytrace=False)


@pytest.fixture
def expect_log() -> Iterator[ExpectLog]:
    """Announce a record of WARNING or worse: `expect_log(logger_name, level, pattern)`. Any other fails the test."""
    handler = ExpectLog()
    root = logging.getLogger()
    root.addHandler(handler)
    yield handler
    root.removeHandler(handler)
    if complaint := handler.complaint():
        pytest.fail(complaint, pytrace=False)


@pytest.fixture(autouse=True)
def _logs_count(_leaves_nothing_behind: None, expect_log: ExpectLog) -> None:
    """Watch the logs of every test."""


@pytest.fixture(autouse=True)
def _own_home() -> Iterator[None]:
    """Point every place a program keeps things at into a folder of the test's; forget surrounding proxies and keyrings.

    Not inside `tmp_path`: tests list that, and a socket's path must be short.
    """
    with (
        tempfile.TemporaryDirectory(prefix="desk-gui-", ignore_cleanup_errors=True) as surroundings,
        pytest.MonkeyPatch.context() as patch,
    ):
        for name, place in _HOMES.items():
            folder = Path(surroundings) / place
            # Qt insists on a private runtime folder.
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            patch.setenv(name, str(folder))
        for name in _UNSET:
            patch.delenv(name, raising=False)
        yield
