"""The log file, and what keeps secrets out of it."""

import json
import logging
import os
import re
from base64 import b64encode
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Final, TextIO
from urllib.parse import quote

from desk_gui.system.files import PRIVATE_FILE

LOG_NAME: Final = "desk-gui.log"
FILE_COUNT: Final = 5
FILE_SIZE_BYTES: Final = 1_000_000
MASK: Final = "[secret]"

_SHORTEST_SECRET: Final = 4
"""Shorter ones would mask ordinary words, and guard nothing."""

_HEADER: Final = re.compile(
    r"""(authorization\b["']?\s*[:=,]\s*(?:(?-i:b)?["'])?)(?:(?:basic|bearer)\s+)?[^\s"',;)}\]]+""", re.IGNORECASE
)
_SCHEME: Final = re.compile(r"\b(basic|bearer)\s+[A-Za-z0-9+/=_.~-]{4,}", re.IGNORECASE)
_LINE: Final = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"


class Redactor:
    """Masks secrets in text: login headers by their look, registered secrets in every spelling they travel in.

    Usable from several threads.
    """

    def __init__(self) -> None:
        self._spellings: frozenset[str] = frozenset()
        self._known: re.Pattern[str] | None = None

    def register(self, secret: str) -> None:
        """Mask this text from now on, plain, escaped and as base64 at any place in a longer text."""
        if len(secret) < _SHORTEST_SECRET:
            return
        spellings = self._spellings | _spellings(secret)
        if spellings != self._spellings:
            self._spellings = spellings
            longest_first = sorted(spellings, key=len, reverse=True)
            self._known = re.compile("|".join(re.escape(spelling) for spelling in longest_first))

    def mask_registered(self, text: str) -> str:
        """Return the text with the registered secrets masked, and every other word as it was."""
        return text if self._known is None else self._known.sub(MASK, text)

    def redact(self, text: str) -> str:
        """Return the text with every secret masked, and what looks like one."""
        text = self.mask_registered(text)
        text = _HEADER.sub(rf"\1{MASK}", text)
        return _SCHEME.sub(rf"\1 {MASK}", text)


def _spellings(secret: str) -> frozenset[str]:
    data = secret.encode("utf-8", "surrogatepass")
    found = {secret, quote(data, safe=""), repr(secret)[1:-1], repr(data)[2:-1]}
    found |= {json.dumps(secret, ensure_ascii=is_ascii)[1:-1] for is_ascii in (True, False)}
    # Inside a longer text (`key:secret`) base64 has three looks, one for each place a byte can start at.
    for before in range(3):
        encoded = b64encode(b"\0" * before + data).decode("ascii")
        core = encoded[(before * 8 + 5) // 6 : (before + len(data)) * 8 // 6]
        found |= {core, core.replace("+", "-").replace("/", "_")}
    return frozenset(spelling for spelling in found if len(spelling) >= _SHORTEST_SECRET)


class _RedactingFormatter(logging.Formatter):
    """Formats a record, traceback included, and masks the whole of it."""

    def __init__(self, redactor: Redactor) -> None:
        super().__init__(_LINE)
        self._redactor = redactor

    def format(self, record: logging.LogRecord) -> str:
        return self._redactor.redact(super().format(record))

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802 - logging's name
        del datefmt
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


class _RotatingFile(logging.FileHandler):
    """A log file of limited size with a limited number of older ones beside it, readable by this user alone.

    The one of logging.handlers imports sockets and pickle, which a start would pay for.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, encoding="utf-8", errors="backslashreplace", delay=True)
        self._path = path

    def emit(self, record: logging.LogRecord) -> None:
        try:
            if self.stream is not None and self.stream.tell() >= FILE_SIZE_BYTES:
                self._rotate()
            super().emit(record)
        except (OSError, ValueError):
            self.handleError(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        # A full disk must not stop the program, and the default would print the record with its secrets.
        del record

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, PRIVATE_FILE)
        return os.fdopen(descriptor, "a", encoding=self.encoding, errors=self.errors)

    def _rotate(self) -> None:
        if self.stream is not None:
            self.stream.close()
        # FileHandler opens anew at the next record.
        self.stream = None
        older = [self._path.with_name(f"{self._path.name}.{number}") for number in range(1, FILE_COUNT)]
        for older_path, newer_path in zip(reversed(older), [*reversed(older[:-1]), self._path], strict=True):
            if newer_path.exists():
                newer_path.replace(older_path)


class Logs:
    """Logging as this program sets it up, until `stop`.

    Args:
        folder: Where the log files go; it exists.
        redactor: Masks every line.
        echo: Where errors are printed as well; None for nowhere.
    """

    def __init__(self, folder: Path, redactor: Redactor, *, echo: TextIO | None = None) -> None:
        self._handlers: list[logging.Handler] = [_RotatingFile(folder / LOG_NAME)]
        if echo is not None:
            printer = logging.StreamHandler(echo)
            printer.setLevel(logging.ERROR)
            self._handlers.append(printer)
        root = logging.getLogger()
        root.setLevel(logging.INFO)
        for handler in self._handlers:
            handler.setFormatter(_RedactingFormatter(redactor))
            root.addHandler(handler)
        # One line a request says less than the outbox's own.
        for name in ("httpx", "httpcore", "asyncio", "keyring"):
            logging.getLogger(name).setLevel(logging.WARNING)
        logging.captureWarnings(True)

    def stop(self) -> None:
        """Close the files and take the handlers off again."""
        logging.captureWarnings(False)
        for handler in self._handlers:
            logging.getLogger().removeHandler(handler)
            handler.close()
