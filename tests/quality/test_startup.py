"""The window paints before the slow libraries are imported; then they come, and the outbox is ready."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from support.project import ROOT

HEAVY: Final = (
    "PIL",
    "pi_heif",
    "PySide6.QtNetwork",
    "asyncio",
    "cryptography",
    "desk_gui.outbox.events",
    "desk_gui.outbox.worker",
    "desk_gui.sandbox",
    "desk_gui.ui.receiver",
    "http.server",
    "httpx",
    "keyring",
    "pydantic",
    "sqlite3",
    "truststore",
)
"""What costs more than it is worth before anybody can type."""

COMES_LATER: Final = {"desk_gui.outbox.worker", "httpx", "pydantic", "sqlite3"}

# Runs in an interpreter of its own: this one has imported everything already.
STARTER: Final = """
import json, os, sys
from pathlib import Path

def seen():
    names = [name for name in sys.argv[2:] if name in sys.modules]
    # PySide makes what is in its modules when it is first named.
    return [*names, "Qt"] if "Qt" in vars(sys.modules["PySide6.QtCore"]) else names

from desk_gui import app, cli, parts
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

class Watch(QObject):
    # Installed on the application, so that it sees the window's first paint before the window's own filter does.
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            found.setdefault("at_first_paint", seen())
        return False

found = {}

def take(event):
    if type(event).__name__ == "WorkerReady":
        found["when_ready"] = seen()
        desktop.window.close()

made = parts.build_parts(cli.parse(["--data-dir", sys.argv[1]]))
desktop = app.build(app.make_application(["desk-gui"]), made)
found["before_show"] = seen()
watch = Watch()
desktop.app.installEventFilter(watch)
desktop.bridge.event_published.connect(take)
QTimer.singleShot(60_000, desktop.app.quit)
code = app.run(desktop)
made.close()
print(json.dumps(found))
sys.stdout.flush()
os._exit(code)
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What of the heavy libraries was imported, at each moment of one start."""
    folder = tmp_path_factory.mktemp("startup")
    env = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", "HOME": str(folder)}
    command = [sys.executable, "-c", STARTER, str(folder / "data"), *HEAVY]
    done = subprocess.run(command, env=env, cwd=folder, capture_output=True, text=True, timeout=90, check=False)
    assert done.returncode == 0, done.stderr
    return {moment: list(names) for moment, names in json.loads(done.stdout).items()}


@pytest.mark.parametrize("name", HEAVY)
def test_the_window_paints_without(found: dict[str, list[str]], name: str) -> None:
    assert name not in found["before_show"]
    assert name not in found["at_first_paint"]


def test_the_window_paints_without_the_enums_of_qt(found: dict[str, list[str]]) -> None:
    assert "Qt" not in found["at_first_paint"], "93 enums, a tenth of the start: see desk_gui/qt/early.py"
    assert "Qt" in found["when_ready"], "where it is seen that it was named, it is"


def test_the_outbox_comes_right_after(found: dict[str, list[str]]) -> None:
    assert set(found["when_ready"]) >= COMES_LATER


def test_the_source_of_what_is_imported_is_not_read(tmp_path: Path) -> None:
    script = (
        "import builtins, sys; from desk_gui.__main__ import main; main(); "
        "import linecache, desk_gui.app, desk_gui.livedesk.client; "
        "assert hasattr(builtins, '__orig_import__') and 'PySide6.QtCore' in sys.modules; "
        "print([name for name in linecache.cache if 'livedesk' in name or 'app.py' in name])"
    )
    (tmp_path / "file").touch()
    command = [sys.executable, "-c", script, f"--data-dir={tmp_path / 'file'}"]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, env=env, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.splitlines()[-1] == "[]", done.stderr


def test_the_command_line_is_read_without_a_window_system(tmp_path: Path) -> None:
    script = "import sys; from desk_gui.__main__ import main; main(); print([m for m in sys.modules if 'PySide6' in m])"
    command = [sys.executable, "-c", script, "--version"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=env, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.splitlines()[-1] == "[]", done.stderr
