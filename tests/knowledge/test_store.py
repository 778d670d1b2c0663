# SPDX-License-Identifier: EUPL-1.2
"""The store of imported data: what it keeps, what it refuses, and that nothing damaged is used without a word."""

from __future__ import annotations

import multiprocessing
import os
import re
import shutil
import stat
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.errors import StoreError, UsageError
from sovaudit.knowledge import _store, exploited, shipped
from sovaudit.knowledge._importing import Converted
from sovaudit.knowledge._store import Stored, changed, contents, open_library, pointer, pointer_name
from sovaudit.knowledge._storing import writing
from sovaudit.knowledge.epss import scores
from sovaudit.model import Issue, Provenance
from tests.knowledge._publishers import import_kev, library

pytestmark = pytest.mark.usefixtures("english")

STATED = Provenance("Fictive", "CC0-1.0", date(2026, 1, 5), records=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "home" / "sovaudit"


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def data_file(folder: Path, name: str = "kev") -> Path:
    return next(each.path for each in contents(folder)[0] if each.name == name)


def put(folder: Path, name: str, content: bytes, suffix: str = ".json", stated: Provenance = STATED):
    def make(target: Path) -> Converted:
        target.write_bytes(content)
        return Converted(name, suffix, stated)

    with writing(folder) as writer:
        return writer.put(make, "file")


def test_no_store_is_what_is_shipped(folder):
    assert library(folder).snapshots() == shipped().snapshots()
    assert not folder.exists()


def test_an_imported_data_set_stands_before_the_shipped_one(folder):
    import_kev(folder, 1, 2)
    found = exploited.exploited(library(folder))
    assert len(found) == 2
    assert found.look_up("cve-2026-0001") == (date(2026, 1, 2), date(2026, 1, 23), True)
    assert found.look_up("CVE-2026-0002") == (date(2026, 1, 2), date(2026, 1, 23), False)
    assert found.look_up("CVE-2021-44228") is None
    assert found.snapshot is not None
    assert found.snapshot.imported
    assert len(exploited.exploited(shipped())) == 1404


def test_an_import_says_what_it_replaced_and_the_old_file_goes_with_the_next(folder):
    assert import_kev(folder, 1).replaced is None
    first = data_file(folder)
    second = import_kev(folder, 1, 2, day="2026-02-01")
    assert second.replaced is not None
    assert second.replaced.as_of == date(2026, 1, 5)
    assert first.exists()  # someone may have just begun to read it
    assert import_kev(folder, 1, 2, day="2026-02-01").same
    assert not first.exists()


def test_what_somebody_reads_is_not_removed(folder):
    import_kev(folder, 1)
    reading = library(folder)
    for number in (2, 3, 4):
        import_kev(folder, number)
    assert exploited.exploited(reading).look_up("CVE-2026-0001")
    del reading
    import_kev(folder, 5)
    assert len(list(folder.glob("kev-*.json"))) == 2  # the one in use, and the one that it replaced


def test_parts_stand_beside_each_other(folder):
    put(folder, "osv.Red Hat", b"1")
    put(folder, "osv.crates.io", b"2")
    assert [each.name for each in library(folder).of("osv")] == ["osv.Red Hat", "osv.crates.io"]


@given(title=st.text(), note=st.text(), origin=st.text(), days=st.integers(0, 10**6), size=st.integers(0, 2**60))
def test_a_pointer_gives_back_what_was_written(tmp_path_factory, title, note, origin, days, size):
    stated = Provenance(title, "CC0-1.0", date(2026, 1, 5), note=note, origin=origin, shelf_days=days, file="a-1.json")
    path = tmp_path_factory.getbasetemp() / pointer_name("kev")
    path.write_bytes(pointer("kev", stated, Stored(size, size)))
    held = _store._pointer(path)
    assert (held.name, held.provenance, held.stored) == ("kev", stated, Stored(size, size))


@pytest.mark.parametrize("name", ["", "../kev", "kev/..", "Kev", "osv./x", "osv.", "kev\n", "a" * 5 + "." + "b" * 90])
def test_a_data_set_of_another_name_is_a_defect(folder, name):
    with pytest.raises(ValueError, match=f"^{re.escape(name)}$"):
        put(folder, name, b"1")


def test_modes_whatever_the_umask(folder):
    before = os.umask(0)
    try:
        import_kev(folder, 1)
        assert os.umask(0) == 0, "the umask is given back"
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert len(modes) == 5
    assert set(modes.values()) == {0o600}
    assert [stat.S_IMODE(each.stat().st_mode) for each in (folder, folder.parent)] == [0o700, 0o700]


@pytest.mark.parametrize("at", [0, 1, -1])
def test_a_flipped_bit_of_a_data_file_is_seen_and_said(folder, at):
    import_kev(folder, 1)
    path = data_file(folder)
    content = bytearray(path.read_bytes())
    content[at] ^= 4
    path.write_bytes(content)
    doubts: list[Issue] = []
    found = open_library(folder, doubts)
    assert len(exploited.exploited(found)) == 1404
    assert [each.place for each in doubts] == ["data:kev"]
    assert "2025-08-25" in doubts[0].message


def test_every_flipped_byte_of_a_pointer_is_seen(folder):
    import_kev(folder, 1)
    path = folder / "kev.source.toml"
    whole = path.read_bytes()
    for at in range(len(whole) - 1):  # the last is the end of the line after the check
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        held, damaged = contents(folder)
        assert (held, [each.name for each in damaged]) == ([], ["kev"]), at


def test_a_damaged_data_set_without_a_shipped_one_is_said(folder):
    put(folder, "epss", b"1", ".npy")
    data_file(folder, "epss").unlink()
    doubts: list[Issue] = []
    assert open_library(folder, doubts).of("epss") == ()
    assert len(doubts) == 1


def test_a_damaged_data_set_is_mended_by_importing_it_again(folder):
    import_kev(folder, 1)
    data_file(folder).write_bytes(b"")
    import_kev(folder, 1)
    assert len(exploited.exploited(library(folder))) == 1
    (folder / "kev.source.toml").write_bytes(b"no toml")
    assert import_kev(folder, 1).replaced is None
    assert len(exploited.exploited(library(folder))) == 1


def test_the_data_of_a_damaged_pointer_is_not_cleared_away(folder):
    import_kev(folder, 1)
    kept = data_file(folder)
    (folder / "kev.source.toml").write_bytes(b"no toml")
    put(folder, "epss", b"1", ".npy")
    assert kept.exists()


def test_a_large_file_is_hashed_when_its_time_or_size_changed_and_when_asked_to(folder, monkeypatch):
    monkeypatch.setattr(_store, "WHOLE", 0)  # all files are large then
    import_kev(folder, 1)
    held = contents(folder)[0][0]
    content = bytearray(held.path.read_bytes())
    content[5] ^= 1
    held.path.write_bytes(content)
    assert changed(held)
    os.utime(held.path, ns=(held.stored.modified_ns, held.stored.modified_ns))
    assert not changed(held)
    assert changed(held, thoroughly=True)


def test_a_copied_store_is_read(folder, tmp_path):
    """A copy has other times: every file is hashed, none is refused."""
    import_kev(folder, 1)
    shutil.copytree(folder, tmp_path / "copy", copy_function=shutil.copyfile)
    assert len(exploited.exploited(library(tmp_path / "copy"))) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [("version = 2\n", "newer version"), ("version = 0\n", "damaged"), ("", "damaged"), ("\0\xff", "damaged")],
)
def test_a_store_of_another_version_is_refused_and_left_as_it_is(folder, content, said):
    import_kev(folder, 1)
    (folder / "store.toml").write_text(content, encoding="latin-1")
    before = files(folder)
    for attempt in (lambda: open_library(folder, []), lambda: import_kev(folder, 2)):
        with pytest.raises(StoreError, match=said):
            attempt()
    assert files(folder) == before


