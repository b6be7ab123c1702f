"""An outbox on its first try, with a LiveDesk and whatever a network puts between the two.

with scene.behind(answer(http(407, b""))) as outbox:
    row = first_try(outbox, "create")
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
from support.certificates import self_signed
from support.misbehaving import Fault, Misbehaving
from support.outbox import PNG, Outbox
from support.raw_server import Play, RawServer, answer, http

from desk_gui.outbox.tickets import TicketRow

NAME: Final = "livedesk.test"
NOW: Final = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def first_try(outbox: Outbox, route: str) -> TicketRow:
    """Submit a ticket that begins with this call, and return where its first try leaves it."""
    draft = outbox.draft()
    if route == "upload":
        draft = outbox.with_files(draft, PNG)
    since = outbox.events.count
    outbox.submit(draft)
    return outbox.wait_for_end_of_try(draft.draft_id, since=since)


@dataclass(frozen=True)
class Scene:
    """A LiveDesk, and whatever stands between it and an outbox."""

    data: Path
    server: Misbehaving
    patch: pytest.MonkeyPatch
    folder: Path

    @property
    def picture(self) -> Path:
        """A file."""
        path = self.folder / "picture.png"
        path.write_bytes(PNG)
        return path

    def outbox(self, base_url: str) -> Outbox:
        """An outbox whose clock on the wall stands still."""
        return Outbox(self.data, base_url=base_url, wall=lambda: NOW)

    @contextmanager
    def misbehaving(self, route: str, fault: Fault) -> Iterator[Outbox]:
        """One whose LiveDesk always does this."""
        self.server.always(route, fault)
        with self.outbox(self.server.base_url) as outbox:
            yield outbox

    @contextmanager
    def refused(self) -> Iterator[Outbox]:
        """One at whose address nobody listens."""
        address = self.server.base_url
        self.server.stop()
        with self.outbox(address) as outbox:
            yield outbox

    @contextmanager
    def unsafe(self, *, expired: bool = False) -> Iterator[Outbox]:
        """One whose server has a certificate that is not trusted."""
        identity = self_signed(self.folder, expired=expired)
        with RawServer(answer(http(200, {})), tls=identity.context) as server:
            with self.outbox(server.base_url) as outbox:
                yield outbox
            assert all(not seen.head for seen in server.seen), "something was said to a server that nobody knows"

    @contextmanager
    def behind(self, *plays: Play) -> Iterator[Outbox]:
        """One that has a proxy between itself and LiveDesk."""
        with RawServer(*plays) as proxy:
            self.patch.setenv("https_proxy", f"http://127.0.0.1:{proxy.port}")
            with self.outbox(f"https://{NAME}") as outbox:
                yield outbox
