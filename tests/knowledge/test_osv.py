# SPDX-License-Identifier: EUPL-1.2
"""OSV files are imported whole, within bounds, and asked for by package."""

from __future__ import annotations

import contextlib
import json
import random
import sqlite3
import struct
import sys
import warnings
import zipfile
from datetime import date

import pytest

from sovaudit.errors import InputError, StoreError
from sovaudit.knowledge import Library, Snapshot, osv
from sovaudit.knowledge._importing import HEAD
from sovaudit.knowledge._osv_ecosystems import key
from sovaudit.limits import Limits, limit_by, limits
from tests.knowledge._osv_files import advisory, archive, library_of, packed

FLAW = advisory(
    "GHSA-aaaa-bbbb-cccc", "Zope.Interface", [("introduced", "0"), ("fixed", "2.0")], aliases=["CVE-2026-1"]
)


@pytest.fixture
def bounded():
    """Put limits in force for one test."""
    before = limits()
    yield lambda **chosen: limit_by(Limits(**chosen))
    limit_by(before)


def imported(path, tmp_path):
    return osv.convert(path, tmp_path / "new.sqlite")


def test_an_archive_of_one_ecosystem_covers_it(tmp_path):
    library = library_of(tmp_path, packed(tmp_path / "all.zip", FLAW, advisory("PYSEC-2026-1", "other")))
    known = osv.advisories(library)
    assert list(known.covered) == ["PyPI"]
    found = known.look_up([key("PyPI", "zope_interface"), key("PyPI", "nobody"), key("npm", "other")])
    assert [each.advisory.id for each in found.pop("PyPI:zope-interface")] == ["GHSA-aaaa-bbbb-cccc"]
    assert not found


def test_an_archive_of_all_covers_what_occurs_in_it(tmp_path):
    path = packed(
        tmp_path / "all.zip",
        FLAW,
        advisory("DSA-1-1", "nginx", ecosystem="Debian:12"),
        advisory("MAL-1", "x", ecosystem="npm"),
    )
    assert imported(path, tmp_path).name == "osv.all"
    assert sorted(osv.advisories(library_of(tmp_path, path)).covered) == ["Debian", "PyPI", "npm"]


def test_a_record_of_two_ecosystems_does_not_make_the_archive_cover_both(tmp_path):
    both = advisory("GHSA-both", "a")
    both["affected"] += advisory("", "a", ecosystem="npm")["affected"]
    assert list(osv.advisories(library_of(tmp_path, packed(tmp_path / "all.zip", FLAW, both))).covered) == ["PyPI"]


def test_one_record_adds_an_advisory_and_covers_nothing(tmp_path):
    path = tmp_path / "GHSA-aaaa-bbbb-cccc.json"
    path.write_text(json.dumps(FLAW))
    assert imported(path, tmp_path).name == "osv.files"
    known = osv.advisories(library_of(tmp_path, path))
    assert not known.covered
    assert known.look_up(["PyPI:zope-interface"])


def test_of_one_advisory_in_two_parts_the_newest_counts(tmp_path):
    newer = advisory(
        "GHSA-aaaa-bbbb-cccc",
        "zope-interface",
        [("introduced", "0"), ("fixed", "3.0")],
        modified="2026-11-09T00:00:00Z",
    )
    alone = tmp_path / "GHSA-aaaa-bbbb-cccc.json"
    alone.write_text(json.dumps(newer))
    known = osv.advisories(library_of(tmp_path, packed(tmp_path / "all.zip", FLAW), alone))
    (found,) = known.look_up(["PyPI:zope-interface"])["PyPI:zope-interface"]
    assert found.entries[0].ranges == ((("introduced", "0"), ("fixed", "3.0")),)
    assert found.snapshot.name == "osv.files"


def test_the_day_is_that_of_the_newest_record_and_no_clock_is_asked(tmp_path):
    old = advisory("PYSEC-2020-1", "a", modified="2020-02-03T04:05:06Z")
    assert imported(packed(tmp_path / "all.zip", old, FLAW), tmp_path).provenance.as_of == date(2026, 11, 1)


