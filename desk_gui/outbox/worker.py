"""The worker: one daemon thread with an event loop that owns the database, the connections and every ticket's fate.

Importing this module imports httpx and pydantic: do it after the first paint.
"""

import asyncio
import logging
import threading
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from desk_gui.outbox.attempt import Attempts
from desk_gui.outbox.desk import Command, Publish
from desk_gui.outbox.dispatcher import Dispatcher
from desk_gui.outbox.drafting import Drafting
from desk_gui.outbox.errors import StoreTrouble
from desk_gui.outbox.events import StorageFailed, StorageWarned, WorkerReady
from desk_gui.outbox.fetching import Fetcher
from desk_gui.outbox.form import Form
from desk_gui.outbox.gate import SleepGate
from desk_gui.outbox.handlers import Handlers, SettingsInUse
from desk_gui.outbox.keys import KEYRING_DEADLINE_S, KeyKeeper, Keys
from desk_gui.outbox.limits import FileLimits
from desk_gui.outbox.loop import UnjoinedLoop, start_daemon
from desk_gui.outbox.opening import DISK_FULL, LITTLE_ROOM, open_store
from desk_gui.outbox.room import is_little_left
from desk_gui.outbox.sender import Sender
from desk_gui.outbox.spool import CopyEnded, Spool
from desk_gui.outbox.store import Store
from desk_gui.outbox.teller import Teller
from desk_gui.outbox.waits import Wall
from desk_gui.outbox.waking import Waking
from desk_gui.system.sentences import QT_TRANSLATE_NOOP, sentence
from desk_gui.system.settings import Settings

_FINISH_S: Final = 0.5
_BREAK_OFF_S: Final = 1.0
_SPOOL_STOP_S: Final = 0.7
"""Shares of the 3 s that stopping may take."""

