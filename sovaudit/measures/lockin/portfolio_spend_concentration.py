# SPDX-License-Identifier: EUPL-1.2
"""How concentrated spending on software is among groups of companies: the Herfindahl-Hirschman index, 0 to 1.

The sum of the squares of the groups' shares in the amounts of the last eight years: 1 for one group, 0.25 for four
equal ones. Ceilings of framework agreements are not spending; what is left out is said. A holder may be a reseller.

Source: Herfindahl-Hirschman index, Commission guidelines on horizontal mergers (2004/C 31/03), 16 to 21, by analogy.
"""

from __future__ import annotations

from sovaudit.continuity.spending import concentration_index
from sovaudit.measures import Case
from sovaudit.measures.lockin._spending import spending
from sovaudit.model import ABSENT, Measured

NAME = "portfolio.spend_concentration"
SUBJECT = "portfolio"
TYPE = "float"
UNIT = "0..1"
TITLE = {"fr": "Concentration des dépenses (indice HHI)", "en": "Concentration of spending (HHI)"}
BASIS = "Lignes directrices 2004/C 31/03, points 16 à 21 (par analogie)"


def measure(position: int, case: Case) -> Measured:
    """Return the index."""
    found = spending(case)
    index = concentration_index(each.amount_eur for each in found.shares)
    return Measured(ABSENT if index is None else index, found.facts())
