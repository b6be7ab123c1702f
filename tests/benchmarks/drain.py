"""How fast a long queue drains, against a plain loop of the same calls, and whether a long history makes it slower.

Each ticket has one screenshot: two calls, an upload and a create. The practice LiveDesk runs in a process of its own.
The plain loop keeps nothing: no database, no state, no retry. As the outbox does, it creates each ticket on a fresh
connection. It uploads on one that is kept open, or, as the outbox does that too, on a fresh one.
"""

import hashlib
import json
import sqlite3
import sys
import tempfile
import threading
import time
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import httpx
from support.measuring import Limits, children, go_first, median, print_table
from support.outbox import PNG, Outbox
from support.practice_process import Login, practice

from desk_gui.outbox.draft import Draft
from desk_gui.outbox.events import Event, TicketChanged, WorkerReady
from desk_gui.outbox.request import request_of
from desk_gui.outbox.store import Store
from desk_gui.outbox.tickets import Hold, State
from desk_gui.outbox.worker import OutboxWorker
from desk_gui.system.credentials import Credentials, CredentialStore
from desk_gui.system.settings import Profile, Settings

TICKETS: Final = 1_000
ROUNDS: Final = 3
FEW: Final = 200
HISTORIES: Final = (100, 1_000, 10_000)
HISTORY_ROUNDS: Final = 3
PICTURE: Final = PNG * 10
PATIENCE_S: Final = 240.0
TEMPLATE: Final = "template"

_COPY_TICKETS: Final = """
WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :count)
INSERT INTO tickets
(ticket, state, reference, ticket_id, profile, origin, title, form, has_text, created_at, changed_at)
SELECT :kind || n, :state, :kind || n, :ticket_id, profile, origin, title, form, has_text, created_at, changed_at
FROM tickets, numbers WHERE ticket = 'template'
"""
_COPY_FILES: Final = """
INSERT INTO attachments (attachment_id, ticket, position, name, size_bytes, media_type, sha256, file_url)
SELECT copies.ticket, copies.ticket, position, name, size_bytes, media_type, sha256, :file_url
FROM attachments AS files, tickets AS copies WHERE files.ticket = 'template' AND copies.ticket LIKE :kind || '%'
"""


class Counter:
    """What the outbox publishes, counted.

    Args:
        expected: Tickets that are to arrive.

    Attributes:
        is_done: Set when they have, or when something odd came.
        odd: What that was.
        ready_cpu_s: What the process had used when the outbox was open.
    """

    def __init__(self, expected: int) -> None:
        self.is_done = threading.Event()
        self.odd: list[str] = []
        self.ready_cpu_s = 0.0
        self._left = expected

    def __call__(self, event: Event) -> None:
        """Take an event; on the worker's thread."""
        if isinstance(event, WorkerReady):
            self.ready_cpu_s = time.process_time()
        if not isinstance(event, TicketChanged):
            return
        row = event.row
        if row.state is State.CREATED:
            self._left -= 1
            if not self._left:
                self.is_done.set()
        elif row.state in (State.REJECTED, State.UNCONFIRMED) or row.hold is not Hold.NONE:
            self.odd.append(f"{row.state} {row.hold} {row.trouble}")
            self.is_done.set()


@dataclass(frozen=True)
class Cost:
    """What draining took, for each ticket; the processor's part without opening the outbox, which is once for all."""

    wall_ms: float
    cpu_ms: float


def fill(folder: Path, base_url: str, *, history: int, queued: int) -> Outbox:
    """Make an outbox with this many tickets sent and this many waiting; it has to be opened yet.

    The first is made as the program makes it, and the others are copies of its rows; each has a picture of its own.
    """
    outbox = Outbox(folder, base_url=base_url, auto_send=False)
    with outbox:
        draft = outbox.with_files(replace(outbox.draft(), draft_id=TEMPLATE), PICTURE)
    store, now = Store(outbox.data_dir.database), datetime.now(UTC)
    store.submit(draft, profile="default", origin=outbox.settings.profiles[0].origin, now=now)
    store.close()
    with closing(sqlite3.connect(outbox.data_dir.database)) as db, db:
        for kind, count, state, ticket_id, url in (
            ("sent-", history, State.CREATED, "tk_1", "https://files.example/1"),
            ("waits-", queued, State.QUEUED, "", ""),
        ):
            values = {"kind": kind, "count": count, "state": state, "ticket_id": ticket_id, "file_url": url}
            db.execute(_COPY_TICKETS, values)
            db.execute(_COPY_FILES, values)
            for number in range(1, count + 1):
                picture = PICTURE + f"{kind}{number:06}".encode("ascii")
                digest = hashlib.sha256(picture).hexdigest()
                if state is State.QUEUED:
                    path = outbox.worker.spool_path(digest)
                    path.parent.mkdir(mode=0o700, exist_ok=True)
                    path.write_bytes(picture)
                changes = (digest, len(picture), f"{kind}{number}")
                db.execute("UPDATE attachments SET sha256 = ?, size_bytes = ? WHERE ticket = ?", changes)
        db.execute("DELETE FROM attachments WHERE ticket = 'template'")
        db.execute("DELETE FROM tickets WHERE ticket = 'template'")
    return outbox


