# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit graph path`: how one thing needs another."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli._here import Done, sovaudit
from tests.cli._stopping_city import city


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return city(tmp_path_factory.mktemp("city"))


def path(folder: Path, start: str, end: str, form: str = "table", language: str = "en") -> Done:
    return sovaudit("graph", "path", folder, start, end, "-f", form, language=language)


def document(done: Done) -> dict[str, Any]:
    assert (done.code, done.err) == (0, "")
    found: dict[str, Any] = json.loads(done.out)
    return found


def test_the_json_names_every_edge_with_its_source(folder):
    found = document(path(folder, "paie", "ville", "json"))
    assert {
        name: found[name] for name in ("from", "to", "direction", "length", "count", "count_is_exact", "common")
    } == {
        "from": "service:paie",
        "to": "organisation:ville",
        "direction": "needs",
        "length": 3,
        "count": 1,
        "count_is_exact": True,
        "common": [],
    }
    assert found["paths"] == [["service:paie", "application:rh", "hosting:salle", "organisation:ville"]]
    assert [(each["dependant"], each["kind"], each["source"]) for each in found["edges"]] == [
        ("application:rh", "hosted_by", {"path": "applications.csv", "place": "applications!E2"}),
        ("hosting:salle", "operated_by", {"path": "hostings.csv", "place": "hostings!C2"}),
        ("service:paie", "relies_on", {"path": "applications.csv", "place": "applications!F2"}),
    ]


def test_the_table_shows_each_way_and_each_edge_in_order(folder):
    out = path(folder, "service:crise", "application:ann1").out
    assert out.startswith(
        "Alerte (service:crise) needs Annuaire un (application:ann1).\n2 shortest paths, of 2 steps\n"
        "1. Alerte → Logiciel RH → Annuaire un\n2. Alerte → Envoi de SMS → Annuaire un\n"
    )
    rows = out.partition("\n\n")[2].splitlines()[2:]
    assert [each.split("  ")[0] for each in rows] == [
        "Alerte (service:crise)",
        "Alerte (service:crise)",
        "Logiciel RH (application:rh)",
        "Envoi de SMS (application:sms)",
    ]
    assert "relies on [one of: canaux]" in rows[0]
    assert re.split(r"  +", rows[2])[3:] == ["it stops", "dependencies.csv dependencies!B2"]


def test_the_other_way_round_is_tried_and_said(folder):
    found = document(path(folder, "US", "service:ecole", "json"))
    assert (found["direction"], found["length"]) == ("needed_by", 4)
    assert found["paths"][0][0] == "service:ecole"
    first, second, *_rest = path(folder, "US", "service:ecole").out.splitlines()
    assert first == "United States (country:US) does not need École (service:ecole); it is the other way round."
    assert second == "École (service:ecole) needs United States (country:US)."


def test_no_way_is_an_answer_with_what_both_need(folder):
    found = document(path(folder, "paie", "sms", "json"))
    assert (found["direction"], found["length"], found["count"], found["paths"], found["edges"]) == (
        "none",
        None,
        0,
        [],
        [],
    )
    assert found["common"][0] == {"node": "application:ann1", "from": 2, "to": 1}
    done = path(folder, "paie", "sms", language="fr")
    assert done.code == 0
    assert done.out.startswith(
        "Aucun chemin\u00a0: Paie (service:paie) n’a pas besoin de Envoi de SMS (application:sms)"
    )
    out = path(folder, "seul", "sms").out
    assert out.splitlines()[1] == "They need nothing in common, as far as the registers say."


def test_a_thing_and_itself(folder):
    assert path(folder, "paie", "service:paie").out == "Both are the same: Paie (service:paie)\n"


def test_an_unknown_node_is_refused_with_the_nearest_ones(folder):
    done = path(folder, "paie", "hosting:sale")
    assert (done.code, done.out) == (2, "")
    assert "hosting:salle" in done.err.splitlines()[1]


def test_more_ways_than_are_shown_are_counted(tmp_path):
    rows = ["dependant;dependency;kind"]
    for number in range(4):
        for side in "xyz":
            rows += [f"application:{number};application:{number}{side};relies_on"]
            rows += [f"application:{number}{side};application:{number + 1};relies_on"]
    made = city(tmp_path, dependencies="\n".join(rows) + "\n")
    found = document(path(made, "application:0", "application:4", "json"))
    assert (found["count"], len(found["paths"]), found["length"]) == (81, 10, 8)
    assert "81 shortest paths, of 8 steps; the first 10" in path(made, "application:0", "application:4").out


def test_a_long_way_is_cut_in_the_middle_and_counted(tmp_path):
    chain = "".join(f"application:c{number:03};application:c{number + 1:03};relies_on\n" for number in range(99))
    made = city(tmp_path, dependencies=f"dependant;dependency;kind\n{chain}")
    lines = path(made, "application:c000", "application:c099").out.splitlines()
    assert lines[2].startswith("1. application:c000 → application:c001 → ")
    assert " → application:c014 → … 70 more … → application:c085 → " in lines[2]
    assert lines[-1] == "… and 39 more"
    assert len(document(path(made, "application:c000", "application:c099", "json"))["paths"][0]) == 100
