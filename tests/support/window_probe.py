"""Shows the windows of `all_windows` one after another on a real screen, for tests that look at them from outside.

A name a line in; once it is shown, the name out. An empty line ends it.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from support.all_windows import WINDOWS, Stage

from desk_gui.app import make_application
from desk_gui.ui.theme import Theme

_SETTLE_MS = 300


def _live() -> None:
    """Let the program live until everything that was posted is done, and a little longer for the bus."""
    loop = QEventLoop()
    QTimer.singleShot(_SETTLE_MS, loop.quit)
    loop.exec()


@contextmanager
def _shown(app: QApplication, theme: Theme, name: str) -> Iterator[None]:
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(app, theme, Path(folder))
        window = WINDOWS[name](stage)
        if not window.isVisible():
            window.show()
        window.activateWindow()
        _live()
        yield
        for one in (*app.topLevelWidgets(), *stage.made):
            one.hide()
        for one in stage.made:
            one.deleteLater()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        _live()


class _Asked:
    """Reads the names without holding the event loop up: what walks the window needs its answers."""

    def __init__(self) -> None:
        from threading import Thread  # noqa: PLC0415 - beside its only use

        self._lines: list[str] = []
        self._thread = Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        for line in sys.stdin:
            self._lines.append(line.strip())
        self._lines.append("")

    def next(self) -> str:
        """Wait for a name; "" at the end."""
        while not self._lines:
            _live()
        return self._lines.pop(0)


def main() -> int:
    """Show what is asked for until nothing more is."""
    app = make_application(["window-probe"])
    theme = Theme(app, "light")
    theme.dress()
    asked = _Asked()
    name = asked.next()
    while name:
        with _shown(app, theme, name):
            print(name, flush=True)
            name = asked.next()
    return 0


if __name__ == "__main__":
    sys.exit(main())
