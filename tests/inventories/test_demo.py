# SPDX-License-Identifier: EUPL-1.2
"""The demonstration inventory is whole, plainly fictitious, and free of what must never be published.

Only the data is looked at, with the standard library and python-calamine: a defect of our readers must not hide one
of the data.
"""

from __future__ import annotations

import csv
import gzip
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

ROOT = Path(__file__).resolve().parents[2] / "inventories"
DEMO = ROOT / "demo"
SOURCES = ROOT / "demo-sources"
WORKBOOK = DEMO / "registres.xlsx"

# Used and never defined, on purpose: an unknown node is an issue, not a crash.
UNDEFINED = {"hosting:plateforme-adullact", "application:portail-partenaires-caf"}
# Claimed by no application, on purpose: such a file becomes an application of its own.
UNCLAIMED = {"sboms/helpdesk.cdx.json", "sboms/zigbee2mqtt.cdx.json"}
# Made up, as ORIGINES.md says; all other bills of materials are real.
MADE_UP = {
    "sboms/wagtail-integrateur.cdx.json",
    "sboms/teleassistance.saasbom.json",
    "sboms/hub-echanges/publiccode.yml",
}
# The lowest SIREN that INSEE's file has is 000325175: nobody bears one below this.
FIRST_SIREN = 1_000
# Its check is wrong on purpose: an Issue says so.
MISTYPED = "telegestion-ponant"
PROCEDURES = {
    "Appel d'offres ouvert",
    "Marché à procédure adaptée",
    "Marché passé sans publicité ni mise en concurrence préalable",
    "Procédure avec négociation",
}

Row = dict[str, Any]


def register(name: str) -> list[Row]:
    """Read a register of the city, from its CSV file or its sheet of the workbook."""
    path = DEMO / f"{name}.csv"
    if path.exists():
        with path.open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines, delimiter=";"))
    header, *rows = CalamineWorkbook.from_path(WORKBOOK).get_sheet_by_name(name).to_python()
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def words(cell: object) -> list[str]:
    """Split a list cell."""
    return [part.strip() for part in str(cell).split(";") if part.strip()]


def ids(name: str) -> set[str]:
    """Return the ids a register defines."""
    return {str(row.get("id") or row.get("identifiant")) for row in register(name)}


def products() -> list[Row]:
    """Return the products whose bills of materials are real, with the name that each is kept under."""
    listed = tomllib.loads((SOURCES / "products.toml").read_text(encoding="utf-8"))["product"]
    return [each | {"path": f"sboms/{each.get('kept') or each['file']}"} for each in listed]


def boms() -> set[str]:
    """Return the bills of materials."""
    return {path.relative_to(DEMO).as_posix() for path in (DEMO / "sboms").rglob("*") if path.is_file()}


