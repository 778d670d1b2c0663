# SPDX-License-Identifier: EUPL-1.2
"""The same as `hosting.provider_country`, of the hosting that the register gives an application.

Unknown when it gives none, or one that no register defines.

Source: EU Cloud Sovereignty Framework v1.2.1, SOV-2 (law and jurisdiction), and the measure of the same name.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._asking import of_link
from sovaudit.measures.jurisdiction._hosting import of_application
from sovaudit.model import Measured

NAME = "application.hosting_provider_country"
SUBJECT = "application"
TYPE = "string"
UNIT = ""
TITLE = {"fr": "Pays de l’hébergeur", "en": "Country of its hosting provider"}
BASIS = "CSF v1.2.1, SOV-2"
QUESTION = {
    "fr": "Qui héberge « {subject} », et dans quel pays est son siège ? (code à deux lettres)",
    "en": "Who hosts “{subject}”, and in which country is its seat? (two-letter code)",
}


def measure(position: int, case: Case) -> Measured:
    """Return the answer for its hosting, with the cell that names it."""
    return of_application(case, position, "hosting.provider_country")


def rests_on(position: int, case: Case) -> list[tuple[str, int]]:
    """Return the record that holds it, else itself."""
    return list(of_link(case, position, NAME))
