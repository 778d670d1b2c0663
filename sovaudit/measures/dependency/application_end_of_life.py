# SPDX-License-Identifier: EUPL-1.2
"""The last day on which the publisher mends security flaws in the release that is in use, paid extensions left out.

The product is found by the register's `purl`, `cpe` or `name`, in published lifecycles (endoflife.date, and the city's
own rows); its release by `version`, else by the version that its bills of materials or its installations tell. What
nobody publishes (`no_lifecycle`), such as the life of French business software, the publisher can answer; many answers
are better kept in a table of lifecycles and imported.

Source: ReCyF v2.5 5.B.7 (supported versions only); endoflife.date, API version 1.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.dependency._own import of_application
from sovaudit.measures.dependency._support import answer, end_of_life
from sovaudit.model import Measured

NAME = "application.end_of_life"
SUBJECT = "application"
TYPE = "date"
UNIT = ""
TITLE = {"fr": "Fin de support de l’application", "en": "End of support of the application"}
BASIS = "L28; ReCyF v2.5, 5.B.7"
QUESTION = {
    "fr": "Jusqu’à quel jour la version en service de « {subject} » reçoit-elle des correctifs de sécurité ?",
    "en": "Until which day does the version of “{subject}” that is in use receive security fixes?",
}


def measure(position: int, case: Case) -> Measured:
    """Return the last day of security support."""
    found, facts = of_application(position, case)
    return answer(found, case, end_of_life, facts)
