# SPDX-License-Identifier: EUPL-1.2
"""The country of whoever controls an organisation at the top: the law that can reach it through its owner.

What the register says, else what it says of the parent and of the parent's parent; else GLEIF and our seed list of
suppliers; when these differ it is a conflict. A blank cell is unknown, never the country of the seat.

Source: EU Cloud Sovereignty Framework v1.2.1, SOV-2 (law and jurisdiction); code de commerce, art. L. 233-3
(control).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._owners import ultimate_of
from sovaudit.model import Measured

NAME = "organisation.ultimate_country"
SUBJECT = "organisation"
TYPE = "string"
UNIT = ""
TITLE = {"fr": "Pays du contrôleur ultime", "en": "Country of its ultimate controller"}
BASIS = "CSF v1.2.1, SOV-1, SOV-2"
QUESTION = {
    "fr": "Qui contrôle « {subject} » en dernier ressort, et dans quel pays ? (code à deux lettres)",
    "en": "Who controls “{subject}” at the top, and in which country? (two-letter code)",
}


def measure(position: int, case: Case) -> Measured:
    """Return the country of the ultimate controller, with the source of each step."""
    return ultimate_of(case, position)
