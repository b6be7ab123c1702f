"""Files in, kept, and served back."""

import hashlib
import os
import socket
import stat
import threading
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from support.raw_http import MULTIPART_TYPE, PREFIX, RawAnswer, RawHttp, multipart
from support.waiting import wait_until

from desk_gui.sandbox.server import Sandbox

TRICKY = b"\r\n--" + b"\r\n----a-boundary-of-the-test" * 3 + b"\r\n\r\n\x00\xff"


def serve_back(raw: RawHttp, answer: RawAnswer) -> RawAnswer:
    return raw.call("GET", "/" + urlsplit(answer.json["data"]["file_url"]).path, headers={"Authorization": ""})


@pytest.mark.parametrize(
    "data",
    [b"", b"x", TRICKY, os.urandom(256 * 1024 - 1), os.urandom(3 * 1024 * 1024 + 7)],
    ids=["empty", "one byte", "like a boundary", "just under a chunk", "many chunks"],
)
def test_an_upload_comes_back_byte_for_byte(raw: RawHttp, sandbox: Sandbox, data: bytes) -> None:
    answer = raw.upload("shot.png", data)
    assert answer.status == 200
    assert set(answer.json) == {"code", "message", "data"}
    assert (answer.json["code"], answer.json["message"]) == (0, "Success")
    (upload,) = sandbox.uploads()
    assert answer.json["data"] == {"file_url": upload.file_url}
    assert upload.file_url == sandbox.base_url + upload.url_path
    assert (upload.name, upload.media_type, upload.size_bytes) == ("shot.png", "image/png", len(data))
    assert upload.sha256 == hashlib.sha256(data).hexdigest()
    assert upload.path.read_bytes() == data
    back = serve_back(raw, answer)
    assert (back.status, back.body) == (200, data)
    assert back.headers["Content-Type"] == "image/png"
    assert back.headers["Content-Disposition"] == "attachment; filename*=UTF-8''shot.png"
    assert back.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Überlauf 東京 #1?.png", "Überlauf 東京 #1?.png"),
        ("../../etc/passwd", "passwd"),
        ("C:\\\\temp\\\\a.log", "a.log"),
        ("..", "file"),
        ("", "file"),
        ("a%2Fb.txt", "a%2Fb.txt"),
        ("x" * 300 + ".png", "x" * 251 + ".png"),
    ],
)
def test_a_name_is_kept_as_a_safe_base_name(raw: RawHttp, sandbox: Sandbox, name: str, kept: str) -> None:
    answer = raw.upload(name, b"data")
    (upload,) = sandbox.uploads()
    assert upload.name == kept
    assert serve_back(raw, answer).body == b"data"


def test_a_media_type_that_is_none_is_not_repeated(raw: RawHttp, sandbox: Sandbox) -> None:
    raw.upload("a", b"data", media_type="text/html\nX-Evil: yes")
    assert sandbox.uploads()[0].media_type == "application/octet-stream"


def test_other_form_fields_are_passed_over(raw: RawHttp, sandbox: Sandbox) -> None:
    body = multipart("a.png", b"data")
    boundary, rest = body.split(b"\r\n", 1)
    comment = boundary + b'\r\nContent-Disposition: form-data; name="comment"\r\n\r\nhello\r\n'
    answer = raw.call("POST", "/upload", comment + boundary + b"\r\n" + rest, {"Content-Type": MULTIPART_TYPE})
    assert answer.status == 200
    assert sandbox.uploads()[0].size_bytes == 4


