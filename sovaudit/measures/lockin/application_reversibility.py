# SPDX-License-Identifier: EUPL-1.2
"""The weakest reversibility clause of an application's current contracts, L10: none, clause, plan (annexed).

`not_applicable` when each of them says so. One contract without a clause decides.

Source: CCAG-TIC 2021 (reversibility and transferability); HDS v2.0, requirement 27; SecNumCloud 3.2, 19.1.h and i.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.lockin._contracts import current, furthest
from sovaudit.measures.lockin._words import REVERSIBILITY
from sovaudit.model import Measured, Unknown

NAME = "application.reversibility"
SUBJECT = "application"
TYPE = "string"
UNIT = ""
TITLE = {"fr": "Réversibilité prévue aux marchés", "en": "Reversibility in the contracts"}
BASIS = "L10; CCAG-TIC 2021; HDS v2.0, EXI 27"
VALUES = REVERSIBILITY
ASKED_OF = "city"
QUESTION = {
    "fr": "Les marchés de « {subject} » prévoient-ils la réversibilité : aucun, clause, plan annexé ?",
    "en": "Do the contracts of “{subject}” provide for reversibility: none, clause, plan annexed?",
}
ORDER = ("plan", "clause", "none")


def measure(position: int, case: Case) -> Measured:
    """Return the weakest clause."""
    answers = [case.known("contract.reversibility").of(each) for each in current(case, position)]
    told = [
        (each.value if isinstance(each.value, str | Unknown) else str(each.value), each.evidence) for each in answers
    ]
    return furthest(told, ORDER)
