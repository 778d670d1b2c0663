# SPDX-License-Identifier: EUPL-1.2
"""Every country on the chain of control of an application; unknown unless every link is known.

The evidence shows the part that is known.

Source: EU Cloud Sovereignty Framework v1.2.1, SOV-2 (law and jurisdiction); SOV-5.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._asking import of_chain
from sovaudit.measures.jurisdiction._chain import chain_evidence, known_countries, open_links, undecided
from sovaudit.model import Measured

NAME = "application.chain_countries"
SUBJECT = "application"
TYPE = "list"
UNIT = ""
TITLE = {"fr": "Pays de la chaîne de contrôle", "en": "Countries of the chain of control"}
BASIS = "CSF v1.2.1, SOV-2, SOV-5"


def measure(position: int, case: Case) -> Measured:
    """Return the countries when the whole chain is known."""
    evidence = chain_evidence(case, position)
    if open_links(case, position):
        return Measured(undecided(case, position), evidence)
    return Measured(tuple(sorted(one.iso2 for one, _link in known_countries(case, position))), evidence)


def rests_on(position: int, case: Case) -> list[tuple[str, int]]:
    """Return the links that nobody knows."""
    return of_chain(case, position)
