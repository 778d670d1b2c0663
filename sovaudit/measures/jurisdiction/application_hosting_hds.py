# SPDX-License-Identifier: EUPL-1.2
"""The same as `hosting.hds`, of the hosting that the register gives an application.

Unknown when it gives none, or one that no register defines.

Source: the same as `hosting.hds`.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._hosting import of_application
from sovaudit.model import Measured

NAME = "application.hosting_hds"
SUBJECT = "application"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Certification HDS de son offre d’hébergement", "en": "HDS certification of its hosting offer"}
BASIS = "CSP, art. L. 1111-8"
QUESTION = {
    "fr": "L’offre qui héberge « {subject} » est-elle certifiée HDS ?",
    "en": "Is the offer that hosts “{subject}” HDS-certified?",
}


def measure(position: int, case: Case) -> Measured:
    """Return the answer for its hosting, with the cell that names it."""
    return of_application(case, position, "hosting.hds")
