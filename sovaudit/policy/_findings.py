# SPDX-License-Identifier: EUPL-1.2
"""What one rule said of its subjects -> findings: why, on what evidence, and what nobody knows."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from sovaudit.graph import Containment
from sovaudit.measures import Case, Column
from sovaudit.model import SYSTEMIC, Fact, Finding, Inventory, Measured, Reference, Unknown
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

    def answers(self, codes: tuple[int, ...]) -> tuple[Measured, ...]:
        """Return the answers that codes stand for."""
        return tuple(column.answers[code] for column, code in zip(self.columns, codes, strict=True))


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
    row_of, others = _representatives(rows, outcomes, positions)
    reference, remedy = _reference(rule), said(rule.remedy)
    prefix = hashlib.sha256(f"{rule.id}\n".encode())
    cache: dict[tuple[int, ...], _Why] = {}
    stated = sightings.stated(rule) if of_components else None
    told: dict[Hashable, _Told] = {}
    shared: dict[str, tuple[_Why, int]] = {}
    answered = zip(*(codes[row_of].tolist() for codes in rows.codes), strict=True)
    for position, row, more, codes in zip(positions.tolist(), row_of.tolist(), others.tolist(), answered, strict=True):
        why = cache.get(codes)
        if why is None:
            why = cache[codes] = _why(rows, row, codes, told, case.as_of)
        outcome = RANKED[outcomes[position]]
        waiver = waived.ids.get(position) if outcome in ("fail", "unknown") else None
        if of_components and why.told.systemic and outcome == "unknown" and waiver is None:
            first, count = shared.get(why.told.reason, (why, 0))
            shared[why.told.reason] = first, count + 1
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
            evidence=sightings.of(position, stated) + why.evidence if of_components else why.evidence,
            remedy=remedy if outcome in ("fail", "unknown") else "",
            reference=reference,
            unknown=why.told.unknown,
            waiver=waiver,
        )
    alike: Counter[str] = Counter()  # the same reason may come with other details
    for why, count in shared.values():
        digest = prefix.copy()
        systemic = why.told.systemic
        digest.update(f"portfolio\n{systemic}\n{alike[systemic]}".encode("utf-8", "replace"))
        alike[systemic] += 1
        yield Finding(
            id=digest.hexdigest()[:12],
            rule=rule.id,
            dimension=rule.dimension,
            subject="portfolio",
            outcome="unknown",
            severity=rule.severity,
            reason=shared_sentence(why.told.reason, count),
            evidence=why.evidence,
            remedy=remedy,
            reference=reference,
            unknown=why.told.unknown,
            waiver=waived.shared,
            count=count,
        )


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


def _why(rows: Rows, row: int, codes: tuple[int, ...], told: dict[Hashable, _Told], as_of: date) -> _Why:
    """Say why, on what evidence, and what nobody knows.

    Args:
        rows: what the rule judged.
        row: the row that speaks.
        codes: of its answers.
        told: what was said of other answers, by their values; filled as needed.
        as_of: the day.
    """
    verdict = rows.verdicts[rows.numbers[row]]
    if verdict is NOT_IN_FORCE:
        return _Why(_Told(out_of_force(rows.rule, as_of)))
    answers = rows.answers(codes)
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
