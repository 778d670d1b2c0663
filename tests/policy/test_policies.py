# SPDX-License-Identifier: EUPL-1.2
"""The policies that are shipped: sound, each rule with its law, its remedy and its cases."""

from __future__ import annotations

import re

import pytest

from sovaudit.measures import measures
from sovaudit.policy import available, load, load_all, try_cases
from tests.policy._doubles import doubles

POLICIES = {name: load(name, doubles()) for name in available()}
RULES = pytest.mark.parametrize(
    "rule", [rule for policy in POLICIES.values() for rule in policy.rules], ids=lambda rule: rule.id
)
RESULTS = [result for policy in POLICIES.values() for result in try_cases(policy)]


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: f"{result.rule}-{result.number}")
def test_cases(result):
    assert result.outcome == result.expected, f"{result.place}: {result.given}"


@RULES
def test_every_outcome_that_a_rule_can_have_is_tried(rule):
    tried = {example.expect for example in rule.cases}
    assert tried >= {"pass", "fail"} | ({"unknown"} if rule.on_unknown == "unknown" else set())
    assert ("not_applicable" in tried) == bool(rule.where)


@RULES
def test_nobody_knowing_is_never_counted_as_well(rule):
    assert rule.on_unknown in ("unknown", "fail")
    assert any(not set(example.given) >= {read.name for read in rule.reads} for example in rule.cases)


@RULES
def test_every_law_has_its_status_and_the_day_it_was_checked(rule):
    assert rule.reference
    for law in rule.reference:
        assert law.as_of.year == 2026
        assert law.status != "repealed"


@RULES
def test_texts_are_in_both_languages_and_in_french_typography(rule):
    for text in (rule.title, rule.remedy):
        assert text.fr
        assert text.en
        assert text.fr != text.en
        assert not re.search(r" [:;!?»]|« |'", text.fr), text.fr


def test_a_proposal_is_never_called_law():
    laws = [(law.title, law.status) for policy in POLICIES.values() for rule in policy.rules for law in rule.reference]
    assert {status for title, status in laws if "CADA" in title} == {"proposal"}
    assert {status for title, status in laws if "Framework" in title} == {"doctrine"}


def test_all_policies_can_be_applied_together():
    together = load_all(tuple(POLICIES), measures())
    assert [each.sha256 for each in together] == [each.sha256 for each in POLICIES.values()]


def test_thirteen_rules_repeat_a_condition_of_the_city_s_own_policy():
    """README says so, for the totals of an audit under several policies."""
    own = {_asked(rule) for rule in POLICIES["axe6"].rules}
    again = [
        rule.id for name, policy in POLICIES.items() if name != "axe6" for rule in policy.rules if _asked(rule) in own
    ]
    assert len(again) == 13
    assert {each.partition(".")[0] for each in again} == {"recyf", "achat-libre"}


def _asked(rule):
    return rule.subject, rule.where, rule.require, rule.on_unknown, tuple(value for _read, value in rule.settings)
