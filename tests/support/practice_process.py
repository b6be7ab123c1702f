"""The practice LiveDesk as a process of its own, for benchmarks: what it costs is not what they measure."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from support.project import ROOT


@dataclass(frozen=True)
class Login:
    """Where it is and who may come in."""

    base_url: str
    api_key: str
    api_secret: str


@contextmanager
def practice(data_dir: Path) -> Iterator[Login]:
    """Run it for the time of a `with` block; what it was sent stays in this folder."""
    command = [sys.executable, "-m", "desk_gui.sandbox", "--port", "0", "--data-dir", str(data_dir)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as process:
        try:
            assert process.stdout is not None
            url, key, secret = (process.stdout.readline().partition(": ")[2].strip() for _ in range(3))
            yield Login(url, key, secret)
        finally:
            process.kill()
