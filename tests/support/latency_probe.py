"""The whole program in the real window, made to work hard, with a 5 ms timer on its GUI thread that notes its lateness.

Runs on a private desktop; prints one line of JSON: by phase, by how many milliseconds each tick was late.
"""

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QMimeData, QObject, QPoint, QPointF, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from support.probing import probe_parser, run_program

from desk_gui.app import Desktop
from desk_gui.outbox import events as ev
from desk_gui.outbox.tickets import State

TICK_MS: Final = 5
_STILL_MS: Final = 2_000
_DEADLINE_MS: Final = 240_000


def mime_of(paths: Sequence[Path]) -> QMimeData:
    """Return what a file manager drags."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


class Probe(QObject):
    """Goes through the phases; each begins when what the one before waited for has come."""

    def __init__(self, desktop: Desktop, big: Path, pictures: Sequence[Path], many: Sequence[Path]) -> None:
        super().__init__(desktop.window)
        self._desktop = desktop
        self._big = mime_of([big])
        self._pictures, self._picture_count = mime_of(pictures), len(pictures)
        self._many = mime_of(many)
        self._copied = 0
        self._is_uploading = False
        self._is_sent = False
        self._phase = "idle"
        self.lateness_ms: dict[str, list[float]] = {}
        self.notes: dict[str, float] = {}
        self._tick = QTimer(self)
        self._tick.setTimerType(Qt.TimerType.PreciseTimer)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._on_tick_timeout)
        self._last = 0.0
        desktop.bridge.event_published.connect(self._on_bridge_event_published)
        QTimer.singleShot(_DEADLINE_MS, self, self._on_deadline_timeout)

    def _begin(self, phase: str) -> None:
        self._phase = phase
        self.notes[phase] = time.perf_counter()

    def _drop(self, mime: QMimeData) -> None:
        window = self._desktop.window
        position = QPoint(window.width() // 2, window.height() // 2)
        buttons, modifiers = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        action = Qt.DropAction.CopyAction
        QCoreApplication.sendEvent(window, QDragEnterEvent(position, action, mime, buttons, modifiers))
        QCoreApplication.sendEvent(window, QDropEvent(QPointF(position), action, mime, buttons, modifiers))

    @Slot()
    def _on_tick_timeout(self) -> None:
        now = time.perf_counter()
        self.lateness_ms.setdefault(self._phase, []).append((now - self._last) * 1000 - TICK_MS)
        self._last = now

    @Slot(object)
    def _on_bridge_event_published(self, event: object) -> None:
        match event:
            case ev.WorkerReady():
                QTimer.singleShot(_STILL_MS, self, self._on_settled)
            case ev.AttachmentCopied() if self._phase == "copying 1 GiB":
                self._begin("submitting")
                self._desktop.window.submit()
            case ev.UploadProgressed() if not self._is_uploading:
                self._is_uploading = True
                self._begin("1 GiB uploads, 200 pictures dropped")
                self._drop(self._pictures)
            case ev.AttachmentCopied():
                self._copied += 1
                self._go_on()
            case ev.TicketChanged(row) if row.state is State.CREATED:
                self._is_sent = True
                self.notes["sent"] = time.perf_counter()
                self._go_on()

    def _go_on(self) -> None:
        if self._is_sent and self._copied == self._picture_count:
            self._begin("their last thumbnails")
            QTimer.singleShot(_STILL_MS, self, self._on_pictures_done)

    @Slot()
    def _on_settled(self) -> None:
        self._last = time.perf_counter()
        self._tick.start()
        QTimer.singleShot(_STILL_MS, self, self._on_idle_done)

    @Slot()
    def _on_idle_done(self) -> None:
        window = self._desktop.window
        window.form.title.setText("Measured")
        window.form.requester_id.setText("contact_1")
        self._begin("copying 1 GiB")
        self._drop(self._big)

    @Slot()
    def _on_pictures_done(self) -> None:
        self._begin("10,000 paths dropped")
        self._drop(self._many)
        QTimer.singleShot(2 * _STILL_MS, self, self._on_many_done)

    @Slot()
    def _on_many_done(self) -> None:
        self._tick.stop()
        self._begin("end")
        self._desktop.window.quit()

    @Slot()
    def _on_deadline_timeout(self) -> None:
        self.notes["too late"] = 1.0
        self._desktop.window.quit()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program once."""
    options = probe_parser(__doc__, "big", "pictures", "many").parse_args(arguments)

    def make(desktop: Desktop) -> Probe:
        return Probe(desktop, options.big, sorted(options.pictures.iterdir()), sorted(options.many.iterdir()))

    probe = run_program(options, make)
    print(json.dumps({"lateness_ms": probe.lateness_ms, "notes": probe.notes}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
