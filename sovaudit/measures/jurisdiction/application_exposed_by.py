# SPDX-License-Identifier: EUPL-1.2
"""By which links of its chain of control an application is under the law of a country of exposure tier 3.

One text a link: its role, who it is, in which country. None is said only when every link is known; one known link is
enough to be one. The tiers are our own classification (`organisation.exposure_tier` lists them); GDPR adequacy,
encryption and contracts lower none of them.

Source: the data set « countries »; EU Cloud Sovereignty Framework v1.2.1, SOV-2 (law and jurisdiction), factor 2.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._asking import of_chain
from sovaudit.measures.jurisdiction._chain import exposing, line, tier
from sovaudit.model import Measured, Unknown

NAME = "application.exposed_by"
SUBJECT = "application"
TYPE = "list"
UNIT = ""
TITLE = {
    "fr": "Maillons sous un droit de palier 3 (classement de sovaudit)",
    "en": "Links under the law of a tier 3 country (sovaudit’s own)",
}
BASIS = "sovaudit, countries"


def measure(position: int, case: Case) -> Measured:
    """Return the links, in the order of the chain."""
    found = tier(case, position)
    if isinstance(found.value, Unknown):
        return found
    return Measured(tuple(line(case, each) for each in exposing(case, position)), found.evidence)


def rests_on(position: int, case: Case) -> list[tuple[str, int]]:
    """Return the links that nobody knows."""
    return of_chain(case, position)
