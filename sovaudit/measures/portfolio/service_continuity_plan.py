# SPDX-License-Identifier: EUPL-1.2
"""Whether a plan says how a public service goes on, and comes back, without its applications (PCA, PRA); declared.

No register has it: a person answers.

Source: ReCyF v2.5 13.6 (ANSSI, 17 March 2026).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Measured

NAME = "service.continuity_plan"
SUBJECT = "service"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Plan de continuité ou de reprise (PCA, PRA)", "en": "Continuity or recovery plan"}
BASIS = "ReCyF v2.5, 13.6"
QUESTION = {
    "fr": "Un plan de continuité ou de reprise (PCA, PRA) couvre-t-il le service « {subject} » ?",
    "en": "Does a continuity or recovery plan cover the service “{subject}”?",
}


def measure(position: int, case: Case) -> Measured:
    """Return that no register tells it."""
    return Measured(ABSENT)
