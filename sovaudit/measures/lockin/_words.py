# SPDX-License-Identifier: EUPL-1.2
"""The vocabularies that several measures share: value -> the words that people write for it."""

from __future__ import annotations

NOT_APPLICABLE = ("sans objet", "s.o.", "non applicable", "n/a", "not applicable")
NONE = ("aucun", "aucune", "non", "no", "pas prévu", "non prévu", "non prévue", "néant", "absent", "absente", "rien")

REVERSIBILITY: dict[str, tuple[str, ...]] = {
    "none": NONE,
    "clause": ("oui", "yes", "prévue", "prévu", "présente", "oui, clause du CCAP", "clause du CCTP"),
    "plan": (
        "oui, plan annexé",
        "plan annexé",
        "plan de réversibilité",
        "plan de réversibilité annexé",
        "oui, plan de réversibilité annexé",
        "clause et plan",
        "annexed plan",
    ),
    "not_applicable": NOT_APPLICABLE,
}
EXIT_PLAN: dict[str, tuple[str, ...]] = {
    "none": NONE,
    "written": ("rédigé", "écrit", "oui", "yes", "documenté", "formalisé"),
    "costed": ("chiffré", "chiffrée", "budgété", "estimé", "priced"),
    "tested": ("testé", "testée", "éprouvé", "exercé", "exercice réalisé"),
    "not_applicable": NOT_APPLICABLE,
}
SOURCE_ACCESS: dict[str, tuple[str, ...]] = {
    "none": (*NONE, "pas d'accès", "fermé"),
    "escrow": ("séquestre", "sous séquestre", "entiercement", "dépôt APP", "dépôt à l'APP"),
    "delivered": ("livré", "livrée", "remis", "remise", "code livré", "sources livrées"),
    "public": ("publié", "publique", "ouvert", "dépôt public", "libre", "open source"),
    "not_applicable": NOT_APPLICABLE,
}
