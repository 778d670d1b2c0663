# SPDX-License-Identifier: EUPL-1.2
"""Whether the ultimate controller of an offer's provider is in a Member State of the Union.

A blank controller is unknown, whatever the seat. The shares of capital that 19.6.b counts are measures of their own.

Source: SecNumCloud 3.2 (ANSSI, 8 March 2022), 19.6.b; circular 6404/SG (31 May 2023), R9: immunity from law from
outside the Union.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._asking import of_provider
from sovaudit.measures.jurisdiction._countries import in_union
from sovaudit.model import Measured

NAME = "hosting.control_in_eu"
SUBJECT = "hosting"
TYPE = "bool"
UNIT = ""
TITLE = {
    "fr": "Contrôle ultime de l’hébergeur dans l’Union",
    "en": "Ultimate control of the hosting provider in the Union",
}
BASIS = "SecNumCloud 3.2, 19.6.b"


def measure(position: int, case: Case) -> Measured:
    """Return whether the ultimate controller is in the Union."""
    return in_union(case, case.known("hosting.provider_ultimate_country").of(position))


def rests_on(position: int, case: Case) -> list[tuple[str, int]]:
    """Return what is not known of its provider."""
    return of_provider(case, position, "ultimate_country")
