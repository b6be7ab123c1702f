"""The composition root: builds every object, wires them, and runs the window."""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from desk_gui import __version__
from desk_gui.cli import BadInputError, Options, draft_of
from desk_gui.entrance import enter, refusal_of
from desk_gui.outbox.draft import new_id
from desk_gui.parts import FolderInUseError, LateWorker, Parts
from desk_gui.qt.bridge import Bridge
from desk_gui.qt.crash import CrashHook
from desk_gui.qt.gui_gc import GuiGarbageCollector
from desk_gui.qt.qt_logging import install_qt_logging
from desk_gui.qt.quitter import Quitter
from desk_gui.qt.single_instance import OtherVersionError
from desk_gui.qt.translation import use_language
from desk_gui.system.errors import SystemTrouble
from desk_gui.system.files import write_atomically
from desk_gui.system.resources import resource_path
from desk_gui.ui.main_window import MainWindow
from desk_gui.ui.theme import SystemLook, Theme

if TYPE_CHECKING:
    from desk_gui.outbox.events import Event
    from desk_gui.relay import Relay
    from desk_gui.ui.receiver import Receiver

_SPARE_S: Final = 0.3
"""Of the time that stopping may take: for what comes after the outbox."""
_SCREENS: Final = ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM")
"""What says on Linux where a window can be shown."""
_NO_SCREEN: Final = "There is no screen to open the window on. To send a ticket without one, use --submit."


@dataclass(slots=True, weakref_slot=True)
class Desktop:
    """A window and all behind it, wired and not running yet. Lives on the GUI thread.

    Attributes:
        app: Qt's application.
        parts: The data folder, settings and keys of this run.
        worker: The outbox, not started yet.
        bridge: Where its events come out on the GUI thread.
        window: Not shown yet.
        theme: Its looks.
        relay: Lets later starts work through the outbox; None until it is asked for.
    """

    app: QApplication
    parts: Parts
    worker: LateWorker
    bridge: Bridge
    window: MainWindow
    theme: Theme
    relay: "Relay | None" = field(default=None, init=False)
    _receiver: "Receiver | None" = field(default=None, init=False)

    @property
    def receiver(self) -> "Receiver":
        """What shows the events in the window; made when first asked for."""
        if self._receiver is None:
            # It knows every event and every command: the window paints before it is imported.
            from desk_gui.ui.receiver import Receiver  # noqa: PLC0415 - see above

            self._receiver = Receiver(self.window, self.theme)
        return self._receiver

    def start(self) -> None:
        """Start the outbox and show what comes from it. Call once, after the first paint."""
        self.theme.settle()
        self._receiver = self.receiver
        self.worker.start()

    def take_window(self, window: MainWindow, receiver: "Receiver") -> None:
        """Go on with another window."""
        self.window, self._receiver = window, receiver

    def make_relay(self) -> "Relay":
        """Make what later starts work through. Call before `start`, after the first paint."""
        from desk_gui.relay import Relay  # noqa: PLC0415 - see above

        self.relay = Relay(self.worker, lambda: self.window.settings, self.take_other_start, self.window)
        return self.relay

    def receive(self, event: "Event") -> None:
        """Show one event of the outbox in the window, unless it is about what another start asked for."""
        shown = event if self.relay is None else self.relay.receive(event)
        if shown is not None:
            self.receiver.receive(shown)

    def take_leave(self) -> None:
        """Tell later starts that still wait that nothing more will be known."""
        if self.relay is not None:
            self.relay.close()

    def tell_crash(self, name: str) -> None:
        """Say that something went wrong inside the program."""
        self.receiver.tell_crash(name)

    def fill_in(self, options: Options) -> None:
        """Put what a command line said into the form; what is in it is kept first."""
        if options.fills_form:
            draft = draft_of(options, self.window.settings.active, new_id())
            # The files go the way of a drop: their cards are made when they are added.
            self.window.start_with(replace(draft, attachments=()), options.files)

    def take_other_start(self, options: Options) -> None:
        """Show what a program started later on this data folder would have shown, and come to the front."""
        self.fill_in(options)
        self.window.come_back()


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
    QApplication.setApplicationVersion(__version__)
    QApplication.setDesktopFileName("desk-gui")
    # Qt would share large fills out to threads and wait for them: behind uploads and decoders that is a long wait.
    os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")
    # The style is named here: to return the one it replaces, setStyle() sets up all that PySide knows of styles.
    app = QApplication([*arguments, "-style", "fusion"])
    app.setQuitOnLastWindowClosed(False)
    return app


def build(app: QApplication, parts: Parts) -> Desktop:
    """Build the window and all behind it, without showing or starting anything."""
    use_language(app, resource_path("i18n"), parts.settings.language)
    state = _read_window_state(parts)
    theme = Theme(app, parts.settings.appearance, _remembered_look(state))
    theme.set_large(is_large=parts.settings.large_controls)
    bridge = Bridge()
    worker = parts.make_worker(bridge.publish)
    window = MainWindow(worker, theme, parts.settings, is_practice=parts.is_practice)
    theme.dress()
    _restore_geometry(window, state)
    theme.setParent(window)
    bridge.setParent(window)
    desktop = Desktop(app, parts, worker, bridge, window, theme)
    bridge.event_published.connect(desktop.receive)
    return desktop


