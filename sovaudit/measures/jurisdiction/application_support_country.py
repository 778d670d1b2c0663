# SPDX-License-Identifier: EUPL-1.2
"""The country from which an application is supported and administered: the last of the four questions; declared.

`none` declares that nobody outside the city does it.

Source: EU Cloud Sovereignty Framework v1.2.1, SOV-4 (support from the Union, under Union law only); SecNumCloud 3.2,
19.2.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Measured

NAME = "application.support_country"
SUBJECT = "application"
TYPE = "string"
UNIT = ""
TITLE = {"fr": "Pays du support et de l’administration", "en": "Country of support and administration"}
BASIS = "CSF v1.2.1, SOV-4; SecNumCloud 3.2, 19.2"
QUESTION = {
    "fr": "De quel pays « {subject} » est-elle supportée et administrée ? (code à deux lettres, ou aucun)",
    "en": "From which country is “{subject}” supported and administered? (two-letter code, or none)",
}


def measure(position: int, case: Case) -> Measured:
    """Return that no file tells it."""
    return Measured(ABSENT)
