# SPDX-License-Identifier: EUPL-1.2
"""Whether some application on a hosting offer holds health data, by the register of applications.

One that does settles it; else the sensitivity of every application on it must be known.

Source: code de la santé publique art. L. 1111-8.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._hosting import any_hosted, unknown_on_it
from sovaudit.model import Measured

NAME = "hosting.health_data"
SUBJECT = "hosting"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Données de santé hébergées", "en": "Health data on it"}
BASIS = "CSP, art. L. 1111-8"
ASKED_OF = "city"
QUESTION = {
    "fr": "L’hébergement « {subject} » porte-t-il des données de santé ?",
    "en": "Does the hosting “{subject}” hold health data?",
}


def measure(position: int, case: Case) -> Measured:
    """Return whether an application on it holds health data."""
    return any_hosted(case, position, "application.data_sensitivity", ("health",))


def rests_on(position: int, case: Case) -> list[tuple[str, int]]:
    """Return the applications on it of which nobody knows: whoever answers for one can tell."""
    return unknown_on_it(case, position, "application.data_sensitivity")
