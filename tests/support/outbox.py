"""A whole outbox for tests: the worker on its thread, and everything it publishes.

with Outbox(tmp_path, base_url=server.base_url) as outbox:
    outbox.worker.do(SubmitDraft(outbox.draft("Broken printer"), "default"))
    row = outbox.wait_for_row(lambda row: row.state is State.CREATED)
"""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar
from uuid import uuid4

from desk_gui.outbox.desk import AddFiles, Command, FileSource, SubmitDraft
from desk_gui.outbox.draft import Attachment, Draft
from desk_gui.outbox.events import AttachmentCopied, DraftSubmitted, Event, TicketChanged, WorkerReady
from desk_gui.outbox.fetching import Fetcher
from desk_gui.outbox.keys import KeyKeeper
from desk_gui.outbox.tickets import Hold, State, TicketRow
from desk_gui.outbox.waits import Wall
from desk_gui.outbox.worker import OutboxWorker
from desk_gui.system.credentials import Credentials, CredentialStore
from desk_gui.system.paths import DataDir
from desk_gui.system.settings import Profile, Settings

API_KEY = "key-1234"
API_SECRET = "MARKED-SECRET-0042"  # noqa: S105 - made up, and looked for in everything that is written
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8
PATIENCE_S = 10.0

E = TypeVar("E")


def utc_now() -> datetime:
    """Return the time of the clock on the wall."""
    return datetime.now(UTC)


class Events:
    """Everything published, in order; usable as `publish`, from any thread."""

    def __init__(self) -> None:
        self._events: list[Event] = []
        self._changed = threading.Condition()

    def __call__(self, event: Event) -> None:
        with self._changed:
            self._events.append(event)
            self._changed.notify_all()

    @property
    def count(self) -> int:
        """How many came so far: a place to look on from."""
        with self._changed:
            return len(self._events)

    def all(self, kind: type[E], *, since: int = 0) -> list[E]:
        """Return the events of a kind so far."""
        with self._changed:
            return [event for event in self._events[since:] if isinstance(event, kind)]

    def wait_for(
        self,
        kind: type[E],
        predicate: Callable[[E], bool] = lambda _: True,
        *,
        since: int = 0,
        deadline_s: float = PATIENCE_S,
    ) -> E:
        """Return the first event of this kind that suits, once it is there.

        Raises:
            TimeoutError: It did not come; the text says what did.
        """
        give_up_at = time.monotonic() + deadline_s
        with self._changed:
            while True:
                for event in self._events[since:]:
                    if isinstance(event, kind) and predicate(event):
                        return event
                left_s = give_up_at - time.monotonic()
                if left_s <= 0 or not self._changed.wait(left_s):
                    came = "\n".join(map(repr, self._events[since:]))
                    raise TimeoutError(f"no such {kind.__name__} in {deadline_s} s, but\n{came}")


class Outbox:
    """A worker in a data folder, with one profile, a key in memory, and its events.

    Args:
        folder: Becomes the data folder; may have been one before.
        base_url: The profile's address.
        keys: Keeps the keys; by default one in memory that has the right key.
        settings: Default: one profile at `base_url`.
        options: Passed on to the worker.
        events: Takes what is published; by default it is just kept.
    """

    def __init__(
        self,
        folder: Path,
        *,
        base_url: str = "http://127.0.0.1:9",
        keys: KeyKeeper | None = None,
        settings: Settings | None = None,
        auto_send: bool = True,
        only_ticket: str | None = None,
        has_form: bool = True,
        keyring_deadline_s: float = 15.0,
        fetcher: Fetcher | None = None,
        wall: Wall | None = None,
        events: Events | None = None,
    ) -> None:
        self.data_dir = DataDir(folder)
        self.data_dir.create()
        self.settings = settings or Settings(profiles=(Profile(base_url=base_url),))
        self.events = events or Events()
        if keys is None:
            keys = CredentialStore.in_memory()
            for profile in self.settings.profiles:
                keys.save(profile.name, profile.origin, Credentials(api_key=API_KEY, api_secret=API_SECRET))
        self.worker = OutboxWorker(
            database=self.data_dir.database,
            spool_dir=self.data_dir.spool,
            settings_path=self.data_dir.settings,
            keys=keys,
            publish=self.events,
            settings=self.settings,
            auto_send=auto_send,
            only_ticket=only_ticket,
            has_form=has_form,
            keyring_deadline_s=keyring_deadline_s,
            fetcher=fetcher,
            wall=wall or utc_now,
        )

    def __enter__(self) -> Self:
        self.worker.start()
        self.events.wait_for(WorkerReady)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        assert self.worker.stop(), "the worker did not stop in time"

    def do(self, *commands: Command) -> None:
        """Hand commands over."""
        for command in commands:
            self.worker.do(command)

    def draft(self, title: str = "Printer on fire") -> Draft:
        """Make a draft that may be submitted."""
        return Draft(draft_id=uuid4().hex, title=title, requester_id="contact_1")

    def with_files(self, draft: Draft, *contents: bytes) -> Draft:
        """Have these bytes copied for a draft, and return it with them."""
        sources = tuple(
            FileSource(uuid4().hex, f"picture {number}.png", data=data) for number, data in enumerate(contents)
        )
        since = self.events.count
        self.do(AddFiles(draft.draft_id, sources))
        copied: list[Attachment] = []
        for source in sources:
            wanted = source.attachment_id
            event = self.events.wait_for(AttachmentCopied, _is_of(wanted), since=since)
            copied.append(event.attachment)
        return replace(draft, attachments=(*draft.attachments, *copied))

    def submit(self, draft: Draft, profile: str = "default") -> TicketRow:
        """Submit a draft and return it as it was queued."""
        since = self.events.count
        self.do(SubmitDraft(draft, profile))
        return self.events.wait_for(DraftSubmitted, lambda event: event.row.ticket == draft.draft_id, since=since).row

    def wait_for_row(
        self, ticket: str, predicate: Callable[[TicketRow], bool], *, since: int = 0, deadline_s: float = PATIENCE_S
    ) -> TicketRow:
        """Return a ticket's first row that suits, once it is there."""
        return self.events.wait_for(
            TicketChanged,
            lambda event: event.row.ticket == ticket and predicate(event.row),
            since=since,
            deadline_s=deadline_s,
        ).row

    def wait_for_state(self, ticket: str, state: State, *, since: int = 0) -> TicketRow:
        """Return a ticket's first row in this state, once it is there."""
        return self.wait_for_row(ticket, lambda row: row.state is state, since=since)

    def wait_for_end_of_try(self, ticket: str, *, since: int = 0) -> TicketRow:
        """Return where a try left a ticket."""
        return self.wait_for_row(ticket, is_end_of_try, since=since)


@contextmanager
def locked(outbox: Outbox) -> Iterator[None]:
    """Keep everybody else from writing to the database."""
    with closing(sqlite3.connect(outbox.data_dir.database, isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        yield
        db.execute("ROLLBACK")


def is_end_of_try(row: TicketRow) -> bool:
    """Whether a row says how a try ended, as `TicketChanged` documents it."""
    if row.state is State.QUEUED:
        return row.hold not in (Hold.NONE, Hold.UNDO)
    return row.state not in (State.UPLOADING, State.CREATING)


def _is_of(attachment_id: str) -> Callable[[AttachmentCopied], bool]:
    return lambda event: event.attachment.attachment_id == attachment_id
