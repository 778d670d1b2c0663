# SPDX-License-Identifier: EUPL-1.2
"""Whether the contract lists the third-country laws that apply to the provider; declared.

With what mitigates them and the risk that is left.

Source: référentiel HDS v2.0 (arrêté of 26 April 2024), EXI 30.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Measured

NAME = "hosting.hds_laws_listed"
SUBJECT = "hosting"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Droits de pays tiers listés au contrat (HDS)", "en": "Third-country laws listed in the contract (HDS)"}
BASIS = "HDS v2.0, EXI 30"
QUESTION = {
    "fr": (
        "Le contrat « {subject} » liste-t-il les droits de pays tiers applicables, les mesures prises et le "
        "risque résiduel ?"
    ),
    "en": (
        "Does the contract “{subject}” list the third-country laws that apply, the measures taken and the "
        "residual risk?"
    ),
}


def measure(position: int, case: Case) -> Measured:
    """Return that no file tells it."""
    return Measured(ABSENT)
