# SPDX-License-Identifier: EUPL-1.2
"""What publishers' files may do to whoever imports them: nothing but be read, or be refused in one line."""

from __future__ import annotations

import contextlib
import gzip
import os
import tracemalloc
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sovaudit.errors import InputError
from sovaudit.knowledge import catalogues, companies, entities, epss, exploited, networks
from sovaudit.knowledge._importing import HEAD, content, plain_head
from sovaudit.limits import Limits, limit_by
from tests.knowledge import _publishers as publishers

pytestmark = pytest.mark.usefixtures("english")

MODULES = [exploited, epss, entities, companies, catalogues, networks]
WHOLE = {
    "kev": (exploited, publishers.kev(*range(1, 40))),
    "epss": (epss, publishers.epss({f"CVE-2026-{n:04}": ("0.5", "0.9") for n in range(1, 400)})),
    "entities": (entities, publishers.answer("lei-records", publishers.record(publishers.ACME, "Fictive SA"))),
    "companies": (companies, publishers.companies(publishers.company("123456782"))),
    "sill": (catalogues, b'[{"id": 1, "name": "Fictive", "isLibreSoftware": true, "similarSoftwares": []}]'),
    "comptoir": (
        catalogues,
        b'{"date_of_export": "2026-01-05T02:00:00+01:00", "number_of_software": 1, "softwares": [{"id": 1}]}',
    ),
    "mmdb": (networks, publishers.mmdb({"192.0.2.0/24": {"country_code": "FR"}}, "Fictive")),
}


@pytest.fixture
def source(tmp_path):
    return tmp_path / "source.mmdb"


@pytest.fixture
def smaller():
    """Put limits in force that a small file can pass."""
    limit_by(Limits(file_mib=1, unpacked_mib=4, ratio=100, rows=100))
    yield
    limit_by(Limits())


@pytest.mark.parametrize("kind", WHOLE)
def test_each_kind_is_recognised_by_its_own_module_alone(kind):
    module, data = WHOLE[kind]
    name = "x.mmdb" if kind == "mmdb" else "x"
    assert [each for each in MODULES if each.recognises(data[:HEAD], name)] == [module]


@pytest.mark.parametrize(
    "head", [b"", b"<!DOCTYPE html><html>", b"{}", b"[]", b"\x1f\x8b\x08", b"\0" * HEAD, b"a,b\n1,2"]
)
def test_other_files_are_nobodys(head):
    assert [each for each in MODULES if each.recognises(head, "file.json")] == []


@pytest.mark.parametrize("kind", [each for each in WHOLE if each != "epss"])
@pytest.mark.parametrize("packed", [False, True])
def test_a_file_cut_anywhere_is_refused(kind, packed, source, tmp_path):
    """A JSON ends with its last bracket, an MMDB with its metadata: each shorter beginning is no whole file."""
    module, data = WHOLE[kind]
    if packed and kind == "mmdb":
        return
    whole = gzip.compress(data, mtime=0) if packed else data
    for size in range(0, len(whole), max(1, len(whole) // 40)):
        source.write_bytes(whole[:size])
        with pytest.raises(InputError):
            module.convert(source, tmp_path / "target")


def test_a_gzip_cut_anywhere_is_refused(source, tmp_path):
    _module, data = WHOLE["epss"]
    for size in range(2, len(data), 7):
        source.write_bytes(data[:size])
        with pytest.raises(InputError, match=r"gzip|score|header"):
            epss.convert(source, tmp_path / "target")


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.NAME)
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<!DOCTYPE html><html><body>403 Forbidden</body></html>",
        b"{}",
        b"[]",
        b"null",
        b'"text"',
        b"[1, 2]",
        b'[{"id": 1',
        b'{"vulnerabilities": {}, "results": {}, "data": 3, "softwares": {}}',
        b'{"vulnerabilities": [], "results": [], "data": [], "softwares": []}' + b" " * 10,
        b"[" * 100_000,
        b'{"data":' * 50_000,
        b"\xff\xfe\x00",
        b'{"data": [{"type": "lei-records", "attributes": 1}]}',
        b"#model_version:x,score_date:2026-99-99T\ncve,epss,percentile\n",
        b"cve,epss,percentile\n" + b"x" * 100_000,
        b"\x1f\x8b\x08\x00garbage",
        b"\xab\xcd\xefMaxMind.com",
        b"\0" * 5000 + b"\xab\xcd\xefMaxMind.com\xe0",
    ],
    ids=lambda data: repr(data[:30]),
)
def test_what_is_not_the_publishers_is_refused_in_one_line(module, data, source, tmp_path):
    source.write_bytes(data)
    if module is exploited and data.startswith(b'{"vulnerabilities": []'):
        return  # an empty catalogue is one
    with pytest.raises(InputError) as met:
        module.convert(source, tmp_path / "target")
    assert str(source) in met.value.where
    assert "\n" not in met.value.message
    assert met.value.hint


