# SPDX-License-Identifier: EUPL-1.2
"""How many vital services stop when an organisation alone is lost, with all that it controls.

Alternatives that hold are counted as holding.

Source: ReCyF v2.5 13.6 and 13.7 (ANSSI, 17 March 2026); ISO 22301:2019, 8.2.2.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.continuity._stopping import vital_services
from sovaudit.model import Measured

NAME = "organisation.vital_services"
SUBJECT = "organisation"
TYPE = "int"
UNIT = "services"
TITLE = {
    "fr": "Services vitaux arrêtés avec l’organisation et ce qu’elle contrôle",
    "en": "Vital services that stop with the organisation and what it controls",
}
BASIS = "ReCyF v2.5, 13.6, 13.7"


def measure(position: int, case: Case) -> Measured:
    """Return the number of vital services, with the ways to it."""
    return vital_services("organisation", position, case)
