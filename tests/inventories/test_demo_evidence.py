# SPDX-License-Identifier: EUPL-1.2
"""The demonstration city shows every kind of evidence, all of it read, and whatever is said of it is worth saying."""

from __future__ import annotations

import csv
import gzip
import json
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from sovaudit.collect import find, read_all, read_city
from sovaudit.identity import Unifier
from sovaudit.identity.corrections import Corrections, read_corrections
from sovaudit.identity.matching import match
from sovaudit.model import Bom, Description, Descriptions, Inventory, Unknown
from sovaudit.model.identities import CERTAIN, CONFIRMED, UNCERTAIN
from sovaudit.readers import sniff
from sovaudit.readers._envelopes import unwrap
from sovaudit.validation import validate

ROOT = Path(__file__).resolve().parents[2] / "inventories"
DEMO = ROOT / "demo"
SOURCES = ROOT / "demo-sources"
CONVERTED = [
    (each["file"], each["kept"])
    for each in tomllib.loads((SOURCES / "products.toml").read_text(encoding="utf-8"))["product"]
    if "kept" in each
]
"""(generator's file, file that the city keeps)."""
FORMATS = {
    "register-csv": 5, "register-workbook": 1,
    "cyclonedx-json": 28, "cyclonedx-xml": 1, "spdx-json": 5, "spdx-tagvalue": 1, "spdx-yaml": 1, "spdx3-jsonld": 1,
    "publiccode": 1, "openvex": 2, "decp-json": 1, "glpi-json": 2, "glpi-xml": 1, "glpi-csv": 1, "ocs-xml": 1,
    "mercator-json": 1,
}  # fmt: skip
"""Files of each format."""
SAID = {
    "marches/decp-ville-fictive.json": 3,  # 12 contracts for other things, a framework in two records, no bid at all
    "mercator/cartographie.json": 2,  # users in words, a member that is not used
    "organisations.csv": 1,  # a SIREN that was mistyped
    "postes/logiciels-du-parc.csv": 1,  # a column that is not used
    "sboms/directus.cdx.json.gz": 1,  # how large it is
    "sboms/helpdesk.cdx.json": 1,  # nobody claims it
    "sboms/zigbee2mqtt.cdx.json": 1,
    "sboms/teleassistance.saasbom.json": 1,  # not complete, it says
    # source packages that generate binary ones
    **dict.fromkeys(("sboms/bind9.spdx.json", "sboms/haproxy.spdx.json", "sboms/roundcube.spdx.json"), 1),
    **dict.fromkeys(("sboms/mariadb.spdx3.json", "sboms/openldap.spdx.yaml", "sboms/postfix.spdx"), 1),
}
"""Issues of each file that has any."""


@cache
def inventory() -> Inventory:
    unifier = Unifier()
    for batch, registers in read_all(find(DEMO), 1, lambda _bytes: None):
        unifier.add(batch, registers)
    return unifier.inventory(read_city(DEMO))


@cache
def corrections() -> Corrections:
    return read_corrections((DEMO / "corrections.yaml").read_bytes(), "corrections.yaml")


def described(data: bytes, name: str) -> tuple[str, list[Description], int]:
    """Read one bill of materials: its format, its components, its dependencies."""
    content = unwrap(data, name).data
    reader = sniff(content, name)
    assert reader is not None, name
    descriptions = Descriptions()
    bom = reader.read(content, name, descriptions)
    assert isinstance(bom, Bom)
    return reader.NAME, [descriptions.distinct[each] for each in bom.described], bom.edge_count


def test_every_format_is_there_and_read_whole() -> None:
    assert Counter(each.format for each in inventory().files) == FORMATS
    assert {each.path: each.status for each in inventory().files if each.status != "read"} == {}


def test_entries_in_are_entries_out() -> None:
    assert sum(each.components for each in inventory().files) == inventory().occurrence_component.size
    assert sum(each.mentioned for each in inventory().files) == 0


def test_only_what_is_worth_saying_is_said() -> None:
    assert {each.path: len(each.issues) for each in inventory().files if each.issues} == SAID
    places = [each.place for each in inventory().issues]
    assert sorted(places) == ["applications.csv applications!G39", "dependencies.csv dependencies!B159",
                              "sboms/wagtail.cdx.json"]  # fmt: skip


@pytest.mark.parametrize(("original", "kept"), CONVERTED, ids=[kept for _original, kept in CONVERTED])
def test_a_converted_file_says_what_its_original_says(original, kept):
    path = DEMO / "sboms" / kept
    packed = path if path.suffix == ".gz" else SOURCES / "sboms" / f"{original}.gz"
    form, before, edges_before = described(gzip.decompress(packed.read_bytes()), original)
    other, after, edges_after = described(path.read_bytes(), kept)
    assert (form == other) == (path.suffix == ".gz")
    assert len(after) == len(before) > 0
    assert edges_after == edges_before > 0
    for told in ("purl", "name", "version", "supplier", "licences"):
        assert Counter(getattr(each, told) for each in after) == Counter(getattr(each, told) for each in before), told


@pytest.mark.parametrize(
    "path",
    [
        *(f"sboms/{kept}" for _original, kept in CONVERTED),
        "sboms/wagtail-integrateur.cdx.json",
        "sboms/teleassistance.saasbom.json",
        "vex/wagtail.vex.cdx.json",
    ],
)
def test_what_is_written_here_keeps_to_its_schema(path):
    found = validate((DEMO / path).read_bytes(), path)
    assert found.errors == ()


