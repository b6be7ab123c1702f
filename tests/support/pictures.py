"""Takes the pictures of the window that README shows: the real window on a private desktop, with real tickets in it.

`python packaging/dev.py pictures` writes them to resources/pictures/, and into build/pictures/ every window and dialog
in each look, in Chinese, with longer and with larger texts, to be looked at one by one; `--all no` leaves those out.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from support.desktop import PrivateDesktop
from support.misbehaving import Fault, Misbehaving

from desk_gui.app import Desktop, build, make_application
from desk_gui.cli import Options
from desk_gui.outbox.desk import SubmitDraft
from desk_gui.outbox.draft import Draft
from desk_gui.outbox.events import DraftSubmitted, TicketChanged
from desk_gui.outbox.tickets import Hold, State
from desk_gui.parts import build_parts
from desk_gui.qt.gui_gc import GuiGarbageCollector
from desk_gui.system.credentials import Credentials, CredentialStore
from desk_gui.system.resources import resource_path
from desk_gui.system.settings import origin_of

_ROOT: Final = Path(__file__).resolve().parents[2]
_FOLDER: Final = _ROOT / "resources" / "pictures"
_GALLERY: Final = _ROOT / "build" / "pictures"
_DRAW: Final = Path(__file__).with_name("window_pictures.py")
_KINDS: Final[dict[str, tuple[str, ...]]] = {
    "light": (),
    "dark": ("--look", "dark"),
    "high-contrast": ("--look", "high_contrast"),
    "1366x768": ("--size", "1366x768", "--only", "main"),
    "200-percent": ("--size", "1366x768", "--times", "2"),
    "chinese": ("--language", "zh_CN"),
    "pseudo-long": ("--language", "pseudo"),
}
_KEY: Final = "picture-key"
_SECRET: Final = "picture-secret"  # noqa: S105 - of a LiveDesk that lives for a second
_PATIENCE_MS: Final = 15_000
_SETTLE_MS: Final = 600
_AT_REST: Final = (State.CREATED, State.REJECTED, State.UNCONFIRMED)

_TICKETS: Final = (
    (Draft("p1", title="Scanner driver missing after update", requester_id="contact_3310"), None),
    (Draft("p2", title="Label printer prints blank labels", requester_id="contact_3310"), None),
    (Draft("p3", title="UPS beeping, basement B2", requester_id="contact_2204"), Fault.take_and_close()),
    (Draft("p4", title="Monitor flickers at reception", requester_id="contact_118", team="IT Suport"), None),
    (Draft("p5", title="Switch port 14 dead after storm", requester_id="contact_77"), Fault.throttled(540)),
)
_IN_THE_FORM: Final = Draft(
    "form",
    title="Printer paper jam, unable to print",
    description="Customer reported A4 paper jammed at the output tray, needs urgent handling.",
    requester_id="contact_12345",
    team="IT Support",
    priority="high",
    ticket_type="incident",
    custom_fields=(("device_sn", "PRN-2024-001"), ("location", "Beijing HQ - 3rd Floor Print Room")),
)


def _submit(desktop: Desktop, draft: Draft) -> None:
    """Submit a ticket and wait until it stands still."""
    loop = QEventLoop()
    deadline = QTimer(loop)
    deadline.setSingleShot(True)
    deadline.timeout.connect(loop.quit)
    deadline.start(_PATIENCE_MS)

    def look(event: object) -> None:
        if isinstance(event, TicketChanged | DraftSubmitted) and event.row.ticket == draft.draft_id:
            is_held = event.row.state is State.QUEUED and event.row.hold is not Hold.NONE
            if event.row.state in _AT_REST or is_held:
                loop.quit()

    desktop.bridge.event_published.connect(look)
    desktop.worker.do(SubmitDraft(draft, "default"))
    loop.exec()
    desktop.bridge.event_published.disconnect(look)


def _settle() -> None:
    loop = QEventLoop()
    QTimer.singleShot(_SETTLE_MS, loop.quit)
    loop.exec()


def take_picture(picture: Path, appearance: str, size: tuple[int, int]) -> None:
    """Show the window with tickets of every kind, and save what it looks like. Runs on the private desktop."""
    app = make_application(sys.argv[:1])
    with (
        tempfile.TemporaryDirectory() as folder,
        Misbehaving(
            data_dir=Path(folder) / "server", api_key=_KEY, api_secret=_SECRET, id_prefix="tk_20261124_"
        ) as server,
    ):
        parts = build_parts(Options(data_dir=Path(folder) / "data", base_url=server.base_url))
        keys = CredentialStore.in_memory()
        keys.save("default", origin_of(server.base_url), Credentials(api_key=_KEY, api_secret=_SECRET))
        parts = replace(parts, credentials=keys, settings=replace(parts.settings, appearance=appearance))
        desktop = build(app, parts)
        # As in the program: the worker's thread must not be the one that collects widgets.
        collector = GuiGarbageCollector(desktop.window)
        try:
            _fill_and_save(app, desktop, server, picture, size)
        finally:
            desktop.window.hide()
            desktop.worker.stop()
            collector.stop()
            parts.close()


def _fill_and_save(
    app: QApplication, desktop: Desktop, server: Misbehaving, picture: Path, size: tuple[int, int]
) -> None:
    window = desktop.window
    window.resize(*size)
    window.show()
    desktop.worker.start()
    for draft, fault in _TICKETS:
        if fault is not None:
            server.script("create", fault)
        _submit(desktop, draft)
    window.start_with(_IN_THE_FORM, (resource_path("samples", "printer-error.png"),))
    _settle()
    window.save_draft()
    _settle()
    app.processEvents()
    if not window.grab().save(str(picture)):
        raise OSError(f"{picture} could not be written")


def main(arguments: Sequence[str] | None = None) -> int:
    """Take every picture, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", nargs=2, metavar=("APPEARANCE", "FILE"))
    parser.add_argument("--size", default="1200x780")
    parser.add_argument("--all", choices=("yes", "no"), default="yes")
    said = parser.parse_args(arguments)
    width, height = (int(number) for number in said.size.split("x"))
    if said.one:
        appearance, picture = said.one
        take_picture(Path(picture), appearance, (width, height))
        return 0
    _FOLDER.mkdir(exist_ok=True)
    with PrivateDesktop() as private:
        env = private.env | {"PYTHONPATH": f"{_ROOT}:{_ROOT / 'tests'}"}
        for appearance in ("light", "dark", "high_contrast"):
            picture = _FOLDER / f"window-{appearance.replace('_', '-')}.png"
            command = [sys.executable, __file__, "--one", appearance, str(picture), "--size", said.size]
            subprocess.run(command, env=env, check=True)
            print(picture.relative_to(_ROOT))
        subprocess.run([sys.executable, _DRAW, _FOLDER, "--only", "editor"], env=env, check=True)
        for kind, options in _KINDS.items() if said.all == "yes" else ():
            shutil.rmtree(_GALLERY / kind, ignore_errors=True)
            subprocess.run([sys.executable, _DRAW, _GALLERY / kind, *options], env=env, check=True)
            print((_GALLERY / kind).relative_to(_ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
