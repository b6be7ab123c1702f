"""The program's window as a process of its own, for tests of what is started beside it."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from support.command import Command
from support.waiting import wait_until

from desk_gui.qt.conversation import Conversation

# A line on its stdin quits it, as Ctrl+Q would: there is no keyboard where nothing is shown.
_PROGRAM: Final = """
import sys, threading
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from desk_gui.__main__ import main

def quit_all():
    for window in QApplication.topLevelWidgets():
        if hasattr(window, "quitting"):
            window.quit()

def wait_for_word():
    if sys.stdin.readline():
        QTimer.singleShot(0, QApplication.instance(), quit_all)

threading.Thread(target=wait_for_word, daemon=True).start()
sys.exit(main())
"""


class OpenWindow:
    """A window that is open.

    Args:
        command: Whose data folder, keyring and server it uses.
        arguments: Its command line.
        with_address: Whether it is told the server's address.
    """

    def __init__(self, command: Command, *arguments: str | Path, with_address: bool = True) -> None:
        address = ("--base-url", command.base_url) if with_address else ()
        self._command = command
        self.process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, "--data-dir", command.data_dir, *address, *arguments],
            env={**command.keyring.env, "PYTHONWARNINGS": "error", "QT_QPA_PLATFORM": "offscreen"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def wait_until_open(self, data_dir: Path) -> None:
        """Return once it listens.

        Raises:
            TimeoutError: It does not.
        """
        wait_until(lambda: Conversation.begin(data_dir) is not None, "a window that listens", 30)

    def quit(self) -> None:
        """Quit it, and check that it ended well and in time."""
        assert self.process.poll() is None
        _, err = self.process.communicate("quit\n", timeout=20)
        self._command.printed.append(err)
        assert (self.process.returncode, err) == (0, "")

    def kill(self) -> None:
        """End it at once."""
        self.process.kill()
        self.process.communicate(timeout=20)


@contextmanager
def open_window(command: Command, *arguments: str | Path, with_address: bool = True) -> Iterator[OpenWindow]:
    """Open a window and see that it is gone afterwards; one that was not ended by the test must end well."""
    window = OpenWindow(command, *arguments, with_address=with_address)
    is_practice = "--sandbox" in arguments
    try:
        window.wait_until_open(command.data_dir / "practice" if is_practice else command.data_dir)
        yield window
        if window.process.poll() is None:
            window.quit()
    finally:
        if window.process.poll() is None:
            window.kill()
