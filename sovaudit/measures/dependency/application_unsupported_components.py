# SPDX-License-Identifier: EUPL-1.2
"""How many of an application's components are in a release that its publisher supports no longer.

At least that many, when one is known: most libraries publish no lifecycle, and none of these is counted as supported.
Zero only when every component is known to be supported; else `unchecked`, with how many were not.

Source: ReCyF v2.5 5.B.7 (supported versions only).
"""

from __future__ import annotations

import numpy as np

from sovaudit.measures import Case
from sovaudit.measures._linked import bills, components
from sovaudit.model import Fact, Measured, Unknown

NAME = "application.unsupported_components"
SUBJECT = "application"
TYPE = "int"
UNIT = "components"
TITLE = {"fr": "Composants sans support", "en": "Components out of support"}
BASIS = "ReCyF v2.5, 5.B.7"
QUESTION = {
    "fr": "Lesquels des composants de « {subject} » ne sont plus maintenus par leur éditeur ?",
    "en": "Which of the components of “{subject}” are no longer supported by their publishers?",
}
SHOWN = 5


def measure(position: int, case: Case) -> Measured:
    """Return the number of components out of support."""
    held = components(case, position)
    if not held.size:
        return Measured(Unknown("no_sbom"))
    column = case.known("component.supported")
    codes = column.codes[held]
    over = np.array([each.value is False for each in column.answers], dtype=bool)[codes]
    unknown = int(np.array([isinstance(each.value, Unknown) for each in column.answers], dtype=bool)[codes].sum())
    count = int(over.sum())
    source = bills(case, position)
    facts = [Fact("unchecked_components", unknown, source), Fact("components", int(held.size), source)]
    for component in held[over][:SHOWN].tolist():
        facts.append(Fact("unsupported", case.inventory.components[component].id, source))
        facts += column.of(component).evidence[:1]
    if not count and unknown:
        return Measured(Unknown("unchecked", f"{unknown} / {held.size}"), tuple(facts))
    return Measured(count, tuple(facts))
