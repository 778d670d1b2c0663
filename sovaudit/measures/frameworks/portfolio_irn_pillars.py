# SPDX-License-Identifier: EUPL-1.2
"""How many levels of the digital resilience index (IRN) there are in each of its eight pillars, and which.

All assets and the organisation together, a line a pillar; the evidence says how many levels are whose. No score:
version 1.2 of the index computes none, and adding levels up would be one.

Source: IRN v1.2, aDRI (September 2026), https://gitlab.com/digitalresilienceinitiative/adri-irn

"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.frameworks import _irn
from sovaudit.model import ABSENT, Fact, Measured

NAME = "portfolio.irn_pillars"
SUBJECT = "portfolio"
TYPE = "list"
UNIT = ""
TITLE = {"fr": "Niveaux IRN par pilier", "en": "IRN levels by pillar"}
BASIS = "IRN v1.2 (aDRI)"


def measure(position: int, case: Case) -> Measured:
    """Return a line for each pillar that has a level."""
    told = _irn.levels(case)
    pillars = _irn.pillars((name, level) for mine in told.values() for name, (level, _row) in mine.items())
    if not pillars:
        return Measured(ABSENT)
    rows = {subject: next(iter(mine.values()))[1] for subject, mine in sorted(told.items())}
    return Measured(
        pillars, tuple(Fact(subject, len(told[subject]), row.origin.source("value")) for subject, row in rows.items())
    )
