# SPDX-License-Identifier: EUPL-1.2
"""The pages that answer « where are we, what first? »: the summary and the portfolio."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import numpy as np
from msgspec import Struct

from sovaudit.language import _
from sovaudit.model import DIMENSIONS, SEVERITIES, Finding, Unknown
from sovaudit.reports import _format, _policies
from sovaudit.reports._format import NOT_ASSESSED, OPEN_CLASSES, Word, number, ratio, share
from sovaudit.reports._html_charts import Chart, outcomes
from sovaudit.reports._html_lens import WORST_FIRST, Lens, gravest
from sovaudit.reports._html_safe import shown, slug

PAGES = {
    "licensing": "licences",
    "jurisdiction": "juridiction",
    "lockin": "verrouillage",
    "dependency": "dependances",
    "continuity": "continuite",
    "frameworks": "referentiels",
}
"""Wing -> fragment of its page: the same in every language, so that a link in a memo stays good."""
DECISIONS = 5
NAMED = 3


class Tile(Struct, frozen=True):
    """One figure: how many of how many, and what that means."""

    title: str
    value: str
    whole: str
    detail: str


class DimensionBar(Struct, frozen=True):
    """Where one dimension stands; `chart` is None when no rule judges it."""

    name: str
    page: str
    chart: Chart | None


class Decision(Struct, frozen=True):
    """One thing to decide: a rule that fails, gravest and widest first; `others` are rules that ask the same."""

    title: str
    anchor: str
    severity: Word
    verdict: Word
    subjects: str
    applications: tuple[tuple[str, str], ...]
    concerned: str
    more: int
    owners: tuple[str, ...]
    remedy: str
    others: tuple[tuple[str, str], ...]


class Cell(Struct, frozen=True):
    """One application in one dimension; `order` sorts the worst first."""

    verdict: Word
    severity: Word | None
    fail: int
    unknown: int
    total: int
    waived: int
    order: int


class PortfolioRow(Struct, frozen=True):
    """One application in the heat map."""

    name: str
    link: str
    owner: str
    criticality: int
    cells: tuple[Cell, ...]


def oldest(lens: Lens) -> tuple[str, int | None]:
    """Return the oldest day of the data used, as shown, and its age in days on the day of the audit."""
    if not lens.audit.oldest:
        return _("no dated data"), None
    day = date.fromisoformat(lens.audit.oldest)
    age = (lens.audit.as_of - day).days
    return _format.day(day), age if age >= 0 else None


def coverage(lens: Lens) -> tuple[int, int]:
    """Return how many answers are known, over how many that apply."""
    every = lens.audit.totals.outcomes.values()
    known = sum(counts.get("pass", 0) + counts.get("fail", 0) for counts in every)
    return known, known + sum(counts.get("unknown", 0) for counts in every)


def tiles(lens: Lens) -> tuple[Tile, ...]:
    """Return the figures of the summary, each with its denominator."""
    totals, licensing = lens.audit.totals, lens.audit.licensing
    failing = [f for f in lens.audit.findings if f.outcome == "fail" and f.waiver is None]
    grave = [f for f in failing if f.severity == "blocking"]
    free = sum(each.licence_class in OPEN_CLASSES for each in licensing)
    dark = sum(each.licence_class == "unknown" for each in licensing)
    parts = component_classes(lens)
    free_parts = sum(parts.get(name, 0) for name in OPEN_CLASSES)
    known, applicable = coverage(lens)
    dark_parts = parts.get("unknown", 0)
    return (
        Tile(
            title=_("Applications with a blocking failure"),
            value=number(len(lens.concerned(grave))),
            whole=number(totals.applications),
            detail=_("with any failure: %(count)s") % {"count": number(len(lens.concerned(failing)))},
        ),
        Tile(_("Applications under an open licence"), number(free), number(totals.applications), _dark(dark)),
        Tile(_("Components under an open licence"), number(free_parts), number(totals.components), _dark(dark_parts)),
        Tile(_("Answers known"), number(known), number(applicable), share(known, applicable)),
        _files(totals.files),
    )


def _dark(count: int) -> str:
    return _("licence unknown: %(count)s") % {"count": number(count)}


def _files(counts: dict[str, int]) -> Tile:
    partial, rejected = (number(counts.get(status, 0)) for status in ("partial", "rejected"))
    detail = _("partly: %(partial)s; rejected: %(rejected)s") % {"partial": partial, "rejected": rejected}
    return Tile(_("Files wholly read"), number(counts.get("read", 0)), number(sum(counts.values())), detail)


def component_classes(lens: Lens) -> dict[str, int]:
    """Count distinct components by licence class."""
    readings = np.bincount(np.asarray(lens.audit.licence_of, dtype=np.int32), minlength=len(lens.audit.licences))
    found: Counter[str] = Counter()
    for reading, count in zip(lens.audit.licences, readings.tolist(), strict=True):
        found[reading.licence_class] += count
    return {name: count for name, count in found.items() if count}


def dimensions(lens: Lens) -> tuple[DimensionBar, ...]:
    """Return the bar of every dimension, those that nothing judges included."""
    counts = lens.audit.totals.outcomes
    return tuple(
        DimensionBar(name, PAGES[name], outcomes(counts.get(name, {})) if name in lens.assessed else None)
        for name in DIMENSIONS
    )


def decisions(lens: Lens) -> tuple[Decision, ...]:
    """Return what to decide first: failures not waived, then grave unknowns, by gravity then by reach.

    What several policies ask in the same words is one thing to decide, under the gravest of its rules.
    """
    ranked: list[tuple[tuple[int, int, int, int, str], str, list[Finding], list[int]]] = []
    for rule, findings in lens.by_rule.items():
        open_failures = [f for f in findings if f.outcome == "fail" and f.waiver is None]
        unknown = [f for f in findings if f.outcome == "unknown" and f.severity in ("blocking", "major")]
        for turn, kept in enumerate((open_failures, unknown)):
            if kept:
                reach = lens.concerned(kept)
                size = sum(finding.count for finding in kept)
                ranked.append(((turn, SEVERITIES.index(kept[0].severity), -len(reach), -size, rule), rule, kept, reach))
    ranked.sort(key=lambda item: item[0])
    same = _policies.same(lens.audit.rules)
    told: set[tuple[int, str]] = set()
    found = []
    for (turn, *_rest), rule, kept, reach in ranked:
        others = same.get(rule, ())
        if told.isdisjoint((turn, each) for each in others):
            found.append(_decision(lens, rule, kept, reach, others))
        told.add((turn, rule))
    return tuple(found[:DECISIONS])


def _decision(
    lens: Lens, rule: str, findings: Sequence[Finding], reach: Sequence[int], others: Sequence[str]
) -> Decision:
    used, first = lens.rules.get(rule), findings[0]
    judged = (
        sum(count for outcome, count in used.outcomes.items() if outcome != "not_applicable")
        if used
        else sum(finding.count for finding in findings)
    )
    owners = {o for n in reach if not isinstance(o := lens.applications[n].owner, Unknown)}
    return Decision(
        title=used.title if used else rule,
        anchor="#regle-" + slug(rule),
        severity=_format.severity(first.severity),
        verdict=_format.verdict(first.outcome),
        subjects=ratio(sum(finding.count for finding in findings), judged),
        applications=tuple((lens.name(n), f"#application-{lens.slugs[n]}") for n in reach[:NAMED]),
        concerned=ratio(len(reach), len(lens.applications)),
        more=max(0, len(reach) - NAMED),
        owners=tuple(shown(owner, 80) for owner in sorted(owners)[:NAMED]),
        remedy=first.remedy or (used.remedy if used else ""),
        others=tuple((shown(each, 80), "#regle-" + slug(each)) for each in others),
    )


def portfolio(lens: Lens) -> tuple[PortfolioRow, ...]:
    """Return the heat map: every application, the most critical first, then the worst."""
    gravity = {name: _component_gravity(lens, name) for name in lens.assessed}
    rows = []
    for position, application in enumerate(lens.applications):
        cells = tuple(_cell(lens, position, name, gravity.get(name)) for name in DIMENSIONS)
        owner = "" if isinstance(application.owner, Unknown) else shown(application.owner, 80)
        link = f"#application-{lens.slugs[position]}"
        rows.append(PortfolioRow(lens.name(position), link, owner, lens.criticality(position), cells))
    return tuple(
        sorted(
            rows,
            key=lambda r: (
                -r.criticality,
                min(c.order for c in r.cells),
                -sum(c.fail for c in r.cells),
                r.name,
                r.link,
            ),
        )
    )


def _component_gravity(lens: Lens, dimension: str) -> np.ndarray:
    """Per component, the rank of its gravest failure in a dimension, waived ones left out; past the last when none."""
    ranks = np.full(len(lens.inventory.components), len(SEVERITIES), dtype=np.int8)
    for position, findings in lens.by_component.items():
        if worst := gravest(f for f in findings if f.dimension == dimension):
            ranks[position] = SEVERITIES.index(worst)
    return ranks


def _cell(lens: Lens, position: int, dimension: str, gravity: np.ndarray | None) -> Cell:
    subject = f"application:{lens.applications[position].id}"
    score = lens.scores.get((subject, dimension))
    if gravity is None or score is None:
        return Cell(_format.verdict(NOT_ASSESSED), None, 0, 0, 0, 0, 1_000)
    own = gravest(f for f in lens.by_subject.get(subject, ()) if f.dimension == dimension)
    ranks = [int(gravity[held].min()) for held in (lens.components_of[position],) if held.size]
    rank = min([*ranks, SEVERITIES.index(own) if own else len(SEVERITIES)])
    severity = _format.severity(SEVERITIES[rank]) if rank < len(SEVERITIES) else None
    counts = score.outcomes
    order = 10 * WORST_FIRST.index(score.worst) + rank
    return Cell(
        _format.verdict(score.worst),
        severity,
        counts.get("fail", 0),
        counts.get("unknown", 0),
        score.total,
        score.waived,
        order,
    )
