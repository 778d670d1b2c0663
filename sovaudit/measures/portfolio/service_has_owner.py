# SPDX-License-Identifier: EUPL-1.2
"""Whether somebody answers for a public service: its register names a department or a contact.

A blank register does not say that nobody does: unknown, until a person answers.

Source: ReCyF v2.5 1.1 (list of activities and services, each with an owner; ANSSI, 17 March 2026).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import Measured, Unknown

NAME = "service.has_owner"
SUBJECT = "service"
TYPE = "bool"
UNIT = ""
TITLE = {"fr": "Service avec un responsable", "en": "Service with an owner"}
BASIS = "ReCyF v2.5, 1.1"
QUESTION = {
    "fr": "Un responsable (direction, contact) est-il désigné pour le service « {subject} » ?",
    "en": "Is an owner (department, contact) designated for the service “{subject}”?",
}


def measure(position: int, case: Case) -> Measured:
    """Return true when the register names one."""
    facts = (*case.cells("service", position, "department"), *case.cells("service", position, "contact"))
    service = case.inventory.services[position]
    for each in (service.department, service.contact):
        if not isinstance(each, Unknown):
            return Measured(True, facts)
    return Measured(service.department, facts)
