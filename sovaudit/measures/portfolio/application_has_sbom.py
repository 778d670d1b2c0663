# SPDX-License-Identifier: EUPL-1.2
"""Whether an application has a bill of materials that could be read.

Source: Regulation (EU) 2024/2847 (CRA) annex I part II(1); COM(2026) 502 (CADA, proposal) annex II(i).

"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import Fact, Measured

NAME = "application.has_sbom"
SUBJECT = "application"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Nomenclature logicielle (SBOM) disponible", "en": "Bill of materials (SBOM) available"}
BASIS = "CRA, annex I part II(1)"
QUESTION = {
    "fr": "Pouvez-vous fournir une nomenclature logicielle (SBOM) de « {subject} » ?",
    "en": "Can you supply a bill of materials (SBOM) of “{subject}”?",
}


def measure(position: int, case: Case) -> Measured:
    """Return whether a file that was read describes it."""
    application = case.inventory.applications[position]
    found = position in case.once("claimed", lambda case: {number for _file, number in case.inventory.claims})
    return Measured(found, (Fact("sbom", application.sbom, application.origin.source("sbom")),))
