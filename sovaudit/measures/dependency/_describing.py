# SPDX-License-Identifier: EUPL-1.2
"""One flaw of one component -> the noun with its severity, its exploitation and its evidence."""

from __future__ import annotations

from collections.abc import Sequence

from sovaudit.knowledge.epss import scores
from sovaudit.knowledge.exploited import exploited
from sovaudit.language import _
from sovaudit.measures import Case
from sovaudit.measures.dependency._flaws import name
from sovaudit.measures.dependency._matching import Hit
from sovaudit.measures.dependency._severity import Severity, severity
from sovaudit.model import ABSENT, Fact, Source, Statement, Unknown, Vulnerability

ADVISORIES = 10
"""Advisories of one flaw that are evidence; all are named."""


def describe(
    subject: str,
    ids: Sequence[str],
    hits: Sequence[Hit],
    statement: Statement | None,
    still_open: bool,
    applications: tuple[str, ...],
    case: Case,
) -> Vulnerability:
    """Describe a flaw.

    Args:
        subject: node id of what has it.
        ids: its own, sorted.
        hits: the advisories that say so.
        statement: the VEX statement that counts, if any.
        still_open: whether it matters anywhere.
        applications: ids of those in which it does.
        case: the audit.
    """
    advisories = tuple(dict.fromkeys(hit.affected.advisory.id for hit in hits))
    rated = _severity(hits)
    listed, since = _exploited(ids, case)
    likely, probability = _epss(ids, case)
    stated = () if statement is None else (_vex(statement),)
    return Vulnerability(
        subject=subject,
        id=name(ids),
        ids=tuple(sorted({*ids, *advisories})),
        summary=next((hit.affected.advisory.summary for hit in hits if hit.affected.advisory.summary), ""),
        open=still_open,
        applications=applications,
        score=rated.score if rated else ABSENT,
        vector=rated.vector if rated else "",
        rated=rated.rated if rated else "",
        exploited=since,
        epss=probability,
        fixed=tuple(dict.fromkeys(version for hit in hits for version in hit.fixed)),
        advisories=advisories,
        status=statement.status if statement else "",
        justification=statement.justification if statement else "",
        source=statement.source if statement else Source(""),
        evidence=(*listed, *(_advisory(hit, rated, case) for hit in hits[:ADVISORIES]), *stated, *likely),
    )


def _severity(hits: Sequence[Hit]) -> Severity | None:
    every = [hit.affected for hit in hits]
    stated = [one for each in every for one in each.advisory.severity]
    stated += [one for each in every for entry in each.entries for one in entry.severity]
    return severity(stated, [each.advisory.word for each in every])


def _advisory(hit: Hit, rated: Severity | None, case: Case) -> Fact:
    notes = []
    if hit.fixed:
        notes.append(_("mended in {versions}").format(versions=", ".join(hit.fixed)))
    if rated is not None:
        notes.append(f"{rated.rated} {rated.score}" if rated.vector else f"{rated.rated} (>= {rated.score})")
    advisory, package = hit.affected.advisory, hit.package
    place = f"{advisory.id} {package.ecosystem} {package.name} {package.version}"
    return hit.affected.snapshot.fact("advisory", advisory.id, place, case.as_of, note=_("; ").join(notes))


def _exploited(ids: Sequence[str], case: Case) -> tuple[tuple[Fact, ...], str]:
    """Return the line of the catalogue of exploited vulnerabilities, and its day."""
    catalogue = exploited(case.library)
    found = [(one.added, cve) for cve in ids if (one := catalogue.look_up(cve)) is not None]
    if not found or catalogue.snapshot is None:
        return (), ""
    added, cve = min(found)
    return (catalogue.snapshot.fact("exploited", added.isoformat(), cve, case.as_of),), added.isoformat()


def _epss(ids: Sequence[str], case: Case) -> tuple[tuple[Fact, ...], float | Unknown]:
    """Return the highest probability of exploitation, and its line."""
    known = scores(case.library)
    if known.snapshot is None:
        return (), Unknown("no_data")
    found = [(one.probability, cve) for cve in ids if (one := known.look_up(cve)) is not None]
    if not found:
        return (), ABSENT
    probability, cve = max(found)
    return (known.snapshot.fact("epss", probability, cve, case.as_of),), probability


def _vex(statement: Statement) -> Fact:
    said = ": ".join(filter(None, (statement.status, statement.justification)))
    return Fact("vex", said, statement.source, note=statement.detail[:300])
