# SPDX-License-Identifier: EUPL-1.2
"""Whether the city's crisis arrangements cover an application that somebody else runs for it; declared.

Who declares the crisis, who answers, who restores: written with the provider.

Source: ReCyF v2.5 14.8 (outsourced services are covered; ANSSI, 17 March 2026).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Measured

NAME = "application.crisis_covered"
SUBJECT = "application"
TYPE = "bool"
UNIT = ""
TITLE = {
    "fr": "Application couverte par le dispositif de crise",
    "en": "Application covered by the crisis arrangements",
}
BASIS = "ReCyF v2.5, 14.8"
ASKED_OF = "city"
QUESTION = {
    "fr": "Le dispositif de crise convenu avec le prestataire couvre-t-il « {subject} » ?",
    "en": "Do the crisis arrangements made with the provider cover “{subject}”?",
}


def measure(position: int, case: Case) -> Measured:
    """Return that no register tells it."""
    return Measured(ABSENT)