def text_of(path: Path) -> str:
    """Return what a file says, whatever its encoding."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return data.decode("iso-8859-1" if b'encoding="ISO-8859-1"' in data[:80] else "utf-8")


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("services", 14),
        ("applications", 45),
        ("contracts", 62),
        ("organisations", 18),
        ("hostings", 9),
        ("dependencies", 60),
        ("answers", 15),
    ],
)
def test_registers_are_as_large_as_promised(name: str, least: int) -> None:
    assert len(register(name)) >= least


@pytest.mark.parametrize("name", ["services", "applications", "contracts", "organisations", "hostings"])
def test_ids_are_unique(name: str) -> None:
    assert len(ids(name)) == len(register(name))


def test_there_are_bills_of_materials_of_both_kinds() -> None:
    kinds = Counter(each["format"] for each in products())
    assert set(kinds) == {"spdx", "cyclonedx"}
    assert kinds.total() >= 22
    assert min(kinds.values()) >= 7


def test_every_bill_of_materials_is_a_product_or_said_to_be_made_up() -> None:
    assert boms() == {each["path"] for each in products()} | MADE_UP
    made_up = (SOURCES / "ORIGINES.md").read_text(encoding="utf-8").partition("## Ce qui est inventé")[2]
    assert [path for path in MADE_UP if f"`{path}`" not in made_up] == []


def test_every_kind_of_application_is_there() -> None:
    kinds = {row["kind"] for row in register("applications")}
    assert kinds == {"saas", "proprietary", "open_source", "custom"}


def references() -> Iterator[str]:
    """Yield every node that a register names, as kind:id."""
    for row in register("applications"):
        yield from (f"organisation:{row['publisher']}" for _ in range(bool(row["publisher"])))
        yield from (f"hosting:{row['hosting']}" for _ in range(bool(row["hosting"])))
        yield from (f"service:{each}" for each in words(row["services"]))
        yield from (f"contract:{each}" for each in words(row["contracts"]))
    for row in register("contracts"):
        yield f"organisation:{row['holder']}"
        yield from (f"application:{each}" for each in words(row["applications"]))
    yield from (f"organisation:{row['provider']}" for row in register("hostings"))
    yield from (f"organisation:{row['parent']}" for row in register("organisations") if row["parent"])
    yield from (row[end] for row in register("dependencies") for end in ("dependant", "dependency"))
    yield from (row["subject"] for row in register("answers") if row["subject"] != "portfolio")


def test_every_reference_is_defined_but_the_deliberate_ones() -> None:
    kinds = ("service", "application", "organisation", "hosting", "contract")
    defined = {f"{kind}:{each}" for kind in kinds for each in ids(f"{kind}s")}
    assert set(references()) - defined == UNDEFINED


def test_bills_of_materials_are_claimed_but_the_deliberate_ones() -> None:
    claimed = [path for row in register("applications") for path in words(row["sbom"])]
    assert len(claimed) == len(set(claimed))
    assert boms() - set(claimed) == UNCLAIMED
    assert all((DEMO / path).is_file() for path in claimed)


def test_versions_agree_with_the_bills_of_materials() -> None:
    versions = {each["path"]: each["version"] for each in products()}
    for row in register("applications"):
        for path in set(words(row["sbom"])) - MADE_UP:
            assert re.sub(r"^\d+:", "", versions[path]).startswith(row["version"]), row["id"]


def test_products_and_their_origin_are_written_down() -> None:
    table = (SOURCES / "ORIGINES.md").read_text(encoding="utf-8")
    names = [each["path"].removeprefix("sboms/") for each in products()]
    assert [name for name in names if f"| `{name}` |" not in table] == []


def test_nothing_names_a_registry_a_machine_or_a_person() -> None:
    pattern = re.compile(
        r"npm"
        r"js\.|py"
        r"pi\.(?:org|python)|python"
        r"hosted|deb\.deb"
        r"ian|node"
        r"source\.|"
        r"(?<![\w.-])/(?:tmp|root|work|home)/|Person:"
    )
    files = [path for folder in (DEMO, SOURCES) for path in folder.rglob("*") if path.is_file()]
    texts = {path: text_of(path) for path in files if path.suffix not in {".pyc", ".xlsx"}}
    sheets = CalamineWorkbook.from_path(WORKBOOK)
    texts[WORKBOOK] = "\n".join(str(sheets.get_sheet_by_name(name).to_python()) for name in sheets.sheet_names)
    assert {path.name: pattern.findall(text)[:3] for path, text in texts.items() if pattern.search(text)} == {}


def test_contacts_are_functions_at_a_reserved_domain() -> None:
    assert all(row["contact"].endswith("@example.org") for row in register("services"))


def test_it_is_small_enough_to_be_cloned() -> None:
    assert sum(path.stat().st_size for path in DEMO.rglob("*") if path.is_file()) <= 15_000_000


def luhn(siren: str) -> bool:
    """Say whether a SIREN could exist."""
    digits = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(siren))]
    return sum(digit - 9 * (digit > 9) for digit in digits) % 10 == 0


def test_the_city_is_plainly_fictitious() -> None:
    settings = tomllib.loads((DEMO / "inventory.toml").read_text(encoding="utf-8"))
    assert settings["fictitious"] is True
    assert 0 < int(settings["siren"]) < FIRST_SIREN
    assert luhn(settings["siren"])
    assert settings["as_of"] == "2026-11-01"
    assert all(row["id"].startswith("DEMO-") for row in register("contracts"))
    for row in register("organisations"):
        if row["siren"].startswith("000"):
            assert int(row["siren"]) < FIRST_SIREN, row["id"]
            assert luhn(row["siren"]) == (row["id"] != MISTYPED), row["id"]
            assert "ficti" in row["name"], row["id"]


def test_facts_about_suppliers_have_a_day_and_a_source() -> None:
    for row in register("organisations"):
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", row["as_of"]), row["id"]
        assert row["source"], row["id"]
        assert re.fullmatch(r"(?:[A-Z]{2})?", row["ultimate_country"]), row["id"]


def test_contracts_are_written_as_the_public_data_has_them() -> None:
    for row in register("contracts"):
        assert re.fullmatch(r"\d{8}(?:-\d)?", str(row["cpv"])), row["id"]
        assert row["procedure"] in PROCEDURES | {""}, row["id"]


def test_there_are_unknowns_of_every_sort() -> None:
    assert any(not row["dmia_heures"] for row in register("services"))
    assert any(not row["rto_hours"] for row in register("applications"))
    assert any(row["bids_received"] == "" for row in register("contracts"))
    assert any(not row["ultimate_country"] for row in register("organisations"))
    assert any(not row["country"] for row in register("hostings"))


def test_dependencies_have_alternatives_overrides_and_a_cycle() -> None:
    rows = register("dependencies")
    groups: dict[tuple[str, str], int] = {}
    for row in rows:
        if row["alternatives"]:
            groups[row["dependant"], row["alternatives"]] = groups.get((row["dependant"], row["alternatives"]), 0) + 1
    assert len(groups) >= 5
    assert min(groups.values()) >= 2
    assert {row["effect"] for row in rows} == {"", "stop", "degrade"}
    pairs = {(row["dependant"], row["dependency"]) for row in rows if row["kind"] == "relies_on"}
    assert {(a, b) for a, b in pairs if (b, a) in pairs}
