# SPDX-License-Identifier: EUPL-1.2
"""How critical a public service is, 1 to 4 (4: vital), as its register says.

Source: the city's register of services; ReCyF v2.5 13.4 (ANSSI, 17 March 2026).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import Measured

NAME = "service.criticality"
SUBJECT = "service"
TYPE = "int"
UNIT = "1..4"
TITLE = {"fr": "Criticité du service", "en": "Criticality of the service"}
BASIS = "ReCyF v2.5, 13.4"
QUESTION = {
    "fr": "Quelle est la criticité du service « {subject} », de 1 à 4 (4 : vital) ?",
    "en": "How critical is the service “{subject}”, from 1 to 4 (4: vital)?",
}


def measure(position: int, case: Case) -> Measured:
    """Return the register's number."""
    facts = case.cells("service", position, "criticality")
    return Measured(facts[0].value, facts)
