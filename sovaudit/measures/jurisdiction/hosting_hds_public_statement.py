# SPDX-License-Identifier: EUPL-1.2
"""Whether the provider publishes its statement on access from third countries; declared.

Source: référentiel HDS v2.0 (arrêté of 26 April 2024), EXI 31.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Measured

NAME = "hosting.hds_public_statement"
SUBJECT = "hosting"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Déclaration publique de l’hébergeur (HDS)", "en": "Public statement of the provider (HDS)"}
BASIS = "HDS v2.0, EXI 31"
QUESTION = {
    "fr": (
        "L’hébergeur de « {subject} » publie-t-il sa déclaration sur les accès depuis des pays tiers (exigence "
        "HDS 31) ?"
    ),
    "en": "Does the provider of “{subject}” publish its statement on access from third countries (HDS requirement 31)?",
}


def measure(position: int, case: Case) -> Measured:
    """Return that no file tells it."""
    return Measured(ABSENT)
