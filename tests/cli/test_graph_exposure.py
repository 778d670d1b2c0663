# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit graph exposure`: what a security officer reads, and what a machine does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli._here import Done, sovaudit

OLD, NEW, FORM = "pkg:npm/moteur@1.2.0", "pkg:npm/moteur@2.0.0", "pkg:npm/formulaire@3.1.0"


def bill(name: str, components: list[str], edges: dict[str, list[str]]) -> str:
    """Write a bill of materials; `itself` is what it describes."""
    entries = []
    for each in components:
        path, _at, version = each.rpartition("@")
        entries.append({"type": "library", "bom-ref": each, "name": path.rpartition("/")[2], "version": version})
        if each.startswith("pkg:"):
            entries[-1]["purl"] = each
    return json.dumps(
        {
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "metadata": {"component": {"type": "application", "bom-ref": "itself", "name": name}},
            "components": entries,
            "dependencies": [{"ref": one, "dependsOn": others} for one, others in edges.items()],
        }
    )


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """Three applications with bills of materials, one of them without edges, and two without any."""
    texts = {
        "services.csv": "id;name;criticality\netat-civil;État civil;4\nsport;Sport;1\n",
        "applications.csv": (
            "id;name;services;sbom\n"
            "actes;Actes\x1b[31m;etat-civil;actes.json\n"
            "piscine;Piscine;sport;piscine.json\n"
            "coffre;Coffre;;coffre.json\n"
            "guichet;Guichet;sport;\n"
            "agenda;Agenda;;\n"
        ),
        "dependencies.csv": "dependant;dependency;kind\nguichet;actes;runs_on\n",
        "actes.json": bill("actes", [OLD, FORM], {"itself": [FORM], FORM: [OLD]}),
        "piscine.json": bill("piscine", [NEW, FORM], {"itself": [FORM, NEW], FORM: [NEW]}),
        "coffre.json": bill("coffre", [OLD, "moteur@0"], {}),
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def exposure(city: Path, *arguments: str, language: str = "fr") -> Done:
    """Run the command; no-break spaces are read as spaces."""
    done = sovaudit("graph", "exposure", city, *arguments, language=language)
    return done._replace(out=done.out.replace("\u00a0", " ").replace("\u202f", " "))


def page(city: Path, *arguments: str) -> dict[str, Any]:
    done = exposure(city, *arguments, "-f", "json")
    assert (done.code, done.err) == (0, "")
    found: dict[str, Any] = json.loads(done.out)
    return found


def test_the_json_of_a_look_up_by_hand(city):
    found = page(city, "moteur", "--versions", "<2")
    etat_civil = {"id": "etat-civil", "name": "État civil", "criticality": 4}
    sport = {"id": "sport", "name": "Sport", "criticality": 1}
    actes = {
        "id": "actes",
        "name": "Actes\x1b[31m",
        "through": [FORM],
        "only_through": FORM,
        "chain": [FORM, OLD],
        "direct": False,
        "services": [etat_civil, sport],  # sport: the counter runs on it
    }
    coffre: dict[str, Any] = {"through": [], "only_through": None, "chain": [], "direct": None, "services": []}
    assert found["wanted"] == "moteur"
    assert found["versions"] == "<2"
    assert found["components"] == [
        {
            "id": OLD,
            "version": "1.2.0",
            "applications": [actes, {"id": "coffre", "name": "Coffre", **coffre}],
            "elsewhere": [],
        }
    ]
    (unknown,) = found["unknown"]
    assert (unknown["id"], unknown["version"], unknown["applications"]) == ("?/moteur@0", "0", ["coffre"])
    versions = [{"version": "1.2.0", "applications": 2}, {"version": "2.0.0", "applications": 1}]
    assert {"package": "pkg:npm/moteur", "versions": versions, "applications": 3} in found["spread"]
    assert found["without_bill"] == ["guichet", "agenda"]
    assert found["applications"] == 5


def test_the_table_puts_vital_services_first_and_says_what_is_not_known(city):
    done = exposure(city, "moteur")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == "moteur : dans 3 applications ; services exposés : 2, dont vitaux : 1"
    rows = [each for each in lines if each.startswith(("moteur 1", "moteur 2", "?/moteur"))]
    assert [each.split("  ")[0] for each in rows] == ["moteur 1.2.0", "moteur 2.0.0", "?/moteur@0", "moteur 1.2.0"]
    assert "uniquement formulaire 3.1.0" in rows[0]
    assert "dépendance directe, et 1 autre" in rows[1]
    assert "chaîne inconnue" in rows[2]
    assert "- pkg:npm/moteur : 1.2.0 (2), 2.0.0 (1)" in lines
    assert lines[-1] == "2 applications sur 5 n’ont pas de nomenclature : on ignore ce qu’elles contiennent."
    assert "\x1b" not in done.out


def test_components_of_one_name_and_version_are_told_apart(tmp_path):
    held = [f"pkg:rpm/exemple/outil@1.0?arch={arch}" for arch in ("aarch64", "x86_64")]
    (tmp_path / "boite.json").write_text(bill("boite", [*held, "pkg:npm/outil@2.0"], {}), encoding="utf-8")
    done = exposure(tmp_path, "outil")
    rows = done.out[: done.out.index("Versions")]
    assert "\noutil 1.0 (arch=aarch64) " in rows
    assert "\noutil 1.0 (arch=x86_64) " in rows
    assert "\noutil 2.0 " in rows


def test_no_match_is_no_failure_and_proves_nothing(city):
    done = exposure(city, "moteurs")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[:2] == [
        "Aucune application connue ne contient moteurs.",
        "  → vouliez-vous dire « moteur », « pkg:npm/moteur » ?",
    ]
    assert "2 applications sur 5 n’ont pas de nomenclature" in done.out
    none = page(city, "moteur", "--versions", ">9")
    assert none["components"] == []
    assert [each["id"] for each in none["unknown"]] == ["?/moteur@0"]


def test_without_a_component_the_most_shared_ones_are_ranked(city):
    found = page(city)
    assert [each["package"] for each in found["shared"]] == ["pkg:npm/moteur", "pkg:npm/formulaire"]
    assert found["shared"][0]["applications"] == ["actes", "piscine", "coffre"]
    assert found["shared"][0]["services"] == ["etat-civil", "sport"]
    lines = exposure(city).out.splitlines()
    cells = [each.strip() for each in lines[2].split("  ") if each.strip()]
    assert lines[5] == "Composants présents dans plusieurs applications : 2 ; ci-dessus : 2. `-f json` les donne tous."
    assert cells == ["moteur", "1.2.0 (2), 2.0.0 (1)", "3 : Actes\\x1b[31m, Piscine, Coffre", "2", "1"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("moteur", "--versions", "<<<"), "no range of versions: <<< is no bound"),
        (("moteur", "--versions", "vers:rien/<1"), "no order of versions is known for rien"),
        (("--versions", "<1"), "--versions goes with a component"),
        (("  ",), "nothing to look for"),
    ],
)
def test_what_cannot_be_looked_for_is_the_user_s(city, arguments, said):
    done = exposure(city, *arguments, language="en")
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_without_any_application_nothing_is_said(tmp_path):
    (tmp_path / "services.csv").write_text("id;name\na;A\n", encoding="utf-8")
    assert exposure(tmp_path, "x").code == 3


def test_the_same_twice_and_with_more_processes(city):
    once = [exposure(city, *arguments).out for arguments in ((), ("moteur",), ("moteur", "-f", "json"))]
    again = [exposure(city, *arguments, "--jobs", "2").out for arguments in ((), ("moteur",), ("moteur", "-f", "json"))]
    assert once == again
