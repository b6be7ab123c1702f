"""What closing the window does: tickets on their way are finished behind it, then the program ends."""

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from desk_gui.outbox.events import DraftSubmitted, QueueCounted, TicketChanged
from desk_gui.outbox.tickets import Hold, State, TicketRow
from desk_gui.ui.main_window import MainWindow


class Background(QObject):
    """Decides whether a closed window ends the program. Lives on the GUI thread; the window owns it.

    While tickets are on their way the window goes into the tray, or becomes minimised where there is none, and says so.
    What merely waits does not hold the program: it is safe and goes at the next start. It does where the technician
    chose so when quitting.

    Signals:
        finished: The window is closed and nothing is on its way any more: the program may end.
    """

    finished = Signal()

    def __init__(self, window: MainWindow, on_their_way: frozenset[str] = frozenset()) -> None:
        """Watch a window.

        Args:
            window: Closes.
            on_their_way: Outbox ids of the tickets that are on their way already.
        """
        super().__init__(window)
        self._window = window
        self._title = window.windowTitle()
        self._on_their_way = set(on_their_way)
        self._is_closed = False
        self._is_quitting = False
        self._finishes_all = False
        self._unsent = window.header.unsent
        self._tray: QSystemTrayIcon | None = None
        window.closing.connect(self._on_window_closing)
        window.background_asked.connect(self._on_window_background_asked)
        window.quitting.connect(self._on_window_quitting)
        window.reopened.connect(self._on_window_reopened)

    @property
    def on_their_way(self) -> frozenset[str]:
        """Outbox ids of the tickets that are on their way."""
        return frozenset(self._on_their_way)

    @Slot(object)
    def receive(self, event: object) -> None:
        """Take note of what is on its way."""
        if isinstance(event, TicketChanged | DraftSubmitted):
            self._note(event.row)
        elif isinstance(event, QueueCounted):
            self._unsent = event.waiting + event.sending
            if self._is_closed:
                self._go_on()

    def _note(self, row: TicketRow) -> None:
        is_about_to_go = row.state is State.QUEUED and row.hold in (Hold.NONE, Hold.UNDO)
        if row.state in (State.UPLOADING, State.CREATING) or is_about_to_go:
            self._on_their_way.add(row.ticket)
        else:
            self._on_their_way.discard(row.ticket)
        if self._is_closed:
            self._go_on()

    def _go_on(self) -> None:
        waits = self._finishes_all and self._unsent > 0
        if self._is_quitting or not (self._on_their_way or self._window.submitting or waits):
            self._window.hide()
            if self._tray is not None:
                self._tray.hide()
            self.finished.emit()
            return
        count = max(1, len(self._on_their_way), self._unsent if self._finishes_all else 0)
        words = self.tr("Desk GUI: sending %n tickets, then closing", "", count)
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._show_tray(words)
            self._window.hide()
        else:
            self._window.setWindowTitle(words)
            self._window.setWindowState(self._window.windowState() | Qt.WindowState.WindowMinimized)

    def _show_tray(self, words: str) -> None:
        if self._tray is None:
            self._tray = QSystemTrayIcon(self._window.windowIcon(), self)
            menu = QMenu(self._window)
            menu.addAction(self.tr("Open Desk GUI"), self._on_open_triggered)
            menu.addAction(self.tr("Quit now; what is left goes at the next start"), self._window.quit)
            self._tray.setContextMenu(menu)
            self._tray.activated.connect(self._on_tray_activated)
        self._tray.setToolTip(words)
        self._tray.show()

    @Slot()
    def _on_window_closing(self) -> None:
        self._is_closed = True
        self._go_on()

    @Slot()
    def _on_window_background_asked(self) -> None:
        self._finishes_all = True
        # A window that another language made anew was told what this has not heard.
        self._unsent = self._window.header.unsent

    @Slot()
    def _on_window_quitting(self) -> None:
        self._is_quitting = True

    @Slot()
    def _on_window_reopened(self) -> None:
        self._is_closed = False
        self._finishes_all = False
        self._window.setWindowTitle(self._title)
        if self._tray is not None:
            self._tray.hide()

    @Slot()
    def _on_open_triggered(self) -> None:
        self._window.come_back()

    @Slot(QSystemTrayIcon.ActivationReason)
    def _on_tray_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason != QSystemTrayIcon.ActivationReason.Context:
            self._window.come_back()
