# SPDX-License-Identifier: EUPL-1.2
"""Whether a country of exposure tier 3 is on the chain of control of an application.

One known link there settles that it is; that it is not needs every link to be known.

The tiers are our own classification (`organisation.exposure_tier` lists them). GDPR adequacy, encryption and
contracts lower none of them.

Source: the data set « countries »; EU Cloud Sovereignty Framework v1.2.1, SOV-2 (law and jurisdiction), factor 2.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._asking import of_chain
from sovaudit.measures.jurisdiction._chain import tier
from sovaudit.measures.jurisdiction._countries import DECIDES
from sovaudit.model import Measured, Unknown

NAME = "application.exposed"
SUBJECT = "application"
TYPE = "bool"
UNIT = ""
TITLE = {
    "fr": "Exposée à un droit de palier 3 (classement de sovaudit)",
    "en": "Exposed to the law of a tier 3 country (sovaudit’s own)",
}
BASIS = "sovaudit, countries"


def measure(position: int, case: Case) -> Measured:
    """Return whether tier 3 is reached, the deciding country first."""
    found = tier(case, position)
    if isinstance(found.value, Unknown):
        return found
    return Measured(found.value == DECIDES, found.evidence)


def rests_on(position: int, case: Case) -> list[tuple[str, int]]:
    """Return the links that nobody knows."""
    return of_chain(case, position)
