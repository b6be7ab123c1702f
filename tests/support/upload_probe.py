"""The program's own client in a process with nothing else in it, so that its speed and memory can be measured.

Prints one line of JSON. `upload` sends a file; `cancel` sends it to a server that stalls, again and again, and breaks
off each time.
"""

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from support.measuring import peak_memory_kib

from desk_gui.livedesk.client import Credentials, LiveDeskClient, RequestTrace

_STILL_S: Final = 0.2
"""The kernel's buffers are full after that, and the upload waits for room."""

_DEADLINE_S: Final = 30


def _client(base_url: str) -> LiveDeskClient:
    return LiveDeskClient(base_url=base_url, credentials=Credentials("key", "secret"))


class Trace(RequestTrace):
    """Says when the body begins to go out."""

    def __init__(self) -> None:
        super().__init__()
        self.started = asyncio.Event()

    async def __call__(self, name: str, info: dict[str, object]) -> None:
        """Take one event of httpx's `trace` extension."""
        await super().__call__(name, info)
        if self.body_started:
            self.started.set()


def _ignore(sent_bytes: int, total_bytes: int, is_approximate: bool) -> None:
    del sent_bytes, total_bytes, is_approximate


async def upload(base_url: str, path: Path, warm_up: Path) -> dict[str, float]:
    """Send a small file, so that everything is imported and made, then the real one."""
    async with _client(base_url) as client:
        await client.upload(warm_up, warm_up.name, "image/png", _ignore)
        before_kib = peak_memory_kib()
        started_at = time.perf_counter()
        await client.upload(path, path.name, "application/octet-stream", _ignore)
        seconds = time.perf_counter() - started_at
        return {"seconds": seconds, "growth_kib": peak_memory_kib() - before_kib}


async def cancel(base_url: str, path: Path, rounds: int) -> list[float]:
    """Break off stalled uploads; return how long each took to end, in milliseconds."""
    times_ms: list[float] = []
    async with _client(base_url) as client:
        for _ in range(rounds):
            trace = Trace()
            task = asyncio.create_task(client.upload(path, path.name, "image/png", _ignore, trace=trace))
            async with asyncio.timeout(_DEADLINE_S):
                await trace.started.wait()
            await asyncio.wait([task], timeout=_STILL_S)
            assert not trace.body_sent
            started_at = time.perf_counter()
            task.cancel()
            await asyncio.wait([task], timeout=_DEADLINE_S)
            times_ms.append((time.perf_counter() - started_at) * 1000)
            assert task.cancelled()
    return times_ms


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("upload", "cancel"))
    parser.add_argument("base_url")
    parser.add_argument("path", type=Path)
    parser.add_argument("--warm-up", type=Path, help="a small file")
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args(arguments)
    if options.what == "upload":
        print(json.dumps(asyncio.run(upload(options.base_url, options.path, options.warm_up))))
    else:
        print(json.dumps(asyncio.run(cancel(options.base_url, options.path, options.rounds))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
