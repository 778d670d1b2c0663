# SPDX-License-Identifier: EUPL-1.2
"""The share of the last eight years' purchases of software for which one bid only was received, L17.

Among those of which it is known; the evidence says how many they are, and what the national shares are for software
(CPV 48) and IT services (CPV 72). The records of one framework agreement are one purchase.

Source: DECP, `offresRecues`; national figures: `procurement`.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.lockin._purchases import share_of_recent
from sovaudit.model import Measured

NAME = "portfolio.single_bid_share"
SUBJECT = "portfolio"
TYPE = "float"
UNIT = "share"
TITLE = {"fr": "Part de marchés à offre unique", "en": "Share of contracts with a single bid"}
BASIS = "L17; arrêté du 22 décembre 2022 (DECP), offresRecues"


def measure(position: int, case: Case) -> Measured:
    """Return such purchases over those of which it is known, 0..1."""
    return share_of_recent(case, "single_bid")
