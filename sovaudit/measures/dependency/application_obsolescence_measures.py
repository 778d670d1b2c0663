# SPDX-License-Identifier: EUPL-1.2
"""Whether measures that make up for lost support were decided for an application; declared.

Isolation, filtering, closer watching: ReCyF asks for them where a version that is out of support must stay.

Source: ReCyF v2.5 5.B.9 (ANSSI, 17 March 2026).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Measured

NAME = "application.obsolescence_measures"
SUBJECT = "application"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Mesures compensatoires de l’obsolescence", "en": "Measures that make up for lost support"}
BASIS = "ReCyF v2.5, 5.B.9"
ASKED_OF = "city"
QUESTION = {
    "fr": "Des mesures compensatoires (isolement, filtrage, surveillance) sont-elles décidées pour « {subject} » ?",
    "en": "Were compensating measures (isolation, filtering, watching) decided for “{subject}”?",
}


def measure(position: int, case: Case) -> Measured:
    """Return that no file tells it."""
    return Measured(ABSENT)
