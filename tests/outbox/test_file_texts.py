"""The text in attached files: read from their copies, however it is encoded, and however large or hostile they are."""

import logging
import os
import random
import time
import zlib
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from support.log_failure import ExpectLog
from support.outbox import PNG, Outbox

from desk_gui.outbox.desk import AddFiles, FileSource, RemoveAttachment
from desk_gui.outbox.desk_text import (
    LONGEST_TEXT,
    LONGEST_TEXT_LINE,
    ReadText,
    TextRead,
    TextTrouble,
    looks_like_text,
    may_hold_text,
)
from desk_gui.outbox.draft import Attachment, Draft
from desk_gui.outbox.events import AttachmentCopied
from desk_gui.outbox.file_text import FileText, NoTextFound, text_in


def attach(outbox: Outbox, draft: Draft, *files: tuple[str, bytes]) -> Draft:
    """Have files copied for a draft, and return it with them."""
    sources = tuple(FileSource(uuid4().hex, name, data=data) for name, data in files)
    since = outbox.events.count
    outbox.do(AddFiles(draft.draft_id, sources))
    last = sources[-1].attachment_id
    outbox.events.wait_for(AttachmentCopied, lambda it: it.attachment.attachment_id == last, since=since)
    copied = (event.attachment for event in outbox.events.all(AttachmentCopied, since=since))
    return replace(draft, attachments=tuple(copied))


def read(outbox: Outbox, draft: Draft) -> list[TextRead]:
    """Return the texts of a draft's files."""
    since = outbox.events.count
    ids = tuple(file.attachment_id for file in draft.attachments)
    outbox.do(ReadText(draft.draft_id, ids))
    outbox.events.wait_for(TextRead, lambda event: event.attachment_id == ids[-1], since=since)
    return outbox.events.all(TextRead, since=since)


def test_texts_come_from_the_copies_in_the_order_asked_for(outbox: Outbox) -> None:
    draft = attach(
        outbox, outbox.draft(), ("visit.log", b"jam\r\ntray 3\r\n"), ("photo.png", PNG), ("nothing.txt", b" \n")
    )
    log, photo, nothing = read(outbox, draft)
    assert (log.name, log.text, log.left_out_bytes, log.trouble) == ("visit.log", "jam\ntray 3\n", 0, None)
    assert (photo.name, photo.text, photo.trouble) == ("photo.png", "", TextTrouble.NO_TEXT)
    assert nothing.trouble is TextTrouble.EMPTY
    assert "tray 3" not in repr(log), "what is written in files is not written into logs"


def test_a_file_that_changes_after_it_was_attached_is_read_as_it_was(outbox: Outbox, tmp_path: Path) -> None:
    path = tmp_path / "visit.log"
    path.write_text("as it was")
    draft = outbox.draft()
    source = FileSource(uuid4().hex, "visit.log", path=path)
    outbox.do(AddFiles(draft.draft_id, (source,)))
    copied = outbox.events.wait_for(AttachmentCopied).attachment
    path.write_text("something else")
    assert read(outbox, replace(draft, attachments=(copied,)))[0].text == "as it was"


def test_what_is_not_attached_is_not_read(outbox: Outbox, expect_log: ExpectLog) -> None:
    draft = attach(outbox, outbox.draft(), ("visit.log", b"jam"), ("lost.log", b"gone"))
    outbox.do(RemoveAttachment(draft.draft_id, draft.attachments[0].attachment_id))
    outbox.worker.spool_path(draft.attachments[1].sha256).unlink()
    expect_log("desk_gui.outbox.file_texts", logging.WARNING, "could not be read")
    gone, lost = read(outbox, draft)
    assert (gone.name, gone.trouble) == ("", TextTrouble.UNREADABLE)
    assert (lost.name, lost.trouble) == ("lost.log", TextTrouble.UNREADABLE)


