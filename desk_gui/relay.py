"""Lets programs that are started beside the window work through its outbox, and keeps what is theirs out of it."""

import logging
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

from desk_gui.cli import BadInputError, Mode, Options, profile_beside
from desk_gui.errands import Errand, ListErrand, Say, SendErrand, SubmitErrand
from desk_gui.exchange import ExchangeError, Kind, from_request, to_end
from desk_gui.outbox.events import (
    AttachmentCopied,
    AttachmentRefused,
    DraftSubmitted,
    Event,
    StorageFailed,
    SubmitRefused,
    TicketChanged,
)
from desk_gui.parts import LateWorker
from desk_gui.qt.single_instance import Caller, InstanceServer
from desk_gui.report import ExitCode
from desk_gui.system.sentences import QT_TRANSLATE_NOOP, sentence
from desk_gui.system.settings import Profile, Settings

_TICK_MS: Final = 500

_CLOSING: Final = QT_TRANSLATE_NOOP(
    "system", "The Desk GUI that was open is closing: try again. Nothing was sent or kept."
)

_log: Final = logging.getLogger(__name__)


class Relay(QObject):
    """Does what later starts ask for. Lives on the GUI thread and never waits there; the window owns it.

    Args:
        worker: The outbox, not started yet: each of its events goes through `receive`.
        settings: Returns the settings in use.
        open_form: Given what a later start would have put into a window of its own.
    """

    def __init__(
        self,
        worker: LateWorker,
        settings: Callable[[], Settings],
        open_form: Callable[[Options], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._worker = worker
        self._settings = settings
        self._open_form = open_form
        self._server: InstanceServer | None = None
        self._errands: dict[Caller, Errand] = {}
        self._drafts: set[str] = set()
        self._is_closing = False
        self._fatal = ""
        self._next_request: Callable[[], int] = partial(next, count(-1, -1))
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._on_tick_timeout)

    def serve(self, data_dir: Path) -> None:
        """Begin to hear later starts on this data folder."""
        self._server = InstanceServer(data_dir, self._take, self)
        if not self._server.serve():
            _log.warning("Programs started later cannot be heard: the system does not let this one listen")

    def stop_listening(self) -> None:
        """Hear no more of them. Who asked for something already goes on hearing what becomes of it."""
        self._is_closing = True
        if self._server is not None:
            self._server.stop()

    def close(self) -> None:
        """Take leave of all that still wait for an answer: nothing more will be known here."""
        for caller in list(self._errands):
            caller.end()
        self._errands.clear()
        self._tick.stop()

    def receive(self, event: Event) -> Event | None:
        """Take an event of the outbox, and return what the window is to show: None where it is not its affair."""
        for errand in list(self._errands.values()):
            errand.see(event)
        if isinstance(event, StorageFailed):
            self._fatal = event.words if event.is_fatal else self._fatal
        self._sweep()
        return self._of_the_window(event)

    def _of_the_window(self, event: Event) -> Event | None:
        match event:
            case AttachmentCopied() | AttachmentRefused() if event.draft_id in self._drafts:
                return None
            case SubmitRefused() if event.draft_id in self._drafts:
                self._drafts.discard(event.draft_id)
                return None
            case DraftSubmitted(row) if row.ticket in self._drafts:
                self._drafts.discard(row.ticket)
                return TicketChanged(row)
            case _:
                return event

    def _take(self, caller: Caller, message: dict[str, object]) -> None:
        """Begin what a later start asks for, or end it at once."""
        errand = self._begin(caller, message)
        if errand is None:
            caller.end()
            return
        self._errands[caller] = errand
        caller.left.connect(self._on_caller_left)
        caller.drained.connect(self._on_caller_drained)
        self._tick.start()
        self._sweep()

    def _begin(self, caller: Caller, message: dict[str, object]) -> Errand | None:
        try:
            options = from_request(message)
            profile = profile_beside(options, self._settings())
        except ExchangeError:
            _log.warning("A request that is not this program's was left out")
            return None
        except BadInputError as error:
            caller.say(to_end(ExitCode.BAD_INPUT, error.words))
            return None
        if self._is_closing:
            caller.say(to_end(ExitCode.KEPT, sentence(_CLOSING)))
            return None
        if options.mode is Mode.WINDOW:
            self._open_form(options)
            caller.say(to_end(ExitCode.CREATED))
            return None
        if self._fatal:
            caller.say(to_end(ExitCode.TROUBLE, self._fatal))
            return None
        return self._errand(caller.say, options, profile)

    def _errand(self, say: Say, options: Options, profile: Profile) -> Errand:
        match options.mode:
            case Mode.SUBMIT:
                submit = SubmitErrand(self._worker.do, say, options, profile)
                if not submit.is_over:
                    self._drafts.add(submit.draft_id)
                return submit
            case Mode.SEND_WAITING:
                return SendErrand(self._worker.do, say, options, self._next_request())
            case _:
                return ListErrand(self._worker.do, say, self._next_request)

    def _sweep(self) -> None:
        """Let go of what is over."""
        for caller, errand in list(self._errands.items()):
            if errand.is_over:
                del self._errands[caller]
                caller.end()
        if not self._errands:
            self._tick.stop()

    @Slot()
    def _on_tick_timeout(self) -> None:
        for caller, errand in list(self._errands.items()):
            errand.look()
            if not errand.is_over and not caller.is_busy:
                caller.say({"kind": Kind.WORKING.value})
        self._sweep()

    @Slot()
    def _on_caller_drained(self) -> None:
        errand = self._errand_of(self.sender())
        if errand is not None:
            errand.go_on()

    @Slot()
    def _on_caller_left(self) -> None:
        caller = self.sender()
        errand = self._errand_of(caller)
        if errand is not None and isinstance(caller, Caller):
            del self._errands[caller]
            errand.leave()
            self._sweep()

    def _errand_of(self, caller: QObject | None) -> Errand | None:
        return self._errands.get(caller) if isinstance(caller, Caller) else None
