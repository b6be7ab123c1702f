"""A server that takes uploads as fast as Python can and keeps nothing: what is measured is the client.

`python sink.py` prints `PORT` and serves until its standard input ends. With `--stall` it reads the headers and nothing
more, like a server that hangs.
"""

import argparse
import json
import socket
import sys
import threading
from typing import Final

_BUFFER_BYTES: Final = 1024 * 1024
_HEADERS_END: Final = b"\r\n\r\n"


def _headers(connection: socket.socket) -> tuple[dict[str, str], bytes]:
    """Read up to the end of the headers; return them, lower-cased, and what came after them."""
    received = b""
    while _HEADERS_END not in received:
        more = connection.recv(65536)
        if not more:
            return {}, b""
        received += more
    head, _, rest = received.partition(_HEADERS_END)
    lines = head.decode("latin-1").split("\r\n")[1:]
    pairs = (line.split(":", 1) for line in lines if ":" in line)
    return {name.strip().lower(): value.strip() for name, value in pairs}, rest


def _serve(connection: socket.socket, *, stalls: bool) -> None:
    with connection:
        headers, rest = _headers(connection)
        if stalls:
            threading.Event().wait(120)
            return
        if headers.get("expect", "").lower() == "100-continue":
            connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        left = int(headers.get("content-length", "0")) - len(rest)
        buffer = bytearray(_BUFFER_BYTES)
        while left > 0:
            count = connection.recv_into(buffer)
            if not count:
                return
            left -= count
        body = json.dumps({"file_url": "http://127.0.0.1/files/1"}).encode("ascii")
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        connection.sendall(head.encode("ascii") + b"Connection: close\r\n\r\n" + body)


def _accept(listener: socket.socket, *, stalls: bool) -> None:
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=_serve, args=(connection,), kwargs={"stalls": stalls}, daemon=True).start()


def main() -> int:
    """Serve on a free port of this computer until standard input ends."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stall", action="store_true", help="never read a body")
    stalls: bool = parser.parse_args().stall
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    threading.Thread(target=_accept, args=(listener,), kwargs={"stalls": stalls}, daemon=True).start()
    sys.stdin.buffer.read()
    return 0


if __name__ == "__main__":
    sys.exit(main())
