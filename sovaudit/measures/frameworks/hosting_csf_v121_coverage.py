# SPDX-License-Identifier: EUPL-1.2
"""The share of the criteria in scope that are answered for a hosting offer: Cloud Sovereignty Framework, v1.2.1.

That nobody knows is an answer that is counted apart: it does not raise the share. The profile has 39 contributing
factors (30 in SOV-1 to SOV-6); those of environment, hardware, firmware and high-performance computing are out of
scope until one of them is answered.

Source: EU Cloud Sovereignty Framework v1.2.1 (October 2025), sections 3 to 5.

"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.frameworks import _told
from sovaudit.model import Measured

NAME = "hosting.csf_v121_coverage"
SUBJECT = "hosting"
TYPE = "float"
UNIT = "share"
TITLE = {
    "fr": "Part de critères renseignés de l’offre d’hébergement (CSF v1.2.1)",
    "en": "Share of criteria answered of the hosting offer (CSF v1.2.1)",
}
BASIS = "CSF v1.2.1"
ASKED_AS = "hosting.csf_v121_seal"


def measure(position: int, case: Case) -> Measured:
    """Return criteria answered over criteria in scope, 0..1."""
    return _told.coverage("hosting", position, "v1.2.1", case)
