# SPDX-License-Identifier: EUPL-1.2
"""The share of the criteria in scope that are answered for a hosting offer: Cloud Sovereignty Framework, June 2026.

That nobody knows is an answer that is counted apart: it does not raise the share. The profile has 48 criteria; those
of environment, hardware, firmware and high-performance computing are out of scope until one of them is answered.

Source: EU Cloud Sovereignty Framework, implementation guidance and sovereignty assessment calculator (1 June 2026).

"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.frameworks import _told
from sovaudit.model import Measured

NAME = "hosting.csf_2026_coverage"
SUBJECT = "hosting"
TYPE = "float"
UNIT = "share"
TITLE = {
    "fr": "Part de critères renseignés de l’offre d’hébergement (CSF juin 2026)",
    "en": "Share of criteria answered of the hosting offer (CSF June 2026)",
}
BASIS = "CSF, calculator of June 2026"
ASKED_AS = "hosting.csf_2026_seal"


def measure(position: int, case: Case) -> Measured:
    """Return criteria answered over criteria in scope, 0..1."""
    return _told.coverage("hosting", position, "2026-06", case)
