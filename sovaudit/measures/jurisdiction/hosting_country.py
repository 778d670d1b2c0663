# SPDX-License-Identifier: EUPL-1.2
"""The country where a hosting offer keeps the data: the first of the four questions, and no answer to the others.

What the register says. Who provides it, under which law, and who controls that provider are measures of their own.

Source: Regulation (EU) 2016/679 (GDPR) art. 44; Regulation (EU) 2023/2854 (Data Act) art. 28(1)(a): providers publish
it.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._countries import code
from sovaudit.model import ABSENT, Measured

NAME = "hosting.country"
SUBJECT = "hosting"
TYPE = "string"
UNIT = ""
TITLE = {"fr": "Pays de l’hébergement", "en": "Country of the hosting"}
BASIS = "RGPD, art. 44; CSF v1.2.1, SOV-3"
QUESTION = {
    "fr": (
        "Dans quel pays les données de « {subject} » sont-elles stockées, sauvegardes comprises ? (code à deux lettres)"
    ),
    "en": "In which country is the data of “{subject}” stored, backups included? (two-letter code)",
}
ASKED_OF = "city"


def measure(position: int, case: Case) -> Measured:
    """Return the country that the register states."""
    cells = case.cells("hosting", position, "country")
    stated = cells[0].value
    return Measured(code(case, stated) if isinstance(stated, str) else ABSENT, cells)
