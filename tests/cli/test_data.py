# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit data`: what it says, what it refuses, and that an audit uses it or says why not."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest

from sovaudit.cli._data_status import _shipped
from sovaudit.knowledge import Snapshot, shipped
from sovaudit.limits import Limits, limit_by
from tests.cli._here import sovaudit
from tests.knowledge import _publishers as publishers

Page = dict[str, Any]
SILL = {
    "id": 7,
    "addedTime": "2018-01-01T00:00:00.000Z",
    "name": "Fictive Office",
    "isLibreSoftware": True,
    "license": "MIT",
    "providers": [{"name": "Prestataire fictif"}],
    "similarSoftwares": [{"name": "Closed Office", "isLibreSoftware": False}],
}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A folder of files as publishers give them, one of which is nobody's."""
    folder = tmp_path / "published"
    (folder / "gleif").mkdir(parents=True)
    (folder / "kev.json").write_bytes(publishers.kev(1, 2))
    (folder / "scores.csv.gz").write_bytes(publishers.epss({"CVE-2026-0001": ("0.5", "0.9")}))
    (folder / "gleif" / "1").write_bytes(
        publishers.answer("lei-records", publishers.record(publishers.ACME, "Acme Fictive"))
    )
    (folder / "gleif" / "2").write_bytes(
        publishers.answer("relationship-records", publishers.link(publishers.ACME, publishers.HOLDING))
    )
    (folder / "where.mmdb").write_bytes(publishers.mmdb({"52.0.0.0/8": {"country_code": "FR"}}, "Fictive"))
    (folder / "letter.txt").write_text("Bonjour", encoding="utf-8")
    return folder


def status(store: Path, day: str = "2026-01-25") -> Page:
    done = sovaudit("data", "status", "-f", "json", "--data", store, "--as-of", day)
    assert done.code == 0, done.err
    page: Page = json.loads(done.out)
    return page


def test_status_without_a_store(store):
    page = status(store, "2026-11-23")
    kev = next(each for each in page["data"] if each["name"] == "kev")
    assert (kev["imported"], kev["as_of"], kev["age_days"], kev["aged"]) == (False, "2025-08-25", 455, True)
    assert kev["records"] == 1404
    assert {"epss", "entities", "companies", "networks.asn"} <= {each["name"] for each in page["missing"]}
    assert "kev" not in {each["name"] for each in page["missing"]}
    assert all(each["title"] for each in page["missing"])
    assert (page["folder"], page["exists"]) == (str(store), False)
    assert f"it would lie in {store}" in sovaudit("data", "status", "--data", store).out
    assert not store.exists()


def test_status_says_how_old_data_is_on_its_day(store, published):
    sovaudit("data", "import", published / "kev.json", "--data", store)
    for day, age, aged in (("2026-01-05", 0, False), ("2026-02-04", 30, False), ("2026-02-05", 31, True)):
        kev = next(each for each in status(store, day)["data"] if each["name"] == "kev")
        assert (kev["imported"], kev["age_days"], kev["aged"], kev["records"]) == (True, age, aged, 2)


def test_the_table_has_every_data_set_and_what_is_missing(store, published):
    sovaudit("data", "import", published / "kev.json", "--data", store)
    said = sovaudit("data", "status", "--data", store, "--as-of", "2026-01-25").out
    page = status(store)
    for each in (*page["data"], *page["missing"]):
        assert f"\n{each['name']} " in said
    assert str(store) in said


def test_a_folder_is_imported_and_what_is_nobodys_is_said(store, published):
    done = sovaudit("data", "import", published, "--data", store)
    assert done.code == 0, done.err
    assert [line.partition(":")[0] for line in done.out.splitlines()] == ["kev", "epss", "networks.country", "entities"]
    assert "letter.txt" in done.err
    imported = {each["name"]: each for each in status(store)["data"] if each["imported"]}
    assert set(imported) == {"kev", "epss", "entities", "networks.country"}
    digest = hashlib.sha256((published / "kev.json").read_bytes()).hexdigest()
    assert imported["kev"]["origin"] == f"kev.json sha256:{digest}"


def test_a_file_of_no_known_kind_changes_nothing(store, published):
    done = sovaudit("data", "import", published / "kev.json", published / "letter.txt", "--data", store)
    assert done.code == 2
    assert "letter.txt" in done.err
    assert "EPSS" in done.err
    assert "GLEIF" in done.err
    assert not store.exists()


