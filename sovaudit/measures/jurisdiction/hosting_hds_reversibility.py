# SPDX-License-Identifier: EUPL-1.2
"""Whether the contract for hosting health data has the reversibility clause that HDS asks for; declared.

Source: référentiel HDS v2.0 (arrêté of 26 April 2024), EXI 27.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Measured

NAME = "hosting.hds_reversibility"
SUBJECT = "hosting"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Clause de réversibilité HDS", "en": "HDS reversibility clause"}
BASIS = "HDS v2.0, EXI 27"
QUESTION = {
    "fr": "Le contrat d’hébergement « {subject} » comporte-t-il la clause de réversibilité de l’exigence HDS 27 ?",
    "en": "Does the hosting contract “{subject}” have the reversibility clause of HDS requirement 27?",
}


def measure(position: int, case: Case) -> Measured:
    """Return that no file tells it."""
    return Measured(ABSENT)
