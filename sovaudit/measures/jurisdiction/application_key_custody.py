# SPDX-License-Identifier: EUPL-1.2
"""Who alone holds the keys that open the data: city, third_party_eu or provider; declared.

Keys that the provider does not hold mitigate access to data. They do not mitigate a service that is cut off.

Source: EU Cloud Sovereignty Framework v1.2.1, SOV-3, factor 1.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Measured

NAME = "application.key_custody"
SUBJECT = "application"
TYPE = "string"
UNIT = ""
TITLE = {"fr": "Détention des clés de chiffrement", "en": "Custody of the encryption keys"}
BASIS = "CSF v1.2.1, SOV-3 f1"
QUESTION = {
    "fr": (
        "Qui détient seul les clés de chiffrement de « {subject} » : la ville, un tiers dans l’Union ou le "
        "fournisseur ?"
    ),
    "en": "Who alone holds the encryption keys of “{subject}”: the city, a third party in the Union, or the provider?",
}
ASKED_OF = "city"
VALUES = {"city": ("ville",), "third_party_eu": ("tiers dans l’Union", "tiers"), "provider": ("fournisseur", "éditeur")}


def measure(position: int, case: Case) -> Measured:
    """Return that no file tells it."""
    return Measured(ABSENT)