_log: Final = logging.getLogger(__name__)


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What works together on the loop."""

    form: Form
    handlers: Handlers
    drafting: Drafting
    dispatcher: Dispatcher
    waking: Waking


class OutboxWorker:
    """The outbox: a `Desk` whose work is done on a thread of its own.

    `WorkerReady` is published first, or a `StorageFailed` with `is_fatal`, after which nothing else comes. Events are
    published on the worker's threads. What a command line can rely on:

    * A try of a ticket ends with a `TicketChanged` whose row is neither `uploading` nor `creating` and, when it is
      `queued`, has a `hold`. A queued row without a hold is still to be tried, or was put back because of `stop`.
    * `SendNow` is answered by one `RoundEnded` with all tickets it named, once each was tried.
    * With `has_form` somebody sits before a form: what was in it is given back after a crash. A Submit from the form
      can be undone for as long as the settings say. `undo` is not the end of a try.
    * With `auto_send=False` nothing goes by itself: each SubmitDraft, SendAgain and SendNow is one try of the tickets
      it names. With `only_ticket`, no other is sent at all, and it is tried again as the schedule says.

    Args:
        database: The database's file; its folder must be there.
        spool_dir: The folder of the attachments' copies.
        settings_path: Where settings are written.
        keys: Finds and keeps credentials; its methods may block, each is called on a daemon thread of its own.
        publish: Where events go; must not block.
        settings: As read from disk.
        notices: Passed on in `WorkerReady`.
        auto_send: Whether tickets that wait go by themselves.
        only_ticket: The outbox id of the one ticket that may be sent; None for all.
        has_form: Whether there is a form; otherwise what another run noted of one is left as it is.
        keyring_deadline_s: How long a keyring may take by itself; a human whom it asks has longer.
        fetcher: Fetches what dropped links lead to; None for one that keeps to the open internet.
        wall: The clock on the wall.
    """

    def __init__(
        self,
        *,
        database: Path,
        spool_dir: Path,
        settings_path: Path,
        keys: KeyKeeper,
        publish: Publish,
        settings: Settings,
        notices: tuple[str, ...] = (),
        auto_send: bool = True,
        only_ticket: str | None = None,
        has_form: bool = True,
        keyring_deadline_s: float = KEYRING_DEADLINE_S,
        fetcher: Fetcher | None = None,
        wall: Wall = _now,
    ) -> None:
        self._database = database
        self._settings_path = settings_path
        self._keeper = keys
        self._publish = publish
        self._settings = SettingsInUse(settings)
        self._notices = notices
        self._auto_send = auto_send
        self._only_ticket = only_ticket
        self._has_form = has_form
        self._keyring_deadline_s = keyring_deadline_s
        self._fetcher = fetcher or Fetcher()
        self._wall = wall
        limits = FileLimits(settings_path.parent, self._settings.get)
        self._spool = Spool(spool_dir, self._on_copy_ended, limits.settings)
        self._inbox: deque[Command | CopyEnded] = deque()
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._has_work: asyncio.Event | None = None
        self._is_stopping = False
        self._is_little_left = is_little_left(database.parent)
        self._thread = threading.Thread(target=self._run, name="desk-outbox", daemon=True)

    # Called on any thread

    def start(self) -> None:
        """Start the thread. Call once."""
        self._thread.start()

    def stop(self, deadline_s: float = 3.0) -> bool:
        """Do the commands given so far, break off what is under way, keep what is known of it, end the thread.

        Returns:
            Whether it ended in time. What was committed is safe either way, and nothing holds the process back.
        """
        with self._lock:
            self._is_stopping = True
        self._wake()
        if self._thread.is_alive():
            self._thread.join(deadline_s)
        return not self._thread.is_alive()

    def do(self, command: Command) -> None:
        """Hand a command over. Commands given before the worker runs are kept and done in order."""
        self._put(command)

    def spool_path(self, sha256: str) -> Path:
        """Return where the copy with this digest lies; for reading only."""
        return self._spool.path_of(sha256)

    def _on_copy_ended(self, ended: CopyEnded) -> None:
        """Runs on the spool's thread."""
        self._put(ended)

    def _put(self, item: Command | CopyEnded) -> None:
        with self._lock:
            self._inbox.append(item)
        self._wake()

    def _wake(self) -> None:
        with self._lock:
            if self._loop is None or self._has_work is None:
                return  # Not running yet, or not any more; at its start the thread looks by itself.
            self._loop.call_soon_threadsafe(self._has_work.set)

    # The worker's thread

    def _run(self) -> None:
        loop = UnjoinedLoop()
        try:
            loop.run_until_complete(self._main(loop))
            loop.run_until_complete(loop.shutdown_asyncgens())
        except StoreTrouble as trouble:
            _log.error("The outbox could not be opened: %s", trouble.detail, exc_info=trouble)
            self._publish(StorageFailed(trouble.words, is_fatal=True))
        except Exception:  # noqa: BLE001 - the thread's top
            _log.exception("The outbox stopped working")
            text = QT_TRANSLATE_NOOP(
                "system", "The outbox stopped working; what was saved is kept. Start Desk GUI again."
            )
            self._publish(StorageFailed(sentence(text), is_fatal=True))
        finally:
            with self._lock:
                self._loop = self._has_work = None
            loop.close()

    async def _main(self, loop: asyncio.AbstractEventLoop) -> None:
        has_work = asyncio.Event()
        has_work.set()
        with self._lock:
            self._loop, self._has_work = loop, has_work
        store, notices = open_store(self._database, self._spool, self._tell_full)
        try:
            await self._work(store, has_work, notices)
        finally:
            store.close()

    def _tell_full(self) -> None:
        self._publish(StorageWarned(DISK_FULL))

    def _look_for_room(self) -> None:
        was_little, self._is_little_left = self._is_little_left, is_little_left(self._database.parent)
        if self._is_little_left and not was_little:
            self._publish(StorageWarned(LITTLE_ROOM))

    async def _work(self, store: Store, has_work: asyncio.Event, notices: tuple[str, ...]) -> None:
        teller = Teller(store, self._publish)
        parts = self._build(store, teller)
        self._spool.start()
        recovered = parts.form.recovered()
        self._publish(WorkerReady(self._settings.now, (*self._notices, *notices), *(recovered or ())))
        teller.guarded(parts.dispatcher.start)
        parts.waking.start()
        while True:
            await has_work.wait()
            has_work.clear()
            is_last_look = self._is_stopping
            while (item := self._next()) is not None:
                if isinstance(item, CopyEnded):
                    teller.guarded(parts.drafting.copy_ended, item)
                    self._look_for_room()
                else:
                    teller.guarded(parts.handlers.do, item)
            if is_last_look:
                break
        await parts.waking.stop()
        await parts.dispatcher.stop(_BREAK_OFF_S)
        await parts.handlers.finish(_FINISH_S)
        await start_daemon(asyncio.get_running_loop(), self._spool.stop, _SPOOL_STOP_S)
        while (item := self._next()) is not None:
            if isinstance(item, CopyEnded):
                teller.guarded(parts.drafting.copy_ended, item)
        teller.close()

    def _next(self) -> Command | CopyEnded | None:
        with self._lock:
            return self._inbox.popleft() if self._inbox else None

    def _build(self, store: Store, teller: Teller) -> _Parts:
        keys = Keys(self._keeper, publish=self._publish, deadline_s=self._keyring_deadline_s)
        gate = SleepGate()
        sender = Sender(store=store, spool=self._spool, publish=self._publish, on_changed=teller.moved, gate=gate)
        dispatcher = Dispatcher(
            store=store,
            attempts=Attempts(
                store=store, keys=keys, sender=sender, settings=self._settings.get, publish=self._publish
            ),
            teller=teller,
            publish=self._publish,
            wall=self._wall,
            auto_send=self._auto_send,
            only_ticket=self._only_ticket,
        )
        form = Form(store=store, spool=self._spool, publish=self._publish, is_there=self._has_form)
        drafting = Drafting(
            store=store,
            spool=self._spool,
            publish=self._publish,
            storage_failed=teller.storage_failed,
            settings=self._settings.get,
            on_submitted=dispatcher.submitted,
            form=form,
        )
        waking = Waking(dispatcher=dispatcher, gate=gate, teller=teller, wall=self._wall)
        handlers = Handlers(
            store=store,
            spool=self._spool,
            keys=keys,
            form=form,
            drafting=drafting,
            dispatcher=dispatcher,
            teller=teller,
            waking=waking,
            fetcher=self._fetcher,
            publish=self._publish,
            settings=self._settings,
            settings_path=self._settings_path,
        )
        return _Parts(form, handlers, drafting, dispatcher, waking)
