# SPDX-License-Identifier: EUPL-1.2
"""The number of applications of vital services that are known to be exposed: at least so many, whatever is unknown.

Source: EU Cloud Sovereignty Framework v1.2.1, SOV-2 (law and jurisdiction).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._portfolio import known_exposed
from sovaudit.model import Measured

NAME = "portfolio.exposed_vital_known"
SUBJECT = "portfolio"
TYPE = "int"
UNIT = ""
TITLE = {
    "fr": "Applications vitales connues sous contrôle de palier 3",
    "en": "Vital applications known to be under tier 3 control",
}
BASIS = "CSF v1.2.1, SOV-2"


def measure(position: int, case: Case) -> Measured:
    """Return the count, with the applications."""
    return known_exposed(case)
