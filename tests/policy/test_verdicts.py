# SPDX-License-Identifier: EUPL-1.2
"""The outcome of one rule on one set of values: the whole matrix, and the days on which a rule applies."""

from __future__ import annotations

import itertools
from datetime import date

import pytest

from sovaudit.model import Unknown, Value
from sovaudit.policy import judge
from sovaudit.policy._verdicts import RANKED, decide
from tests.policy._doubles import NOBODY, case, inventory, policy_of, rule_text

THREE = (True, False, None)


def expected(scope: bool | None, required: bool | None, on_unknown: str) -> str:
    if scope is False:
        return "not_applicable"
    if scope is None or required is None:
        return on_unknown
    return "pass" if required else "fail"


@pytest.mark.parametrize(
    ("scope", "required", "on_unknown"), list(itertools.product(THREE, THREE, ("unknown", "fail", "pass")))
)
def test_where_require_and_on_unknown(scope, required, on_unknown):
    rule = policy_of(rule_text("licence.recognised", "licence.dinum", on_unknown=on_unknown)).rules[0]
    pairs = {"licence.dinum": scope, "licence.recognised": required}
    verdict = decide(rule, {name: value for name, value in pairs.items() if value is not None})
    assert RANKED[verdict.outcome] == expected(scope, required, on_unknown)
    assert verdict.undecided == (scope is None or (scope and required is None))


@pytest.mark.parametrize("required", THREE)
@pytest.mark.parametrize("on_unknown", ["unknown", "fail", "pass"])
def test_without_where(required, on_unknown):
    rule = policy_of(rule_text("licence.recognised", on_unknown=on_unknown)).rules[0]
    verdict = decide(rule, {} if required is None else {"licence.recognised": required})
    assert RANKED[verdict.outcome] == expected(True, required, on_unknown)


def test_a_parameter_is_always_known():
    rule = policy_of(rule_text("application.open_share >= parameter.least", subject="application")).rules[0]
    assert RANKED[decide(rule, {"application.open_share": 0.5}).outcome] == "pass"
    assert RANKED[decide(rule, {"application.open_share": 0.4}).outcome] == "fail"


@pytest.mark.parametrize(
    ("more", "day", "applies"),
    [
        ("since: 2026-01-01", date(2025, 12, 31), False),
        ("since: 2026-01-01", date(2026, 1, 1), True),
        ("until: 2026-12-31", date(2026, 12, 31), True),
        ("until: 2026-12-31", date(2027, 1, 1), False),
        ("since: 2026-01-01\n  until: 2026-12-31", date(2026, 6, 1), True),
        ("since: 2026-01-01\n  until: 2026-12-31", date(2027, 6, 1), False),
    ],
)
@pytest.mark.parametrize("subject", ["component", "application"])
def test_a_rule_applies_from_its_first_to_its_last_day(more, day, applies, subject):
    condition = "licence.recognised" if subject == "component" else "application.has_sbom"
    policy = policy_of(rule_text(condition, subject=subject, more=more))
    values: list[Value | Unknown] = [False, NOBODY, True]
    found = inventory(3, 3)
    judgement = judge([policy], case(found, {condition: values}, day))
    outcomes = judgement.rules[0].outcomes
    if applies:
        assert outcomes == {"pass": 1, "fail": 1, "unknown": 1, "not_applicable": 0}
        assert judgement.out_of_force == ()
    else:
        assert outcomes == {"pass": 0, "fail": 0, "unknown": 0, "not_applicable": 3}
        assert judgement.out_of_force == ("t.rule",)
        assert len(judgement.findings) == (0 if subject == "component" else 3)
        assert all(more[-10:] in finding.reason or "2026" in finding.reason for finding in judgement.findings)


def test_a_rule_out_of_force_that_reads_applications_judges_nobody():
    policy = policy_of(rule_text("application.has_sbom && licence.recognised", more="since: 2030-01-01"))
    columns: dict[str, list[Value | Unknown]] = {"application.has_sbom": [True], "licence.recognised": [True, NOBODY]}
    judgement = judge([policy], case(inventory(2, 1, [(0, 0), (0, 1)]), columns))
    assert judgement.rules[0].outcomes["not_applicable"] == 2
