# SPDX-License-Identifier: EUPL-1.2
"""The same as `licence.recognised`, for the licence that the register states of an application itself.

Its components have licences of their own (`licence.recognised`); this one is read from the register's `licence` column.

Source: Loi n° 2016-1321 art. 16; SPDX 2.3 annex D.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.licensing._readings import answer, application_readings, declared_fact
from sovaudit.model import Measured

NAME = "application.licence.recognised"
SUBJECT = "application"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Application sous licence libre reconnue", "en": "Application under a recognised open licence"}
BASIS = "Loi n° 2016-1321, art. 16"
ASKED_AS = "application.licence.expression"


def measure(position: int, case: Case) -> Measured:
    """Return what the register's statement means, with the cell as evidence."""
    reading = application_readings(case)[position]
    return answer(reading, reading.recognised, declared_fact(position, case))
