# SPDX-License-Identifier: EUPL-1.2
"""The SPDX expression that a component's licence statements amount to.

Every distinct statement is read once: SPDX ids and expressions, names as people write them, addresses. Several
statements of one component all apply (AND). Ids are written as the SPDX list writes them; what is not on the list stays
`LicenseRef-…`.

Source: SPDX 2.3 annex D; SPDX licence list.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.licensing._readings import answer, component_codes, component_reading, stated
from sovaudit.model import Measured

NAME = "licence.expression"
SUBJECT = "component"
TYPE = "string"
UNIT = ""
TITLE = {"fr": "Expression SPDX de la licence", "en": "SPDX expression of the licence"}
BASIS = "SPDX 2.3, annex D"
STATED = stated
QUESTION = {"fr": "Sous quelle licence {subject} est-il publié ?", "en": "Under which licence is {subject} published?"}
reads = component_codes


def measure(position: int, case: Case) -> Measured:
    """Return the expression, unknown when the statement is absent, declined, none or not understood."""
    reading = component_reading(position, case)
    return answer(reading, reading.expression)
