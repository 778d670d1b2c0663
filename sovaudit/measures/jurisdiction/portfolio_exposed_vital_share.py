# SPDX-License-Identifier: EUPL-1.2
"""The share of the applications of vital services (criticality 4) whose chain reaches a tier 3 country.

Unknown while one of them is not known, or while it is not known of an application whether it is vital; the counts are
in the evidence. The tiers are our own classification.

Source: EU Cloud Sovereignty Framework v1.2.1, SOV-2 (law and jurisdiction); ReCyF v2.5 1.1.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._portfolio import exposed_share
from sovaudit.model import Measured

NAME = "portfolio.exposed_vital_share"
SUBJECT = "portfolio"
TYPE = "float"
UNIT = "share"
TITLE = {
    "fr": "Part des applications vitales sous contrôle de palier 3",
    "en": "Share of vital applications under tier 3 control",
}
BASIS = "CSF v1.2.1, SOV-2"


def measure(position: int, case: Case) -> Measured:
    """Return exposed vital applications over vital applications, 0..1."""
    return exposed_share(case, vital=True)


def rests_on(position: int, case: Case) -> list[tuple[str, int]]:
    """Return nothing: the rules on its applications ask."""
    return []
