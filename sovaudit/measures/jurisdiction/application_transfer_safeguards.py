# SPDX-License-Identifier: EUPL-1.2
"""Whether transfers of personal data outside the EEA are covered; declared.

By safeguards (standard clauses, binding rules), or by the recipient's certification to a partial adequacy decision.

Source: Regulation (EU) 2016/679 (GDPR) art. 45 and 46; decision (EU) 2023/1795.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Measured

NAME = "application.transfer_safeguards"
SUBJECT = "application"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Transferts encadrés", "en": "Transfers covered"}
BASIS = "RGPD, art. 46"
QUESTION = {
    "fr": (
        "Les transferts hors EEE de « {subject} » sont-ils couverts (certification Data Privacy Framework du "
        "destinataire, clauses types) ?"
    ),
    "en": (
        "Are transfers of “{subject}” outside the EEA covered (the recipient’s Data Privacy Framework "
        "certification, standard clauses)?"
    ),
}
ASKED_OF = "city"


def measure(position: int, case: Case) -> Measured:
    """Return that no file tells it."""
    return Measured(ABSENT)
