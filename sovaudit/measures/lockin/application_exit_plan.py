# SPDX-License-Identifier: EUPL-1.2
"""How far the plan to leave an application has come, L14: none, written, costed, tested.

The best of what is told: by a person, and by the contracts that count today (`exit_plan`). A plan may be the
city's own: a contract that has none does not contradict a person who tells of one.

Source: COM(2026) 502 (CADA, proposal), annex II(i) (migration plan); SecNumCloud 3.2, 19.1.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.lockin._contracts import clauses, furthest
from sovaudit.measures.lockin._words import EXIT_PLAN
from sovaudit.model import Measured

NAME = "application.exit_plan"
SUBJECT = "application"
TYPE = "string"
UNIT = ""
TITLE = {"fr": "Plan de sortie", "en": "Exit plan"}
BASIS = "L14; CADA (proposition), annexe II(i)"
VALUES = EXIT_PLAN
ASKED_OF = "city"
QUESTION = {
    "fr": "Un plan de sortie existe-t-il pour « {subject} » : aucun, rédigé, chiffré, testé ?",
    "en": "Is there an exit plan for “{subject}”: none, written, costed, tested?",
}
ORDER = ("none", "written", "costed", "tested")


def measure(position: int, case: Case) -> Measured:
    """Return the best plan that is told."""
    return furthest(clauses(case, NAME, position, "exit_plan", VALUES), ORDER)
