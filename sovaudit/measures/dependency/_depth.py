# SPDX-License-Identifier: EUPL-1.2
"""How far from an application its components stand, by who needs whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from sovaudit.measures import Case
from sovaudit.measures._linked import components

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
    """Edges sorted by dependant: those of component n are `needed[first[n]:first[n + 1]]`; roots likewise."""

    needed: NDArray[int32]
    first: NDArray[int64]
    roots: NDArray[int32]
    of_application: NDArray[int64]


def reached(position: int, case: Case) -> Reached:
    """Walk from what an application needs directly, breadth first, through its own components alone.

    A cycle is walked once: every component counts at the shortest way to it.
    """
    return case.once(f"reached from application {position}", lambda case: _walked(position, case))


def _walked(position: int, case: Case) -> Reached:
    edges = case.once("edges by dependant", _edges)
    held = components(case, position)
    waiting: NDArray[bool_] = np.zeros(len(case.inventory.components), dtype=bool)
    waiting[held] = True
    start = edges.roots[edges.of_application[position] : edges.of_application[position + 1]]
    stamp = np.empty(len(waiting), dtype=np.int32)
    front = _once(start[waiting[start]], stamp)
    levels = []
    while front.size:
        levels.append(int(front.size))
        waiting[front] = False
        following = edges.needed[_spans(edges.first[front], edges.first[front + 1])]
        front = _once(following[waiting[following]], stamp)
    return Reached(tuple(levels), levels[0] if levels else 0, int(waiting[held].sum()))


def _once(numbers: NDArray[int32], stamp: NDArray[int32]) -> NDArray[int32]:
    """Return each number once, without sorting.

    Args:
        numbers: positions in `stamp`.
        stamp: room to note in; what it holds before does not matter.
    """
    order = np.arange(len(numbers), dtype=np.int32)
    stamp[numbers] = order
    first: NDArray[bool_] = stamp[numbers] == order
    return numbers[first]


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
    roots = np.argsort(inventory.root_application, kind="stable")
    return _Edges(
        needed=inventory.edge_dependency[order],
        first=np.searchsorted(dependants, np.arange(len(inventory.components) + 1)),
        roots=inventory.root_dependency[roots],
        of_application=np.searchsorted(inventory.root_application[roots], np.arange(len(inventory.applications) + 1)),
    )
