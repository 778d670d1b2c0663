# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit waiver`, and what an audit and its gate make of `waivers.yaml`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sovaudit.policy.waivers import read_waivers
from tests.cli._here import Done, sovaudit

POLICY = """\
name: essai
version: "1"
title: {fr: Essai, en: Trial}
description: {fr: Essai, en: Trial}
"""
RULE = """\
- id: essai.sbom
  title: {fr: Nomenclature fournie, en: Bill of materials there}
  dimension: dependency
  subject: application
  require: application.has_sbom
  severity: major
  on_unknown: unknown
  reference: [{title: Décision, status: city, as_of: 2026-11-23}]
  remedy: {fr: Demander, en: Ask}
"""
ADD = ("--rule", "essai.sbom", "--subject", "application:ged", "--until", "2027-06-30", "--owner", "DSI")
WHY = ("--decision", "D-12", "--reason", "contract_running", "--text", "Le marché court")


@pytest.fixture
def city(tmp_path: Path) -> Path:
    folder, policy = tmp_path / "city", tmp_path / "policy"
    folder.mkdir()
    policy.mkdir()
    (folder / "applications.csv").write_text("id;name\nged;GED\npaie;Paie\n", encoding="utf-8")
    (folder / "inventory.toml").write_text('city = "X"\nas_of = 2026-11-23\n', encoding="utf-8")
    (policy / "policy.yaml").write_text(POLICY, encoding="utf-8")
    (policy / "rules.yaml").write_text(RULE, encoding="utf-8")
    return folder


def run(city: Path, *arguments: object) -> Done:
    return sovaudit(*arguments, "--policy", city.parent / "policy")


def add(city: Path, *more: object) -> Done:
    return run(city, "waiver", "add", city, *ADD, *WHY, *more)


def audited(city: Path, *more: object) -> tuple[Done, dict]:  # type: ignore[type-arg]
    done = run(city, "audit", city, "-o", city.parent / "a.json", *more)
    return done, json.loads((city.parent / "a.json").read_bytes())


def test_a_waiver_is_added_listed_and_counted(city):
    bare, before = audited(city, "--fail-on", "major")
    assert bare.code == 1
    done = add(city, "--compensating", "Export mensuel")
    assert (done.code, "accepted until 2027-06-30" in done.out) == (0, True)
    (known,) = read_waivers((city / "waivers.yaml").read_bytes(), "w").waivers
    assert (known.rule, known.subject, known.reason) == ("essai.sbom", "application:ged", "contract_running")
    assert str(known.on) == "2026-11-23", "the day of the audit, not of the clock"
    listed = json.loads(run(city, "waiver", "list", city, "-f", "json").out)
    assert [(each["id"], each["state"], each["covers"]) for each in listed] == [
        (known.id, "active", {"failures": 1, "unknowns": 0})
    ]
    table = run(city, "waiver", "list", city).out
    assert "in force" in table
    assert "contract still running" in table
    done, after = audited(city, "--fail-on", "major")
    waived = [each for each in after["findings"] if each["waiver"]]
    assert [(each["subject"], each["outcome"], each["waiver"]) for each in waived] == [
        ("application:ged", "fail", known.id)
    ]
    assert after["totals"]["outcomes"] == before["totals"]["outcomes"]
    assert (after["totals"]["failing"]["major"], before["totals"]["failing"]["major"]) == (1, 2)
    assert "1 waived finding is not counted by --fail-on" in done.err
    assert done.code == 1, "the other application fails still"


def test_the_gate_opens_when_everything_is_waived_and_shuts_when_it_ends(city):
    assert add(city).code == 0
    assert run(city, "waiver", "add", city, *(w.replace("ged", "paie") for w in ADD), *WHY).code == 0
    done, _audit = audited(city, "--fail-on", "major")
    assert done.code == 0
    assert "2 waived findings are not counted" in done.err
    done, audit = audited(city, "--fail-on", "major", "--as-of", "2027-07-01")
    assert done.code == 1
    ended = [each for each in audit["findings"] if each["rule"] == "sovaudit.waiver.expired"]
    assert [each["subject"] for each in ended] == ["application:ged", "application:paie"]
    assert all(each["evidence"][0]["source"]["path"] == "waivers.yaml" for each in ended)
    assert not any(each["waiver"] for each in audit["findings"])
    assert audit["totals"]["outcomes"]["dependency"]["fail"] == 4, "two applications and two waivers"


