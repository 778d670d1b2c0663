# SPDX-License-Identifier: EUPL-1.2
"""Whether the provider or its ultimate controller is under the law of a country outside the EEA without full adequacy.

Partial adequacy (United States, Canada) is for some recipients only and does not suffice here. One such country
settles it; else both must be known.

Source: référentiel HDS v2.0 (arrêté of 26 April 2024), EXI 30.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._asking import of_provider
from sovaudit.measures.jurisdiction._countries import adequacy
from sovaudit.model import Measured, Unknown

NAME = "hosting.third_country_law"
SUBJECT = "hosting"
TYPE = "bool"
UNIT = ""
TITLE = {
    "fr": "Hébergeur soumis au droit d’un pays tiers sans adéquation complète",
    "en": "Hosting provider under third-country law without full adequacy",
}
BASIS = "HDS v2.0, EXI 30"


def measure(position: int, case: Case) -> Measured:
    """Return whether EXI 30 asks something of the provider."""
    names = ("hosting.provider_country", "hosting.provider_ultimate_country")
    found = [adequacy(case, case.known(each).of(position)) for each in names]
    evidence = tuple(fact for each in found for fact in each.evidence)
    if any(each.value in ("no", "partial") for each in found):
        return Measured(True, evidence)
    unknown = next((each.value for each in found if isinstance(each.value, Unknown)), None)
    return Measured(False if unknown is None else unknown, evidence)


def rests_on(position: int, case: Case) -> list[tuple[str, int]]:
    """Return what is not known of its provider."""
    return of_provider(case, position, "country", "ultimate_country")
