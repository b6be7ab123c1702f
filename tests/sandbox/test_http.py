"""What every request goes through, and the calls that are neither tickets nor uploads."""

import http.client
import logging
import socket
import time

import pytest
from support.raw_http import MULTIPART_TYPE, PREFIX, RawHttp, basic, multipart

from desk_gui.sandbox.server import Sandbox

CALLS = [("POST", "/tickets"), ("GET", "/tickets/tk_practice_000001"), ("GET", "/contacts?q=a"), ("POST", "/upload")]


@pytest.mark.parametrize(("method", "path"), CALLS)
@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Basic",
        "Basic %%%",
        "Basic \xe9",
        basic("a-key", "another-secret"),
        basic("another-key", "a-secret:with-a-colon"),
        basic("a-key", ""),
        basic("a-key", "a-secret:with-a-colon").replace("Basic", "Bearer"),
    ],
)
def test_wrong_credentials_are_refused(raw: RawHttp, method: str, path: str, authorization: str) -> None:
    answer = raw.call(method, path, b"{}", {"Authorization": authorization})
    assert answer.status == 401
    assert answer.json["code"] == 2001
    assert "API key or secret" in answer.json["message"]


def test_the_scheme_may_be_written_in_any_case(raw: RawHttp) -> None:
    answer = raw.call("GET", "/contacts", headers={"Authorization": raw.authorization.replace("Basic", "bAsIc")})
    assert answer.status == 200


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nothing", 404, 4001),
        ("POST", "/tickets/", 404, 4001),
        ("GET", "//", 404, 4001),
        ("POST", "//tickets", 404, 4001),
        ("GET", "//api/v1/accounts/tickets", 404, 4001),
        ("GET", "/tickets", 405, 3002),
        ("PUT", "/tickets/tk_practice_000001", 405, 3002),
        ("DELETE", "/upload", 405, 3002),
        ("PATCH", "/contacts", 405, 3002),
        ("OPTIONS", "/tickets", 405, 3002),
    ],
)
def test_other_addresses_and_methods_are_refused_in_json(
    raw: RawHttp, method: str, path: str, status: int, code: int
) -> None:
    answer = raw.call(method, path, b"" if method == "POST" else None)
    assert (answer.status, answer.json["code"]) == (status, code)
    assert answer.json["message"]
    assert ("Allow" in answer.headers) == (status == 405)


def test_head_is_refused_without_a_body(raw: RawHttp) -> None:
    answer = raw.call("HEAD", "/tickets")
    assert (answer.status, answer.body) == (405, b"")


@pytest.mark.parametrize("path", ["/tickets", "/upload"])
def test_a_body_of_unknown_length_is_refused(raw: RawHttp, path: str) -> None:
    connection = raw.connect()
    connection.request("POST", PREFIX + path, iter([b"{}"]), {"Authorization": raw.authorization}, encode_chunked=True)
    answer = connection.getresponse()
    assert answer.status == 411
    assert b"Content-Length is required" in answer.read()
    connection.close()


@pytest.mark.parametrize("length", ["-1", "x", "1_0", "\xb2"])
def test_a_length_that_is_none_is_refused(raw: RawHttp, length: str) -> None:
    assert raw.call("POST", "/tickets", headers={"Content-Length": length}).status == 400


@pytest.mark.parametrize(("host", "status"), [("localhost", 200), ("127.0.0.1", 200), ("rebound.example", 421)])
def test_only_loopback_names_are_answered(raw: RawHttp, host: str, status: int) -> None:
    assert raw.call("GET", "/contacts", headers={"Host": f"{host}:{raw.port}"}).status == status


def test_it_listens_on_loopback_alone(sandbox: Sandbox, raw: RawHttp) -> None:
    assert sandbox.base_url == f"http://127.0.0.1:{raw.port}"
    # All of 127/8 is this computer: a server bound to every address would answer here too.
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", raw.port), timeout=5)


def test_a_connection_is_kept_for_the_next_request(raw: RawHttp) -> None:
    connection = raw.connect()
    for _ in range(3):
        connection.request("GET", PREFIX + "/contacts", headers={"Authorization": raw.authorization})
        first_socket = connection.sock
        answer = connection.getresponse()
        assert answer.status == 200
        answer.read()
        assert connection.sock is first_socket is not None
    connection.close()


def test_a_refusal_can_be_read_after_a_large_body_was_sent_for_nothing(raw: RawHttp) -> None:
    body = multipart("large.bin", bytes(32 * 1024 * 1024))
    answer = raw.call("POST", "/upload", body, {"Content-Type": MULTIPART_TYPE, "Authorization": "Basic x"})
    assert (answer.status, answer.headers["Connection"]) == (401, "close")


