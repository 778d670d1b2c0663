# SPDX-License-Identifier: EUPL-1.2
"""The share of capital or votes of an offer's provider held from outside the Union in total; declared.

Article 19.6.b counts capital and voting rights, direct and indirect, of entities seated outside the Union: together
at most 39 %.

Source: SecNumCloud 3.2 (ANSSI, 8 March 2022), 19.6.b.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Measured

NAME = "hosting.non_eu_capital_total"
SUBJECT = "hosting"
TYPE = "float"
UNIT = "share"
TITLE = {"fr": "Part totale de capital hors Union", "en": "Total share of capital from outside the Union"}
BASIS = "SecNumCloud 3.2, 19.6.b"
QUESTION = {
    "fr": (
        "Quelle part totale du capital ou des droits de vote de l’hébergeur de « {subject} » est détenue hors Union ?"
    ),
    "en": "What total share of capital or votes in the provider of “{subject}” is held outside the Union?",
}


def measure(position: int, case: Case) -> Measured:
    """Return that no file tells it."""
    return Measured(ABSENT)
