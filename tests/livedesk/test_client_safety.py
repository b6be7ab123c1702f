"""Where the key goes and where it never shows; TLS, proxies and redirects."""

import asyncio
import base64
import logging
import socket
import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from support.certificates import self_signed
from support.page_example import PAGE_ANSWER
from support.raw_server import (
    RawServer,
    Turn,
    answer,
    close_after_body,
    close_after_head,
    close_at_once,
    http,
    stall_after_body,
    stall_at_once,
    tunnel_to,
)
from support.running import run

from desk_gui.livedesk import errors
from desk_gui.livedesk.client import Credentials, LiveDeskClient, RequestTrace, Timeouts
from desk_gui.livedesk.models import Requester, TicketRequest

KEY, SECRET = "marked-key-51f3", "marked-secret-a7c9"
PAIR = base64.b64encode(f"{KEY}:{SECRET}".encode()).decode()
TICKET = TicketRequest(title="Screen is dark", requester=Requester(euid="c_1"))
CREATED = answer(http(200, PAGE_ANSWER))
NAME = "livedesk.test"


def client_of(base_url: str, timeouts: Timeouts = Timeouts()) -> LiveDeskClient:  # noqa: B008 - frozen
    return LiveDeskClient(base_url=base_url, credentials=Credentials(KEY, SECRET), timeouts=timeouts)


def create(base_url: str, trace: RequestTrace | None = None) -> str:
    async def work() -> str:
        async with client_of(base_url) as client:
            return (await client.create_ticket(TICKET, trace=trace)).ticket_id

    return run(work())


# ------------------------------------------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    "base_url", ["http://livedesk.test", "https://user:pass@livedesk.test", "https://", "nonsense"]
)
def test_a_key_goes_to_no_unsafe_address(base_url: str) -> None:
    with pytest.raises(errors.UnsafeAddress):
        client_of(base_url)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(status: int, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x")

    async def upload(base_url: str) -> None:
        async with client_of(base_url) as client:
            await client.upload(path, "a", "image/png")

    with RawServer(CREATED) as elsewhere:
        redirect = answer(http(status, b"", {"Location": elsewhere.base_url + "/api"}))
        with RawServer(redirect) as server:
            for call in (create, lambda base_url: run(upload(base_url))):
                with pytest.raises(errors.Redirected):
                    call(server.base_url)
        assert elsewhere.seen == []


@pytest.mark.parametrize("location", ["", "http://[", "ftp://x", "https://user:pw@x.test/", "//\u00ff"])
def test_a_redirect_to_nonsense_is_still_a_redirect(location: str) -> None:
    with RawServer(answer(http(302, b"", {"Location": location}))) as server, pytest.raises(errors.Redirected):
        create(server.base_url)


# ------------------------------------------------------------------------------------------------------- TLS


def test_an_unknown_certificate_gets_no_request(tmp_path: Path) -> None:
    trace = RequestTrace()
    with RawServer(CREATED, tls=self_signed(tmp_path).context) as server, pytest.raises(errors.TlsFailed) as caught:
        create(server.base_url, trace)
    assert not caught.value.body_started
    assert not trace.body_started
    assert server.seen[0].head == b""


def trust(monkeypatch: pytest.MonkeyPatch, certificate: Path) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))


