# SPDX-License-Identifier: EUPL-1.2
"""The share of spending on software that goes to the group of companies which gets the most.

Amounts of the last eight years' contracts; ceilings of framework agreements are not spending. A holder may be a
reseller, which the evidence says where the register does: what it sells is others'.

Source: DECP, `montant`, `titulaires`; domain: concentration on one supplier.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.lockin._spending import spending
from sovaudit.model import ABSENT, Measured

NAME = "portfolio.largest_holder_share"
SUBJECT = "portfolio"
TYPE = "float"
UNIT = "share"
TITLE = {"fr": "Part du premier titulaire dans les dépenses", "en": "Share of the largest holder in spending"}
BASIS = "arrêté du 22 décembre 2022 (DECP), montant"


def measure(position: int, case: Case) -> Measured:
    """Return the greatest share, 0..1."""
    found = spending(case)
    if not found.shares or not found.total_eur:
        return Measured(ABSENT, found.facts())
    return Measured(found.shares[0].amount_eur / found.total_eur, found.facts())
