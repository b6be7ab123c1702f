"""The composition root: builds every object, wires them, and runs the window."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final
from uuid import uuid4

from PySide6.QtCore import QByteArray, QEvent, QObject, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox

from desk_gui import __version__
from desk_gui.cli import BadInputError, Options, draft_of, from_message, to_message
from desk_gui.parts import FolderInUseError, LateWorker, Parts, build_parts
from desk_gui.qt.bridge import Bridge
from desk_gui.qt.crash import CrashHook
from desk_gui.qt.gui_gc import GuiGarbageCollector
from desk_gui.qt.qt_logging import install_qt_logging
from desk_gui.qt.quitter import Quitter
from desk_gui.qt.single_instance import InstanceServer, hand_over
from desk_gui.system.errors import SystemTrouble
from desk_gui.system.files import write_atomically
from desk_gui.system.resources import resource_path
from desk_gui.ui.main_window import MainWindow
from desk_gui.ui.receiver import Receiver
from desk_gui.ui.theme import Theme

_HAND_OVER_MS: Final = 1_000
_BOX_MS: Final = 6_000
"""A box about a start that failed closes by itself, so that a script that started the program is not held up."""


@dataclass(frozen=True, slots=True)
class Desktop:
    """Everything a running window is made of. Lives on the GUI thread.

    Attributes:
        app: Qt's application.
        parts: The data folder, settings and keys of this run.
        worker: The outbox; started by the window's first paint.
        bridge: Where its events come out on the GUI thread.
        window: Not shown yet.
        quitter: Ends the program.
    """

    app: QApplication
    parts: Parts
    worker: LateWorker
    bridge: Bridge
    window: MainWindow
    quitter: Quitter

    def fill_in(self, options: Options) -> None:
        """Put what a command line said into the form; what is in it is kept first."""
        if options.fills_form:
            draft = draft_of(options, self.window.settings.active, uuid4().hex)
            # The files go the way of a drop: their cards are made when they are added.
            self.window.start_with(replace(draft, attachments=()), options.files)

    def show(self) -> None:
        """Show the window; whatever is slow begins after its first paint."""
        self.window.installEventFilter(_FirstPaint(self.window, self._begin))
        _restore_geometry(self.window, self.parts)
        self.window.show()

    def _begin(self) -> None:
        self.worker.start()
        self.app.setWindowIcon(QIcon(str(resource_path("icons", "desk-gui.svg"))))
        server = InstanceServer(self.parts.data_dir.root, self._on_other_start, self.window)
        server.serve()
        collector = GuiGarbageCollector(self.window)
        collector.freeze()
        self.quitter.add_step(lambda _left_s: server.stop())

    def _on_other_start(self, message: dict[str, object]) -> None:
        self.fill_in(from_message(message))
        self.window.setWindowState(self.window.windowState() & ~self.window.windowState().WindowMinimized)
        self.window.raise_()
        self.window.activateWindow()


class _FirstPaint(QObject):
    """Calls back once the window has painted itself for the first time. The window owns it."""

    def __init__(self, window: MainWindow, callback: Callable[[], None]) -> None:
        super().__init__(window)
        self._window = window
        self._callback = callback

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Wait for the paint event."""
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self._callback)
        return super().eventFilter(watched, event)


def make_application(arguments: list[str]) -> QApplication:
    """Make Qt's application, named as the desktop knows it."""
    QApplication.setApplicationName("desk-gui")
    QApplication.setApplicationDisplayName("Desk GUI")
    QApplication.setApplicationVersion(__version__)
    QApplication.setDesktopFileName("desk-gui")
    app = QApplication(arguments)
    app.setQuitOnLastWindowClosed(False)
    return app


def build(app: QApplication, parts: Parts) -> Desktop:
    """Build the window and all behind it, without showing or starting anything."""
    install_qt_logging()
    theme = Theme(app, parts.settings.appearance)
    bridge = Bridge()
    worker = parts.make_worker(bridge.publish)
    window = MainWindow(worker, theme, parts.settings, is_practice=parts.is_practice)
    receiver = Receiver(window, theme)
    bridge.setParent(window)
    bridge.event_published.connect(receiver.receive)
    crash = CrashHook(window)
    crash.install()
    crash.crashed.connect(receiver.tell_crash)
    quitter = Quitter(window)
    window.closing.connect(quitter.request)
    desktop = Desktop(app, parts, worker, bridge, window, quitter)
    quitter.add_step(lambda _left_s: _save_geometry(window, parts))
    quitter.add_step(worker_stop(worker))
    return desktop


def worker_stop(worker: LateWorker) -> Callable[[float], None]:
    """Return the step that stops the outbox in the time that is left."""

    def stop(left_s: float) -> None:
        worker.stop(max(0.1, left_s - 0.3))

    return stop


def run_window(options: Options) -> int:
    """Open the window and stay until it is closed. Returns the exit code."""
    try:
        parts = build_parts(options)
    except FolderInUseError as error:
        if hand_over(error.data_dir.root, to_message(options), _HAND_OVER_MS):
            return 0
        return _say_failed_start(str(error), 5)
    except BadInputError as error:
        return _say_failed_start(str(error), 2)
    except SystemTrouble as trouble:
        return _say_failed_start(trouble.words, 1)
    try:
        desktop = build(make_application(sys.argv[:1]), parts)
        desktop.fill_in(options)
        desktop.show()
        return desktop.app.exec()
    finally:
        parts.close()


def _say_failed_start(words: str, exit_code: int) -> int:
    """Say why there is no window: on stderr, and in a box for whoever double-clicked."""
    if sys.stderr is not None:
        print(words, file=sys.stderr)  # noqa: T201 - where a terminal expects it
    app = make_application(sys.argv[:1])
    box = QMessageBox(QMessageBox.Icon.Warning, "Desk GUI", words)
    QTimer.singleShot(_BOX_MS, box.reject)
    box.finished.connect(app.quit)
    box.show()
    app.exec()
    return exit_code


def _save_geometry(window: MainWindow, parts: Parts) -> None:
    state = {"geometry": window.saveGeometry().toBase64().toStdString()}
    try:
        write_atomically(parts.data_dir.window_state, json.dumps(state).encode("ascii"))
    except OSError:
        # Losing the window's place does not matter.
        return


def _restore_geometry(window: MainWindow, parts: Parts) -> None:
    try:
        state = json.loads(parts.data_dir.window_state.read_bytes())
        geometry = str(state["geometry"]).encode("ascii")
    except (OSError, ValueError, KeyError, TypeError):
        return
    window.restoreGeometry(QByteArray.fromBase64(geometry))
