# SPDX-License-Identifier: EUPL-1.2
"""What the inventory holds for the measures of ReCyF that it can serve: a line each, `3.A.2 4/12`, met over all.

The evidence for an auditor: how many services have an owner, applications, a DMIA and a PRD; how many suppliers that
are named are described, and have a contact; how many applications have a bill of materials, and a version that is
supported. What is unknown is not met.

Source: ReCyF v2.5 1.1, 3.A.1, 3.A.2, 5.A.1, 5.B.7 and 13.4 (ANSSI, 17 March 2026).
"""

from __future__ import annotations

from collections.abc import Callable

from sovaudit.measures import Case
from sovaudit.measures._linked import organisation
from sovaudit.measures.portfolio._recyf import named
from sovaudit.model import ABSENT, Fact, Measured, Source, Unknown, Value

NAME = "portfolio.recyf_evidence"
SUBJECT = "portfolio"
TYPE = "list"
UNIT = ""
TITLE = {"fr": "Preuves ReCyF dans l’inventaire", "en": "ReCyF evidence in the inventory"}
BASIS = "ReCyF v2.5"

_POINTS: tuple[tuple[str, str, Callable[[Value], bool]], ...] = (
    ("1.1 owner", "service.has_owner", lambda value: value is True),
    ("1.1 applications", "service.applications", bool),
    ("3.A.2", "organisation.contact", bool),
    ("5.A.1", "application.has_sbom", lambda value: value is True),
    ("5.B.7", "application.supported", lambda value: value is True),
    ("13.4 DMIA", "service.dmia_hours", lambda _value: True),
    ("13.4 PRD", "service.prd_hours", lambda _value: True),
)


def measure(position: int, case: Case) -> Measured:
    """Return a line a point, those without any subject left out."""
    lines = []
    facts = []
    cells = [fact for _role, fact in named(case)]
    described = sum(organisation(case, str(each.value)) is not None for each in cells)
    counts = [("3.A.1", described, len(cells))]
    for point, name, met in _POINTS:
        column = case.known(name)
        values = [column.of(each).value for each in range(len(column.codes))]
        counts.append((point, sum(not isinstance(each, Unknown) and met(each) for each in values), len(values)))
    for point, good, total in sorted(counts, key=lambda each: each[0]):
        if total:
            lines.append(f"{point} {good}/{total}")
            facts.append(Fact(point, good, Source("inventory")))
    return Measured(tuple(lines) or ABSENT, tuple(facts))
