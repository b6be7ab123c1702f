"""The habits that tests/conftest.py holds every test to, tried on tests that break them."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

TESTS_DIR = Path(__file__).parents[1]

SAMPLE = """
import logging
import os
import threading
from pathlib import Path

import pytest


def test_warns():
    logging.getLogger("desk_gui.some").warning("something is off")


def test_warns_on_a_thread():
    thread = threading.Thread(target=logging.getLogger("desk_gui.some").error, args=("far off",))
    thread.start()
    thread.join()


def test_warns_as_announced(expect_log):
    expect_log("desk_gui.some", logging.WARNING, "is off")
    logging.getLogger("desk_gui.some").warning("something is off")


def test_warns_in_other_words(expect_log):
    expect_log("desk_gui.some", logging.WARNING, "is off")
    logging.getLogger("desk_gui.some").warning("something is off")
    logging.getLogger("desk_gui.some").warning("something is wrong")


def test_warns_worse_than_announced(expect_log):
    expect_log("desk_gui.some", logging.WARNING, "is off")
    logging.getLogger("desk_gui.some").error("something is off")


def test_never_warns_as_announced(expect_log):
    expect_log("desk_gui.some", logging.WARNING, "is off")


def test_informs():
    logging.getLogger("desk_gui.some").info("all is well")


@pytest.fixture
def warns_at_the_end():
    yield
    logging.getLogger("desk_gui.some").warning("too late")


def test_warns_when_it_is_over(warns_at_the_end):
    pass


over = threading.Event()


def test_leaves_a_thread():
    threading.Thread(target=over.wait, name="straggler").start()


def test_leaves_a_daemon_thread():
    over.set()
    threading.Thread(target=threading.Event().wait, daemon=True).start()


def test_leaves_a_window(qapp):
    from PySide6.QtWidgets import QWidget

    window = QWidget()
    window.setObjectName("straggler")
    qapp.window_left_behind = window


def test_lets_a_window_go(qapp):
    from PySide6.QtWidgets import QWidget

    window = QWidget()
    window.show()
    window.deleteLater()
    loop = [window]
    loop.append(loop)


def test_has_surroundings_of_its_own():
    assert Path.home() != Path(os.environ["REAL_HOME"])
    assert all("desk-gui-" in os.environ[name] for name in ("HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"))
    assert not {"PYTHON_KEYRING_BACKEND", "http_proxy", "HTTPS_PROXY"} & set(os.environ)
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
"""

BROKEN = {
    "test_warns": "unexpected log record: WARNING desk_gui.some: something is off",
    "test_warns_on_a_thread": "unexpected log record: ERROR desk_gui.some: far off",
    "test_warns_in_other_words": "unexpected log record: WARNING desk_gui.some: something is wrong",
    "test_warns_worse_than_announced": "unexpected log record: ERROR desk_gui.some: something is off",
    "test_never_warns_as_announced": "expected log record never came: WARNING desk_gui.some: /is off/",
    "test_warns_when_it_is_over": "unexpected log record: WARNING desk_gui.some: too late",
    "test_leaves_a_thread": "left behind: thread straggler",
    "test_leaves_a_window": "left behind: window QWidget 'straggler' titled ''",
}
KEPT = (
    "test_warns_as_announced",
    "test_informs",
    "test_leaves_a_daemon_thread",
    "test_lets_a_window_go",
    "test_has_surroundings_of_its_own",
)


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What was wrong with each test of the sample; "" where nothing was."""
    folder = tmp_path_factory.mktemp("sample")
    (folder / "conftest.py").write_bytes((TESTS_DIR / "conftest.py").read_bytes())
    (folder / "test_sample.py").write_text(SAMPLE)
    env = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(folder),
        "REAL_HOME": str(folder),
        "PYTHONPATH": str(TESTS_DIR),
        "http_proxy": "http://127.0.0.1:9",
        "HTTPS_PROXY": "http://127.0.0.1:9",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }
    command = [sys.executable, "-m", "pytest", "-q", "--rootdir=.", "--import-mode=importlib", "--junitxml=report.xml"]
    done = subprocess.run(
        [*command, "-p", "no:randomly", "-p", "no:cacheprovider", "."],
        cwd=folder,
        env=env,
        timeout=60,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == pytest.ExitCode.TESTS_FAILED, done.stdout + done.stderr
    found: dict[str, str] = {}
    for case in ET.parse(folder / "report.xml").iter("testcase"):  # noqa: S314 - written a moment ago by pytest
        troubles = [trouble.text or "" for trouble in case]
        found[case.get("name", "")] = found.get(case.get("name", ""), "") + "".join(troubles)
    return found


@pytest.mark.parametrize(("name", "words"), BROKEN.items(), ids=BROKEN)
def test_what_breaks_a_habit_fails(outcomes: dict[str, str], name: str, words: str) -> None:
    assert words in outcomes[name]


@pytest.mark.parametrize("name", KEPT)
def test_what_keeps_them_passes(outcomes: dict[str, str], name: str) -> None:
    assert outcomes[name] == ""


def test_every_sample_is_judged(outcomes: dict[str, str]) -> None:
    assert set(outcomes) == {*BROKEN, *KEPT}


def test_a_test_without_qt_does_not_pay_for_it() -> None:
    script = (
        "import conftest, sys; assert not [name for name in sys.modules if name.startswith(('PySide6', 'shiboken6'))]"
    )
    subprocess.run([sys.executable, "-c", script], cwd=TESTS_DIR, check=True, timeout=60)
