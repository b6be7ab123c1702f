"""What the client sends, against a real server on loopback."""

import base64
import gzip
import hashlib
import json
import os
import re
from pathlib import Path

import pytest
from support.page_example import PAGE_ANSWER, PAGE_EXAMPLE
from support.raw_server import DEADLINE_S, RawServer, Turn, answer, http
from support.running import run

from desk_gui import __version__
from desk_gui.livedesk import errors
from desk_gui.livedesk.client import Credentials, LiveDeskClient, RequestTrace, Timeouts
from desk_gui.livedesk.models import Requester, TicketRequest

CREDENTIALS = Credentials("key_1", "secret_1")
TICKET = TicketRequest(title="Screen is dark", requester=Requester(euid="c_1"))
CREATED = answer(http(200, PAGE_ANSWER))
UPLOADED = answer(http(200, {"file_url": "https://x.test/f"}))


def client_of(base_url: str, *, timeouts: Timeouts = Timeouts(), **options: str) -> LiveDeskClient:  # noqa: B008 - frozen
    return LiveDeskClient(base_url=base_url, credentials=CREDENTIALS, timeouts=timeouts, **options)


def file_of(folder: Path, size_bytes: int) -> Path:
    path = folder / "spooled"
    path.write_bytes(os.urandom(size_bytes))
    return path


# -------------------------------------------------------------------------------------------------- tickets


def test_a_ticket_goes_out_as_the_page_says() -> None:
    async def create() -> str:
        async with client_of(server.base_url) as client:
            trace = RequestTrace()
            created = await client.create_ticket(TicketRequest.model_validate(PAGE_EXAMPLE), "TK-7F3K9Q", trace=trace)
            assert (trace.body_started, trace.body_sent, trace.status) == (True, True, 200)
            return created.ticket_id

    with RawServer(CREATED) as server:
        assert run(create()) == "tk_20251104_789abc"
    (seen,) = server.seen
    assert seen.request_line == "POST /api/v2/accounts/tickets HTTP/1.1"
    assert seen.json() == PAGE_EXAMPLE
    assert seen.headers == {
        "host": f"127.0.0.1:{server.port}",
        "authorization": "Basic " + base64.b64encode(b"key_1:secret_1").decode(),
        "content-type": "application/json",
        "content-length": str(len(seen.body)),
        "accept": "application/json",
        "accept-encoding": "identity",
        "connection": "close",
        "user-agent": f"desk-gui/{__version__}",
        "idempotency-key": "TK-7F3K9Q",
    }


def test_every_request_has_a_connection_of_its_own_and_no_memory() -> None:
    async def create_twice() -> None:
        async with client_of(server.base_url) as client:
            await client.create_ticket(TICKET)
            await client.create_ticket(TICKET)

    with RawServer(answer(http(200, PAGE_ANSWER, {"Set-Cookie": "portal=1; Path=/"}))) as server:
        run(create_twice())
    assert len(server.seen) == 2
    assert all("cookie" not in seen.headers and "idempotency-key" not in seen.headers for seen in server.seen)


@pytest.mark.parametrize(
    ("suffix", "prefix", "upload_path", "expected"),
    [
        ("", "/api/v2/accounts", "/upload", "/api/v2/accounts/upload"),
        ("/", "api/v2/accounts/", "upload/", "/api/v2/accounts/upload"),
        ("/desk/", "", "files/new", "/desk/files/new"),
        ("", "", "https://evil.test/upload", "/https://evil.test/upload"),
        ("", "//evil.test", "@evil.test", "/evil.test/@evil.test"),
        ("", "/a b", "/upload?x=1#y", "/a%20b/upload%3Fx=1%23y"),
        ("", "/größe", "/upload", "/gr%C3%B6%C3%9Fe/upload"),
    ],
)
def test_the_upload_stays_on_the_checked_address(
    tmp_path: Path, suffix: str, prefix: str, upload_path: str, expected: str
) -> None:
    async def upload() -> None:
        base_url = server.base_url + suffix
        async with client_of(base_url, path_prefix=prefix, upload_path=upload_path, upload_field="file") as client:
            await client.upload(file_of(tmp_path, 10), "a", "image/png")

    with RawServer(UPLOADED) as server:
        run(upload())
    (seen,) = server.seen
    assert seen.request_line == f"POST {expected} HTTP/1.1"
    assert b'name="file"' in seen.body


@pytest.mark.parametrize(
    ("ticket_id", "path"),
    [
        ("tk_20251104_789abc", "tk_20251104_789abc"),
        ("a/b ?#%", "a%2Fb%20%3F%23%25"),
        ("票\ud800", "%E7%A5%A8%EF%BF%BD"),
    ],
)
def test_a_ticket_is_asked_for_by_id(ticket_id: str, path: str) -> None:
    async def get() -> str:
        async with client_of(server.base_url) as client:
            return (await client.get_ticket(ticket_id)).status

    with RawServer(answer(http(200, {"code": 0, "data": {"ticket_id": "t", "status": "open"}}))) as server:
        assert run(get()) == "open"
    (seen,) = server.seen
    assert seen.request_line == f"GET /api/v2/accounts/tickets/{path} HTTP/1.1"
    assert seen.headers["authorization"].startswith("Basic ")


@pytest.mark.parametrize("ticket_id", ["", " ", ".", ".."])
def test_an_id_that_names_another_address_is_not_asked_for(ticket_id: str) -> None:
    async def get() -> None:
        async with client_of("http://127.0.0.1:9") as client:
            await client.get_ticket(ticket_id)

    with pytest.raises(ValueError, match="no ticket id"):
        run(get())


