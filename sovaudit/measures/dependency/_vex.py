# SPDX-License-Identifier: EUPL-1.2
"""VEX statements -> what each says of which component in which application, and which one counts.

- A statement in an application's own bill of materials that a vulnerability does not matter holds inside that
  application. That it does matter holds for the component wherever it is.
- A statement about parts (subcomponents) of a product holds inside the applications that the product is, or is in.
- A statement about an application holds for all that it contains.
- An analysis (`affected`, `not_affected`, `fixed`, `under_investigation`) stands before a mere report; of several the
  newest; on one day, or undated, one that leaves the vulnerability open.

Source: OpenVEX 0.2.0; CSAF 2.0 profile 5; CycloneDX 1.6 `vulnerabilities[].analysis`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from sovaudit.identity.purls import canonical
from sovaudit.measures import Case
from sovaudit.measures._linked import containment
from sovaudit.model import CLOSED, Inventory, Statement, Unknown

if TYPE_CHECKING:
    from numpy.typing import NDArray

EVERYWHERE: frozenset[int] = frozenset()


class Said(Struct, frozen=True):
    """A statement, and the positions of the applications inside which it holds; none: everywhere."""

    statement: Statement
    within: frozenset[int] = EVERYWHERE

    @property
    def ids(self) -> tuple[str, ...]:
        """Return every id of the vulnerability; CVE numbers in capitals."""
        stated = (self.statement.vulnerability, *self.statement.aliases)
        return tuple(each.upper() if each[:4].upper() == "CVE-" else each for each in stated if each)


class Stated(Struct, frozen=True):
    """What is stated, by position of the component and of the application that it speaks of."""

    components: Mapping[int, tuple[Said, ...]]
    applications: Mapping[int, tuple[Said, ...]]


def stated(case: Case) -> Stated:
    """Return what VEX statements say of components and applications."""
    return case.once("vex", _stated)


def counting(said: Iterable[Said]) -> Statement | None:
    """Return the statement that counts among those about one vulnerability in one place; None when there is none."""
    return max((each.statement for each in said), key=_weight, default=None)


def _weight(statement: Statement) -> tuple[bool, str, bool, str, str]:
    still_open = statement.status not in CLOSED
    return (
        statement.status != "reported",
        statement.as_of[:10],
        still_open,
        statement.source.path,
        statement.source.place,
    )


def _stated(case: Case) -> Stated:
    inventory = case.inventory
    components: dict[int, list[Said]] = {}
    applications: dict[int, list[Said]] = {}
    if not inventory.statements:
        return Stated({}, {})
    known = _Known(case)
    for each in inventory.statements:
        if not (each.vulnerability or any(each.aliases)):
            continue
        own = known.claimed.get(each.source.path, EVERYWHERE)
        parts = [at for product in each.products for at in known.components(product)]
        products = {at for product in each.products for at in known.applications(product)}
        if each.subcomponents:
            inside = frozenset(products | {at for part in parts for at in known.containing(part)}) or own
            parts = [at for name in each.subcomponents for at in known.components(name)] if inside else []
        else:
            inside = own
            for at in products:
                applications.setdefault(at, []).append(Said(each))
        within = inside if each.status in CLOSED else EVERYWHERE
        for at in parts:
            components.setdefault(at, []).append(Said(each, within))
    return Stated(
        {at: tuple(said) for at, said in components.items()}, {at: tuple(v) for at, v in applications.items()}
    )


class _Known:
    """The names by which statements call components and applications."""

    def __init__(self, case: Case) -> None:
        """Look for the names that are used, and no others."""
        inventory = case.inventory
        used = {name for each in inventory.statements for name in (*each.products, *each.subcomponents)}
        self._asked = {name: _plain(name) for name in used}
        wanted = set(self._asked.values())
        unversioned = {name for name in wanted if name.startswith("pkg:") and "@" not in name.partition("?")[0]}
        self._components: dict[str, list[int]] = {}
        for position, each in enumerate(inventory.components):
            if each.id in wanted:
                self._components.setdefault(each.id, []).append(position)
            if unversioned and each.purl and (base := each.purl.partition("@")[0]) in unversioned:
                self._components.setdefault(base, []).append(position)
        self.claimed: dict[str, frozenset[int]] = {}
        for file, application in inventory.claims:
            path = inventory.files[file].path
            self.claimed[path] = self.claimed.get(path, EVERYWHERE) | {application}
        self._applications = _applications(inventory)
        self.containing = applications_of(case)

    def components(self, name: str) -> list[int]:
        """Return the components of a name: a component id, or a package URL without version."""
        return self._components.get(self._asked[name], [])

    def applications(self, name: str) -> frozenset[int]:
        """Return the applications of a name."""
        return self._applications.get(self._asked[name], EVERYWHERE)


def applications_of(case: Case) -> Callable[[int], list[int]]:
    """Return what tells the applications that contain a component."""
    component, application = case.once("applications of components", _by_component)

    def containing(position: int) -> list[int]:
        first, last = np.searchsorted(component, np.array((position, position + 1), dtype=component.dtype))
        return list(map(int, application[first:last]))

    return containing


def _by_component(case: Case) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    pairs = containment(case)
    order = np.argsort(pairs.component, kind="stable")
    return pairs.component[order], pairs.application[order]


def _plain(name: str) -> str:
    return (canonical(name) or name) if name.startswith("pkg:") else name


def _applications(inventory: Inventory) -> dict[str, frozenset[int]]:
    """Name each application: id, package URL, and what the files that it claims call their subject."""
    found: dict[str, set[int]] = {}
    for number, each in enumerate(inventory.applications):
        found.setdefault(each.id, set()).add(number)
        if not isinstance(each.purl, Unknown) and (purl := canonical(each.purl)):
            found.setdefault(purl, set()).add(number)
    for file, application in inventory.claims:
        subject = inventory.files[file].subject
        if subject is None:
            continue
        purl = canonical(subject.purl)
        named = f"{subject.name}@{subject.version}".removesuffix("@")
        for name in filter(None, (purl, purl.partition("@")[0], subject.name and named)):
            found.setdefault(name, set()).add(application)
    return {name: frozenset(numbers) for name, numbers in found.items()}
