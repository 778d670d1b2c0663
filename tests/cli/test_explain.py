# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit explain`: measures, rules, findings."""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

import pytest

from sovaudit.cli import run
from sovaudit.measures import measures

SOUND = str(Path(__file__).resolve().parent.parent / "data" / "policies" / "sound")
FINDING = {
    "id": "0123456789ab",
    "rule": "sound.open",
    "subject": "component:pkg:npm/a@1",
    "outcome": "fail",
    "severity": "major",
    "reason": "Requirement not met\N{NO-BREAK SPACE}: \x1b[31mred.",
    "evidence": [
        {
            "name": "component",
            "value": "pkg:npm/a@1",
            "source": {"path": "a.json", "place": "/components/0"},
            "as_of": None,
        },
        {"name": "licence", "value": {"unknown": "absent", "detail": ""}, "source": {"path": "b.json", "place": ""}},
    ],
    "waiver": None,
}


@pytest.fixture
def say(capfd: pytest.CaptureFixture[str]):
    """Explain something in English with the trial policy; return the code, what is printed, and complaints."""

    def command(*arguments: str) -> tuple[int, str, str]:
        code = run(["--lang", "en", "explain", "--policy", SOUND, *arguments])
        return code, *capfd.readouterr()

    return command


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """An inventory folder with a report beside it."""
    (tmp_path / "rapport").mkdir()
    document = {"sovaudit": "1", "as_of": "2026-11-23", "findings": [FINDING]}
    (tmp_path / "rapport" / "audit.json").write_text(json.dumps(document), encoding="utf-8")
    (tmp_path / "city").mkdir()
    return tmp_path / "city"


def test_without_a_name_everything_is_listed(say):
    code, out, _err = say("-f", "json")
    page = json.loads(out)
    assert code == 0
    assert page["rules"] == {"sound.open": "Open component", "sound.share": "Open share"}
    assert set(page["measures"]) == set(measures())


@pytest.mark.parametrize("name", sorted(measures()))
def test_a_measure_is_explained_by_its_docstring(say, name):
    code, out, _err = say(name, "-f", "json")
    page = json.loads(out)
    assert code == 0
    assert page["description"] == inspect.cleandoc(measures()[name].__doc__ or "")
    assert page["basis"] == measures()[name].BASIS


def test_a_measure_names_the_rules_that_read_it(say):
    code, out, _err = say("application.criticality")
    assert code == 0
    assert "  - sound.share" in out
    assert "sound.open" not in out


def test_a_rule_is_explained_with_its_law_and_its_cases(say):
    code, out, _err = say("sound.open")
    assert code == 0
    for part in (
        "condition: licence.recognised",
        "severity: Major",
        "if unknown: Unknown",
        "Une loi — proposal, not in force (checked on 2026-11-23) https://example.org/loi",
        "remedy: Replace",
        "licence.recognised = true → pass",
        "nothing is known → unknown (nobody knows)",
    ):
        assert part in out


def test_a_rule_shows_its_scope_its_parameters_and_its_first_day(say):
    code, out, _err = say("sound.share")
    assert code == 0
    for part in (
        "scope: application.criticality >= 3",
        "least share = 50%",
        "since: 2026-01-01",
        "decision of the city",
    ):
        assert part in out


@pytest.mark.parametrize("by", ["inventory", "option", "current folder"])
def test_a_finding_is_explained_from_the_audit(say, city, by, monkeypatch):
    monkeypatch.chdir(city.parent)
    where = {"inventory": [str(city)], "option": ["--audit", "rapport/audit.json"], "current folder": []}[by]
    code, out, _err = say("0123456789ab", *where)
    assert code == 0
    for part in (
        "subject: component:pkg:npm/a@1",
        "component = pkg:npm/a@1 [a.json /components/0]",
        "licence = unknown: no source says [b.json]",
        "title: Open component",
        "remedy: Replace",
    ):
        assert part in out


def test_what_an_audit_quotes_cannot_drive_the_terminal(say, city):
    out = say("0123456789ab", str(city))[1]
    assert "\x1b" not in out
    assert "met\N{NO-BREAK SPACE}: \\x1b[31mred" in out


def test_a_finding_of_a_rule_that_is_gone_is_explained_without_it(say, city):
    document = city.parent / "rapport" / "audit.json"
    gone = {**FINDING, "rule": "old.rule", "remedy": "Mend it"}
    document.write_text(json.dumps({"findings": [gone]}), encoding="utf-8")
    code, out, _err = say("0123456789ab", str(city))
    assert code == 0
    assert "rule: old.rule" in out
    assert "remedy: Mend it" in out


@pytest.mark.parametrize(
    ("arguments", "complaint", "hint"),
    [
        (["licence.clas"], "nothing is called licence.clas", "did you mean licence.class?"),
        (["sound.opne"], "nothing is called sound.opne", "did you mean sound.open?"),
        (["zzzzzz"], "nothing is called zzzzzz", "lists what there is"),
        (["0123456789ab"], "there is none", "--audit"),
    ],
)
def test_what_cannot_be_explained(say, arguments, complaint, hint, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = say(*arguments)
    assert (code, out) == (2, "")
    assert complaint in err
    assert hint in err


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"findings": 3}', '{"findings": [3]}', '{"findings": [{"id": "0123456789ab", "evidence": [1]}]}'],
)
def test_what_is_not_an_audit(say, tmp_path, content):
    document = tmp_path / "x.json"
    document.write_text(content, encoding="utf-8")
    code, _out, err = say("0123456789ab", "--audit", str(document))
    assert code == 2
    assert "not an audit document" in err


