# SPDX-License-Identifier: EUPL-1.2
"""The countries outside the Union that are known on the chain of control of an application.

One is enough to be a finding: what is known is returned though other links are unknown, so that a country that is
missing is not proved absent. Empty only when the whole chain is known.

Source: EU Cloud Sovereignty Framework v1.2.1, SOV-2 (law and jurisdiction).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._asking import of_chain
from sovaudit.measures.jurisdiction._chain import (
    chain_evidence,
    country_evidence,
    known_countries,
    open_links,
    undecided,
)
from sovaudit.model import Measured

NAME = "application.non_eu_countries"
SUBJECT = "application"
TYPE = "list"
UNIT = ""
TITLE = {
    "fr": "Pays hors Union connus sur la chaîne de contrôle",
    "en": "Known countries outside the Union on the chain of control",
}
BASIS = "CSF v1.2.1, SOV-2"


def measure(position: int, case: Case) -> Measured:
    """Return the known ones; unknown when there are none and a link is not known."""
    found = tuple(sorted(one.iso2 for one, _link in known_countries(case, position) if not one.eu))
    if not found and open_links(case, position):
        return Measured(undecided(case, position), chain_evidence(case, position))
    return Measured(found, country_evidence(case, position, "eu"))


def rests_on(position: int, case: Case) -> list[tuple[str, int]]:
    """Return the links that nobody knows."""
    return of_chain(case, position)
