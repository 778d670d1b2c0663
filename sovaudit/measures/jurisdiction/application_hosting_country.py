# SPDX-License-Identifier: EUPL-1.2
"""The same as `hosting.country`, of the hosting that the register gives an application.

Unknown when it gives none, or one that no register defines.

Source: EU Cloud Sovereignty Framework v1.2.1, SOV-2 (law and jurisdiction), and the measure of the same name.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._asking import of_link
from sovaudit.measures.jurisdiction._hosting import of_application
from sovaudit.model import Measured

NAME = "application.hosting_country"
SUBJECT = "application"
TYPE = "string"
UNIT = ""
TITLE = {"fr": "Pays de stockage des données", "en": "Country where its data is stored"}
BASIS = "CSF v1.2.1, SOV-2"
QUESTION = {
    "fr": "Dans quel pays les données de « {subject} » sont-elles stockées ? (code à deux lettres)",
    "en": "In which country is the data of “{subject}” stored? (two-letter code)",
}
ASKED_OF = "city"


def measure(position: int, case: Case) -> Measured:
    """Return the answer for its hosting, with the cell that names it."""
    return of_application(case, position, "hosting.country")


def rests_on(position: int, case: Case) -> list[tuple[str, int]]:
    """Return the record that holds it, else itself."""
    return list(of_link(case, position, NAME))
