# SPDX-License-Identifier: EUPL-1.2
"""The same as `hosting.secnumcloud`, of the hosting that the register gives an application.

Unknown when it gives none, or one that no register defines.

Source: the same as `hosting.secnumcloud`.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._hosting import SECNUMCLOUD, of_application
from sovaudit.model import Measured

NAME = "application.hosting_secnumcloud"
SUBJECT = "application"
TYPE = "string"
UNIT = ""
TITLE = {
    "fr": "Qualification SecNumCloud de son offre d’hébergement",
    "en": "SecNumCloud qualification of its hosting offer",
}
BASIS = "SecNumCloud 3.2"
QUESTION = {
    "fr": "L’offre qui héberge « {subject} » est-elle qualifiée SecNumCloud ?",
    "en": "Is the offer that hosts “{subject}” SecNumCloud-qualified?",
}
VALUES = SECNUMCLOUD


def measure(position: int, case: Case) -> Measured:
    """Return the answer for its hosting, with the cell that names it."""
    return of_application(case, position, "hosting.secnumcloud")
