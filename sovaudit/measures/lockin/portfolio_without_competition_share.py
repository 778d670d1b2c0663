# SPDX-License-Identifier: EUPL-1.2
"""The share of the last eight years' purchases of software that were awarded without competition, L17.

Among those of which it is known; the evidence says how many they are, and what the national shares are for software
(CPV 48) and IT services (CPV 72). The records of one framework agreement are one purchase.

Source: CCP, art. R. 2122-3; DECP, `procedure`; national figures: `procurement`.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.lockin._purchases import share_of_recent
from sovaudit.model import Measured

NAME = "portfolio.without_competition_share"
SUBJECT = "portfolio"
TYPE = "float"
UNIT = "share"
TITLE = {"fr": "Part de marchés sans mise en concurrence", "en": "Share of contracts without competition"}
BASIS = "L17; CCP, art. R. 2122-3"


def measure(position: int, case: Case) -> Measured:
    """Return such purchases over those of which it is known, 0..1."""
    return share_of_recent(case, "without_competition")
