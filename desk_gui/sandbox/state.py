"""What the practice LiveDesk keeps: tickets and uploaded files, as files that survive a restart."""

import contextlib
import copy
import hashlib
import json
import os
import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self
from urllib.parse import quote

FILES_PATH: Final = "/files"

_PART: Final = ".part"
_BYTES: Final = ".bin"
_FACTS: Final = ".json"
_NUMBER_DIGITS: Final = 6


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was uploaded.

    Attributes:
        media_type: As the client said.
        path: Where its bytes lie on this computer.
        url_path: Its address without scheme, host and port; stays the same over restarts.
        file_url: Its address at the server that was asked.
    """

    file_id: str
    name: str
    size_bytes: int
    sha256: str
    media_type: str
    path: Path
    url_path: str
    file_url: str


class State:
    """Tickets and uploads of one data folder. Any thread may call."""

    def __init__(self, data_dir: Path, id_prefix: str) -> None:
        """Open the folder, make it where it is missing, and sweep what an interrupted run left.

        Every ticket ID is the prefix and a running number.

        Raises:
            OSError: The folder cannot be read or written.
        """
        self._tickets_dir = data_dir / "tickets"
        self._uploads_dir = data_dir / "uploads"
        self._id_prefix = id_prefix
        self._lock = threading.Lock()
        for folder in (data_dir, self._tickets_dir, self._uploads_dir):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._tickets = {facts["ticket_id"]: facts for facts in _read_facts(self._tickets_dir)}
        self._uploads = {facts["file_id"]: facts for facts in _read_facts(self._uploads_dir)}
        self._last_number = max((facts["number"] for facts in self._tickets.values()), default=0)
        self._sweep()

    def _sweep(self) -> None:
        for folder in (self._tickets_dir, self._uploads_dir):
            for path in folder.iterdir():
                is_orphan = path.suffix == _BYTES and path.stem not in self._uploads
                if path.suffix == _PART or is_orphan:
                    path.unlink()

    def add_ticket(self, request: dict[str, Any], headers: Mapping[str, str]) -> str:
        """Keep a ticket that was accepted and return its new ID. On disk when this returns.

        Raises:
            OSError: It could not be written; the number is not used up.
        """
        with self._lock:
            number = self._last_number + 1
            ticket_id = f"{self._id_prefix}{number:0{_NUMBER_DIGITS}d}"
            facts = {
                "ticket_id": ticket_id,
                "number": number,
                "received_at": _now(),
                "headers": dict(headers),
                "request": request,
            }
            _write_facts(self._tickets_dir / f"{number:0{_NUMBER_DIGITS}d}{_FACTS}", facts)
            self._last_number = number
            self._tickets[ticket_id] = facts
            return ticket_id

    def tickets(self) -> list[dict[str, Any]]:
        """Return all tickets, oldest first, as copies."""
        with self._lock:
            return copy.deepcopy(sorted(self._tickets.values(), key=_number))

    def ticket(self, ticket_id: str) -> dict[str, Any] | None:
        """Return a copy of the ticket with this ID, if there is one."""
        with self._lock:
            return copy.deepcopy(self._tickets.get(ticket_id))

    def receive(self) -> "Reception":
        """Begin an upload; use as a context manager."""
        return Reception(self, self._uploads_dir)

    def add_upload(self, facts: dict[str, Any]) -> None:
        """Keep an upload whose bytes are in place.

        Raises:
            OSError: It could not be written.
        """
        _write_facts(self._uploads_dir / f"{facts['file_id']}{_FACTS}", facts)
        with self._lock:
            self._uploads[facts["file_id"]] = facts

    def uploads(self, base_url: str) -> list[Upload]:
        """Return all uploads, oldest first, addressed below this base URL."""
        with self._lock:
            every = sorted(self._uploads.values(), key=_received_at)
        return [self._upload(facts, base_url) for facts in every]

    def upload(self, file_id: str, base_url: str) -> Upload | None:
        """Return the upload with this ID, if there is one."""
        with self._lock:
            facts = self._uploads.get(file_id)
        return self._upload(facts, base_url) if facts else None

    def _upload(self, facts: Mapping[str, Any], base_url: str) -> Upload:
        url_path = f"{FILES_PATH}/{facts['file_id']}/{quote(facts['name'], safe='')}"
        return Upload(
            file_id=facts["file_id"],
            name=facts["name"],
            size_bytes=facts["size_bytes"],
            sha256=facts["sha256"],
            media_type=facts["media_type"],
            path=self._uploads_dir / f"{facts['file_id']}{_BYTES}",
            url_path=url_path,
            file_url=base_url + url_path,
        )


class Reception:
    """One upload on its way to disk, hashed as it passes. Leaving it without `keep` leaves nothing behind."""

    def __init__(self, state: State, folder: Path) -> None:
        self.file_id = secrets.token_hex(16)
        self._state = state
        self._part = folder / f"{self.file_id}{_PART}"
        self._bytes = folder / f"{self.file_id}{_BYTES}"
        self._hash = hashlib.sha256()
        self._size_bytes = 0
        self._file = -1

    def __enter__(self) -> Self:
        self._file = _create(self._part)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._close()
        self._part.unlink(missing_ok=True)

    def write(self, data: memoryview) -> None:
        """Take the next bytes.

        Raises:
            OSError: The disk did not take them.
        """
        self._hash.update(data)
        self._size_bytes += len(data)
        _write_all(self._file, data)

    def keep(self, name: str, media_type: str) -> None:
        """Make the upload a lasting one.

        The bytes are not forced to the disk: a practice file that a power cut takes is no loss, and a gigabyte's
        flush would hide how fast the client is.

        Raises:
            OSError: It could not be written.
        """
        self._close()
        self._part.replace(self._bytes)
        try:
            self._state.add_upload(
                {
                    "file_id": self.file_id,
                    "name": name,
                    "size_bytes": self._size_bytes,
                    "sha256": self._hash.hexdigest(),
                    "media_type": media_type,
                    "received_at": _now(),
                }
            )
        except OSError:
            self._bytes.unlink(missing_ok=True)
            raise

    def _close(self) -> None:
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _number(facts: Mapping[str, Any]) -> int:
    return int(facts["number"])


def _received_at(facts: Mapping[str, Any]) -> str:
    return str(facts["received_at"])


def _create(path: Path) -> int:
    # O_BINARY is Windows' alone: without it line ends would be translated.
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)


def _write_all(file: int, data: memoryview) -> None:
    while data:
        data = data[os.write(file, data) :]


def _write_facts(path: Path, facts: Mapping[str, Any]) -> None:
    part = path.with_suffix(_PART)
    file = _create(part)
    try:
        try:
            _write_all(file, memoryview(json.dumps(facts, indent=1).encode("ascii")))
            os.fsync(file)
        finally:
            os.close(file)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    # Windows cannot open a folder to flush it.
    with contextlib.suppress(PermissionError):
        file = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(file)
        finally:
            os.close(file)


def _read_facts(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(path.read_bytes()) for path in folder.glob(f"*{_FACTS}")]