def text_of(tmp_path: Path, data: bytes, local_encoding: str = "utf-8") -> FileText:
    """Return the text of a file with these bytes."""
    path = tmp_path / "file"
    path.write_bytes(data)
    return text_in(path, local_encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_what_is_usual_is_decoded(tmp_path: Path, encoding: str) -> None:
    assert text_of(tmp_path, "Gerät läuft • 5 µA\n".encode(encoding)).text == "Gerät läuft • 5 µA\n"
    for mark, name in ((b"\xfe\xff", "utf-16-be"), (b"\x00\x00\xfe\xff", "utf-32-be")):
        assert text_of(tmp_path, mark + "grün 打印机 🖨".encode(name)).text == "grün 打印机 🖨"


def test_a_file_of_this_system_is_read_as_such(tmp_path: Path) -> None:
    assert text_of(tmp_path, "打印机卡纸".encode("gb18030"), "gb18030").text == "打印机卡纸"
    assert text_of(tmp_path, "Gerät äußert ".encode("cp1252") + b"\xff", "gb18030").text == "Gerät äußert ÿ"


def test_one_broken_character_spoils_nothing(tmp_path: Path) -> None:
    assert text_of(tmp_path, "grün • größer ".encode() + b"\xe2\x80" + b" fin").text == "grün • größer � fin"


@pytest.mark.parametrize(
    ("encoding", "line"), [("utf-8", "zeile é 漢 {:06}"), ("utf-16", "zeile é 漢 🖨 {:06}"), ("cp1252", "zeile é {:06}")]
)
def test_of_a_long_file_the_last_lines_are_kept(tmp_path: Path, encoding: str, line: str) -> None:
    lines = [line.format(number) for number in range(200_000)]
    data = "\n".join(lines).encode(encoding)
    found = text_of(tmp_path, data)
    kept = found.text.split("\n")
    assert lines[-len(kept) :] == kept, "whole lines, and the last ones"
    assert LONGEST_TEXT - 40 < len(found.text) <= LONGEST_TEXT
    assert found.left_out_bytes + len(found.text.encode(encoding.replace("utf-16", "utf-16-le"))) == len(data)


def test_a_long_line_is_cut_within(tmp_path: Path) -> None:
    found = text_of(tmp_path, b"x" * 5_000_000)
    assert found.text == "x" * LONGEST_TEXT_LINE
    assert found.left_out_bytes == 5_000_000 - LONGEST_TEXT_LINE
    assert text_of(tmp_path, b"y" * 5_000_000 + b"\nok\n").text == "y" * LONGEST_TEXT_LINE + "\nok\n"
    assert text_of(tmp_path, "漢".encode() * 5_000_000).text == "漢" * LONGEST_TEXT_LINE
    assert text_of(tmp_path, b"ok\n" + b"z" * 12_000).text == "z" * LONGEST_TEXT_LINE
    for data in (b"x" * 9_000 + b"\n" + b"y" * 15_000 + b"\n" + b"z" * 9_000, os.urandom(7).hex().encode() * 40_000):
        assert all(len(line) <= LONGEST_TEXT_LINE for line in text_of(tmp_path, data).text.split("\n"))


def test_what_cannot_be_seen_is_shown_and_turns_nothing_around(tmp_path: Path) -> None:
    data = (
        "a\x00b \u202egnp.exe \x1b[31mred\x1b[0m \x1b]0;title\x07end\x7f\u2066"
        "\u2028two\rthree\r\r\nfour\ufdd0\ufffc\x9b" + "." * 600
    )
    assert text_of(tmp_path, data.encode()).text == "a␀b �gnp.exe red end␡�\ntwo\nthree\nfour���" + "." * 600


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 and what a zip has",
        b"%PDF-1.7 and what follows",
        zlib.compress(random.Random(4).randbytes(60_000)),  # noqa: S311 - not for secrets
        b"\xff\xfe" + random.Random(5).randbytes(60_000),  # noqa: S311 - as above
        b"MZ" + bytes(range(256)) * 40 + b"<assembly>\n" * 20_000,
        b"good so far\n" * 10_000 + bytes(range(32)) * 400,
    ],
)
def test_what_is_no_text_says_so(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(NoTextFound) as caught:
        text_of(tmp_path, data)
    assert caught.value.trouble is TextTrouble.NO_TEXT


def test_the_zeros_a_power_cut_leaves_are_passed_over(tmp_path: Path) -> None:
    assert text_of(tmp_path, b"before\n" + bytes(4096) + b"after\n" + bytes(1_000_000)).text == "before\nafter\n"
    with pytest.raises(NoTextFound) as caught:
        text_of(tmp_path, bytes(1_000_000))
    assert caught.value.trouble is TextTrouble.EMPTY


def test_a_hundred_megabytes_take_no_longer_than_a_page(outbox: Outbox, tmp_path: Path) -> None:
    path = tmp_path / "huge.log"
    with path.open("wb") as file:
        for _ in range(100):
            file.write(b"0123456789abcdef0123456789abcde\n" * 32_768)
    source = FileSource(uuid4().hex, path.name, path=path)
    draft = outbox.draft()
    outbox.do(AddFiles(draft.draft_id, (source,)))
    copied = outbox.events.wait_for(AttachmentCopied, deadline_s=60).attachment
    begun_at = time.perf_counter()
    (event,) = read(outbox, replace(draft, attachments=(copied,)))
    assert time.perf_counter() - begun_at < 1
    assert len(event.text) == LONGEST_TEXT
    assert event.left_out_bytes == copied.size_bytes - LONGEST_TEXT


def test_what_is_asked_about_and_what_is_offered() -> None:
    def file(name: str, media_type: str, *, is_copied: bool = True) -> Attachment:
        return Attachment("a", name, media_type=media_type, is_copied=is_copied)

    assert looks_like_text(file("visit", "text/plain"))
    assert looks_like_text(file("Visit.LOG", "application/octet-stream"))
    assert not looks_like_text(file("visit.bin", "application/octet-stream"))
    assert may_hold_text(file("visit.bin", "application/octet-stream"))
    assert not may_hold_text(file("visit.txt", "image/png"))
    assert not may_hold_text(file("visit.txt", "text/plain", is_copied=False))
