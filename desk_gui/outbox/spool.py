"""The attachments' copies: one thread that makes them in order, and the folder they lie in."""

import logging
import queue
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from desk_gui.outbox.copying import PART_SUFFIX, SpooledFile, copy_in, spool_path
from desk_gui.outbox.desk import FileSource
from desk_gui.outbox.developing import treatment_of
from desk_gui.outbox.errors import CopyGivenUp, CopyRefused, FileLost
from desk_gui.outbox.events import RefusedFile
from desk_gui.system.files import PRIVATE_DIR, sync_folder
from desk_gui.system.settings import Settings

_COPIES: Final = "[0-9a-f][0-9a-f]/*"

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CopyEnded:
    """What became of one copy.

    Attributes:
        draft_id: The draft it was made for.
        source: What was copied.
        copied: The copy, claimed until `Spool.release` is called for it; None when there is none.
        refused: Why there is none; None also when it was given up.
    """

    draft_id: str
    source: FileSource
    copied: SpooledFile | None = None
    refused: RefusedFile | None = None


@dataclass(frozen=True, slots=True)
class _Copy:
    draft_id: str
    source: FileSource


_Job = _Copy | Callable[[], None] | None


class Spool:
    """Copies files in, on a thread of its own, in the order they were asked for.

    Args:
        root: The folder.
        on_copy_ended: Told of each copy, on the spool's thread.
        settings: Returns the settings in use, which say what is done to photos. Called on the spool's thread.
    """

    def __init__(
        self, root: Path, on_copy_ended: Callable[[CopyEnded], None], settings: Callable[[], Settings] = Settings
    ) -> None:
        self._root = root
        self._on_copy_ended = on_copy_ended
        self._settings = settings
        self._jobs: queue.SimpleQueue[_Job] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._unwanted: set[str] = set()
        self._claims: Counter[str] = Counter()
        self._is_stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="desk-spool", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self, deadline_s: float) -> bool:
        """Give up copies, finish the other jobs, end the thread.

        Returns:
            Whether it ended in time; it may hang in a read from a dead network drive.
        """
        self._is_stopping.set()
        self._jobs.put(None)
        if self._thread.is_alive():
            self._thread.join(deadline_s)
        return not self._thread.is_alive()

    def copy(self, draft_id: str, source: FileSource) -> None:
        """Ask for a copy; `on_copy_ended` is told."""
        self._jobs.put(_Copy(draft_id, source))

    def run(self, job: Callable[[], None]) -> None:
        """Ask for another blocking job on this thread; it handles its own errors."""
        self._jobs.put(job)

    def give_up(self, attachment_id: str) -> None:
        """Stop a copy that was asked for; `on_copy_ended` is told as for every other."""
        with self._lock:
            self._unwanted.add(attachment_id)

    def release(self, sha256: str) -> None:
        """Say that a copy is known to the store, or unwanted: from now on `remove` may remove it."""
        with self._lock:
            self._claims[sha256] -= 1
            if self._claims[sha256] <= 0:
                del self._claims[sha256]

    def remove(self, sha256: str) -> None:
        """Remove a copy that nobody needs; one that was just made for somebody stays."""
        with self._lock:
            if sha256 in self._claims:
                return
            try:
                self.path_of(sha256).unlink(missing_ok=True)
            except OSError as error:  # On Windows, while something reads it; the sweep at the next start gets it.
                _log.info("A copy could not be removed yet: %s", error.strerror)

    def path_of(self, sha256: str) -> Path:
        """Return where the copy with this digest lies."""
        return spool_path(self._root, sha256)

    def check(self, sha256: str, size_bytes: int) -> Path:
        """Return where a copy lies, once it is seen to be there and whole.

        Raises:
            FileLost: It is not.
        """
        path = self.path_of(sha256)
        try:
            found_bytes = path.stat().st_size
        except OSError as error:
            raise FileLost(error.strerror or str(error)) from error
        if found_bytes != size_bytes:
            raise FileLost(f"{found_bytes} of {size_bytes} bytes are there")
        return path

    def sweep(self, needed: set[str]) -> None:
        """Remove what a killed program left behind: parts, and copies that nobody needs. Before `start` only.

        Raises:
            OSError: The folder cannot be made or read.
        """
        self._root.mkdir(mode=PRIVATE_DIR, parents=True, exist_ok=True)
        for path in [*self._root.glob(f"*{PART_SUFFIX}"), *self._root.glob(_COPIES)]:
            if path.name not in needed:
                path.unlink(missing_ok=True)

    def set_aside(self, needed: set[str], folder: Path) -> int:
        """Move the copies that nobody needs into another folder: they may be all that is left of a ticket.

        Before `start` only. The folder is made, private to this user, when there are any.

        Returns:
            How many there are in it.

        Raises:
            OSError: They could not be moved.
        """
        for path in list(self._root.glob(_COPIES)):
            if path.name not in needed:
                folder.mkdir(mode=PRIVATE_DIR, exist_ok=True)
                path.replace(folder / path.name)
        if not folder.exists():
            return 0
        sync_folder(folder)
        return sum(1 for _ in folder.iterdir())

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                if isinstance(job, _Copy):
                    self._on_copy_ended(self._copy(job))
                else:
                    job()
            except Exception:  # noqa: BLE001 - the thread's top loop: one job's bug must not end all others'
                _log.exception("A job of the spool failed")
                if isinstance(job, _Copy):
                    self._on_copy_ended(CopyEnded(job.draft_id, job.source, refused=RefusedFile.NOT_KEPT))

    def _copy(self, job: _Copy) -> CopyEnded:
        attachment_id = job.source.attachment_id
        claimed: list[str] = []
        refused: RefusedFile | None = None
        try:
            copied = copy_in(
                self._root,
                job.source,
                is_wanted=partial(self._is_wanted, attachment_id),
                claim=partial(self._claim, claimed),
                treatment=treatment_of(job.source, self._settings()),
            )
        except CopyRefused as refusal:
            _log.info("A file was not taken: %s", refusal.reason.value)
            refused = refusal.reason
        except CopyGivenUp:
            pass
        else:
            return CopyEnded(job.draft_id, job.source, copied=copied)
        finally:
            with self._lock:
                self._unwanted.discard(attachment_id)
        for sha256 in claimed:
            self.release(sha256)
        return CopyEnded(job.draft_id, job.source, refused=refused)

    def _claim(self, claimed: list[str], sha256: str) -> None:
        with self._lock:
            self._claims[sha256] += 1
        claimed.append(sha256)

    def _is_wanted(self, attachment_id: str) -> bool:
        if self._is_stopping.is_set():
            return False
        with self._lock:
            return attachment_id not in self._unwanted