@pytest.mark.usefixtures("smaller")
def test_a_bomb_is_stopped_before_it_unpacks(source):
    """64 MiB of zeros in 64 kB: refused with a thousandth of that in memory."""
    source.write_bytes(gzip.compress(bytes(64 << 20), mtime=0))
    tracemalloc.start()
    with pytest.raises(InputError, match="unpacked_mib"):
        content(source)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 16 << 20


def test_a_file_that_grows_too_fast_is_stopped(source):
    limit_by(Limits(ratio=100))
    source.write_bytes(gzip.compress(bytes(64 << 20), mtime=0))  # 1000 times, in 64 MiB: within the size limit
    with pytest.raises(InputError, match="ratio"):
        content(source)


@pytest.mark.usefixtures("smaller")
def test_limits_are_named(source, tmp_path):
    source.write_bytes(b" " * (2 << 20))
    with pytest.raises(InputError, match="file_mib"):
        content(source)
    source.write_bytes(publishers.epss({f"CVE-2026-{n:04}": ("0.5", "0.9") for n in range(200)}, packed=False))
    with pytest.raises(InputError, match="rows"):
        epss.convert(source, tmp_path / "target")


def test_gzip_members_follow_each_other(source):
    source.write_bytes(gzip.compress(b"a" * 3_000_000) + gzip.compress(b"b") + b"\0" * 512)
    assert content(source) == b"a" * 3_000_000 + b"b"
    source.write_bytes(gzip.compress(b"a") + b"rubbish")
    with pytest.raises(InputError, match="gzip"):
        content(source)


def test_the_head_of_a_packed_file_is_small():
    packer = zlib.compressobj(wbits=31)
    packed = packer.compress(b"  " + b"x" * 10_000_000) + packer.flush()
    assert len(plain_head(packed[:HEAD])) <= HEAD
    assert plain_head(b"\xef\xbb\xbf  {") == b"{"


PIECES = (b"null", b"[]", b"{}", b'"', b"1e999", b"-1", b"\\ud800", b"\xff", b"\0", b"\r", b",", b"9" * 30, b"NaN", b"")


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_mutants_are_read_or_refused(tmp_path_factory, data):
    """Whatever becomes of a whole file: it is converted, or it is an `InputError`; nothing else escapes."""
    folder = tmp_path_factory.getbasetemp()
    module, whole = WHOLE[data.draw(st.sampled_from(sorted(WHOLE)))]
    mutant = bytearray(whole)
    for _number in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(mutant)))
        mutant[at : at + data.draw(st.integers(0, 8))] = data.draw(st.sampled_from(PIECES))
    (folder / "mutant.mmdb").write_bytes(mutant)
    with contextlib.suppress(InputError):
        made = module.convert(folder / "mutant.mmdb", folder / "target")
        assert made.name.partition(".")[0] == module.NAME


def test_an_mmdb_that_unfolds_without_end_is_refused(source, tmp_path):
    """Arrays of two pointers to the array before, 40 times: 10^12 values in 300 bytes."""

    def pointer(at: int) -> bytes:
        return bytes([1 << 5 | at >> 8, at & 0xFF])

    tables = publishers.mmdb({"52.0.0.0/8": {"asn": 1}}, "Fictive")
    section, meta = tables.index(bytes(16)) + 16, tables.index(b"\xab\xcd\xefMaxMind.com")
    unfolding = bytearray(tables[section:meta])
    before = 0
    for _level in range(40):
        at = len(unfolding)
        unfolding += bytes([2, 11 - 7]) + pointer(before) * 2
        before = at
    value = (section - 16) // 6 + 16 + before
    tree = bytearray(tables[: section - 16])
    for at in range(0, len(tree), 3):
        if int.from_bytes(tree[at : at + 3], "big") > (section - 16) // 6:
            tree[at : at + 3] = value.to_bytes(3, "big")
    source.write_bytes(bytes(tree) + bytes(16) + bytes(unfolding) + tables[meta:])
    with pytest.raises(InputError):
        networks.convert(source, tmp_path / "target")


def test_what_is_no_regular_file_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    for name in ("pipe", "link", "absent", "."):
        with pytest.raises(InputError):
            content(tmp_path / name)
