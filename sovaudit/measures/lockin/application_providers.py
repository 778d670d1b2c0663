# SPDX-License-Identifier: EUPL-1.2
"""How many independent providers can support an application, L16.

What a person declared counts; else those that catalogues list (SILL with the CNLL's directory, Comptoir du Libre).
Names that differ by their legal form are one; so are companies that the register joins to one group. An entry without
providers says nothing: that nobody registered is not that nobody is there.

Source: SecNumCloud 3.2, 19.6.d: own skills, or at least two third parties.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.lockin._catalogue import entries, nothing
from sovaudit.measures.lockin._contracts import told
from sovaudit.measures.lockin._holders import holder
from sovaudit.model import Fact, Measured

NAME = "application.providers"
SUBJECT = "application"
TYPE = "int"
UNIT = "providers"
TITLE = {"fr": "Prestataires indépendants", "en": "Independent providers"}
BASIS = "L16; SecNumCloud 3.2, 19.6.d"
VALUES = {"0": ("aucun", "aucune", "none"), "1": ("un seul", "éditeur seul")}
QUESTION = {
    "fr": "Combien de prestataires indépendants peuvent assurer le support de « {subject} » ?",
    "en": "How many independent providers can support “{subject}”?",
}


def measure(position: int, case: Case) -> Measured:
    """Return the number of distinct providers."""
    declared = told(case, NAME, f"application:{case.inventory.applications[position].id}")
    if declared is not None:
        return declared
    found: dict[str, Fact] = {}
    for entry in entries(case, position):
        for name in entry.providers:
            found.setdefault(holder(case, name).group, Fact("provider", name, entry.origin.source(), note=entry.id))
    return Measured(
        len(found) if found else nothing(case, position), tuple(fact for _group, fact in sorted(found.items()))
    )
