# SPDX-License-Identifier: EUPL-1.2
"""Whether the provider of an offer has its seat in a Member State of the Union; the EEA and Switzerland are not enough.

19.6.a also asks for its central administration and principal establishment there, which no file tells.

Source: SecNumCloud 3.2 (ANSSI, 8 March 2022), 19.6.a.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._asking import of_provider
from sovaudit.measures.jurisdiction._countries import in_union
from sovaudit.model import Measured

NAME = "hosting.seat_in_eu"
SUBJECT = "hosting"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Siège de l’hébergeur dans l’Union", "en": "Seat of the hosting provider in the Union"}
BASIS = "SecNumCloud 3.2, 19.6.a"


def measure(position: int, case: Case) -> Measured:
    """Return whether the seat is in the Union."""
    return in_union(case, case.known("hosting.provider_country").of(position))


def rests_on(position: int, case: Case) -> list[tuple[str, int]]:
    """Return what is not known of its provider."""
    return of_provider(case, position, "country")
