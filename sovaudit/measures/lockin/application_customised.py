# SPDX-License-Identifier: EUPL-1.2
"""Whether an application was changed for the city beyond its settings, L21: such work does not follow to another.

Source: DINUM, floss-criteria (Technical).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Measured

NAME = "application.customised"
SUBJECT = "application"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Développements spécifiques à la ville", "en": "Development specific to the city"}
BASIS = "L21"
VALUES = {
    "true": ("spécifique", "oui, documenté", "modifié"),
    "false": ("standard", "paramétrage seul", "aucun", "aucune"),
}
ASKED_OF = "city"
QUESTION = {
    "fr": "« {subject} » a-t-il été modifié pour la ville au-delà de son paramétrage (états, interfaces…) ?",
    "en": "Was “{subject}” changed for the city beyond its settings (reports, interfaces, development)?",
}


def measure(position: int, case: Case) -> Measured:
    """Return that no file tells it."""
    return Measured(ABSENT)
