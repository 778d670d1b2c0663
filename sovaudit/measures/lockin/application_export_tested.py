# SPDX-License-Identifier: EUPL-1.2
"""When an export of an application's data was last tested by reading it back, L07: the day, or never.

A day is written 2026-06-24 (ISO 8601); « jamais » is never.

Source: ReCyF v2.5, 13.2, by analogy (backups are restored to test them); Data Act, art. 25.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Measured

NAME = "application.export_tested"
SUBJECT = "application"
TYPE = "string"
UNIT = ""
TITLE = {"fr": "Dernier export réellement testé", "en": "Last export that was really tested"}
BASIS = "L07; ReCyF v2.5, 13.2 (par analogie)"
VALUES = {"never": ("jamais", "non testé", "aucun", "aucun test", "non", "no", "not tested")}
OTHERWISE = "date"
ASKED_OF = "city"
QUESTION = {
    "fr": "Quel jour l’export de « {subject} » a-t-il été testé pour la dernière fois (« jamais » sinon) ?",
    "en": "On which day was a full export of “{subject}” last tested (“never” if it was not)?",
}


def measure(position: int, case: Case) -> Measured:
    """Return that no file tells it."""
    return Measured(ABSENT)
