# SPDX-License-Identifier: EUPL-1.2
"""Whether the Free Software Foundation lists a component's licence as free.

Source: SPDX licence list 3.29, flag `isFsfLibre`.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.licensing._readings import answer, component_codes, component_reading, on_list, stated
from sovaudit.model import Measured

NAME = "licence.fsf"
SUBJECT = "component"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Licence libre selon la FSF", "en": "Licence free for FSF"}
BASIS = "Free Software Definition; SPDX list flag isFsfLibre"
STATED = stated
ASKED_AS = "licence.expression"
reads = component_codes


def measure(position: int, case: Case) -> Measured:
    """Return whether that list has it."""
    reading = component_reading(position, case)
    return answer(reading, on_list(reading, "FSF"))
