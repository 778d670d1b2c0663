# SPDX-License-Identifier: EUPL-1.2
"""The highest criticality of the public services that rely on an application, 1 to 4 (4: vital).

Unknown when it serves no service that a register defines, or when one of them has no criticality and none of the others
is vital.

Source: ReCyF v2.5 1.1 and 13.4 (ANSSI, 17 March 2026).

"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.model import ABSENT, Fact, Measured, Service, Unknown

VITAL = 4

NAME = "application.criticality"
SUBJECT = "application"
TYPE = "int"
UNIT = "1..4"
TITLE = {"fr": "Criticité des services rendus", "en": "Criticality of the services it serves"}
BASIS = "ReCyF v2.5, 1.1"
LOOKED = "services"
ASKED_OF = "city"
QUESTION = {
    "fr": "Quelle est la criticité, de 1 à 4 (4 : vital), du plus vital des services qui reposent sur « {subject} » ?",
    "en": "How critical, from 1 to 4 (4: vital), is the most vital of the services that rely on “{subject}”?",
}


def measure(position: int, case: Case) -> Measured:
    """Return the highest criticality among its services."""
    application = case.inventory.applications[position]
    services = case.once("services", _by_id)
    served = [services[each] for each in application.services if each in services]
    evidence = tuple(Fact("criticality", each.criticality, each.origin.source("criticality")) for each in served)
    known = [each.criticality for each in served if not isinstance(each.criticality, Unknown)]
    if not known or (len(known) < len(application.services) and max(known) < VITAL):
        missing = ", ".join(each for each in application.services if each not in services)
        return Measured(Unknown("undefined", missing) if missing else ABSENT, evidence)
    return Measured(max(known), evidence)


def _by_id(case: Case) -> dict[str, Service]:
    return {each.id: each for each in case.inventory.services}
