# SPDX-License-Identifier: EUPL-1.2
"""The same as `licence.dinum`, for the licence that the register states of an application itself.

Its components have licences of their own (`licence.dinum`); this one is read from the register's `licence` column.

Source: Loi n° 2016-1321 art. 16; SPDX 2.3 annex D.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.licensing._readings import answer, application_readings, declared_fact, on_list
from sovaudit.model import Measured

NAME = "application.licence.dinum"
SUBJECT = "application"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Licence de l’application acceptée par la DINUM", "en": "Application’s licence accepted by DINUM"}
BASIS = "Loi n° 2016-1321, art. 16"
ASKED_AS = "application.licence.expression"


def measure(position: int, case: Case) -> Measured:
    """Return what the register's statement means, with the cell as evidence."""
    reading = application_readings(case)[position]
    return answer(reading, on_list(reading, "DINUM"), declared_fact(position, case))