def test_the_same_file_is_stored_as_the_same_bytes(tmp_path):
    path = packed(tmp_path / "all.zip", FLAW, advisory("PYSEC-2026-1", "other"))
    osv.convert(path, tmp_path / "one.sqlite")
    osv.convert(path, tmp_path / "two.sqlite")
    assert (tmp_path / "one.sqlite").read_bytes() == (tmp_path / "two.sqlite").read_bytes()


def test_withdrawn_records_are_not_kept(tmp_path):
    gone = {**advisory("PYSEC-2026-1", "gone"), "withdrawn": "2026-10-01T00:00:00Z"}
    path = packed(tmp_path / "all.zip", FLAW, gone)
    assert imported(path, tmp_path).provenance.records == 1
    assert not osv.advisories(library_of(tmp_path, path)).look_up(["PyPI:gone"])


BAD = {
    "truncated.json": b'{"id": "GHSA-x',
    "not-utf8.json": b'{"id": "GHSA-\xff\xfe-x", "modified": "2026-01-01T00:00:00Z"}',
    "list.json": b"[]",
    "no-id.json": b'{"modified": "2026-01-01T00:00:00Z"}',
    "bad-id.json": b'{"id": "../../etc/passwd", "modified": "2026-01-01T00:00:00Z"}',
    "numbers.json": b'{"id": 12, "modified": "2026-01-01T00:00:00Z"}',
    "deep.json": b'{"id": "GHSA-deep", "modified": "x", "database_specific": ' + b"[" * 5000 + b"]" * 5000 + b"}",
    "readme.txt": b"hello",
    "large.json": b'{"id": "GHSA-large", "details": "' + b"a" * (17 * 1024 * 1024) + b'"}',
}


def test_bad_records_are_left_out_and_told_and_the_others_are_kept(tmp_path):
    members = [(name, data) for name, data in BAD.items() if name != "large.json"]
    rng = random.Random(1)  # content that does not shrink, so that the ratio is not what stops it
    members.append(("large.json", rng.randbytes(17 * 1024 * 1024)))
    path = archive(tmp_path / "all.zip", [*members, ("GHSA-aaaa-bbbb-cccc.json", json.dumps(FLAW).encode())])
    converted = imported(path, tmp_path)
    assert converted.provenance.records == 1
    assert {name for name, _why in converted.left_out} == BAD.keys()
    assert all(why for _name, why in converted.left_out)


def test_one_bad_entry_does_not_lose_the_record(tmp_path):
    odd = advisory("GHSA-odd", "good")
    odd["affected"] += [
        {"package": {"ecosystem": 1}},
        {"package": {"ecosystem": "PyPI", "name": "x"}},
        {"ranges": None},
        "text",
    ]
    path = packed(tmp_path / "all.zip", odd)
    assert [why.partition(":")[0] for _name, why in imported(path, tmp_path).left_out] == [
        "affected/1",
        "affected/2",
        "affected/4",
    ]
    assert osv.advisories(library_of(tmp_path, path)).look_up(["PyPI:good"])


def test_fields_that_may_be_null_are_as_good_as_absent(tmp_path):
    nothing = dict.fromkeys(("aliases", "upstream", "summary", "severity", "withdrawn", "database_specific", "related"))
    path = packed(tmp_path / "all.zip", {**FLAW, **nothing})
    assert not imported(path, tmp_path).left_out


def test_commits_alone_are_no_versions(tmp_path):
    commits = {"type": "GIT", "repo": "https://example.org/x", "events": [{"introduced": "0"}, {"fixed": "abc"}]}
    only = advisory("GHSA-git", "commits")
    only["affected"][0]["ranges"] = [commits]
    path = packed(tmp_path / "all.zip", only, FLAW)
    assert not imported(path, tmp_path).left_out
    assert not osv.advisories(library_of(tmp_path, path)).look_up(["PyPI:commits"])


