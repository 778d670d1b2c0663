# SPDX-License-Identifier: EUPL-1.2
"""The country of the entity that the city contracts with for an application: whose law the contract holder is under.

The holders of the contracts that run on the day of the audit (all of them when none does). Holders in several
countries are a conflict. A reseller holds the contract, whoever publishes the software. `none` declares that there is
no contract.

Source: EU Cloud Sovereignty Framework v1.2.1, SOV-2 (law and jurisdiction).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._asking import of_link
from sovaudit.measures.jurisdiction._contracts import of_holders
from sovaudit.measures.jurisdiction._owners import seat
from sovaudit.model import Measured

NAME = "application.contracting_country"
SUBJECT = "application"
TYPE = "string"
UNIT = ""
TITLE = {"fr": "Pays du titulaire du contrat", "en": "Country of its contract holder"}
BASIS = "CSF v1.2.1, SOV-2"
QUESTION = {
    "fr": (
        "Avec qui la ville a-t-elle contracté pour « {subject} », et dans quel pays ? (code à deux lettres, ou aucun)"
    ),
    "en": "With whom did the city contract for “{subject}”, and in which country? (two-letter code, or none)",
}
ASKED_OF = "city"


def measure(position: int, case: Case) -> Measured:
    """Return it, with the cells that name the holders."""
    return of_holders(case, position, seat)


def rests_on(position: int, case: Case) -> list[tuple[str, int]]:
    """Return the record that holds it, else itself."""
    return list(of_link(case, position, NAME))
