# SPDX-License-Identifier: EUPL-1.2
"""Several policies in one audit: each counts by itself, and what two of them ask in one breath is said to be one."""

from __future__ import annotations

from collections import Counter

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from sovaudit.model import OUTCOMES, PolicyUsed, RuleUsed
from sovaudit.reports import table
from sovaudit.reports._policies import by_policy, repeated, same
from tests.reports._page import page_of
from tests.reports._sample import OWN_RULE, sample_audit
from tests.reports.test_html import words


def rule(name: str, require: str, counts: tuple[int, ...] = (1, 2, 3, 4), where: str = "", **other: str) -> RuleUsed:
    parts = {"dimension": "licensing", "subject": "application", "severity": "minor", "on_unknown": "unknown"} | other
    outcomes = dict(zip(OUTCOMES, counts, strict=True))
    return RuleUsed(
        id=name, title=name, require=require, where=where, remedy="", references=(), outcomes=outcomes, **parts
    )


RULES = (
    rule("a.one", "x  &&\n y"),
    rule("a.two", "x", (0, 5, 0, 0)),
    rule("b.one", "x && y"),
    rule("b.where", "x && y", where="z"),
    rule("b.subject", "x && y", subject="hosting"),
    rule("b.two", "x", (1, 4, 0, 0)),  # the same words, held to another parameter
    rule("c.one", "x && y"),
)


def test_rules_are_one_condition_when_words_subjects_and_answers_are():
    assert same(RULES) == {"a.one": ("b.one", "c.one"), "b.one": ("a.one", "c.one"), "c.one": ("a.one", "b.one")}
    again = repeated(RULES)
    assert again.rules == 2, "b.one and c.one repeat a.one"
    assert again.outcomes == dict(zip(OUTCOMES, (2, 4, 6, 8), strict=True))
    assert repeated(RULES[:2]).rules == 0


def test_each_policy_counts_its_own_rules():
    names = ("a", "b", "a.longer")
    policies = tuple(PolicyUsed(name, "1", "0" * 64, name.upper()) for name in names)
    rules = (*RULES, rule("a.longer.x", "q"), rule("sovaudit.waiver.expired", "r", (0, 1, 0, 0)))
    audit = msgspec.structs.replace(sample_audit(), policies=policies, rules=rules)
    found = {each.title: (each.rules, tuple(each.outcomes.values())) for each in by_policy(audit)}
    assert found == {
        "A (1)": (2, (1, 7, 3, 4)),
        "B (1)": (4, (4, 10, 9, 12)),
        "A.LONGER (1)": (1, (1, 2, 3, 4)),
        "": (2, (1, 3, 3, 4)),  # of no policy: c.one, and sovaudit's own on waivers
    }


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"), st.integers(0, 2)), max_size=12))
def test_what_is_counted_again_is_all_less_one_of_each(rows):
    rules = [rule(f"{name}.{n}", asked, (n_fail, 0, 0, 0)) for n, (name, asked, n_fail) in enumerate(rows)]
    distinct = Counter((asked, count) for _name, asked, count in rows)
    assert repeated(rules).rules == len(rows) - len(distinct)
    assert repeated(rules).outcomes["pass"] == sum(count * (times - 1) for (_x, count), times in distinct.items())


def test_one_gap_is_one_thing_to_decide_and_counted_in_both_policies():
    audit = sample_audit(hostile=False)
    (twin,) = (each for each in audit.rules if each.id == OWN_RULE)
    findings = tuple(each for each in audit.findings if each.rule == OWN_RULE)
    audit = msgspec.structs.replace(
        audit,
        policies=(*audit.policies, PolicyUsed("second", "1", "0" * 64, "Seconde politique")),
        rules=(*audit.rules, msgspec.structs.replace(twin, id="second.same")),
        findings=(
            *audit.findings,
            *(msgspec.structs.replace(each, rule="second.same", id="f" * 12) for each in findings),
        ),
    )
    summary = page_of(audit, "synthese")
    decided = [words(each) for each in summary.xpath(".//ol[@class='decisions']/li")]
    alone = page_of(sample_audit(hostile=False), "synthese")
    told = alone.xpath(".//ol[@class='decisions']/li")
    also = "Aussi demandé par : second.same "
    assert [each.replace(also, "") for each in decided] == list(map(words, told))
    assert [also in each for each in decided] == [twin.title in each for each in decided]
    assert any(also in each for each in decided)
    assert f"Seconde politique (1) 1 {' '.join(str(twin.outcomes[each]) for each in OUTCOMES)}" in words(summary)
    assert "1 règle reprend la condition d’une règle d’une autre politique" in words(summary)
    assert "La même condition est posée par : second.same" in words(page_of(audit, "licences"))
    assert "1 règle reprend celle d’une autre politique" in " ".join(table.render(audit).decode().split())
    assert not alone.getroottree().xpath("//*[@id='c-par-politique']"), "one policy: its totals are those of the audit"