def drain(folder: Path, *, history: int, queued: int) -> Cost:
    """Let an outbox send all that waits, from its start to the last ticket's ID.

    Raises:
        RuntimeError: It did not.
    """
    with practice(folder / "livedesk") as login:
        for pid in children():
            go_first(pid)
        data = fill(folder / "data", login.base_url, history=history, queued=queued).data_dir
        profile = Profile(base_url=login.base_url)
        keys = CredentialStore.in_memory()
        credentials = Credentials(api_key=login.api_key, api_secret=login.api_secret)
        keys.save(profile.name, profile.origin, credentials)
        counter = Counter(queued)
        worker = OutboxWorker(
            database=data.database,
            spool_dir=data.spool,
            settings_path=data.settings,
            keys=keys,
            publish=counter,
            settings=Settings(profiles=(profile,)),
        )
        began = time.perf_counter()
        worker.start()
        is_done = counter.is_done.wait(PATIENCE_S)
        wall_s, cpu_s = time.perf_counter() - began, time.process_time() - counter.ready_cpu_s
        if not worker.stop() or not is_done or counter.odd:
            raise RuntimeError(f"the queue did not drain: {counter.odd}")
    return Cost(wall_s * 1000 / queued, cpu_s * 1000 / queued)


def loop_s(login: Login, count: int, *, is_all_fresh: bool) -> float:
    """Return how long the same calls take without an outbox.

    Args:
        login: Where to.
        count: Tickets.
        is_all_fresh: Whether uploads have a connection of their own too.
    """
    api = f"{login.base_url}/api/v2/accounts"
    fresh = httpx.Limits(max_keepalive_connections=0)
    close = {"Connection": "close"}
    draft = Draft("loop", title="Printer on fire", requester_id="contact_1")
    ticket = json.loads(request_of(draft, reference="DG-7F3K9Q", reference_field="desk_gui_reference").to_json_bytes())
    auth = (login.api_key, login.api_secret)
    began = time.perf_counter()
    with (
        httpx.Client(
            auth=auth,
            limits=fresh if is_all_fresh else httpx.Limits(),
            headers=close if is_all_fresh else {},
            trust_env=False,
            timeout=30,
        ) as uploading,
        httpx.Client(auth=auth, limits=fresh, headers=close, trust_env=False, timeout=30) as creating,
    ):
        for _ in range(count):
            files = {"attachment": ("picture 0.png", PICTURE, "image/png")}
            uploaded = uploading.post(f"{api}/upload", files=files).raise_for_status().json()
            ticket["attachments"] = [{"file_url": uploaded["data"]["file_url"]}]
            created = creating.post(f"{api}/tickets", json=ticket).raise_for_status().json()
            assert created["data"]["ticket_id"], json.dumps(created)
    return time.perf_counter() - began


def plain(folder: Path, *, is_all_fresh: bool) -> float:
    """Return the plain loop's rate on a practice LiveDesk of its own."""
    with practice(folder) as login:
        for pid in children():
            go_first(pid)
        return TICKETS / loop_s(login, TICKETS, is_all_fresh=is_all_fresh)


def main() -> int:
    """Measure, print, and return 1 when a limit is missed."""
    rates: dict[str, list[float]] = {"loop": [], "loop, all fresh": [], "Desk GUI": []}
    walls: dict[int, list[float]] = {history: [] for history in HISTORIES}
    cpus: dict[int, list[float]] = {history: [] for history in HISTORIES}
    go_first()
    with tempfile.TemporaryDirectory(prefix="drain-") as name:
        for number in range(ROUNDS):
            folder = Path(name) / f"round {number}"
            rates["loop"].append(plain(folder / "loop", is_all_fresh=False))
            rates["loop, all fresh"].append(plain(folder / "fresh", is_all_fresh=True))
            rates["Desk GUI"].append(1000 / drain(folder / "ours", history=0, queued=TICKETS).wall_ms)
        for number in range(HISTORY_ROUNDS):
            for history in HISTORIES:
                cost = drain(Path(name) / f"history {history} {number}", history=history, queued=FEW)
                walls[history].append(cost.wall_ms)
                cpus[history].append(cost.cpu_ms)
    print_table(rates, f"tickets a second, {TICKETS} queued")
    print_table({f"{history:6,} sent before": values for history, values in walls.items()}, "ms a ticket")
    print_table({f"{history:6,} sent before": values for history, values in cpus.items()}, "ms of processor a ticket")
    limits = Limits()
    ours = median(rates["Desk GUI"])
    limits.check("our rate / the loop's", ours / median(rates["loop"]), at_least=0.5)
    limits.check(
        "our rate / the rate of the loop on fresh connections", ours / median(rates["loop, all fresh"]), at_least=0.5
    )
    least, *more = (min(cpus[history]) for history in HISTORIES)
    for history, cpu_ms in zip(HISTORIES[1:], more, strict=True):
        limits.check(f"processor a ticket, {history:,} sent before / {HISTORIES[0]}", cpu_ms / least, at_most=1.15)
    return limits.exit_code


if __name__ == "__main__":
    sys.exit(main())
