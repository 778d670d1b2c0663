# SPDX-License-Identifier: EUPL-1.2
"""The share of the suppliers that the registers name and describe: publishers, hosters, holders.

Counted cell by cell: a supplier named three times and defined nowhere is missing three times.

Source: ReCyF v2.5 3.A.1 (map of the ecosystem; it may build on records of public contracts; ANSSI, 17 March 2026).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures._linked import organisation
from sovaudit.measures.portfolio._recyf import named
from sovaudit.model import ABSENT, Fact, Measured, Source

NAME = "portfolio.supplier_coverage"
SUBJECT = "portfolio"
TYPE = "float"
UNIT = "share"
TITLE = {"fr": "Part de fournisseurs décrits", "en": "Share of suppliers that are described"}
BASIS = "ReCyF v2.5, 3.A.1"
SHOWN = 5


def measure(position: int, case: Case) -> Measured:
    """Return named suppliers that are defined over all that are named, 0..1, with the first that are not."""
    cells = [fact for _role, fact in named(case)]
    missing = [each for each in cells if organisation(case, str(each.value)) is None]
    source = Source("inventory")
    counts = (Fact("defined_suppliers", len(cells) - len(missing), source), Fact("named", len(cells), source))
    return Measured((len(cells) - len(missing)) / len(cells) if cells else ABSENT, (*counts, *missing[:SHOWN]))
