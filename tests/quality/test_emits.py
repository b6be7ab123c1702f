"""PySide6 can be trusted with signals: one release gives away a reference at every emit and ends Python 3.11."""

import subprocess
import sys

import pytest

CODE = """
from PySide6.QtCore import QCoreApplication, QObject, Signal

class Source(QObject):
    happened = Signal({type})

app = QCoreApplication([])
heard = []
source = Source()
{connect}
for number in range(5_000):
    source.happened.emit({value})
print("alive", len(heard))
"""


@pytest.mark.parametrize(("kind", "value"), [("int", "1"), ("object", "app"), ("bool", "True")])
@pytest.mark.parametrize(("connect", "heard"), [("", 0), ("source.happened.connect(heard.append)", 5_000)])
def test_five_thousand_emits_are_survived(kind: str, value: str, connect: str, heard: int) -> None:
    code = CODE.format(type=kind, value=value, connect=connect)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)

    assert (done.returncode, done.stdout) == (0, f"alive {heard}\n"), done.stderr
