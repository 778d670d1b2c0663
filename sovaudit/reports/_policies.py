# SPDX-License-Identifier: EUPL-1.2
"""What each policy counts by itself, and which rules of several policies are one condition.

A policy is whole: it may be used alone. Of two that ask the same of the same subjects, each counts its own answers, so
one gap is in the totals of an audit under both twice; that is said wherever totals are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from msgspec import Struct

from sovaudit.model import OUTCOMES, Audit, RuleUsed


class PolicyCount(Struct, frozen=True):
    """The answers of one policy.

    Args:
        title: in words, with its version; of the rules of no policy empty.
        rules: how many it has.
        outcomes: outcome -> answers.
    """

    title: str
    rules: int
    outcomes: Mapping[str, int]


class Repeated(Struct, frozen=True):
    """What is counted more than once because several policies ask it.

    Args:
        rules: how many repeat the condition of another.
        outcomes: outcome -> answers that are counted again.
    """

    rules: int
    outcomes: Mapping[str, int]


def by_policy(audit: Audit) -> tuple[PolicyCount, ...]:
    """Return the answers of each policy in the order in which they were applied; rules of no policy last."""
    names = sorted((each.name for each in audit.policies), key=len, reverse=True)
    found: dict[str, list[RuleUsed]] = defaultdict(list)
    for rule in audit.rules:
        found[next((name for name in names if rule.id.startswith(name + ".")), "")].append(rule)
    titles = {each.name: f"{each.title or each.name} ({each.version})" for each in audit.policies} | {"": ""}
    present = ((title, found[name]) for name, title in titles.items() if found[name])
    return tuple(PolicyCount(title, len(rules), _added(rules)) for title, rules in present)


def same(rules: Iterable[RuleUsed]) -> Mapping[str, tuple[str, ...]]:
    """Return rule id -> ids of the other rules that ask the same of the same subjects, with the same answers.

    The conditions read alike; the answers tell apart those whose parameters have other values.
    """
    groups: dict[object, list[str]] = defaultdict(list)
    for each in rules:
        asked = (each.subject, " ".join(each.where.split()), " ".join(each.require.split()), each.on_unknown)
        groups[asked, tuple(each.outcomes.get(outcome, 0) for outcome in OUTCOMES)].append(each.id)
    return {one: tuple(each for each in ids if each != one) for ids in groups.values() if len(ids) > 1 for one in ids}


def repeated(rules: Iterable[RuleUsed]) -> Repeated:
    """Return what counts again: every rule but the first of those that are one condition."""
    every = list(rules)
    others, seen, again = same(every), set[str](), list[RuleUsed]()
    for each in every:
        if not seen.isdisjoint(others.get(each.id, ())):
            again.append(each)
        seen.add(each.id)
    return Repeated(len(again), _added(again))


def _added(rules: Iterable[RuleUsed]) -> Mapping[str, int]:
    total: Counter[str] = Counter()
    for each in rules:
        total.update(each.outcomes)
    return {outcome: total[outcome] for outcome in OUTCOMES}
