# SPDX-License-Identifier: EUPL-1.2
"""Whether some application on a hosting offer holds particularly sensitive data (`application.particularly_sensitive`).

One that does settles it; else every application on it must be known not to.

Source: loi n° 2024-449 (SREN) art. 31; circular 6404/SG (31 May 2023), R9.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._hosting import any_hosted, unknown_on_it
from sovaudit.model import Measured

NAME = "hosting.particularly_sensitive"
SUBJECT = "hosting"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Données d’une sensibilité particulière hébergées", "en": "Particularly sensitive data on it"}
BASIS = "Loi SREN n° 2024-449, art. 31"
ASKED_OF = "city"
QUESTION = {
    "fr": "L’hébergement « {subject} » porte-t-il des données d’une sensibilité particulière (SREN, art. 31) ?",
    "en": "Does the hosting “{subject}” hold particularly sensitive data (SREN, art. 31)?",
}


def measure(position: int, case: Case) -> Measured:
    """Return whether an application on it does."""
    return any_hosted(case, position, "application.particularly_sensitive", (True,))


def rests_on(position: int, case: Case) -> list[tuple[str, int]]:
    """Return the applications on it of which nobody knows: whoever answers for one can tell."""
    return unknown_on_it(case, position, "application.particularly_sensitive")
