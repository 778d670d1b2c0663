# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit graph spof`: for programs and for people; expectations worked out by hand from the registers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sovaudit.cli._graph_why import told
from sovaudit.continuity.why import Step
from tests.cli._here import Done, sovaudit
from tests.cli._stopping_city import REGISTERS, city

NEED_EACH_OTHER = """dependant;dependency;kind
application:rh;application:sco;relies_on
application:sco;application:rh;relies_on
application:sco;application:nowhere;relies_on
service:crise;service:paie;relies_on
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return city(tmp_path)


def spof(folder: Path, *options: str, form: str = "table", language: str = "en") -> Done:
    return sovaudit("graph", "spof", folder, "-f", form, *options, language=language)


def document(done: Done) -> dict[str, Any]:
    assert (done.code, done.err) == (0, "")
    found: dict[str, Any] = json.loads(done.out)
    return found


def test_single_points_are_those_worked_out_by_hand(folder):
    found = {each["node"]: each for each in document(spof(folder, form="json"))["spof"]}
    assert {node: (each["stops"], each["degrades"], each["weight"]) for node, each in found.items()} == {
        "country:FR": (["service:crise", "service:ecole", "service:paie"], [], 10),
        "hosting:salle": (["service:crise", "service:paie"], [], 8),
        "organisation:ville": (["service:crise", "service:paie"], [], 8),
        "application:rh": (["service:paie"], [], 4),
        "application:ann2": (["service:ecole"], [], 2),
        "application:sco": (["service:ecole"], [], 2),
        "country:US": (["service:ecole"], ["service:paie"], 2),
        "hosting:secours": (["service:ecole"], [], 2),
        "organisation:filiale": (["service:ecole"], ["service:paie"], 2),
        "organisation:groupe": (["service:ecole"], ["service:paie"], 2),
    }
    assert list(found)[:5] == [
        "country:FR",
        "hosting:salle",
        "organisation:ville",
        "application:rh",
        "application:ann2",
    ]
    assert {node: each["alternatives"] for node, each in found.items() if each["alternatives"]} == {
        "application:rh": 1,  # crise has sms as well
        "application:ann2": 1,  # rh has ann1 as well
    }
    assert found["hosting:salle"] | {"why": None} == {
        "node": "hosting:salle",
        "kind": "hosting",
        "name": "Salle serveurs",
        "stops": ["service:crise", "service:paie"],
        "degrades": [],
        "alternatives": 0,
        "weight": 8,
        "why": None,
    }
    assert found["application:ann2"]["why"] == ["application:ann2", "service:ecole"]


def test_pairs_are_those_worked_out_by_hand_with_the_way_of_each_side(folder):
    assert document(spof(folder, form="json"))["pairs"] == [
        {
            "nodes": ["application:ann1", "application:ann2"],
            "stops": ["service:crise", "service:paie"],
            "why": [
                ["application:ann1", "application:rh", "service:crise"],
                ["application:ann2", "application:rh", "service:crise"],
            ],
        },
        {
            "nodes": ["application:ann1", "application:rh"],
            "stops": ["service:crise"],
            "why": [
                ["application:ann1", "application:sms", "service:crise"],
                ["application:rh", "service:crise"],
            ],
        },
        {
            "nodes": ["application:ann1", "hosting:secours"],
            "stops": ["service:crise", "service:paie"],
            "why": [
                ["application:ann1", "application:rh", "service:crise"],
                ["hosting:secours", "application:ann2", "application:rh", "service:crise"],
            ],
        },
        {
            "nodes": ["application:rh", "application:sms"],
            "stops": ["service:crise"],
            "why": [["application:rh", "service:crise"], ["application:sms", "service:crise"]],
        },
    ]


def test_the_table_ranks_outages_and_sets_control_apart(folder):
    outages, control, _pairs, *_rest = spof(folder).out.split("\n\n")
    assert outages.startswith("6 single points of failure: the loss of each alone stops a service\n")
    rows = [line for line in outages.splitlines() if line[:1].isdigit()][1:]
    assert [row.split("(")[1].partition(")")[0] for row in rows] == [
        "hosting:salle",
        "application:rh",
        "application:ann2",
        "application:sco",
        "hosting:secours",
        "organisation:filiale",
    ]
    assert "Alerte, Paie" in rows[0]
    assert rows[0].split()[-8:] == ["2", "2", "0", "8", "1", "of", "1", "–"]
    assert "1 of 1; 1 goes on" in rows[1]
    assert rows[1].rstrip().endswith("unknown")
    assert [line.split("(")[-1].partition(")")[0] for line in control.splitlines()[3:]] == [
        "country:FR",
        "organisation:ville",
        "country:US",
        "organisation:groupe",
    ]


def test_the_table_puts_pairs_together_that_stop_the_same_and_says_why(folder):
    pairs = spof(folder).out.split("\n\n")[2]
    assert pairs.startswith("4 pairs: together they stop a service that neither stops alone\n")
    first, second = pairs.split("Logiciel RH (application:rh)")
    assert first.count("(application:ann1)") == 1  # the pairs with ann2 and with secours in one row
    assert "Annuaire deux (application:ann2)" in first
    assert "Alerte, Paie" in first
    assert "Alerte → (Logiciel RH → (Annuaire un; Annuaire deux)" in first
    assert "Alerte → (Logiciel RH; Envoi de SMS → Annuaire un)" in second


def test_what_nobody_knows_is_counted(folder):
    said = spof(city(folder, services=REGISTERS["services"].replace("École;;2", "École;;"))).out
    assert "nothing can be said to be safe for them (1):\n  Service isolé (service:seul)" in said
    assert "services without criticality, counted as 1 (1):\n  École (service:ecole)" in said


def test_cycles_services_that_others_need_and_what_no_register_defines(folder):
    done = spof(city(folder, dependencies=NEED_EACH_OTHER), form="json")
    found = {each["node"]: each for each in document(done)["spof"]}
    everything = ["service:crise", "service:ecole", "service:paie"]
    assert found["application:nowhere"]["stops"] == everything
    assert found["application:nowhere"]["undefined"] is True
    assert found["application:rh"]["stops"] == found["application:sco"]["stops"] == everything
    assert found["service:paie"]["stops"] == ["service:crise"]
    assert document(done)["undefined"] == ["application:nowhere"]
    table = spof(folder).out
    assert "application:nowhere (defined nowhere)" in table
    assert "\nPublic services that stop others (1): Paie (service:paie)\n" in table
    assert "No pair stops a service that neither of the two stops alone." in table


def test_tables_are_cut_and_the_rest_is_counted(folder):
    outages, control, pairs, *_rest = spof(folder, "--top", "1").out.split("\n\n")
    assert outages.endswith("and 5 more; --top shows more, -f json all")
    assert control.endswith("and 3 more; --top shows more, -f json all")
    assert pairs.endswith("and 2 more; --top shows more, -f json all")


def test_without_services_the_register_to_fill_is_named(folder):
    (folder / "services.csv").unlink()
    done = spof(folder)
    assert done.code == 3
    assert done.out == ""
    assert "services.csv" in done.err


def test_it_speaks_french(folder):
    said = spof(folder, language="fr").out
    assert said.startswith("6 points de défaillance uniques\u00a0: la seule perte de chacun arrête un service\n")
    assert "1 sur 1\u202f; 1 continue" in said
    assert "4 paires\u00a0:" in said


def test_twice_the_same_bytes(folder):
    assert [spof(folder, form=form).out for form in ("json", "table")] == [
        spof(folder, form=form).out for form in ("json", "table")
    ]


def test_a_long_way_is_cut_in_the_middle_and_nothing_is_told_twice():
    chain = [Step(node, (node + 1,)) for node in range(20)]
    assert told(chain, str) == "0 → 1 → 2 → 3 → … → 17 → 18 → 19 → 20"
    twice = [Step(0, (1, 2)), Step(1, (3,)), Step(2, (3,)), Step(3, (4,))]
    assert told(twice, str) == "0 → (1 → 3 → 4; 2 → 3)"
    deep = [Step(node, (node + 1, 100 + node)) for node in range(10)]
    assert told(deep, str) == "0 → (1 → (2 → (3 → (…); 102); 101); 100)"
    assert told([], str) == ""
