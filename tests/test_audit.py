# SPDX-License-Identifier: EUPL-1.2
"""An audit counts right: hand-counted cities, and sums that hold for any of them."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import msgspec
import pytest

from sovaudit.audit import audit
from sovaudit.collect import find, read_all, read_city
from sovaudit.identity import Unifier
from sovaudit.measures import measures, subjects
from sovaudit.model import OUTCOMES, Audit
from sovaudit.policy import load
from sovaudit.reports import json as document

ROOT = Path(__file__).resolve().parent.parent
CITIES = ROOT / "tests" / "data" / "cities"
DEMO = ROOT / "inventories" / "demo"
DAY = date(2026, 11, 1)

hand_counted = pytest.mark.parametrize("city", sorted(path.name for path in CITIES.iterdir()))
every_city = pytest.mark.parametrize(
    "folder", [*sorted(CITIES.glob("*/inventory")), DEMO], ids=lambda folder: folder.parent.name + "/" + folder.name
)


@cache
def audited(folder: Path) -> Audit:
    """Audit a folder by axe6 in this process, in the language in use when it was first asked for."""
    unifier = Unifier()
    for batch, registers in read_all(find(folder), 1, lambda _bytes: None):
        unifier.add(batch, registers)
    return audit(unifier.inventory(read_city(folder)), (load("axe6", measures()),), DAY)


def expected(city: str) -> dict[str, dict[str, object]]:
    return tomllib.loads((CITIES / city / "expected.toml").read_text(encoding="utf-8"))


@hand_counted
def test_totals(city):
    stated = expected(city)
    totals = audited(CITIES / city / "inventory").totals
    assert {name: getattr(totals, name) for name in stated["totals"]} == stated["totals"]
    assert totals.files == stated["files"]


@hand_counted
def test_each_file_and_component(city):
    stated = expected(city)
    made = audited(CITIES / city / "inventory")
    files = {each.path: [each.components, each.dependencies] for each in made.inventory.files if each.subject}
    assert files == stated["inputs"]
    rows = {each["id"]: each for each in msgspec.json.decode(document.render(made))["inventory"]["components"]}
    assert {name: rows[name]["occurrences"] for name in stated["occurrences"]} == stated["occurrences"]
    assert {name: sorted(rows[name]["applications"]) for name in stated["applications_of"]} == stated["applications_of"]


@hand_counted
def test_each_rule(city):
    stated = expected(city)["rules"]
    found = {each.id: [each.outcomes[name] for name in OUTCOMES] for each in audited(CITIES / city / "inventory").rules}
    assert {name: found[name] for name in stated} == stated


@every_city
def test_entries_in_are_entries_out(folder):
    made = audited(folder)
    assert sum(each.components - each.mentioned for each in made.inventory.files) == made.totals.entries > 0
    assert made.inventory.occurrence_component.size == made.totals.entries
    assert set(made.inventory.occurrence_component.tolist()) == set(range(made.totals.components))


@every_city
def test_a_rule_speaks_of_every_subject_once(folder):
    made = audited(folder)
    for rule in made.rules:
        assert sum(rule.outcomes.values()) == len(subjects(rule.subject, made.inventory)), rule.id


@every_city
def test_the_counts_of_rules_scores_and_totals_are_the_same(folder):
    made = audited(folder)
    by_rules: dict[str, Counter[str]] = {}
    for rule in made.rules:
        by_rules.setdefault(rule.dimension, Counter()).update(rule.outcomes)
    portfolio = {each.dimension: each for each in made.scores if each.subject == "portfolio"}
    assert portfolio.keys() == by_rules.keys() == made.totals.outcomes.keys()
    for dimension, score in portfolio.items():
        assert score.outcomes == dict(by_rules[dimension]) == made.totals.outcomes[dimension]
        assert score.known == score.outcomes["pass"] + score.outcomes["fail"]
        assert score.total == score.known + score.outcomes["unknown"]
    assert made.totals.unknown == sum(each.outcomes["unknown"] for each in portfolio.values())


@every_city
def test_findings_are_those_that_the_rules_count(folder):
    """Passes of components are counted only; every failure and every unknown has its finding."""
    made = audited(folder)
    found: Counter[tuple[str, str]] = Counter()
    for each in made.findings:  # what components share stands for all of them
        found[each.rule, each.outcome] += each.count
    for rule in made.rules:
        for outcome in ("fail", "unknown"):
            assert found[rule.id, outcome] == rule.outcomes[outcome], rule.id
    failing = Counter(each.severity for each in made.findings if each.outcome == "fail")
    assert made.totals.failing == {name: failing[name] for name in made.totals.failing}
    assert sum(made.totals.failing.values()) == sum(rule.outcomes["fail"] for rule in made.rules)
    assert len({each.id for each in made.findings}) == len(made.findings)


@every_city
def test_every_failure_says_why_and_what_to_do(folder):
    for each in audited(folder).findings:
        if each.outcome in ("fail", "unknown"):
            assert each.reason, each
            assert each.remedy, each
            assert each.reference, each


@every_city
def test_an_audit_says_what_it_rests_on(folder):
    made = audited(folder)
    assert [each.name for each in made.policies] == ["axe6"]
    assert made.as_of == DAY
    assert made.knowledge
    for each in made.knowledge:
        assert date.fromisoformat(each.as_of) <= date.today()
        assert each.source
        assert each.licence


def test_an_empty_portfolio_divides_by_nothing(tmp_path):
    made = audited(tmp_path)
    assert made.totals.entries == made.totals.components == made.totals.applications == 0
    assert {rule.id for rule in made.rules if sum(rule.outcomes.values())} == {
        rule.id for rule in made.rules if rule.subject == "portfolio"
    }
    assert not any(rule.outcomes["pass"] for rule in made.rules), "nothing known is never well"
