"""Where there is no screen, a start that wants a window ends in words and a code, not in Qt's abort."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a screen")


def start(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Start the program with an environment that names no screen."""
    env = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "PYTHONWARNINGS": "error"}
    command = [sys.executable, "-m", "desk_gui", "--data-dir", str(folder / "data"), *arguments]
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False)


def test_a_window_that_cannot_be_shown_is_said(tmp_path: Path) -> None:
    ended = start(tmp_path, "--title", "Half written")

    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == ("There is no screen to open the window on. To send a ticket without one, use --submit.\n")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [(("--profile", "nobody"), 2, "no profile nobody"), (("--data-dir", __file__), 1, "a file is in the way")],
)
def test_a_start_that_failed_ends_with_its_own_code(
    tmp_path: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    ended = start(tmp_path, *arguments)

    assert (ended.returncode, ended.stdout) == (code, "")
    assert words in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
