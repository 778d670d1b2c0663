# SPDX-License-Identifier: EUPL-1.2
"""How far from an application its components stand, by who needs whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from sovaudit.measures import Case

if TYPE_CHECKING:
    from numpy import bool_, int32, int64
    from numpy.typing import NDArray


class Reached(Struct, frozen=True):
    """What an application's bills of materials lead to.

    Args:
        levels: how many components are first reached in one step, in two, ...
        direct: components that the application itself needs.
        apart: components of the application that nothing leads to.
    """

    levels: tuple[int, ...]
    direct: int
    apart: int


class _Edges(Struct, frozen=True):
    """Edges sorted by dependant: those of component n are `needed[first[n]:first[n + 1]]`."""

    needed: NDArray[int32]
    first: NDArray[int64]


CELLS = 4_000_000
"""(application, component) cells of one walk: applications beyond them wait for the next one."""


def reached(position: int, case: Case) -> Reached:
    """Return what one application's bills of materials lead to."""
    return case.once("reached from applications", _reached)[position]


def _reached(case: Case) -> tuple[Reached, ...]:
    """Walk from what each application needs directly, breadth first, through its own components alone.

    All applications of a batch walk together, a step at a time: a cell is one component in one application. A cycle is
    walked once: every component counts at the shortest way to it.
    """
    applications, components = len(case.inventory.applications), len(case.inventory.components)
    edges = _edges(case)
    batch = max(1, CELLS // max(1, components))
    found: list[Reached] = []
    for first in range(0, applications, batch):
        found += _walked(case, edges, first, min(batch, applications - first))
    return tuple(found)


def _walked(case: Case, edges: _Edges, begin: int, count: int) -> Iterator[Reached]:
    """Walk a batch of applications from the position `begin` on."""
    inventory, size = case.inventory, len(case.inventory.components)
    waiting: NDArray[bool_] = np.zeros(count * size, dtype=bool)
    waiting[_cells(inventory.contains_application, inventory.contains_component, begin, count, size)] = True
    stamp = np.empty(len(waiting), dtype=np.int32)
    roots = _cells(inventory.root_application, inventory.root_dependency, begin, count, size)
    front = _once(roots[waiting[roots]], stamp)
    levels = []
    while front.size:
        levels.append(np.bincount(front // size, minlength=count))
        waiting[front] = False
        component = front % size
        lengths = edges.first[component + 1] - edges.first[component]
        needed = edges.needed[_spans(edges.first[component], edges.first[component + 1])]
        following: NDArray[int64] = np.repeat(front - component, lengths) + needed.astype(np.int64)
        front = _once(following[waiting[following]], stamp)
    table = np.array(levels, dtype=np.int64).reshape(len(levels), count)
    apart = waiting.reshape(count, size).sum(axis=1) if size else np.zeros(count, dtype=np.int64)
    for number in range(count):
        own = tuple(each for each in table[:, number].tolist() if each)
        yield Reached(own, own[0] if own else 0, int(apart[number]))


def _cells(application: NDArray[int32], component: NDArray[int32], begin: int, count: int, size: int) -> NDArray[int64]:
    """Return the cells of the pairs whose application is in a batch."""
    inside = (application >= begin) & (application < begin + count)
    return np.asarray((application[inside].astype(np.int64) - begin) * size + component[inside], dtype=np.int64)


def _once(cells: NDArray[int64], stamp: NDArray[int32]) -> NDArray[int64]:
    """Return each cell once, without sorting.

    Args:
        cells: positions in `stamp`.
        stamp: room to note in; what it holds before does not matter.
    """
    order = np.arange(len(cells), dtype=np.int32)
    stamp[cells] = order
    first: NDArray[int64] = cells[stamp[cells] == order]
    return first


def _spans(first: NDArray[int64], end: NDArray[int64]) -> NDArray[int64]:
    """Return every position of several spans, one after the other.

    >>> _spans(np.array([2, 9]), np.array([4, 10])).tolist()
    [2, 3, 9]
    """
    lengths = end - first
    starts = np.repeat(first - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)
    return np.asarray(starts + np.arange(lengths.sum()), dtype=np.int64)


def _edges(case: Case) -> _Edges:
    inventory = case.inventory
    order = np.argsort(inventory.edge_dependant, kind="stable")
    dependants = inventory.edge_dependant[order]
    return _Edges(
        needed=inventory.edge_dependency[order],
        first=np.searchsorted(dependants, np.arange(len(inventory.components) + 1)),
    )
