# SPDX-License-Identifier: EUPL-1.2
"""Vulnerabilities and compositions of a CycloneDX file -> statements, with the entries they speak of.

| `analysis.state` | status |
| --- | --- |
| `exploitable` | `affected` |
| `resolved`, `resolved_with_pedigree` | `fixed` |
| `in_triage` | `under_investigation` |
| `not_affected`, `false_positive` | `not_affected` |
| none | `reported` |

Source: https://cyclonedx.org/docs/1.7/json/#vulnerabilities_items_analysis and #compositions
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from sovaudit.language import _
from sovaudit.model import Composition, Statement
from sovaudit.readers._cyclonedx import CompositionSaid, Vulnerability
from sovaudit.readers._edges import BOM_LINK, NOWHERE
from sovaudit.readers._grouped import Grouped

STATUS = {
    "exploitable": "affected",
    "resolved": "fixed",
    "resolved_with_pedigree": "fixed",
    "in_triage": "under_investigation",
    "not_affected": "not_affected",
    "false_positive": "not_affected",
}

Positions = Mapping[str | None, int]


def statements(
    vulnerabilities: Sequence[tuple[str, Vulnerability]], positions: Positions, said: Grouped
) -> tuple[tuple[Statement, ...], bool]:
    """Make a statement of each vulnerability; tell whether one was lost, having no id at all."""
    found = []
    for place, each in vulnerabilities:
        others = [other.id for other in each.references or () if other.id]
        name = each.id or next(iter(others), "")
        if not name:
            said.say(place, _("a vulnerability without any id"), _("ask its author for its CVE number"))
            continue
        found.append(_statement(each, name, others, place, positions, said))
    return tuple(found), len(found) < len(vulnerabilities)


def _statement(
    each: Vulnerability, name: str, others: list[str], place: str, positions: Positions, said: Grouped
) -> Statement:
    analysis = each.analysis
    state = (analysis.state if analysis else None) or ""
    if state and state not in STATUS:
        said.say(place, _("state of the analysis that the format does not have: {state}"), state=state[:40])
    entries: dict[int, None] = {}
    products: dict[str, None] = {}
    for ref in [affected.ref for affected in each.affects or () if affected.ref]:
        position = positions.get(ref)
        if position is not None and position != NOWHERE:
            entries[position] = None
            continue
        products[ref] = None
        if position is None and not ref.startswith((BOM_LINK, "pkg:")):
            said.say(place, _("speaks of a reference that the file does not define: {ref}"), ref=ref[:80])
    advisories = [advisory.url for advisory in each.advisories or ()]
    told = (analysis.detail if analysis else None, each.recommendation, *advisories)
    moments = (analysis.lastUpdated, analysis.firstIssued) if analysis else ()
    return Statement(
        vulnerability=name,
        aliases=tuple(dict.fromkeys(other for other in others if other != name)),
        products=tuple(products),
        entries=tuple(entries),
        status=STATUS.get(state, "reported"),
        justification=(analysis.justification if analysis else None) or "",
        detail="\n".join(filter(None, told)),
        as_of=next(filter(None, (*moments, each.updated)), ""),
        place=place,
    )


def completeness(
    compositions: Sequence[tuple[str, CompositionSaid]], positions: Positions, services: Container[str], said: Grouped
) -> tuple[Composition, ...]:
    """Say what the file says of its own completeness; one that is not complete is also an Issue.

    One that speaks of services or vulnerabilities alone, or of nothing that the file defines, says nothing of entries.
    """
    found = []
    for place, each in compositions:
        refs = (*(each.assemblies or ()), *(each.dependencies or ()))
        if each.aggregate != "complete":
            text = _("the file says that what it lists here is not known to be complete: {aggregate}")
            hint = _("what is missing is not known: do not read it as nothing")
            said.say(place, text, hint, aggregate=each.aggregate[:40])
        known = {ref: positions[ref] for ref in refs if positions.get(ref, NOWHERE) != NOWHERE}
        for ref in refs:
            if ref not in positions and ref not in services and not ref.startswith(BOM_LINK):
                said.say(place, _("speaks of a reference that the file does not define: {ref}"), ref=ref[:80])
        if known or not (refs or each.vulnerabilities):
            found.append(Composition(each.aggregate, tuple(dict.fromkeys(known.values())), place))
    return tuple(found)
