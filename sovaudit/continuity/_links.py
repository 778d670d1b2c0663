# SPDX-License-Identifier: EUPL-1.2
"""Who needs whom in which bill of materials: arrays that are laid out once, and bits for the applications of a look-up.

An edge between two components is looked at once, and holds in those applications that contain both. What a bill of
materials calls the application's own package is not passed through: what that package needs is what the application
needs directly (`_own.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from msgspec import Struct

from sovaudit.graph.ordering import distinct, ranges

if TYPE_CHECKING:
    from numpy import int32, int64, intp, uint64
    from numpy.typing import NDArray

    Ints: TypeAlias = NDArray[int32] | NDArray[int64]

ONE = np.uint64(1)


class Table(Struct, frozen=True):
    """Lists of numbers: the n-th is `items[first[n]:first[n + 1]]`, sorted.

    Of the type that numpy takes as an index: another one it converts at every look-up.
    """

    first: NDArray[int64]
    items: NDArray[int64]

    def of(self, number: int) -> NDArray[int64]:
        """Return one list."""
        return self.items[self.first[number] : self.first[number + 1]]

    def all_of(self, numbers: NDArray[int64]) -> tuple[NDArray[intp], NDArray[int64]]:
        """Return several lists one after the other, each item with the place of its number among those asked for."""
        begin = self.first.take(numbers)
        lengths = self.first.take(numbers + 1) - begin
        return np.repeat(np.arange(len(numbers)), lengths), self.items.take(ranges(begin, lengths))


def table(keys: Ints, items: Ints, count: int) -> Table:
    """Return the items of each key, sorted.

    Args:
        keys, items: parallel.
        count: keys are below it.
    """
    pairs = np.sort(keys.astype(np.int64) << 32 | items)
    first = np.concatenate(([0], np.cumsum(np.bincount(keys, minlength=count)))).astype(np.int64)
    return Table(first, pairs & 0xFFFFFFFF)


class Layers(Struct, frozen=True):
    """The edges from below upwards: those of a component come after those of everything that it needs.

    Args:
        dependant, dependency: parallel.
        first: height of a dependant -> its first edge; the number of edges after the highest.
        loop: component -> number of its cycle, 0 for none. The components of a cycle are of one height.
    """

    dependant: NDArray[int64]
    dependency: NDArray[int64]
    first: NDArray[int64]
    loop: NDArray[int64]


class Links(Struct, frozen=True, dict=True):
    """Who needs whom, and where; components and applications are known by their positions.

    Args:
        needs, needed_by: component -> components.
        holders: component -> applications that contain it.
        passed: application -> the components that it contains, but for its own package.
        direct: component -> applications that need it directly.
        roots: application -> components that it needs directly.
        layers: the edges between components, in order.
    """

    needs: Table
    needed_by: Table
    holders: Table
    passed: Table
    direct: Table
    roots: Table
    layers: Layers

    @cached_property
    def holding(self) -> NDArray[int64]:
        """Return the applications that contain anything, sorted."""
        return distinct(self.holders.items)

    @cached_property
    def everywhere(self) -> Lanes:
        """Return these, laid out for the components that most of them contain."""
        return _laid(self, self.holding)


class Lanes(Struct, frozen=True):
    """Applications: a bit for each.

    Args:
        applications: in order: the n-th has bit n.
        number: application -> its bit, -1 for those that have none.
        passed: through which components a chain may lead, where: a row a component, in words of 64 bits.
    """

    applications: NDArray[int64]
    number: NDArray[int64]
    passed: NDArray[uint64]


def lanes_of(links: Links, component: int) -> Lanes:
    """Return the applications that contain a component, and others when that is no more than as many again.

    No chain leads through that component itself.
    """
    holders = links.holders.of(component)
    if len(holders) * 2 < len(links.holding):
        lanes = _laid(links, holders)
    else:
        lanes = Lanes(links.everywhere.applications, links.everywhere.number, links.everywhere.passed.copy())
    lanes.passed[component] = 0
    return lanes


def _laid(links: Links, applications: NDArray[int64]) -> Lanes:
    number = np.full(len(links.roots.first) - 1, -1)
    number[applications] = np.arange(len(applications))
    passed = np.zeros(((len(applications) + 63) >> 6, len(links.needs.first) - 1), dtype=np.uint64)
    for lane, application in enumerate(applications.tolist()):
        passed[lane >> 6][links.passed.of(application)] |= np.uint64(1 << (lane & 63))
    return Lanes(applications, number, np.ascontiguousarray(passed.T))


def bit_of(lanes: NDArray[int64] | NDArray[intp]) -> NDArray[uint64]:
    """Return the bit of each application in its word."""
    bits: NDArray[uint64] = ONE << (lanes & 63).astype(np.uint64)
    return bits


def mask(lanes: NDArray[int64] | NDArray[intp], words: int) -> NDArray[uint64]:
    """Return so many words in which some bits are set.

    >>> mask(np.array([64, 1]), 2).tolist()
    [2, 1]
    """
    bits = np.zeros(words << 6, dtype=bool)
    bits[lanes] = True
    return np.packbits(bits, bitorder="little").view("<u8").astype(np.uint64)


def starts_of(keys: NDArray[int64]) -> NDArray[intp]:
    """Return where, among numbers of which equal ones stand together, each is met first."""
    other = np.ones(len(keys), dtype=bool)
    np.not_equal(keys[1:], keys[:-1], out=other[1:])
    return np.flatnonzero(other)


def present(rows: NDArray[uint64]) -> NDArray[intp]:
    """Return which rows have a bit set. Word by word: numpy's `any` takes six times as long along so short an axis."""
    together = rows[:, 0]
    for word in range(1, rows.shape[1]):
        together = together | rows[:, word]
    return np.flatnonzero(together)


def put(rows: NDArray[uint64], places: NDArray[int64], values: NDArray[uint64]) -> None:
    """Set some rows, each as a whole: word by word it takes numpy three times as long."""
    whole = f"V{rows.shape[1] * 8}"
    rows.view(whole)[places, 0] = values.view(whole)[:, 0]


def integers(rows: NDArray[uint64]) -> list[int]:
    """Return rows of words as whole numbers."""
    return [int.from_bytes(row.astype("<u8").tobytes(), "little") for row in rows]


def rows_of(numbers: Iterable[int], words: int) -> NDArray[uint64]:
    """Return whole numbers as rows of so many words."""
    raw = b"".join(each.to_bytes(words * 8, "little") for each in numbers)
    return np.frombuffer(raw, dtype="<u8").astype(np.uint64).reshape(-1, words)
