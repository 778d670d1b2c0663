# SPDX-License-Identifier: EUPL-1.2
"""sovaudit as its users run it, in a process of its own, with what it took."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tests.promises._making import Case

SOVAUDIT = Path(sys.executable).parent / "sovaudit"
LAUNCHER = """
import os, sys
child = os.spawnv(os.P_NOWAIT, sys.argv[2], sys.argv[2:])
_child, status, usage = os.wait4(child, 0)
with open(sys.argv[1], "w") as file:
    file.write(f"{os.waitstatus_to_exitcode(status)} {usage.ru_maxrss}")
"""
"""A small process between: Linux counts the memory of whoever starts a program as its own until it is begun."""


class Run(NamedTuple):
    """One run: `peak` is that of the largest of its processes, in MiB."""

    code: int
    out: bytes
    err: bytes
    seconds: float
    peak: float


def sovaudit(*arguments: str | os.PathLike[str], folder: Path) -> Run:
    """Run sovaudit in English; its output is kept in files beside `folder`."""
    out, err, took = (folder.parent / f"{folder.name}.{name}" for name in ("stdout", "stderr", "took"))
    start = time.perf_counter()
    with out.open("wb") as into, err.open("wb") as complaints:
        command = [sys.executable, "-S", "-c", LAUNCHER, took, SOVAUDIT, "--lang", "en", *arguments]
        subprocess.run(command, stdout=into, stderr=complaints, check=True)
    seconds = time.perf_counter() - start
    code, peak = map(int, took.read_text().split())
    return Run(code, out.read_bytes(), err.read_bytes(), seconds, peak / 1024)


def write(folder: Path, cases: Iterable[Case]) -> None:
    """Write the files of the cases; two of one name would hide each other."""
    for case in cases:
        with (folder / case.name).open("xb") as file:
            file.write(case.data)


def shown(name: str) -> str:
    """Return a file name as it stands in a report."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def inputs(document: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what `inventory -f json` says of each file, by path."""
    return {each["path"]: each for each in document["inputs"]}


def complaint(case: Case, found: Mapping[str, Any], aside: frozenset[str]) -> str:
    """Return what is wrong with what became of a case; empty when nothing is.

    Args:
        aside: hints of Issues that say nothing of the file's own content.
    """
    issues = [each for each in found["issues"] if each["hint"] not in aside]
    became = "reject" if found["status"] == "rejected" else "warn" if issues else "accept"
    allowed = case.expect.split("|")
    if became not in allowed and not (became == "warn" and "accept" in allowed):
        return f"{became}, expected {case.expect}: {_few(issues)}"
    kept = found["components"] or found["rows"]
    if became != "reject" and case.kept is not None and kept != case.kept:
        return f"{kept} entries, expected {case.kept}: {_few(issues)}"
    if became == "reject" and (kept or not all(each["message"] and each["hint"] for each in issues) or not issues):
        return f"refused without a reason or a remedy, or with entries all the same: {_few(issues)}"
    if became != "accept" and case.said and not any(case.said in each["place"] + each["message"] for each in issues):
        return f"nobody says « {case.said} »: {_few(issues)}"
    return ""


def _few(issues: list[dict[str, str]]) -> str:
    return "; ".join(f"{each['place']}: {each['message']}"[:160] for each in issues[:3])
