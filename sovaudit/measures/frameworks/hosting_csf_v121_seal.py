# SPDX-License-Identifier: EUPL-1.2
"""The SEAL of a hosting offer under the Cloud Sovereignty Framework, v1.2.1: 0 (none) to 4 (full sovereignty).

It is the least of the eight objectives, and an objective is the least of its criteria: no average hides a weak link.
Criteria without an answer may have any of theirs; the SEAL is known only when the answers decide it, else unknown
with the most that it can be. Environment, hardware, firmware and high-performance computing are out of scope until
one of their criteria is answered.

One factor is one row of the answers register: measure `csf.v1.2.1.sov1-f1`, value its SEAL, 0 to 4; `inconnu` when
nobody knows.

Source: EU Cloud Sovereignty Framework v1.2.1 (October 2025), sections 3 to 5.

"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.frameworks import _told
from sovaudit.model import Measured

NAME = "hosting.csf_v121_seal"
SUBJECT = "hosting"
TYPE = "int"
UNIT = "0..4"
TITLE = {"fr": "SEAL de l’offre d’hébergement (CSF v1.2.1)", "en": "SEAL of the hosting offer (CSF v1.2.1)"}
BASIS = "CSF v1.2.1"
QUESTION = {
    "fr": "Quelles sont les réponses de « {subject} » aux critères du Cloud Sovereignty Framework (v1.2.1) ?",
    "en": "How does “{subject}” answer the criteria of the Cloud Sovereignty Framework (v1.2.1)?",
}


def measure(position: int, case: Case) -> Measured:
    """Return the SEAL that the answers decide, with the weakest of them."""
    return _told.seal("hosting", position, "v1.2.1", case)
