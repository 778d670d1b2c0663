# SPDX-License-Identifier: EUPL-1.2
"""Which application contains which component, in arrays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from sovaudit.model import Inventory

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Containment(Struct, frozen=True):
    """Distinct (application, component) pairs, sorted by application then component; positions in the inventory."""

    application: NDArray[np.int32]
    component: NDArray[np.int32]

    def of(self, application: int) -> NDArray[np.int32]:
        """Return the components of one application, sorted."""
        # Of the array's own type: for another one numpy copies the whole array at every look-up.
        ends = np.array((application, application + 1), dtype=self.application.dtype)
        first, last = np.searchsorted(self.application, ends)
        return self.component[first:last]

    def by_component(self, count: int) -> Iterator[list[int]]:
        """Yield the applications of each component, in order of the components.

        Args:
            count: number of components of the inventory.
        """
        order = np.argsort(self.component, kind="stable")
        applications = self.application[order].tolist()
        ends = np.searchsorted(self.component[order], np.arange(count), side="right").tolist()
        start = 0
        for end in ends:
            yield applications[start:end]
            start = end


def contained(inventory: Inventory) -> Containment:
    """Return which application contains which component, from the files that each claims."""
    return Containment(inventory.contains_application, inventory.contains_component)
