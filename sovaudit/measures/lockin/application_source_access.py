# SPDX-License-Identifier: EUPL-1.2
"""How the city gets at the source code of an application, L02: none, escrow, delivered, public.

The best of what is told: by a person, by the contracts that count today (`source_access`), and by the register's
licence: under a recognised open licence the code is public.

Source: EU Cloud Sovereignty Framework, SOV-4; CCAG-TIC 2021, intellectual property (source code of results).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.lockin._contracts import clauses, furthest
from sovaudit.measures.lockin._words import SOURCE_ACCESS
from sovaudit.model import Measured

NAME = "application.source_access"
SUBJECT = "application"
TYPE = "string"
UNIT = ""
TITLE = {"fr": "Accès au code source", "en": "Access to the source code"}
BASIS = "L02; CSF SOV-4; CCAG-TIC 2021"
VALUES = SOURCE_ACCESS
ASKED_OF = "city"
QUESTION = {
    "fr": "Comment la ville accède-t-elle au code source de « {subject} » : aucun, séquestre, livré, public ?",
    "en": "How does the city get at the source code of “{subject}”: none, escrow, delivered, public?",
}
ORDER = ("none", "escrow", "delivered", "public")


def measure(position: int, case: Case) -> Measured:
    """Return the best access that is told."""
    licence = case.known("application.licence.recognised").of(position)
    if licence.value is True:
        return Measured("public", licence.evidence)
    return furthest(clauses(case, NAME, position, "source_access", VALUES), ORDER)
