# SPDX-License-Identifier: EUPL-1.2
"""The share of the links of all chains of control that are known.

Links: publisher, owner, host, contract, support and the rest (`application.control_chain`).

Source: EU Cloud Sovereignty Framework v1.2.1, SOV-2 (law and jurisdiction); SOV-5 (visibility on the whole chain).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._portfolio import coverage
from sovaudit.model import Measured

NAME = "portfolio.jurisdiction_coverage"
SUBJECT = "portfolio"
TYPE = "float"
UNIT = "share"
TITLE = {"fr": "Part des liens de contrôle connus", "en": "Share of the links of control that are known"}
BASIS = "CSF v1.2.1, SOV-5"


def measure(position: int, case: Case) -> Measured:
    """Return known links over all links, 0..1."""
    return coverage(case)
