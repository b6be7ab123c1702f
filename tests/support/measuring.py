"""What benchmarks share: summaries, tables, limits, and what a process has used."""

import os
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

_FIRST: Final = -15


def median(values: Sequence[float]) -> float:
    """Return the median."""
    return statistics.median(values)


def quantile(values: Sequence[float], part: float) -> float:
    """Return the value that this part (0 to 1) of all values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def spread(values: Sequence[float]) -> float:
    """Return how far the quartiles lie apart, as a part of the median: the machine's noise."""
    low, middle, high = statistics.quantiles(values, n=4)
    return (high - low) / middle


def print_table(rows: Mapping[str, Sequence[float]], unit: str) -> None:
    """Print a line for each peer: least, median, most, and the noise.

    Args:
        rows: By the peer's name, one value a round.
        unit: Of the values.
    """
    width = max(len(name) for name in rows)
    rounds = len(next(iter(rows.values())))
    print(f"{'':{width}}  {'least':>9}  {'median':>9}  {'most':>9}  noise   ({unit}, {rounds} rounds)")
    for name, values in rows.items():
        figures = "  ".join(f"{value:9.1f}" for value in (min(values), median(values), max(values)))
        print(f"{name:{width}}  {figures}  ±{spread(values) / 2:.0%}", flush=True)


@dataclass(slots=True)
class Limits:
    """Limits as they are checked; the exit code in the end says whether all held."""

    missed: list[str] = field(default_factory=list)

    def check(self, what: str, value: float, *, at_most: float | None = None, at_least: float | None = None) -> None:
        """Print a figure beside its limit, and remember a miss."""
        is_held = (at_most is None or value <= at_most) and (at_least is None or value >= at_least)
        bound = f"at most {at_most:g}" if at_most is not None else f"at least {at_least:g}"
        print(f"{'ok    ' if is_held else 'MISSED'}  {what}: {value:.3g} ({bound})", flush=True)
        if not is_held:
            self.missed.append(what)

    @property
    def exit_code(self) -> int:
        """0 when every limit held."""
        return 1 if self.missed else 0


def peak_memory_kib(pid: int | str = "self") -> int:
    """Return the most memory a process has had in RAM so far (Linux: VmHWM).

    Raises:
        OSError: There is no such process.
    """
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:"))


def go_first(pid: int | None = None) -> None:
    """Raise the priority of a process and all it starts, so that other programs on the machine are not measured.

    What is measured still competes with itself. Only an administrator may; for others it says so. A process in a
    session of its own has to be named: Linux shares the processors between sessions before it looks at priorities.
    """
    try:
        os.setpriority(os.PRIO_PROCESS, pid or os.getpid(), _FIRST)
        autogroup = Path(f"/proc/{pid or 'self'}/autogroup")
        if autogroup.exists():
            autogroup.write_text(str(_FIRST), encoding="ascii")
    except PermissionError:
        if pid is None:
            print("not allowed to go before other programs: close them, or what they do is measured too", flush=True)


def children() -> list[int]:
    """Return the processes that this one has started and that still run (Linux)."""
    return [int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii").split()]
