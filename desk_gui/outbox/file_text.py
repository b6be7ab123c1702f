"""The text in files: their ends, decoded however they are written, fit to be shown. No Qt; any thread."""

import codecs
import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from desk_gui.outbox.desk_text import LONGEST_TEXT, LONGEST_TEXT_LINE, TextTrouble
from desk_gui.outbox.media_types import HEAD_BYTES, UNKNOWN, media_type_of

_SLACK_BYTES: Final = 4096
"""Read besides: somewhere in it a line begins, and so a whole character."""

_TAIL_BYTES: Final = 4 * LONGEST_TEXT + _SLACK_BYTES
_CHUNK_BYTES: Final = 64 * 1024
_MOST_STRANGE: Final = 0.02
"""Of all characters; text that is damaged or coloured has a few, what is compressed or compiled has a tenth."""

# The longer mark first: one begins like the other.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNITS: Final = {"utf-32-le": 4, "utf-32-be": 4, "utf-16-le": 2, "utf-16-be": 2}

_NUL_RUN: Final = re.compile(rb"\0{16,}")
"""What a power cut leaves in a log that was being written."""

_COLOURS: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\))")
_LINE_ENDS: Final = re.compile("\r+\n|[\r\f\v\x85\u2028\u2029]")
_USUAL_CONTROLS: Final = frozenset("\n\r\t\f\v\b\x1b\x85")
_STRANGE: Final = frozenset(("Cc", "Cn", "Co", "Cs"))

# Controls as their pictures; what turns the line around, what a text document uses for itself, and the rest of the
# controls as the sign for what cannot be shown. One for one, so that nothing grows.
_SHOWN: Final[dict[int, int | None]] = (
    {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\n\t"}
    | {0x7F: 0x2421, 0xFEFF: None}
    | dict.fromkeys((*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD)
    | dict.fromkeys((*range(0xFDD0, 0xFDF0), *range(0xD800, 0xE000), 0xFFFC, 0xFFFE, 0xFFFF), 0xFFFD)
)


class NoTextFound(Exception):  # noqa: N818 - not an error
    """A file has no text to show.

    Attributes:
        trouble: Why.
    """

    def __init__(self, trouble: TextTrouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class FileText:
    """The text of a file, or its end.

    Attributes:
        text: Fit to be shown, as `TextRead` says.
        left_out_bytes: How much of the file comes before it; as exact as damaged characters allow.
    """

    text: str
    left_out_bytes: int = 0


def text_in(path: Path, local_encoding: str) -> FileText:
    """Return a file's text. Only its beginning and its end are read, however large it is.

    Args:
        path: The file.
        local_encoding: What programs of this system write that know no Unicode.

    Raises:
        NoTextFound: It has none.
        OSError: It could not be read.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        if media_type_of(head) not in ("text/plain", UNKNOWN):
            raise NoTextFound(TextTrouble.NO_TEXT)
        marked = next((name for mark, name in _MARKS if head.startswith(mark)), "")
        end = file.seek(0, os.SEEK_END) if marked else _end_of_content(file)
        begin = max(0, end - _TAIL_BYTES)
        begin -= begin % _UNITS.get(marked, 1)
        file.seek(begin)
        tail = file.read(end - begin)
    if begin and not marked:
        begin, tail = _from_line_start(begin, tail)
    encoding = marked or _encoding_of(tail, local_encoding)
    raw = _decoded(tail, encoding)
    if _is_strange(_decoded(head, encoding)) or _is_strange(raw):
        raise NoTextFound(TextTrouble.NO_TEXT)
    start = _start_of_end(raw, is_cut=begin > 0)
    shown = _fit_to_show(raw[start:])
    if not shown.strip():
        raise NoTextFound(TextTrouble.EMPTY)
    left_out_bytes = begin + len(raw[:start].encode(encoding, "replace"))
    return FileText(shown, left_out_bytes if begin or start else 0)


def _end_of_content(file: BinaryIO) -> int:
    """Return where a file ends, without the zeros that many logs are filled up with."""
    end = file.seek(0, os.SEEK_END)
    while end:
        begin = max(0, end - _CHUNK_BYTES)
        file.seek(begin)
        content = file.read(end - begin).rstrip(b"\0")
        if content:
            return begin + len(content)
        end = begin
    return 0


def _from_line_start(begin: int, tail: bytes) -> tuple[int, bytes]:
    """Leave out the rest of a line, so that no character is cut in half; with none near, the rest of a character."""
    line_end = tail.find(b"\n", 0, _SLACK_BYTES)
    if line_end < 0:
        line_end = next((place for place in range(3) if not 0x80 <= tail[place] < 0xC0), 0) - 1  # noqa: PLR2004 - UTF-8
    return begin + line_end + 1, tail[line_end + 1 :]


def _encoding_of(data: bytes, local_encoding: str) -> str:
    """Say how a text without a mark is encoded, most likely."""
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    if not damaged or len(text) - len(text.encode("ascii", "ignore")) > 2 * damaged:
        return "utf-8"
    if codecs.lookup(local_encoding).name not in ("utf-8", "ascii"):
        try:
            data.decode(local_encoding)
        except UnicodeDecodeError:
            return "cp1252"
        return local_encoding
    return "cp1252"


def _decoded(data: bytes, encoding: str) -> str:
    if encoding not in _UNITS:
        data = _NUL_RUN.sub(b"", data)
    return data.decode(encoding, "replace")


def _is_strange(text: str) -> bool:
    """Say whether characters are what comes of decoding something that is no text."""
    strange = sum(
        one == "\ufffd" or (one not in _USUAL_CONTROLS and unicodedata.category(one) in _STRANGE) for one in text
    )
    return strange > max(_MOST_STRANGE * len(text), 1)


def _start_of_end(text: str, *, is_cut: bool) -> int:
    """Return where the part of a text begins that is kept: at the start of a line, if one starts near enough.

    Args:
        text: The text, or the end of it.
        is_cut: Whether it is only the end, and may begin within a line.
    """
    start = max(0, len(text) - LONGEST_TEXT)
    if start or is_cut:
        line_end = text.find("\n", max(0, start - 1), start + LONGEST_TEXT_LINE)
        start = line_end + 1 if line_end >= 0 else start
    return _after_long_line(text, start)


def _after_long_line(text: str, start: int) -> int:
    """Move the beginning on, into the last line that is too long."""
    place = start
    while place < len(text):
        line_end = text.find("\n", place)
        line_end = len(text) if line_end < 0 else line_end
        if line_end - place > LONGEST_TEXT_LINE:
            start = line_end - LONGEST_TEXT_LINE
        place = line_end + 1
    return start


def _fit_to_show(text: str) -> str:
    return _LINE_ENDS.sub("\n", _COLOURS.sub("", text)).translate(_SHOWN)
