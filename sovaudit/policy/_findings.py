# SPDX-License-Identifier: EUPL-1.2
"""What one rule said of its subjects -> findings: why, on what evidence, and what nobody knows."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from sovaudit.graph import Containment
from sovaudit.measures import Case, Column
from sovaudit.model import SYSTEMIC, Fact, Finding, Inventory, Measured, Reference, Unknown
from sovaudit.policy._arrays import combine
from sovaudit.policy._evidence import Sightings
from sovaudit.policy._verdicts import NOT_IN_FORCE, RANKED, Verdict
from sovaudit.policy._waiving import Waived
from sovaudit.policy.rules import Rule
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


class Rows(Struct, frozen=True):
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

    def answers(self, row: int) -> tuple[Measured, ...]:
        """Return the answers that a row is judged by."""
        return tuple(column.answers[codes[row]] for column, codes in zip(self.columns, self.codes, strict=True))


class _Told(Struct, frozen=True):
    """What is common to all findings of one rule on the same values, whatever their evidence.

    Args:
        systemic: what nobody knows and why, in words of no language, when all of it lies in the data at hand.
    """

    reason: str
    unknown: tuple[str, ...] = ()
    systemic: str = ""


class _Why(Struct, frozen=True):
    """What is common to all findings of one rule on the same answers."""

    told: _Told
    evidence: tuple[Fact, ...] = ()
    left: int = 0


def findings(
    rows: Rows, outcomes: NDArray[int8], names: Sequence[str], case: Case, sightings: Sightings, waived: Waived
) -> Iterator[Finding]:
    """Yield the findings of one rule: for components what is not well, for other subjects everything."""
    rule = rows.rule
    of_components = rule.subject == "component"
    positions = np.flatnonzero(outcomes >= (RANKED.index("unknown") if of_components else 0))
    if not len(positions):
        return
    row_of, others = _representatives(rows, outcomes, positions)
    first, group = combine([codes[row_of] for codes in rows.codes], [len(column.answers) for column in rows.columns])
    told: dict[Hashable, _Told] = {}
    whys = [_why(rows, row, told, case.as_of) for row in row_of[first].tolist()]
    make = _maker(rule)
    shared = np.zeros(len(positions), dtype=bool)
    if of_components:
        shared = np.array([bool(why.told.systemic) for why in whys])[group]
        shared &= outcomes[positions] == RANKED.index("unknown")
        mask = waived.mask(len(outcomes))
        if mask is not None:
            shared &= ~mask[positions]
    stated = sightings.stated(rule) if of_components else None
    single = np.flatnonzero(~shared)
    columns = (positions[single], row_of[single], others[single], group[single])
    for position, row, more, number in zip(*(column.tolist() for column in columns), strict=True):
        why, outcome, subject = whys[number], RANKED[outcomes[position]], names[position]
        yield make(
            subject,
            subject,
            outcome,
            _sentence(why, rows, row, more, case.inventory),
            sightings.of(position, stated) + why.evidence if of_components else why.evidence,
            why.told.unknown,
            waived.ids.get(position) if outcome in ("fail", "unknown") else None,
        )
    alike: Counter[str] = Counter()  # the same reason may come with other details
    for why, count in _sharing(whys, group[shared]):
        systemic = why.told.systemic
        key = f"portfolio\n{systemic}\n{alike[systemic]}"
        alike[systemic] += 1
        said_once = shared_sentence(why.told.reason, count)
        yield make(key, "portfolio", "unknown", said_once, why.evidence, why.told.unknown, waived.shared, count)


def _sharing(whys: Sequence[_Why], group: NDArray[int64]) -> Iterator[tuple[_Why, int]]:
    """Count the components that share a reason, in the order in which each reason comes first.

    Args:
        whys: one a group.
        group: of each component that shares its reason.
    """
    shared: dict[str, tuple[_Why, int]] = {}
    numbers, first, counts = np.unique(group, return_index=True, return_counts=True)
    for each in np.argsort(first).tolist():
        why = whys[numbers[each]]
        speaking, count = shared.get(why.told.reason, (why, 0))
        shared[why.told.reason] = speaking, count + int(counts[each])
    yield from shared.values()


def _maker(rule: Rule) -> Callable[..., Finding]:
    """Return how to make a finding of a rule: of what its id is made, then what differs between its findings."""
    prefix = hashlib.sha256(f"{rule.id}\n".encode())
    reference, remedy = _reference(rule), said(rule.remedy)

    def make(
        key: str,
        subject: str,
        outcome: str,
        because: str,
        evidence: tuple[Fact, ...],
        unknown: tuple[str, ...],
        waiver: str | None,
        count: int = 1,
    ) -> Finding:
        digest = prefix.copy()
        digest.update(key.encode("utf-8", "replace"))
        return Finding(
            id=digest.hexdigest()[:12],
            rule=rule.id,
            dimension=rule.dimension,
            subject=subject,
            outcome=outcome,
            severity=rule.severity,
            reason=because,
            evidence=evidence,
            remedy=remedy if outcome in ("fail", "unknown") else "",
            reference=reference,
            unknown=unknown,
            waiver=waiver,
            count=count,
        )

    return make


def _representatives(
    rows: Rows, outcomes: NDArray[int8], positions: NDArray[int64]
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


def _why(rows: Rows, row: int, told: dict[Hashable, _Told], as_of: date) -> _Why:
    """Say why, on what evidence, and what nobody knows.

    Args:
        rows: what the rule judged.
        row: the row that speaks.
        told: what was said of other answers, by their values; filled as needed.
        as_of: the day.
    """
    verdict = rows.verdicts[rows.numbers[row]]
    if verdict is NOT_IN_FORCE:
        return _Why(_Told(out_of_force(rows.rule, as_of)))
    answers = rows.answers(row)
    key = (verdict, *((type(answer.value), answer.value) for answer in answers))
    if key not in told:
        told[key] = _tell(rows.rule, verdict, answers)
    facts = tuple(dict.fromkeys(fact for answer in answers for fact in answer.evidence))
    return _Why(told[key], facts[:EVIDENCE], len(facts[EVIDENCE:]))


def _tell(rule: Rule, verdict: Verdict, answers: Sequence[Measured]) -> _Told:
    """Say why in words, and name what nobody knows."""
    phrases = [phrase(read, answer.value) for read, answer in zip(rule.reads, answers, strict=True)]
    unknown = unknown_names(rule, verdict, answers)
    reasons = {
        read.name: answer.value.unknown
        for read, answer in zip(rule.reads, answers, strict=True)
        if read.name in unknown and isinstance(answer.value, Unknown)
    }
    shared = bool(reasons) and SYSTEMIC.issuperset(reasons.values())
    systemic = " ".join(f"{name}:{word}" for name, word in sorted(reasons.items())) if shared else ""
    return _Told(reason(rule, verdict, phrases), unknown, systemic)


def _sentence(why: _Why, rows: Rows, row: int, more: int, inventory: Inventory) -> str:
    text = why.told.reason
    if rows.pairs is not None:
        application = inventory.applications[rows.pairs.application[row]]
        text += application_clause(application.name if isinstance(application.name, str) else application.id, more)
    return text + evidence_clause(why.left) if why.left else text


def _reference(rule: Rule) -> tuple[Reference, ...]:
    return tuple(Reference(law.title, law.href, law.status, law.as_of.isoformat()) for law in rule.reference)
