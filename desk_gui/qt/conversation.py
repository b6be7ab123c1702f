"""What a program says to the one that holds its data folder, and hears from it. `qt.single_instance` is that side."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final

from desk_gui.qt.single_instance import (
    MESSAGE_LIMIT_BYTES,
    PROTOCOL,
    OtherVersionError,
    from_line,
    is_connected,
    is_ours,
    server_name,
    to_line,
)

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalSocket

_CONNECT_MS: Final = 1_000
_GREETING_S: Final = 5.0
"""A holder that listens but is busy painting, say, is given this long."""
_SILENCE_S: Final = 60.0
"""A holder at work says so every second or so."""
_LOOK_MS: Final = 200
"""A wait cannot be interrupted before it ends."""


class HolderGoneError(Exception):
    """The holder of the folder ended, or does not answer any more, before it had said all."""


class TooMuchError(Exception):
    """The request is longer than a holder listens to; nothing was said."""


class Conversation:
    """A connection to the program that holds a data folder. Blocks; needs no event loop and no application.

    Made by `begin`.
    """

    def __init__(self, socket: "QLocalSocket") -> None:
        self._socket = socket
        self._received = bytearray()

    @classmethod
    def begin(cls, data_dir: Path) -> "Conversation | None":
        """Call the holder of a data folder.

        Returns:
            None when nobody of this user listens there.

        Raises:
            OtherVersionError: It speaks otherwise.
        """
        from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415 - a start that is alone does without it

        socket = QLocalSocket()
        socket.connectToServer(server_name(data_dir))
        if not socket.waitForConnected(_CONNECT_MS) or not is_ours(socket.fullServerName()):
            return None
        conversation = cls(socket)
        try:
            greeting = conversation._line(_GREETING_S)
        except HolderGoneError:
            return None
        if greeting.get("protocol") != PROTOCOL:
            raise OtherVersionError
        return conversation

    def ask(self, request: Mapping[str, object]) -> None:
        """Say what is wanted.

        Raises:
            TooMuchError: It is too long.
            HolderGoneError: It could not be said.
        """
        line = to_line(request)
        if len(line) > MESSAGE_LIMIT_BYTES:
            raise TooMuchError
        self._socket.write(line)
        give_up_at = monotonic() + _SILENCE_S
        while self._socket.bytesToWrite():
            if not self._socket.waitForBytesWritten(_LOOK_MS) and (self._is_gone or monotonic() >= give_up_at):
                raise HolderGoneError

    def answers(self) -> Iterator[dict[str, object]]:
        """Yield what the holder says, until whoever reads has heard enough.

        Raises:
            HolderGoneError: It says no more, or nothing that can be understood.
        """
        while True:
            yield self._line(_SILENCE_S)

    @property
    def _is_gone(self) -> bool:
        return not is_connected(self._socket) and not self._socket.bytesAvailable()

    def _line(self, silence_s: float) -> dict[str, object]:
        give_up_at = monotonic() + silence_s
        while (end := self._received.find(b"\n")) < 0:
            self._received += self._socket.readAll().data()
            if b"\n" in self._received:
                continue
            if self._is_gone or monotonic() >= give_up_at or len(self._received) > MESSAGE_LIMIT_BYTES:
                raise HolderGoneError
            self._socket.waitForReadyRead(_LOOK_MS)
        line = bytes(self._received[: end + 1])
        del self._received[: end + 1]
        message = from_line(line)
        if message is None:
            raise HolderGoneError
        return message
