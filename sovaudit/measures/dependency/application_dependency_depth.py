# SPDX-License-Identifier: EUPL-1.2
"""How many steps the farthest of an application's components is away from it, each by the shortest way.

Counted along the dependencies that its bills of materials state: 1 when it needs all of its components directly. Cycles
do no harm. `absent` when no file says what the application itself needs.

Source: CSF depth of analysis (EU Cloud Sovereignty Framework v1.2.1, SOV-5), by analogy; NTIA 2021 (depth).
"""

from __future__ import annotations

from sovaudit.measures import Case
from sovaudit.measures._linked import bills, components
from sovaudit.measures.dependency._depth import reached
from sovaudit.model import ABSENT, Fact, Measured, Unknown

NAME = "application.dependency_depth"
SUBJECT = "application"
TYPE = "int"
UNIT = "steps"
TITLE = {"fr": "Profondeur des dépendances", "en": "Depth of dependencies"}
BASIS = "NTIA minimum elements, 2021 (depth)"
ASKED_AS = "application.direct_dependencies"


def measure(position: int, case: Case) -> Measured:
    """Return the number of levels."""
    if not components(case, position).size:
        return Measured(Unknown("no_sbom"))
    found = reached(position, case)
    source = bills(case, position)
    facts = (
        Fact("components_by_step", tuple(map(str, found.levels)), source),
        Fact("components_apart", found.apart, source),
    )
    return Measured(len(found.levels) or ABSENT, facts)
