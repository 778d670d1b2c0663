# SPDX-License-Identifier: EUPL-1.2
"""Killed, out of room, failing disk: the data that was in use stays in use, and the next import clears what was left.

Nothing is pretended here: processes are killed, disks are full, system calls fail.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path

import pytest

from sovaudit.errors import StoreError
from sovaudit.knowledge import exploited
from sovaudit.knowledge._store import contents, open_library
from sovaudit.model import Issue
from tests.knowledge._osv_files import advisory, packed
from tests.knowledge._publishers import import_kev, kev, library

pytestmark = pytest.mark.usefixtures("english")

TRIALS = 40
ROOT = Path(__file__).resolve().parents[2]
SOVAUDIT = [sys.executable, "-c", "import sovaudit.cli; sovaudit.cli.main()"]
MANY = range(1, 2001)
"""Entries of a catalogue of some 100 kB."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "sovaudit"


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(ROOT), "SOVAUDIT_LANG": "en", **more}


def run(*command: object, **options) -> subprocess.CompletedProcess[str]:
    kept = {"env": environment(), "capture_output": True, "text": True, "check": False, "timeout": 120}
    return subprocess.run([str(each) for each in command], **{**kept, **options})


def count(folder: Path) -> int:
    """Return how many vulnerabilities the imported catalogue has, when nothing is wrong with the store."""
    found = exploited.exploited(library(folder))
    assert found.snapshot is not None
    assert found.snapshot.imported
    return len(found)


def left(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir() if each.name.startswith(".new-")]