def test_nothing_is_said_of_waivers_where_there_is_none(city):
    done, _audit = audited(city, "--fail-on", "major")
    assert "waived finding" not in done.err


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("essai.sbom", "essai.sbmo", "did you mean essai.sbom?"),
        ("application:ged", "application:gde", "did you mean application:ged?"),
        ("application:ged", "service:ged", "judges another kind of thing: application"),
        ("application:ged", "ged", "not the name of a thing: ged"),
        ("2027-06-30", "2026-11-22", "the last day is in the past"),
        ("2027-06-30", "2029-11-24", "longer than 3 years"),
        ("2027-06-30", "30/06/2027", "is not a day such as"),
        ("contract_running", "faux positif", "corrections.yaml"),
        ("contract_running", "contract", "did you mean « contract_running »?"),
        ("DSI", " ", "« owner » is missing"),
        ("D-12", "", "« decision » is missing"),
    ],
)
def test_what_is_no_decision_is_refused_and_nothing_is_written(city, old, new, said):
    words = [new if word == old else word for word in (*ADD, *WHY)]
    done = run(city, "waiver", "add", city, *words)
    assert done.code == 2
    assert said in done.err
    assert not (city / "waivers.yaml").exists()


@pytest.mark.parametrize("option", ["--until", "--owner", "--decision", "--reason", "--text"])
def test_every_part_of_a_decision_is_needed(city, option):
    words = [*ADD, *WHY]
    at = words.index(option)
    assert run(city, "waiver", "add", city, *words[:at], *words[at + 2 :]).code == 2


@pytest.mark.parametrize("until", ["2026-11-23", "2029-11-23"])
def test_the_first_and_the_last_day_that_are_allowed(city, until):
    words = [until if word == "2027-06-30" else word for word in (*ADD, *WHY)]
    assert run(city, "waiver", "add", city, *words).code == 0


def test_the_other_entries_and_comments_stay(city):
    assert add(city).code == 0
    path = city / "waivers.yaml"
    path.write_text(path.read_text("utf-8") + "# une note\n", encoding="utf-8")
    before = path.read_text("utf-8")
    assert run(city, "waiver", "add", city, *(w.replace("ged", "paie") for w in ADD), *WHY).code == 0
    assert path.read_text("utf-8").startswith(before)
    assert len(read_waivers(path.read_bytes(), "w").waivers) == 2
    assert add(city).code == 2, "it is there already"
    assert sorted(each.name for each in city.iterdir()) == ["applications.csv", "inventory.toml", "waivers.yaml"]


@pytest.mark.parametrize("command", [("audit",), ("waiver", "list"), ("waiver", "add")])
def test_a_wrong_file_stops_with_its_line(city, command):
    (city / "waivers.yaml").write_text("waivers:\n  - rul: x\n", encoding="utf-8")
    more = (*ADD, *WHY) if command[-1] == "add" else ()
    done = run(city, *command, city, *more)
    assert done.code == 2
    assert "line 2" in done.err
    assert "did you mean « rule »?" in done.err
    assert (city / "waivers.yaml").read_text("utf-8") == "waivers:\n  - rul: x\n"


def test_a_rule_that_is_not_in_use_is_said(city):
    assert add(city).code == 0
    text = (city / "waivers.yaml").read_text("utf-8").replace("essai.sbom", "essai.sbmo")
    (city / "waivers.yaml").write_text(text, encoding="utf-8")
    _done, audit = audited(city)
    (issue,) = (each for each in audit["inventory"]["issues"] if "waivers.yaml" in each["place"])
    assert "essai.sbmo" in issue["message"]
    assert "essai.sbom" in issue["hint"]


def test_an_inventory_without_waivers_has_none(city):
    assert run(city, "waiver", "list", city).out.strip() == "no waiver"
    assert json.loads(run(city, "waiver", "list", city, "-f", "json").out) == []


def test_every_report_can_be_written_with_a_waiver_of_what_is_gone(city):
    assert add(city).code == 0
    (city / "applications.csv").write_text("id;name\npaie;Paie\n", encoding="utf-8")
    outputs = [word for name in ("r.html", "r.xlsx", "r.json") for word in ("-o", city.parent / name)]
    done = run(city, "audit", city, *outputs)
    assert done.code == 0, done.err
    found = json.loads((city.parent / "r.json").read_bytes())["findings"]
    assert [each["subject"] for each in found if each["rule"] == "sovaudit.waiver.unused"] == ["application:ged"]


@pytest.mark.parametrize("state", ["expired", "expiring", "unused"])
def test_the_rules_on_waivers_are_explained(state):
    done = sovaudit("explain", f"sovaudit.waiver.{state}")
    assert done.code == 0
    assert "severity: " in done.out
    assert "remedy: " in done.out
