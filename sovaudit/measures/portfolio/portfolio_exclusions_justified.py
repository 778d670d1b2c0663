# SPDX-License-Identifier: EUPL-1.2
"""Whether what was left out of the list of services was left out for a written reason; declared.

Source: ReCyF v2.5 1.2 (exclusions are justified; ANSSI, 17 March 2026).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Measured

NAME = "portfolio.exclusions_justified"
SUBJECT = "portfolio"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Exclusions justifiées par écrit", "en": "Exclusions justified in writing"}
BASIS = "ReCyF v2.5, 1.2"
QUESTION = {
    "fr": "Ce que la liste des services exclut ({subject}) l’est-il par un motif écrit (oui si rien n’est exclu) ?",
    "en": "Is what the list of services leaves out ({subject}) left out for a written reason, or is nothing left out?",
}


def measure(position: int, case: Case) -> Measured:
    """Return that no register tells it."""
    return Measured(ABSENT)
