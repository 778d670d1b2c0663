# SPDX-License-Identifier: EUPL-1.2
"""Where a component was seen: the first line of evidence of every finding about it."""

from __future__ import annotations

import numpy as np

from sovaudit.model import Fact, Inventory, Source


class Sightings:
    """The first place of each component in the files, found when it is asked for."""

    def __init__(self, inventory: Inventory) -> None:
        """Point each component at its first occurrence."""
        self._inventory = inventory
        count = inventory.occurrence_component.size
        self._first = np.full(len(inventory.components), -1, dtype=np.int64)
        self._first[inventory.occurrence_component[::-1]] = np.arange(count)[::-1]
        self._known: dict[int, tuple[Fact, ...]] = {}

    def of(self, component: int) -> tuple[Fact, ...]:
        """Return one fact, or none when no file has the component."""
        if component not in self._known:
            self._known[component] = self._fact(component)
        return self._known[component]

    def _fact(self, component: int) -> tuple[Fact, ...]:
        occurrence = int(self._first[component])
        if occurrence < 0:
            return ()
        inventory = self._inventory
        file = int(inventory.occurrence_file[occurrence])
        place = inventory.place(file, int(inventory.occurrence_entry[occurrence]))
        return (Fact("component", inventory.components[component].id, Source(inventory.files[file].path, place)),)
