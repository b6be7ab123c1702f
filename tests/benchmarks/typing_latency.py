"""How long the GUI thread is busy with a key, in every field, with 10,000 entries to complete from.

The whole program runs in its real window on a private screen, its practice LiveDesk in a process of its own, with a
description of 200 KB in the form and all fields unfolded. Words are typed into one field after the other, at
twenty-five keys a second; lists open and close under them, LiveDesk's contacts are searched, the draft is saved.
"""

import json
import os
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from support.desktop import PrivateDesktop
from support.measuring import Limits, children, go_first, quantile
from support.practice_process import practice
from support.project import ROOT

from desk_gui.outbox.database import transaction
from desk_gui.outbox.draft import Draft
from desk_gui.outbox.store import Store
from desk_gui.system.paths import DataDir

ENTRIES: Final = 10_000
DESCRIPTION_BYTES: Final = 200_000
KEYS: Final = 150
MOST_MS: Final = 16.0
NO_KEY: Final = "(no key at all)"
"""How the probe calls what it measures without typing: the machine's noise, beside which the rest is to be read."""

PATIENCE_S: Final = 260


def fill_history(data_dir: Path) -> None:
    """Let LiveDesk have accepted many tickets: each with values of its own."""
    folder = DataDir(data_dir)
    folder.create()
    now = datetime.now(UTC)
    with closing(Store(folder.database)) as store, transaction(store._db):
        draft = Draft(draft_id="")
        for number in range(ENTRIES):
            each = replace(
                draft,
                title=f"Printer jam entry {number} in room {number % 97}",
                requester_id=f"contact_printer_{number}",
                team=f"Printer team {number}",
                custom_fields=(("location", f"Printer room {number}"), (f"printer_{number}", "x")),
            )
            at = now - timedelta(minutes=ENTRIES - number)
            store.suggestions.accept("default", each, frozenset(), at)
            store.people.use("default", each, at)


def write_description(path: Path) -> None:
    """Write ordinary lines."""
    line = "Nov 12 09:41:07 print-server cupsd[812]: job 4711 on tray 2: paper jam, retry in 30 s\n"
    path.write_text(line * (DESCRIPTION_BYTES // len(line)), encoding="utf-8")


def measure(folder: Path) -> dict[str, list[float]]:
    """Run the program; return the milliseconds of each key, by field.

    Raises:
        RuntimeError: It did not come through, or nothing was there to complete from.
    """
    with practice(folder / "sandbox") as login, PrivateDesktop() as desktop:
        for pid in children():
            go_first(pid)
        probe: list[str | Path] = [sys.executable, ROOT / "tests" / "support" / "typing_probe.py"]
        probe += [login.base_url, login.api_key, login.api_secret, folder / "data", folder / "description", str(KEYS)]
        env = {**desktop.env, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))}
        env.pop("QT_LINUX_ACCESSIBILITY_ALWAYS_ON")
        done = subprocess.run(probe, env=env, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    if done.returncode or not done.stdout:
        raise RuntimeError(f"the program ended with {done.returncode}\n{done.stderr}")
    found = json.loads(done.stdout.splitlines()[-1])
    if found["notes"]["too late"] or not found["notes"]["people"] or not found["notes"]["values"]:
        raise RuntimeError(f"the program did not come through: {found['notes']}\n{done.stderr}")
    keys_ms: dict[str, list[float]] = found["keys_ms"]
    return keys_ms


def main() -> int:
    """Measure, print, and return 1 when a limit is missed."""
    with tempfile.TemporaryDirectory(prefix="typing-") as name:
        folder = Path(name)
        fill_history(folder / "data")
        write_description(folder / "description")
        go_first()
        keys_ms = measure(folder)
    print(f"{'':16}  {'keys':>5}  {'median':>7}  {'p99':>7}  {'most':>7}   (ms the GUI thread is busy with a key)")
    for field, values in keys_ms.items():
        figures = "  ".join(f"{value:7.1f}" for value in (quantile(values, 0.5), quantile(values, 0.99), max(values)))
        print(f"{field:16}  {len(values):5}  {figures}", flush=True)
    limits = Limits()
    for field, values in keys_ms.items():
        if field == NO_KEY:
            continue
        limits.check(f"{field}: p99 of a key, ms", quantile(values, 0.99), at_most=MOST_MS)
    return limits.exit_code


if __name__ == "__main__":
    sys.exit(main())