def test_one_bad_file_does_not_cost_the_others(store, published):
    (published / "kev.json").write_bytes(publishers.kev(1)[:-20])
    done = sovaudit("data", "import", published, "--data", store)
    assert done.code == 2
    assert "kev.json" in done.err
    assert {each["name"] for each in status(store)["data"] if each["imported"]} == {
        "epss",
        "entities",
        "networks.country",
    }


def test_records_left_out_are_said_and_counted(store, tmp_path):
    document = json.loads(publishers.kev(*range(1, 31)))
    for entry in document["vulnerabilities"][:20]:
        entry["cveID"] = "\x1b[31mCVE"
    (tmp_path / "kev.json").write_text(json.dumps(document), encoding="utf-8")
    done = sovaudit("data", "import", tmp_path / "kev.json", "--data", store)
    assert done.code == 0
    assert "kev: 10 records" in done.out
    assert "20 left out" in done.err
    assert "/vulnerabilities/0" in done.err
    assert "\x1b" not in done.err


def test_older_data_replaces_newer_only_with_a_warning(store, tmp_path):
    for day in ("2026-02-01", "2026-01-01"):
        (tmp_path / "kev.json").write_bytes(publishers.kev(1, day=day))
        done = sovaudit("data", "import", tmp_path / "kev.json", "--data", store)
    assert "in the place of 2026-02-01" in done.out
    assert "later day" in done.err


def test_a_day_that_a_file_does_not_tell_must_be_said(store, tmp_path):
    path = tmp_path / "catalogi.json"
    path.write_text(json.dumps([SILL]), encoding="utf-8")
    done = sovaudit("data", "import", path, "--data", store)
    assert done.code == 2
    assert "--as-of" in done.err
    assert sovaudit("data", "import", path, "--data", store, "--as-of", "2026-01-07").code == 0
    assert [each["as_of"] for each in status(store)["data"] if each["name"] == "catalogues.sill"] == ["2026-01-07"]


def test_a_bundle_carries_the_same_bytes_everywhere(store, published, tmp_path):
    sovaudit("data", "import", published, "--data", store)
    bundles = [tmp_path / "a.zip", tmp_path / "b.zip", tmp_path / "c.zip"]
    assert sovaudit("data", "export", bundles[0], "--data", store).code == 0
    os.utime(store / "kev.source.toml", (1, 1))
    assert sovaudit("data", "export", bundles[1], "--data", store).code == 0
    done = sovaudit("data", "import", bundles[0], "--data", tmp_path / "other")
    assert done.code == 0, done.err
    assert sovaudit("data", "export", bundles[2], "--data", tmp_path / "other").code == 0
    assert len({path.read_bytes() for path in bundles}) == 1
    assert stat.S_IMODE(bundles[0].stat().st_mode) == 0o600
    assert status(store)["data"] == status(tmp_path / "other")["data"]
    assert "same as before" in sovaudit("data", "import", bundles[0], "--data", store).out


def test_nothing_to_export(store, tmp_path):
    assert sovaudit("data", "export", tmp_path / "a.zip", "--data", store).code == 2
    assert not (tmp_path / "a.zip").exists()


def test_export_over_a_link_or_into_nowhere_is_refused(store, published, tmp_path):
    sovaudit("data", "import", published / "kev.json", "--data", store)
    (tmp_path / "mine").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "mine")
    for target in (tmp_path / "link", tmp_path / "absent" / "a.zip"):
        done = sovaudit("data", "export", target, "--data", store)
        assert done.code == 2, done
        assert str(target) in done.err
    assert (tmp_path / "mine").read_text() == "mine"


def bundle(store: Path, published: Path, tmp_path: Path) -> bytes:
    sovaudit("data", "import", published / "kev.json", "--data", store)
    sovaudit("data", "export", tmp_path / "a.zip", "--data", store)
    return (tmp_path / "a.zip").read_bytes()


def test_every_flipped_byte_of_a_bundle_is_found_or_means_nothing(store, published, tmp_path):
    """No flip makes other data: the bundle is refused, or (a time or a comment of the zip) says the same."""
    whole = bundle(store, published, tmp_path)
    data = hashlib.sha256(next(store.glob("kev-*.json")).read_bytes()).hexdigest()
    other = tmp_path / "other"
    refused = 0
    for at in range(0, len(whole), 17):
        (tmp_path / "b.zip").write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        done = sovaudit("data", "import", tmp_path / "b.zip", "--data", other)
        assert done.code in (0, 2), (at, done.err)
        assert "Traceback" not in done.err
        refused += done.code == 2
        for path in other.glob("kev-*.json") if other.exists() else ():
            assert hashlib.sha256(path.read_bytes()).hexdigest() == data, at
    assert refused > len(whole) / 17 / 2