def test_killed_at_any_moment(folder, tmp_path, monkeypatch):
    """A child imports one catalogue after the other and says each; it is killed at a random moment, 40 times."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    moments = random.Random(4)
    import_kev(folder)
    stored = 0
    for trial in range(TRIALS):
        ours, theirs = os.pipe()
        child = os.fork()
        if child == 0:
            number = stored
            while True:
                number += 1
                import_kev(folder, *range(1, number + 1))
                os.write(theirs, f"{number}\n".encode())
        os.close(theirs)
        time.sleep(moments.random() * 0.06)
        os.kill(child, signal.SIGKILL)
        assert os.waitpid(child, 0)[1] == signal.SIGKILL
        with os.fdopen(ours, encoding="ascii") as said:
            acknowledged = [int(line) for line in said.read().split()]
        before, stored = stored, count(folder)
        expected = acknowledged[-1] if acknowledged else before
        assert stored in (expected, expected + 1), f"trial {trial}: what was said is lost, or half is there"
    assert stored > 5, "the children had time to do something"
    import_kev(folder, 1)
    assert left(folder) == []
    assert len(list(folder.glob("kev-*.json"))) == 2  # what is in use, and what that replaced
    assert count(folder) == 1


@pytest.mark.parametrize("room", [0, 10, 300, 2_000, 60_000])
def test_no_file_may_grow(folder, tmp_path, room):
    """The system refuses to let any file grow past a size: at 0 not even `store.toml` can be written."""
    import_kev(folder, 1, 2, 3)
    source = tmp_path / "kev.json"
    source.write_bytes(kev(*MANY))
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))  # noqa: E731
    with (tmp_path / "said").open("w") as nowhere:  # a pipe has no size
        done = run(
            *SOVAUDIT,
            "data",
            "import",
            source,
            "--data",
            folder,
            preexec_fn=limit,
            stderr=subprocess.PIPE,
            stdout=nowhere,
            capture_output=False,
        )
    assert done.returncode == 2, done.stderr
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert count(folder) == 3


def test_a_new_store_that_cannot_be_made_leaves_nothing_that_hinders(folder, tmp_path):
    source = tmp_path / "kev.json"
    source.write_bytes(kev(*MANY))
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # noqa: E731
    assert run(*SOVAUDIT, "data", "import", source, "--data", folder, preexec_fn=limit).returncode == 2
    assert library(folder).of("kev")[0].imported is False
    assert import_kev(folder, 1).replaced is None


@pytest.mark.parametrize("name", ["kev.source.toml"])
def test_the_last_rename_fails(folder, name):
    """A folder that lies where the pointer should be put: the rename is refused by the system itself."""
    import_kev(folder, 1)
    pointer = folder / name
    pointer.unlink()
    pointer.mkdir()
    (pointer / "something").write_text("")
    with pytest.raises(StoreError, match="cannot be written"):
        import_kev(folder, 2)
    assert left(folder) == []
    assert [each.name for each in contents(folder)[1]] == ["kev"]
    shutil.rmtree(pointer)
    import_kev(folder, 2, 3)
    assert count(folder) == 2


def twice(folder: Path) -> None:
    """Import three vulnerabilities, and leave a file for the next import to clear away."""
    import_kev(folder, 9)
    import_kev(folder, 1, 2, 3)


STRACE = shutil.which("strace")


def _inject(folder: Path, source: Path, fault: str, log: Path) -> subprocess.CompletedProcess[str]:
    call, _colon, how = fault.partition(":")
    quick = [] if how.startswith("signal") else ["--seccomp-bpf"]  # leaves other calls alone, and sends no signal
    command = ["strace", "-f", *quick, "-qq", "-o", log, "-e", f"trace={call}", "-e", f"inject={fault}"]
    one = min(os.sched_getaffinity(0))  # strace and what it stops take turns: on two processors they would wait

    def together() -> None:
        os.sched_setaffinity(0, [one])

    return run(*command, *SOVAUDIT, "data", "import", source, "--data", folder, preexec_fn=together)


@pytest.fixture(scope="session")
def traceable() -> None:
    if STRACE is None or run("strace", "-o", os.devnull, "true").returncode:
        pytest.skip("system calls cannot be made to fail here: no strace, or it may not trace")


@pytest.mark.usefixtures("traceable")
@pytest.mark.parametrize("call", ["fsync", "/^rename", "flock", "/^mkdir"])
@pytest.mark.parametrize("error", ["EIO", "ENOSPC"])
def test_each_system_call_fails_in_turn(folder, tmp_path, call, error):
    """The first fsync of an import fails, then the second, until an import needs no more of them."""
    import_kev(folder, 1, 2, 3)
    source, log = tmp_path / "kev.json", tmp_path / "log"
    source.write_bytes(kev(*range(1, 6)))
    for number in range(1, 30):
        done = _inject(folder, source, f"{call}:error={error}:when={number}", log)
        if "INJECTED" not in log.read_text():
            break
        assert "Traceback" not in done.stderr
        assert "internal error" not in done.stderr, done.stderr
        assert done.returncode in (0, 2), done.stderr
        found = count(folder)
        assert found in (3, 5)  # what was renamed before its folder could not be flushed is there, and whole
        if done.returncode == 0:
            assert found == 5
        if found == 5:
            import_kev(folder, 1, 2, 3)
    assert number > 1, "at least one call failed"
    assert done.returncode == 0
    assert count(folder) == 5
    assert left(folder) == []


@pytest.mark.usefixtures("traceable")
@pytest.mark.parametrize("call", ["fsync", "/^rename", "/^unlink"])
def test_killed_at_each_system_call(folder, tmp_path, call):
    twice(folder)
    source, log = tmp_path / "kev.json", tmp_path / "log"
    source.write_bytes(kev(*range(1, 6)))
    for number in range(1, 30):
        done = _inject(folder, source, f"{call}:signal=KILL:when={number}", log)
        assert count(folder) in (3, 5)
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL
        twice(folder)
        assert left(folder) == []
    assert number > 1
    assert count(folder) == 5


@pytest.fixture(scope="session")
def private_mounts() -> None:
    if shutil.which("unshare") is None or run("unshare", "-rm", "true").returncode:
        pytest.skip("no file system can be mounted here")


def _mounted(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a script with a file system of its own, which goes away with it."""
    said = 'SOVAUDIT() { "$PYTHON" -c "import sovaudit.cli; sovaudit.cli.main()" "$@"; }\n'
    command = ["unshare", "-rm", "sh", "-euc", said + textwrap.dedent(script), "sh", *arguments]
    return run(*command, env=environment(PYTHON=sys.executable))


