# SPDX-License-Identifier: EUPL-1.2
"""The country of whoever controls the provider of a hosting offer at the top.

Data stored in the Union by a provider that is controlled from elsewhere is within reach of that other law.

Source: EU Cloud Sovereignty Framework v1.2.1, SOV-2 (law and jurisdiction); SecNumCloud 3.2, 19.6.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._asking import of_hosting
from sovaudit.measures.jurisdiction._owners import ultimate
from sovaudit.model import Measured

NAME = "hosting.provider_ultimate_country"
SUBJECT = "hosting"
TYPE = "string"
UNIT = ""
TITLE = {
    "fr": "Pays du contrôleur ultime de l’hébergeur",
    "en": "Country of the ultimate controller of the hosting provider",
}
BASIS = "CSF v1.2.1, SOV-2"
QUESTION = {
    "fr": "Qui contrôle en dernier ressort l’hébergeur de « {subject} », et dans quel pays ? (code à deux lettres)",
    "en": "Who ultimately controls the provider of “{subject}”, and in which country? (two-letter code)",
}


def measure(position: int, case: Case) -> Measured:
    """Return it, with the cell that names the provider and the source of what is known of it."""
    found = ultimate(case, case.inventory.hostings[position].provider)
    return Measured(found.value, (*found.evidence, *case.cells("hosting", position, "provider")))


def rests_on(position: int, case: Case) -> list[tuple[str, int]]:
    """Return what is not known of its provider."""
    return [of_hosting(case, position, NAME)]
