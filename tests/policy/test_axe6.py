# SPDX-License-Identifier: EUPL-1.2
"""The city's licensing rules: sound, each with its law, its remedy and its cases."""

from __future__ import annotations

import re

import pytest

from sovaudit.measures import measures
from sovaudit.policy import load, read, try_cases
from tests.policy._doubles import ROOT, doubles

POLICY = load("axe6", doubles())
RULES = pytest.mark.parametrize("rule", POLICY.rules, ids=lambda rule: rule.id)


@pytest.mark.parametrize("result", try_cases(POLICY), ids=lambda result: f"{result.rule}-{result.number}")
def test_cases(result):
    assert result.outcome == result.expected, f"{result.place}: {result.given}"


@RULES
def test_every_outcome_that_a_rule_can_have_is_tried(rule):
    tried = {example.expect for example in rule.cases}
    assert tried >= {"pass", "fail", "unknown"}
    assert ("not_applicable" in tried) == bool(rule.where)


@RULES
def test_nobody_knowing_is_never_counted_as_well(rule):
    assert rule.on_unknown == "unknown"


@RULES
def test_every_law_has_its_status_and_the_day_it_was_checked(rule):
    assert rule.reference
    assert all(law.as_of.isoformat() == "2026-11-23" for law in rule.reference)


@RULES
def test_texts_are_in_both_languages_and_in_french_typography(rule):
    for text in (rule.title, rule.remedy):
        assert text.fr
        assert text.en
        assert text.fr != text.en
        assert not re.search(r" [:;!?»]|« |'", text.fr), text.fr


def test_a_proposal_is_never_called_law():
    laws = {law.title: law.status for rule in POLICY.rules for law in rule.reference}
    assert {status for title, status in laws.items() if "CADA" in title} == {"proposal"}
    assert {status for title, status in laws.items() if "Framework" in title} == {"doctrine"}


def test_it_reads_the_measures_there_are():
    assert load("axe6", measures()).sha256 == POLICY.sha256


def test_a_changed_threshold_changes_an_outcome():
    """A case at the threshold fails once the city asks for more: the cases do see the parameters."""
    files = {f"axe6/{file.name}": file.read_bytes() for file in (ROOT / "policies" / "axe6").glob("*.yaml")}
    files["axe6/policy.yaml"] = files["axe6/policy.yaml"].replace(b"value: 0.8", b"value: 0.85")
    policy, errors = read(files, doubles())
    assert policy is not None, errors
    failed = {result.rule for result in try_cases(policy) if not result.passed}
    assert failed == {"axe6.application.open_share", "axe6.portfolio.sbom"}
