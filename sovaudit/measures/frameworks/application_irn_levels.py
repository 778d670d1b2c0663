# SPDX-License-Identifier: EUPL-1.2
"""The levels of an application in a filled grid of the digital resilience index (IRN), criterion by criterion.

Imported, never computed: the index is under CC BY-NC-ND 4.0, so that its criteria are known here by their ids alone,
and version 1.2 defines no score. A grid is read as a table with a column of ids (`RES-1.2`), or as rows of the
answers register: measure `irn.RES-1.2`, value the number of the level.

Source: IRN v1.2, aDRI (September 2026), https://gitlab.com/digitalresilienceinitiative/adri-irn

"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.frameworks import _irn
from sovaudit.model import ABSENT, Measured

NAME = "application.irn_levels"
SUBJECT = "application"
TYPE = "list"
UNIT = ""
TITLE = {"fr": "Niveaux IRN de l’application", "en": "IRN levels of the application"}
BASIS = "IRN v1.2 (aDRI)"


def measure(position: int, case: Case) -> Measured:
    """Return `RES-1.2 = 3` for each criterion that has a level, in their order."""
    told = _irn.levels(case).get(f"application:{case.inventory.applications[position].id}", {})
    names = sorted(told, key=_irn.order)
    if not names:
        return Measured(ABSENT)
    return Measured(
        tuple(f"{name} = {told[name][0]}" for name in names), tuple(_irn.fact(name, *told[name]) for name in names)
    )
