# SPDX-License-Identifier: EUPL-1.2
"""How many components an application needs directly, as its bills of materials say.

Source: NTIA, The Minimum Elements For a Software Bill of Materials, 12 July 2021 (dependency relationship).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures._linked import bills, components
from sovaudit.measures.dependency._depth import reached
from sovaudit.model import ABSENT, Fact, Measured, Unknown

NAME = "application.direct_dependencies"
SUBJECT = "application"
TYPE = "int"
UNIT = "components"
TITLE = {"fr": "Dépendances directes", "en": "Direct dependencies"}
BASIS = "NTIA minimum elements, 2021"
QUESTION = {
    "fr": "Pouvez-vous fournir une nomenclature de « {subject} » qui dit quels composants dépendent desquels ?",
    "en": "Can you supply a bill of materials of “{subject}” that says which components need which?",
}


def measure(position: int, case: Case) -> Measured:
    """Return the number of direct dependencies."""
    held = components(case, position)
    if not held.size:
        return Measured(Unknown("no_sbom"))
    found = reached(position, case)
    source = bills(case, position)
    return Measured(found.direct or ABSENT, (Fact("components", int(held.size), source),))
