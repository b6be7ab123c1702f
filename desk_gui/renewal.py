"""Another language or larger controls at run time: the window is made anew, and what is in the form moves over."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desk_gui.outbox.events import ConnectionSeen, CredentialsChanged, QueueCounted, SettingsSaved, WorkerReady
from desk_gui.qt.translation import use_language
from desk_gui.system.resources import resource_path
from desk_gui.system.settings import Settings
from desk_gui.ui.main_window import MainWindow
from desk_gui.ui.receiver import Receiver

if TYPE_CHECKING:
    from desk_gui.app import Desktop

_TOLD_AGAIN: Final = (ConnectionSeen, QueueCounted, CredentialsChanged)
"""What a window shows from when it was last told: a new window is told again, in this order."""


class _Making(NamedTuple):
    """The settings that a window is made by, and has to be made anew for."""

    language: str
    large_controls: bool

    @classmethod
    def by(cls, settings: Settings) -> "_Making":
        return cls(settings.language, settings.large_controls)


class WindowRenewal(QObject):
    """Makes the window anew in another language, or for larger controls, once that is saved. Lives on the GUI thread.

    Every text and every gap is taken when its widget is made. A new window is the one way that forgets none of them, in
    the window and in all that belongs to it. The outbox behind it does not notice; the draft, its files and the
    window's place stay. While something else is open (a dialog, a menu, the editor, a capture), a file is being copied
    or a Submit is under way, it waits; the controls themselves are as large as wanted meanwhile, as the theme sees to.

    Args:
        desktop: Whose window it is.
        window_made: Called with every new window, so that what was wired to the one before is wired to it.
    """

    def __init__(self, desktop: "Desktop", window_made: Callable[[MainWindow], None]) -> None:
        super().__init__(desktop.app)
        self._desktop = desktop
        self._window_made = window_made
        self._ready: WorkerReady | None = None
        self._last: dict[type, object] = {}
        self._used = _Making.by(desktop.window.settings)
        self._wanted = self._used
        desktop.app.focusWindowChanged.connect(self._on_app_focus_window_changed)

    @Slot(object)
    def receive(self, event: object) -> None:
        """Take note of what a new window has to know, and of what was chosen that needs one."""
        match event:
            case WorkerReady():
                self._ready = event
                self._wanted = _Making.by(event.settings)
            case SettingsSaved(settings):
                self._wanted = _Making.by(settings)
            case ConnectionSeen() | QueueCounted() | CredentialsChanged():
                self._last[type(event)] = event
        self._ask()

    def _ask(self) -> None:
        if self._wanted != self._used:
            # Whoever saved it, or a dialog on its way out, is on the stack still.
            QTimer.singleShot(0, self, self._renew_if_idle)

    @Slot()
    def _on_app_focus_window_changed(self) -> None:
        self._ask()

    @Slot()
    def _renew_if_idle(self) -> None:
        if self._wanted == self._used or self._is_busy():
            return
        if self._wanted.language != self._used.language:
            use_language(self._desktop.app, resource_path("i18n"), self._wanted.language)
        self._used = self._wanted
        self._renew()

    def _is_busy(self) -> bool:
        window = self._desktop.window
        if window.submitting or window.editing or not window.isVisible():
            return True
        if any(not one.is_copied for one in window.form.draft().attachments):
            return True
        others = [shown for shown in QGuiApplication.topLevelWindows() if shown.isVisible()]
        return len(others) > 1 or QApplication.activePopupWidget() is not None

    def _renew(self) -> None:
        desktop, old = self._desktop, self._desktop.window
        old.save_draft()
        draft = old.form.draft()
        new = MainWindow(desktop.worker, desktop.theme, old.settings, is_practice=old.is_practice)
        for kept in (desktop.theme, desktop.bridge, desktop.relay):
            if kept is not None:
                kept.setParent(new)
        new.restoreGeometry(old.saveGeometry())
        new.setWindowIcon(old.windowIcon())
        receiver = Receiver(new, desktop.theme)
        desktop.take_window(new, receiver)
        self._window_made(new)
        new.show()
        self._tell_again(receiver)
        if not draft.is_blank:
            new.open_draft(draft, is_saved=True)
        old.blockSignals(True)
        old.hide()
        old.deleteLater()

    def _tell_again(self, receiver: Receiver) -> None:
        if self._ready is not None:
            settings = self._desktop.window.settings
            receiver.receive(replace(self._ready, settings=settings, notices=(), recovered=None, recovered_at=None))
        for kind in _TOLD_AGAIN:
            if kind in self._last:
                receiver.receive(self._last[kind])
