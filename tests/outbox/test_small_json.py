"""Hostile files of templates and fields: a clear word, at once, and never anything else."""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_gui.outbox import schema_reader, templates
from desk_gui.outbox.small_json import MOST_BYTES, NotUnderstoodError, document, quoted
from desk_gui.system.small_files import SmallFileError, read_small_file

Reader = Callable[[bytes], object]
READERS: list[Reader] = [templates.from_json, schema_reader.from_json]

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
ENTRIES = st.lists(
    st.dictionaries(
        st.sampled_from(
            [
                "name",
                "title",
                "followers",
                "custom_fields",
                "priority",
                "key",
                "label",
                "kind",
                "pattern",
                "message",
                "default",
                "choices",
                "least",
                "most",
                "whole",
                "required",
                "private",
                "autofill",
                "hint",
                "$ref",
            ]
        ),
        JSON | st.sampled_from(["text", "number", "date", "checkbox", "choice", "hostname", "high", "(a+)+", True, 3]),
        max_size=6,
    ),
    max_size=4,
)


def complaint(read: Reader, data: bytes) -> str:
    """Return what a reader complains about, or a word that it does not."""
    try:
        read(data)
    except NotUnderstoodError as error:
        return str(error)
    return "fine"


@pytest.mark.parametrize("read", READERS)
@given(data=st.binary(max_size=200))
def test_bytes_are_understood_or_refused_in_words(read: Reader, data: bytes) -> None:
    assert callable(read)
    assert complaint(read, data) != ""


@pytest.mark.parametrize("read", READERS)
@given(
    entries=ENTRIES, key=st.sampled_from(["templates", "fields"]), version=st.sampled_from([0, 1, 2, True, "1", None])
)
def test_json_is_understood_or_refused_in_words(read: Reader, entries: object, key: str, version: object) -> None:
    data = json.dumps({"version": version, key: entries}).encode()
    assert complaint(read, data) != ""


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not JSON: line 1"),
        (b"{", "not JSON"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"[]", "not a JSON object"),
        (b'"x"', "not a JSON object"),
        (b"[" * 100_000 + b"]" * 100_000, "nested too deeply"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "nested too deeply"),
        (b'{"a": NaN}', "NaN"),
        (b'{"a": ' + b"9" * 10_000 + b"}", "number that is too long"),
        (b'{"a": 1, "a": 2}', "“a” is there twice"),
        (b'{"version": 99}', "is of version “99”"),
        (b'{"version": true}', "“version” must be a number"),
        (b"{}", "“version” must be a number"),
        (b'{"version": 1, "include": "/etc/passwd"}', "there is no “include” here"),
        (b" " * (MOST_BYTES + 1), "larger than 2 MB"),
    ],
)
@pytest.mark.parametrize("read", READERS)
def test_what_is_wrong_is_said(read: Reader, data: bytes, said: str) -> None:
    with pytest.raises(NotUnderstoodError, match=said):
        read(data)


def test_a_file_of_keys_that_differ_but_for_the_last_is_no_long_work() -> None:
    keys = ",".join(f'"{number}":1' for number in range(120_000))
    started_at = time.process_time()
    with pytest.raises(NotUnderstoodError, match="twice"):
        document(f'{{{keys},"7":2}}'.encode())
    assert time.process_time() - started_at < 2.0


def test_what_is_quoted_hides_nothing_and_is_short() -> None:
    assert quoted("a\u202eb\nc") == "“a b c”"
    assert len(quoted("x" * 10_000_000)) < 50


def test_a_file_is_read_no_further_than_it_may_be_large(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    started_at = time.process_time()
    with pytest.raises(SmallFileError, match="larger than 2 MB"):
        read_small_file(path, MOST_BYTES)
    assert time.process_time() - started_at < 1.0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such files")
def test_pipes_and_devices_are_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero"), tmp_path):
        with pytest.raises(SmallFileError, match="not an ordinary file"):
            read_small_file(path, MOST_BYTES)


def test_a_file_that_is_not_there_is_no_trouble_of_reading(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_small_file(tmp_path / "none.json", MOST_BYTES)
    with pytest.raises(SmallFileError):
        read_small_file(Path("a\0b"), MOST_BYTES)
