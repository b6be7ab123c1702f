"""The real window as a subprocess that submits one ticket after the other, until it is killed.

`python kill_driver.py DATA_DIR BASE_URL NAME FILE...` prints a line for everything it is told: `ready`, `saved ID`,
`submitted ID`, `created TICKET_ID`, `failed WORDS`. Ticket N is titled `NAME N` and has the file `FILE[N % count]`.
"""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from desk_gui.app import Desktop, build, make_application, run
from desk_gui.cli import Options
from desk_gui.outbox import events as ev
from desk_gui.outbox.draft import Draft
from desk_gui.outbox.tickets import State
from desk_gui.parts import build_parts


class Driver(QObject):
    """Fills the form in as a drop would, submits once the copy has ended, and begins the next one once it is safe."""

    def __init__(self, desktop: Desktop, name: str, files: list[Path]) -> None:
        super().__init__(desktop.window)
        self._window = desktop.window
        self._name = name
        self._files = files
        self._number = 0
        self._draft_id = ""
        desktop.bridge.event_published.connect(self._on_bridge_event_published)

    def _begin(self) -> None:
        self._number += 1
        self._draft_id = f"{self._name}-{self._number}"
        draft = Draft(self._draft_id, title=f"{self._name} {self._number}", requester_id="c")
        self._window.start_with(draft, (self._files[self._number % len(self._files)],))

    @Slot(object)
    def _on_bridge_event_published(self, event: object) -> None:
        match event:
            case ev.WorkerReady():
                say("ready")
                self._begin()
            case ev.AttachmentCopied(draft_id) if draft_id == self._draft_id:
                self._window.submit()
            case ev.DraftSaved(draft_id):
                say(f"saved {draft_id}")
            case ev.DraftSubmitted(row):
                say(f"submitted {row.ticket}")
                self._begin()
            case ev.TicketChanged(row) if row.state is State.CREATED:
                say(f"created {row.ticket_id}")
            case ev.StorageFailed(words) | ev.StorageWarned(words):
                say(f"failed {words}")
            case ev.SubmitRefused() | ev.AttachmentRefused():
                say(f"failed {event}")


def say(line: str) -> None:
    """Print a line that nothing holds back: what was said was acknowledged."""
    try:
        os.write(1, f"{line}\n".encode())
    except BrokenPipeError:
        os._exit(3)  # The test is gone.


def main() -> int:
    data_dir, base_url, name, *files = sys.argv[1:]
    parts = build_parts(Options(data_dir=Path(data_dir), base_url=base_url))
    desktop = build(make_application(sys.argv[:1]), parts)
    driver = Driver(desktop, name, [Path(file) for file in files])
    assert driver.parent() is desktop.window
    return run(desktop)


if __name__ == "__main__":
    sys.exit(main())
