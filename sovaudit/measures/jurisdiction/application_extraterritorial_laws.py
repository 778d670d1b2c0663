# SPDX-License-Identifier: EUPL-1.2
"""The laws of known countries on the chain of control that compel access or reach abroad, each with its country.

As for `application.non_eu_countries`, what is known is returned though other links are unknown. Adequacy of a country
for transfers of personal data removes none of its laws.

Source: the data set « countries »; EU Cloud Sovereignty Framework v1.2.1, SOV-2 (law and jurisdiction), factor 2.
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

NAME = "application.extraterritorial_laws"
SUBJECT = "application"
TYPE = "list"
UNIT = ""
TITLE = {"fr": "Lois à portée extraterritoriale sur la chaîne", "en": "Laws with reach abroad on the chain"}
BASIS = "CSF v1.2.1, SOV-2 f2"


def measure(position: int, case: Case) -> Measured:
    """Return the laws, country by country."""
    found = [(one.iso2, law) for one, _link in known_countries(case, position) for law in one.laws]
    if not found and open_links(case, position):
        return Measured(undecided(case, position), chain_evidence(case, position))
    laws = tuple(f"{code}: {law}" for code, law in sorted(found))
    return Measured(laws, country_evidence(case, position, "laws"))


def rests_on(position: int, case: Case) -> list[tuple[str, int]]:
    """Return the links that nobody knows."""
    return of_chain(case, position)
