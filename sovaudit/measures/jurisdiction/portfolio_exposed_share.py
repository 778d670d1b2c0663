# SPDX-License-Identifier: EUPL-1.2
"""The share of all applications whose chain of control reaches a tier 3 country.

Unknown while one of them is not known; the counts are in the evidence. The tiers are our own classification.

Source: EU Cloud Sovereignty Framework v1.2.1, SOV-2 (law and jurisdiction).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._portfolio import exposed_share
from sovaudit.model import Measured

NAME = "portfolio.exposed_share"
SUBJECT = "portfolio"
TYPE = "float"
UNIT = "share"
TITLE = {"fr": "Part des applications sous contrôle de palier 3", "en": "Share of applications under tier 3 control"}
BASIS = "CSF v1.2.1, SOV-2"


def measure(position: int, case: Case) -> Measured:
    """Return exposed applications over all applications, 0..1."""
    return exposed_share(case, vital=False)


def rests_on(position: int, case: Case) -> list[tuple[str, int]]:
    """Return nothing: the rules on its applications ask."""
    return []
