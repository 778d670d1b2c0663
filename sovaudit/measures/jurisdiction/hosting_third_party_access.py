# SPDX-License-Identifier: EUPL-1.2
"""Whether a third party seated outside the Union, or controlled from there, could technically obtain data; declared.

Customer data and technical data alike; subcontractors count.

Source: SecNumCloud 3.2 (ANSSI, 8 March 2022), 19.6.c.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Measured

NAME = "hosting.third_party_access"
SUBJECT = "hosting"
TYPE = "bool"
UNIT = ""
TITLE = {
    "fr": "Accès technique d’un tiers hors Union aux données",
    "en": "Technical access of a third party from outside the Union",
}
BASIS = "SecNumCloud 3.2, 19.6.c"
QUESTION = {
    "fr": "Un tiers hors Union (sous-traitant compris) peut-il techniquement obtenir des données de « {subject} » ?",
    "en": "Can a third party from outside the Union (subcontractors included) technically obtain data of “{subject}”?",
}


def measure(position: int, case: Case) -> Measured:
    """Return that no file tells it."""
    return Measured(ABSENT)
