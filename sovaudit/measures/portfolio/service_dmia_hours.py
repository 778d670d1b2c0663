# SPDX-License-Identifier: EUPL-1.2
"""For how many hours a public service may be interrupted at most (DMIA, *durée maximale d'interruption admissible*).

People also write DIMA; ISO 22301 calls it maximum tolerable period of disruption.

Source: ReCyF v2.5 13.4 (ANSSI, 17 March 2026); ISO 22301:2019, 8.2.2.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import Measured

NAME = "service.dmia_hours"
SUBJECT = "service"
TYPE = "float"
UNIT = "hours"
TITLE = {"fr": "Durée maximale d’interruption admissible (DMIA)", "en": "Maximum tolerable downtime (DMIA)"}
BASIS = "ReCyF v2.5, 13.4"
QUESTION = {
    "fr": "Combien d’heures le service « {subject} » peut-il être interrompu au plus (DMIA) ?",
    "en": "For how many hours may the service “{subject}” be interrupted at most?",
}


def measure(position: int, case: Case) -> Measured:
    """Return the register's number of hours."""
    facts = case.cells("service", position, "dmia_hours")
    return Measured(facts[0].value, facts)