def test_a_trusted_certificate_gets_the_request(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    identity = self_signed(tmp_path)
    trust(monkeypatch, identity.certificate)
    with RawServer(CREATED, tls=identity.context) as server:
        assert create(server.base_url) == "tk_20251104_789abc"
    assert server.seen[0].headers["authorization"] == f"Basic {PAIR}"


def test_an_expired_certificate_gets_no_request(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    identity = self_signed(tmp_path, expired=True)
    trust(monkeypatch, identity.certificate)
    with RawServer(CREATED, tls=identity.context) as server, pytest.raises(errors.TlsFailed):
        create(server.base_url)


def test_a_certificate_of_another_name_gets_no_request(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    identity = self_signed(tmp_path)
    trust(monkeypatch, identity.certificate)
    with RawServer(CREATED, tls=identity.context) as server, pytest.raises(errors.TlsFailed):
        create(f"https://localhost:{server.port}")


def speak_first(turn: Turn) -> None:
    turn.connection.sendall(b"220 mail ready\r\n")


def hang_up_on_hello(turn: Turn) -> None:
    turn.connection.recv(65536)


@pytest.mark.parametrize("play", [close_at_once, hang_up_on_hello, speak_first])
def test_a_server_without_tls_gets_no_request(play: Callable[[Turn], None]) -> None:
    with RawServer(play) as server, pytest.raises(errors.TlsFailed) as caught:
        create(f"https://127.0.0.1:{server.port}")
    assert not caught.value.body_started


@pytest.mark.parametrize(
    ("play", "expected"),
    [
        (close_after_body, errors.ConnectionBroken),
        (stall_after_body, errors.TimedOut),
        (answer(b"HTTP/1.1 200"), errors.ConnectionBroken),
    ],
)
def test_an_end_over_tls_is_not_blamed_on_tls(
    play: Callable[[Turn], None], expected: type[errors.NoAnswer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    identity = self_signed(tmp_path)
    trust(monkeypatch, identity.certificate)

    async def work() -> None:
        async with client_of(server.base_url, Timeouts(read_s=0.3)) as client:
            await client.create_ticket(TICKET)

    with RawServer(play, tls=identity.context) as server, pytest.raises(errors.NoAnswer) as caught:
        run(work())
    assert type(caught.value) is expected
    assert caught.value.body_started


def test_a_handshake_that_stands_still_is_no_answer_in_time() -> None:
    async def work() -> None:
        async with client_of(f"https://127.0.0.1:{server.port}", Timeouts(connect_s=0.3)) as client:
            await client.create_ticket(TICKET)

    with RawServer(stall_at_once) as server, pytest.raises(errors.TimedOut) as caught:
        run(work())
    assert not caught.value.body_started


def test_an_upload_over_tls_is_whole_and_cancels_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    identity = self_signed(tmp_path)
    trust(monkeypatch, identity.certificate)
    path = tmp_path / "file"
    path.write_bytes(bytes(range(256)) * 12_000)
    reports: list[int] = []
    trace = RequestTrace()

    async def work() -> None:
        async with client_of(server.base_url) as client:
            await client.upload(path, "a", "image/png", lambda sent, _total, _rough: reports.append(sent))
            task = asyncio.create_task(client.upload(path, "a", "image/png", trace=trace))
            await asyncio.to_thread(lambda: server.wait_for(1).has_body.wait(10))
            loop = asyncio.get_running_loop()
            started_at = loop.time()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert loop.time() - started_at < 1.0

    uploaded = answer(http(200, {"file_url": "https://x.test/f"}))
    with RawServer(uploaded, stall_after_body, tls=identity.context) as server:
        run(work())
    assert path.read_bytes() in server.seen[0].body
    assert reports[-1] == path.stat().st_size
    assert (trace.body_started, trace.status_seen) == (True, False)


def test_cancelling_before_the_handshake_ends_has_sent_nothing() -> None:
    trace = RequestTrace()

    async def work() -> None:
        async with client_of(f"https://127.0.0.1:{server.port}") as client:
            task = asyncio.create_task(client.create_ticket(TICKET, trace=trace))
            await asyncio.to_thread(server.wait_for)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    with RawServer(stall_at_once) as server:
        run(work())
    assert not trace.body_started


# --------------------------------------------------------------------------------------------------- proxies


@pytest.fixture
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    return monkeypatch


def proxied(no_proxies: pytest.MonkeyPatch, proxy: RawServer, trace: RequestTrace, scheme: str = "http://") -> str:
    no_proxies.setenv("https_proxy", f"{scheme}127.0.0.1:{proxy.port}")
    return create(f"https://{NAME}", trace)


def test_a_tunnel_carries_the_request_and_the_proxy_never_sees_the_key(
    tmp_path: Path, no_proxies: pytest.MonkeyPatch
) -> None:
    identity = self_signed(tmp_path, name=NAME)
    trust(no_proxies, identity.certificate)
    trace = RequestTrace()
    with RawServer(CREATED, tls=identity.context) as server, RawServer(tunnel_to(server.port)) as proxy:
        assert proxied(no_proxies, proxy, trace, scheme="") == "tk_20251104_789abc"
    assert proxy.seen[0].request_line == f"CONNECT {NAME}:443 HTTP/1.1"
    assert "authorization" not in proxy.seen[0].headers
    assert server.seen[0].headers["authorization"] == f"Basic {PAIR}"
    assert (trace.body_started, trace.status) == (True, 200)


def test_a_proxy_that_wants_a_login_is_told_apart(no_proxies: pytest.MonkeyPatch) -> None:
    trace = RequestTrace()
    with RawServer(answer(http(407, b""))) as proxy, pytest.raises(errors.ProxyLoginNeeded) as caught:
        proxied(no_proxies, proxy, trace)
    assert caught.value.status == 407
    assert not trace.body_started


@pytest.mark.parametrize("status", [302, 403, 502, 503])
def test_a_proxy_that_says_no_has_sent_nothing(no_proxies: pytest.MonkeyPatch, status: int) -> None:
    trace = RequestTrace()
    with RawServer(answer(http(status, b""))) as proxy, pytest.raises(errors.ProxyFailed) as caught:
        proxied(no_proxies, proxy, trace)
    assert not caught.value.body_started
    assert not trace.body_started
    assert not trace.status_seen


def test_a_proxys_yes_is_not_the_servers(no_proxies: pytest.MonkeyPatch) -> None:
    """The proxy takes CONNECT, says 200 and closes: the request itself never began."""
    trace = RequestTrace()
    with RawServer(answer(b"HTTP/1.1 200 OK\r\n\r\n")) as proxy, pytest.raises(errors.TlsFailed) as caught:
        proxied(no_proxies, proxy, trace)
    assert not caught.value.body_started
    assert not trace.body_started


def test_a_proxy_that_leaves_has_sent_nothing(no_proxies: pytest.MonkeyPatch) -> None:
    trace = RequestTrace()
    with RawServer(close_after_head) as proxy, pytest.raises(errors.ConnectionBroken) as caught:
        proxied(no_proxies, proxy, trace)
    assert not caught.value.body_started


def test_a_proxy_that_is_not_there_is_named(no_proxies: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    no_proxies.setenv("https_proxy", f"http://127.0.0.1:{port}")
    with pytest.raises(errors.ProxyFailed) as caught:
        create(f"https://{NAME}")
    assert not caught.value.body_started


@pytest.mark.parametrize(
    "address", ["socks5://127.0.0.1:1", "gopher://127.0.0.1:1", "http://[", f"http://user:{SECRET}@[:1"]
)
def test_a_proxy_of_an_unknown_kind_is_said_to_be(no_proxies: pytest.MonkeyPatch, address: str) -> None:
    no_proxies.setenv("https_proxy", address)
    with pytest.raises(errors.ProxyFailed) as caught:
        create(f"https://{NAME}")
    assert SECRET not in "".join(traceback.format_exception(caught.value))


def test_this_computer_and_excluded_names_are_not_proxied(no_proxies: pytest.MonkeyPatch) -> None:
    with RawServer(close_at_once) as proxy, RawServer(CREATED) as server:
        for name in ("http_proxy", "https_proxy", "all_proxy"):
            no_proxies.setenv(name, f"http://127.0.0.1:{proxy.port}")
        assert create(server.base_url)
        no_proxies.setenv("no_proxy", "livedesk.invalid")
        with pytest.raises(errors.NameNotFound):
            create("https://livedesk.invalid")
        assert proxy.seen == []


def test_a_proxy_that_appears_later_is_used(no_proxies: pytest.MonkeyPatch) -> None:
    async def work() -> None:
        async with client_of("https://livedesk.invalid") as client:
            with pytest.raises(errors.NameNotFound):
                await client.create_ticket(TICKET)
            no_proxies.setenv("https_proxy", f"http://127.0.0.1:{proxy.port}")
            with pytest.raises(errors.ProxyLoginNeeded):
                await client.create_ticket(TICKET)

    with RawServer(answer(http(407, b""))) as proxy:
        run(work())


# --------------------------------------------------------------------------------------------------- secrets


def test_the_key_shows_nowhere(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    path = tmp_path / "file"
    path.write_bytes(b"x" * 1000)
    times = Timeouts(connect_s=0.3, write_s=0.3, read_s=0.3, stall_s=0.3)
    plays = [
        close_at_once,
        close_after_head,
        close_after_body,
        stall_after_body,
        answer(b"nonsense\r\n\r\n"),
        answer(http(200, b"")),
        answer(http(200, {"code": 7, "message": "no"})),
        answer(http(302, b"", {"Location": "https://x.test"})),
        *(answer(http(status, {"message": "no"})) for status in (401, 403, 404, 413, 422, 429, 500)),
    ]
    shown: list[str] = []

    async def failing(call: Callable[[], Awaitable[object]]) -> None:
        with pytest.raises(errors.LiveDeskError) as caught:
            await call()
        shown.extend((str(caught.value), repr(caught.value), repr(vars(caught.value))))
        shown.append("".join(traceback.format_exception(caught.value)))

    async def work(client: LiveDeskClient) -> None:
        for _ in plays:
            await failing(lambda: client.create_ticket(TICKET))
        for _ in plays:
            await failing(lambda: client.upload(path, "a", "image/png"))
        shown.extend((repr(client), str(client)))

    async def both() -> None:
        async with client_of(server.base_url, times) as client:
            await work(client)

    with RawServer(*plays, *plays) as server:
        run(both())
    shown += [repr(Credentials(KEY, SECRET)), str(Credentials(KEY, SECRET)), caplog.text]
    assert PAIR in "".join(seen.headers.get("authorization", "") for seen in server.seen)
    assert len(server.seen) == 2 * len(plays)
    for mark in (KEY, SECRET, PAIR):
        assert mark not in "\n".join(shown)


def test_a_key_of_any_letters_is_sent_and_not_told() -> None:
    async def work() -> None:
        client = LiveDeskClient(base_url=server.base_url, credentials=Credentials("ключ\r\n", "ß\ud800:"))
        async with client:
            await client.create_ticket(TICKET)

    with RawServer(CREATED) as server:
        run(work())
    token = server.seen[0].headers["authorization"].removeprefix("Basic ")
    assert base64.b64decode(token).decode() == "ключ\r\n:ß?:"
