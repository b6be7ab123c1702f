"""What a server says while a body is still on its way: it is heard, and the rest is not sent."""

import asyncio
import socket
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.certificates import self_signed
from support.raw_server import Play, RawServer, Turn, answer, answer_early, http
from support.running import run

from desk_gui.livedesk import errors
from desk_gui.livedesk.client import Credentials, LiveDeskClient, RequestTrace, Timeouts
from desk_gui.livedesk.dialing import WireBackend, connect
from desk_gui.livedesk.models import Requester, TicketRequest

BIG_BYTES = 24 * 1024 * 1024
"""More than a loopback connection holds in its buffers."""

TICKET = TicketRequest(title="Screen is dark", description="x" * 4_000_000, requester=Requester(euid="c_1"))
TOO_LARGE = http(413, {"code": 413, "message": "at most 20 MB"})
REFUSED = http(401, {"code": 401, "message": "who are you"})


@pytest.fixture
def big_file(tmp_path: Path) -> Path:
    path = tmp_path / "big.bin"
    with path.open("wb") as file:
        file.truncate(BIG_BYTES)
    return path


def reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def refuse_and_close(data: bytes) -> Play:
    """Answer after the beginning of the body and leave: the system resets what still comes."""

    def play(turn: Turn) -> None:
        turn.read_head()
        turn.read_some(100_000)
        # What the server's system still waits to send when it closes is lost with the unread rest of the body.
        turn.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        turn.connection.sendall(data)

    return play


def refuse_and_reset(data: bytes) -> Play:
    """Answer after the beginning of the body, and reset once the other side may have read that."""

    def play(turn: Turn) -> None:
        turn.read_head()
        turn.connection.sendall(data)
        turn.read_some(1_000_000)
        reset(turn.connection)

    return play


def refuse_and_stall(data: bytes) -> Play:
    """Answer after the beginning of the body, and read no further."""

    def play(turn: Turn) -> None:
        turn.read_head()
        turn.connection.sendall(data)
        turn.is_closing.wait(20)

    return play


def upload(base_url: str, path: Path, trace: RequestTrace | None = None) -> str:
    async def work() -> str:
        timeouts = Timeouts(read_s=5, stall_s=5)
        async with LiveDeskClient(base_url=base_url, credentials=Credentials("k", "s"), timeouts=timeouts) as client:
            return (await client.upload(path, path.name, "application/octet-stream", trace=trace)).file_url

    return run(work())


ENDS = [refuse_and_close, refuse_and_reset, refuse_and_stall]


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize(("data", "kind"), [(TOO_LARGE, errors.TooLarge), (REFUSED, errors.KeyRefused)])
def test_early_refusal_of_an_upload_is_heard(
    big_file: Path, end: Callable[[bytes], Play], data: bytes, kind: type[errors.Answered]
) -> None:
    trace = RequestTrace()
    with RawServer(end(data)) as server, pytest.raises(kind) as caught:
        upload(server.base_url, big_file, trace)

    assert caught.value.words in ("at most 20 MB", "who are you")
    assert (trace.status_seen, trace.body_sent) == (True, False)
    assert len(server.seen[0].body) < BIG_BYTES


@pytest.mark.parametrize("end", ENDS)
def test_early_refusal_is_heard_through_tls(
    tmp_path: Path, big_file: Path, end: Callable[[bytes], Play], monkeypatch: pytest.MonkeyPatch
) -> None:
    identity = self_signed(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(identity.certificate))
    with RawServer(end(TOO_LARGE), tls=identity.context) as server, pytest.raises(errors.TooLarge, match="at most"):
        upload(server.base_url, big_file)


@pytest.mark.parametrize("end", ENDS)
def test_early_refusal_of_a_create_is_an_answer(end: Callable[[bytes], Play]) -> None:
    async def work(base_url: str) -> None:
        async with LiveDeskClient(base_url=base_url, credentials=Credentials("k", "s")) as client:
            await client.create_ticket(TICKET)

    with RawServer(end(REFUSED)) as server, pytest.raises(errors.KeyRefused):
        run(work(server.base_url))


def test_early_success_lets_the_rest_be_sent(big_file: Path) -> None:
    said = http(200, {"file_url": "https://x.test/f"})
    with RawServer(answer_early(said)) as server:
        assert upload(server.base_url, big_file) == "https://x.test/f"

    assert len(server.seen[0].body) == server.seen[0].body_bytes_announced > BIG_BYTES


def test_early_refusal_longer_than_what_is_kept_is_a_refusal(big_file: Path) -> None:
    with RawServer(refuse_and_stall(http(413, b"<html>" + b"x" * 900_000))) as server, pytest.raises(errors.TooLarge):
        upload(server.base_url, big_file)


def leave_without_a_word(turn: Turn) -> None:
    turn.read_head()
    turn.read_some(100_000)
    reset(turn.connection)


def test_reset_without_a_word_is_a_broken_connection(big_file: Path) -> None:
    with RawServer(leave_without_a_word) as server, pytest.raises(errors.ConnectionBroken) as caught:
        upload(server.base_url, big_file)

    assert caught.value.body_started


# Which address is connected to


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port where 127.0.0.2 lets nobody in: connecting neither succeeds nor fails."""
    with socket.socket() as server:
        server.bind(("127.0.0.2", 0))
        server.listen(0)
        port: int = server.getsockname()[1]
        waiting = [socket.socket() for _ in range(4)]
        for client in waiting:
            client.setblocking(False)
            client.connect_ex(("127.0.0.2", port))
        yield port
        for client in waiting:
            client.close()


def test_silent_address_is_not_waited_for(silent_port: int) -> None:
    async def work() -> object:
        tcp = await connect(["127.0.0.2", "127.0.0.3", "127.0.0.1"], silent_port)
        peer = tcp.socket.getpeername()
        await tcp.close()
        return peer

    with socket.create_server(("127.0.0.1", silent_port)):
        assert run(work()) == ("127.0.0.1", silent_port)


def test_first_trouble_is_told_where_no_address_answers(silent_port: int) -> None:
    with pytest.raises(ConnectionRefusedError):
        run(connect(["127.0.0.1", "127.0.0.3"], silent_port))


def test_connecting_is_given_up_at_once(silent_port: int) -> None:
    async def work() -> float:
        loop = asyncio.get_running_loop()
        task = asyncio.create_task(connect(["127.0.0.2", "127.0.0.2"], silent_port))
        await asyncio.sleep(0)
        began_at = loop.time()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return loop.time() - began_at

    assert run(work()) < 0.2


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_names_and_addresses_are_connected_to(host: str) -> None:
    async def work(port: int) -> bytes:
        wire = await WireBackend().connect_tcp(host, port, timeout=5)
        await wire.write(b"POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n")
        read = b""
        while part := await wire.read(7):
            assert len(part) <= 7
            read += part
        await wire.aclose()
        return read

    with RawServer(answer(REFUSED)) as server:
        assert run(work(server.port)) == REFUSED
