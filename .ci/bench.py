# SPDX-License-Identifier: EUPL-1.2
"""Measure what a user waits for: `--help`, the demonstration city, and a made-up city where ../shared is at hand.

usage: bench.py [runs]
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOVAUDIT = Path(sys.executable).parent / "sovaudit"
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


def main() -> int:
    """Measure one thing after another; the acceptance measurement judges its own ratio."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    report("--help", runs, "--help")
    with tempfile.TemporaryDirectory() as folder:
        report("audit demo", runs, "audit", "inventories/demo", "-q", "-o", f"{folder}/audit.json")
        outputs = [f"-o{folder}/rapport.{suffix}" for suffix in ("html", "xlsx", "json")]
        report("all reports", runs, "audit", "inventories/demo", "-q", *outputs)
    if not SPEED.exists():
        print(f"made-up city: not measured, {SPEED} is absent")
        return 0
    return subprocess.run([sys.executable, SPEED, "75", "1.5"], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
