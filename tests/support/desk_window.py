"""The real window on the real outbox, in this process, against a LiveDesk on loopback."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.misbehaving import Misbehaving

from desk_gui.app import Desktop, build
from desk_gui.cli import Options
from desk_gui.outbox.tickets import TicketRow
from desk_gui.parts import build_parts
from desk_gui.qt.gui_gc import GuiGarbageCollector
from desk_gui.system.credentials import Credentials, CredentialStore
from desk_gui.system.settings import origin_of

API_KEY = "key-0815"
API_SECRET = "MARKED-SECRET-4711"  # noqa: S105 - made up, and looked for in everything that is written
PATIENCE_MS = 10_000


class DeskWindow:
    """What a test does with the window, and what it waits for."""

    def __init__(self, desktop: Desktop, qtbot: QtBot) -> None:
        self.desktop = desktop
        self.window = desktop.window
        self._qtbot = qtbot

    def wait(self, check: Callable[[], bool]) -> None:
        """Let the window live until something is so."""
        self._qtbot.waitUntil(check, timeout=PATIENCE_MS)

    def rows(self) -> list[TicketRow]:
        """Return the tickets in the list, from the top."""
        return list(self.window.tickets.rows())

    def wait_for_row(self, suits: Callable[[TicketRow], bool]) -> TicketRow:
        """Return the first ticket of the list that suits, once it does."""
        self.wait(lambda: any(suits(row) for row in self.rows()))
        return next(row for row in self.rows() if suits(row))


@contextmanager
def desk_window(
    qapp: QApplication, qtbot: QtBot, data_dir: Path, server: Misbehaving, *, has_key: bool = True
) -> Iterator[DeskWindow]:
    """Show the window with a key that is kept in memory; end it and its outbox afterwards."""
    parts = build_parts(Options(data_dir=data_dir, base_url=server.base_url))
    parts = replace(parts, credentials=CredentialStore.in_memory())
    if has_key:
        parts.credentials.save(
            "default", origin_of(server.base_url), Credentials(api_key=API_KEY, api_secret=API_SECRET)
        )
    desktop = build(qapp, parts)
    # As in the program: the worker's thread must not be the one that collects widgets.
    collector = GuiGarbageCollector()
    with qtbot.waitActive(desktop.window):
        desktop.window.show()
    desktop.worker.start()
    try:
        yield DeskWindow(desktop, qtbot)
    finally:
        desktop.window.close()
        desktop.window.hide()
        # Not by qtbot.addWidget: another language puts another window in the place of the first.
        desktop.window.deleteLater()
        assert desktop.worker.stop()
        collector.stop()
        parts.close()
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
