# SPDX-License-Identifier: EUPL-1.2
"""The country where an organisation has its seat: whose law it is under itself.

What the register says; else official data that was imported (GLEIF, Recherche d'entreprises); else our seed list of
suppliers, with its confidence and day. A French seat says nothing of who controls it:
`organisation.ultimate_country`.

Source: EU Cloud Sovereignty Framework v1.2.1, SOV-2 (law and jurisdiction).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._owners import seat_of
from sovaudit.measures.jurisdiction._parties import registered
from sovaudit.model import Measured

NAME = "organisation.country"
SUBJECT = "organisation"
TYPE = "string"
UNIT = ""
TITLE = {"fr": "Pays du siège", "en": "Country of its seat"}
BASIS = "CSF v1.2.1, SOV-2"
QUESTION = {
    "fr": "Dans quel pays « {subject} » a-t-il son siège ? (code à deux lettres)",
    "en": "In which country does “{subject}” have its seat? (two-letter code)",
}


def measure(position: int, case: Case) -> Measured:
    """Return the country of the seat, with where it was read."""
    return seat_of(case, registered(case, position))
