# SPDX-License-Identifier: EUPL-1.2
"""Rules over measured subjects -> findings, counts, scores. Columns in, columns out.

A rule is evaluated once for each distinct set of values that it reads: 82,570 components have about 2,000 distinct
licence readings and eight licence classes. A component rule that reads measures of applications is judged for each
(application, component) pair, and the component keeps the worst outcome: fail, then unknown, then pass, then
not_applicable. A component in no application has no pair: the rule does not apply to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from sovaudit.graph import Containment, contained
from sovaudit.measures import Case, Column, subjects
from sovaudit.model import SEVERITIES, Finding, PolicyUsed, RuleUsed, Score, Unknown, Waiver, WaiverUsed
from sovaudit.policy._arrays import collapse, combine, worst
from sovaudit.policy._evidence import Sightings
from sovaudit.policy._findings import Rows, findings
from sovaudit.policy._scores import Ruled, counted, scores
from sovaudit.policy._verdicts import NOT_IN_FORCE, decide
from sovaudit.policy._waiving import Waiving, acts
from sovaudit.policy.rules import Policy, Rule
from sovaudit.policy.texts import said

if TYPE_CHECKING:
    from numpy import int32
    from numpy.typing import NDArray


class Judgement(Struct, frozen=True):
    """What the rules say.

    Args:
        findings: failures and unknowns of components, every outcome of other subjects; by severity, rule, subject.
            Components of which nobody can know anything for one reason that lies in the data share a finding, but for
            those that are waived one by one. Waivers that are expired, about to expire or unused are findings too.
        rules: as applied, sorted by id; the outcomes of each add up to the number of its subjects.
        out_of_force: ids of the rules that do not apply on the day: all their outcomes are not_applicable.
        waivers: each waiver, its state and what it covers.
    """

    policies: tuple[PolicyUsed, ...]
    rules: tuple[RuleUsed, ...]
    findings: tuple[Finding, ...]
    scores: tuple[Score, ...]
    out_of_force: tuple[str, ...]
    waivers: tuple[WaiverUsed, ...] = ()


def judge(policies: Sequence[Policy], case: Case, waivers: Iterable[Waiver] = ()) -> Judgement:
    """Apply every rule of some policies to every subject of its kind; what is waived is judged all the same."""
    inventory = case.inventory
    rules = sorted((rule for policy in policies for rule in policy.rules), key=_rank)
    pairs = contained(inventory)
    sightings = Sightings(case)
    waiving = Waiving(waivers, rules, case.as_of)
    names = {kind: subjects(kind, inventory) for kind in {rule.subject for rule in rules}}
    every: list[Finding] = []
    ruled: list[Ruled] = []
    for rule in rules:
        count, waived = len(names[rule.subject]), waiving.of(rule, names[rule.subject])
        rows = _judged(rule, case, pairs, count)
        outcomes = rows.outcomes
        of_subjects = worst(pairs, outcomes, count) if rows.pairs else outcomes
        ruled.append(Ruled(rule, of_subjects, outcomes if rows.pairs else None, waived.mask(count)))
        found = sorted(
            findings(rows, of_subjects, names[rule.subject], case, sightings, waived), key=attrgetter("subject")
        )
        waiving.count(rule, of_subjects, sum(each.count for each in found if each.subject == "portfolio"))
        every += found
    ruled.sort(key=lambda one: one.rule.id)
    used = waiving.used()
    wrong, more = acts(used)
    if wrong:
        every += wrong
        every.sort(key=lambda each: (SEVERITIES.index(each.severity), each.rule, each.subject, each.id))
    return Judgement(
        policies=tuple(policy.used(said(policy.title)) for policy in policies),
        rules=tuple(sorted((*map(_rule_used, ruled), *more), key=attrgetter("id"))),
        findings=tuple(every),
        scores=scores(ruled, inventory, pairs, Counter(each.dimension for each in wrong)),
        out_of_force=tuple(one.rule.id for one in ruled if not _in_force(one.rule, case)),
        waivers=used,
    )


def _rank(rule: Rule) -> tuple[int, str]:
    return SEVERITIES.index(rule.severity), rule.id


def _in_force(rule: Rule, case: Case) -> bool:
    return not (rule.since and case.as_of < rule.since) and not (rule.until and case.as_of > rule.until)


def _judged(rule: Rule, case: Case, pairs: Containment, count: int) -> Rows:
    """Evaluate a rule once for each distinct set of values, and give every row its verdict."""
    of_pairs = pairs if rule.by_application and _in_force(rule, case) else None
    size = len(of_pairs.component) if of_pairs else count
    columns = tuple(case.known(read.name) for read in rule.reads)
    codes = tuple(
        _spread(column, read.subject, rule, of_pairs, size) for column, read in zip(columns, rule.reads, strict=True)
    )
    if not _in_force(rule, case):
        return Rows(rule, columns, codes, (NOT_IN_FORCE,), np.zeros(size, dtype=np.int64), None)
    collapsed = [collapse(column) for column in columns]
    few = [numbers[code] for (_values, numbers), code in zip(collapsed, codes, strict=True)]
    first, numbers = combine(few, [len(values) for values, _numbers in collapsed])
    verdicts = []
    for row in first.tolist():
        values = {
            read.name: values[code[row]]
            for read, (values, _numbers), code in zip(rule.reads, collapsed, few, strict=True)
        }
        verdicts.append(decide(rule, {name: value for name, value in values.items() if not isinstance(value, Unknown)}))
    return Rows(rule, columns, codes, tuple(verdicts), numbers, of_pairs)


def _spread(column: Column, subject: str, rule: Rule, pairs: Containment | None, size: int) -> NDArray[int32]:
    """Return for each row the number of the answer in a column of another, or of the same, kind of subject."""
    if subject == "portfolio":
        return np.full(size, column.codes[0], dtype=np.int32)
    if pairs is not None:
        return column.codes[pairs.application if subject == "application" else pairs.component]
    if subject != rule.subject:
        return np.zeros(size, dtype=np.int32)  # out of force: nothing is read
    return column.codes


def _rule_used(one: Ruled) -> RuleUsed:
    """Return the noun that an audit keeps of a rule, in the language of the run."""
    rule = one.rule
    return RuleUsed(
        id=rule.id,
        title=said(rule.title),
        dimension=rule.dimension,
        subject=rule.subject,
        severity=rule.severity,
        require=rule.require,
        where=rule.where,
        on_unknown=rule.on_unknown,
        remedy=said(rule.remedy),
        references=tuple((law.title, law.href, law.status) for law in rule.reference),
        outcomes=counted(one.outcomes),
    )
