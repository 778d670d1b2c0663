# SPDX-License-Identifier: EUPL-1.2
"""Whether a component's licence is a recognised open licence: on DINUM's list, or approved by OSI, or free for FSF.

OR: one recognised part is enough. AND: every part must be. A part that nobody knows leaves the answer unknown unless
the others decide it (Kleene's tables). « Not recognised » is a fact about lists, not about legality.

Source: Loi n° 2016-1321 art. 16; code.gouv.fr list of accepted licences; SPDX licence list 3.29 (OSI and FSF flags).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.licensing._readings import answer, component_codes, component_reading, stated
from sovaudit.model import Measured

NAME = "licence.recognised"
SUBJECT = "component"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Licence libre reconnue (DINUM, OSI ou FSF)", "en": "Recognised open licence (DINUM, OSI or FSF)"}
BASIS = "DINUM list; OSI; FSF"
STATED = stated
ASKED_AS = "licence.expression"
reads = component_codes


def measure(position: int, case: Case) -> Measured:
    """Return whether one of the three lists has it."""
    reading = component_reading(position, case)
    return answer(reading, reading.recognised)
