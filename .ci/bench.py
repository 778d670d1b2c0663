# SPDX-License-Identifier: EUPL-1.2
"""Measure what a user waits for: `--help`, the demonstration city, the graph of a large one, a made-up city to read.

usage: bench.py [runs]
       bench.py --sweep [reader...]    time and memory of 1 000, 10 000 and 100 000 entries in each format (promise P1)
"""

from __future__ import annotations

import itertools
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOVAUDIT = Path(sys.executable).parent / "sovaudit"
SWEPT = (1000, 10_000, 100_000)
GRAPH = ROOT / ".ci" / "bench_graph.py"
MADE_UP = (("points", 100_000), ("points", 1_000_000), ("pairs", 100_000), ("impact", 100_000), ("exposure", 300))
"""Measurements of the graph: of a city of so many nodes, or of so many applications."""
SPEED = ROOT.parent / "shared" / "acceptance" / "speed.py"


def measured(*arguments: str) -> tuple[float, float]:
    """Run sovaudit once; return wall seconds and peak megabytes."""
    start = time.perf_counter()
    process = subprocess.Popen([SOVAUDIT, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"bench: sovaudit {' '.join(arguments)} ended with exit code {process.returncode}")
    return seconds, usage.ru_maxrss / 1024


def report(label: str, runs: int, *arguments: str) -> None:
    """Print the median and the spread of several runs."""
    figures = [measured(*arguments) for _ in range(runs)]
    seconds = sorted(s for s, _ in figures)
    spread = f"{seconds[0]:.3f} to {seconds[-1]:.3f}, {runs} runs"
    print(f"{label:<12} {statistics.median(seconds):6.3f} s  ({spread})  {max(m for _, m in figures):.0f} MB")


def make(name: str, count: int, path: Path) -> None:
    """Write a file of so many entries, each but the last needing the next one where the format has dependencies."""
    sys.path.insert(0, str(ROOT))
    from tests.promises._documents import GRAPHS, LISTS

    names = [f"made-up-{number}" for number in range(count)]
    data = GRAPHS[name](names, list(itertools.pairwise(names))) if name in GRAPHS else LISTS[name](names)
    path.write_bytes(data)


def sweep(wanted: list[str]) -> int:
    """Print how time and memory grow with the entries of one file, what an empty run takes set aside.

    The slope is that of 100 000 entries against 10 000, on logarithmic axes: 1 is in proportion.
    """
    sys.path.insert(0, str(ROOT))
    from tests.promises._documents import GRAPHS, LISTS

    print(f"{'':<16}" + "".join(f"{count:>20,}" for count in SWEPT) + "     slope: time, memory")
    with tempfile.TemporaryDirectory() as folder:
        for name in wanted or [*GRAPHS, *LISTS]:
            figures = []
            for count in (1, *SWEPT):
                path = Path(folder, f"{name}.{count}")
                # made by another process: Linux counts the memory of whoever starts a program as its own
                subprocess.run([sys.executable, __file__, "--make", name, str(count), path], check=True)
                figures.append(measured("inventory", str(path), "-q", "--jobs", "1"))
                path.unlink()
            (still, empty), *grown = figures
            slopes = [
                math.log10(max(grown[-1][axis] - rest, 0.001) / max(grown[-2][axis] - rest, 0.001))
                for axis, rest in enumerate((still, empty))
            ]
            cells = "".join(f"{seconds:>11.2f} s {megabytes:>4.0f} MB" for seconds, megabytes in grown)
            print(f"{name:<16}{cells}     {slopes[0]:.2f}, {slopes[1]:.2f}", flush=True)
    return 0


def graph() -> None:
    """Print what the kernels of the graph take: all single points, all pairs, look-ups; a process for each."""
    for what, count in MADE_UP:
        subprocess.run([sys.executable, GRAPH, what, str(count)], cwd=ROOT, check=True)


def main() -> int:
    """Measure one thing after another; the acceptance measurement judges its own ratio."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    report("--help", runs, "--help")
    with tempfile.TemporaryDirectory() as folder:
        report("audit demo", runs, "audit", "inventories/demo", "-q", "-o", f"{folder}/audit.json")
        outputs = [f"-o{folder}/rapport.{suffix}" for suffix in ("html", "xlsx", "json")]
        report("all reports", runs, "audit", "inventories/demo", "-q", *outputs)
    graph()
    if not SPEED.exists():
        print(f"made-up city: not measured, {SPEED} is absent")
        return 0
    return subprocess.run([sys.executable, SPEED, "75", "1.5"], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    if sys.argv[1:2] == ["--make"]:
        make(sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))
    elif sys.argv[1:2] == ["--sweep"]:
        sys.exit(sweep(sys.argv[2:]))
    else:
        sys.exit(main())
