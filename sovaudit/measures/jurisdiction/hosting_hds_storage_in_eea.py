# SPDX-License-Identifier: EUPL-1.2
"""Whether an offer stores health data in the European Economic Area only.

A stated country outside the EEA settles that it does not. One inside does not settle that all of it, backups
included, stays there: a person tells.

Source: référentiel HDS v2.0 (arrêté of 26 April 2024), EXI 28.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.jurisdiction._countries import country, fact
from sovaudit.model import ABSENT, Measured, Unknown

NAME = "hosting.hds_storage_in_eea"
SUBJECT = "hosting"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Données de santé stockées dans le seul EEE", "en": "Health data stored in the EEA only"}
BASIS = "HDS v2.0, EXI 28"
QUESTION = {
    "fr": "Toutes les données de santé de « {subject} », sauvegardes comprises, sont-elles stockées dans l’EEE ?",
    "en": "Is all health data of “{subject}”, backups included, stored in the EEA?",
}


def measure(position: int, case: Case) -> Measured:
    """Return false for a country outside the EEA; else that a person must tell."""
    where = case.known("hosting.country").of(position)
    found = country(case, where.value)
    if isinstance(found, Unknown):
        return Measured(found, where.evidence)
    return Measured(ABSENT if found.eea else False, (fact(case, found, "eea", found.eea), *where.evidence))
