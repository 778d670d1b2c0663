# SPDX-License-Identifier: EUPL-1.2
"""The SEAL of a hosting offer for SOV-5, supply chain: Cloud Sovereignty Framework, June 2026.

The least of its criteria, where the answers decide it. A tender may set a minimum for each objective: an offer below
any one of them is rejected.

Source: EU Cloud Sovereignty Framework, implementation guidance and sovereignty assessment calculator (1 June 2026).

"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.frameworks import _told
from sovaudit.model import Measured

NAME = "hosting.csf_2026_sov5"
SUBJECT = "hosting"
TYPE = "int"
UNIT = "0..4"
TITLE = {
    "fr": "SEAL SOV-5, chaîne d’approvisionnement (CSF juin 2026)",
    "en": "SEAL SOV-5, supply chain (CSF June 2026)",
}
BASIS = "CSF, calculator of June 2026"
ASKED_AS = "hosting.csf_2026_seal"


def measure(position: int, case: Case) -> Measured:
    """Return the SEAL of SOV-5 that the answers decide."""
    return _told.objective_seal("hosting", position, "2026-06", "SOV-5", case)