def test_contacts_are_searched() -> None:
    async def search() -> list[str]:
        async with client_of(server.base_url) as client:
            return [contact.name for contact in await client.search_contacts("Zoë & Li=\ud800")]

    with RawServer(answer(http(200, {"payload": [{"id": 1, "name": "Zoë"}]}))) as server:
        assert run(search()) == ["Zoë"]
    line = server.seen[0].request_line
    assert re.fullmatch(r"GET /api/v2/accounts/contacts\?q=Zo%C3%AB(\+|%20)%26(\+|%20)Li%3D%EF%BF%BD HTTP/1.1", line)


def test_an_answer_packed_unasked_is_read() -> None:
    packed = gzip.compress(json.dumps(PAGE_ANSWER).encode())

    async def create() -> str:
        async with client_of(server.base_url) as client:
            return (await client.create_ticket(TICKET)).ticket_id

    with RawServer(answer(http(200, packed, {"Content-Encoding": "gzip"}))) as server:
        assert run(create()) == "tk_20251104_789abc"


@pytest.mark.parametrize("first", [b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"])
def test_an_interim_answer_is_not_the_answer(first: bytes) -> None:
    async def create() -> str:
        async with client_of(server.base_url) as client:
            return (await client.create_ticket(TICKET)).ticket_id

    with RawServer(answer(first + http(201, PAGE_ANSWER))) as server:
        assert run(create()) == "tk_20251104_789abc"


# -------------------------------------------------------------------------------------------------- uploads


def test_a_file_arrives_whole_and_its_progress_ends_at_the_full_size(tmp_path: Path) -> None:
    path = file_of(tmp_path, 5_000_001)
    reports: list[tuple[int, int, bool]] = []

    async def upload() -> str:
        async with client_of(server.base_url) as client:
            uploaded = await client.upload(
                path, "größe.png", "image/png", lambda sent, total, rough: reports.append((sent, total, rough))
            )
            return uploaded.file_url

    with RawServer(UPLOADED) as server:
        assert run(upload()) == "https://x.test/f"
    (seen,) = server.seen
    boundary = seen.headers["content-type"].removeprefix("multipart/form-data; boundary=").encode()
    head, _, rest = seen.body.partition(b"\r\n\r\n")
    assert head.startswith(b"--" + boundary + b"\r\n")
    assert 'filename="größe.png"'.encode() in head
    content = rest.removesuffix(b"\r\n--" + boundary + b"--\r\n")
    assert hashlib.sha256(content).digest() == hashlib.sha256(path.read_bytes()).digest()
    assert "transfer-encoding" not in seen.headers
    assert reports[-1][:2] == (5_000_001, 5_000_001)
    assert [report[0] for report in reports] == sorted(report[0] for report in reports)


def test_an_empty_file_may_be_uploaded(tmp_path: Path) -> None:
    reports: list[int] = []

    async def upload() -> None:
        async with client_of(server.base_url) as client:
            await client.upload(
                file_of(tmp_path, 0), "a", "text/plain", lambda sent, _total, _rough: reports.append(sent)
            )

    with RawServer(UPLOADED) as server:
        run(upload())
    assert reports == [0]


def test_progress_never_runs_ahead_of_what_left(tmp_path: Path) -> None:
    """The server takes 1 MiB and stops: what the kernel still holds of 64 MiB is not called sent."""
    taken_bytes, window_bytes = 1024 * 1024, 256 * 1024
    reports: list[int] = []

    def take_some(turn: Turn) -> None:
        turn.read_head()
        turn.read_some(taken_bytes)
        turn.is_closing.wait(DEADLINE_S)

    async def upload() -> None:
        async with client_of(server.base_url, timeouts=Timeouts(stall_s=1.0)) as client:
            path = file_of(tmp_path, 64 * 1024 * 1024)
            await client.upload(path, "a", "image/png", lambda sent, _total, _rough: reports.append(sent))

    with RawServer(take_some, receive_buffer_bytes=64 * 1024) as server, pytest.raises(errors.TimedOut):
        run(upload())
    assert 0 < reports[-1] <= taken_bytes + window_bytes


def test_a_slow_link_is_not_a_dead_one(tmp_path: Path) -> None:
    """Two seconds at half a MiB a second, with half a second of patience."""

    def take_slowly(turn: Turn) -> None:
        turn.read_head()
        while len(turn.seen.body) < turn.seen.body_bytes_announced:
            turn.seen.body += turn.connection.recv(64 * 1024)
            turn.is_closing.wait(0.1)
        turn.connection.sendall(http(200, {"file_url": "https://x.test/f"}))

    async def upload() -> str:
        async with client_of(server.base_url, timeouts=Timeouts(stall_s=0.5)) as client:
            return (await client.upload(file_of(tmp_path, 1024 * 1024), "a", "image/png")).file_url

    with RawServer(take_slowly, receive_buffer_bytes=64 * 1024) as server:
        assert run(upload()) == "https://x.test/f"


def test_a_file_that_shrinks_under_way_is_not_sent_wrongly(tmp_path: Path) -> None:
    path = file_of(tmp_path, 64 * 1024 * 1024)

    def cut(turn: Turn) -> None:
        turn.read_head()
        os.truncate(path, 1000)
        turn.read_body()

    async def upload() -> None:
        async with client_of(server.base_url) as client:
            await client.upload(path, "a", "image/png")

    with RawServer(cut) as server, pytest.raises(errors.ConnectionBroken) as caught:
        run(upload())
    assert caught.value.body_started
    assert len(server.seen[0].body) < server.seen[0].body_bytes_announced


def test_a_file_that_is_gone_is_said_to_be(tmp_path: Path) -> None:
    async def upload() -> None:
        async with client_of(server.base_url) as client:
            await client.upload(tmp_path / "gone", "a", "image/png")

    with RawServer(UPLOADED) as server, pytest.raises(FileNotFoundError):
        run(upload())
    assert server.seen == []
