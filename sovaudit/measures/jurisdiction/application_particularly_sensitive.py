# SPDX-License-Identifier: EUPL-1.2
"""Whether an application holds data *d'une sensibilité particulière*: both conditions of article 31 SREN, together.

(a) Secrets that the law protects (CRPA art. L. 311-5 and L. 311-6), or data needed for essential missions of the
State; and (b) a breach that is likely to harm public order, public safety, health or life, or intellectual property.
Data that the register calls public has no secret: (a) fails, and that decides. Personal, health and sensitive data
fulfil (a) at most; whether (b) holds is for people to tell, and the register does not.

Source: loi n° 2024-449 (SREN) art. 31; circulars 6282-SG (5 July 2021) and 6404/SG (31 May 2023), rule R9.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Measured

NAME = "application.particularly_sensitive"
SUBJECT = "application"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Données d’une sensibilité particulière", "en": "Particularly sensitive data"}
BASIS = "Loi SREN n° 2024-449, art. 31; circulaire 6404/SG, R9"
QUESTION = {
    "fr": (
        "« {subject} » : une violation de ses données protégées par un secret légal porterait-elle atteinte à "
        "l’ordre ou à la sécurité publics, à la santé ou à la vie, ou à la propriété intellectuelle ? (SREN, art."
        " 31 : oui si les deux conditions sont réunies)"
    ),
    "en": (
        "“{subject}”: does it hold data under a legal secret, a breach of which would harm public order or "
        "safety, health or life, or intellectual property? (SREN art. 31: yes when both hold)"
    ),
}
ASKED_OF = "city"


def measure(position: int, case: Case) -> Measured:
    """Return false for public data; else that a person must tell."""
    cells = case.cells("application", position, "data_sensitivity")
    return Measured(False if cells[0].value == "public" else ABSENT, cells)
