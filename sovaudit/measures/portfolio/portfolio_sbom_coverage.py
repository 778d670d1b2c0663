# SPDX-License-Identifier: EUPL-1.2
"""The share of applications that have a bill of materials.

Source: ReCyF v2.5 5.A.1: a map detailed enough to find the resources that an advisory concerns.

"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Fact, Measured, Source

NAME = "portfolio.sbom_coverage"
SUBJECT = "portfolio"
TYPE = "float"
UNIT = "share"
TITLE = {"fr": "Part d’applications avec nomenclature (SBOM)", "en": "Share of applications with a bill of materials"}
BASIS = "ReCyF v2.5, 5.A.1"


def measure(position: int, case: Case) -> Measured:
    """Return applications with a bill of materials over all applications, 0..1."""
    described = len({number for _file, number in case.inventory.claims})
    total = len(case.inventory.applications)
    source = Source("inventory")
    evidence = (Fact("described_applications", described, source), Fact("applications", total, source))
    return Measured(described / total if total else ABSENT, evidence)
