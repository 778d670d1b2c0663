# SPDX-License-Identifier: EUPL-1.2
"""The day of the newest version of the release in use, where lifecycles have it.

Source: CHAOSS, “Release Frequency”; endoflife.date, API version 1 (`latest.date`); DINUM, floss-criteria, Resilience.
"""

from __future__ import annotations

from sovaudit.knowledge.lifecycles import Cycle
from sovaudit.measures import Case
from sovaudit.measures.dependency._own import of_application
from sovaudit.measures.dependency._support import answer
from sovaudit.model import Measured

NAME = "application.last_release"
SUBJECT = "application"
TYPE = "date"
UNIT = ""
TITLE = {"fr": "Dernière version publiée", "en": "Newest version published"}
BASIS = "L27; CHAOSS, Release Frequency"
QUESTION = {
    "fr": "Quel jour la dernière version de « {subject} » est-elle sortie ?",
    "en": "On which day did the newest version of “{subject}” come out?",
}


def measure(position: int, case: Case) -> Measured:
    """Return the day of the newest version."""
    found, facts = of_application(position, case)

    def read(cycle: Cycle) -> str | None:
        return cycle.latest_on.isoformat() if cycle.latest_on and cycle.latest_on <= case.as_of else None

    return answer(found, case, read, facts)
