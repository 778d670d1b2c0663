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

from sovaudit.continuity._packages import Packages
from sovaudit.continuity._reach import Links, Table, table
from sovaudit.graph import contained
from sovaudit.identity.purls import canonical
from sovaudit.model import Inventory, Unknown

if TYPE_CHECKING:
    from numpy import bool_
    from numpy.typing import NDArray


def links_of(inventory: Inventory, packages: Packages) -> Links:
    """Lay out who needs whom, and in which applications."""
    size = len(inventory.components)
    held = contained(inventory)
    needs = table(inventory.edge_dependant, inventory.edge_dependency, size)
    holders = table(held.component, held.application, size)
    own, direct = _own(inventory, packages, needs)
    passing = holders
    if own:
        kept = np.ones(len(held.component), dtype=bool)
        kept[[at for pair in own for at in _place(inventory, *pair)]] = False
        passing = table(held.component[kept], held.application[kept], size)
    added = np.array(sorted(direct), dtype=np.int32).reshape(-1, 2)
    return Links(
        needs=needs,
        needed_by=table(inventory.edge_dependency, inventory.edge_dependant, size),
        holders=holders,
        passing=passing,
        direct=table(
            np.concatenate((inventory.root_dependency, added[:, 1])),
            np.concatenate((inventory.root_application, added[:, 0])),
            size,
        ),
        applications=len(inventory.applications),
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
