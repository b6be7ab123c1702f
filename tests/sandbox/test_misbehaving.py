"""Each fault does what it says, once or always, and stopping releases what hangs."""

import http.client
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from support.misbehaving import Fault, Misbehaving
from support.raw_http import MULTIPART_TYPE, PREFIX, RawHttp, multipart

MINIMAL = {"title": "x", "requester": {"euid": "e"}}
Ask = Callable[[RawHttp], object]


def create(raw: RawHttp) -> object:
    return raw.create(MINIMAL)


def upload(raw: RawHttp) -> object:
    return raw.upload("a.png", bytes(100_000))


BOTH = pytest.mark.parametrize(("route", "ask"), [("create", create), ("upload", upload)], ids=["create", "upload"])


def stored_count(server: Misbehaving) -> int:
    return len(server.tickets()) + len(server.uploads())


@pytest.mark.parametrize(
    ("fault", "status", "headers", "body"),
    [
        (Fault.status(500), 500, {}, b'{"code": 500, "message": "practice trouble 500"}'),
        (Fault.status(599), 599, {}, b'{"code": 599, "message": "practice trouble 599"}'),
        (Fault.status(304), 304, {}, b""),
        (Fault.status(503, retry_after=2), 503, {"Retry-After": "2"}, None),
        (Fault.status(403, headers={"X-Gate": "shut"}), 403, {"X-Gate": "shut"}, None),
        (Fault.status(413, before_body=True), 413, {"Connection": "close"}, None),
        (Fault.throttled(), 429, {"Retry-After": ""}, b"Retry later\n"),
        (Fault.throttled("Wed, 21 Oct 2037 07:28:00 GMT"), 429, {"Retry-After": "Wed, 21 Oct 2037 07:28:00 GMT"}, None),
        (Fault.redirect("http://127.0.0.1:9/login"), 302, {"Location": "http://127.0.0.1:9/login"}, b""),
        (Fault.redirect("/elsewhere", 308), 308, {"Location": "/elsewhere"}, b""),
        (Fault.empty(), 200, {"Content-Length": "0"}, b""),
        (Fault.code(3003, "no"), 200, {}, b'{"code": 3003, "message": "no"}'),
        (Fault.code(3003, "no", status=400), 400, {}, b'{"code": 3003, "message": "no"}'),
    ],
)
def test_an_answer_of_someone_else_stores_nothing(
    bad_server: Misbehaving, bad_raw: RawHttp, *, fault: Fault, status: int, headers: dict[str, str], body: bytes | None
) -> None:
    bad_server.script("create", fault)
    answer = bad_raw.create(MINIMAL)
    assert answer.status == status
    assert {name: answer.headers.get(name, "") for name in headers} == headers
    assert body is None or answer.body == body
    assert stored_count(bad_server) == 0


@BOTH
def test_html_comes_with_status_200(bad_server: Misbehaving, bad_raw: RawHttp, route: str, ask: Ask) -> None:
    bad_server.script(route, Fault.html())
    answer = ask(bad_raw)
    assert getattr(answer, "status", None) == 200
    assert b"<html>" in getattr(answer, "body", b"")
    assert stored_count(bad_server) == 0


@BOTH
@pytest.mark.parametrize(
    ("fault", "error", "stored"),
    [
        (Fault.take_and_close(), http.client.RemoteDisconnected, 1),
        (Fault.close_after_body(), http.client.RemoteDisconnected, 0),
        (Fault.half_answer(), http.client.IncompleteRead, 1),
        (Fault.reset(), ConnectionResetError, 0),
        (Fault.reset(read_bytes=10), ConnectionResetError, 0),
    ],
    ids=["take and close", "close after body", "half answer", "reset", "reset early"],
)
def test_a_broken_connection_breaks_as_said(
    bad_server: Misbehaving,
    bad_raw: RawHttp,
    *,
    route: str,
    ask: Ask,
    fault: Fault,
    error: type[Exception],
    stored: int,
) -> None:
    bad_server.script(route, fault)
    with pytest.raises(error) as caught:
        ask(bad_raw)
    assert type(caught.value) is error
    assert stored_count(bad_server) == stored


def test_closing_before_the_body_reads_none_of_it(bad_server: Misbehaving, bad_raw: RawHttp) -> None:
    bad_server.script("upload", Fault.close_before_body())
    with socket.create_connection((bad_raw.host, bad_raw.port), timeout=10) as connection:
        connection.sendall(
            f"POST {PREFIX}/upload HTTP/1.1\r\nHost: 127.0.0.1:{bad_raw.port}\r\n"
            f"Content-Type: {MULTIPART_TYPE}\r\nContent-Length: 1000\r\nExpect: 100-continue\r\n\r\n".encode()
        )
        assert connection.recv(100) == b""
    assert bad_server.request_count("upload") == 1


@BOTH
def test_truncated_json_is_a_whole_answer_of_half_the_json(
    bad_server: Misbehaving, bad_raw: RawHttp, route: str, ask: Ask
) -> None:
    bad_server.script(route, Fault.truncated_json())
    body = getattr(ask(bad_raw), "body", b"")
    assert body.startswith(b'{"code": 0')
    assert not body.endswith(b"}")
    assert stored_count(bad_server) == 1


