# SPDX-License-Identifier: EUPL-1.2
"""What a contract says of giving the service back, L10: none, clause, plan (annexed), not_applicable.

Source: CCAG-TIC 2021 (reversibility and transferability); HDS v2.0, requirement 27; SecNumCloud 3.2, 19.1.h and i.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.lockin._contracts import clause
from sovaudit.measures.lockin._words import REVERSIBILITY
from sovaudit.model import Measured

NAME = "contract.reversibility"
SUBJECT = "contract"
TYPE = "string"
UNIT = ""
TITLE = {"fr": "Clause de réversibilité du marché", "en": "Reversibility clause of the contract"}
BASIS = "L10; CCAG-TIC 2021; HDS v2.0, EXI 27"
VALUES = REVERSIBILITY
ASKED_OF = "city"
QUESTION = {
    "fr": "Le marché « {subject} » a-t-il une clause de réversibilité, avec un plan annexé ?",
    "en": "Does the contract “{subject}” have a reversibility clause, with a plan annexed?",
}


def measure(position: int, case: Case) -> Measured:
    """Return what the register's column says."""
    return Measured(*clause(case, position, "reversibility", VALUES))
