"""The whole program in the real window: drop many screenshots, and time the list and the last thumbnail.

Runs on a private desktop; prints one line of JSON: milliseconds from the drop, and the memory it took above idle.
"""

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QListView
from support.probing import probe_parser, run_program

from desk_gui.app import Desktop
from desk_gui.outbox import events as ev
from desk_gui.ui.attachments.model import AttachmentModel, PixmapRole

_STILL_MS: Final = 3_000
_LOOK_MS: Final = 20
_DEADLINE_MS: Final = 200_000


def memory_kib(name: str) -> int:
    """Return what the kernel says of this process's memory: `VmRSS` now, `VmHWM` at most since it was reset."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


class Probe(QObject):
    """Drops the files once, and looks until all have a thumbnail.

    Args:
        desktop: The window and all behind it.
        files: The screenshots.
    """

    def __init__(self, desktop: Desktop, files: Sequence[Path]) -> None:
        super().__init__(desktop.window)
        self._window = desktop.window
        self._files = list(files)
        self._dropped_at = 0.0
        self._idle_kib = 0
        self.found: dict[str, float] = {}
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._on_look_timeout)
        desktop.bridge.event_published.connect(self._on_bridge_event_published)
        QTimer.singleShot(_DEADLINE_MS, self, self._on_deadline_timeout)

    @Slot(object)
    def _on_bridge_event_published(self, event: object) -> None:
        if isinstance(event, ev.WorkerReady):
            QTimer.singleShot(_STILL_MS, self, self._drop)

    @Slot()
    def _drop(self) -> None:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
        self._idle_kib = memory_kib("VmRSS")
        self._dropped_at = time.perf_counter()
        self._window.tray.take_paths(self._files)
        self._note("drop handled")
        self._window.repaint()
        model = self._model()
        if model is None or model.rowCount() != len(self._files):
            raise RuntimeError("the files are not in the list")
        self._note("list painted")
        self._look.start()

    def _model(self) -> AttachmentModel | None:
        models = (view.model() for view in self._window.tray.findChildren(QListView))
        return next((model for model in models if isinstance(model, AttachmentModel)), None)

    def _note(self, what: str) -> None:
        self.found[what] = (time.perf_counter() - self._dropped_at) * 1000

    @Slot()
    def _on_look_timeout(self) -> None:
        model = self._model()
        if model is None:
            return
        rows = range(model.rowCount())
        if all(one.is_copied for one in model.attachments()):
            self.found.setdefault("all copied", (time.perf_counter() - self._dropped_at) * 1000)
            if all(model.index(row, 0).data(PixmapRole) is not None for row in rows):
                self._note("last thumbnail")
                self.found["memory_kib"] = memory_kib("VmHWM") - self._idle_kib
                self._look.stop()
                self._window.quit()

    @Slot()
    def _on_deadline_timeout(self) -> None:
        self._window.quit()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program once."""
    options = probe_parser(__doc__, "files").parse_args(arguments)
    probe = run_program(options, lambda desktop: Probe(desktop, sorted(options.files.iterdir())))
    print(json.dumps(probe.found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
