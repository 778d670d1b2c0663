# SPDX-License-Identifier: EUPL-1.2
"""What an application's bills of materials call its own package, and what it therefore needs directly.

Many bills have one direct dependency: the product itself, which then has all the others. To say that everything comes
in through the product says nothing. The own package is the one whose package URL the register gives to the application,
or that the bill describes (its package URL; its name and version where the component has no package URL).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from sovaudit.continuity._closure import layers_of
from sovaudit.continuity._links import Links, Table, table
from sovaudit.continuity._packages import Packages
from sovaudit.graph import contained
from sovaudit.graph.ordering import distinct
from sovaudit.identity.purls import canonical
from sovaudit.model import Inventory, Unknown

if TYPE_CHECKING:
    from numpy import bool_
    from numpy.typing import NDArray


def links_of(inventory: Inventory, packages: Packages) -> Links:
    """Lay out who needs whom, and in which applications."""
    size, applications = len(inventory.components), len(inventory.applications)
    held = contained(inventory)
    needs = table(inventory.edge_dependant, inventory.edge_dependency, size)
    own, direct = _own(inventory, packages, needs)
    kept = np.ones(len(held.component), dtype=bool)
    kept[[at for pair in own for at in _place(inventory, *pair)]] = False
    stated = inventory.root_application.astype(np.int64) << 32 | inventory.root_dependency
    added = np.array([application << 32 | each for application, each in direct], dtype=np.int64)
    roots = distinct(np.concatenate((stated, added)))
    application, component = roots >> 32, roots & 0xFFFFFFFF
    return Links(
        needs=needs,
        needed_by=table(inventory.edge_dependency, inventory.edge_dependant, size),
        holders=table(held.component, held.application, size),
        passed=table(held.application[kept], held.component[kept], applications),
        direct=table(component, application, size),
        roots=table(application, component, applications),
        layers=layers_of(size, inventory.edge_dependant, inventory.edge_dependency),
    )


def _own(inventory: Inventory, packages: Packages, needs: Table) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Return (application, component) pairs: own packages, and what these need in place of the application."""
    own: set[tuple[int, int]] = set()
    direct: set[tuple[int, int]] = set()
    named = _named(inventory, packages)
    roots = table(inventory.root_application, inventory.root_dependency, len(inventory.applications))
    for application, called in named.items():
        front = called.intersection(roots.of(application).tolist())
        while front:
            own.update((application, each) for each in front)
            needed = {other for each in front for other in needs.of(each).tolist()}
            direct.update((application, each) for each in needed)
            front = {each for each in needed & called if (application, each) not in own}
    return own, direct


def _named(inventory: Inventory, packages: Packages) -> dict[int, set[int]]:
    """Return application -> the components that go by its name."""
    found: dict[int, set[int]] = {}
    for at, application in enumerate(inventory.applications):
        if not isinstance(application.purl, Unknown):
            found.setdefault(at, set()).update(packages.versions_of(canonical(application.purl)))
    for file, at in inventory.claims:
        subject = inventory.files[file].subject
        if subject is None:
            continue
        called = found.setdefault(at, set())
        if subject.purl:
            called.update(packages.versions_of(canonical(subject.purl)))
        if subject.name and subject.version:
            same = packages.versions_of(subject.name)
            called.update(each for each in same if inventory.components[each].version == subject.version)
    return found


def _place(inventory: Inventory, application: int, component: int) -> Iterator[int]:
    """Yield where a pair stands among those of `contains`, if it does."""
    ends = np.array((application, application + 1), dtype=inventory.contains_application.dtype)
    first, last = np.searchsorted(inventory.contains_application, ends).tolist()
    inside: NDArray[bool_] = inventory.contains_component[first:last] == component
    yield from (first + np.flatnonzero(inside)).tolist()
