# SPDX-License-Identifier: EUPL-1.2
"""Whether the Open Source Initiative approved a component's licence.

Source: SPDX licence list 3.29, flag `isOsiApproved`.
"""

from __future__ import annotations

from numpy import int32
from numpy.typing import NDArray

from sovaudit.measures import Case
from sovaudit.measures.licensing._readings import answer, component_readings, on_list, stated
from sovaudit.model import Measured

NAME = "licence.osi"
SUBJECT = "component"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Licence approuvée par l’OSI", "en": "Licence approved by OSI"}
BASIS = "Open Source Definition; SPDX list flag isOsiApproved"
STATED = stated
ASKED_AS = "licence.expression"


def reads(case: Case) -> NDArray[int32]:
    """Return the reading of each component."""
    return component_readings(case).codes


def measure(position: int, case: Case) -> Measured:
    """Return whether that list has it."""
    readings = component_readings(case)
    reading = readings.distinct[readings.codes[position]]
    return answer(reading, on_list(reading, "OSI"))
