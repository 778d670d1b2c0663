# SPDX-License-Identifier: EUPL-1.2
"""What the register says: public, internal, personal, health or sensitive.

Source: the city's register of applications.

"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import Fact, Measured
from sovaudit.readers._columns import VOCABULARIES

NAME = "application.data_sensitivity"
SUBJECT = "application"
TYPE = "string"
UNIT = ""
TITLE = {"fr": "Sensibilité des données", "en": "Sensitivity of the data"}
BASIS = "Register of applications; loi SREN n° 2024-449, art. 31"
ASKED_OF = "city"
QUESTION = {
    "fr": "De quelle nature sont les données les plus sensibles que « {subject} » traite ?",
    "en": "Of what kind are the most sensitive data that “{subject}” handles?",
}
VALUES = VOCABULARIES["sensitivity"]


def measure(position: int, case: Case) -> Measured:
    """Return the register's word, declared by whoever keeps it."""
    application = case.inventory.applications[position]
    return Measured(
        application.data_sensitivity,
        (Fact("data_sensitivity", application.data_sensitivity, application.origin.source("data_sensitivity")),),
    )
