"""Run the practice LiveDesk alone: `python -m desk_gui.sandbox --port 8080`."""

import argparse
import signal
import sys
import tempfile
import threading
from pathlib import Path
from types import FrameType
from typing import Final

from desk_gui.sandbox.server import Sandbox

API_KEY: Final = "practice"
API_SECRET: Final = "practice-secret"  # noqa: S105 - a practice server's, printed for everyone to use

_LOOK_UP_S: Final = 0.5


def main(arguments: list[str] | None = None) -> int:
    """Serve until interrupted or terminated, and return the exit code.

    Args:
        arguments: Without the program's name; None takes the command line's.
    """
    parser = argparse.ArgumentParser(
        prog="python -m desk_gui.sandbox",
        description=f"A practice LiveDesk on this computer. API key: {API_KEY}, API secret: {API_SECRET}.",
    )
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1; 0, the default, takes a free one")
    parser.add_argument("--data-dir", type=Path, help="keeps tickets and files; without it they go when it stops")
    options = parser.parse_args(arguments)
    if not 0 <= options.port <= 65535:  # noqa: PLR2004 - the ports there are
        parser.error("--port must be from 0 to 65535")
    if options.data_dir is not None:
        return _serve(options.port, options.data_dir)
    with tempfile.TemporaryDirectory(prefix="desk-gui-sandbox-") as folder:
        return _serve(options.port, Path(folder))


def _serve(port: int, data_dir: Path) -> int:
    is_over = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        del number, frame
        is_over.set()

    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGTERM, end)
    try:
        with Sandbox(data_dir=data_dir, port=port, api_key=API_KEY, api_secret=API_SECRET) as sandbox:
            sys.stdout.write(f"Base URL: {sandbox.base_url}\nAPI key: {API_KEY}\nAPI secret: {API_SECRET}\n")
            sys.stdout.flush()
            # Windows does not interrupt a wait without a timeout.
            while not is_over.wait(_LOOK_UP_S):
                pass
    except OSError as error:
        sys.stderr.write(f"The practice LiveDesk cannot start: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
