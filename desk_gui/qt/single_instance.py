"""One program to a data folder: the lock, and how its holder hears those that start later.

Both sides speak in lines of JSON objects. The holder greets with the version of what is spoken here; the other side
asks for one thing; the holder answers until it has nothing more to say. What is said is the callers' affair.
`qt.conversation` is the other side.
"""

import json
import os
import stat
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalSocket

PROTOCOL: Final = 2
"""The version of what is said. Whoever reads another one in the greeting says nothing and goes."""
MESSAGE_LIMIT_BYTES: Final = 4 << 20
MOST_CALLERS: Final = 100
"""Each needs a file descriptor of the window's process."""
_LOCK_TRY_MS: Final = 50
_REQUEST_LIMIT_MS: Final = 10_000


class OtherVersionError(Exception):
    """The holder of the folder is a Desk GUI that speaks otherwise; nothing was said to it."""


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
    from hashlib import sha256  # noqa: PLC0415 - the window paints before the name is needed

    return f"desk-gui-{sha256(os.fsencode(data_dir.resolve())).hexdigest()[:32]}"


def is_ours(full_name: str) -> bool:
    """Say whether a socket belongs to this user: its name is easily guessed and the folder of sockets is everybody's.

    Args:
        full_name: As `QLocalSocket.fullServerName` has it.
    """
    if sys.platform == "win32":
        return True
    try:
        found = os.lstat(full_name)
    except OSError:
        return False
    return stat.S_ISSOCK(found.st_mode) and found.st_uid == os.geteuid()


def is_connected(socket: "QLocalSocket") -> bool:
    """Say whether somebody is at the other end; `isValid` would go on saying so."""
    return socket.state() is type(socket).LocalSocketState.ConnectedState


def to_line(message: Mapping[str, object]) -> bytes:
    """Return a message as it is sent."""
    return json.dumps(message).encode("ascii") + b"\n"


def from_line(line: bytes) -> dict[str, object] | None:
    """Return the message of a line; None where it is not one."""
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return message if isinstance(message, dict) else None


class Caller(QObject):
    """A program that was started later and asks for something. Its server owns it; it ends with its connection.

    Args:
        socket: The connection; becomes this object's own.
        on_request: Given this object and what it asks for, on the GUI thread, once.

    Signals:
        left: It is not there any more; nothing can be said to it.
        drained: All that was said so far is on its way.
    """

    left = Signal()
    drained = Signal()

    def __init__(
        self,
        socket: "QLocalSocket",
        on_request: "Callable[[Caller, dict[str, object]], None]",
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._socket = socket
        socket.setParent(self)
        self._on_request = on_request
        self._received = bytearray()
        self._is_heard = False
        socket.disconnected.connect(self._on_socket_disconnected)
        socket.readyRead.connect(self._on_socket_ready_read)
        socket.bytesWritten.connect(self._on_socket_bytes_written)
        QTimer.singleShot(_REQUEST_LIMIT_MS, self, self._on_limit_timeout)
        self.say({"protocol": PROTOCOL})
        if not is_connected(socket):
            self._on_socket_disconnected()
        elif socket.bytesAvailable():
            self._on_socket_ready_read()

    @property
    def is_busy(self) -> bool:
        """Whether it has not taken all yet that was said to it."""
        return self._socket.bytesToWrite() > 0

    def say(self, message: Mapping[str, object]) -> None:
        """Say something; returns at once, and does nothing when it has left."""
        if is_connected(self._socket):
            self._socket.write(to_line(message))

    def end(self) -> None:
        """End the connection once all that was said is on its way."""
        self._socket.flush()
        self._socket.disconnectFromServer()

    @Slot()
    def _on_socket_ready_read(self) -> None:
        self._received += self._socket.readAll().data()
        if self._is_heard or len(self._received) > MESSAGE_LIMIT_BYTES:
            self._socket.abort()
        elif self._received.endswith(b"\n"):
            self._is_heard = True
            message = from_line(bytes(self._received))
            self._received.clear()
            if message is None:
                self._socket.abort()
            else:
                self._on_request(self, message)

    @Slot()
    def _on_socket_bytes_written(self) -> None:
        if not self.is_busy:
            self.drained.emit()

    @Slot()
    def _on_socket_disconnected(self) -> None:
        self.left.emit()
        self.deleteLater()

    @Slot()
    def _on_limit_timeout(self) -> None:
        if not self._is_heard:
            self._socket.abort()


class InstanceServer(QObject):
    """Hears programs started later on the same data folder. Only the lock's holder makes one.

    Args:
        data_dir: The folder whose holder this is.
        on_request: Given who asks and what, on the GUI thread. Whoever takes it ends the connection some time.
    """

    def __init__(
        self,
        data_dir: Path,
        on_request: Callable[[Caller, dict[str, object]], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        # Imported when needed: the window paints before it is.
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415 - see above

        self._name = server_name(data_dir)
        self._on_request = on_request
        self._server: QLocalServer = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_server_new_connection)

    def serve(self) -> bool:
        """Begin to listen; False if the system does not let it, then programs started later cannot be heard."""
        if self._server.listen(self._name):
            return True
        # A process that was killed leaves its socket behind. The lock says that it is gone.
        type(self._server).removeServer(self._name)
        return self._server.listen(self._name)

    def stop(self) -> None:
        """Stop listening; who is connected stays so."""
        self._server.close()

    @Slot()
    def _on_server_new_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            if len(self.findChildren(Caller)) >= MOST_CALLERS:
                socket.abort()
                socket.deleteLater()
            else:
                Caller(socket, self._on_request, self)
