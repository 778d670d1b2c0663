# SPDX-License-Identifier: EUPL-1.2
"""The class of a component's licence: what it lets the city do.

permissive, public_domain, weak_copyleft, strong_copyleft, network_copyleft, source_available, proprietary. OR takes the
best of its parts, AND the worst; an exception (WITH) can soften a copyleft. Classes follow the categories of ScanCode's
LicenseDB, with a table of our own where a network clause or a source-available licence must show.

Source: ScanCode LicenseDB (CC-BY-4.0); code.gouv.fr, licences accepted by DINUM.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.licensing._readings import answer, component_codes, component_reading, stated
from sovaudit.model import Measured

NAME = "licence.class"
SUBJECT = "component"
TYPE = "string"
UNIT = ""
TITLE = {"fr": "Classe de la licence", "en": "Class of the licence"}
BASIS = "ScanCode LicenseDB categories; DINUM list"
STATED = stated
ASKED_AS = "licence.expression"
reads = component_codes


def measure(position: int, case: Case) -> Measured:
    """Return the class; a class that is not known is unknown, never a class of its own."""
    reading = component_reading(position, case)
    return answer(reading, reading.licence_class)
