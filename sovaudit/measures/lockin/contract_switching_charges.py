# SPDX-License-Identifier: EUPL-1.2
"""What leaving costs under a contract, L12: none, cost (what it costs the supplier), other.

Source: Regulation (EU) 2023/2854 (Data Act), art. 29: reduced to cost until 12 January 2027, none from then on.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Measured

NAME = "contract.switching_charges"
SUBJECT = "contract"
TYPE = "string"
UNIT = ""
TITLE = {"fr": "Frais de changement de fournisseur", "en": "Charges for switching supplier"}
BASIS = "L12; Data Act, art. 29"
VALUES = {
    "none": ("aucun", "aucuns", "aucun frais", "gratuit", "sans frais", "nul", "néant", "0", "0 €", "free"),
    "cost": ("coûtant", "au coûtant", "coût réel", "coûts réels", "au coût", "prix coûtant", "at cost"),
    "other": ("autre", "autres", "payant", "forfait", "pénalité", "pénalités", "oui", "yes", "facturé"),
}
ASKED_OF = "city"
QUESTION = {
    "fr": "Quels frais le marché « {subject} » prévoit-il pour changer de fournisseur : aucun, coûtant, autre ?",
    "en": "Which charges does the holder of the contract “{subject}” ask for switching supplier: none, cost, other?",
}


def measure(position: int, case: Case) -> Measured:
    """Return that no file tells it."""
    return Measured(ABSENT)
