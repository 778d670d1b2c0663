# SPDX-License-Identifier: EUPL-1.2
"""How one thing needs another: the shortest ways, counted without walking each of them.

A node is on a shortest way when the steps to it and from it add up to its length: two walks over the network, one from
each end, tell it for all nodes. Time is in proportion to nodes and edges, whatever the number of ways.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from msgspec import Struct

from sovaudit.continuity._edges import Edges
from sovaudit.continuity._spreading import Spreading
from sovaudit.graph import Edge, Network
from sovaudit.model import Inventory

if TYPE_CHECKING:
    from numpy import bool_, int32
    from numpy.typing import NDArray

    Ints: TypeAlias = NDArray[int32]

SHOWN = 10
"""Ways that are told one by one, and common nodes."""
MOST = 10**15
"""Ways are counted up to here: a ladder of a hundred rungs has more than any integer of a JSON reader holds."""


class Common(Struct, frozen=True):
    """What two nodes need, neither of which needs the other.

    Args:
        node: its id.
        start_steps, end_steps: how many edges away it is from each.
    """

    node: str
    start_steps: int
    end_steps: int


class Paths(Struct, frozen=True):
    """How one node needs another.

    Args:
        start, end: node ids, as asked for.
        direction: `needs`; `needed_by` when the start does not need the end, but the end needs the start: the ways then
            go from the end to the start; `none` when neither needs the other.
        length: edges of a shortest way; None when there is none.
        count: how many shortest ways there are, `MOST` when there are as many or more.
        paths: the first of them, by node id: node ids.
        edges: what the nodes of these paths need of each other, sorted: of two nodes, every kind of edge.
        common: when there is no way, the nearest nodes that both need, nearest first, then by id.
    """

    start: str
    end: str
    direction: str
    length: int | None
    count: int
    paths: tuple[tuple[str, ...], ...]
    edges: tuple[Edge, ...]
    common: tuple[Common, ...] = ()


def paths(network: Network, inventory: Inventory, start: str, end: str) -> Paths:
    """Return the shortest ways by which one node needs another, else by which it is needed.

    Where one of both is a component, the bills of materials join in; their edges are told with a place in a file that
    names both ends.

    Raises:
        KeyError: there is no such node.
    """
    edges = Edges(network, inventory, with_bills="component:" in (start[:10], end[:10]))
    ends = edges.numbers[start], edges.numbers[end]
    forward = Spreading(len(edges.names), edges.dependency, edges.dependant)
    backward = Spreading(len(edges.names), edges.dependant, edges.dependency)
    for direction, (first, last) in (("needs", ends), ("needed_by", ends[::-1])):
        away = _steps(forward, first)
        if away[last] >= 0:
            length = int(away[last])
            left = _steps(backward, last)
            on = (away[edges.dependant] >= 0) & (left[edges.dependency] >= 0)
            on &= away[edges.dependant] + 1 + left[edges.dependency] == length
            nearer = _nearer(edges, on)
            found = tuple(_first(nearer, edges.names, first, last))
            pairs = sorted({pair for way in found for pair in pairwise(way)})
            return Paths(
                start,
                end,
                direction,
                length,
                _count(nearer, left, first, last),
                tuple(tuple(edges.names[each] for each in way) for way in found),
                tuple(sorted(edge for pair in pairs for edge in edges.between(*pair))),
            )
    return Paths(start, end, "none", None, 0, (), (), _common(forward, edges.names, *ends))


def _steps(spreading: Spreading, start: int) -> Ints:
    """Return how many edges away each node is; -1 when nothing leads to it."""
    return spreading.spread({0: (np.array([start], dtype=np.int32), np.array([-1], dtype=np.int32))}).hop


def _nearer(edges: Edges, on: NDArray[bool_]) -> dict[int, list[int]]:
    """Return node -> the nodes that a shortest way goes to next, by node id.

    Args:
        edges: of the network.
        on: which of them are on a shortest way.
    """
    nearer: dict[int, list[int]] = {}
    pairs = zip(edges.dependant[on].tolist(), edges.dependency[on].tolist(), strict=True)
    for dependant, dependency in sorted(set(pairs), key=lambda pair: edges.names[pair[1]]):
        nearer.setdefault(dependant, []).append(dependency)
    return nearer


def _count(nearer: Mapping[int, Sequence[int]], left: Ints, start: int, end: int) -> int:
    """Count the shortest ways, from their end backwards."""
    ways = {end: 1}
    for each in sorted(nearer, key=lambda node: (int(left[node]), node)):
        ways[each] = min(MOST, sum(ways[other] for other in nearer[each]))
    return ways[start]


def _first(
    nearer: Mapping[int, Sequence[int]], names: Sequence[str], start: int, end: int
) -> Iterator[tuple[int, ...]]:
    """Yield the first shortest ways, by node id: each step of one leads to the end."""
    way = [start]
    choices: list[Iterator[int]] = []
    found = 0
    while found < SHOWN:
        if way[-1] == end:
            yield tuple(way)
            found += 1
        else:
            choices.append(iter(nearer[way[-1]]))
            way.append(-1)
        while choices:
            following = next(choices[-1], None)
            if following is not None:
                way[len(choices) :] = [following]
                break
            choices.pop()
        else:
            return


def _common(forward: Spreading, names: Sequence[str], start: int, end: int) -> tuple[Common, ...]:
    first, second = _steps(forward, start), _steps(forward, end)
    both = np.flatnonzero((first >= 0) & (second >= 0)).tolist()
    found = [Common(names[each], int(first[each]), int(second[each])) for each in both]
    return tuple(sorted(found, key=_distance)[:SHOWN])


def _distance(common: Common) -> tuple[int, str]:
    return common.start_steps + common.end_steps, common.node
