# SPDX-License-Identifier: EUPL-1.2
"""The countries of the subcontractors that take part in an application; declared.

`none` declares that there are none.

Source: Regulation (EU) 2016/679 (GDPR) art. 28(2) and 28(4); EU Cloud Sovereignty Framework v1.2.1, SOV-4 (critical
subcontractors).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Measured

NAME = "application.subcontractor_countries"
SUBJECT = "application"
TYPE = "list"
UNIT = ""
TITLE = {"fr": "Pays des sous-traitants", "en": "Countries of subcontractors"}
BASIS = "RGPD, art. 28; CSF v1.2.1, SOV-4"
QUESTION = {
    "fr": "Dans quels pays sont les sous-traitants ultérieurs de « {subject} » ? (codes séparés par « ; », ou aucun)",
    "en": "In which countries are the subcontractors of “{subject}”? (codes separated by “;”, or none)",
}


def measure(position: int, case: Case) -> Measured:
    """Return that no file tells it."""
    return Measured(ABSENT)
