"""A stand-in LiveDesk on loopback: starts, stops, and shows what it has been sent."""

import hmac
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar, Final, Self

from desk_gui.sandbox.handler import SandboxHandler
from desk_gui.sandbox.loopback import HOST, LoopbackServer
from desk_gui.sandbox.state import State, Upload

__all__ = ["Sandbox", "Upload"]

_STOP_S: Final = 0.9


class Sandbox:
    """A practice LiveDesk: real HTTP, real credentials, tickets that go nowhere.

    Listens on 127.0.0.1 alone. Use as a context manager, or call `start` and `stop`. Tickets and uploads stay in
    the data folder and are there again when another sandbox starts in it; only one may use a folder at a time.
    """

    handler_class: ClassVar[type[SandboxHandler]] = SandboxHandler

    def __init__(
        self, *, data_dir: Path, port: int = 0, api_key: str, api_secret: str, id_prefix: str = "tk_practice_"
    ) -> None:
        """Prepare; nothing is opened before `start`.

        The data folder is owned by this sandbox and made where it is missing. Port 0 takes a free one at each start.
        Every ticket ID is the prefix and a running number.
        """
        self._data_dir = data_dir
        self._port = port
        self._pair = f"{api_key}:{api_secret}".encode()
        self._id_prefix = id_prefix
        self._state: State | None = None
        self._server: LoopbackServer | None = None
        self._base_url = ""

    def start(self) -> None:
        """Read the data folder and listen. Connections are accepted when this returns.

        Raises:
            OSError: The port is taken, or the folder cannot be used.
        """
        if self._server is not None:
            return
        self._state = State(self._data_dir, self._id_prefix)
        self._server = LoopbackServer(self._port, self.handler_class, self)
        self._base_url = f"http://{HOST}:{self._server.server_port}"
        self._server.start()

    def stop(self) -> None:
        """Close the port and all connections; takes at most a second. What was received can still be read."""
        if self._server is not None:
            self._server.stop(_STOP_S)
            self._server = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def base_url(self) -> str:
        """`http://127.0.0.1:PORT`; "" before the first start."""
        return self._base_url

    @property
    def state(self) -> State:
        """What is kept.

        Raises:
            RuntimeError: It was never started.
        """
        if self._state is None:
            raise RuntimeError("the sandbox was never started")
        return self._state

    def is_key(self, pair: bytes) -> bool:
        """Whether these bytes are `api_key:api_secret`."""
        return hmac.compare_digest(pair, self._pair)

    def tickets(self) -> list[dict[str, Any]]:
        """Return the tickets taken so far, oldest first.

        Each has `ticket_id`, `number`, `received_at` (ISO 8601, UTC), `headers` (without Authorization) and `request`,
        the JSON as received.
        """
        return self.state.tickets()

    def uploads(self) -> list[Upload]:
        """Return the files taken so far, oldest first."""
        return self.state.uploads(self.base_url)
