# SPDX-License-Identifier: EUPL-1.2
"""The country of whoever controls the contract holder of an application at the top.

The holders of the contracts that run on the day of the audit (all of them when none does). Holders in several
countries are a conflict. A reseller holds the contract, whoever publishes the software. `none` declares that there is
no contract.

Source: EU Cloud Sovereignty Framework v1.2.1, SOV-2 (law and jurisdiction).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._asking import of_link
from sovaudit.measures.jurisdiction._contracts import of_holders
from sovaudit.measures.jurisdiction._owners import ultimate
from sovaudit.model import Measured

NAME = "application.contracting_ultimate_country"
SUBJECT = "application"
TYPE = "string"
UNIT = ""
TITLE = {
    "fr": "Pays du contrôleur ultime du titulaire",
    "en": "Country of the ultimate controller of its contract holder",
}
BASIS = "CSF v1.2.1, SOV-2"
QUESTION = {
    "fr": "Qui contrôle le titulaire du contrat de « {subject} », et dans quel pays ? (code à deux lettres, ou aucun)",
    "en": "Who controls the contract holder of “{subject}”, and in which country? (two-letter code, or none)",
}


def measure(position: int, case: Case) -> Measured:
    """Return it, with the cells that name the holders."""
    return of_holders(case, position, ultimate)


def rests_on(position: int, case: Case) -> list[tuple[str, int]]:
    """Return the record that holds it, else itself."""
    return list(of_link(case, position, NAME))
