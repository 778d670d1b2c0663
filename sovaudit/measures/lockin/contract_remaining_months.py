# SPDX-License-Identifier: EUPL-1.2
"""Months from the day of the audit to the end of a contract, L20; negative when it is over.

A month is a twelfth of 365.25 days.

Source: `contract.end`; planning of procurement.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.lockin._contracts import MONTH_DAYS, day
from sovaudit.model import Measured

NAME = "contract.remaining_months"
SUBJECT = "contract"
TYPE = "float"
UNIT = "months"
TITLE = {"fr": "Mois restants du marché", "en": "Months left of the contract"}
BASIS = "L20; arrêté du 22 décembre 2022 (DECP)"
ASKED_AS = "contract.end"


def measure(position: int, case: Case) -> Measured:
    """Return the months that are left."""
    answer = case.known("contract.end").of(position)
    last = day(answer.value)
    return answer if last is None else Measured((last - case.as_of).days / MONTH_DAYS, answer.evidence)
