"""What becomes of a ticket, for everything a network and a server may do: the design's table over real HTTP."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from support.misbehaving import Fault, Misbehaving
from support.outbox import API_KEY, API_SECRET, PNG, Outbox, is_end_of_try

from desk_gui.livedesk.errors import Trouble
from desk_gui.outbox.draft import Draft
from desk_gui.outbox.events import ConnectionSeen, TicketChanged, UploadProgressed
from desk_gui.outbox.tickets import Hold, State, TicketRow


@dataclass(frozen=True)
class End:
    """Where a try leaves a ticket.

    Attributes:
        words: What is in LiveDesk's words.
        is_reached: What is said of the connection.
    """

    state: State
    hold: Hold
    trouble: str
    words: str = ""
    is_reached: bool = True


def waits(trouble: Trouble, *, is_reached: bool = False, words: str = "") -> End:
    return End(State.QUEUED, Hold.BACKOFF, trouble, words, is_reached)


def held(hold: Hold, trouble: Trouble, *, is_reached: bool = True, words: str = "") -> End:
    return End(State.QUEUED, hold, trouble, words, is_reached)


def rejected(trouble: Trouble, words: str = "practice trouble") -> End:
    return End(State.REJECTED, Hold.NONE, trouble, words)


def unconfirmed(trouble: Trouble, *, is_reached: bool = True) -> End:
    return End(State.UNCONFIRMED, Hold.NONE, trouble, is_reached=is_reached)


CREATED = End(State.CREATED, Hold.NONE, "")
ELSEWHERE = Fault.redirect("https://elsewhere.example/login")

# name, fault, what follows on upload, what follows on create
TABLE: Sequence[tuple[str, Fault, End, End]] = [
    (
        "closed before the body",
        Fault.close_before_body(),
        waits(Trouble.CONNECTION_BROKEN),
        unconfirmed(Trouble.CONNECTION_BROKEN, is_reached=False),
    ),
    (
        "closed after the body",
        Fault.close_after_body(),
        waits(Trouble.CONNECTION_BROKEN),
        unconfirmed(Trouble.CONNECTION_BROKEN, is_reached=False),
    ),
    (
        "reset",
        Fault.reset(),
        waits(Trouble.CONNECTION_BROKEN),
        unconfirmed(Trouble.CONNECTION_BROKEN, is_reached=False),
    ),
    (
        "taken, then closed without a word",
        Fault.take_and_close(),
        waits(Trouble.CONNECTION_BROKEN),
        unconfirmed(Trouble.CONNECTION_BROKEN, is_reached=False),
    ),
    (
        "half an answer",
        Fault.half_answer(),
        held(Hold.NOT_LIVEDESK, Trouble.UNREADABLE_ANSWER, is_reached=False),
        unconfirmed(Trouble.UNREADABLE_ANSWER, is_reached=False),
    ),
    (
        "truncated JSON",
        Fault.truncated_json(),
        held(Hold.NOT_LIVEDESK, Trouble.UNREADABLE_ANSWER, is_reached=False),
        unconfirmed(Trouble.UNREADABLE_ANSWER, is_reached=False),
    ),
    (
        "HTML",
        Fault.html(),
        held(Hold.NOT_LIVEDESK, Trouble.UNREADABLE_ANSWER, is_reached=False),
        unconfirmed(Trouble.UNREADABLE_ANSWER, is_reached=False),
    ),
    (
        "nothing",
        Fault.empty(),
        held(Hold.NOT_LIVEDESK, Trouble.UNREADABLE_ANSWER, is_reached=False),
        unconfirmed(Trouble.UNREADABLE_ANSWER, is_reached=False),
    ),
    (
        "success without what was asked for",
        Fault.missing_result(),
        held(Hold.NOT_LIVEDESK, Trouble.UNREADABLE_ANSWER, is_reached=False),
        CREATED,
    ),
    ("200 with a code", Fault.code(3002, "practice trouble"), rejected(Trouble.REFUSED), rejected(Trouble.REFUSED)),
    (
        "302",
        ELSEWHERE,
        held(Hold.WRONG_ADDRESS, Trouble.REDIRECTED, is_reached=False),
        held(Hold.WRONG_ADDRESS, Trouble.REDIRECTED, is_reached=False),
    ),
    (
        "304",
        Fault.status(304),
        held(Hold.WRONG_ADDRESS, Trouble.REDIRECTED, is_reached=False),
        held(Hold.WRONG_ADDRESS, Trouble.REDIRECTED, is_reached=False),
    ),
    ("400", Fault.status(400), rejected(Trouble.REFUSED), rejected(Trouble.REFUSED)),
    (
        "401",
        Fault.status(401),
        held(Hold.KEY, Trouble.KEY_REFUSED, words="practice trouble"),
        held(Hold.KEY, Trouble.KEY_REFUSED, words="practice trouble"),
    ),
    ("403 for this alone", Fault.status(403), rejected(Trouble.FORBIDDEN), rejected(Trouble.FORBIDDEN)),
    (
        "404",
        Fault.status(404),
        held(Hold.UPLOAD_ADDRESS, Trouble.NOT_FOUND, words="practice trouble"),
        rejected(Trouble.NOT_FOUND),
    ),
    (
        "405",
        Fault.status(405),
        held(Hold.UPLOAD_ADDRESS, Trouble.NOT_FOUND, words="practice trouble"),
        rejected(Trouble.NOT_FOUND),
    ),
    (
        "407",
        Fault.status(407),
        held(Hold.PROXY_LOGIN, Trouble.PROXY_LOGIN_NEEDED, is_reached=False),
        held(Hold.PROXY_LOGIN, Trouble.PROXY_LOGIN_NEEDED, is_reached=False),
    ),
    ("408", Fault.status(408), waits(Trouble.CONFLICT, is_reached=True), unconfirmed(Trouble.CONFLICT)),
    ("409", Fault.status(409), waits(Trouble.CONFLICT, is_reached=True), unconfirmed(Trouble.CONFLICT)),
    ("413", Fault.status(413), rejected(Trouble.TOO_LARGE), rejected(Trouble.TOO_LARGE)),
    ("422", Fault.status(422), rejected(Trouble.REFUSED), rejected(Trouble.REFUSED)),
    (
        "429",
        Fault.throttled(),
        held(Hold.THROTTLED, Trouble.THROTTLED),
        held(Hold.THROTTLED, Trouble.THROTTLED),
    ),
    (
        "429 with a time",
        Fault.throttled(300),
        held(Hold.THROTTLED, Trouble.THROTTLED),
        held(Hold.THROTTLED, Trouble.THROTTLED),
    ),
    ("500", Fault.status(500), waits(Trouble.SERVER_FAILED, is_reached=True), unconfirmed(Trouble.SERVER_FAILED)),
    ("502 in HTML", Fault.html(502), waits(Trouble.SERVER_FAILED, is_reached=True), unconfirmed(Trouble.SERVER_FAILED)),
    ("503", Fault.status(503), waits(Trouble.SERVER_FAILED, is_reached=True), unconfirmed(Trouble.SERVER_FAILED)),
    (
        "503 with a time",
        Fault.status(503, retry_after=300),
        held(Hold.THROTTLED, Trouble.THROTTLED),
        held(Hold.THROTTLED, Trouble.THROTTLED),
    ),
]
CELLS = [
    pytest.param(route, fault, upload if route == "upload" else create, id=f"{name} on {route}")
    for name, fault, upload, create in TABLE
    for route in ("upload", "create")
]


def sent(outbox: Outbox, *, files: int = 1) -> TicketRow:
    """Submit a ticket and return where its first try left it."""
    draft = outbox.with_files(outbox.draft(), *(PNG + bytes([number]) for number in range(files)))
    since = outbox.events.count
    outbox.submit(draft)
    return outbox.wait_for_end_of_try(draft.draft_id, since=since)


@pytest.mark.parametrize(("route", "fault", "end"), CELLS)
def test_table(outbox: Outbox, server: Misbehaving, route: str, fault: Fault, end: End) -> None:
    server.always(route, fault)
    row = sent(outbox)

    assert (row.state, row.hold, row.trouble) == (end.state, end.hold, end.trouble)
    assert end.words in row.words
    assert (row.next_try_at is not None) is (end.hold in (Hold.BACKOFF, Hold.THROTTLED))
    seen = outbox.events.wait_for(ConnectionSeen)
    assert (seen.reached, seen.trouble) == (end.is_reached, "" if end.is_reached else end.trouble)
    assert server.request_count("create") == (0 if route == "upload" else 1)
    assert server.request_count("upload") == 1


@pytest.mark.parametrize("route", ["upload", "create"])
def test_refused_connection_waits(data: Path, server: Misbehaving, route: str) -> None:
    address = server.base_url
    server.stop()
    with Outbox(data, base_url=address) as outbox:
        row = sent(outbox, files=1 if route == "upload" else 0)

        assert (row.state, row.hold, row.trouble) == (State.QUEUED, Hold.BACKOFF, Trouble.CANNOT_CONNECT)


@pytest.mark.parametrize("route", ["upload", "create"])
def test_403_for_everything_holds_the_profile(outbox: Outbox, server: Misbehaving, route: str) -> None:
    server.always(route, Fault.status(403))
    server.always("contacts", Fault.status(403))
    row = sent(outbox)

    assert (row.state, row.hold, row.trouble) == (State.QUEUED, Hold.NETWORK, Trouble.FORBIDDEN)
    assert server.request_count("contacts") == 1


@pytest.mark.parametrize("probe", [Fault.html(), Fault.close_after_body(), Fault.status(500), Fault.status(401)])
def test_403_without_a_working_get_holds_the_profile(outbox: Outbox, server: Misbehaving, probe: Fault) -> None:
    server.always("create", Fault.status(403))
    server.always("contacts", probe)

    assert sent(outbox, files=0).hold is Hold.NETWORK


def test_whole_ticket_arrives(outbox: Outbox, server: Misbehaving) -> None:
    contents = [PNG + bytes([number]) * 10_000 for number in range(5)]
    draft = outbox.with_files(outbox.draft(), *contents)
    queued = outbox.submit(draft)
    row = outbox.wait_for_state(draft.draft_id, State.CREATED)

    [ticket] = server.tickets()
    uploads = {upload.file_url: upload for upload in server.uploads()}
    urls = [attachment["file_url"] for attachment in ticket["request"]["attachments"]]
    assert row.ticket_id == ticket["ticket_id"]
    assert row.reference == queued.reference == ticket["request"]["custom_fields"]["desk_gui_reference"]
    assert [uploads[url].sha256 for url in urls] == [hashlib.sha256(data).hexdigest() for data in contents]
    assert [uploads[url].name for url in urls] == [file.name for file in draft.attachments]
    assert ticket["headers"]["Idempotency-Key"] == row.reference


def test_states_come_in_order_and_end_once(outbox: Outbox, server: Misbehaving) -> None:
    del server
    draft = outbox.with_files(outbox.draft(), PNG)
    outbox.submit(draft)
    outbox.wait_for_state(draft.draft_id, State.CREATED)

    states = [event.row.state for event in outbox.events.all(TicketChanged)]
    assert states == [State.QUEUED, State.UPLOADING, State.CREATING, State.CREATED]
    assert sum(is_end_of_try(event.row) for event in outbox.events.all(TicketChanged)) == 1


def test_progress_is_told_to_the_last_byte(outbox: Outbox, server: Misbehaving) -> None:
    del server
    draft = outbox.with_files(outbox.draft(), PNG * 500, PNG * 1000)
    outbox.submit(draft)
    outbox.wait_for_state(draft.draft_id, State.CREATED)

    last = outbox.events.all(UploadProgressed)[-1]
    assert last.sent_bytes == last.total_bytes == len(PNG) * 1500
    assert [(file.sent_bytes, file.total_bytes) for file in last.files] == [
        (len(PNG) * n, len(PNG) * n) for n in (500, 1000)
    ]


def test_uploads_are_kept_and_not_repeated(outbox: Outbox, server: Misbehaving) -> None:
    server.script("create", Fault.throttled(0))
    row = sent(outbox, files=3)
    created = outbox.wait_for_state(row.ticket, State.CREATED)

    assert row.hold is Hold.THROTTLED
    assert created.ticket_id
    assert server.request_count("upload") == 3
    assert server.request_count("create") == 2


def test_upload_that_failed_is_repeated_alone(outbox: Outbox, server: Misbehaving) -> None:
    server.script("upload", Fault.throttled(0))
    row = sent(outbox, files=1)
    outbox.wait_for_state(row.ticket, State.CREATED)
    server.script("upload", Fault.late(0.2), Fault.status(500), Fault.late(0.2))
    row = sent(outbox, files=3)

    assert row.hold is Hold.BACKOFF
    assert server.request_count("upload") == 2 + 3
    outbox.wait_for_state(row.ticket, State.CREATED)
    assert server.request_count("upload") == 2 + 3 + 1


def test_three_uploads_go_at_once(outbox: Outbox, server: Misbehaving) -> None:
    server.always("upload", Fault.silent())
    draft = outbox.with_files(outbox.draft(), *(PNG + bytes([number]) for number in range(5)))
    outbox.submit(draft)
    server.wait_for_requests("upload", 3, deadline_s=5)

    with pytest.raises(TimeoutError):
        server.wait_for_requests("upload", 4, deadline_s=0.3)


def test_refused_file_ends_the_other_uploads(outbox: Outbox, server: Misbehaving) -> None:
    server.script("upload", Fault.silent(), Fault.status(413))
    row = sent(outbox, files=2)

    assert (row.state, row.trouble) == (State.REJECTED, Trouble.TOO_LARGE)


def test_waits_come_to_an_end_by_themselves(outbox: Outbox, server: Misbehaving) -> None:
    server.script("upload", Fault.close_after_body())
    before = datetime.now(UTC)
    row = sent(outbox)
    outbox.wait_for_state(row.ticket, State.CREATED)

    assert row.next_try_at is not None
    assert timedelta(seconds=2) <= row.next_try_at - before < timedelta(seconds=6)


@pytest.mark.parametrize("fault", [Fault.throttled(300), Fault.status(503, retry_after=300)])
def test_pause_is_as_told(outbox: Outbox, server: Misbehaving, fault: Fault) -> None:
    server.always("create", fault)
    before = datetime.now(UTC)
    row = sent(outbox, files=0)

    assert row.next_try_at is not None
    assert timedelta(seconds=299) < row.next_try_at - before < timedelta(seconds=310)


@pytest.mark.parametrize("lose", [Path.unlink, lambda path: path.write_bytes(b"short")], ids=["missing", "damaged"])
def test_lost_file_is_not_sent(outbox: Outbox, server: Misbehaving, lose: Callable[[Path], object]) -> None:
    draft = outbox.with_files(outbox.draft(), PNG)
    lose(outbox.worker.spool_path(draft.attachments[0].sha256))
    outbox.submit(draft)
    row = outbox.wait_for_end_of_try(draft.draft_id)

    assert (row.state, row.hold, row.trouble) == (State.QUEUED, Hold.FILE_LOST, Trouble.FILE_LOST)
    assert server.request_count("upload") == 0


def test_secret_is_in_nothing_that_is_written(
    data: Path, server: Misbehaving, caplog: pytest.LogCaptureFixture
) -> None:
    server.script("upload", Fault.html(), Fault.close_after_body())
    server.script("create", Fault.status(403), Fault.take_and_close(), Fault.status(401))
    with caplog.at_level("DEBUG"), Outbox(data, base_url=server.base_url) as outbox:
        for _ in range(5):
            sent(outbox)
        written = [path.read_bytes() for path in data.rglob("*") if path.is_file()]

    assert len(written) > 2
    for secret in (API_SECRET, API_KEY):
        assert not any(secret.encode() in content for content in written)
        assert secret not in caplog.text
        assert secret not in repr(outbox.events.all(object))


def test_request_goes_to_the_tickets_own_address_with_its_own_key(outbox: Outbox, server: Misbehaving) -> None:
    draft = Draft("d-1", title="Printer", requester_id="contact_1")
    outbox.submit(draft)
    outbox.wait_for_state("d-1", State.CREATED)

    [received] = server.received("create")
    assert received.headers["authorization"].startswith("Basic ")
    assert received.path == "/api/v2/accounts/tickets"
