import io
import json
import logging
import os
import stat
import sys
import threading
import warnings
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from support.log_failure import ExpectLog

from desk_gui.system.logs import FILE_COUNT, FILE_SIZE_BYTES, LOG_NAME, MASK, Logs, Redactor

MASKED = 'MARK"ED/+\\ü secret~1'


@pytest.fixture
def redactor() -> Redactor:
    redactor = Redactor()
    redactor.register(MASKED)
    return redactor


@pytest.fixture
def start(redactor: Redactor) -> Iterator[Callable[..., Logs]]:
    """Starts logging, and puts it back as it was."""
    root = logging.getLogger()
    before = (root.level, {name: logging.getLogger(name).level for name in ("httpx", "httpcore", "asyncio", "keyring")})
    started: list[Logs] = []

    def begin(place: Path, echo: io.StringIO | None = None) -> Logs:
        started.append(Logs(place, redactor, echo=echo))
        return started[-1]

    yield begin
    for logs in started:
        logs.stop()
    root.setLevel(before[0])
    for name, level in before[1].items():
        logging.getLogger(name).setLevel(level)


def _basic(key: str) -> str:
    return b64encode(f"{key}:{MASKED}".encode()).decode()


@pytest.mark.parametrize(
    "text",
    [
        MASKED,
        json.dumps({"api_secret": MASKED}),
        json.dumps({"api_secret": MASKED}, ensure_ascii=False),
        repr({"api_secret": MASKED}),
        repr(MASKED.encode()),
        "https://one.example/?secret=" + quote(MASKED, safe=""),
        b64encode(MASKED.encode()).decode(),
        urlsafe_b64encode(MASKED.encode()).decode(),
        *(_basic("k" * length) for length in range(1, 5)),
    ],
)
def test_a_registered_secret_is_masked_in_every_spelling(redactor: Redactor, text: str) -> None:
    # What is left around it must not give it away either: at most the two base64 characters shared with a neighbour.
    redacted = redactor.redact(f"before {text} after")

    assert MASK in redacted
    assert "MARK" not in redacted
    assert b64encode(MASKED.encode()).decode()[4:16] not in redacted
    assert redacted.startswith("before ")
    assert redacted.endswith(" after")


@pytest.mark.parametrize(
    "text",
    [
        "Authorization: Basic a2V5OnNlY3JldA==",
        "authorization: Bearer a2V5OnNlY3JldA==",
        "{'Authorization': 'Basic a2V5OnNlY3JldA=='}",
        "[(b'Authorization', b'Basic a2V5OnNlY3JldA==')]",
        '"authorization":"a2V5OnNlY3JldA=="',
        "Authorization=a2V5OnNlY3JldA==",
        "sent Basic a2V5OnNlY3JldA== to the server",
        "BEARER a2V5OnNlY3JldA==",
    ],
)
def test_login_headers_are_masked_by_their_look(text: str) -> None:
    redacted = Redactor().redact(text)

    assert "a2V5OnNlY3JldA" not in redacted
    assert MASK in redacted


@pytest.mark.parametrize("text", ["Authorization failed for ticket 12", "a basic fix", "the bearer of bad news", ""])
def test_ordinary_words_stay(redactor: Redactor, text: str) -> None:
    assert redactor.redact(text) == text


@pytest.mark.parametrize("secret", ["", "a", "abc"])
def test_a_secret_too_short_to_guard_masks_no_words(secret: str) -> None:
    redactor = Redactor()
    redactor.register(secret)

    assert redactor.redact("abc and a bit") == "abc and a bit"


def test_a_secret_inside_another_is_no_way_out() -> None:
    redactor = Redactor()
    redactor.register("abcd")
    redactor.register("abcdefgh")

    assert redactor.redact("abcdefgh") == MASK


def test_messages_arguments_and_tracebacks_are_masked(
    folder: Path, start: Callable[..., Logs], expect_log: ExpectLog
) -> None:
    expect_log("desk_gui.test", logging.ERROR, "with a traceback")
    echo = io.StringIO()
    start(folder, echo)
    log = logging.getLogger("desk_gui.test")

    log.info("plain %s", MASKED)
    try:
        int(MASKED)
    except ValueError:
        log.exception("with a traceback")

    text = (folder / LOG_NAME).read_text(encoding="utf-8")
    assert "MARK" not in text + echo.getvalue()
    assert text.count(MASK) == 2
    assert "Traceback" in text
    assert "INFO MainThread desk_gui.test: plain" in text
    assert "with a traceback" in echo.getvalue()
    assert "plain" not in echo.getvalue()


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_the_files_are_private_limited_and_whole(folder: Path, start: Callable[..., Logs]) -> None:
    start(folder)
    log = logging.getLogger("desk_gui.test")
    line = "x" * 50_000
    before = os.umask(0)
    try:
        for number in range(FILE_SIZE_BYTES * (FILE_COUNT + 2) // len(line)):
            log.info("%06d %s", number, line)
    finally:
        os.umask(before)

    files = sorted(folder.iterdir())
    assert [file.name for file in files] == [LOG_NAME, *(f"{LOG_NAME}.{number}" for number in range(1, FILE_COUNT))]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert max(file.stat().st_size for file in files) < FILE_SIZE_BYTES + 2 * len(line)
    oldest_first = "".join(file.read_text(encoding="utf-8") for file in reversed(files[1:])) + files[0].read_text(
        encoding="utf-8"
    )
    numbers = [int(found.split()[-2]) for found in oldest_first.splitlines()]
    assert numbers == list(range(numbers[0], FILE_SIZE_BYTES * (FILE_COUNT + 2) // len(line)))


def test_a_folder_that_is_gone_stops_nothing(folder: Path, start: Callable[..., Logs]) -> None:
    gone = folder / "logs"
    gone.mkdir()
    start(gone)
    gone.rmdir()

    logging.getLogger("desk_gui.test").info("into nothing")

    assert not gone.exists()


def test_a_line_of_another_thread_names_it(folder: Path, start: Callable[..., Logs]) -> None:
    start(folder)
    thread = threading.Thread(target=logging.getLogger("desk_gui.test").info, args=("hello",), name="outbox-7")
    thread.start()
    thread.join(10)

    assert "INFO outbox-7 desk_gui.test: hello" in (folder / LOG_NAME).read_text(encoding="utf-8")


def test_python_warnings_go_to_the_file(folder: Path, start: Callable[..., Logs], expect_log: ExpectLog) -> None:
    expect_log("py.warnings", logging.WARNING, "careful")
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        start(folder).stop()
        logs = start(folder)
        warnings.warn(f"careful {MASKED}", UserWarning, stacklevel=1)
        logs.stop()

    text = (folder / LOG_NAME).read_text(encoding="utf-8")
    assert "careful" in text
    assert "MARK" not in text


def test_stop_takes_the_handlers_off(folder: Path, start: Callable[..., Logs]) -> None:
    before = list(logging.getLogger().handlers)

    start(folder).stop()

    assert logging.getLogger().handlers == before
