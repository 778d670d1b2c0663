# SPDX-License-Identifier: EUPL-1.2
"""Days within which the supplier carries out a switch to another, L11, as the contract has it.

Source: Regulation (EU) 2023/2854 (Data Act), art. 25(2)(a): 30 days at most, or 25(4): seven months where unfeasible.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Measured

NAME = "application.transition_days"
SUBJECT = "application"
TYPE = "int"
UNIT = "days"
TITLE = {"fr": "Délai de transition vers un autre fournisseur", "en": "Time of transition to another supplier"}
BASIS = "L11; Data Act, art. 25(2)(a)"
QUESTION = {
    "fr": "En combien de jours le fournisseur de « {subject} » s’engage-t-il à mener la transition vers un autre ?",
    "en": "Within how many days does the supplier of “{subject}” undertake to carry out the transition to another?",
}


def measure(position: int, case: Case) -> Measured:
    """Return that no file tells it."""
    return Measured(ABSENT)
