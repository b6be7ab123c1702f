"""How late the GUI thread gets while the program works as hard as a technician can make it.

The whole program runs in its real window on a private screen, its practice LiveDesk in a process of its own. A 5 ms
timer on the GUI thread notes how late it is: while a 1 GiB file is copied in, while that file uploads and 200
screenshots are dropped at once, and while 10,000 files are.
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

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from support.desktop import PrivateDesktop
from support.measuring import Limits, children, go_first, quantile
from support.project import ROOT

BIG_BYTES: Final = 1024**3
PICTURES: Final = 200
MANY: Final = 10_000
MOST_LATE_MS: Final = 50.0
PATIENCE_S: Final = 280


def write_pictures(folder: Path) -> None:
    """Draw what screenshots look like: areas, lines of text, and each another than the last."""
    folder.mkdir()
    app = QGuiApplication(["pictures", "-platform", "offscreen"])
    for number in range(PICTURES):
        image = QImage(1280, 800, QImage.Format.Format_RGB32)
        image.fill(QColor.fromHsv(number * 359 // PICTURES, 40, 240))
        painter = QPainter(image)
        for line in range(40):
            painter.fillRect(
                QRect(20, 20 * line, (line * 97 + number * 31) % 1200, 3), QColor.fromHsv(line * 8, 200, 180)
            )
            painter.drawText(40, 20 * line + 15, f"{number:03} error 0x{number * 7919 + line:08x} in line {line} " * 3)
        painter.end()
        image.save(str(folder / f"screenshot {number:03}.png"))
    app.quit()


def write_files(folder: Path) -> None:
    """Write the big file, the pictures and the many small ones."""
    block = os.urandom(16 * 1024 * 1024)
    with (folder / "big.bin").open("wb") as file:
        for _ in range(BIG_BYTES // len(block)):
            file.write(block)
    write_pictures(folder / "pictures")
    (folder / "many").mkdir()
    for number in range(MANY):
        (folder / "many" / f"file {number:05}.txt").write_text(f"file {number}", encoding="ascii")


@contextmanager
def practice(data_dir: Path) -> Iterator[tuple[str, str, str]]:
    """Run the practice LiveDesk; gives its base URL, key and secret."""
    command = [sys.executable, "-m", "desk_gui.sandbox", "--port", "0", "--data-dir", str(data_dir)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as process:
        try:
            assert process.stdout is not None
            url, key, secret = (process.stdout.readline().partition(": ")[2].strip() for _ in range(3))
            yield url, key, secret
        finally:
            process.kill()


def measure(folder: Path) -> dict[str, list[float]]:
    """Run the program; return by how much each tick was late, by phase."""
    with practice(folder / "sandbox") as login, PrivateDesktop() as desktop:
        for pid in children():
            go_first(pid)
        inputs = [folder / name for name in ("data", "big.bin", "pictures", "many")]
        probe = [sys.executable, str(ROOT / "tests" / "support" / "latency_probe.py"), *login, *map(str, inputs)]
        env = {**desktop.env, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))}
        env.pop("QT_LINUX_ACCESSIBILITY_ALWAYS_ON")
        done = subprocess.run(probe, env=env, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
        if done.returncode or not done.stdout:
            raise RuntimeError(f"the program ended with {done.returncode}\n{done.stderr}")
        found = json.loads(done.stdout.splitlines()[-1])
        if "too late" in found["notes"]:
            raise RuntimeError(f"the program did not come through: {found['notes']}")
        lateness: dict[str, list[float]] = found["lateness_ms"]
        return lateness


def main() -> int:
    """Measure, print, and return 1 when a limit is missed."""
    with tempfile.TemporaryDirectory(prefix="latency-") as name:
        write_files(Path(name))
        go_first()
        lateness = measure(Path(name))
    print(f"{'':36}  {'ticks':>6}  {'median':>7}  {'p99':>7}  {'most':>7}   (ms late, of a timer every 5 ms)")
    for phase, values in lateness.items():
        figures = "  ".join(f"{value:7.1f}" for value in (quantile(values, 0.5), quantile(values, 0.99), max(values)))
        print(f"{phase:36}  {len(values):6}  {figures}", flush=True)
    limits = Limits()
    for phase, values in lateness.items():
        limits.check(f"{phase}: latest, ms", max(values), at_most=MOST_LATE_MS)
    return limits.exit_code


if __name__ == "__main__":
    sys.exit(main())
