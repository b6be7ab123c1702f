"""A link of 128 kbit/s, as behind a telephone: what is sent arrives, progress is honest, cancel is at once.

To be quick the link is 8 times as fast and its seconds are 8 times as short: what 2 s carry is the same.
"""

import hashlib
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import pytest
from support.misbehaving import Misbehaving
from support.outbox import Events, Outbox
from support.slow_link import SlowLink

from desk_gui.outbox.desk import CancelTicket
from desk_gui.outbox.events import Event, UploadProgressed
from desk_gui.outbox.tickets import State

HASTE: Final = 8
BYTES_A_SECOND: Final = 128_000 // 8
MOST_AHEAD_BYTES: Final = 2 * BYTES_A_SECOND
SCREENSHOT: Final = b"\x89PNG\r\n\x1a\n" + random.Random(128).randbytes(1_500_000)  # noqa: S311 - any bytes will do
LEAST_S: Final = len(SCREENSHOT) / (BYTES_A_SECOND * HASTE)


class Watch(Events):
    """Notes at each progress how far it is, and what the link had carried by then.

    Attributes:
        seen: Bytes told as sent, and bytes read on the other side, heads included.
    """

    def __init__(self, link: SlowLink) -> None:
        super().__init__()
        self.seen: list[tuple[int, int]] = []
        self._link = link

    def __call__(self, event: Event) -> None:
        if isinstance(event, UploadProgressed):
            self.seen.append((event.sent_bytes, self._link.read_bytes))
        super().__call__(event)


@pytest.fixture
def link(server: Misbehaving) -> Iterator[SlowLink]:
    with SlowLink(urlsplit(server.base_url).port or 0, bytes_a_second=BYTES_A_SECOND * HASTE) as running:
        yield running


@pytest.fixture
def watch(link: SlowLink) -> Watch:
    return Watch(link)


@pytest.fixture
def outbox(tmp_path: Path, link: SlowLink, watch: Watch) -> Iterator[Outbox]:
    with Outbox(tmp_path / "data", base_url=link.base_url, events=watch) as running:
        yield running


def test_screenshot_arrives_whole_and_progress_is_honest(outbox: Outbox, server: Misbehaving, watch: Watch) -> None:
    draft = outbox.with_files(outbox.draft(), SCREENSHOT)
    began = time.monotonic()
    outbox.submit(draft)
    row = outbox.wait_for_row(draft.draft_id, lambda row: row.state is State.CREATED, deadline_s=60)

    assert time.monotonic() - began > 0.9 * LEAST_S, "the link was not slow"
    assert row.ticket_id
    [upload] = server.uploads()
    assert upload.sha256 == hashlib.sha256(SCREENSHOT).hexdigest()
    midway = [sent for sent, _ in watch.seen if 0 < sent < len(SCREENSHOT)]
    assert len(set(midway)) > 10
    ahead = [sent - read for sent, read in watch.seen]
    assert max(ahead) <= MOST_AHEAD_BYTES
    assert watch.seen[-1][0] == len(SCREENSHOT)


def test_cancel_in_the_middle_is_at_once(outbox: Outbox, server: Misbehaving, link: SlowLink) -> None:
    draft = outbox.with_files(outbox.draft(), SCREENSHOT)
    outbox.submit(draft)
    outbox.events.wait_for(UploadProgressed, lambda progress: progress.sent_bytes > len(SCREENSHOT) // 10)
    began = time.monotonic()
    outbox.do(CancelTicket(draft.draft_id))
    outbox.wait_for_state(draft.draft_id, State.CANCELLED)

    assert time.monotonic() - began < 1
    assert link.read_bytes < len(SCREENSHOT) // 2
    assert (server.uploads(), server.request_count("create")) == ([], 0)
