# SPDX-License-Identifier: EUPL-1.2
"""How concentrated the applications are among groups of hosting providers: the Herfindahl-Hirschman index, 0 to 1.

The sum of the squares of the groups' shares in the applications that others host: 1 for one group, 0.25 for four
equal ones. A group is its head, as far as the register states parents; what the city itself hosts is left out. Unknown
when this is known of less than half of the applications.

Source: Herfindahl-Hirschman index, Commission guidelines on horizontal mergers (2004/C 31/03), 16 to 21, by analogy.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.continuity._concentrated import index
from sovaudit.model import Measured

NAME = "portfolio.hosting_concentration"
SUBJECT = "portfolio"
TYPE = "float"
UNIT = "0..1"
TITLE = {"fr": "Concentration des hébergeurs (indice HHI)", "en": "Concentration of hosting providers (HHI)"}
BASIS = "Lignes directrices 2004/C 31/03, points 16 à 21 (par analogie)"


def measure(position: int, case: Case) -> Measured:
    """Return the index, with the largest groups."""
    return index(case, "provider", "hosting")
