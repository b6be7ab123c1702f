"""How fast and how lean a 1 GiB upload is, against curl to the same server, and how soon a stalled one can be ended.

The server runs in a process of its own and throws everything away, which is the hardest case for a client: nothing
else is slow. Both programs send the same file from the same page cache as multipart/form-data with a login.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from support.measuring import Limits, go_first, median, print_table
from support.project import ROOT

SIZE_BYTES: Final = 1024**3
ROUNDS: Final = 7
CANCELLED: Final = 20
SUPPORT: Final = ROOT / "tests" / "support"
PATIENCE_S: Final = 180
UPLOAD_PATH: Final = "/api/v2/accounts/upload"


@contextmanager
def sink(*options: str) -> Iterator[str]:
    """Run the server; gives its base URL."""
    command = [sys.executable, str(SUPPORT / "sink.py"), *options]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.kill()


def _run(command: list[str]) -> str:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))}
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=PATIENCE_S, check=True)
    return done.stdout


def curl_s(base_url: str, path: Path) -> float:
    """Upload with curl; return its own count of seconds."""
    form = ["-F", f"attachment=@{path};type=application/octet-stream", "-u", "key:secret"]
    quiet = ["--silent", "--show-error", "--fail", "--noproxy", "*", "--output", os.devnull]
    return float(_run(["curl", *quiet, "--write-out", "%{time_total}", *form, base_url + UPLOAD_PATH]))


def ours(base_url: str, path: Path, warm_up: Path) -> dict[str, float]:
    """Upload with the program's client in a fresh process; return its seconds and its growth in KiB."""
    probe = [sys.executable, str(SUPPORT / "upload_probe.py"), "upload", base_url, str(path)]
    found: dict[str, float] = json.loads(_run([*probe, "--warm-up", str(warm_up)]))
    return found


def cancelled_ms(path: Path) -> list[float]:
    """Return how long each stalled upload took to end."""
    with sink("--stall") as base_url:
        probe = [sys.executable, str(SUPPORT / "upload_probe.py"), "cancel", base_url, str(path)]
        found: list[float] = json.loads(_run([*probe, "--rounds", str(CANCELLED)]))
    return found


def write_files(folder: Path) -> tuple[Path, Path]:
    """Write the big file and a small one; noise, so that nothing can be clever about it."""
    big, small = folder / "capture.bin", folder / "small.png"
    block = os.urandom(16 * 1024 * 1024)
    with big.open("wb") as file:
        for _ in range(SIZE_BYTES // len(block)):
            file.write(block)
    small.write_bytes(block[:200_000])
    return big, small


def main() -> int:
    """Measure, print, and return 1 when a limit is missed."""
    curl_times: list[float] = []
    our_times: list[float] = []
    growths_mib: list[float] = []
    with tempfile.TemporaryDirectory(prefix="upload-") as name:
        big, small = write_files(Path(name))
        go_first()
        with sink() as base_url:
            curl_s(base_url, big)  # uncounted: fills the page cache
            for _ in range(ROUNDS):
                curl_times.append(curl_s(base_url, big))
                found = ours(base_url, big, small)
                our_times.append(found["seconds"])
                growths_mib.append(found["growth_kib"] / 1024)
        cancels_ms = cancelled_ms(big)
    mib = SIZE_BYTES / 1024**2
    speeds = {"curl": [mib / each for each in curl_times], "Desk GUI": [mib / each for each in our_times]}
    print_table(speeds, "MiB/s")
    print_table({"memory growth, MiB": growths_mib}, "MiB over the warm client")
    print_table({"cancelling, ms": cancels_ms}, "ms to the end of a stalled upload")
    limits = Limits()
    limits.check("our speed / curl's", median(speeds["Desk GUI"]) / median(speeds["curl"]), at_least=0.9)
    limits.check("memory growth, most, MiB", max(growths_mib), at_most=16)
    limits.check("cancelling a stalled upload, most, ms", max(cancels_ms), at_most=100)
    return limits.exit_code


if __name__ == "__main__":
    sys.exit(main())
