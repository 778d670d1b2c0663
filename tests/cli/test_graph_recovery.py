# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit graph recovery`: for programs and for people."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli._here import Done, sovaudit

REGISTERS = {
    "services": [
        "id,name,criticality,dmia_hours,prd_hours",
        "paie,Paie,4,8,4",
        "ecole,École,2,,",
        "port,Port,4,1,",
        "vide,Rien de connu,1,4,4",
    ],
    "applications": [
        "id,name,kind,hosting,services,rto_hours,rpo_hours",
        "rh,Ressources humaines,proprietary,salle,paie,6,1",
        "base,Base de données,open_source,salle,,3,24",
        "hub,Échanges,custom,nuage,ecole,2,",
        "flux,Ordonnanceur,custom,nuage,,5,",
        "quai,Capitainerie,proprietary,,port,,",
    ],
    "hostings": ["id,name,provider", "salle,Salle de la mairie,", "nuage,,hebergeur"],
    "dependencies": ["dependant,dependency,kind", "rh,base,runs_on", "hub,flux,relies_on", "flux,hub,relies_on"],
}


def written(folder: Path, registers: dict[str, list[str]]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, lines in registers.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def city(tmp_path: Path) -> Path:
    return written(tmp_path / "city", REGISTERS)


def recover(folder: Path, form: str = "table", language: str = "en") -> Done:
    return sovaudit("graph", "recovery", folder, "-f", form, language=language)


def document(done: Done) -> dict[str, Any]:
    assert (done.code, done.err) == (0, "")
    found: dict[str, Any] = json.loads(done.out)
    return found


def test_the_json_keeps_the_contract(city):
    found = document(recover(city, "json"))
    assert found["waves"] == [
        ["application:quai", "hosting:nuage", "hosting:salle"],
        ["application:base", "application:flux", "application:hub"],
        ["application:rh"],
    ]
    assert found["cycles"] == [["application:flux", "application:hub"]]
    assert found["critical_path"] == {
        "service:ecole": {
            "hours": 5,
            "path": ["service:ecole", "application:hub", "application:flux", "hosting:nuage"],
            "unknown": [],
            "at_most": 5,
        },
        "service:paie": {
            "hours": 9,
            "path": ["service:paie", "application:rh", "application:base", "hosting:salle"],
            "unknown": [],
            "at_most": 9,
        },
        "service:port": {
            "hours": 0,
            "path": ["service:port", "application:quai"],
            "unknown": ["application:quai"],
            "at_most": None,
        },
        "service:vide": {"hours": 0, "path": ["service:vide"], "unknown": ["service:vide"], "at_most": None},
    }
    assert found["overall"] == {
        "hours": 9,
        "path": ["application:rh", "application:base", "hosting:salle"],
        "unknown": ["application:quai"],
        "at_most": None,
    }
    rows = [(c["kind"], c["service"], c["node"], c["of"], c["needs"], c["has"]) for c in found["conflicts"]]
    assert rows == [
        ("dmia_rto", "service:paie", "service:paie", "critical_path", 8, 9),
        ("prd_rpo", "service:paie", "application:base", "rpo", 4, 24),
        ("unknown_rto", "service:port", "application:quai", "rto", 1, None),
    ]
    assert [(c["path"], c["hops"]) for c in found["conflicts"][1:]] == [
        (["service:paie", "application:rh", "application:base"], 2),
        (["service:port", "application:quai"], 1),
    ]
    assert found["conflicts_left_out"] == {}
    assert {name: nodes for name, nodes in found["unknown"].items() if nodes} == {
        "services.dmia_hours": ["service:ecole"],
        "services.prd_hours": ["service:ecole", "service:port"],
        "applications.rto_hours": ["application:quai"],
        "applications.rpo_hours": ["application:flux", "application:hub", "application:quai"],
        "applications.services": ["service:vide"],
    }


def test_the_order_of_rows_changes_nothing(city, tmp_path):
    turned = {name: [lines[0], *reversed(lines[1:])] for name, lines in REGISTERS.items()}
    other = written(tmp_path / "other", turned)
    assert recover(city, "json").out == recover(other, "json").out
    assert recover(city).out == recover(other).out


def rows(text: str, title: str) -> list[list[str]]:
    """Return the cells of the table under a title; cells of one blank only are empty."""
    lines = text[text.index(title) :].split("\n\n")[0].splitlines()
    rule = next(number for number, line in enumerate(lines) if line.startswith("---"))
    spans = [(each.start(), each.end()) for each in re.finditer("-+", lines[rule])]
    return [[line[a : b + 1].strip() for a, b in spans] for line in lines[rule + 1 :]]


def test_people_read_waves_cycles_and_hours(city):
    done = recover(city)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Restart in 3 waves: 5 applications, 2 hostings\n")
    waves = [each for each in rows(done.out, "Restart in") if each[0].isdecimal()]
    assert [each[:4] for each in waves] == [
        ["1", "3", "0 h", "≥ 0 h"],
        ["2", "3", "0 h", "5 h"],
        ["3", "1", "3 h", "9 h"],
    ]
    assert waves[1][4].startswith("Ordonnanceur (application:flux), Échanges (application:hub), Base de")
    assert "A hosting has no RTO in the registers: it counts for 0 h." in done.out
    assert "≥: an unknown RTO lies on the way; it is at least as long." in done.out
    assert "1 cycle that no alternative breaks: its members restart together, in one wave\n" in done.out
    assert "- wave 2: Ordonnanceur (application:flux), Échanges (application:hub)\n" in done.out
    assert (
        "All is up after: ≥ 9 h\n  Ressources humaines (6 h) → Base de données (3 h) → Salle de la mairie\n" in done.out
    )


def test_people_read_what_is_tight_and_what_does_not_hold(city):
    out = recover(city).out
    # Of ecole no DMIA is known, of vide nothing is: both are counted below.
    assert [each[:5] for each in rows(out, "The tightest services")] == [
        ["Paie (service:paie)", "4 (vital)", "8 h", "9 h", "-1 h"],
        ["Port (service:port)", "4 (vital)", "1 h", "≥ 0 h", "≤ 1 h"],
    ]
    assert [each[:5] for each in rows(out, "3 conflicts") if each[0]] == [
        ["DMIA < critical path", "Paie (service:paie)", "8 h", "", "9 h"],
        ["PRD < RPO", "Paie (service:paie)", "4 h", "Base de données (application:base)", "24 h"],
        ["unknown RTO", "Port (service:port)", "1 h", "Capitainerie (application:quai)", "unknown"],
    ]
    assert "- 1 service without a DMIA (register services, column dmia_hours): École (service:ecole)\n" in out
    assert "- 1 application without an RTO (register applications, column rto_hours): Capitainerie" in out
    assert "- 1 service that no application is said to serve (register applications, column services): Rien" in out


def test_french(city):
    out = recover(city, language="fr").out
    assert out.startswith("Redémarrage en 3 vagues\u00a0: 5 applications, 2 hébergements\n")
    assert "DMIA < chemin critique" in out
    assert "1 cycle qu’aucune alternative ne rompt" in out
    assert "1 service sans DMIA" in out


def test_long_lists_and_paths_are_cut_and_counted(tmp_path):
    chain = [f"a{number:02}" for number in range(40)]
    folder = written(
        tmp_path / "chain",
        {
            "services": ["id,name,criticality,dmia_hours", "s,Service,4,1", *(f"t{n:02},,1,100" for n in range(12))],
            "applications": [
                "id,services,rto_hours",
                *(f"{each},{'s' if each == 'a00' else ''},2" for each in chain),
                f'b,"{";".join(f"t{n:02}" for n in range(12))}",2',
            ],
            "dependencies": ["dependant,dependency", *(f"{a},{b}" for a, b in itertools.pairwise(chain))],
        },
    )
    out = recover(folder).out
    assert out.startswith("Restart in 40 waves: 41 applications\n")
    assert len([each for each in rows(out, "Restart in") if each[0].isdecimal()]) == 30
    assert "\n… and 10 more\nEach restarts" in out
    assert (
        "  application:a00 (2 h) → application:a01 (2 h) → application:a02 (2 h) → application:a03 (2 h) → … 32 more …"
        " → application:a36 (2 h) → application:a37 (2 h) → application:a38 (2 h) → application:a39 (2 h)\n"
    ) in out
    assert [each[0] for each in rows(out, "The tightest services") if each[2]][:2] == [
        "Service (service:s)",
        "service:t00",
    ]
    # 13 services, 10 shown; 40 RTO and a critical path that are too long, 30 shown.
    assert "\n… and 3 more\n\n41 conflicts\n" in out
    assert "\n… and 11 more (all of them: -f json)\n" in out
    assert len(document(recover(folder, "json"))["conflicts"]) == 41


def test_nothing_to_restart_is_3_and_names_the_registers(tmp_path):
    folder = written(tmp_path / "empty", {"services": ["id,name", "paie,Paie"]})
    done = recover(folder)
    assert (done.code, done.out) == (3, "")
    assert "fill the registers of applications and hostings" in done.err


def test_without_a_service_the_waves_are_told_and_the_register_is_named(tmp_path):
    folder = written(tmp_path / "bare", {"applications": ["id,rto_hours", "rh,3"]})
    for form in ("json", "table"):
        done = recover(folder, form)
        assert done.code == 0
        assert "fill the register of services" in done.err
    assert json.loads(recover(folder, "json").out)["critical_path"] == {}
    assert "No conflict between what services may wait for" in recover(folder).out


def test_what_registers_hold_is_safe_for_a_terminal(tmp_path):
    folder = written(
        tmp_path / "bad",
        {
            "services": ["id,name,dmia_hours", "s,\x1b[31mrouge,1"],
            "applications": ["id,name,services,rto_hours", "a,fac\u202egnp,s,2", "b,,,"],
            "dependencies": ["dependant,dependency", "a,b", "b,a", "s\x1b[2J,a"],
        },
    )
    out = recover(folder).out
    assert "\\x1b[31mrouge" in out
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_the_demonstration_city_holds_together():
    found = document(recover(Path("inventories/demo"), "json"))
    at = {node: number for number, wave in enumerate(found["waves"]) for node in wave}
    # As its registers say: what must stand before what, with two sites, two directories and two virtualisations.
    for after, before in (
        ("siecle", "oracle-db"),
        ("oracle-db", "vsphere"),
        ("vsphere", None),
        ("webdelib", "i-parapheur"),
        ("i-parapheur", "lemonldap-ng"),
        ("lemonldap-ng", "bind9"),
    ):
        assert at[f"application:{after}"] > (at["hosting:salle-hdv"] if before is None else at[f"application:{before}"])
    assert found["cycles"] == [["application:airflow", "application:hub-echanges"]]
    # 24 h of Siècle, 8 h of Oracle, 4 h of vSphere; promised within 24 h.
    assert found["critical_path"]["service:etat-civil"]["hours"] == 36
    late = {c["service"] for c in found["conflicts"] if c["of"] == "critical_path"}
    assert {"service:etat-civil", "service:eau", "service:alerte-submersion"} <= late
    assert "service:ccas" not in late
