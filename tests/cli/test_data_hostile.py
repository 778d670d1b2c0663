# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit data import` of files made to do harm: one is refused, and what was there stays."""

from __future__ import annotations

import contextlib
import faulthandler
import json
import os
import random
import signal
import sqlite3
import sys
import types
from datetime import date
from pathlib import Path

import pytest

from sovaudit.cli import _data_confined
from sovaudit.errors import InputError, StoreError, UsageError
from sovaudit.knowledge import Library, Snapshot, osv
from sovaudit.knowledge._importing import Converted
from sovaudit.knowledge._storing import writing
from sovaudit.limits import Limits, limit_by
from sovaudit.model import Provenance
from tests.cli._here import sovaudit
from tests.cli.test_data import INDEX, _pointer, _zip, status
from tests.cli.test_main import sovaudit as program
from tests.knowledge import _publishers as publishers
from tests.knowledge._osv_files import advisory, packed

pytestmark = pytest.mark.usefixtures("english")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="no such limits")


@pytest.fixture
def english():
    yield
    limit_by(Limits())


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


def flaws(folder: Path, *names: str) -> list[Path]:
    """Write single advisories."""
    folder.mkdir(exist_ok=True)
    paths = []
    for name in names:
        paths.append(folder / f"{name}.json")
        paths[-1].write_text(json.dumps(advisory(name, "package")))
    return paths


def test_a_folder_of_single_advisories_is_one_data_set_and_replaces_the_one_before(store, tmp_path):
    flaws(tmp_path / "in", "PYSEC-2026-1", "PYSEC-2026-2")
    (tmp_path / "in" / "advisory.json").write_text('{"advisoryKey": {"id": "GHSA-1"}, "aliases": [], "title": "x"}')
    (tmp_path / "in" / "italia.json").write_text('{"data": [{"id": "ab-cd", "publiccodeYml": "x", "active": true}]}')
    packed(tmp_path / "in" / "all.zip", advisory("PYSEC-2026-9", "package"))
    done = sovaudit("data", "import", tmp_path / "in", "--data", store)
    assert done.code == 0, done.err
    assert "advisory.json" in done.err  # left out and named, not refused
    assert "italia.json" in done.err
    imported = {each["name"]: each["records"] for each in status(store)["data"] if each["imported"]}
    assert imported == {"osv.files": 2, "osv.PyPI": 1}
    (one,) = flaws(tmp_path / "more", "PYSEC-2026-3")
    assert "in the place of" in sovaudit("data", "import", one, "--data", store).out
    imported = {each["name"]: each["records"] for each in status(store)["data"] if each["imported"]}
    assert imported == {"osv.files": 1, "osv.PyPI": 1}


def made_of(function) -> types.ModuleType:
    """Return a data set whose file is read by a function."""
    module = types.ModuleType("tests.cli.data_set_made_for_a_test")
    module.__dict__["convert"] = function
    sys.modules[module.__name__] = module
    return module


def refused_by(function, tmp_path: Path) -> InputError:
    source = tmp_path / "source"
    source.write_bytes(b"x")
    with pytest.raises(InputError) as caught:
        _data_confined.convert(made_of(function), (source,), tmp_path / "target")
    assert caught.value.where == str(source)
    return caught.value


def hoard(source: Path, target: Path) -> Converted:
    target.write_bytes(bytes(1 << 40))
    raise AssertionError


def spin(source: Path, target: Path) -> Converted:
    while True:
        pass


@LINUX
@pytest.mark.parametrize("number", [signal.SIGABRT, signal.SIGSEGV, signal.SIGKILL])
def test_whatever_ends_the_process_that_reads_is_one_refusal(tmp_path, number):
    def die(source: Path, target: Path) -> None:
        faulthandler.disable()
        os.kill(os.getpid(), number)

    assert refused_by(die, tmp_path).hint


