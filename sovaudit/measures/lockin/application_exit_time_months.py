# SPDX-License-Identifier: EUPL-1.2
"""Months that it would take to leave an application for another, L13, by estimate.

Bands drawn from the Data Act: up to 4 months is the standard case, up to 10 the exceptional one, more is outside of it.

Source: Regulation (EU) 2023/2854 (Data Act), art. 25(2) and (4).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Measured

NAME = "application.exit_time_months"
SUBJECT = "application"
TYPE = "float"
UNIT = "months"
TITLE = {"fr": "Durée de sortie estimée", "en": "Estimated time to leave"}
BASIS = "L13; Data Act, art. 25"
ASKED_OF = "city"
QUESTION = {
    "fr": "En combien de mois la ville pourrait-elle quitter « {subject} » pour une autre solution ?",
    "en": "In how many months could the city leave “{subject}” for another solution?",
}


def measure(position: int, case: Case) -> Measured:
    """Return that no file tells it."""
    return Measured(ABSENT)
