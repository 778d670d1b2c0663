# SPDX-License-Identifier: EUPL-1.2
"""The portfolio by who controls it: shares with their denominators, and what nobody knows as a row of its own."""

from __future__ import annotations

from collections import Counter

from sovaudit.language import _
from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._chain import links, open_links
from sovaudit.measures.jurisdiction._countries import code, named
from sovaudit.measures.portfolio.application_criticality import VITAL
from sovaudit.model import ABSENT, Fact, Measured, Source, Unknown, Value

_ALL = Source("inventory")


def exposed_share(case: Case, *, vital: bool) -> Measured:
    """Return the share of exposed applications, of all or of the vital ones; unknown while a part is."""
    chosen, unsure = _vital(case) if vital else (list(range(len(case.inventory.applications))), 0)
    answers = [case.known("application.exposed").of(each).value for each in chosen]
    exposed = sum(each is True for each in answers)
    unknown = sum(isinstance(each, Unknown) for each in answers)
    evidence = (
        Fact("exposed_applications", exposed, _ALL),
        Fact("unknown_applications", unknown, _ALL),
        Fact("vital_applications" if vital else "applications", len(chosen), _ALL),
        *((Fact("applications_of_unknown_criticality", unsure, _ALL),) if vital else ()),
    )
    if unknown or unsure:
        text = _("{exposed} exposed, {unknown} unknown of {total}; {unsure} of unknown criticality")
        said = text.format(exposed=exposed, unknown=unknown, total=len(chosen), unsure=unsure)
        return Measured(Unknown("unchecked", said), evidence)
    return Measured(exposed / len(chosen) if chosen else ABSENT, evidence)


def known_exposed(case: Case) -> Measured:
    """Return how many vital applications are known to be exposed, and which."""
    chosen, _unsure = _vital(case)
    found = [each for each in chosen if case.known("application.exposed").of(each).value is True]
    cells = tuple(fact for each in found for fact in case.cells("application", each, "id"))
    return Measured(len(found), cells or (Fact("vital_applications", len(chosen), _ALL),))


def control_countries(case: Case) -> Measured:
    """Return the countries of the controllers of publishers, with number and share."""
    column = case.known("application.publisher_ultimate_country")
    values = [column.of(each).value for each in range(len(case.inventory.applications))]
    if not values:
        return Measured(ABSENT)
    counts = Counter(_country(case, each) for each in values)
    order = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    text = _("{country}: {count} of {total} ({share} %)")
    lines = tuple(
        text.format(country=name, count=count, total=len(values), share=round(100 * count / len(values)))
        for name, count in order
    )
    return Measured(lines, (Fact("applications", len(values), _ALL),))


def coverage(case: Case) -> Measured:
    """Return the share of all links of all chains that are known."""
    numbers = range(len(case.inventory.applications))
    total = sum(len(links(case, each)) for each in numbers)
    unknown = sum(len(open_links(case, each)) for each in numbers)
    evidence = (Fact("known_links", total - unknown, _ALL), Fact("links", total, _ALL))
    return Measured((total - unknown) / total if total else ABSENT, evidence)


def _vital(case: Case) -> tuple[list[int], int]:
    """Return the applications of vital services, and how many may be though nobody knows.

    One that serves no service at all is none of them.
    """
    column = case.known("application.criticality")
    answers = [(each, column.of(each).value) for each in range(len(case.inventory.applications))]
    serving = [(each, value) for each, value in answers if case.inventory.applications[each].services]
    unsure = sum(isinstance(value, Unknown) for _each, value in serving)
    return [each for each, value in answers if value == VITAL], unsure


def _country(case: Case, value: Value | Unknown) -> str:
    if isinstance(value, Unknown):
        return _("nobody controls it: a community") if value.unknown == "none" else _("unknown")
    return named(case, code(case, str(value)))
