# SPDX-License-Identifier: EUPL-1.2
"""Whether an application has a documented programming interface that may be used without paying more, L08.

Source: EU Cloud Sovereignty Framework, SOV-6 (open interfaces); Regulation (EU) 2023/2854 (Data Act), art. 30.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Measured

NAME = "application.open_api"
SUBJECT = "application"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Interface (API) documentée et ouverte", "en": "Documented and open interface (API)"}
BASIS = "L08; CSF SOV-6; Data Act, art. 30"
QUESTION = {
    "fr": "« {subject} » a-t-il une interface de programmation (API) documentée, utilisable sans supplément de prix ?",
    "en": "Does “{subject}” have a documented programming interface (API) that may be used at no extra price?",
}


def measure(position: int, case: Case) -> Measured:
    """Return that no file tells it."""
    return Measured(ABSENT)
