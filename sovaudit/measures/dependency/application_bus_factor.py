# SPDX-License-Identifier: EUPL-1.2
"""The fewest people who made half of the recent changes to an application's code; declared.

No file that cities hold tells it: a person answers, from the project's repository over the last twelve months.

Source: CHAOSS, “Contributor Absence Factor” (formerly bus factor); DINUM, floss-criteria, Resilience.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Measured

NAME = "application.bus_factor"
SUBJECT = "application"
TYPE = "int"
UNIT = "people"
TITLE = {"fr": "Facteur d’absence (bus factor)", "en": "Contributor absence factor"}
BASIS = "L27; CHAOSS, Contributor Absence Factor"
QUESTION = {
    "fr": "Combien de personnes, au moins, font la moitié des changements récents du code de « {subject} » ?",
    "en": "What is the fewest people who make half of the recent changes to the code of “{subject}”?",
}


def measure(position: int, case: Case) -> Measured:
    """Return that no file tells it."""
    return Measured(ABSENT)
