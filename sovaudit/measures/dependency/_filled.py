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
    each_has = [
        (bool(each.supplier), bool(each.name), bool(each.version), bool(each.purl or each.cpe or each.swid))
        for each in inventory.components
    ]
    table = np.array(each_has, dtype=bool).reshape(-1, len(ELEMENTS))
    related = np.zeros(len(inventory.components), dtype=bool)
    for ends in (inventory.edge_dependant, inventory.edge_dependency, inventory.root_dependency):
        related[ends] = True
    return {name: table[:, number] for number, name in enumerate(ELEMENTS)} | {RELATED: related}
