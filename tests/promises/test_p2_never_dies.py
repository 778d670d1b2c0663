# SPDX-License-Identifier: EUPL-1.2
"""P2: nothing that is in a file ends the run, and no file harms another one."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sovaudit.collect.finding import Found
from sovaudit.collect.reading import Worker
from tests.promises._making import (
    YAML_HEAD,
    YAML_PACKAGES,
    cdx,
    cdx_xml,
    component,
    component_xml,
    dumped,
    glpi_xml,
    ods,
    package,
    package3,
    package_rdf,
    package_tags,
    spdx,
    spdx3,
    spdx_rdf,
    spdx_xml,
    tag_value,
    xlsx,
)
from tests.promises._running import shown, sovaudit, write


def test_the_run_ends_well(hostile):
    assert hostile.run.code == 0, hostile.run.err[-2000:]
    assert b"Traceback" not in hostile.run.err + hostile.run.out


def test_every_file_is_listed_once(hostile):
    listed = [each["path"] for each in hostile.document["inputs"]]
    assert sorted(listed) == sorted(shown(case.name) for case in hostile.cases)


def test_no_defect_of_ours_stopped_a_reading(hostile):
    said = {path: issue["message"] for path, each in hostile.found.items() for issue in each["issues"]}
    assert {path: text for path, text in said.items() if "a defect of sovaudit" in text} == {}


def test_harmless_neighbours_are_read_as_if_alone(hostile, tmp_path):
    for name, entries in (("control.cdx.json", 2), ("zz-control.spdx.json", 3)):
        alone = json.loads(sovaudit("inventory", hostile.folder / name, "-f", "json", folder=tmp_path).out)["inputs"][0]
        among = hostile.found[name]
        assert among["components"] == entries
        for each in (among, alone):  # the application that the file stands for is named after all the others
            each["issues"] = [issue for issue in each["issues"] if issue["hint"] not in hostile.aside]
        assert {**among, "path": ""} == {**alone, "path": ""}


def test_nothing_is_written_beside_the_inventory(hostile):
    assert {path.name for path in hostile.folder.iterdir()} == {case.name for case in hostile.cases}


def test_alone_they_end_well_too(hostile, tmp_path):
    """A folder of nothing but refused files: exit 3 and a table for people, without what would move their cursor."""
    refused = {path for path, each in hostile.found.items() if each["status"] == "rejected"}
    write(tmp_path, (case for case in hostile.cases if shown(case.name) in refused and len(case.data) < 10_000))
    run = sovaudit("inventory", tmp_path, folder=tmp_path)
    assert run.code == 3, run.err
    assert b"Traceback" not in run.err + run.out
    assert b"\x1b" not in run.out


SEEDS = {
    "cdx.json": cdx([component("a", licenses=[{"license": {"id": "MIT"}}], purl="pkg:npm/a@1"), component("b")],
                    dependencies=[{"ref": "a", "dependsOn": ["b"]}], metadata={"component": component("x")},
                    services=[{"name": "s", "endpoints": ["https://exemple.invalid"]}],
                    vulnerabilities=[{"id": "CVE-2026-1", "affects": [{"ref": "a"}]}],
                    compositions=[{"aggregate": "complete", "assemblies": ["a"]}]),
    "spdx.json": spdx([package("a", licenseDeclared="MIT", supplier="Organization: X"), package("b")]),
    "old.spdx.json": dumped({"Document": {"spdxVersion": "SPDX-2.2",
                                          "documentDescribes": [{"Package": package("a")}]}}),
    "spdx3.json": spdx3(package3("a"), package3("b")),
    "vex.json": dumped({"@context": "https://openvex.dev/ns/v0.2.0", "@id": "urn:v", "statements": [
        {"vulnerability": {"name": "CVE-2026-1"}, "products": [{"@id": "pkg:npm/a@1"}], "status": "fixed"}]}),
    "decp.json": dumped({"marches": [{"id": "1", "objet": "x", "montant": 1, "acheteur": {"id": "99900000300015"},
        "titulaires": [{"id": "99900001100018", "typeIdentifiant": "SIRET"}], "modifications": [{"montant": 2}]}]}),
    "cdx.xml": cdx_xml(f"<components>{component_xml('a')}</components>"),
    "spdx.xml": spdx_xml("<packages><name>a</name><SPDXID>SPDXRef-a</SPDXID></packages>"),
    "rdf": spdx_rdf(package_rdf("a")),
    "spdx": tag_value(package_tags("a"), package_tags("b")),
    "yaml": (YAML_HEAD + YAML_PACKAGES).encode(),
    "csv": b"id;nom;type;version;editeur\na;Guichet;saas;1;Exemple\nb;Paie;saas;2;Exemple\n",
    "glpi.xml": glpi_xml("<SOFTWARES><NAME>a</NAME></SOFTWARES>"),
    "xlsx": xlsx(),
    "ods": ods(),
}  # fmt: skip
"""One small document of each syntax, to be damaged."""


def read(tmp_path_factory: pytest.TempPathFactory, name: str, data: bytes) -> tuple[str, int]:
    """Read one file in this process: anything but an Issue would be raised here."""
    path = tmp_path_factory.getbasetemp() / f"damaged.{name}"
    path.write_bytes(data)
    batch, _registers = Worker().read([Found(path.name, str(path), len(data))])
    found = batch.files[0]
    return found.status, len(found.issues)


@pytest.fixture(autouse=True)
def unconfined(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in this process without limits set by the operating system: they would last."""
    monkeypatch.setattr("sovaudit.collect.reading.confine", lambda _size: None)


@pytest.mark.parametrize("name", SEEDS)
def test_a_file_cut_anywhere_is_read_or_refused(name, tmp_path_factory):
    whole = SEEDS[name]
    for cut in range(0, len(whole), max(1, len(whole) // 60)):
        status, issues = read(tmp_path_factory, name, whole[:cut])
        assert status in ("read", "partial") or issues


VALUES: tuple[object, ...] = (
    None,
    True,
    -1,
    1.5,
    10**30,
    "",
    "x",
    "\ud800",
    [],
    {},
    [[]],
    [None],
    {"": ""},
    "https://x:y@z",
    "\0",
)


def _places(value: object, place: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place, *[each for key, held in inside for each in _places(held, (*place, key))]]


@pytest.mark.parametrize("name", ["cdx.json", "spdx.json", "old.spdx.json", "spdx3.json", "vex.json", "decp.json"])
def test_any_value_anywhere_is_read_or_refused(name, tmp_path_factory):
    whole = json.loads(SEEDS[name])
    for place in _places(whole)[1:]:
        for value in VALUES:
            changed = json.loads(SEEDS[name])
            holder = changed
            for step in place[:-1]:
                holder = holder[step]
            holder[place[-1]] = value
            data = json.dumps(changed).encode()
            status, issues = read(tmp_path_factory, name, data)
            assert status in ("read", "partial") or issues, (place, value)


@pytest.mark.parametrize("name", SEEDS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_bytes_changed_anywhere_are_read_or_refused(name, tmp_path_factory, data):
    changed = bytearray(SEEDS[name])
    for _change in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(changed) - 1))
        changed[at : at + data.draw(st.integers(0, 6))] = data.draw(st.binary(max_size=6))
        if not changed:
            return
    status, issues = read(tmp_path_factory, name, bytes(changed))
    assert status in ("read", "partial") or issues
