# SPDX-License-Identifier: EUPL-1.2
"""How many vital services stop when a hosting alone is lost; alternatives that hold are counted as holding.

Source: ReCyF v2.5 13.6 and 13.7 (ANSSI, 17 March 2026); ISO 22301:2019, 8.2.2.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.continuity._stopping import vital_services
from sovaudit.model import Measured

NAME = "hosting.vital_services"
SUBJECT = "hosting"
TYPE = "int"
UNIT = "services"
TITLE = {"fr": "Services vitaux arrêtés avec l’hébergement", "en": "Vital services that stop with the hosting"}
BASIS = "ReCyF v2.5, 13.6, 13.7"


def measure(position: int, case: Case) -> Measured:
    """Return the number of vital services, with the ways to it."""
    return vital_services("hosting", position, case)
