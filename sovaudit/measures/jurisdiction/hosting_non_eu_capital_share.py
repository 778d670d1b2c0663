# SPDX-License-Identifier: EUPL-1.2
"""The largest share of capital or votes of an offer's provider held by one entity from outside the Union; declared.

Article 19.6.b counts capital and voting rights, direct and indirect, of entities seated outside the Union: each at
most 24 %.

Source: SecNumCloud 3.2 (ANSSI, 8 March 2022), 19.6.b.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Measured

NAME = "hosting.non_eu_capital_share"
SUBJECT = "hosting"
TYPE = "float"
UNIT = "share"
TITLE = {"fr": "Plus grande part de capital hors Union", "en": "Largest single share of capital from outside the Union"}
BASIS = "SecNumCloud 3.2, 19.6.b"
QUESTION = {
    "fr": (
        "Quelle est la plus grande part de capital ou de droits de vote de l’hébergeur de « {subject} » détenue "
        "par une seule entité hors Union ?"
    ),
    "en": (
        "What is the largest share of capital or votes in the provider of “{subject}” held by one entity from "
        "outside the Union?"
    ),
}


def measure(position: int, case: Case) -> Measured:
    """Return that no file tells it."""
    return Measured(ABSENT)