def test_a_finding_that_is_not_in_the_audit(say, city):
    code, _out, err = say("ffffffffffff", str(city))
    assert code == 2
    assert "no finding ffffffffffff" in err


def test_a_measure_says_how_it_is_answered_and_that_no_rule_judges_it(say):
    code, out, _err = say("application.maintainers")
    assert code == 0
    assert "judged: by no rule: it is shown" in out
    assert "dimension: Dependency risk" in out
    assert "question: " in out
    assert "a row of the register « answers »: application:…, application.maintainers, a whole number" in out
    assert "judged" not in say("application.criticality")[1]


MEASURED: dict[str, Any] = {
    "name": "application.criticality",
    "answers": [
        {
            "subject": "application:a",
            "value": 4,
            "evidence": [
                {
                    "name": "exposure",
                    "value": True,
                    "source": {"path": "data:x", "place": "US"},
                    "as_of": "2025-01-15",
                    "note": "nobody verified \x1b[31mit",
                    "aged": True,
                }
            ],
        },
        {"subject": "application:b", "value": None, "unknown": {"reason": "undefined", "detail": "a service"}},
    ],
}


@pytest.fixture
def measured(tmp_path: Path) -> str:
    """An audit document with one measure and one waived finding."""
    waiver = {"id": "D-1", "until": "2027-06-30", "owner": "DSI", "decision": "Délib. 1", "text": "planned"}
    finding = {**FINDING, "evidence": MEASURED["answers"][0]["evidence"], "waiver": "D-1", "count": 11}
    document = {"sovaudit": "1", "findings": [finding], "measured": [MEASURED], "waivers": [{"waiver": waiver}]}
    (tmp_path / "audit.json").write_text(json.dumps(document), encoding="utf-8")
    return str(tmp_path / "audit.json")


FACT = "exposure = yes [data set x US] (2025-01-15) [aged] – nobody verified \\x1b[31mit"


def test_an_answer_is_explained_with_its_value_and_all_of_each_fact(say, measured):
    code, out, _err = say("application.criticality", "--of", "application:a", "--audit", measured)
    assert code == 0
    assert "value: 4" in out
    assert f"  - {FACT}" in out
    out = say("application.criticality", "--of", "application:b", "--audit", measured)[1]
    assert "value: unknown: the identifier is not defined by any register (a service)" in out


def test_codes_of_ours_are_words_in_french_and_codes_in_json(measured, capfd):
    asked = ["explain", "--policy", SOUND, "application.criticality", "--of", "application:a", "--audit", measured]
    assert run(["--lang", "fr", *asked]) == 0
    assert "exposure = oui [données x US]" in capfd.readouterr().out
    rule = ["--lang", "fr", "explain", "--policy", SOUND, "sound.open"]
    assert run(rule) == 0
    said = capfd.readouterr().out.replace("\N{NO-BREAK SPACE}", " ")
    for part in ("dimension : Licences", "sujet : Composant", "gravité : Majeur", "si inconnu : Inconnu"):
        assert part in said
    assert run([*rule, "-f", "json"]) == 0
    page = json.loads(capfd.readouterr().out)
    keys = ("dimension", "subject", "severity", "on_unknown")
    assert [page[each] for each in keys] == ["licensing", "component", "major", "unknown"]


def test_a_rule_names_those_of_other_policies_that_ask_the_same(capfd):
    assert run(["--lang", "en", "explain", "recyf.5_a_1.sbom", "-f", "json"]) == 0
    assert json.loads(capfd.readouterr().out)["same"] == ["axe6.application.sbom"]
    assert run(["--lang", "fr", "explain", "axe6.application.sbom"]) == 0
    assert "même condition que\n  - recyf.5_a_1.sbom\n" in capfd.readouterr().out


def test_an_answer_that_is_not_in_the_audit(say, measured):
    for name, subject in (("application.criticality", "application:z"), ("application.kind", "application:a")):
        code, out, err = say(name, "--of", subject, "--audit", measured)
        assert (code, out) == (2, "")
        assert f"no answer of {name} for {subject}" in err


def test_a_finding_shows_all_of_a_fact_its_waiver_and_for_how_many_it_stands(say, measured):
    out = say("0123456789ab", "--audit", measured)[1]
    assert f"  - {FACT}" in out
    assert "waiver: D-1: until 2027-06-30, DSI, Délib. 1 – planned" in out
    assert "stands for: 11" in out


def test_an_audit_of_before_there_were_measures_is_no_fault_of_ours(say, city):
    code, _out, err = say("application.criticality", str(city), "--of", "application:a")
    assert code == 2
    assert "not an audit document" in err