def test_a_folder_of_something_else_is_refused(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(StoreError, match=r"store\.toml"):
        put(tmp_path, "kev", b"1")
    assert files(tmp_path) == {"letter.txt": b"mine"}


def test_a_file_is_no_store(tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(StoreError):
        put(tmp_path / "file", "kev", b"1")


def test_no_link_is_followed(folder, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").write_text("mine")
    import_kev(folder, 1)
    (folder / ".new-planted").symlink_to(outside)
    import_kev(folder, 2)
    assert not (folder / ".new-planted").is_symlink()
    assert (outside / "precious").read_text() == "mine"
    data = data_file(folder)
    shutil.move(data, outside / data.name)
    data.symlink_to(outside / data.name)
    assert [each.place for each in doubts_of(folder)] == ["data:kev"]
    shutil.move(folder / "kev.source.toml", outside)
    (folder / "kev.source.toml").symlink_to(outside / "kev.source.toml")
    assert [each.place for each in doubts_of(folder)] == ["data:kev"]
    (folder / "lock").unlink()
    (folder / "lock").symlink_to(outside / "precious")
    with pytest.raises(StoreError):
        import_kev(folder, 3)
    assert (outside / "precious").read_text() == "mine"
    (tmp_path / "link").symlink_to(folder)
    with pytest.raises(StoreError, match="link"):
        open_library(tmp_path / "link", [])


def doubts_of(folder):
    doubts: list[Issue] = []
    open_library(folder, doubts)
    return doubts


def _hold(folder: Path, ready, done) -> None:
    with writing(folder):
        ready.set()
        done.wait(20)


def test_a_second_import_waits_then_says_who_is_at_work(folder):
    context = multiprocessing.get_context("fork")
    ready, done = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(folder, ready, done))
    other.start()
    try:
        assert ready.wait(20)
        with pytest.raises(StoreError, match=rf"process {other.pid} on "), writing(folder, patience=0.3):
            pass
    finally:
        done.set()
        other.join()
    import_kev(folder, 1)


def _import_many(folder: Path, name: str) -> None:
    for number in range(10):
        put(folder, name, f"{name} {number}".encode())


def test_imports_at_once_all_arrive(folder):
    context = multiprocessing.get_context("fork")
    names = ["a", "b", "c", "d"]
    others = [context.Process(target=_import_many, args=(folder, name)) for name in names]
    for each in others:
        each.start()
    for each in others:
        each.join()
    assert [each.exitcode for each in others] == [0] * 4
    assert {each.name: each.read() for each in library(folder).snapshots() if each.imported} == {
        name: f"{name} 9".encode() for name in names
    }


def test_a_file_without_a_day_needs_one(folder):
    undated = Provenance("Fictive", "CC0-1.0", date.min)
    with pytest.raises(UsageError, match="day"):
        put(folder, "kev", b"1", stated=undated)
    assert not list(folder.glob("kev*"))
    with writing(folder) as writer:
        done = writer.put(
            lambda target: (target.write_bytes(b"1"), Converted("kev", ".json", undated))[1], "f", date(2026, 3, 1)
        )
    assert done.provenance.as_of == date(2026, 3, 1)


def test_of_one_import_the_latest_day_counts(folder):
    def make(day):
        return lambda target: (
            target.write_bytes(day.isoformat().encode()),
            Converted("kev", ".json", Provenance("Fictive", "CC0-1.0", day)),
        )[1]

    with writing(folder) as writer:
        writer.put(make(date(2026, 2, 1)), "a")
        assert writer.put(make(date(2026, 1, 1)), "b").superseded
        assert not writer.put(make(date(2026, 3, 1)), "c").superseded
    assert library(folder).of("kev")[0].read() == b"2026-03-01"
    with writing(folder) as writer:  # another day: whoever imports old data on purpose gets it
        assert not writer.put(make(date(2025, 1, 1)), "d").superseded


@pytest.mark.parametrize("content", [b"", b"{}", b"no json", b'{"cves": {"CVE-2026-0001": ["today"]}}'])
def test_data_that_is_whole_and_not_ours_is_said(folder, content):
    """A bundle can be whole and hold anything: whoever asks for it is told which file to import again."""
    put(folder, "kev", content)
    put(folder, "epss", content, ".npy")
    for ask in (exploited.exploited, scores):
        with pytest.raises(StoreError, match="cannot be read") as met:
            ask(library(folder))
        assert str(folder) in met.value.where


def test_opening_the_room_imports_no_heavy_library():
    import subprocess

    code = (
        "import sys; from pathlib import Path; from sovaudit.knowledge._store import open_library;"
        "open_library(Path('none'), []); print({'numpy', 'sqlite3', 'maxminddb', 'zipfile'} & set(sys.modules))"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "set()"
