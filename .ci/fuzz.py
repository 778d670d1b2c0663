# SPDX-License-Identifier: EUPL-1.2
"""Feed every reader what nobody would write, guided by coverage, for so many seconds each; keep what breaks one.

usage: fuzz.py [seconds for each reader] [reader...]

A reader may refuse (InputError) or read; anything else is a finding: the input is kept in `.fuzz/NAME/crash-…`, to be
made small and put among the tests. Each reader runs in a process of its own, from the small files of its tests.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "tests" / "data" / "readers"
KEPT = ROOT / ".fuzz"
LONGEST = 4096
"""Bytes of an input: what breaks a reader is small."""


def names(wanted: list[str]) -> list[str]:
    """Return the readers to try: those named, else all."""
    found = sorted(path.stem for path in (ROOT / "sovaudit" / "readers").glob("[a-z]*.py"))
    return [name for name in found if not wanted or name in wanted]


def fuzz(name: str) -> None:
    """Try one reader, in this process, until the time is over or something breaks."""
    import atheris

    with atheris.instrument_imports(include=["sovaudit.readers"]):
        import importlib

        from sovaudit.errors import InputError
        from sovaudit.model import Descriptions
        from sovaudit.readers._envelopes import unwrap
        from sovaudit.readers._foreign import refuse_foreign

        reader = importlib.import_module(f"sovaudit.readers.{name}")

    def try_one(data: bytes) -> None:
        try:
            inside = unwrap(data, "fuzz").data
            refuse_foreign(inside, "fuzz")
            reader.recognises(inside, "fuzz")
            reader.read(inside, "fuzz", Descriptions())
        except InputError:
            return

    atheris.Setup(sys.argv, try_one)
    atheris.Fuzz()


def main() -> int:
    """Try the readers one after another and say which one broke."""
    seconds = sys.argv[1] if len(sys.argv) > 1 else "60"
    broken = []
    for name in names(sys.argv[2:]):
        kept = KEPT / name
        (kept / "corpus").mkdir(parents=True, exist_ok=True)
        seeds = [str(SEEDS / name)] if (SEEDS / name).is_dir() else []
        options = [
            f"-max_total_time={seconds}",
            f"-max_len={LONGEST}",
            f"-artifact_prefix={kept}/",
            "-rss_limit_mb=2048",
        ]
        command = [sys.executable, __file__, "--one", name, *options, "-verbosity=0", str(kept / "corpus"), *seeds]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace", check=False)
        print(f"{name}: {'nothing found' if done.returncode == 0 else 'BROKEN'}", flush=True)
        if done.returncode:
            broken.append(name)
            print("\n".join(done.stderr.splitlines()[-25:]), flush=True)
    return 1 if broken else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        chosen = sys.argv[2]
        del sys.argv[1:3]
        fuzz(chosen)
    else:
        sys.exit(main())