@pytest.mark.parametrize("size", [0, 10, 40, 200, -1, -30])
def test_a_cut_bundle_is_refused(store, published, tmp_path, size):
    whole = bundle(store, published, tmp_path)
    (tmp_path / "b.zip").write_bytes(whole[:size])
    done = sovaudit("data", "import", tmp_path / "b.zip", "--data", tmp_path / "other")
    assert done.code == 2
    assert "b.zip" in done.err


def _zip(path: Path, members: list[tuple[str, bytes]], **changed: int) -> None:
    with zipfile.ZipFile(path, "w") as made:
        for name, content in members:
            info = zipfile.ZipInfo(name)
            info.compress_type = changed.get("compress_type", zipfile.ZIP_STORED)
            made.writestr(info, content)


def _pointer(name: str, file: str, content: bytes) -> tuple[str, bytes]:
    text = f'name = "{name}"\ntitle = "T"\nlicence = "L"\nas_of = 2026-01-05\nfile = "{file}"\n'
    text += f'sha256 = "{hashlib.sha256(content).hexdigest()}"\n'
    return f"{name}.source.toml", text.encode()


INDEX = ("sovaudit-data.toml", b"version = 1\n")
GOOD = [INDEX, _pointer("kev", "kev.json", b"{}"), ("kev.json", b"{}")]


@pytest.mark.parametrize(
    "members",
    [
        pytest.param([("sovaudit-data.toml", b"version = 2\n"), *GOOD[1:]], id="newer"),
        pytest.param([("sovaudit-data.toml", b"\xff"), *GOOD[1:]], id="index"),
        pytest.param([*GOOD, ("more.json", b"{}")], id="a file that nothing names"),
        pytest.param([INDEX, GOOD[1]], id="without its data"),
        pytest.param([INDEX, GOOD[1], ("kev.json", b"[]")], id="other data"),
        pytest.param([INDEX, _pointer("kev", "../kev.json", b"{}"), ("../kev.json", b"{}")], id="path"),
        pytest.param([INDEX, _pointer("../kev", "kev.json", b"{}"), ("kev.json", b"{}")], id="name"),
        pytest.param([INDEX, ("kev.source.toml", b"no"), ("kev.json", b"{}")], id="pointer"),
        pytest.param([INDEX, _pointer("kev", "kev.source.toml", b""), ("kev.json", b"{}")], id="itself"),
    ],
)
def test_a_bundle_that_is_not_ours_is_refused(store, tmp_path, members):
    _zip(tmp_path / "b.zip", members)
    done = sovaudit("data", "import", tmp_path / "b.zip", "--data", store)
    assert done.code == 2, done.err
    assert not list(store.glob("kev*"))
    assert not (tmp_path / "kev.json").exists()


def test_a_packed_bundle_is_refused(store, tmp_path):
    """A bomb of 100 MB in 100 kB: what we write is never packed, so that nothing needs unpacking."""
    content = bytes(100 << 20)
    _zip(
        tmp_path / "b.zip",
        [INDEX, _pointer("kev", "kev.json", content), ("kev.json", content)],
        compress_type=zipfile.ZIP_DEFLATED,
    )
    done = sovaudit("data", "import", tmp_path / "b.zip", "--data", store)
    assert done.code == 2
    assert "packed" in done.err


def test_a_bundle_that_says_a_wrong_size_is_refused(store, published, tmp_path):
    whole = bytearray(bundle(store, published, tmp_path))
    at = whole.rfind(b"PK\x01\x02")
    struct.pack_into("<II", whole, at + 20, 1 << 30, 1 << 30)
    (tmp_path / "b.zip").write_bytes(whole)
    assert sovaudit("data", "import", tmp_path / "b.zip", "--data", tmp_path / "other").code == 2


@pytest.mark.parametrize("offset", [(1 << 63) + 5, 1 << 62])
def test_a_bundle_whose_member_lies_outside_of_it_is_refused(store, tmp_path, offset):
    """Where a member begins is told in a field of its entry: 4 bytes at 42, or 8 in its zip64 extra field."""
    _zip(tmp_path / "b.zip", GOOD)
    whole = (tmp_path / "b.zip").read_bytes()
    at, end = whole.rfind(b"PK\x01\x02"), whole.rfind(b"PK\x05\x06")
    entry, tail = bytearray(whole[at:end]), bytearray(whole[end:])
    extra = struct.pack("<HHQ", 1, 8, offset)
    struct.pack_into("<H", entry, 30, len(extra))
    struct.pack_into("<I", entry, 42, 0xFFFFFFFF)
    struct.pack_into("<I", tail, 12, struct.unpack_from("<I", tail, 12)[0] + len(extra))
    (tmp_path / "b.zip").write_bytes(whole[:at] + entry + extra + tail)
    done = sovaudit("data", "import", tmp_path / "b.zip", "--data", store)
    assert done.code == 2, done.err
    assert "b.zip" in done.err