def test_a_missing_result_is_a_success_without_it(bad_server: Misbehaving, bad_raw: RawHttp) -> None:
    for route in ("create", "upload"):
        bad_server.script(route, Fault.missing_result())
    assert bad_raw.create(MINIMAL).json == {
        "code": 0,
        "message": "Success",
        "data": {"message": "Ticket created successfully"},
    }
    assert bad_raw.upload("a", b"data").json == {"code": 0, "message": "Success", "data": {}}
    assert stored_count(bad_server) == 2


def test_a_spoilt_refusal_does_not_spoil_the_next_answer(bad_server: Misbehaving, bad_raw: RawHttp) -> None:
    bad_server.script("create", Fault.missing_result())
    assert bad_raw.create({}).status == 400
    assert "ticket_id" in bad_raw.create(MINIMAL).json["data"]


def test_late_comes_late_and_then_well_or_not(bad_server: Misbehaving, bad_raw: RawHttp) -> None:
    bad_server.script("create", Fault.late(0.2), Fault.late(0.2, Fault.status(502)))
    for status in (200, 502):
        began = time.monotonic()
        assert bad_raw.create(MINIMAL).status == status
        assert time.monotonic() - began >= 0.2


@pytest.mark.parametrize(
    "fault",
    [Fault.stall(), Fault.stall(read_bytes=500), Fault.silent(), Fault.late(60)],
    ids=["at once", "in the middle", "after the body", "late"],
)
def test_stopping_releases_what_hangs(bad_server: Misbehaving, bad_raw: RawHttp, fault: Fault) -> None:
    bad_server.always("upload", fault)
    outcome: list[BaseException] = []

    def hang() -> None:
        try:
            bad_raw.upload("a.png", bytes(100_000))
        except (OSError, http.client.HTTPException) as error:
            outcome.append(error)

    threads = [threading.Thread(target=hang) for _ in range(2)]
    for thread in threads:
        thread.start()
    bad_server.wait_for_requests("upload", 2, deadline_s=5)
    assert all(thread.is_alive() for thread in threads)
    began = time.monotonic()
    bad_server.stop()
    assert time.monotonic() - began < 1
    for thread in threads:
        thread.join(timeout=5)
    assert len(outcome) == 2
    assert stored_count(bad_server) == 0


def test_a_stalled_upload_takes_no_more_than_it_said(bad_server: Misbehaving, bad_raw: RawHttp) -> None:
    bad_server.script("upload", Fault.stall())
    body = multipart("large.bin", bytes(64 * 1024 * 1024))
    with socket.create_connection((bad_raw.host, bad_raw.port), timeout=0.3) as connection:
        connection.sendall(
            f"POST {PREFIX}/upload HTTP/1.1\r\nHost: 127.0.0.1:{bad_raw.port}\r\n"
            f"Content-Type: {MULTIPART_TYPE}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        )
        with pytest.raises(TimeoutError):
            connection.sendall(body)


def test_faults_are_played_in_turn_and_then_it_behaves(bad_server: Misbehaving, bad_raw: RawHttp) -> None:
    bad_server.script("create", Fault.status(500), Fault.html())
    bad_server.script("create", Fault.status(502))
    assert [bad_raw.create(MINIMAL).status for _ in range(4)] == [500, 200, 502, 200]
    assert len(bad_server.tickets()) == 1


def test_a_standing_fault_stays_until_told_to_behave(bad_server: Misbehaving, bad_raw: RawHttp) -> None:
    bad_server.always("contacts", Fault.status(403))
    bad_server.script("contacts", Fault.status(500))
    assert [bad_raw.call("GET", "/contacts").status for _ in range(3)] == [500, 403, 403]
    bad_server.behave()
    assert bad_raw.call("GET", "/contacts").status == 200


def test_faults_come_before_the_key_is_looked_at(bad_server: Misbehaving, bad_raw: RawHttp) -> None:
    bad_server.script("get", Fault.status(407))
    asked = [bad_raw.call("GET", "/tickets/x", headers={"Authorization": "Basic x"}).status for _ in range(2)]
    assert asked == [407, 401]


def test_requests_are_counted_by_route(bad_server: Misbehaving, bad_raw: RawHttp) -> None:
    bad_raw.create(MINIMAL)
    bad_raw.create({})
    bad_raw.call("GET", "/contacts?q=x")
    assert [bad_server.request_count(route) for route in ("create", "contacts", "upload")] == [2, 1, 0]
    (seen,) = bad_server.received("contacts")
    assert (seen.method, seen.path) == ("GET", PREFIX + "/contacts?q=x")
    assert seen.headers["authorization"] == bad_raw.authorization
    assert bad_raw.authorization not in repr(seen)
    with pytest.raises(TimeoutError, match="0 of 1 upload requests"):
        bad_server.wait_for_requests("upload", 1, deadline_s=0.05)


def test_an_unknown_route_is_a_mistake_of_the_test(bad_server: Misbehaving) -> None:
    with pytest.raises(ValueError, match="tickets"):
        bad_server.script("tickets", Fault.html())


def test_it_keeps_tickets_as_the_good_one_does(tmp_path: Path, bad_server: Misbehaving, bad_raw: RawHttp) -> None:
    assert bad_raw.create(MINIMAL).json["data"]["ticket_id"] == "tk_practice_000001"
    assert (tmp_path / "bad" / "tickets" / "000001.json").is_file()