@pytest.mark.parametrize(
    ("body", "media_type", "words"),
    [
        (b"data", "image/png", "Content-Type must be multipart/form-data"),
        (b"data", "multipart/form-data", "with a boundary"),
        (b"data", f"multipart/form-data; boundary={'x' * 2000}", "boundary is not acceptable"),
        (b"nonsense", MULTIPART_TYPE, "malformed"),
        (b"", MULTIPART_TYPE, "not complete"),
        (multipart("a", b"data")[:-10], MULTIPART_TYPE, "not complete"),
        (multipart("a", b"data", field="file"), MULTIPART_TYPE, "attachment is required"),
        (
            multipart("a", b"1").replace(b"--\r\n", b"\r\n") + multipart("b", b"2").split(b"\r\n", 1)[1],
            MULTIPART_TYPE,
            "one file",
        ),
    ],
    ids=["no form", "no boundary", "long boundary", "nonsense", "empty", "no end", "other field", "two files"],
)
def test_a_bad_upload_is_refused_and_leaves_nothing(
    raw: RawHttp, sandbox: Sandbox, tmp_path: Path, *, body: bytes, media_type: str, words: str
) -> None:
    answer = raw.call("POST", "/upload", body, {"Content-Type": media_type})
    assert (answer.status, answer.json["code"]) == (400, 3002)
    assert words in answer.json["message"]
    assert sandbox.uploads() == []
    assert list((tmp_path / "sandbox" / "uploads").iterdir()) == []


def test_an_aborted_upload_leaves_nothing(raw: RawHttp, sandbox: Sandbox, tmp_path: Path) -> None:
    folder = tmp_path / "sandbox" / "uploads"
    connection = raw.connect()
    connection.putrequest("POST", PREFIX + "/upload")
    for name, value in (
        ("Authorization", raw.authorization),
        ("Content-Type", MULTIPART_TYPE),
        ("Content-Length", "9999999"),
    ):
        connection.putheader(name, value)
    connection.endheaders(multipart("a.bin", os.urandom(500_000))[:-60])
    wait_until(lambda: [path for path in folder.iterdir() if path.stat().st_size > 100_000], "the first bytes on disk")
    connection.close()
    wait_until(lambda: not list(folder.iterdir()), "the rest is gone")
    assert sandbox.uploads() == []


def test_stopping_in_the_middle_of_an_upload_leaves_nothing(raw: RawHttp, sandbox: Sandbox, tmp_path: Path) -> None:
    folder = tmp_path / "sandbox" / "uploads"
    with socket.create_connection((raw.host, raw.port), timeout=10) as connection:
        connection.sendall(
            f"POST {PREFIX}/upload HTTP/1.1\r\nHost: 127.0.0.1:{raw.port}\r\nAuthorization: {raw.authorization}\r\n"
            f"Content-Type: {MULTIPART_TYPE}\r\nContent-Length: 1000\r\n\r\n".encode()
        )
        wait_until(lambda: list(folder.iterdir()), "the upload has begun")
        sandbox.stop()
    assert list(folder.iterdir()) == []


def test_uploads_may_come_side_by_side(raw: RawHttp, sandbox: Sandbox) -> None:
    files = [os.urandom(2 * 1024 * 1024 + number) for number in range(4)]
    together = threading.Barrier(len(files))

    def send(number: int) -> None:
        together.wait(timeout=10)
        raw.upload(f"{number}.bin", files[number])

    threads = [threading.Thread(target=send, args=(number,)) for number in range(len(files))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    kept = {upload.name: upload.sha256 for upload in sandbox.uploads()}
    assert kept == {f"{number}.bin": hashlib.sha256(data).hexdigest() for number, data in enumerate(files)}


def test_two_uploads_of_one_name_are_two_files(raw: RawHttp) -> None:
    answers = [raw.upload("a.txt", data) for data in (b"one", b"two")]
    assert [serve_back(raw, answer).body for answer in answers] == [b"one", b"two"]


@pytest.mark.parametrize("path", ["//files/abc/a.txt", "//files/{id}/other.txt", "//files/{id}/", "//files/{id}"])
def test_other_file_addresses_are_not_found(raw: RawHttp, sandbox: Sandbox, path: str) -> None:
    raw.upload("a.txt", b"data")
    answer = raw.call("GET", path.format(id=sandbox.uploads()[0].file_id))
    assert (answer.status, answer.json["code"]) == (404, 4001)


def test_what_is_kept_is_for_the_owner_alone(raw: RawHttp, tmp_path: Path) -> None:
    raw.upload("a.txt", b"data")
    raw.create({"title": "x", "requester": {"euid": "e"}})
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "sandbox").rglob("*") if path.is_file()}
    assert modes == {0o600}
    folders = [tmp_path / "sandbox", *(path for path in (tmp_path / "sandbox").iterdir() if path.is_dir())]
    assert {stat.S_IMODE(path.stat().st_mode) for path in folders} == {0o700}