def test_a_bundle_past_the_limit_is_refused(store, published, tmp_path):
    bundle(store, published, tmp_path)
    try:
        done = sovaudit("--limit", "file_mib=0", "data", "import", tmp_path / "a.zip", "--data", tmp_path / "other")
    finally:
        limit_by(Limits())
    assert done.code == 2
    assert "file_mib" in done.err


def test_verify_finds_a_flipped_byte_wherever_it_is(store, published):
    sovaudit("data", "import", published, "--data", store)
    assert sovaudit("data", "verify", "--data", store).code == 0
    for path in sorted(store.iterdir()):
        if path.name in ("lock", "in-use", "store.toml"):
            continue
        whole = path.read_bytes()
        path.write_bytes(bytes([whole[0] ^ 1]) + whole[1:])
        done = sovaudit("data", "verify", "--data", store)
        assert done.code == 2
        assert path.name.partition("-")[0].removesuffix(".source.toml") in done.err
        assert str(path) in done.err
        for command in (("status",), ("export", store.parent / "a.zip")):
            assert sovaudit("data", *command, "--data", store).code == 2
        path.write_bytes(whole)
    page = json.loads(sovaudit("data", "verify", "-f", "json", "--data", store).out)
    assert all(each["problem"] == "" for each in page)
    assert {each["imported"] for each in page} == {True, False}


def test_verify_finds_what_is_shipped_and_changed(tmp_path):
    """The same function that looks at our own files, on one that is not what its source says."""
    kev = shipped().of("kev")[0]
    assert kev.path is not None
    assert _shipped(kev)["problem"] == ""
    whole = bytearray(kev.path.read_bytes())
    whole[1000] ^= 1
    (tmp_path / "kev.json").write_bytes(whole)
    for path in (tmp_path / "kev.json", tmp_path / "absent.json"):
        assert _shipped(Snapshot("kev", kev.provenance, path))["problem"]


def test_a_newer_store_is_refused_by_every_command(store, published, tmp_path):
    sovaudit("data", "import", published / "kev.json", "--data", store)
    (store / "store.toml").write_text("version = 2\n")
    before = {path.name: path.read_bytes() for path in store.iterdir()}
    commands = [("status",), ("verify",), ("export", tmp_path / "a.zip"), ("import", published / "kev.json")]
    for command in commands:
        done = sovaudit("data", *command, "--data", store)
        assert done.code == 2
        assert "newer version" in done.err
        assert str(store) in done.err
    assert {path.name: path.read_bytes() for path in store.iterdir()} == before


