# SPDX-License-Identifier: EUPL-1.2
"""The findings on one application: failures in full, the others in a line each.

A city has twelve times as many unknown and fulfilled rules as failures; written out with their remedies and evidence
they took 3.4 MB for 93 applications. The page of the rule has the remedy, the measures below have the evidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct

from sovaudit.model import SEVERITIES, Finding, Unknown
from sovaudit.reports import _format
from sovaudit.reports._format import Word
from sovaudit.reports._html_lens import Lens
from sovaudit.reports._html_safe import shown, slug

MANY = 150
"""Applications from which on what does not fail is counted, not listed: 416 pages would take 5 MB more."""
WHY = 140
"""Characters of the reason of an unknown that no measure explains."""


class Said(Struct, frozen=True):
    """A finding in a line: the rule's title, the fragment of its card, why nobody knows, its waiver."""

    title: str
    link: str
    why: str
    waiver: str


class Findings(Struct, frozen=True):
    """The findings on one application; `unknown` by severity, the gravest first; `counted` where they are too many."""

    failed: tuple[Finding, ...]
    unknown: tuple[tuple[Word, tuple[Said, ...]], ...]
    passed: tuple[Said, ...]
    beside: tuple[Said, ...]
    there: bool
    counted: tuple[tuple[Word, int], ...] = ()


def findings(lens: Lens, position: int) -> Findings:
    """Sort the findings on an application by outcome."""
    every = lens.by_subject.get(f"application:{lens.applications[position].id}", ())
    of: dict[str, list[Finding]] = defaultdict(list)
    for each in every:
        of[each.outcome].append(each)
    if len(lens.applications) > MANY:
        counted = tuple((_format.verdict(o), len(of[o])) for o in ("unknown", "pass", "not_applicable") if of[o])
        return Findings(tuple(of["fail"]), (), (), (), bool(every), counted)
    unknown = (
        (_format.severity(name), _said(lens, position, (f for f in of["unknown"] if f.severity == name)))
        for name in SEVERITIES
    )
    return Findings(
        failed=tuple(of["fail"]),
        unknown=tuple((word, said) for word, said in unknown if said),
        passed=_said(lens, position, of["pass"]),
        beside=_said(lens, position, of["not_applicable"]),
        there=bool(every),
    )


def _said(lens: Lens, position: int, found: Iterable[Finding]) -> tuple[Said, ...]:
    return tuple(
        Said(
            shown(lens.rules[each.rule].title if each.rule in lens.rules else each.rule, 200),
            "#regle-" + slug(each.rule),
            _why(lens, position, each) if each.outcome == "unknown" else "",
            each.waiver or "",
        )
        for each in found
    )


def _why(lens: Lens, position: int, finding: Finding) -> str:
    """Say why nobody knows, in the fewest words: the reasons of the measures on which it hangs."""
    reasons = []
    for name in finding.unknown:
        column = lens.measured.get(name)
        value = column.answers[position].value if column and column.subject == "application" else None
        if isinstance(value, Unknown):
            reasons.append(_format.unknown_reason(value.unknown))
    if reasons:
        return shown(", ".join(dict.fromkeys(reasons)), 200)
    return shown(finding.reason if len(finding.reason) <= WHY else finding.reason[: WHY - 1].rstrip() + "…")
