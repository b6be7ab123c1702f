"""What the window and the command line are both built of: the data folder and its lock, settings, keys, the worker.

Imports nothing heavy: the outbox, and the practice LiveDesk, are imported on the way to a running worker, off the
caller's thread.
"""

import logging
import threading
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final

from desk_gui.cli import Options, settings_for
from desk_gui.qt.single_instance import InstanceLock
from desk_gui.system.credentials import Credentials, CredentialStore
from desk_gui.system.errors import SystemTrouble
from desk_gui.system.files import write_atomically
from desk_gui.system.logs import Logs, Redactor
from desk_gui.system.paths import DataDir, default_data_dir
from desk_gui.system.sentences import QT_TRANSLATE_NOOP, SaidError, sentence
from desk_gui.system.settings import Settings, read_settings

if TYPE_CHECKING:
    from desk_gui.outbox.desk import Command, Publish
    from desk_gui.outbox.worker import OutboxWorker
    from desk_gui.sandbox.server import Sandbox

STOP_S: Final = 3.0
_SANDBOX_STOP_S: Final = 1.0
_HIGHEST_PORT: Final = 65_535

_log: Final = logging.getLogger(__name__)


class FolderInUseError(SaidError):
    """Another program holds the data folder; its text is for when that one cannot be reached.

    Attributes:
        data_dir: The folder.
    """

    def __init__(self, data_dir: DataDir) -> None:
        text = QT_TRANSLATE_NOOP(
            "system",
            "Another Desk GUI is at work on this data folder (%1) and takes nothing over. "
            "Wait until it has ended, or close it, and try again. Nothing was sent or kept.",
        )
        super().__init__(text, data_dir.root)
        self.data_dir = data_dir


@dataclass(frozen=True, slots=True)
class Parts:
    """What one run of the program works with.

    Attributes:
        data_dir: Where it keeps its things; with practice the practice's own.
        settings: As they hold for this run.
        notices: Plain sentences about what was found on the way.
        is_practice: Whether tickets go to the stand-in LiveDesk and nowhere else.
    """

    data_dir: DataDir
    settings: Settings
    notices: tuple[str, ...]
    is_practice: bool
    credentials: CredentialStore
    _lock: InstanceLock
    _logs: Logs

    def make_worker(
        self, publish: "Publish", *, auto_send: bool = True, only_ticket: str | None = None, has_form: bool = True
    ) -> "LateWorker":
        """Return the outbox, not started yet. Fast.

        Args:
            publish: Where its events go, on its threads; must not block.
            auto_send: Whether tickets that wait go by themselves.
            only_ticket: The outbox id of the one ticket that may be sent; None for all.
            has_form: Whether somebody sits before a form.
        """
        return LateWorker(self, publish, auto_send=auto_send, only_ticket=only_ticket, has_form=has_form)

    def close(self) -> None:
        """Close the logs and let the data folder go. Nothing may be written there afterwards."""
        self._logs.stop()
        self._lock.release()


def data_dir_of(options: Options) -> DataDir:
    """Return the data folder that a run works in; nothing is made."""
    data_dir = default_data_dir() if options.data_dir is None else DataDir(options.data_dir)
    return data_dir.practice if options.is_sandbox else data_dir


def build_parts(options: Options) -> Parts:
    """Take the data folder and read what is in it.

    Raises:
        FolderInUseError: Another program holds the folder.
        DataDirUnusable: The folder cannot be used.
        SettingsUnreadable: The settings can neither be read nor set aside.
        BadInputError: The settings have no such profile.
    """
    data_dir = data_dir_of(options)
    if options.is_sandbox:
        DataDir(data_dir.root.parent).create()
    data_dir.create()
    lock = InstanceLock(data_dir.lock)
    if not lock.acquire():
        raise FolderInUseError(data_dir)
    redactor = Redactor()
    settings, notice = read_settings(data_dir.settings)
    make_store = CredentialStore.in_memory if options.is_sandbox else CredentialStore
    return Parts(
        data_dir=data_dir,
        settings=settings_for(options, settings),
        notices=() if notice is None else (notice,),
        is_practice=options.is_sandbox,
        credentials=make_store(on_secret=redactor.register),
        _lock=lock,
        _logs=Logs(data_dir.logs, redactor),
    )


