"""The built program by itself: no Python, no checkout, an environment made from nothing."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from support.desktop import PrivateDesktop
from support.project import ROOT

import desk_gui

pytestmark = pytest.mark.packaged

SAMPLES = ROOT / "resources" / "samples"


@pytest.fixture
def executable() -> Path:
    """Where the built program is. A run that says where has to have built it; another may do without."""
    promised = os.environ.get("DESK_GUI_EXECUTABLE")
    path = Path(promised or ROOT / "dist" / "desk-gui" / "desk-gui")
    if not promised and not path.exists():
        pytest.skip("not built; `packaging/dev.py test` builds it")
    return path


def start(executable: Path, home: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the program to its end with a home folder of its own."""
    env = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    command = [str(executable), *map(str, arguments)]
    return subprocess.run(command, cwd=home, env=env, capture_output=True, text=True, timeout=90, check=False)


def sample_picture() -> Path:
    """Return the first picture among the samples."""
    return min(SAMPLES.glob("*.png"))


def test_version_is_the_project_s(executable: Path, tmp_path: Path) -> None:
    done = start(executable, tmp_path, "--version")

    assert (done.returncode, done.stdout.strip()) == (0, f"Desk GUI {desk_gui.__version__}"), done.stderr


def test_translations_are_packed_and_what_they_are_made_of_is_not(executable: Path) -> None:
    packed = {path.name for path in executable.parent.rglob("*") if path.suffix in (".qm", ".ts")}

    assert packed >= {"desk_gui_en.qm", "desk_gui_zh_CN.qm", "qtbase_zh_CN.qm"}
    assert not [name for name in packed if name.endswith(".ts")]


def test_what_would_be_compiled_at_every_start_is_packed_compiled(executable: Path) -> None:
    support = executable.parent / "_internal" / "shiboken6" / "files.dir" / "shibokensupport" / "signature"

    assert (support / "loader.pyc").is_file()


def test_picture_becomes_a_practice_ticket(executable: Path, tmp_path: Path) -> None:
    ticket: list[str | Path] = ["--title", "Printer 3 prints blank pages", "--euid", "u-7", sample_picture()]
    done = start(executable, tmp_path, "--sandbox", "--data-dir", tmp_path / "data", "--submit", "--json", *ticket)

    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    answer = json.loads(line)
    assert answer["state"] == "created"
    assert answer["ticket_id"].startswith("tk_practice_")
    assert answer["title"] == "Printer 3 prints blank pages"


def test_missing_title_is_bad_input(executable: Path, tmp_path: Path) -> None:
    done = start(executable, tmp_path, "--sandbox", "--data-dir", tmp_path / "data", "--submit", "--euid", "u-7")

    assert (done.returncode, done.stdout) == (2, "")
    assert "title" in done.stderr.lower()


@pytest.mark.e2e
def test_window_opens_on_a_real_screen(executable: Path) -> None:
    with PrivateDesktop() as desktop:
        desktop.popen([executable, "--sandbox", "--data-dir", desktop.home / "practice"])

        desktop.find_window("^Desk GUI")
        assert "editable" in desktop.atspi().find("Title", "text").states
