# SPDX-License-Identifier: EUPL-1.2
"""Where a component was seen: the first line of evidence of every finding about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from sovaudit.measures import Case, measures
from sovaudit.model import Fact, Source, Unknown, Value
from sovaudit.policy.rules import Rule

Stated: TypeAlias = Callable[[int, Case], tuple[str, Value | Unknown]]


class Sightings:
    """The first place of each component in the files, with what is said of it there that a rule reads."""

    def __init__(self, case: Case) -> None:
        """Point each component at its first occurrence."""
        self._case = case
        inventory = case.inventory
        count = inventory.occurrence_component.size
        self._first = np.full(len(inventory.components), -1, dtype=np.int64)
        self._first[inventory.occurrence_component[::-1]] = np.arange(count)[::-1]
        self._known: dict[tuple[int, object], tuple[Fact, ...]] = {}

    @staticmethod
    def stated(rule: Rule) -> Stated | None:
        """Return what tells of a component that which a rule rests on; None when its name is all there is to tell."""
        names = (read.name for read in rule.reads if read.subject == "component")
        return next((getattr(measures().get(name), "STATED", None) for name in names), None)

    def of(self, component: int, stated: Stated | None) -> tuple[Fact, ...]:
        """Return one fact, or none when no file has the component."""
        if (component, stated) not in self._known:
            self._known[component, stated] = self._fact(component, stated)
        return self._known[component, stated]

    def _fact(self, component: int, stated: Stated | None) -> tuple[Fact, ...]:
        occurrence = int(self._first[component])
        if occurrence < 0:
            return ()
        inventory = self._case.inventory
        file = int(inventory.occurrence_file[occurrence])
        place = inventory.place(file, int(inventory.occurrence_entry[occurrence]))
        name, value = stated(component, self._case) if stated else ("component", inventory.components[component].id)
        return (Fact(name, value, Source(inventory.files[file].path, place)),)
