"""A link of 128 kbit/s, as behind a telephone: what is sent arrives, progress is honest, cancel is at once.

To be quick the link is 8 times as fast, and a second on it counts for 8: what 2 s of 128 kbit/s carry is the most that
progress may be ahead, in bytes, on both. The long tests have the link as slow as it is: the screenshot takes 94 s.
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
from support.waiting import wait_until

from desk_gui.outbox.desk import CancelTicket, ReopenTicket
from desk_gui.outbox.events import DraftOpened, Event, UploadProgressed
from desk_gui.outbox.tickets import State

BYTES_A_SECOND: Final = 128_000 // 8
MOST_AHEAD_BYTES: Final = 2 * BYTES_A_SECOND
SCREENSHOT: Final = b"\x89PNG\r\n\x1a\n" + random.Random(128).randbytes(1_500_000)  # noqa: S311 - any bytes will do
BUFFER_BYTES: Final = 8192
"""What the near end of the link takes in unread; the system doubles it."""

AT_ONCE_S: Final = 1.0


@pytest.fixture(params=[8, pytest.param(1, marks=(pytest.mark.long, pytest.mark.timeout(300)))], ids=["8x", "1x"])
def haste(request: pytest.FixtureRequest) -> int:
    """How many times as fast the link is."""
    assert isinstance(request.param, int)
    return request.param


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
def link(server: Misbehaving, haste: int) -> Iterator[SlowLink]:
    with SlowLink(
        urlsplit(server.base_url).port or 0,
        bytes_a_second=BYTES_A_SECOND * haste,
        receive_buffer_bytes=BUFFER_BYTES,
    ) as running:
        yield running


@pytest.fixture
def watch(link: SlowLink) -> Watch:
    return Watch(link)


@pytest.fixture
def outbox(tmp_path: Path, link: SlowLink, watch: Watch) -> Iterator[Outbox]:
    with Outbox(tmp_path / "data", base_url=link.base_url, events=watch) as running:
        yield running


def test_screenshot_arrives_whole_and_progress_is_honest(
    outbox: Outbox, server: Misbehaving, watch: Watch, haste: int
) -> None:
    draft = outbox.with_files(outbox.draft(), SCREENSHOT)
    least_s = len(SCREENSHOT) / (BYTES_A_SECOND * haste)
    began = time.monotonic()
    outbox.submit(draft)
    row = outbox.wait_for_row(draft.draft_id, lambda row: row.state is State.CREATED, deadline_s=60 + 1.5 * least_s)

    assert time.monotonic() - began > 0.9 * least_s, "the link was not slow"
    assert row.ticket_id
    [upload] = server.uploads()
    assert upload.sha256 == hashlib.sha256(SCREENSHOT).hexdigest()
    midway = [sent for sent, _ in watch.seen if 0 < sent < len(SCREENSHOT)]
    assert len(set(midway)) > 10
    ahead = [sent - read for sent, read in watch.seen]
    assert max(ahead) <= MOST_AHEAD_BYTES
    assert watch.seen[-1][0] == len(SCREENSHOT)


@pytest.mark.parametrize("how", [CancelTicket, ReopenTicket])
def test_cancel_in_the_middle_is_at_once(
    outbox: Outbox, server: Misbehaving, link: SlowLink, how: type[CancelTicket | ReopenTicket]
) -> None:
    """On this computer, and on the link too: what the system had taken and not sent yet is not sent any more."""
    draft = outbox.with_files(outbox.draft(), SCREENSHOT)
    outbox.submit(draft)
    outbox.events.wait_for(
        UploadProgressed, lambda progress: progress.sent_bytes > len(SCREENSHOT) // 10, deadline_s=60
    )
    began, read_bytes = time.monotonic(), link.read_bytes
    outbox.do(how(draft.draft_id))
    if how is CancelTicket:
        outbox.wait_for_state(draft.draft_id, State.CANCELLED)
    else:
        outbox.events.wait_for(DraftOpened)

    assert time.monotonic() - began < AT_ONCE_S
    wait_until(lambda: link.open_count == 0, "the end of the connection", AT_ONCE_S + 2 * BUFFER_BYTES / BYTES_A_SECOND)
    assert link.read_bytes - read_bytes <= 4 * BUFFER_BYTES
    assert (server.uploads(), server.request_count("create")) == ([], 0)