def test_a_member_or_an_advisory_given_twice_is_told(tmp_path):
    newer = {**FLAW, "modified": "2026-11-09T00:00:00Z"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile warns of what is done here on purpose
        path = archive(
            tmp_path / "all.zip",
            [("GHSA-aaaa-bbbb-cccc.json", json.dumps(each).encode()) for each in (FLAW, newer)]
            + [("GHSA-copy.json", json.dumps(newer).encode())],
        )
    converted = imported(path, tmp_path)
    assert [name for name, _why in converted.left_out] == ["GHSA-aaaa-bbbb-cccc.json", "GHSA-copy.json"]
    (found,) = osv.advisories(library_of(tmp_path, path)).look_up(["PyPI:zope-interface"])["PyPI:zope-interface"]
    assert found.advisory.modified == "2026-11-09T00:00:00Z"
    assert converted.provenance.records == 1


def test_a_bomb_is_refused_whole_since_what_lacks_would_look_safe(tmp_path):
    blank = b'{"id": "GHSA-bomb", "details": "' + b"a" * (15 * 1024 * 1024) + b'"}'
    path = archive(tmp_path / "all.zip", ((f"GHSA-{n}.json", blank) for n in range(8)))
    with pytest.raises(InputError, match="ratio"):
        imported(path, tmp_path)


def test_a_member_packed_by_the_block_is_left_out(tmp_path):
    """Of bzip2, zipfile unpacks whole blocks, however few bytes it is asked for."""
    path = packed(tmp_path / "all.zip", FLAW)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_BZIP2) as more:
        more.writestr("GHSA-block.json", json.dumps({**FLAW, "id": "GHSA-block"}))
    assert [name for name, _why in imported(path, tmp_path).left_out] == ["GHSA-block.json"]


def test_more_members_than_the_limit_are_refused_before_they_are_read(tmp_path, bounded):
    path = packed(tmp_path / "all.zip", *(advisory(f"PYSEC-2026-{n}", "a") for n in range(11)))
    bounded(rows=10)
    with pytest.raises(InputError, match="rows"):
        imported(path, tmp_path)


def test_a_directory_out_of_proportion_is_refused_before_it_is_read(tmp_path):
    path = packed(tmp_path / "all.zip", FLAW)
    data = bytearray(path.read_bytes())
    at = data.rfind(b"PK\x05\x06")
    data[at + 12 : at + 16] = struct.pack("<I", 1 << 30)
    path.write_bytes(data)
    with pytest.raises(InputError):
        imported(path, tmp_path)


@pytest.mark.parametrize("cut", [4, 30, 100, 0.5, -1])
def test_a_damaged_archive_is_refused(tmp_path, cut):
    path = packed(tmp_path / "all.zip", FLAW)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * cut) if isinstance(cut, float) else cut])
    with pytest.raises(InputError):
        imported(path, tmp_path)


def test_nothing_of_use_is_no_import(tmp_path):
    for members in ([], [("readme.txt", b"hello")], [("GHSA-x.json", b"{}")]):
        with pytest.raises(InputError):
            imported(archive(tmp_path / "all.zip", members), tmp_path)
        (tmp_path / "new.sqlite").unlink(missing_ok=True)


def test_a_link_is_not_followed(tmp_path):
    packed(tmp_path / "real.zip", FLAW)
    (tmp_path / "all.zip").symlink_to(tmp_path / "real.zip")
    with pytest.raises(InputError):
        imported(tmp_path / "all.zip", tmp_path)


