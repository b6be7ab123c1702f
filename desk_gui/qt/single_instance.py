"""One program to a data folder: the lock, and the way to say something to its holder.

A message is one line of JSON, an object; the answer is one line too. What it means is the callers' affair.
"""

import json
import os
import stat
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLockFile, QObject, QTimer, Slot

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalSocket

MESSAGE_LIMIT_BYTES: Final = 1 << 20
_LOCK_TRY_MS: Final = 50
_READ_LIMIT_MS: Final = 2_000
_TAKEN: Final = b"taken\n"


class InstanceLock:
    """The right to write in a data folder; held until `release` or the end of the process, however it ends.

    Args:
        path: The lock file; its folder exists.
    """

    def __init__(self, path: Path) -> None:
        self._lock = QLockFile(str(path))
        # Never stale by age: a lock may be held for weeks. One whose process is gone is taken over all the same.
        self._lock.setStaleLockTime(0)

    def acquire(self) -> bool:
        """Take the lock, unless another process holds it."""
        return self._lock.isLocked() or self._lock.tryLock(_LOCK_TRY_MS)

    def release(self) -> None:
        """Give the lock back."""
        self._lock.unlock()


def server_name(data_dir: Path) -> str:
    """Return the name that the holder of a data folder listens on, short whatever the folder's path."""
    return f"desk-gui-{sha256(os.fsencode(data_dir.resolve())).hexdigest()[:32]}"


class InstanceServer(QObject):
    """Takes messages from programs started later on the same data folder. Only the lock's holder makes one.

    Args:
        data_dir: The folder whose holder this is.
        on_message: Given each message, on the GUI thread.
    """

    def __init__(
        self, data_dir: Path, on_message: Callable[[dict[str, object]], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        # Imported when needed: the window paints before it is.
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415 - see above

        self._name = server_name(data_dir)
        self._on_message = on_message
        self._server: QLocalServer = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_server_new_connection)

    def serve(self) -> bool:
        """Begin to listen; False if the system does not let it, then programs started later cannot hand over."""
        if self._server.listen(self._name):
            return True
        # A process that was killed leaves its socket behind. The lock says that it is gone.
        type(self._server).removeServer(self._name)
        return self._server.listen(self._name)

    def stop(self) -> None:
        """Stop listening."""
        self._server.close()

    @Slot()
    def _on_server_new_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            _Reading(socket, self._on_message)


class _Reading(QObject):
    """One message on its way in; lives and dies with its socket."""

    def __init__(self, socket: "QLocalSocket", on_message: Callable[[dict[str, object]], None]) -> None:
        super().__init__(socket)
        self._socket = socket
        self._on_message = on_message
        self._received = bytearray()
        socket.disconnected.connect(socket.deleteLater)
        socket.readyRead.connect(self._on_socket_ready_read)
        QTimer.singleShot(_READ_LIMIT_MS, self, self._on_limit_timeout)
        if socket.bytesAvailable():
            self._on_socket_ready_read()

    @Slot()
    def _on_socket_ready_read(self) -> None:
        self._received += self._socket.readAll().data()
        if len(self._received) > MESSAGE_LIMIT_BYTES:
            self._socket.abort()
        elif self._received.endswith(b"\n"):
            message = _parse(bytes(self._received))
            self._received.clear()
            if message is None:
                self._socket.abort()
                return
            self._socket.write(_TAKEN)
            self._socket.disconnectFromServer()
            self._on_message(message)

    @Slot()
    def _on_limit_timeout(self) -> None:
        self._socket.abort()


def hand_over(data_dir: Path, message: dict[str, object], timeout_ms: int) -> bool:
    """Give a message to the program that holds a data folder.

    Blocks, without an event loop, for up to three times `timeout_ms`.

    Returns:
        Whether it was taken.
    """
    from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415 - a start that need not hand over does without it

    line = json.dumps(message).encode("ascii") + b"\n"
    if len(line) > MESSAGE_LIMIT_BYTES:
        return False
    socket = QLocalSocket()
    socket.connectToServer(server_name(data_dir))
    if not socket.waitForConnected(timeout_ms) or not _is_ours(socket.fullServerName()):
        return False
    socket.write(line)
    while socket.bytesToWrite():
        if not socket.waitForBytesWritten(timeout_ms):
            return False
    while not socket.canReadLine():
        if not socket.waitForReadyRead(timeout_ms):
            return False
    return socket.readAll().data() == _TAKEN


def _is_ours(full_name: str) -> bool:
    # The name is easily guessed and the folder of sockets is everybody's.
    if sys.platform == "win32":
        return True
    try:
        found = os.lstat(full_name)
    except OSError:
        return False
    return stat.S_ISSOCK(found.st_mode) and found.st_uid == os.geteuid()


def _parse(line: bytes) -> dict[str, object] | None:
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return message if isinstance(message, dict) else None