@LINUX
def test_memory_and_time_are_bounded_and_the_flag_is_named(tmp_path):
    assert "--limit memory_mib=" in refused_by(hoard, tmp_path).hint
    limit_by(Limits(seconds=1))
    assert "--limit seconds=" in refused_by(spin, tmp_path).hint


def test_a_defect_is_one_refusal(tmp_path):
    assert "ZeroDivisionError" in refused_by(lambda source, target: 1 / 0, tmp_path).message


def test_what_a_data_set_raises_arrives_as_it_is(tmp_path):
    def fail(error):
        def function(source, target):
            raise error

        (tmp_path / "source").write_bytes(b"x")
        return lambda: _data_confined.convert(made_of(function), (tmp_path / "source",), tmp_path / "target")

    with pytest.raises(UsageError) as caught:
        fail(UsageError("what", "where", "hint"))()
    assert (caught.value.message, caught.value.where, caught.value.hint) == ("what", "where", "hint")
    with pytest.raises(OSError, match="No space") as full:
        fail(OSError(28, "No space left on device"))()
    assert full.value.errno == 28
    with pytest.raises(sqlite3.OperationalError, match="disk is full"):
        fail(sqlite3.OperationalError("database or disk is full"))()


def test_a_big_publishers_file_may_take_more_than_a_small_one(tmp_path):
    small, plain, archive = tmp_path / "small", tmp_path / "plain", tmp_path / "archive"
    small.write_bytes(b"x")
    for path, head in ((plain, b"{"), (archive, b"PK\x03\x04")):
        path.write_bytes(head)
        os.truncate(path, 100 << 20)
    sizes = [_data_confined._size(path) for path in (small, plain, archive, tmp_path / "none")]
    # an archive of 100 MiB may unpack to 512 MiB, the limit: it counts for that
    assert sizes == [1, 100 << 20, 512 << 20, 0]


@LINUX
def test_past_a_limit_the_others_are_imported_and_the_old_data_stays(store, tmp_path):
    (tmp_path / "kev.json").write_bytes(publishers.kev(1))
    assert sovaudit("data", "import", tmp_path / "kev.json", "--data", store).code == 0
    folder = tmp_path / "in"
    folder.mkdir()
    many = {f"CVE-2026-{number:07}": ("0.5", "0.5") for number in range(200_000)}
    (folder / "epss.csv").write_bytes(publishers.epss(many, packed=False))
    (folder / "kev.json").write_bytes(publishers.kev(1, 2))
    limits = ("--limit", "memory_mib=8", "--limit", "memory_times=0")
    # In a process of its own: the memory that other tests left free in this one would not count.
    done = program("data", "import", folder, "--data", store, *limits)
    assert done.code == 2
    assert "epss.csv" in done.err
    assert "--limit memory_mib=" in done.err
    imported = {each["name"]: each["records"] for each in status(store)["data"] if each["imported"]}
    assert imported == {"kev": 2}
    assert sorted(path.name.partition("-")[0] for path in store.iterdir() if path.name.startswith(".new")) == []
    assert sovaudit("data", "import", folder, "--data", store).code == 0


def bundle(tmp_path: Path, content: bytes, name: str = "osv.PyPI", file: str = "osv.PyPI.sqlite") -> Path:
    """Write a bundle that agrees with itself."""
    _zip(tmp_path / "b.zip", [INDEX, _pointer(name, file, content), (file, content)])
    return tmp_path / "b.zip"


def part(tmp_path: Path) -> Path:
    """Make a part as an import makes it."""
    records = [advisory(f"PYSEC-2026-{n}", "package", aliases=[f"CVE-2026-{n}"]) for n in range(200)]
    path = tmp_path / "part.sqlite"
    path.unlink(missing_ok=True)
    osv.convert(packed(tmp_path / "all.zip", *records), path)
    return path


def test_a_bundle_of_ours_is_taken(store, tmp_path):
    done = sovaudit("data", "import", bundle(tmp_path, part(tmp_path).read_bytes()), "--data", store)
    assert done.code == 0, done.err


