# SPDX-License-Identifier: EUPL-1.2
"""How many people can change the code of an application and publish it; declared.

No file that cities hold tells it: a person answers, from the project's repository or the publisher's word.

Source: CHAOSS, “Contributors”; DINUM, floss-criteria, Resilience.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Measured

NAME = "application.maintainers"
SUBJECT = "application"
TYPE = "int"
UNIT = "people"
TITLE = {"fr": "Mainteneurs", "en": "Maintainers"}
BASIS = "L27; DINUM, floss-criteria, Resilience"
QUESTION = {
    "fr": "Combien de personnes maintiennent le code de « {subject} » ?",
    "en": "How many people maintain the code of “{subject}”?",
}


def measure(position: int, case: Case) -> Measured:
    """Return that no file tells it."""
    return Measured(ABSENT)
