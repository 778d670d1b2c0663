# SPDX-License-Identifier: EUPL-1.2
"""Whether the declared country of support and administration is a Member State of the Union.

Support that nobody outside the city gives (`none`) is.

Source: EU Cloud Sovereignty Framework v1.2.1, SOV-4; SecNumCloud 3.2, 19.2.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._chain import NOBODY
from sovaudit.measures.jurisdiction._countries import in_union
from sovaudit.model import Measured

NAME = "application.support_in_eu"
SUBJECT = "application"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Support et administration dans l’Union", "en": "Support and administration in the Union"}
BASIS = "CSF v1.2.1, SOV-4; SecNumCloud 3.2, 19.2"
ASKED_AS = "application.support_country"


def measure(position: int, case: Case) -> Measured:
    """Return whether support is in the Union."""
    where = case.known("application.support_country").of(position)
    if isinstance(where.value, str) and where.value.casefold() in NOBODY:
        return Measured(True, where.evidence)
    return in_union(case, where)
