# SPDX-License-Identifier: EUPL-1.2
"""Whether the stated country of a hosting offer is a Member State of the Union; the EEA is not enough.

Source: SecNumCloud 3.2 (ANSSI, 8 March 2022), 19.2: data, technical data, administration and supervision in the
Union.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._countries import in_union
from sovaudit.model import Measured

NAME = "hosting.located_in_eu"
SUBJECT = "hosting"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Données hébergées dans l’Union", "en": "Data hosted in the Union"}
BASIS = "SecNumCloud 3.2, 19.2"
ASKED_AS = "hosting.country"


def measure(position: int, case: Case) -> Measured:
    """Return whether the country is in the Union."""
    return in_union(case, case.known("hosting.country").of(position))