@pytest.mark.parametrize(
    ("name", "start", "known"),
    [
        ("a.json", b'{"schema_version": "1.7.0", "id": "GHSA-aaaa-bbbb-cccc", "modified": "', True),
        ("a.json", b'\xef\xbb\xbf\n {"id":"CVE-2022-1","details":"x","affected":[', True),
        ("kev.json", b'{"title": "x", "catalogVersion": "2025", "vulnerabilities": [{"cveID": "CVE-1"}]}', False),
        ("bom.json", b'{"bomFormat": "CycloneDX", "vulnerabilities": [{"id": "CVE-2022-1", "published": "', False),
        ("csaf.json", b'{"document": {"tracking": {"id": "RHSA-2022:1"}}, "published": ', False),
        ("other.json", b'{"id": 1, "modified": "2020"}', False),
        ("a.txt", b"GHSA-aaaa-bbbb-cccc", False),
        # whole, it must be of use; a record of which we see the beginning may still be
        ("a.json", b'{"id": "CVE-2022-1", "modified": "2022-01-01T00:00:00Z", "affected": []}', True),
        ("a.json", b'{"id": "CVE-2022-1", "modified": "2022-01-01T00:00:00Z", "details": "withdrawn"}', False),
        ("a.json", b'{"id": "CVE-2022-1", "details": "' + b"x" * HEAD, True),
        ("a.json", b'{"id": "CVE-2022-1", "details": "a \\" b", "affected": [{"x": {"y": 1}}], "' + b"x" * HEAD, True),
        # deps.dev and Developers Italia
        ("a.json", b'{"advisoryKey": {"id": "GHSA-1"}, "url": "", "aliases": [], "affected": 1, "modified": 1}', False),
        ("a.json", b'{"data": [{"id": "ab12-cd", "publishedAt": "", "modified": "", "affected": 1}]}', False),
        ("a.json", b'{"id": "ab12-cd", "active": true, "modified": "", "affected": 1}', False),
        ("a.json", b'[{"id": "CVE-2022-1", "modified": "", "affected": []}]', False),
    ],
)
def test_a_file_is_recognised_by_what_it_begins_with(name, start, known):
    assert osv.recognises(start[:HEAD], name) is known


def test_files_of_one_record_each_become_one_data_set(tmp_path):
    gone = {**advisory("PYSEC-2026-3", "third"), "withdrawn": "2026-11-02T00:00:00Z"}
    paths = []
    for each in (FLAW, advisory("PYSEC-2026-2", "other", ecosystem="npm"), gone):
        paths.append(tmp_path / f"{each['id']}.json")
        paths[-1].write_text(json.dumps(each))
    paths.append(tmp_path / "broken.json")
    paths[-1].write_text("{")
    target = tmp_path / "new.sqlite"
    done = osv.convert_all(paths, target)
    assert (done.name, done.provenance.records, [place for place, _why in done.left_out]) == (
        "osv.files",
        2,
        [str(paths[-1])],
    )
    known = osv.advisories(Library({done.name: Snapshot(done.name, done.provenance, target, imported=True)}))
    assert not known.covered
    assert set(known.look_up(["PyPI:zope-interface", "npm:other", "PyPI:third"])) == {
        "PyPI:zope-interface",
        "npm:other",
    }


def test_a_withdrawal_alone_is_of_use(tmp_path):
    path = tmp_path / "one.json"
    path.write_text(json.dumps({**FLAW, "withdrawn": "2026-11-09T00:00:00Z", "modified": "2026-11-09T00:00:00Z"}))
    known = osv.advisories(library_of(tmp_path, packed(tmp_path / "all.zip", FLAW), path))
    assert known.look_up(["PyPI:zope-interface"]) == {}


def test_an_archive_is_recognised_by_its_first_member(tmp_path):
    ours = packed(tmp_path / "x.zip", FLAW).read_bytes()[:HEAD]
    theirs = archive(tmp_path / "y.zip", [("xl/workbook.xml", b"<x/>")]).read_bytes()[:HEAD]
    assert osv.recognises(ours, "x.zip")
    assert not osv.recognises(theirs, "x.zip")
    assert not osv.recognises(b"PK\x03\x04", "x.zip")


def test_without_any_import_nothing_is_opened():
    known = osv.advisories(Library({}))
    assert not known
    assert known.look_up(["PyPI:x"]) == {}


