# SPDX-License-Identifier: EUPL-1.2
"""How many whole months ago the newest version of the release in use came out (`application.last_release`).

Source: CHAOSS, “Release Frequency”; DINUM, floss-criteria, Resilience.
"""

from __future__ import annotations

from datetime import date

from sovaudit.measures import Case
from sovaudit.measures.dependency._sboms import months_since
from sovaudit.model import Measured, Unknown

NAME = "application.last_release_months"
SUBJECT = "application"
TYPE = "int"
UNIT = "months"
TITLE = {"fr": "Mois depuis la dernière version publiée", "en": "Months since the newest version"}
BASIS = "L27; CHAOSS, Release Frequency"
ASKED_AS = "application.last_release"


def measure(position: int, case: Case) -> Measured:
    """Return the whole months since that day."""
    answer = case.known("application.last_release").of(position)
    if not isinstance(answer.value, str):
        return answer
    day = date.fromisoformat(answer.value)
    if day > case.as_of:
        return Measured(Unknown("invalid", answer.value), answer.evidence)
    return Measured(months_since(day, case.as_of), answer.evidence)
