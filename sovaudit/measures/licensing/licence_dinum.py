# SPDX-License-Identifier: EUPL-1.2
"""Whether DINUM's list of accepted open licences has a component's licence.

The list covers licences for publishing public code (CRPA D.323-2-1) and those accepted for the SILL. It says what an
administration may publish under; a city may use more than that.

Source: code.gouv.fr, licences libres acceptées (see `sovaudit/knowledge/data/licences_fr.source.toml`).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.licensing._readings import answer, component_codes, component_reading, on_list, stated
from sovaudit.model import Measured

NAME = "licence.dinum"
SUBJECT = "component"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Licence acceptée par la DINUM", "en": "Licence accepted by DINUM"}
BASIS = "Décret 2017-638; code.gouv.fr"
STATED = stated
ASKED_AS = "licence.expression"
reads = component_codes


def measure(position: int, case: Case) -> Measured:
    """Return whether that list has it."""
    reading = component_reading(position, case)
    return answer(reading, on_list(reading, "DINUM"))