@pytest.mark.skipif(sys.platform == "win32", reason="question marks are no part of names there")
def test_the_name_of_the_folder_does_not_matter(tmp_path):
    folder = tmp_path / "a?mode=rw#b %20é"
    folder.mkdir()
    known = osv.advisories(library_of(folder, packed(tmp_path / "all.zip", FLAW)))
    assert known.look_up(["PyPI:zope-interface"])
    assert [each.name for each in folder.iterdir()] == ["part0.sqlite"]  # nothing was written beside it


@pytest.mark.parametrize(
    ("purl", "expected"),
    [
        ("pkg:pypi/zope-interface@5.0", ("PyPI", "zope-interface", "5.0", "", "", True)),
        ("pkg:npm/%40angular/core@1.0.0", ("npm", "@angular/core", "1.0.0", "", "", True)),
        (
            "pkg:maven/org.apache.any23/apache-any23@2.4",
            ("Maven", "org.apache.any23:apache-any23", "2.4", "", "", True),
        ),
        (
            "pkg:golang/github.com/ipfs/go-bitfield@v1.0.0",
            ("Go", "github.com/ipfs/go-bitfield", "v1.0.0", "", "", True),
        ),
        ("pkg:nuget/Newtonsoft.Json@12.0.1", ("NuGet", "newtonsoft.json", "12.0.1", "", "", True)),
        ("pkg:composer/symfony/http-kernel@v5.4.0", ("Packagist", "symfony/http-kernel", "v5.4.0", "", "", True)),
        ("pkg:cargo/Inflector@0.11.4", ("crates.io", "Inflector", "0.11.4", "", "", True)),
        ("pkg:deb/debian/nginx@1.22.1-9?arch=source&distro=debian-12", ("Debian", "nginx", "1.22.1-9", "12", "", True)),
        (
            "pkg:deb/debian/curl@7.88.1-10%2Bdeb12u5?arch=amd64&distro=debian-12.4",
            ("Debian", "curl", "7.88.1-10+deb12u5", "12", "", False),
        ),
        ("pkg:deb/debian/curl@7.88.1?arch=amd64", ("Debian", "curl", "7.88.1", "", "release", False)),
        ("pkg:deb/ubuntu/bash@5.1?distro=jammy", ("Ubuntu", "bash", "5.1", r"22\.04(?::LTS)?", "", False)),
        (
            "pkg:apk/alpine/mariadb@10.6.7-r0?distro=alpine-3.16.2",
            ("Alpine", "mariadb", "10.6.7-r0", r"v3\.16", "", False),
        ),
        ("pkg:apk/wolfi/bash@5.2-r0", ("Wolfi", "bash", "5.2-r0", "", "", True)),
        (
            "pkg:rpm/redhat/openssl@3.0.7-16.el9?distro=rhel-9.2&epoch=1",
            ("Red Hat", "openssl", "1:3.0.7-16.el9", r"enterprise_linux:9(?:::.*)?", "", True),
        ),
        ("pkg:generic/openssl@3.0", None),
        ("pkg:deb/raspbian/bash@5", None),
        ("pkg:docker/nginx@1", None),
    ],
)
def test_where_a_package_is_looked_for(purl, expected):
    found = osv.package(purl)
    assert (
        found and (found.ecosystem, found.name, found.version, found.release, found.lacking, found.source)
    ) == expected


@pytest.mark.parametrize(
    ("purl", "built_from", "name", "version"),
    [
        ("pkg:deb/debian/libssl3@3.0.11-1?arch=amd64&distro=debian-12", "openssl", "openssl", "3.0.11-1"),
        ("pkg:deb/debian/libstdc%2B%2B6@12.2.0-14?distro=debian-12", "gcc-12@12.2.0-14", "gcc-12", "12.2.0-14"),
        (
            "pkg:rpm/almalinux/openssl-libs@3.0.7-16.el9?distro=almalinux-9.2&epoch=1",
            "openssl-3.0.7-16.el9.src.rpm",
            "openssl",
            "1:3.0.7-16.el9",
        ),
        (
            "pkg:rpm/redhat/openssl-libs@3.0.7-16.el9?distro=rhel-9.2",
            "openssl-3.0.7-16.el9.src.rpm",
            "openssl-libs",
            "3.0.7-16.el9",
        ),
    ],
)
def test_the_source_package_is_what_distributions_speak_of(purl, built_from, name, version):
    """Red Hat speaks of the binary package, so that there the source does not matter."""
    found = osv.package(purl, built_from)
    assert found is not None
    assert (found.name, found.version, found.source) == (name, version, True)