class LateWorker:
    """The outbox, as a `Desk` that takes commands before its libraries are imported.

    Made by `Parts.make_worker`. `start` returns at once: the imports, the practice LiveDesk and the worker itself
    follow on a thread. What cannot be started is published as a fatal `StorageFailed`.
    """

    def __init__(
        self, parts: Parts, publish: "Publish", *, auto_send: bool, only_ticket: str | None, has_form: bool
    ) -> None:
        self._parts = parts
        self._publish = publish
        self._auto_send = auto_send
        self._only_ticket = only_ticket
        self._has_form = has_form
        self._early: list[Command] = []
        self._worker: OutboxWorker | None = None
        self._sandbox: Sandbox | None = None
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._begin, name="desk-start", daemon=True)

    def start(self) -> None:
        """Begin. Call once, after the first paint."""
        self._thread.start()

    def do(self, command: "Command") -> None:
        """Hand a command over. Callable on any thread; those given early are kept and done in order."""
        with self._lock:
            if self._worker is None:
                self._early.append(command)
            else:
                self._worker.do(command)

    def spool_path(self, sha256: str) -> Path:
        """Return where the copy with this digest lies; for reading only."""
        from desk_gui.outbox.copying import spool_path  # noqa: PLC0415 - nobody asks before the first paint

        return spool_path(self._parts.data_dir.spool, sha256)

    def stop(self, deadline_s: float = STOP_S) -> bool:
        """Do the commands given so far, break off what is under way, and end.

        Returns:
            Whether it ended in time. What was committed is safe either way, and nothing holds the process back.
        """
        ends_at = monotonic() + deadline_s
        if self._thread.is_alive():
            self._thread.join(deadline_s)
        if self._thread.is_alive():
            return False
        is_ended = True
        if self._worker is not None:
            kept_back_s = _SANDBOX_STOP_S if self._sandbox is not None else 0.0
            is_ended = self._worker.stop(max(0.1, ends_at - monotonic() - kept_back_s))
        if self._sandbox is not None:
            self._sandbox.stop()
        return is_ended

    def _begin(self) -> None:
        """Runs on the starting thread."""
        try:
            self._start_worker()
        except SystemTrouble as trouble:
            _log.error("The outbox could not be started: %s", trouble.detail)
            self._say_failed(trouble.words)
        except OSError as error:
            _log.exception("The practice LiveDesk could not be started")
            text = QT_TRANSLATE_NOOP("system", "The practice LiveDesk could not be started (%1). Start Desk GUI again.")
            self._say_failed(sentence(text, error))
        except Exception:  # noqa: BLE001 - the thread's top: whoever waits for the worker must hear of it
            _log.exception("The outbox could not be started")
            text = QT_TRANSLATE_NOOP(
                "system", "The outbox could not be started; what was saved is kept. Start Desk GUI again."
            )
            self._say_failed(sentence(text))

    def _say_failed(self, words: str) -> None:
        from desk_gui.outbox.events import StorageFailed  # noqa: PLC0415 - nobody sees events before the first paint

        self._publish(StorageFailed(words, is_fatal=True))

    def _start_worker(self) -> None:
        settings = self._parts.settings
        if self._parts.is_practice:
            settings = self._start_practice(settings)
        # Here and not above: it imports httpx and pydantic.
        from desk_gui.outbox.worker import OutboxWorker  # noqa: PLC0415 - see above

        data_dir = self._parts.data_dir
        worker = OutboxWorker(
            database=data_dir.database,
            spool_dir=data_dir.spool,
            settings_path=data_dir.settings,
            keys=self._parts.credentials,
            publish=self._publish,
            settings=settings,
            notices=self._parts.notices,
            auto_send=self._auto_send,
            only_ticket=self._only_ticket,
            has_form=self._has_form,
        )
        with self._lock:
            for command in self._early:
                worker.do(command)
            self._early.clear()
            self._worker = worker
        worker.start()

    def _start_practice(self, settings: Settings) -> Settings:
        """Start the stand-in LiveDesk and return settings whose profiles all go there, with a key for this run."""
        import secrets  # noqa: PLC0415 - practice alone needs it

        key, secret = f"practice-{secrets.token_hex(8)}", secrets.token_urlsafe(24)
        data_dir = self._parts.data_dir
        self._sandbox = _start_sandbox(data_dir, key, secret)
        base_url = self._sandbox.base_url
        settings = replace(
            settings, profiles=tuple(replace(profile, base_url=base_url) for profile in settings.profiles)
        )
        for profile in settings.profiles:
            credentials = Credentials(api_key=key, api_secret=secret)
            self._parts.credentials.save(profile.name, profile.origin, credentials, for_this_run_only=True)
        _let_tickets_follow(data_dir, settings.active.origin)
        return settings


def _start_sandbox(data_dir: DataDir, key: str, secret: str) -> "Sandbox":
    from desk_gui.sandbox.server import Sandbox  # noqa: PLC0415 - practice alone needs it

    port_file = data_dir.root / "port"
    for port in (_port_in(port_file), 0):
        sandbox = Sandbox(data_dir=data_dir.sandbox, port=port, api_key=key, api_secret=secret)
        try:
            sandbox.start()
        except OSError:
            if port == 0:
                raise
        else:
            break
    write_atomically(port_file, sandbox.base_url.rpartition(":")[2].encode("ascii"))
    return sandbox


def _port_in(port_file: Path) -> int:
    """Return the port of the last practice, so that tickets and links of then stay good; 0 when there was none."""
    try:
        port = int(port_file.read_bytes()[:5])
    except (OSError, ValueError):
        return 0
    return port if 0 < port <= _HIGHEST_PORT else 0


def _let_tickets_follow(data_dir: DataDir, origin: str) -> None:
    """Let practice tickets that wait go to where the practice LiveDesk is now.

    Raises:
        StoreTrouble: They could not be read or written.
    """
    from desk_gui.outbox.errors import StoreDamaged  # noqa: PLC0415 - practice alone needs it here
    from desk_gui.outbox.store import Store  # noqa: PLC0415 - imports sqlite3
    from desk_gui.outbox.tickets import State  # noqa: PLC0415 - as above

    now = datetime.now(UTC)
    if not data_dir.database.exists():
        return
    with suppress(StoreDamaged):  # The worker, which is started next, rescues what can be.
        store = Store(data_dir.database)
        try:
            store.recover(now)
            for waiting in store.queued():
                if waiting.origin != origin:
                    store.move(waiting.ticket, State.QUEUED, now, origin=origin)
        finally:
            store.close()
