# SPDX-License-Identifier: EUPL-1.2
"""Whether an offer is certified for health data (*hébergeur de données de santé*), as the register states it.

What is known of its provider in general is shown and decides nothing: the certificate names activities and sites. The
certified list is published by the Agence du numérique en santé; nobody copied it here.

Source: code de la santé publique art. L. 1111-8; référentiel HDS v2.0 (arrêté of 26 April 2024).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._hosting import hds
from sovaudit.model import Measured

NAME = "hosting.hds"
SUBJECT = "hosting"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Certification HDS de l’offre", "en": "HDS certification of the offer"}
BASIS = "CSP, art. L. 1111-8; HDS v2.0"
QUESTION = {
    "fr": "L’offre « {subject} » est-elle certifiée HDS pour l’activité confiée ? (numéro du certificat)",
    "en": "Is the offer “{subject}” HDS-certified for what is entrusted to it? (number of the certificate)",
}


def measure(position: int, case: Case) -> Measured:
    """Return what the register states, and what is known of the provider beside it."""
    return hds(case, position)
