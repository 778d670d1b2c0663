# SPDX-License-Identifier: EUPL-1.2
"""Whether a hosting is an offer that somebody else runs: true unless the city is its own provider.

That is what the Cloud Sovereignty Framework and SecNumCloud judge; a machine room of the city is none. The provider is
the city when its organisation has the city's SIREN or name, as `inventory.toml` gives them. Unknown without a provider.

Source: EU Cloud Sovereignty Framework v1.2.1, section 1 (scope: cloud services that are bought).

"""

from __future__ import annotations

from sovaudit.measures import Case, _linked
from sovaudit.model import Measured, Unknown

NAME = "hosting.cloud_offer"
SUBJECT = "hosting"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Offre d’hébergement d’un tiers", "en": "Hosting offer of a third party"}
BASIS = "CSF v1.2.1"
QUESTION = {
    "fr": "« {subject} » est-il une offre qu’un tiers exploite ?",
    "en": "Is “{subject}” an offer that a third party runs?",
}


def measure(position: int, case: Case) -> Measured:
    """Return whether its provider is another than the city."""
    provider = case.inventory.hostings[position].provider
    evidence = case.cells("hosting", position, "provider")
    if isinstance(provider, Unknown):
        return Measured(provider, evidence)
    city = case.inventory.city
    names = {each.casefold() for each in (city.name, city.siren) if isinstance(each, str)}
    called = {provider.casefold()}
    number = _linked.organisation(case, provider)
    if number is not None:
        known = case.inventory.organisations[number]
        called |= {each.casefold() for each in (known.name, known.siren) if isinstance(each, str)}
        evidence += case.cells("organisation", number, "siren")
    return Measured(names.isdisjoint(called), evidence)
