# SPDX-License-Identifier: EUPL-1.2
"""The fewest organisations that made half of the recent changes to an application's code; declared.

No file that cities hold tells it: a person answers, from the project's repository over the last twelve months.

Source: CHAOSS, “Elephant Factor”; DINUM, floss-criteria, Resilience.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Measured

NAME = "application.elephant_factor"
SUBJECT = "application"
TYPE = "int"
UNIT = "organisations"
TITLE = {"fr": "Facteur éléphant", "en": "Elephant factor"}
BASIS = "L27; CHAOSS, Elephant Factor"
QUESTION = {
    "fr": "Combien d’organisations, au moins, font la moitié des changements récents du code de « {subject} » ?",
    "en": "What is the fewest organisations that make half of the recent changes to the code of “{subject}”?",
}


def measure(position: int, case: Case) -> Measured:
    """Return that no file tells it."""
    return Measured(ABSENT)