@pytest.mark.usefixtures("private_mounts")
def test_a_full_disk(tmp_path):
    """128 kB hold three vulnerabilities and not 20,000; after the refusal there is room again for a small one."""
    for name, numbers in (("small", (1, 2, 3)), ("large", range(1, 20_001)), ("next", (1, 2, 3, 4))):
        (tmp_path / name).write_bytes(kev(*numbers))
    (tmp_path / "disk").mkdir()
    done = _mounted(
        """
        cd "$1"; mount -t tmpfs -o size=128k none disk
        SOVAUDIT data import small --data disk/store
        SOVAUDIT data import large --data disk/store && exit 9 || echo "refused $?"
        ls -A disk/store
        SOVAUDIT data verify --data disk/store
        SOVAUDIT data import next --data disk/store
        SOVAUDIT data status -f json --data disk/store
        """,
        tmp_path,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "refused 2" in done.stdout
    assert ".new-" not in done.stdout
    assert "the disk is full" in done.stderr
    status = json.loads(done.stdout.splitlines()[-1])
    assert [each["records"] for each in status["data"] if each["name"] == "kev"] == [4]


@pytest.mark.usefixtures("private_mounts")
def test_a_read_only_disk(tmp_path):
    """It is read from like any other, and refuses to be written in one line."""
    (tmp_path / "kev").write_bytes(kev(1, 2))
    (tmp_path / "disk").mkdir()
    done = _mounted(
        """
        cd "$1"; mount -t tmpfs -o size=1m none disk
        SOVAUDIT data import kev --data disk/store
        mount -o remount,ro disk
        SOVAUDIT data import kev --data disk/store && exit 9 || echo "refused $?"
        SOVAUDIT data import kev --data disk/other && exit 9 || echo "refused $?"
        SOVAUDIT data export disk/bundle.zip --data disk/store && exit 9 || echo "refused $?"
        SOVAUDIT data status --data disk/store > /dev/null
        SOVAUDIT data verify --data disk/store
        """,
        tmp_path,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("refused 2") == 3
    assert done.stderr.count("the disk is read-only") == 3
    assert "Traceback" not in done.stderr


def test_no_socket_is_opened(folder, tmp_path):
    """The interpreter itself tells of every socket and of every name looked up, in the processes that it starts too."""
    sources = tmp_path / "kev.json", tmp_path / "all.zip"
    sources[0].write_bytes(kev(1))
    packed(sources[1], advisory("PYSEC-2026-1", "flawed"))
    city = tmp_path / "city"
    city.mkdir()
    component = {"type": "library", "name": "flawed", "version": "1", "purl": "pkg:pypi/flawed@1"}
    document = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [component]}
    (city / "a.cdx.json").write_text(json.dumps(document), encoding="utf-8")
    script = f"""
        import os, sys
        from sovaudit.cli import run
        told = os.open({str(tmp_path / "told")!r}, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        def hear(event, _arguments):
            if event.startswith("socket.") or event == "os.fork":
                os.write(told, (event + chr(10)).encode())
        sys.addaudithook(hear)
        folder, sources, bundle = {str(folder)!r}, {[str(each) for each in sources]!r}, {str(tmp_path / "bundle.zip")!r}
        for command in (["import", *sources], ["status"], ["verify"], ["export", bundle], ["import", bundle]):
            assert run(["data", *command, "--data", folder]) == 0, command
        assert run(["audit", {str(city)!r}, "--data", folder, "--as-of", "2026-11-20", "-f", "json"]) == 0
    """
    done = run(sys.executable, "-c", textwrap.dedent(script))
    assert done.returncode == 0, done.stderr
    told = (tmp_path / "told").read_text().split()
    assert "os.fork" in told or sys.platform != "linux"
    assert [each for each in told if each not in ("socket.gethostname", "os.fork")] == []


def test_a_store_of_nothing_but_a_lock_is_empty(folder):
    """What a first import leaves that was killed at once."""
    folder.mkdir()
    (folder / "lock").touch()
    (folder / ".new-abc").mkdir()
    doubts: list[Issue] = []
    open_library(folder, doubts)
    assert doubts == []
    import_kev(folder, 1)
    assert left(folder) == []
