# SPDX-License-Identifier: EUPL-1.2
"""Whether personal data may go to the country where an application stores it: eu_eea, yes, partial or no.

It answers a question of transfer, and no other: no law of that country, nor of whoever controls the provider, loses
its reach by it. `partial` is for some recipients only, such as organisations certified to the EU-US Data Privacy
Framework.

Source: Regulation (EU) 2016/679 (GDPR) art. 44 and 45; the data set « countries ».
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._countries import adequacy
from sovaudit.model import Measured

NAME = "application.gdpr_adequacy"
SUBJECT = "application"
TYPE = "string"
UNIT = ""
TITLE = {"fr": "Adéquation RGPD du pays de stockage", "en": "GDPR adequacy of the country of storage"}
BASIS = "RGPD, art. 44 et 45"
ASKED_AS = "application.hosting_country"


def measure(position: int, case: Case) -> Measured:
    """Return what the list says of the country of storage, with the decision."""
    return adequacy(case, case.known("application.hosting_country").of(position))
