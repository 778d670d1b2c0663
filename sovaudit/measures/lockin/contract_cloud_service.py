# SPDX-License-Identifier: EUPL-1.2
"""Whether a contract is for a data processing service in the sense of the Data Act: software or machines online.

True when one of its applications is a `saas`, or its CPV code is for hosting or storage (7231, 7241); false when each
of its applications is known to be something else. That is our reading of the definition: a lawyer's prevails.

Source: Regulation (EU) 2023/2854 (Data Act), art. 2(8) and 23.
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.lockin._contracts import unchecked
from sovaudit.measures.lockin._served import applications
from sovaudit.model import ABSENT, Measured, Unknown

HOSTING = ("7231", "7241")

NAME = "contract.cloud_service"
SUBJECT = "contract"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Service de traitement de données (Data Act)", "en": "Data processing service (Data Act)"}
BASIS = "Data Act, art. 2(8)"
ASKED_OF = "city"
QUESTION = {
    "fr": "Le marché « {subject} » porte-t-il sur un service en ligne ou un hébergement ?",
    "en": "Is the contract “{subject}” for an online service or for hosting?",
}


def measure(position: int, case: Case) -> Measured:
    """Return whether it is for an online service."""
    cpv = case.cells("contract", position, "cpv")
    if isinstance(cpv[0].value, str) and cpv[0].value.startswith(HOSTING):
        return Measured(True, cpv)
    kinds = [case.known("application.kind").of(each) for each in applications(case, position)]
    evidence = (*(fact for each in kinds for fact in each.evidence), *cpv)
    if any(each.value == "saas" for each in kinds):
        return Measured(True, evidence)
    missing = sum(isinstance(each.value, Unknown) for each in kinds)
    if missing or not kinds:
        return Measured(unchecked(missing, len(kinds)) if kinds else ABSENT, evidence)
    return Measured(False, evidence)
