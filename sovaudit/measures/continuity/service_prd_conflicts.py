# SPDX-License-Identifier: EUPL-1.2
"""How many applications that a public service requires may lose more hours of data than the service can bear.

The PRD of the service (*point de rétablissement des données*) against the RPO of each application. Unknown without a
PRD, and where none loses too much but the RPO of one is unknown.

Source: ReCyF v2.5 13.4 (PRD; ANSSI, 17 March 2026); ISO 22301:2019 (RPO).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.continuity._held import held
from sovaudit.model import Measured

NAME = "service.prd_conflicts"
SUBJECT = "service"
TYPE = "int"
UNIT = "conflicts"
TITLE = {
    "fr": "Pertes de données possibles au-delà du PRD du service",
    "en": "Possible losses of data beyond the service’s recovery point",
}
BASIS = "ReCyF v2.5, 13.4"
ASKED_AS = "service.prd_hours"


def measure(position: int, case: Case) -> Measured:
    """Return the number of conflicts, each with the way to it."""
    return held(position, case, "prd_hours", "rpo_hours", "prd_rpo")
