# SPDX-License-Identifier: EUPL-1.2
"""How many of the city's agents are able to run an application, L26.

Source: EU Cloud Sovereignty Framework, SOV-4 (skills at hand).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Measured

NAME = "application.skilled_agents"
SUBJECT = "application"
TYPE = "int"
UNIT = "people"
TITLE = {"fr": "Agents de la ville qui savent l’exploiter", "en": "Agents of the city able to run it"}
BASIS = "L26; CSF SOV-4"
VALUES = {"0": ("aucun", "aucune", "personne", "zéro", "none", "nobody")}
ASKED_OF = "city"
QUESTION = {
    "fr": "Combien d’agents de la ville savent exploiter « {subject} » sans le fournisseur ?",
    "en": "How many agents of the city are able to run “{subject}” without the supplier?",
}


def measure(position: int, case: Case) -> Measured:
    """Return that no file tells it."""
    return Measured(ABSENT)
