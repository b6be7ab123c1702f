"""Ends a private desktop, all its processes and its folder, once its tests let go of it or have died.

Usage: desktop_guard.py MARK FOLDER. The owner holds the other end of standard input; when that closes, it is time.
"""

import os
import shutil
import signal
import sys
import threading
import time
from pathlib import Path

_DEADLINE_S = 15
_LOOK_EVERY_S = 0.03


def marked_processes(mark: bytes) -> list[int]:
    """Return the processes that were started with this mark in their environment, and still run."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
        except OSError:
            continue  # gone in the meantime, or another account's
    return found


def main() -> int:
    """Wait for the owner to let go, then end everything; 1 when something would not end."""
    mark, folder = sys.argv[1:]
    sys.stdin.buffer.read()
    give_up_at = time.monotonic() + _DEADLINE_S
    while (left := marked_processes(mark.encode())) and time.monotonic() < give_up_at:
        for process in left:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                continue
        threading.Event().wait(_LOOK_EVERY_S)
    shutil.rmtree(folder, ignore_errors=True)
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
