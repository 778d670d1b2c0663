# SPDX-License-Identifier: EUPL-1.2
"""Whether and when the publisher changed the licence of an application, L04: the day of the last change, or never.

A day is written 2024-03-20 (ISO 8601); « jamais » is never.

Source: DINUM, floss-criteria (licences: changes); loi n° 2016-1321, art. 16 (durability).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Measured

NAME = "application.licence_changed"
SUBJECT = "application"
TYPE = "string"
UNIT = ""
TITLE = {"fr": "Dernier changement de licence par l’éditeur", "en": "Last change of licence by the publisher"}
BASIS = "L04; DINUM, floss-criteria"
VALUES = {"never": ("jamais", "aucun", "aucun changement", "non", "no")}
OTHERWISE = "date"
QUESTION = {
    "fr": "Quel jour l’éditeur de « {subject} » a-t-il changé sa licence en dernier (« jamais » sinon) ?",
    "en": "On which day did the publisher of “{subject}” last change its licence (“never” if it did not)?",
}


def measure(position: int, case: Case) -> Measured:
    """Return that no file tells it."""
    return Measured(ABSENT)
