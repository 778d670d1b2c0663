# SPDX-License-Identifier: EUPL-1.2
"""Waivers change no outcome and no total; what they cover is what a person would count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sovaudit.measures import subjects
from sovaudit.model import Component, Finding, Inventory, Score, Unknown, Waiver, WaiverUsed
from sovaudit.policy import Judgement, Policy, judge, unheard_waivers
from sovaudit.policy.waivers import waiver_id
from tests.policy._doubles import DAY, NOBODY, case, inventory, policy_of, rule_text
from tests.policy.test_judging import POLICY, Columns, one, worlds

PLAIN = policy_of(rule_text("application.has_sbom", id="t.app", subject="application"))
FAILING: Columns = {"application.has_sbom": [False, False, NOBODY, True]}


def waiver(rule: str = "t.app", subject: str = "application:a000", until: date = DAY, **more: object) -> Waiver:
    fields: dict[str, object] = {"id": waiver_id(rule, subject, until), "rule": rule, "subject": subject}
    fields |= {"until": until, "owner": "DSI", "decision": "D-1", "reason": "risk_accepted", "text": "parce que"}
    return msgspec.convert(fields | {"line": 7} | more, Waiver)


def judged(*waivers: Waiver, columns: Columns = FAILING, policy: Policy = PLAIN) -> Judgement:
    size = len(next(iter(columns.values())))
    return judge([policy], case(inventory(size, size, [(n, n) for n in range(size)]), columns), waivers)


LATER = DAY + timedelta(days=200)
SUBJECTS = [
    *(f"component:pkg:npm/c{n:05}{version}" for n in range(8) for version in ("@1", "")),
    *(f"application:a{n:03}" for n in range(5)),
    "portfolio",
]
waivers = st.lists(
    st.builds(
        waiver,
        st.sampled_from([*(rule.id for rule in POLICY.rules), "t.none"]),
        st.sampled_from(SUBJECTS),
        st.sampled_from([DAY - timedelta(days=1), DAY, DAY + timedelta(days=90), DAY + timedelta(days=91), LATER]),
        on=st.sampled_from([None, DAY - timedelta(days=1), DAY]),
    ),
    max_size=8,
    unique_by=lambda each: each.id,
)


def ours(findings: Sequence[Finding]) -> list[Finding]:
    """Leave out what waivers are blamed for."""
    return [each for each in findings if not each.rule.startswith("sovaudit.waiver.")]


@given(worlds(), waivers)
@settings(max_examples=150, deadline=None)
def test_waivers_change_no_outcome_and_no_total(world, several):
    found, columns = world
    bare, done = judge([POLICY], case(found, columns)), judge([POLICY], case(found, columns), several)
    assert [msgspec.structs.replace(each, waiver=None) for each in ours(done.findings)] == list(bare.findings)
    acts = [each for each in done.rules if each.id.startswith("sovaudit.waiver.")]
    assert tuple(each for each in done.rules if each not in acts) == bare.rules
    blamed = Counter(each.dimension for each in done.findings if each.rule.startswith("sovaudit.waiver."))
    assert Counter({rule.dimension: 0 for rule in acts}) + blamed == Counter(
        {dimension: sum(rule.outcomes["fail"] for rule in acts if rule.dimension == dimension) for dimension in blamed}
    )
    for before, after in zip(bare.scores, done.scores, strict=True):
        more = blamed[after.dimension] if after.subject == "portfolio" else 0
        outcomes = before.outcomes | {"fail": before.outcomes["fail"] + more}
        assert (after.outcomes, after.known, after.total) == (outcomes, before.known + more, before.total + more)


@given(worlds())
@settings(max_examples=30, deadline=None)
def test_no_waiver_is_no_change(world):
    found, columns = world
    assert msgspec.json.encode(judge([POLICY], case(found, columns), [])) == msgspec.json.encode(
        judge([POLICY], case(found, columns))
    )


@given(worlds(), waivers, st.randoms(use_true_random=False))
@settings(max_examples=50, deadline=None)
def test_the_order_of_entries_does_not_matter(world, several, random):
    found, columns = world
    once = msgspec.json.encode(judge([POLICY], case(found, columns), several))
    random.shuffle(several)
    assert msgspec.json.encode(judge([POLICY], case(found, columns), several)) == once


@given(worlds(), waivers)
@settings(max_examples=100, deadline=None)
def test_a_finding_is_waived_by_an_act_in_force_on_its_rule_and_subject(world, several):
    """By brute force over every finding and every waiver; the longest one is named."""
    found, columns = world
    done = judge([POLICY], case(found, columns), several)
    for each in ours(done.findings):
        names = {each.subject, each.subject.partition("@")[0]}
        fit = [w for w in several if w.rule == each.rule and w.subject in names and w.until >= DAY]
        best = max(fit, key=lambda w: (w.until, w.id), default=None)
        expected = best.id if best is not None and each.outcome in ("fail", "unknown") else None
        assert each.waiver == expected, each


@given(worlds(), waivers)
@settings(max_examples=100, deadline=None)
def test_scores_count_the_failures_that_are_waived(world, several):
    found, columns = world
    done = judge([POLICY], case(found, columns), several)
    scores = {each.subject: each for each in done.scores}
    waived = [each for each in ours(done.findings) if each.waiver and each.outcome == "fail"]
    assert scores["portfolio"].waived == len(waived)
    of_component = {(each.rule, each.subject) for each in waived if each.subject.startswith("component:")}
    pairs = list(zip(found.contains_application.tolist(), found.contains_component.tolist(), strict=True))
    by_application = {rule.id for rule in POLICY.rules if rule.by_application}
    for position, name in enumerate(subjects("application", found)):
        own = sum(each.subject == name for each in waived)
        within = 0
        for rule in (rule for rule in POLICY.rules if rule.subject == "component"):
            for a, c in pairs:
                node = f"component:{found.components[c].id}"
                if a == position and (rule.id, node) in of_component:
                    within += rule.id not in by_application or fails_alone(found, columns, rule.id, a, c)
        assert scores[name].waived == own + within
    assert all(each.waived <= each.outcomes["fail"] for each in done.scores)


def fails_alone(found: Inventory, columns: Columns, rule: str, application: int, component: int) -> bool:
    """Judge a component in one application as if it were in no other."""
    alone = inventory(len(found.components), len(found.applications), [(application, component)])
    judgement = judge([POLICY], case(alone, columns))
    node = f"component:{found.components[component].id}"
    return any((f.rule, f.subject, f.outcome) == (rule, node, "fail") for f in judgement.findings)


def state(used: tuple[WaiverUsed, ...]) -> list[tuple[str, int, int]]:
    return [(each.state, each.failures, each.unknowns) for each in used]


@pytest.mark.parametrize(
    ("days", "expected", "severity"),
    [
        (-1, "expired", "major"),
        (0, "expiring", "minor"),  # the last day is included
        (90, "expiring", "minor"),
        (91, "active", ""),
    ],
)
def test_a_waiver_ends_on_its_last_day(days, expected, severity):
    done = judged(waiver(until=DAY + timedelta(days=days)))
    assert state(done.waivers) == [(expected, 1, 0)]
    assert [each.waiver is not None for each in ours(done.findings)] == [days >= 0, False, False, False]
    blamed = [each for each in done.findings if each.rule.startswith("sovaudit.")]
    assert [each.severity for each in blamed] == ([severity] if severity else [])
    assert [each.rule for each in blamed] == ([f"sovaudit.waiver.{expected}"] if severity else [])


def test_what_is_wrong_with_a_waiver_is_a_finding_with_its_line():
    done = judged(waiver(until=DAY - timedelta(days=1), on=date(2026, 1, 2)))
    (found,) = (each for each in done.findings if each.rule == "sovaudit.waiver.expired")
    assert (found.dimension, found.subject, found.outcome) == ("licensing", "application:a000", "fail")
    place = found.evidence[0]
    assert (place.source.path, place.source.place) == ("waivers.yaml", "ligne 7")
    assert place.as_of == date(2026, 1, 2)
    assert "2026-11-22" in found.reason
    assert found.reference[0].title == "D-1"
    (rule,) = (each for each in done.rules if each.id == "sovaudit.waiver.expired")
    assert rule.outcomes == {"pass": 0, "fail": 1, "unknown": 0, "not_applicable": 0}
    row = next(each for each in done.scores if each.subject == "application:a000")
    assert (row.outcomes["fail"], row.waived) == (1, 0), "the waiver is the portfolio's, not the application's"


def test_an_unknown_can_be_waived_and_stays_unknown():
    done = judged(waiver(subject="application:a002", until=LATER))
    assert state(done.waivers) == [("active", 0, 1)]
    (found,) = (each for each in done.findings if each.waiver)
    assert found.outcome == "unknown"
    assert all(each.waived == 0 for each in done.scores), "only failures are counted as waived"


@pytest.mark.parametrize("subject", ["application:a003", "application:gone", "component:pkg:npm/a", "portfolio"])
def test_a_waiver_with_nothing_left_to_waive_is_unused(subject):
    done = judged(waiver(subject=subject, until=LATER))
    assert state(done.waivers) == [("unused", 0, 0)]
    (found,) = (each for each in done.findings if each.rule == "sovaudit.waiver.unused")
    assert (found.subject, found.severity) == (subject, "info")


def test_a_renewed_waiver_is_not_blamed_for_the_old_one():
    done = judged(waiver(until=DAY - timedelta(days=1)), waiver(until=DAY + timedelta(days=5)), waiver(until=LATER))
    assert [each.state for each in done.waivers] == ["expired", "expiring", "active"]
    assert not [each for each in done.findings if each.rule.startswith("sovaudit.")]
    assert next(each.waiver for each in done.findings if each.waiver) == waiver(until=LATER).id


def test_a_decision_does_not_count_before_it_was_taken():
    late = waiver(until=LATER, on=DAY + timedelta(days=1))
    done = judged(late)
    assert [each.state for each in done.waivers] == ["future"]
    assert not any(each.waiver for each in done.findings)
    assert not [each for each in done.findings if each.rule.startswith("sovaudit.")]
    (issue,) = unheard_waivers([late], [PLAIN], DAY)
    assert issue.place == "waivers.yaml ligne 7"


def test_a_waiver_of_no_rule_is_said_with_the_nearest():
    stray = waiver(rule="t.ap", until=LATER)
    assert [each.state for each in judged(stray).waivers] == ["no_rule"]
    (issue,) = unheard_waivers([stray], [PLAIN], DAY)
    assert "t.ap" in issue.message
    assert "t.app" in issue.hint


def package(purl: str) -> Component:
    return Component(purl, purl, "x", "1", "library", "", "", (), ())


@pytest.mark.parametrize(
    ("subject", "covered"),
    [
        ("pkg:npm/a@1", [0]),
        ("pkg:npm/a", [0, 1, 2]),
        ("pkg:npm/%40x/a", [3]),
        ("pkg:deb/debian/z?arch=amd64", [4, 5]),
        ("pkg:deb/debian/z", [4, 5, 6]),
        ("pkg:npm/b", []),
    ],
)
def test_a_package_without_version_is_every_version_of_it(subject, covered):
    purls = ["pkg:npm/a@1", "pkg:npm/a@2", "pkg:npm/a", "pkg:npm/%40x/a@1"]
    purls += [f"pkg:deb/debian/z@{version}?arch={arch}" for version, arch in ((1, "amd64"), (2, "amd64"), (2, "arm64"))]
    purls.append("pkg:npm/aa@1")
    found = msgspec.structs.replace(inventory(8), components=tuple(map(package, purls)))
    policy = policy_of(rule_text("licence.recognised"))
    act = waiver("t.rule", f"component:{subject}", LATER)
    done = judge([policy], case(found, {"licence.recognised": [False] * 8}), [act])
    waived = {each.subject.removeprefix("component:") for each in done.findings if each.waiver}
    assert waived == {purls[position] for position in covered}


def test_components_that_share_an_unknown_are_waived_together_or_one_by_one():
    """Three components of which no data could tell: one finding for all, or two and one of its own."""
    columns: Columns = {"licence.recognised": [Unknown("no_data")] * 3}
    policy = policy_of(rule_text("licence.recognised"))
    together = judged(waiver("t.rule", "portfolio", LATER), columns=columns, policy=policy)
    assert [(each.count, each.waiver is not None) for each in together.findings] == [(3, True)]
    assert state(together.waivers) == [("active", 0, 3)]
    alone = judged(waiver("t.rule", "component:pkg:npm/c00001", LATER), columns=columns, policy=policy)
    assert [(each.subject, each.count, each.waiver is not None) for each in alone.findings] == [
        ("component:pkg:npm/c00001@1", 1, True),
        ("portfolio", 2, False),
    ]
    assert alone.rules == one("licence.recognised", columns).rules


def portfolio(done: Judgement) -> Score:
    return next(each for each in done.scores if each.subject == "portfolio")


def test_the_gate_and_the_totals_see_expired_waivers():
    done = judged(waiver(until=DAY - timedelta(days=1)), waiver(subject="application:a001", until=LATER))
    row = portfolio(done)
    assert (row.outcomes["fail"], row.waived) == (3, 1), "two applications and one waiver that ended"
    assert row.known == row.outcomes["pass"] + row.outcomes["fail"] == 4
