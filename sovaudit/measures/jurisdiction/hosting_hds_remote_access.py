# SPDX-License-Identifier: EUPL-1.2
"""Whether no remote access to health data comes from outside the EEA, or all of it is covered; declared.

Covered by an adequacy decision or by the safeguards of article 46 of the GDPR.

Source: référentiel HDS v2.0 (arrêté of 26 April 2024), EXI 29; Regulation (EU) 2016/679 art. 45 and 46.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Measured

NAME = "hosting.hds_remote_access"
SUBJECT = "hosting"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Accès distants encadrés (HDS)", "en": "Remote access covered (HDS)"}
BASIS = "HDS v2.0, EXI 29"
QUESTION = {
    "fr": (
        "Les accès distants à « {subject} » depuis l’extérieur de l’EEE sont-ils inexistants, ou couverts par une"
        " adéquation ou des garanties (RGPD, art. 46) ?"
    ),
    "en": (
        "Is remote access to “{subject}” from outside the EEA absent, or covered by adequacy or safeguards (GDPR "
        "art. 46)?"
    ),
}


def measure(position: int, case: Case) -> Measured:
    """Return that no file tells it."""
    return Measured(ABSENT)
