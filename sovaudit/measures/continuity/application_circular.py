# SPDX-License-Identifier: EUPL-1.2
"""Whether an application needs itself, by way of others: after a stop, which one is to start first?

Source: ANSSI PA-046 (mapping of information systems, 2018), dependencies between applications; ReCyF v2.5 13.6.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.continuity._network import needed, restart, way
from sovaudit.model import Fact, Measured

NAME = "application.circular"
SUBJECT = "application"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Application prise dans une dépendance circulaire", "en": "Application in a circular dependency"}
BASIS = "ANSSI PA-046 ; ReCyF v2.5, 13.6"


def measure(position: int, case: Case) -> Measured:
    """Return whether it is in a cycle, with the others of it; false rests on all that the registers say it needs."""
    application = case.inventory.applications[position]
    own = f"application:{application.id}"
    cycle = next((each for each in restart(case).cycles if own in each), ())
    others = way(case, own, [each for each in cycle if each != own], "needs")
    if cycle:
        return Measured(True, others)
    return Measured(False, (Fact("needs", len(needed(case, own)), application.origin.source()),))
