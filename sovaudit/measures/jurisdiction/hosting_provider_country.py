# SPDX-License-Identifier: EUPL-1.2
"""The country where the provider of a hosting offer has its seat.

The provider as the register names it, by its id or its name; else the supplier of that very name in our list.

Source: EU Cloud Sovereignty Framework v1.2.1, SOV-2 (law and jurisdiction); SecNumCloud 3.2, 19.6.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._asking import of_hosting
from sovaudit.measures.jurisdiction._owners import seat
from sovaudit.model import Measured

NAME = "hosting.provider_country"
SUBJECT = "hosting"
TYPE = "string"
UNIT = ""
TITLE = {"fr": "Pays de l’hébergeur", "en": "Country of the hosting provider"}
BASIS = "CSF v1.2.1, SOV-2"
QUESTION = {
    "fr": "Qui est l’hébergeur de « {subject} », et dans quel pays est son siège ? (code à deux lettres)",
    "en": "Who is the provider of “{subject}”, and in which country is its seat? (two-letter code)",
}


def measure(position: int, case: Case) -> Measured:
    """Return it, with the cell that names the provider and the source of what is known of it."""
    found = seat(case, case.inventory.hostings[position].provider)
    return Measured(found.value, (*found.evidence, *case.cells("hosting", position, "provider")))


def rests_on(position: int, case: Case) -> list[tuple[str, int]]:
    """Return what is not known of its provider."""
    return [of_hosting(case, position, NAME)]
