# SPDX-License-Identifier: EUPL-1.2
"""The same as `hosting.operated_by_city`, of the hosting that the register gives an application.

Unknown when it gives none, or one that no register defines.

Source: the same as `hosting.operated_by_city`.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._hosting import of_application
from sovaudit.model import Measured

NAME = "application.operated_by_city"
SUBJECT = "application"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Hébergée par la ville elle-même", "en": "Hosted by the city itself"}
BASIS = "Register of hostings"
QUESTION = {
    "fr": "La ville héberge-t-elle « {subject} » elle-même ?",
    "en": "Does the city host “{subject}” itself?",
}
ASKED_OF = "city"


def measure(position: int, case: Case) -> Measured:
    """Return the answer for its hosting, with the cell that names it."""
    return of_application(case, position, "hosting.operated_by_city")
