# SPDX-License-Identifier: EUPL-1.2
"""What is known of each objective for a hosting offer, a line each: Cloud Sovereignty Framework, June 2026.

The SEAL of the objective, or the most that it can be, and how many of its criteria are answered; objectives that are
out of scope say so. Unknown when nothing is answered.

Source: EU Cloud Sovereignty Framework, implementation guidance and sovereignty assessment calculator (1 June 2026).

"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.frameworks import _told
from sovaudit.model import Measured

NAME = "hosting.csf_2026_objectives"
SUBJECT = "hosting"
TYPE = "list"
UNIT = ""
TITLE = {
    "fr": "SEAL par objectif de l’offre d’hébergement (CSF juin 2026)",
    "en": "SEAL by objective of the hosting offer (CSF June 2026)",
}
BASIS = "CSF, calculator of June 2026"
ASKED_AS = "hosting.csf_2026_seal"


def measure(position: int, case: Case) -> Measured:
    """Return a line for each of the eight objectives."""
    return _told.objectives("hosting", position, "2026-06", case)
