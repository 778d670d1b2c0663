# SPDX-License-Identifier: EUPL-1.2
"""The same as `licence.expression`, for the licence that the register states of an application itself.

Its components have licences of their own (`licence.expression`); this one is read from the register's `licence` column.

Source: Loi n° 2016-1321 art. 16; SPDX 2.3 annex D.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.licensing._readings import answer, application_readings, declared_fact
from sovaudit.model import Measured

NAME = "application.licence.expression"
SUBJECT = "application"
TYPE = "string"
UNIT = ""
TITLE = {"fr": "Expression SPDX de la licence de l’application", "en": "SPDX expression of the application’s licence"}
BASIS = "Loi n° 2016-1321, art. 16"
QUESTION = {
    "fr": "Sous quelle licence l’application « {subject} » est-elle fournie ?",
    "en": "Under which licence is the application “{subject}” supplied?",
}


def measure(position: int, case: Case) -> Measured:
    """Return what the register's statement means, with the cell as evidence."""
    reading = application_readings(case)[position]
    return answer(reading, reading.expression, declared_fact(position, case))
