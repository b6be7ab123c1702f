import time

import pytest
from support.programs import run_python

PROGRAM = """
import sys, threading
from PySide6.QtCore import QCoreApplication, QTimer, QEventLoop
from desk_gui.qt.quitter import Quitter
app = QCoreApplication([])
sys.excepthook = lambda kind, error, trace: print("hook", error, flush=True)
"""


def test_steps_run_last_first_once_each_and_the_exit_code_is_kept() -> None:
    done = run_python(
        PROGRAM
        + """
quitter = Quitter()
quitter.quit_requested.connect(lambda: print("asked"))
for name in ("store", "worker", "window"):
    quitter.add_step(lambda left_s, name=name: (print(name, 0 < left_s <= 3), quitter.request()))
def ask():
    quitter.request_with(5)
    quitter.request_with(7)
    print("nothing done yet", quitter.is_requested)
QTimer.singleShot(0, ask)
print("code", app.exec())
"""
    )
    assert done.stdout.splitlines() == [
        "asked",
        "nothing done yet True",
        "window True",
        "worker True",
        "store True",
        "code 5",
    ]
    assert done.returncode == 0


def test_a_step_that_raises_ends_nothing_but_itself() -> None:
    done = run_python(
        PROGRAM
        + """
quitter = Quitter()
quitter.add_step(lambda left_s: print("last"))
def fail(left_s):
    raise ValueError("bad step")
quitter.add_step(fail)
QTimer.singleShot(0, quitter.request)
print("code", app.exec())
"""
    )
    assert done.stdout.splitlines() == ["hook bad step", "last", "code 0"]


def test_a_dialogs_loop_unwinds_before_the_end() -> None:
    done = run_python(
        PROGRAM
        + """
quitter = Quitter()
loop = QEventLoop()
quitter.add_step(lambda left_s: loop.quit())
def dialog():
    QTimer.singleShot(0, quitter.request)
    loop.exec()
    print("unwound")
QTimer.singleShot(0, dialog)
print("code", app.exec())
"""
    )
    assert done.stdout.splitlines() == ["unwound", "code 0"]


@pytest.mark.parametrize("where", ["quitter.add_step(lambda left_s: threading.Event().wait(60))", "hangs = True"])
def test_what_hangs_is_not_waited_for(where: str) -> None:
    began = time.monotonic()
    done = run_python(
        PROGRAM
        + f"""
quitter = Quitter(deadline_s=0.5)
hangs = False
{where}
QTimer.singleShot(0, lambda: quitter.request_with(3))
app.exec()
if hangs:
    threading.Event().wait(60)
print("never")
"""
    )
    assert done.returncode == 3
    assert "never" not in done.stdout
    assert time.monotonic() - began < 20
