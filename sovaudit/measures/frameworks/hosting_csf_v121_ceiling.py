# SPDX-License-Identifier: EUPL-1.2
"""The highest SEAL that the answers leave possible for a hosting offer: Cloud Sovereignty Framework, v1.2.1.

Always known: 4 when nothing is answered. One bad answer is enough to lower it for good, however many criteria still
wait for theirs; a rule can so fail an offer before its file is complete.

Source: EU Cloud Sovereignty Framework v1.2.1 (October 2025), sections 3 to 5.

"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.frameworks import _told
from sovaudit.model import Measured

NAME = "hosting.csf_v121_ceiling"
SUBJECT = "hosting"
TYPE = "int"
UNIT = "0..4"
TITLE = {
    "fr": "SEAL le plus haut encore possible de l’offre d’hébergement (CSF v1.2.1)",
    "en": "Highest SEAL still possible of the hosting offer (CSF v1.2.1)",
}
BASIS = "CSF v1.2.1"
ASKED_AS = "hosting.csf_v121_seal"


def measure(position: int, case: Case) -> Measured:
    """Return the most that the SEAL may be, with the answers that hold it down."""
    return _told.ceiling("hosting", position, "v1.2.1", case)
