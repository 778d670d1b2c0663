# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit graph concentration`: what rests on whom, with what nobody knows in a row of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli._here import Done, sovaudit

REGISTERS = {
    "inventory.toml": 'city = "Ville d’essai"\nsiren = "000000018"\nas_of = 2026-11-01\nfictitious = true\n',
    "services.csv": "id;name;criticality\netat-civil;État civil;4\neau;Eau;4\nsport;Sport;1\n",
    "organisations.csv": (
        "id;name;parent;ultimate_country;siren;roles\n"
        "ville;Ville d’essai;;FR;000000018;\n"
        "editeur;Éditeur\x1b[31m;fonds;;;éditeur\n"
        "fonds;Fonds du Large;;US;;\n"
        "autre;Autre;;;;\n"
        "gros;Grossiste d’essai;;FR;;revendeur\n"
    ),
    "hostings.csv": "id;name;provider;country\nsalle;Salle;ville;FR\n",
    "applications.csv": (
        "id;name;publisher;hosting;services\n"
        "actes;Actes;editeur;salle;etat-civil\n"
        "eaux;Eaux;autre;salle;eau\n"
        "piscine;Piscine;;;sport\n"
    ),
    "contracts.csv": (
        "id;holder;amount_eur;notified;applications\n"
        "m1;gros;1000;2024-01-01;actes\n"
        "m2;editeur;;2024-01-01;actes\n"
        "m3;autre;3000;2024-01-01;eaux\n"
        "vieux;autre;9000;2010-01-01;eaux\n"
    ),
}


@pytest.fixture
def city(tmp_path: Path) -> Path:
    for name, text in REGISTERS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def concentration(city: Path, *arguments: str, language: str = "fr") -> Done:
    """Run the command; no-break spaces are read as spaces."""
    done = sovaudit("graph", "concentration", city, *arguments, language=language)
    return done._replace(out=done.out.replace("\u00a0", " ").replace("\u202f", " "))


def ways(city: Path, *arguments: str) -> list[dict[str, Any]]:
    done = concentration(city, *arguments, "-f", "json")
    assert (done.code, done.err) == (0, "")
    page = json.loads(done.out)
    assert page["as_of"] == "2026-11-01"
    found: list[dict[str, Any]] = page["concentration"]
    return found


def test_the_json_of_all_ways_in_one_order(city):
    assert [each["way"] for each in ways(city)] == ["controller", "provider", "country", "holder"]
    assert [each["way"] for each in ways(city, "--by", "holder", "--by", "controller")] == ["controller", "holder"]


def test_a_row_by_hand(city):
    """The city hosts two of three; Fonds du Large owns the publisher of one; 4,000 € are known of two holders."""
    (found,) = ways(city, "--by", "controller")
    rows = {each["key"]: each for each in found["rows"]}
    large = rows["organisation:fonds"]
    assert large == {
        "key": "organisation:fonds",
        "name": "Fonds du Large",
        "applications": 1,
        "applications_share": pytest.approx(1 / 3),
        "application_ids": ["actes"],
        "roles": {"publisher": 1},
        "services": {"4": 1, "3": 0, "2": 0, "1": 0, "unknown": 0},
        "services_share": {"4": 0.5, "3": None, "2": None, "1": 0.0, "unknown": None},
        "through": {"4": 1, "3": 0, "2": 0, "1": 0, "unknown": 0},
        "through_share": {"4": 0.5, "3": None, "2": None, "1": 0.0, "unknown": None},
        "spend_eur": None,  # its contract states no amount
        "spend_share": None,
        "contracts": 0,
        "unknown_contracts": 1,
        "stated": True,
        "ends": [],
        "circle": False,
        "own": False,
        "reseller": False,
    }
    assert rows["organisation:ville"]["own"] is True
    assert rows["organisation:autre"]["stated"] is False
    assert rows["organisation:autre"]["spend_share"] == 0.75
    assert (found["unknown"]["key"], found["unknown"]["application_ids"]) == (None, ["piscine"])
    assert (found["known"], found["mentions"]) == (4, 6)
    assert found["hhi"] == pytest.approx(10_000 * (4 + 1 + 1) / 16)
    assert (found["half"], found["most"]) == (1, 2)
    assert found["money"]["total_eur"] == 4000


def test_the_table_says_what_is_counted_and_what_is_not_known(city):
    lines = concentration(city, "--by", "controller").out.splitlines()
    assert lines[0] == "Par contrôleur ultime : la tête du groupe de l’éditeur et de celui de l’hébergeur"
    assert [each.split("  ")[0] for each in lines[3:8]] == [
        "Ville d’essai (la ville)",
        "Autre (?)",  # as much rests on it as on the next one, and more money
        "Fonds du Large",
        "Grossiste d’essai",
        "inconnu, en tout ou partie",
    ]
    assert "HHI, sur 10 000) : 3 750 ; mentions connues : 4 sur 6" in lines[8]
    assert "La ville elle-même n’est pas comptée" in lines[9]
    text = "\n".join(lines)
    assert "Montants : 4 000 € de marchés des 8 années jusqu’au 01/11/2026" in text
    assert "1 marché sans montant, date ou titulaire connu n’est dans aucune somme." in text


def test_resellers_and_hostile_names_are_said_and_harmless(city):
    done = concentration(city, "--by", "holder")
    assert "Grossiste d’essai (revendeur)" in done.out
    assert "Éditeur\\x1b[31m" in done.out
    assert "\x1b" not in done.out


def test_countries_have_names_and_codes(city):
    text = concentration(city, "--by", "country").out
    assert "France (FR)" in text
    assert "États-Unis (US)" in text


def test_an_inventory_without_applications_is_nothing_to_assess(tmp_path):
    (tmp_path / "services.csv").write_text("id;name\na;A\n", encoding="utf-8")
    done = concentration(tmp_path)
    assert (done.code, done.out) == (3, "")
    assert "aucune application" in done.err


def test_the_same_bytes_whatever_the_hash_seed(city):
    program = Path(sys.executable).parent / "sovaudit"
    command = [program, "graph", "concentration", city, "-f", "json"]
    runs = [
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
