# SPDX-License-Identifier: EUPL-1.2
"""What a file may take is held by the operating system: whatever a reader does, one file is lost and no other."""

from __future__ import annotations

import ctypes
import faulthandler
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

import sovaudit.readers
from sovaudit.collect import find, read_all
from sovaudit.errors import InputError
from sovaudit.language import speak, spoken
from sovaudit.limits import Limits, limit_by, limits
from sovaudit.model import FileRead

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="these limits are Linux's")
SBOM = json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"type": "library", "name": "a"}]})


@pytest.fixture(autouse=True)
def bounded() -> Iterator[None]:
    """English, and limits that a test reaches soon."""
    before, allowed = spoken(), limits()
    speak("en")
    limit_by(Limits(seconds=1, memory_mib=200))
    yield
    speak(before)
    limit_by(allowed)


def burn(*_arguments: object) -> None:
    while True:
        pass


def hoard(*_arguments: object) -> None:
    kept = []
    while True:
        kept.append(bytearray(10 * 1024**2))


def abort(*_arguments: object) -> None:
    faulthandler.disable()  # pytest's, which would tell of it in the middle of the results
    os.abort()


def crash(*_arguments: object) -> None:
    faulthandler.disable()
    ctypes.string_at(0)


def leave(*_arguments: object) -> None:
    os._exit(3)


def killed(*_arguments: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def refuse(*_arguments: object) -> None:
    raise InputError("refused with its reason", "b.hostile", "mend it")


def stumble(*_arguments: object) -> None:
    raise KeyError("packages")


@pytest.fixture
def reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, FileRead]]:
    """Read a folder of which one file is read by a reader that does something odd."""
    before = sovaudit.readers.sniff

    def read(harm: Callable[..., None], jobs: int) -> dict[str, FileRead]:
        odd = SimpleNamespace(NAME="odd", read=harm)
        monkeypatch.setattr(
            sovaudit.readers, "sniff", lambda data, name: odd if name.endswith("hostile") else before(data, name)
        )
        for name in ("a.json", "c.json", "d.json", "e.json"):
            (tmp_path / name).write_text(SBOM)
        (tmp_path / "b.hostile").write_text("harm" * 2000)
        (tmp_path / "z.hostile").write_text("harm")
        return {
            each.path: each for batch, _r in read_all(find(tmp_path), jobs, lambda _n: None) for each in batch.files
        }

    return read


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    ("harm", "said", "advised"),
    [
        (burn, "more than 0 s of processor time", "--limit seconds=N"),
        (hoard, "more than 200 MiB of memory", "--limit memory_mib=N"),
        (abort, "ended the process", "--limit memory_mib=N"),
        (killed, "ended the process", "--limit memory_mib=N"),
        (crash, "made to do harm", "save it again"),
        (leave, "made to do harm", "save it again"),
        (refuse, "refused with its reason", "mend it"),
        (stumble, "a defect of sovaudit stopped the reading: KeyError: 'packages'", "send us the file"),
    ],
)
def test_a_reader_that_does_harm_costs_its_file_alone(reading, harm, said, advised, jobs):
    if harm is burn:
        limit_by(Limits(seconds=0))  # the system counts whole seconds: one is let pass all the same
    found = reading(harm, jobs)
    assert {path: each.status for path, each in found.items()} == {
        "a.json": "read",
        "b.hostile": "rejected",
        "c.json": "read",
        "d.json": "read",
        "e.json": "read",
        "z.hostile": "rejected",
    }
    for path in ("b.hostile", "z.hostile"):
        (issue,) = found[path].issues
        assert said in issue.message
        assert advised in issue.hint
        assert len(found[path].sha256) == 64
    assert [len(found[f"{name}.json"].described) // 4 for name in "acde"] == [1, 1, 1, 1]


def test_time_and_memory_grow_with_the_file():
    from sovaudit.collect.confining import memory, seconds

    limit_by(Limits())
    assert (seconds(0), seconds(50 * 1024**2)) == (10, 60), "P1: 10 s + 1 s per MB"
    assert (memory(0), memory(1024**2)) == (300 * 1024**2, 320 * 1024**2), "P1: 300 MB + 20 times its size"
