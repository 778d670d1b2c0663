# SPDX-License-Identifier: EUPL-1.2
"""Whether a contract goes on by itself unless somebody ends it, L20.

Source: CCP, art. R. 2112-4 (renewal); planning of procurement.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Measured

NAME = "contract.tacit_renewal"
SUBJECT = "contract"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Reconduction tacite", "en": "Tacit renewal"}
BASIS = "L20; CCP, art. R. 2112-4"
VALUES = {
    "true": ("tacite", "reconduction tacite", "tacit"),
    "false": ("expresse", "reconduction expresse", "aucune", "sans reconduction", "none"),
}
ASKED_OF = "city"
QUESTION = {
    "fr": "Le marché « {subject} » est-il reconduit tacitement ?",
    "en": "Is the contract “{subject}” renewed tacitly?",
}


def measure(position: int, case: Case) -> Measured:
    """Return that no file tells it."""
    return Measured(ABSENT)
