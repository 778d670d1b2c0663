# SPDX-License-Identifier: EUPL-1.2
"""Whether the Free Software Foundation lists a component's licence as free.

Source: SPDX licence list 3.29, flag `isFsfLibre`.
"""

from __future__ import annotations

from numpy import int32
from numpy.typing import NDArray

from sovaudit.measures import Case
from sovaudit.measures.licensing._readings import answer, component_readings, on_list, stated
from sovaudit.model import Measured

NAME = "licence.fsf"
SUBJECT = "component"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Licence libre selon la FSF", "en": "Licence free for FSF"}
BASIS = "Free Software Definition; SPDX list flag isFsfLibre"
STATED = stated
ASKED_AS = "licence.expression"


def reads(case: Case) -> NDArray[int32]:
    """Return the reading of each component."""
    return component_readings(case).codes


def measure(position: int, case: Case) -> Measured:
    """Return whether that list has it."""
    readings = component_readings(case)
    reading = readings.distinct[readings.codes[position]]
    return answer(reading, on_list(reading, "FSF"))
