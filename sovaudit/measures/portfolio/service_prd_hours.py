# SPDX-License-Identifier: EUPL-1.2
"""How many hours of data a public service may lose at most (PRD, *point de rétablissement des données*).

People also write PDMA; ISO 22301 calls it recovery point objective.

Source: ReCyF v2.5 13.4 (ANSSI, 17 March 2026); ISO 22301:2019, 8.2.2.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import Measured

NAME = "service.prd_hours"
SUBJECT = "service"
TYPE = "float"
UNIT = "hours"
TITLE = {"fr": "Point de rétablissement des données (PRD)", "en": "Recovery point objective (PRD)"}
BASIS = "ReCyF v2.5, 13.4"
QUESTION = {
    "fr": "Combien d’heures de données le service « {subject} » peut-il perdre au plus (PRD) ?",
    "en": "How many hours of data may the service “{subject}” lose at most?",
}


def measure(position: int, case: Case) -> Measured:
    """Return the register's number of hours."""
    facts = case.cells("service", position, "prd_hours")
    return Measured(facts[0].value, facts)
