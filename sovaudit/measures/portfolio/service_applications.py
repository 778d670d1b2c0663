# SPDX-License-Identifier: EUPL-1.2
"""How many applications a public service relies on, by the registers of applications and of dependencies.

A service that no register links to an application may still need some: unknown, until a person answers, be it 0.

Source: ReCyF v2.5 1.1 (each service with the information systems that support it; ANSSI, 17 March 2026).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures.portfolio._recyf import serving
from sovaudit.model import ABSENT, Fact, Measured

NAME = "service.applications"
SUBJECT = "service"
TYPE = "int"
UNIT = "applications"
TITLE = {"fr": "Applications dont dépend le service", "en": "Applications that the service relies on"}
BASIS = "ReCyF v2.5, 1.1"
QUESTION = {
    "fr": "De combien d’applications le service « {subject} » dépend-il, et desquelles ?",
    "en": "On how many applications does the service “{subject}” rely, and on which?",
}
SHOWN = 5


def measure(position: int, case: Case) -> Measured:
    """Return the number of applications, with the first of them."""
    found = serving(case).get(position, ())
    records = [case.inventory.applications[each] for each in found[:SHOWN]]
    facts = tuple(Fact("application", each.id, each.origin.source("services")) for each in records)
    return Measured(len(found) or ABSENT, facts)
