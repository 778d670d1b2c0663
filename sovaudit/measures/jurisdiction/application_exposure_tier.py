# SPDX-License-Identifier: EUPL-1.2
"""The highest exposure tier among the countries on the chain of control of an application, 0 to 3.

Tier 3 settles it whatever else is unknown; a lower one is told only when every link is known.

The tiers are our own classification (`organisation.exposure_tier` lists them). GDPR adequacy, encryption and
contracts lower none of them.

Source: the data set « countries »; EU Cloud Sovereignty Framework v1.2.1, SOV-2 (law and jurisdiction), factor 2.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._asking import of_chain
from sovaudit.measures.jurisdiction._chain import tier
from sovaudit.model import Measured

NAME = "application.exposure_tier"
SUBJECT = "application"
TYPE = "int"
UNIT = "0..3"
TITLE = {
    "fr": "Palier d’exposition de la chaîne (classement de sovaudit)",
    "en": "Exposure tier of the chain (sovaudit’s own)",
}
BASIS = "sovaudit, countries"


def measure(position: int, case: Case) -> Measured:
    """Return the highest tier, the deciding country first."""
    return tier(case, position)


def rests_on(position: int, case: Case) -> list[tuple[str, int]]:
    """Return the links that nobody knows."""
    return of_chain(case, position)
