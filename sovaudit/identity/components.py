# SPDX-License-Identifier: EUPL-1.2
"""Descriptions of one component by several files -> one component, merged by rules that ignore the files' order."""

from __future__ import annotations

from collections.abc import Iterable

from sovaudit.identity.purls import Purls, weak_id
from sovaudit.model import Component, Declared, Description


def component(description: Description, purls: Purls) -> Component:
    """Give a description its identity."""
    purl = purls.canonical(description.purl)
    return Component(
        id=purl or weak_id(description.supplier, description.name, description.version),
        purl=purl,
        name=description.name,
        version=description.version,
        type=description.type,
        supplier=description.supplier,
        supplier_country=description.supplier_country,
        licences=description.licences,
        hashes=description.hashes,
    )


def merge(one: Component, other: Component) -> Component:
    """Merge what two files say of one component: idempotent, and the same in any order.

    A field that only one fills is taken from it; where both differ the first in alphabetical order is shown. Licence
    statements and digests are all kept.
    """
    if one == other:
        return one
    return Component(
        id=one.id,
        purl=one.purl,
        name=_first(one.name, other.name),
        version=_first(one.version, other.version),
        type=_first(one.type, other.type),
        supplier=_first(one.supplier, other.supplier),
        supplier_country=_first(one.supplier_country, other.supplier_country),
        licences=one.licences if one.licences == other.licences else _statements((*one.licences, *other.licences)),
        hashes=one.hashes if one.hashes == other.hashes else tuple(sorted({*one.hashes, *other.hashes})),
    )


def _first(one: str, other: str) -> str:
    return min(filter(None, (one, other)), default="")


def _statements(stated: Iterable[Declared]) -> tuple[Declared, ...]:
    return tuple(sorted(set(stated), key=lambda each: (each.kind, each.value)))


class Components:
    """All components under one id each, filled from several workers in any order."""

    def __init__(self) -> None:
        """Start empty."""
        self._numbers: dict[str, int] = {}
        self.found: list[Component] = []

    def add(self, one: Component) -> int:
        """Return the number of a component, merging it with what is known of it."""
        number = self._numbers.setdefault(one.id, len(self.found))
        if number == len(self.found):
            self.found.append(one)
        elif self.found[number] != one:
            self.found[number] = merge(self.found[number], one)
        return number
