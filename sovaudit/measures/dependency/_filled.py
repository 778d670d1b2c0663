# SPDX-License-Identifier: EUPL-1.2
"""What bills of materials tell of each component, as columns: the basis of completeness and of the share unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sovaudit.measures import Case

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]

ELEMENTS = ("supplier_name", "component_name", "component_version", "other_unique_identifiers")
RELATED = "dependency_relationship"


def filled(case: Case) -> Mapping[str, Flags]:
    """Return for each NTIA element of a component, in the report's words, which components have it."""
    return case.once("components.filled", _filled)


def _filled(case: Case) -> Mapping[str, Flags]:
    inventory = case.inventory
    has = [
        (1 if each.supplier else 0)
        + (2 if each.name else 0)
        + (4 if each.version else 0)
        + (8 if each.purl or each.cpe or each.swid else 0)
        for each in inventory.components
    ]
    bits = np.array(has, dtype=np.uint8)
    related = np.zeros(len(inventory.components), dtype=bool)
    for ends in (inventory.edge_dependant, inventory.edge_dependency, inventory.root_dependency):
        related[ends] = True
    return {name: bits & (1 << number) != 0 for number, name in enumerate(ELEMENTS)} | {RELATED: related}