def run(desktop: Desktop) -> int:
    """Show the window and stay until it is closed; whatever is slow begins after its first paint.

    Takes the process over: its exception hooks, its collecting of garbage, and its end.

    Returns:
        The exit code.
    """
    window, worker = desktop.window, desktop.worker
    install_qt_logging()
    # These outlive a window that another language, or larger controls, replace.
    crash = CrashHook(desktop.app)
    crash.install()
    crash.crashed.connect(desktop.tell_crash)
    quitter = Quitter(desktop.app)
    # Until the first paint there is nothing on its way that closing would have to wait for.
    window.closing.connect(quitter.request)

    def begin() -> None:
        window.closing.disconnect(quitter.request)
        _finish_in_background(desktop, quitter)
        relay = desktop.make_relay()
        quitter.add_step(lambda _left_s: relay.stop_listening())
        desktop.start()
        _watch_network(desktop)
        _watch_sleep(desktop)
        from PySide6.QtGui import QIcon  # noqa: PLC0415 - nothing before needs icons

        desktop.app.setWindowIcon(QIcon(str(resource_path("icons", "desk-gui.svg"))))
        relay.serve(desktop.parts.data_dir.root)
        GuiGarbageCollector(desktop.app).freeze()

    # The last step is done first: the window's place, then the outbox in the time that is left. Who waits for an answer
    # hears how that left the tickets.
    quitter.add_step(lambda _left_s: desktop.take_leave())
    quitter.add_step(lambda left_s: _stop(worker, left_s))
    quitter.add_step(lambda _left_s: _save_window_state(desktop))
    window.installEventFilter(_FirstPaint(window, begin))
    window.show()
    return desktop.app.exec()


def _finish_in_background(desktop: Desktop, quitter: Quitter) -> None:
    """Let a closed window end the program once nothing is on its way."""
    from desk_gui.ui.background import Background  # noqa: PLC0415 - after the first paint

    background = Background(desktop.window)
    desktop.bridge.event_published.connect(background.receive)
    background.finished.connect(quitter.request)

    def take_over(window: MainWindow) -> None:
        nonlocal background
        later = Background(window, background.on_their_way)
        desktop.bridge.event_published.disconnect(background.receive)
        desktop.bridge.event_published.connect(later.receive)
        later.finished.connect(quitter.request)
        background = later

    from desk_gui.renewal import WindowRenewal  # noqa: PLC0415 - as above

    renewal = WindowRenewal(desktop, take_over)
    desktop.bridge.event_published.connect(renewal.receive)


def _watch_network(desktop: Desktop) -> None:
    """Let the outbox try again at once when the network comes back."""
    from desk_gui.outbox.desk import NoteNetwork  # noqa: PLC0415 - after the first paint
    from desk_gui.qt.network import NetworkWatch  # noqa: PLC0415 - imports QtNetwork

    watch = NetworkWatch(desktop.app)
    watch.changed.connect(lambda is_reachable: desktop.worker.do(NoteNetwork(is_reachable)))


def _watch_sleep(desktop: Desktop) -> None:
    """Let the outbox begin nothing while Windows goes to sleep; Linux tells the outbox itself."""
    if sys.platform == "win32":
        from desk_gui.outbox.desk import NoteSleep  # noqa: PLC0415 - after the first paint
        from desk_gui.qt.sleep import SleepWatch  # noqa: PLC0415 - Windows alone needs it

        watch = SleepWatch(desktop.app)
        watch.changed.connect(lambda is_asleep: desktop.worker.do(NoteSleep(is_asleep)))


def _stop(worker: LateWorker, left_s: float) -> None:
    worker.stop(max(0.1, left_s - _SPARE_S))


def run_window(options: Options) -> int:
    """Open the window and stay until it is closed. Returns the exit code."""
    try:
        entered, _ = enter(options)
    except (FolderInUseError, OtherVersionError) as error:
        return _say_failed_start(options, 5, refusal_of(error))
    except BadInputError as error:
        return _say_failed_start(options, 2, error.words)
    except SystemTrouble as trouble:
        return _say_failed_start(options, 1, trouble.words)
    if not isinstance(entered, Parts):
        from desk_gui.beside import hand_over  # noqa: PLC0415 - not needed where there is a window to paint

        code, sentences = hand_over(entered, options)
        return _say_failed_start(options, code, *sentences) if code else 0
    parts = entered
    try:
        if not _has_screen():
            return _say_failed_start(options, 1, _NO_SCREEN)
        desktop = build(make_application(sys.argv[:1]), parts)
        desktop.fill_in(options)
        return run(desktop)
    finally:
        parts.close()


def _has_screen() -> bool:
    """Tell whether there may be one. Where there is none, Qt would end the process by a signal."""
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in _SCREENS)


def _say_failed_start(options: Options, exit_code: int, *sentences: str) -> int:
    """Say why there is no window: in English on stderr, and in a box for whoever double-clicked."""
    if sys.stderr is not None:
        print(*sentences, sep="\n", file=sys.stderr)  # noqa: T201 - where a terminal expects it
    if not _has_screen():
        return exit_code
    from desk_gui.failed_start import tell  # noqa: PLC0415 - a start that works does without it

    tell(make_application(sys.argv[:1]), options, sentences)
    return exit_code


def _save_window_state(desktop: Desktop) -> None:
    state = {
        "geometry": desktop.window.saveGeometry().toBase64().toStdString(),
        "system_look": desktop.theme.system_look,
    }
    try:
        write_atomically(desktop.parts.data_dir.window_state, json.dumps(state).encode("ascii"))
    except OSError:
        # Losing the window's place does not matter.
        return


def _read_window_state(parts: Parts) -> dict[str, object]:
    try:
        state = json.loads(parts.data_dir.window_state.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return state if isinstance(state, dict) else {}


def _remembered_look(state: dict[str, object]) -> SystemLook | None:
    match state.get("system_look"):
        case [bool(is_dark), bool(wants_contrast)]:
            return SystemLook(is_dark, wants_contrast)
        case _:
            return None


def _restore_geometry(window: MainWindow, state: dict[str, object]) -> None:
    geometry = state.get("geometry")
    if isinstance(geometry, str) and geometry.isascii():
        window.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii")))
