# SPDX-License-Identifier: EUPL-1.2
"""The country of whoever controls the publisher of an application at the top.

The publisher as the register names it, by its id or its name; else the supplier of that very name in our list, which
the evidence says. Names that several have are refused. Whose software it is remains a question of its own when the
city hosts it.

Source: EU Cloud Sovereignty Framework v1.2.1, SOV-2 (law and jurisdiction); SOV-5 (origin of software).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._asking import of_link
from sovaudit.measures.jurisdiction._owners import ultimate
from sovaudit.model import Measured

NAME = "application.publisher_ultimate_country"
SUBJECT = "application"
TYPE = "string"
UNIT = ""
TITLE = {"fr": "Pays du contrôleur ultime de l’éditeur", "en": "Country of the ultimate controller of its publisher"}
BASIS = "CSF v1.2.1, SOV-2, SOV-5"
QUESTION = {
    "fr": "Qui contrôle l’éditeur de « {subject} » en dernier ressort, et dans quel pays ? (code à deux lettres)",
    "en": "Who controls the publisher of “{subject}” at the top, and in which country? (two-letter code)",
}


def measure(position: int, case: Case) -> Measured:
    """Return it, with the cell that names the publisher and the source of what is known of it."""
    found = ultimate(case, case.inventory.applications[position].publisher)
    return Measured(found.value, (*found.evidence, *case.cells("application", position, "publisher")))


def rests_on(position: int, case: Case) -> list[tuple[str, int]]:
    """Return the record that holds it, else itself."""
    return list(of_link(case, position, NAME))
