"""The main job without anybody at the screen: the same window submits a sample screenshot to the practice LiveDesk.

`python -m desk_gui.demo --picture FILE` prints the ticket ID and leaves a picture of the window. For machines without
a display run it with Qt's offscreen platform, as `packaging/dev.py run` does.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

from desk_gui.app import Desktop, build, make_application, run
from desk_gui.cli import Options
from desk_gui.outbox import events as ev
from desk_gui.outbox.tickets import State
from desk_gui.parts import build_parts
from desk_gui.system.resources import resource_path

_DEADLINE_MS: Final = 60_000
_SETTLE_MS: Final = 400
"""For thumbnails and the last repaint, before the picture is taken."""


class Demo(QObject):
    """Submits once the sample's copy has ended, and takes the picture once LiveDesk has given an ID."""

    def __init__(self, desktop: Desktop, picture: Path) -> None:
        super().__init__(desktop.window)
        self._desktop = desktop
        self._picture = picture
        self.ticket_id = ""
        desktop.bridge.event_published.connect(self._on_bridge_event_published)
        QTimer.singleShot(_DEADLINE_MS, self, self._on_deadline_timeout)

    @Slot(object)
    def _on_bridge_event_published(self, event: object) -> None:
        match event:
            case ev.AttachmentCopied():
                self._desktop.window.submit()
            case ev.TicketChanged(row) if row.state is State.CREATED:
                self.ticket_id = row.ticket_id
                QTimer.singleShot(_SETTLE_MS, self, self._on_settled)
            case ev.AttachmentRefused() | ev.SubmitRefused() | ev.StorageFailed():
                self._desktop.window.quit()

    @Slot()
    def _on_settled(self) -> None:
        self._picture.parent.mkdir(parents=True, exist_ok=True)
        self._desktop.window.grab().save(str(self._picture))
        self._desktop.window.quit()

    @Slot()
    def _on_deadline_timeout(self) -> None:
        self._desktop.window.quit()


def run_demo(picture: Path, data_dir: Path) -> str:
    """Submit the sample screenshot in the window, in practice.

    Args:
        picture: Where the window's picture goes (PNG).
        data_dir: A data folder of its own.

    Returns:
        The ticket ID, or "" if there is none within a minute.
    """
    options = Options(
        files=(resource_path("samples", "printer-error.png"),),
        title="Printer paper jam, unable to print",
        description="Customer reported A4 paper jammed at the output tray, needs urgent handling.",
        priority="high",
        ticket_type="incident",
        team="IT Support",
        euid="contact_12345",
        custom_fields=(("device_sn", "PRN-2024-001"),),
        is_sandbox=True,
        data_dir=data_dir,
    )
    parts = build_parts(options)
    try:
        desktop = build(make_application(sys.argv[:1]), parts)
        demo = Demo(desktop, picture)
        desktop.fill_in(options)
        run(desktop)
        return demo.ticket_id
    finally:
        parts.close()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the demonstration; print the ticket ID alone on stdout."""
    parser = argparse.ArgumentParser(prog="python -m desk_gui.demo", description=__doc__)
    parser.add_argument("--picture", type=Path, required=True, metavar="FILE", help="where the window's picture goes")
    picture = parser.parse_args(arguments).picture.absolute()
    data_dir = Path(tempfile.mkdtemp(prefix="desk-gui-demo-"))
    try:
        ticket_id = run_demo(picture, data_dir)
    finally:
        shutil.rmtree(data_dir, ignore_errors=True)
    if not ticket_id:
        print("The sample ticket was not created within a minute.", file=sys.stderr)  # noqa: T201 - its purpose
        return 1
    print(ticket_id)  # noqa: T201 - its purpose
    return 0


if __name__ == "__main__":
    sys.exit(main())