@pytest.mark.parametrize(("is_key_right", "first_line"), [(True, b"HTTP/1.1 100"), (False, b"HTTP/1.1 401")])
def test_a_body_is_called_for_only_where_it_is_wanted(raw: RawHttp, is_key_right: bool, first_line: bytes) -> None:
    key = raw.authorization if is_key_right else "Basic x"
    head = (
        f"POST {PREFIX}/tickets HTTP/1.1\r\nHost: 127.0.0.1:{raw.port}\r\nAuthorization: {key}\r\n"
        "Content-Type: application/json\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"
    )
    with socket.create_connection((raw.host, raw.port), timeout=10) as connection, connection.makefile("rb") as answer:
        connection.sendall(head.encode())
        assert answer.readline().startswith(first_line)


def test_contacts_are_found_by_each_of_their_fields(raw: RawHttp) -> None:
    everyone = raw.call("GET", "/contacts").json
    assert everyone["meta"] == {"count": len(everyone["payload"]), "current_page": 1}
    wanted = everyone["payload"][1]
    for name in ("name", "email", "phone_number", "identifier"):
        words = str(wanted[name]).upper().replace("+", "%2B").replace(" ", "%20")
        found = raw.call("GET", f"/contacts?q={words}").json
        assert found == {"meta": {"count": 1, "current_page": 1}, "payload": [wanted]}


def test_contacts_come_in_pages(raw: RawHttp) -> None:
    second = raw.call("GET", "/contacts?q=&page=2").json
    assert second["meta"]["current_page"] == 2
    assert second["meta"]["count"] > 0
    assert second["payload"] == []
    assert raw.call("GET", "/contacts?page=0").status == 400


def test_stopping_is_quick_and_closes_everything(sandbox: Sandbox, raw: RawHttp) -> None:
    with socket.create_connection((raw.host, raw.port), timeout=10) as silent, raw_request_open(raw) as talking:
        began = time.monotonic()
        sandbox.stop()
        assert time.monotonic() - began < 1
        assert silent.recv(1) == b""
        assert talking.recv(1) == b""
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((raw.host, raw.port), timeout=5)
    sandbox.stop()


def raw_request_open(raw: RawHttp) -> socket.socket:
    """Begin an upload and leave it there; returns once the server has asked for the body."""
    connection = socket.create_connection((raw.host, raw.port), timeout=10)
    connection.sendall(
        f"POST {PREFIX}/upload HTTP/1.1\r\nHost: 127.0.0.1:{raw.port}\r\nAuthorization: {raw.authorization}\r\n"
        f"Content-Type: {MULTIPART_TYPE}\r\nContent-Length: 1000\r\nExpect: 100-continue\r\n\r\n".encode()
    )
    assert connection.recv(1000).startswith(b"HTTP/1.1 100 ")
    return connection


def test_a_taken_port_is_said_at_the_start(
    sandbox: Sandbox, raw: RawHttp, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = Sandbox(data_dir=tmp_path_factory.mktemp("other"), port=raw.port, api_key="k", api_secret="")
    with pytest.raises(OSError, match="in use"):
        other.start()
    assert sandbox.tickets() == []


def test_it_logs_no_credentials_and_nothing_louder_than_debug(raw: RawHttp, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    raw.create({"title": "x", "requester": {"euid": "e"}})
    raw.call("GET", "/contacts", headers={"Authorization": basic("a-key", "wrong-secret")})
    raw.call("POST", "/upload", b"nonsense", {"Content-Type": MULTIPART_TYPE})
    records = [record for record in caplog.records if record.name.startswith(("desk_gui.sandbox", "python_multipart"))]
    assert records
    assert {record.levelno for record in records} == {logging.DEBUG}
    assert not any(word in caplog.text for word in ("secret", "Basic", basic("a-key", "wrong-secret").split()[1]))


def test_a_client_that_leaves_in_the_middle_troubles_nobody(raw: RawHttp, sandbox: Sandbox) -> None:
    connection = raw.connect()
    connection.putrequest("POST", PREFIX + "/tickets")
    for name, value in {
        "Authorization": raw.authorization,
        "Content-Type": "application/json",
        "Content-Length": "99",
    }.items():
        connection.putheader(name, value)
    connection.endheaders(b'{"title": ')
    connection.close()
    assert raw.create({"title": "x", "requester": {"euid": "e"}}).status == 200
    assert len(sandbox.tickets()) == 1


def test_a_broken_request_line_is_answered(raw: RawHttp) -> None:
    with socket.create_connection((raw.host, raw.port), timeout=10) as connection:
        connection.sendall(b"NONSENSE\r\n\r\n")
        answer = http.client.HTTPResponse(connection)
        # A request line without a version is answered in the oldest way, without a status line.
        with pytest.raises(http.client.BadStatusLine):
            answer.begin()
        answer.close()
