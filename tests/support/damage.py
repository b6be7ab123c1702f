"""Outboxes with tickets in every state, and what disks do to them."""

import hashlib
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from desk_gui.outbox.draft import Attachment, Draft
from desk_gui.outbox.store import Store
from desk_gui.outbox.tickets import State, TicketRow

PAGE = 4096
MANY = 60
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
STATES = (State.CREATED, State.QUEUED, State.CREATING, State.DRAFT, State.REJECTED)
Harm = Callable[[Path], None]


def sha256_of(number: int) -> str:
    return hashlib.sha256(b"%d" % number).hexdigest()


def write(path: Path, count: int, *, has_files: bool = True) -> None:
    """Make an outbox with tickets in every state; each text is long enough to fill pages of its own."""
    with closing(Store(path)) as store:
        for number in range(count):
            ticket, state = f"t{number:03}", STATES[number % len(STATES)]
            file = Attachment(f"a{number}", "x.png", 3, "image/png", sha256_of(number), is_copied=True)
            files = (file,) if has_files and number % 2 else ()
            for each in files:
                store.add_attachment(ticket, each, NOW)
            draft = Draft(ticket, title=f"Title {number}", description="é" * 900, requester_id="c", attachments=files)
            store.save_draft(draft, NOW)
            if state is State.DRAFT:
                continue
            store.submit(draft, profile="default", origin="https://a", now=NOW)
            if state is not State.QUEUED:
                store.move(ticket, State.CREATING, NOW)
            if state in (State.CREATED, State.REJECTED):
                store.move(ticket, state, NOW, ticket_id=f"id{number}" if state is State.CREATED else None)


def rows_of(path: Path) -> dict[str, TicketRow]:
    with closing(Store(path)) as store:
        return {row.ticket: row for row in store.page(offset=0, limit=1000)[1]}


def expected(state: State) -> State:
    return State.UNCONFIRMED if state is State.CREATING else state


def overwrite(path: Path, at: int, size: int) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(b"\xa5GARBAGE" * (size // 8))


def root_of(path: Path, name: str) -> int:
    with closing(sqlite3.connect(path)) as db:
        [root] = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (name,)).fetchone()
        return int(root)


def harm_header(path: Path) -> None:
    overwrite(path, 0, 96)


def harm_first_page(path: Path) -> None:
    overwrite(path, 0, PAGE)


def cut_in_the_middle(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2 + 17)


def harm_middle(path: Path) -> None:
    pages = path.stat().st_size // PAGE
    overwrite(path, pages // 2 * PAGE, 3 * PAGE)


def harm_tickets_root(path: Path) -> None:
    overwrite(path, (root_of(path, "tickets") - 1) * PAGE, PAGE)


def harm_index(path: Path) -> None:
    overwrite(path, (root_of(path, "tickets_state") - 1) * PAGE, PAGE)
