# SPDX-License-Identifier: EUPL-1.2
"""Whether all exportable data and metadata of an application can be had, L05: all of it, or only a part or none.

Source: Regulation (EU) 2023/2854 (Data Act), art. 25(2)(e) and (f); SecNumCloud 3.2, 19.1.h.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Measured

NAME = "application.export_complete"
SUBJECT = "application"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Export complet des données", "en": "Complete export of the data"}
BASIS = "L05; Data Act, art. 25; SecNumCloud 3.2, 19.1.h"
VALUES = {
    "true": ("complet", "complète", "total", "totale", "tout", "all", "complete"),
    "false": ("partiel", "partielle", "en partie", "aucun", "aucune", "incomplet", "part", "none"),
}
QUESTION = {
    "fr": "Toutes les données et métadonnées de « {subject} » peuvent-elles être exportées, historiques compris ?",
    "en": "Can all data and metadata of “{subject}” be exported, documents and histories included?",
}


def measure(position: int, case: Case) -> Measured:
    """Return that no file tells it."""
    return Measured(ABSENT)