def test_two_tools_disagree_on_one_product() -> None:
    (issue,) = (each for each in inventory().issues if each.place == "sboms/wagtail.cdx.json")
    real = {each.purl for each in described((DEMO / "sboms/wagtail.cdx.json").read_bytes(), "")[1]}
    second = {each.purl for each in described((DEMO / "sboms/wagtail-integrateur.cdx.json").read_bytes(), "")[1]}
    assert len(real - second) == 4, "three unseen, Django of another version"
    assert len(second - real) == 3, "two added, Django of another version"
    for count in (len(real & second), len(real - second), len(second - real)):
        assert str(count) in issue.message


def test_published_contracts_are_those_of_the_city_and_for_technology() -> None:
    with (SOURCES / "evidence" / "decp.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))
    assert len({row["id"] for row in rows}) == 20
    assert len(rows) == 21
    buyer = inventory().city.siren
    found = {each.id[14:]: each for each in inventory().contracts if each.buyer == buyer}  # after a SIRET
    assert " ".join(sorted(found)) == "2024M003 2024M009 2024M014 2025M002 2025M007 2025M011 2025M018 2026M004"
    framework = found["2024M009"]
    assert framework.ceiling is True
    assert len(framework.co_holders) == 1, "one record a holder"
    assert found["2025M002"].framework == "2024M009"
    assert [(each.amount_eur, each.duration_months) for each in found["2024M014"].amendments] == [(118500, 36)]
    assert found["2025M007"].duration_months == Unknown("absent", "NC")
    assert found["2025M011"].bids_received == Unknown("invalid", "0")


def test_published_contracts_have_sirets_that_nobody_bears() -> None:
    document = json.loads((DEMO / "marches" / "decp-ville-fictive.json").read_bytes())
    for record in document["marches"]["marche"]:
        for siret in (record["acheteur"]["id"], *(each["titulaire"]["id"] for each in record["titulaires"])):
            assert len(siret) == 14
            assert 0 < int(siret[:9]) < 1_000


def test_software_as_a_service_says_who_runs_it_where() -> None:
    assert {each.provider_country for each in inventory().online} == {"FR", "US"}
    assert all(each.data and each.provider for each in inventory().online)
    assert {application for _number, application in inventory().online_application} == {"teleassistance"}
    for each in inventory().online:
        assert all(address.split("/")[2].endswith(".example") for address in each.endpoints)


def test_statements_are_made_up_and_about_components_that_are_there() -> None:
    known = {each.id for each in inventory().components}
    assert len(inventory().statements) == 6
    for each in inventory().statements:
        exploited = each.source.path == "vex/exploitees.openvex.json"  # its flaws are real, what is said of them is not
        assert each.vulnerability.startswith("CVE-" if exploited else "FICTIF-")
        assert each.products
        assert set(each.products) <= known


def test_the_packages_of_the_server_are_those_of_its_bill_of_materials() -> None:
    files = {each.path: number for number, each in enumerate(inventory().files)}
    of = {path: set(inventory().occurrence_component[inventory().occurrence_file == files[path]].tolist())
          for path in ("postes/srv-hdv-sql1.json", "sboms/postgresql.cdx.json")}  # fmt: skip
    alone = of["postes/srv-hdv-sql1.json"] - of["sboms/postgresql.cdx.json"]
    assert [inventory().components[each].type for each in alone] == ["operating-system"]


def test_the_names_on_machines_are_certain_confirmed_or_to_be_reviewed() -> None:
    found = match(inventory(), corrections())
    assert found.issues == ()
    said = Counter(each.status for each in found.matches)
    assert said[CONFIRMED] == len(corrections().matches) == 2
    assert 8 <= said[UNCERTAIN] <= 12, "a page to review, no more"
    certain = {each.target for each in found.matches if each.status == CERTAIN and each.kind == "installed"}
    assert certain >= {
        "application:libreoffice",
        "application:portail-agents",
        "application:telegestion-eau",
        "application:carte-travaux",
    }


def test_corrections_are_decided_by_a_service() -> None:
    assert {each.by for each in corrections().matches} == {"Pôle poste de travail"}


def test_the_cartography_adds_to_the_registers() -> None:
    own = [each for each in inventory().applications if each.id.startswith("mercator-")]
    names = [each.name for each in inventory().applications if isinstance(each.name, str)]
    assert len(own) == 3
    assert len(set(names)) == len(names)
    services = {each.id for each in inventory().services}
    assert all(set(each.services) <= services for each in own)


def test_all_that_needs_no_network_is_rebuilt_the_same(tmp_path):
    for name in ("demo", "demo-sources"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    written = {path.relative_to(ROOT) for path in DEMO.rglob("*") if path.is_file()}
    made = [*(f"demo/sboms/{kept}" for _original, kept in CONVERTED if not kept.endswith(".gz")),
            "demo/marches/decp-ville-fictive.json", "demo/vex/pretix.openvex.json", "demo/postes/srv-hdv-sql1.json",
            "demo/postes/logiciels-du-parc.csv", "demo-sources/ORIGINES.md", "demo/registres.xlsx"]  # fmt: skip
    for each in made:
        (tmp_path / each).unlink()
    command = [sys.executable, str(tmp_path / "demo-sources" / "build.py"), "--evidence"]
    subprocess.run(command, check=True, capture_output=True, env={"PYTHONDONTWRITEBYTECODE": "1"})
    assert {path.relative_to(tmp_path) for path in (tmp_path / "demo").rglob("*") if path.is_file()} == written
    for path in [*written, Path("demo-sources/ORIGINES.md")]:
        assert content(tmp_path / path) == content(ROOT / path), path


def content(path: Path) -> object:
    """Return the bytes of a file, those of its members for a workbook: zlib packs otherwise on other machines."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}