def test_what_a_newer_part_withdraws_is_gone_from_the_others(tmp_path):
    alone = tmp_path / "GHSA-aaaa-bbbb-cccc.json"
    alone.write_text(json.dumps(FLAW))
    for modified, remaining in (("2026-11-09T00:00:00Z", 0), ("2026-10-01T00:00:00Z", 1)):
        gone = {**FLAW, "withdrawn": modified, "modified": modified}
        path = packed(tmp_path / "all.zip", gone, advisory("PYSEC-2026-1", "other"))
        folder = tmp_path / modified[:10]
        folder.mkdir()
        found = osv.advisories(library_of(folder, alone, path)).look_up(["PyPI:zope-interface"])
        assert len(found) == remaining


@pytest.mark.parametrize("damage", [b"", b"no database at all, but long enough to look like one" * 50])
def test_a_damaged_part_is_said_with_what_to_do(tmp_path, damage):
    library = library_of(tmp_path, packed(tmp_path / "all.zip", FLAW))
    (tmp_path / "part0.sqlite").write_bytes(damage)
    with pytest.raises(StoreError) as caught:
        osv.advisories(library).look_up(["PyPI:zope-interface"])
    assert caught.value.hint


def altered(tmp_path, *statements):
    """Return what a part says after somebody changed it."""
    library = library_of(tmp_path, packed(tmp_path / "all.zip", FLAW))
    with contextlib.closing(sqlite3.connect(tmp_path / "part0.sqlite", isolation_level=None)) as base:
        for each in statements:
            base.execute(each)
    with contextlib.suppress(StoreError):
        osv.check(tmp_path / "part0.sqlite")
        assert "update" in statements[0]  # the tables are in order, what is in them is not
    with pytest.raises(StoreError) as caught:
        osv.advisories(library).look_up(["PyPI:zope-interface"])
    return caught.value


@pytest.mark.parametrize(
    "statements",
    [
        ["pragma application_id = 1"],
        ["pragma user_version = 9"],
        ["create view more as select * from about"],
        ["create trigger more after insert on about begin delete from about; end"],
        ["drop index affected_package"],
        ["drop table withdrawn"],
        ["alter table withdrawn rename to gone", "create view withdrawn as select id, modified from gone"],
        ["update about set value = x'00'"],
        ["update affected set body = 1"],
        ["update affected set body = x'7b'"],
        ["update advisory set body = cast('[1, 2]' as blob)"],
        ["update advisory set body = zeroblob(70000000)"],
    ],
)
def test_a_part_that_is_whole_and_not_as_we_make_it_is_refused(tmp_path, statements):
    error = altered(tmp_path, *statements)
    assert error.where.endswith("part0.sqlite")
    assert "data import" in error.hint


def test_a_part_damaged_in_its_middle_is_said_or_read(tmp_path):
    """Flip each of some hundred bytes: no other exception than ours."""
    records = [advisory(f"PYSEC-2026-{n}", "zope-interface", aliases=[f"CVE-2026-{n}"]) for n in range(30)]
    library = library_of(tmp_path, packed(tmp_path / "all.zip", FLAW, *records))
    part = tmp_path / "part0.sqlite"
    whole = part.read_bytes()
    for at in range(100, len(whole), len(whole) // 300):
        part.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        known = Library({each.name: each for each in library.snapshots()})
        with contextlib.suppress(StoreError):
            osv.check(part)
        with contextlib.suppress(StoreError):
            osv.advisories(known).look_up(["PyPI:zope-interface"])
