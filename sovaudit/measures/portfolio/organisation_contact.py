# SPDX-License-Identifier: EUPL-1.2
"""Whom to call at a supplier, in a crisis too: a function or a shared address rather than a person; declared.

No register has it: a person answers.

Source: ReCyF v2.5 3.A.2 (at least one contact for each supplier) and 14.4 (directory; ANSSI, 17 March 2026).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Measured

NAME = "organisation.contact"
SUBJECT = "organisation"
TYPE = "string"
UNIT = ""
TITLE = {"fr": "Contact chez le prestataire", "en": "Contact at the supplier"}
BASIS = "ReCyF v2.5, 3.A.2"
QUESTION = {
    "fr": "Quel contact (fonction, adresse partagée, numéro d’astreinte) joindre chez « {subject} » ?",
    "en": "Which contact (function, shared address, on-call number) is there at “{subject}”?",
}


def measure(position: int, case: Case) -> Measured:
    """Return that no register tells it."""
    return Measured(ABSENT)
