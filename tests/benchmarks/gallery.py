"""Two hundred 4K screenshots dropped at once: when the list is there, when the last thumbnail is, and the memory taken.

The whole program runs in its real window on a private screen. Its peer decodes the same files with QImage on as many
threads as there are cores, in a process of its own, and does nothing else.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from support.desktop import PrivateDesktop
from support.measuring import Limits, children, go_first, median, print_table
from support.project import ROOT

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

FILES: Final = 200
ROUNDS: Final = 3
MOST_LIST_MS: Final = 50.0
MOST_RATIO: Final = 2.0
MOST_MEMORY_KIB: Final = 150 * 1024
PATIENCE_S: Final = 240

_WRITE: Final = """
import random, sys
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
app = QGuiApplication([])
for number in range(int(sys.argv[2])):
    chance = random.Random(number)
    image = QImage(3840, 2160, QImage.Format.Format_RGB32)
    image.fill(QColor("#f2f4f7"))
    painter = QPainter(image)
    font = painter.font()
    font.setPixelSize(22)
    painter.setFont(font)
    for y in range(24, 2160, 56):
        painter.fillRect(chance.randrange(3840), y - 20, 300, 26, QColor(chance.randrange(256), 90, 160))
        painter.drawText(20, y, "".join(chance.choices("abcdefghijklmnopqrstuvwxyz     ", k=200)))
    painter.end()
    assert image.save(f"{sys.argv[1]}/screen {number:03}.png")
"""

_DECODE: Final = """
import os, sys, time
from concurrent.futures import ThreadPoolExecutor
from PySide6.QtGui import QImage
files = sorted(os.path.join(sys.argv[1], name) for name in os.listdir(sys.argv[1]))
began = time.perf_counter()
with ThreadPoolExecutor(os.cpu_count()) as pool:
    assert not any(pool.map(lambda path: QImage(path).isNull(), files))
print((time.perf_counter() - began) * 1000)
"""


def decode(folder: Path) -> float:
    """Return how many milliseconds plain decoding takes."""
    done = subprocess.run(
        [sys.executable, "-c", _DECODE, str(folder)], capture_output=True, text=True, timeout=PATIENCE_S, check=True
    )
    return float(done.stdout)


def gallery(data: Path, files: Path) -> dict[str, float]:
    """Run the program; return what it measured of itself.

    Raises:
        RuntimeError: It did not come through.
    """
    with PrivateDesktop() as desktop:
        for pid in children():
            go_first(pid)
        probe: list[str | Path] = [sys.executable, ROOT / "tests" / "support" / "gallery_probe.py"]
        # Nothing is sent, so nobody has to answer there.
        probe += ["http://127.0.0.1:9", "key", "secret", data, files]
        env = {**desktop.env, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))}
        env.pop("QT_LINUX_ACCESSIBILITY_ALWAYS_ON")
        done = subprocess.run(probe, env=env, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1]) if done.stdout else {}
    if done.returncode or "last thumbnail" not in found:
        raise RuntimeError(f"the program ended with {done.returncode}: {found}\n{done.stderr}")
    return found


def main() -> int:
    """Measure, print, and return 1 when a limit is missed."""
    rows: dict[str, list[float]] = {}
    go_first()
    with tempfile.TemporaryDirectory(prefix="gallery-") as name:
        files = Path(name) / "files"
        files.mkdir()
        subprocess.run([sys.executable, "-c", _WRITE, str(files), str(FILES)], timeout=PATIENCE_S, check=True)
        for number in range(ROUNDS):
            rows.setdefault("QImage alone", []).append(decode(files))
            for what, value in gallery(Path(name) / f"data {number}", files).items():
                rows.setdefault(what, []).append(value)
    memory_kib = rows.pop("memory_kib")
    print_table(rows, f"ms, {FILES} screenshots")
    print_table({"above idle": memory_kib}, "KiB")
    limits = Limits()
    limits.check("list painted, ms", median(rows["list painted"]), at_most=MOST_LIST_MS)
    ratio = median(rows["last thumbnail"]) / median(rows["QImage alone"])
    limits.check("last thumbnail / QImage alone", ratio, at_most=MOST_RATIO)
    limits.check("memory above idle, KiB", median(memory_kib), at_most=MOST_MEMORY_KIB)
    return limits.exit_code


if __name__ == "__main__":
    sys.exit(main())