@pytest.mark.parametrize(
    "statement",
    [
        "create view v as with recursive n(x) as (select 1 union all select x + 1 from n) select x from n",
        "create trigger t after insert on about begin delete from about; end",
        "pragma application_id = 7",
        "pragma user_version = 7",
        "drop table withdrawn",
    ],
)
def test_a_bundle_that_agrees_with_itself_and_holds_another_database_is_refused(store, tmp_path, statement):
    path = part(tmp_path)
    assert sovaudit("data", "import", bundle(tmp_path, path.read_bytes()), "--data", store).code == 0
    before = {each.name: each.read_bytes() for each in store.glob("osv*")}
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as base:
        base.execute(statement)
    done = sovaudit("data", "import", bundle(tmp_path, path.read_bytes()), "--data", store)
    assert done.code == 2
    assert "osv.PyPI" in done.err
    assert {each.name: each.read_bytes() for each in store.glob("osv*")} == before


def test_flipped_bits_are_found_at_the_import_or_read_without_harm(tmp_path):
    """Of a bundle that agrees with itself, whatever passes the check is answered or refused, never anything else."""
    path = part(tmp_path)
    whole, chance = path.read_bytes(), random.Random(20261123)
    for trial in range(200):
        at = chance.randrange(8 * len(whole)) if trial % 2 else chance.randrange(8 * 4096)
        flipped = bytearray(whole)
        flipped[at // 8] ^= 1 << at % 8
        path.write_bytes(flipped)
        with contextlib.suppress(StoreError):
            osv.check(path)
        snapshot = Snapshot("osv.PyPI", Provenance("T", "L", date(2026, 1, 5)), path, imported=True)
        with contextlib.suppress(StoreError):
            osv.advisories(Library({"osv.PyPI": snapshot})).look_up(["PyPI:package"])


def test_every_page_whose_kind_is_damaged_is_found(tmp_path):
    """The first byte of each page after the first says what it is: 2, 5, 10 or 13 and nothing else."""
    path = part(tmp_path)
    whole = path.read_bytes()
    assert len(whole) > 4 * 4096
    for at in range(4096, len(whole), 4096):
        if whole[at] not in (2, 5, 10, 13):
            continue  # it continues a long row
        path.write_bytes(whole[:at] + b"\xff" + whole[at + 1 :])
        with pytest.raises(StoreError) as caught:
            osv.check(path)
        assert (caught.value.where, bool(caught.value.hint)) == (str(path), True)


def test_a_broken_database_that_got_into_the_store_is_said_by_the_audit(store, tmp_path):
    """Its sha256 is right, so nothing but reading it can tell."""
    path = part(tmp_path)
    assert sovaudit("data", "import", bundle(tmp_path, path.read_bytes()), "--data", store).code == 0
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as base:
        base.execute("update advisory set body = x'00'")

    def make(target: Path) -> Converted:
        target.write_bytes(path.read_bytes())
        return Converted("osv.PyPI", ".sqlite", Provenance("T", "L", date(2026, 1, 5)))

    with writing(store) as writer:
        writer.put(make, "made for a test")
    city = tmp_path / "city"
    city.mkdir()
    (city / "a.cdx.json").write_text(
        json.dumps(
            {
                "bomFormat": "CycloneDX",
                "specVersion": "1.6",
                "components": [
                    {"type": "library", "name": "package", "version": "1.0", "purl": "pkg:pypi/package@1.0"}
                ],
            }
        )
    )
    done = sovaudit("audit", city, "-f", "json", "--data", store, "--as-of", "2026-01-25")
    assert done.code == 2
    assert ".sqlite" in done.err
    assert "data import" in done.err


@pytest.mark.parametrize("content", [b"", b"\x93NUMPY", b"PK\x03\x04" + bytes(100)])
def test_a_bundle_with_broken_scores_is_refused(store, tmp_path, content):
    done = sovaudit("data", "import", bundle(tmp_path, content, "epss", "epss.npy"), "--data", store)
    assert done.code == 2
    assert not list(store.glob("epss*"))
