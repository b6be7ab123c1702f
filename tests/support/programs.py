"""Programs in an interpreter of their own: what changes a whole process is not for the tests' one."""

import subprocess
import sys


def run_python(code: str, *arguments: str, timeout_s: float = 60) -> "subprocess.CompletedProcess[str]":
    """Run Python code as a program of its own and return what it printed and how it ended."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, timeout=timeout_s, check=False
    )
