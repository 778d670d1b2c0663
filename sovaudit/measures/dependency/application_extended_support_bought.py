# SPDX-License-Identifier: EUPL-1.2
"""Whether the city pays for extended support of a release whose support has ended; declared.

No file tells it: a person answers.

Source: ReCyF v2.5 5.B.9 (measures for what is out of support).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Measured

NAME = "application.extended_support_bought"
SUBJECT = "application"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Extension de support souscrite", "en": "Extended support bought"}
BASIS = "ReCyF v2.5, 5.B.9"
ASKED_OF = "city"
QUESTION = {
    "fr": "La ville a-t-elle souscrit l’extension payante du support de « {subject} » ?",
    "en": "Has the city bought the paid extension of support for “{subject}”?",
}


def measure(position: int, case: Case) -> Measured:
    """Return that no file tells it."""
    return Measured(ABSENT)
