# SPDX-License-Identifier: EUPL-1.2
"""The country where the publisher of an application has its seat.

The publisher as the register names it, by its id or its name; else the supplier of that very name in our list, which
the evidence says. Names that several have are refused. Whose software it is remains a question of its own when the
city hosts it.

Source: EU Cloud Sovereignty Framework v1.2.1, SOV-2 (law and jurisdiction); SOV-5 (origin of software).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._asking import of_link
from sovaudit.measures.jurisdiction._owners import seat
from sovaudit.model import Measured

NAME = "application.publisher_country"
SUBJECT = "application"
TYPE = "string"
UNIT = ""
TITLE = {"fr": "Pays de l’éditeur", "en": "Country of its publisher"}
BASIS = "CSF v1.2.1, SOV-2, SOV-5"
QUESTION = {
    "fr": "Dans quel pays l’éditeur de « {subject} » a-t-il son siège ? (code à deux lettres)",
    "en": "In which country does the publisher of “{subject}” have its seat? (two-letter code)",
}


def measure(position: int, case: Case) -> Measured:
    """Return it, with the cell that names the publisher and the source of what is known of it."""
    found = seat(case, case.inventory.applications[position].publisher)
    return Measured(found.value, (*found.evidence, *case.cells("application", position, "publisher")))


def rests_on(position: int, case: Case) -> list[tuple[str, int]]:
    """Return the record that holds it, else itself."""
    return list(of_link(case, position, NAME))
