"""A small web site on loopback that notes what it is asked for."""

import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self


@dataclass(frozen=True, slots=True)
class Page:
    """What an address answers.

    Attributes:
        body: All of it.
        media_type: As claimed.
        status: Of the answer.
        headers: More of them.
        before_body: Called once the headers are out; may wait.
    """

    body: bytes = b""
    media_type: str = "text/html"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    before_body: Callable[[], object] | None = None


class WebSite:
    """Serves pages by path while a `with` block lasts; everything else is 404.

    Args:
        pages: What each path answers; may be added to at any time.
        host: A loopback address.
        context: For TLS; None for plain HTTP.

    Attributes:
        asked: Path and headers of every request, in order.
    """

    def __init__(
        self, pages: dict[str, Page], *, host: str = "127.0.0.1", context: ssl.SSLContext | None = None
    ) -> None:
        self.pages = pages
        self.asked: list[tuple[str, Mapping[str, str]]] = []
        self._server = ThreadingHTTPServer((host, 0), self._handler())
        if context is not None:
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        scheme = "http" if context is None else "https"
        self.port = self._server.server_address[1]
        self.url = f"{scheme}://{host}:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def paths(self) -> list[str]:
        """The paths asked for, in order."""
        return [path for path, _headers in self.asked]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join(10)
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, dict(self.headers.items())))
                page = site.pages.get(self.path, Page(b"not here", status=404))
                try:
                    self._answer(page)
                except OSError:
                    self.close_connection = True

            def _answer(self, page: Page) -> None:
                self.send_response(page.status)
                headers = {"Content-Type": page.media_type, "Content-Length": str(len(page.body)), **page.headers}
                for name, value in headers.items():
                    if value:
                        self.send_header(name, value)
                self.end_headers()
                self.wfile.flush()
                if page.before_body is not None:
                    page.before_body()
                self.wfile.write(page.body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name for it
                pass

        return Handler
