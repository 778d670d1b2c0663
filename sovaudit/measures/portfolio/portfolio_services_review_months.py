# SPDX-License-Identifier: EUPL-1.2
"""How many months ago the list of services and of what they rely on was last reviewed; declared.

Source: ReCyF v2.5 1.3 (yearly review; ANSSI, 17 March 2026).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Measured

NAME = "portfolio.services_review_months"
SUBJECT = "portfolio"
TYPE = "int"
UNIT = "months"
TITLE = {"fr": "Mois depuis la revue de la liste des services", "en": "Months since the list of services was reviewed"}
BASIS = "ReCyF v2.5, 1.3"
QUESTION = {
    "fr": "Il y a combien de mois la liste des services et de leurs applications ({subject}) a-t-elle été revue ?",
    "en": "How many months ago was the list of services and their applications ({subject}) reviewed?",
}


def measure(position: int, case: Case) -> Measured:
    """Return that no register tells it."""
    return Measured(ABSENT)
