"""The whole program in the real window: fill a form, attach files, click Submit, and time until the form is free.

Runs on a private desktop; prints one line of JSON: by how many milliseconds each click was before the free form.
"""

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtTest import QTest
from support.probing import probe_parser, run_program

from desk_gui.app import Desktop
from desk_gui.outbox import events as ev
from desk_gui.outbox.tickets import State

_STILL_MS: Final = 300
_DEADLINE_MS: Final = 200_000


class Probe(QObject):
    """Submits one ticket after the other, by the button.

    Args:
        desktop: The window and all behind it.
        files: What each ticket has attached.
        rounds: Tickets.
    """

    def __init__(self, desktop: Desktop, files: Sequence[Path], rounds: int) -> None:
        super().__init__(desktop.window)
        self._window = desktop.window
        self._files = list(files)
        self._left = rounds
        self._copied = 0
        self._clicked_at = 0.0
        self._draft_id = ""
        self.handled_ms: list[float] = []
        self.free_ms: list[float] = []
        self.painted_ms: list[float] = []
        self.is_late = False
        # Connected after the window's own: when this hears of an event, the window has taken it.
        desktop.bridge.event_published.connect(self._on_bridge_event_published)
        QTimer.singleShot(_DEADLINE_MS, self, self._on_deadline_timeout)

    @Slot(object)
    def _on_bridge_event_published(self, event: object) -> None:
        match event:
            case ev.WorkerReady():
                QTimer.singleShot(_STILL_MS, self, self._begin)
            case ev.AttachmentCopied():
                self._copied += 1
                if self._copied == len(self._files):
                    QTimer.singleShot(_STILL_MS, self, self._click)
            case ev.DraftSubmitted():
                self._take_free_form()
            case ev.TicketChanged(row) if row.state is State.CREATED:
                self._go_on()

    @Slot()
    def _begin(self) -> None:
        form = self._window.form
        form.title.setText(f"Measured {self._left}")
        form.requester_id.setText("contact_1")
        self._copied = 0
        self._window.tray.take_paths(self._files)

    @Slot()
    def _click(self) -> None:
        self._draft_id = self._window.form.draft_id
        self._clicked_at = time.perf_counter()
        QTest.mouseClick(self._window.footer.submit, Qt.MouseButton.LeftButton)
        self.handled_ms.append((time.perf_counter() - self._clicked_at) * 1000)

    def _take_free_form(self) -> None:
        is_free = self._window.form.draft_id != self._draft_id and not self._window.submitting
        if not is_free:
            raise RuntimeError("the form is not free")
        self.free_ms.append((time.perf_counter() - self._clicked_at) * 1000)
        self._window.repaint()
        self.painted_ms.append((time.perf_counter() - self._clicked_at) * 1000)
        self._left -= 1

    def _go_on(self) -> None:
        if self._left:
            QTimer.singleShot(_STILL_MS, self, self._begin)
        else:
            self._window.quit()

    @Slot()
    def _on_deadline_timeout(self) -> None:
        self.is_late = True
        self._window.quit()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program once."""
    parser = probe_parser(__doc__, "files")
    parser.add_argument("rounds", type=int)
    options = parser.parse_args(arguments)
    probe = run_program(options, lambda desktop: Probe(desktop, sorted(options.files.iterdir()), options.rounds))
    waits_ms = {"click handled": probe.handled_ms, "form free": probe.free_ms, "and painted": probe.painted_ms}
    print(json.dumps({"waits_ms": waits_ms, "is_late": probe.is_late}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
