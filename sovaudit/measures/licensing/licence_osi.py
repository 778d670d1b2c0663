# SPDX-License-Identifier: EUPL-1.2
"""Whether the Open Source Initiative approved a component's licence.

Source: SPDX licence list 3.29, flag `isOsiApproved`.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.licensing._readings import answer, component_codes, component_reading, on_list, stated
from sovaudit.model import Measured

NAME = "licence.osi"
SUBJECT = "component"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Licence approuvée par l’OSI", "en": "Licence approved by OSI"}
BASIS = "Open Source Definition; SPDX list flag isOsiApproved"
STATED = stated
ASKED_AS = "licence.expression"
reads = component_codes


def measure(position: int, case: Case) -> Measured:
    """Return whether that list has it."""
    reading = component_reading(position, case)
    return answer(reading, on_list(reading, "OSI"))
