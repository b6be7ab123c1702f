from pathlib import Path

from support.programs import run_python

from desk_gui.system.logs import LOG_NAME

PROGRAM = """
import sys, threading
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer, qWarning
from desk_gui.qt.crash import CrashHook
from desk_gui.qt.qt_logging import install_qt_logging
from desk_gui.system.logs import Logs, Redactor
redactor = Redactor()
redactor.register("MARKED-SECRET")
logs = Logs(Path(sys.argv[1]), redactor)
app = QCoreApplication([])
install_qt_logging()
hook = CrashHook()
hook.install()
def on_crashed(name):
    print("crashed", name, threading.current_thread() is threading.main_thread(), flush=True)
    raise ValueError("the dialog fails too")
hook.crashed.connect(on_crashed)
def fail():
    raise KeyError("Basic a2V5OnNlY3JldA== MARKED-SECRET")
"""


def _run(folder: Path, code: str) -> tuple[list[str], str, str]:
    done = run_python(PROGRAM + code, str(folder))
    assert done.returncode == 0, done.stderr
    return done.stdout.split("\n")[:-1], done.stderr, (folder / LOG_NAME).read_text(encoding="utf-8")


def test_what_a_slot_raises_is_logged_without_secrets_and_said_once(tmp_path: Path) -> None:
    said, printed, logged = _run(
        tmp_path,
        """
QTimer.singleShot(0, fail)
QTimer.singleShot(0, fail)
QTimer.singleShot(50, app.quit)
app.exec()
""",
    )
    assert said == ["crashed KeyError True"]
    assert printed == ""
    assert logged.count("CRITICAL") == 3  # Two failures, and the dialog's own.
    assert "the dialog fails too" in logged
    assert "Traceback" in logged
    assert "MARKED" not in logged
    assert "a2V5OnNlY3JldA" not in logged


def test_what_a_thread_raises_is_said_on_the_gui_thread(tmp_path: Path) -> None:
    said, _, logged = _run(
        tmp_path,
        """
worker = threading.Thread(target=fail, name="spool-3")
worker.start()
worker.join(10)
threading.Thread(target=sys.exit).start()
QTimer.singleShot(50, app.quit)
app.exec()
""",
    )
    assert said == ["crashed KeyError True"]
    assert "on spool-3" in logged
    assert "SystemExit" not in logged


def test_what_a_destructor_raises_is_logged(tmp_path: Path) -> None:
    said, printed, logged = _run(
        tmp_path,
        """
class Bad:
    def __del__(self):
        fail()
Bad()
""",
    )
    assert (said, printed) == ([], "")
    assert "KeyError" in logged
    assert "MARKED" not in logged


def test_qt_messages_are_logged_by_their_weight(tmp_path: Path) -> None:
    _, printed, logged = _run(
        tmp_path,
        """
from PySide6.QtCore import qCritical, qDebug, qInfo
qWarning("careful MARKED-SECRET")
qInfo("by the way")
qCritical("bad")
qDebug("not kept")
""",
    )
    assert printed == ""
    assert "WARNING MainThread qt: default: careful [secret]" in logged
    assert "INFO MainThread qt: default: by the way" in logged
    assert "ERROR MainThread qt: default: bad" in logged
    assert "not kept" not in logged
