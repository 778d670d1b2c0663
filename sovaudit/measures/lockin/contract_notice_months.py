# SPDX-License-Identifier: EUPL-1.2
"""Months of notice that the city must give to leave a contract, L11.

Source: Regulation (EU) 2023/2854 (Data Act), art. 25(2)(d): two months at most for data processing services.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Measured, Unknown

NAME = "contract.notice_months"
SUBJECT = "contract"
TYPE = "float"
UNIT = "months"
TITLE = {"fr": "Préavis de sortie", "en": "Notice to leave"}
BASIS = "L11; Data Act, art. 25(2)(d)"
ASKED_OF = "city"
QUESTION = {
    "fr": "Combien de mois de préavis faut-il donner pour quitter le marché « {subject} » ?",
    "en": "How many months of notice does it take to leave the contract “{subject}”?",
}


def measure(position: int, case: Case) -> Measured:
    """Return what the register states."""
    cells = case.cells("contract", position, "notice_months")
    value = cells[0].value
    if isinstance(value, Unknown):
        return Measured(value, cells)
    return Measured(float(value) if isinstance(value, int | float) else ABSENT, cells)