def test_where_data_lies(tmp_path, published, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg"))
    sovaudit("data", "import", published / "kev.json")
    assert (tmp_path / "xdg" / "sovaudit" / "store.toml").exists()
    monkeypatch.setenv("SOVAUDIT_DATA", str(tmp_path / "named"))
    sovaudit("data", "import", published / "kev.json")
    assert (tmp_path / "named" / "store.toml").exists()
    sovaudit("data", "import", published / "kev.json", "--data", tmp_path / "option")
    assert (tmp_path / "option" / "store.toml").exists()


@pytest.fixture
def city(tmp_path: Path) -> Path:
    folder = tmp_path / "city"
    folder.mkdir()
    (folder / "applications.csv").write_text("id,name,kind\nclosed,Closed Office,proprietary\n", encoding="utf-8")
    return folder


def audited(city: Path, *arguments: object) -> Page:
    done = sovaudit("audit", city, "-f", "json", "--as-of", "2026-01-25", *arguments)
    assert done.code == 0, done.err
    page: Page = json.loads(done.out)
    return page


def test_an_audit_uses_imported_data_and_names_it(city, store, published):
    sovaudit("data", "import", published / "kev.json", "--data", store)
    known = {each["name"]: each for each in audited(city, "--data", store)["knowledge"]}
    assert known["kev"]["as_of"] == "2026-01-05"
    assert {each["name"]: each for each in audited(city)["knowledge"]}["kev"]["as_of"] == "2025-08-25"


def test_an_audit_says_that_imported_data_is_damaged_and_uses_what_is_shipped(city, store, published):
    sovaudit("data", "import", published / "kev.json", published / "scores.csv.gz", "--data", store)
    for path in (*store.glob("kev-*"), *store.glob("epss-*")):
        path.write_bytes(b"")
    done = sovaudit("audit", city, "-f", "json", "--as-of", "2026-01-25", "--data", store)
    assert done.code == 0
    assert "data:kev" in done.err
    assert "data:epss" in done.err
    document = json.loads(done.out)
    known = {each["name"]: each["as_of"] for each in document["knowledge"]}
    assert known["kev"] == "2025-08-25"
    assert "epss" not in known
    assert "imported data not used" in done.out


def test_a_folder_that_was_named_and_is_absent_stops_an_audit(city, store):
    done = sovaudit("audit", city, "-f", "json", "--data", store)
    assert done.code == 2
    assert str(store) in done.err


def test_data_that_is_too_old_ends_with_4_and_names_the_oldest(city, store, published):
    sovaudit("data", "import", published, "--data", store)
    arguments = ("audit", city, "-f", "json", "--data", store)
    for day, days, code in (("2026-02-04", 10_000, 0), ("2026-02-04", 29, 4)):
        done = sovaudit(*arguments, "--as-of", day, "--max-data-age", days)
        assert done.code == code, done.err
    assert "kev (2026-01-05)" in done.err
    assert "licence" not in done.err  # lists of licences do not age
    assert json.loads(done.out), "the report is written all the same"


def told(document: Page, measure: str) -> list[tuple[object, list[str]]]:
    """Return what a measure says of each subject, and the files that it read it in."""
    column = next(each for each in document["measured"] if each["name"] == measure)
    return [
        (each["value"] or each["unknown"]["reason"], [fact["source"]["path"] for fact in each.get("evidence", ())])
        for each in column["answers"]
    ]


def test_an_imported_catalogue_is_matched_like_a_file_of_the_inventory(city, store, tmp_path):
    """The same catalogue imported, or lying in the folder: it tells the same substitute; the folder's own counts."""
    path = tmp_path / "catalogi.json"
    path.write_text(json.dumps([SILL]), encoding="utf-8")
    sovaudit("data", "import", path, "--data", store, "--as-of", "2026-01-07")
    nothing, imported = audited(city), audited(city, "--data", store)
    (city / "catalogi.json").write_bytes(path.read_bytes())
    beside, both = audited(city), audited(city, "--data", store)
    measure = "application.substitutes"
    assert [value for value, _files in told(nothing, measure)] == ["no_data"]
    assert told(imported, measure) == [(1, ["data:catalogues.sill"])]
    assert told(beside, measure) == told(both, measure) == [(1, ["catalogi.json"])]
    for document, files in ((imported, ["applications.csv"]), (both, ["applications.csv", "catalogi.json"])):
        assert [each["path"] for each in document["inputs"]] == files
    assert both["inventory"]["issues"] == beside["inventory"]["issues"]


def test_a_catalogue_in_which_something_is_wrong_is_said_with_its_place(city, store, tmp_path):
    path = tmp_path / "catalogi.json"
    path.write_text(json.dumps([SILL, {"id": 8, "isLibreSoftware": True, "similarSoftwares": []}]), encoding="utf-8")
    sovaudit("data", "import", path, "--data", store, "--as-of", "2026-01-07")
    places = [each["place"] for each in audited(city, "--data", store)["inventory"]["issues"]]
    assert places == ["data:catalogues.sill /1"]


def test_the_same_store_makes_the_same_audit(city, store, published):
    sovaudit("data", "import", published, "--data", store)
    assert audited(city, "--data", store) == audited(city, "--data", store)


def test_in_french(store, published):
    said = sovaudit("data", "import", published, "--data", store, language="fr")
    assert "2 enregistrements" in said.out
    assert "letter.txt" in said.err
    assert "données" in sovaudit("data", "status", "--data", store, language="fr").out


def test_the_publishers_own_files(samples, store):
    done = sovaudit(
        "data",
        "import",
        *(samples / each for each in ("kev", "epss", "gleif", "recherche-entreprises")),
        samples / "comptoir-du-libre",
        samples / "sill",
        "--data",
        store,
        "--as-of",
        "2026-06-18",
    )
    assert done.code == 0, done.err
    imported = {each["name"]: each["records"] for each in status(store)["data"] if each["imported"]}
    assert imported == {
        "kev": 1404,
        "epss": 2,
        "entities": 16,
        "companies": 1,
        "catalogues.comptoir": 2,
        "catalogues.sill": 240,
    }
    assert sovaudit("data", "verify", "--data", store).code == 0
