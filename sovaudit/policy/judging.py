# SPDX-License-Identifier: EUPL-1.2
"""Rules over measured subjects -> findings, counts, scores. Columns in, columns out.

A rule is evaluated once for each distinct set of values that it reads: 82,570 components have about 2,000 distinct
licence readings and eight licence classes. A component rule that reads measures of applications is judged for each
(application, component) pair, and the component keeps the worst outcome: fail, then unknown, then pass, then
not_applicable. A component in no application has no pair: the rule does not apply to it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from sovaudit.graph import Containment, contained
from sovaudit.measures import Case, Column, subjects
from sovaudit.model import (
    SEVERITIES,
    SYSTEMIC,
    Fact,
    Finding,
    Inventory,
    Measured,
    PolicyUsed,
    Reference,
    RuleUsed,
    Score,
    Unknown,
)
from sovaudit.policy._arrays import collapse, combine, worst
from sovaudit.policy._evidence import Sightings
from sovaudit.policy._scores import Ruled, counted, scores
from sovaudit.policy._verdicts import NOT_IN_FORCE, RANKED, Verdict, decide
from sovaudit.policy.rules import Policy, Rule
from sovaudit.policy.texts import (
    application_clause,
    evidence_clause,
    out_of_force,
    phrase,
    reason,
    said,
    shared_sentence,
    unknown_names,
)

if TYPE_CHECKING:
    from datetime import date

    from numpy import int8, int32, int64
    from numpy.typing import NDArray

EVIDENCE = 5
"""Facts of measures that a finding carries at most; its reason says how many more there are."""


class Judgement(Struct, frozen=True):
    """What the rules say.

    Args:
        findings: failures and unknowns of components, every outcome of other subjects; by severity, rule, subject.
            Components of which nobody can know anything for one reason that lies in the data share a finding.
        rules: as applied, sorted by id; the outcomes of each add up to the number of its subjects.
        out_of_force: ids of the rules that do not apply on the day: all their outcomes are not_applicable.
    """

    policies: tuple[PolicyUsed, ...]
    rules: tuple[RuleUsed, ...]
    findings: tuple[Finding, ...]
    scores: tuple[Score, ...]
    out_of_force: tuple[str, ...]


class _Rows(Struct, frozen=True):
    """The rows that one rule judges: subjects, or (application, component) pairs.

    Args:
        columns, codes: one a reading of the rule: the answers, and for each row the number of its answer.
        verdicts, numbers: the distinct verdicts, and for each row the number of its verdict.
        pairs: the pairs, when rows are pairs.
    """

    rule: Rule
    columns: tuple[Column, ...]
    codes: tuple[NDArray[int32], ...]
    verdicts: tuple[Verdict, ...]
    numbers: NDArray[int64]
    pairs: Containment | None

    @property
    def outcomes(self) -> NDArray[int8]:
        """Return the outcome of each row, as a position in RANKED."""
        return np.array([verdict.outcome for verdict in self.verdicts], dtype=np.int8)[self.numbers]

    def answers(self, codes: tuple[int, ...]) -> tuple[Measured, ...]:
        """Return the answers that codes stand for."""
        return tuple(column.answers[code] for column, code in zip(self.columns, codes, strict=True))


class _Why(Struct, frozen=True):
    """What is common to all findings of one rule on the same answers.

    Args:
        systemic: true when nobody knows for reasons that lie in the data at hand alone.
    """

    reason: str
    evidence: tuple[Fact, ...]
    left: int
    unknown: tuple[str, ...]
    systemic: bool = False


def judge(policies: Sequence[Policy], case: Case) -> Judgement:
    """Apply every rule of some policies to every subject of its kind."""
    inventory = case.inventory
    rules = sorted((rule for policy in policies for rule in policy.rules), key=_rank)
    pairs = contained(inventory)
    sightings = Sightings(case)
    names = {kind: subjects(kind, inventory) for kind in {rule.subject for rule in rules}}
    findings: list[Finding] = []
    ruled: list[Ruled] = []
    for rule in rules:
        rows = _judged(rule, case, pairs, len(names[rule.subject]))
        outcomes = rows.outcomes
        of_subjects = worst(pairs, outcomes, len(names[rule.subject])) if rows.pairs else outcomes
        ruled.append(Ruled(rule, of_subjects, outcomes if rows.pairs else None))
        findings += sorted(
            _findings(rows, of_subjects, names[rule.subject], case, sightings), key=attrgetter("subject")
        )
    ruled.sort(key=lambda one: one.rule.id)
    return Judgement(
        policies=tuple(policy.used(said(policy.title)) for policy in policies),
        rules=tuple(_rule_used(one) for one in ruled),
        findings=tuple(findings),
        scores=scores(ruled, inventory, pairs),
        out_of_force=tuple(one.rule.id for one in ruled if not _in_force(one.rule, case)),
    )


def _rank(rule: Rule) -> tuple[int, str]:
    return SEVERITIES.index(rule.severity), rule.id


def _in_force(rule: Rule, case: Case) -> bool:
    return not (rule.since and case.as_of < rule.since) and not (rule.until and case.as_of > rule.until)


def _judged(rule: Rule, case: Case, pairs: Containment, count: int) -> _Rows:
    """Evaluate a rule once for each distinct set of values, and give every row its verdict."""
    of_pairs = pairs if rule.by_application and _in_force(rule, case) else None
    size = len(of_pairs.component) if of_pairs else count
    columns = tuple(case.known(read.name) for read in rule.reads)
    codes = tuple(
        _spread(column, read.subject, rule, of_pairs, size) for column, read in zip(columns, rule.reads, strict=True)
    )
    if not _in_force(rule, case):
        return _Rows(rule, columns, codes, (NOT_IN_FORCE,), np.zeros(size, dtype=np.int64), None)
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
    return _Rows(rule, columns, codes, tuple(verdicts), numbers, of_pairs)


def _spread(column: Column, subject: str, rule: Rule, pairs: Containment | None, size: int) -> NDArray[int32]:
    """Return for each row the number of the answer in a column of another, or of the same, kind of subject."""
    if subject == "portfolio":
        return np.full(size, column.codes[0], dtype=np.int32)
    if pairs is not None:
        return column.codes[pairs.application if subject == "application" else pairs.component]
    if subject != rule.subject:
        return np.zeros(size, dtype=np.int32)  # out of force: nothing is read
    return column.codes


def _findings(
    rows: _Rows, outcomes: NDArray[int8], names: Sequence[str], case: Case, sightings: Sightings
) -> Iterator[Finding]:
    """Yield the findings of one rule: for components what is not well, for other subjects everything."""
    rule = rows.rule
    of_components = rule.subject == "component"
    positions = np.flatnonzero(outcomes >= (RANKED.index("unknown") if of_components else 0))
    row_of, others = _representatives(rows, outcomes, positions)
    reference, remedy = _reference(rule), said(rule.remedy)
    prefix = hashlib.sha256(f"{rule.id}\n".encode())
    cache: dict[tuple[int, ...], _Why] = {}
    phrases: list[dict[int, tuple[bool, str]]] = [{} for _column in rows.columns]
    shared: dict[tuple[int, ...], int] = {}
    answered = zip(*(codes[row_of].tolist() for codes in rows.codes), strict=True)
    for position, row, more, codes in zip(positions.tolist(), row_of.tolist(), others.tolist(), answered, strict=True):
        why = cache.get(codes)
        if why is None:
            why = cache[codes] = _why(rows, row, codes, phrases, case.as_of)
        outcome = RANKED[outcomes[position]]
        if of_components and why.systemic and outcome == "unknown":
            shared[codes] = shared.get(codes, 0) + 1
            continue
        digest = prefix.copy()
        digest.update(names[position].encode("utf-8", "replace"))
        yield Finding(
            id=digest.hexdigest()[:12],
            rule=rule.id,
            dimension=rule.dimension,
            subject=names[position],
            outcome=outcome,
            severity=rule.severity,
            reason=_sentence(why, rows, row, more, case.inventory),
            evidence=sightings.of(position, rule) + why.evidence if of_components else why.evidence,
            remedy=remedy if outcome in ("fail", "unknown") else "",
            reference=reference,
            unknown=why.unknown,
        )
    for codes, count in shared.items():
        digest = prefix.copy()
        digest.update(f"portfolio\n{cache[codes].reason}".encode("utf-8", "replace"))
        yield Finding(
            id=digest.hexdigest()[:12],
            rule=rule.id,
            dimension=rule.dimension,
            subject="portfolio",
            outcome="unknown",
            severity=rule.severity,
            reason=shared_sentence(cache[codes].reason, count),
            evidence=cache[codes].evidence,
            remedy=remedy,
            reference=reference,
            unknown=cache[codes].unknown,
            count=count,
        )


def _representatives(
    rows: _Rows, outcomes: NDArray[int8], positions: NDArray[int64]
) -> tuple[NDArray[int64], NDArray[int64]]:
    """Return for each subject the row that speaks for it, and how many other rows have the same outcome.

    Of the pairs of a component with its worst outcome, the one with the first application speaks.
    """
    if rows.pairs is None:
        return positions, np.zeros(len(positions), dtype=np.int64)
    component = rows.pairs.component
    gravest = np.flatnonzero(rows.outcomes == outcomes[component])
    first = np.zeros(len(outcomes), dtype=np.int64)
    first[component[gravest[::-1]]] = gravest[::-1]
    same = np.bincount(component[gravest], minlength=len(outcomes))
    return first[positions], same[positions] - 1


def _why(
    rows: _Rows, row: int, codes: tuple[int, ...], phrases: list[dict[int, tuple[bool, str]]], as_of: date
) -> _Why:
    """Say why, on what evidence, and what nobody knows.

    Args:
        rows: what the rule judged.
        row: the row that speaks.
        codes: of its answers.
        phrases: for each reading, how its answers are said, by code; filled as needed.
        as_of: the day.
    """
    rule, verdict = rows.rule, rows.verdicts[rows.numbers[row]]
    if verdict is NOT_IN_FORCE:
        return _Why(out_of_force(rule, as_of), (), 0, ())
    answers = rows.answers(codes)
    for read, known, code, answer in zip(rule.reads, phrases, codes, answers, strict=True):
        if code not in known:
            known[code] = phrase(read, answer.value)
    sentence = reason(rule, verdict, [known[code] for known, code in zip(phrases, codes, strict=True)])
    facts = tuple(dict.fromkeys(fact for answer in answers for fact in answer.evidence))
    unknown = unknown_names(rule, verdict, answers)
    reasons = {
        answer.value.unknown
        for read, answer in zip(rule.reads, answers, strict=True)
        if read.name in unknown and isinstance(answer.value, Unknown)
    }
    return _Why(sentence, facts[:EVIDENCE], len(facts[EVIDENCE:]), unknown, bool(reasons) and reasons <= SYSTEMIC)


def _sentence(why: _Why, rows: _Rows, row: int, more: int, inventory: Inventory) -> str:
    text = why.reason
    if rows.pairs is not None:
        application = inventory.applications[rows.pairs.application[row]]
        text += application_clause(application.name if isinstance(application.name, str) else application.id, more)
    return text + evidence_clause(why.left) if why.left else text


def _reference(rule: Rule) -> tuple[Reference, ...]:
    return tuple(Reference(law.title, law.href, law.status, law.as_of.isoformat()) for law in rule.reference)


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
