# SPDX-License-Identifier: EUPL-1.2
"""An order of nodes in which what needs comes before what is needed, cycles kept together. No recursion, O(V + E)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from msgspec import Struct

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.integer[Any]]

T = TypeVar("T", bound="np.integer[Any]")

FEW = 24
"""Nodes of a level up to which one at a time is faster than all at once."""


class Order(Struct, frozen=True):
    """Nodes, dependants first.

    Args:
        nodes: all of them.
        loops: which spans of `nodes` (start, end) are cycles, in order.
        place: of each node in `nodes` (array).
        loop: the number of the cycle that a node belongs to, from 1; 0 for none (array).
        height: how many steps, at most, lie below a node; the nodes of a cycle count as one (array).
    """

    nodes: list[int]
    loops: list[tuple[int, int]]
    place: Ints
    loop: Ints
    height: Ints

    def spans(self, first: int = 0) -> Iterator[tuple[list[int], bool]]:
        """Yield the nodes in order in pieces, each with whether it is a cycle; from a place on, whole cycles only."""
        at = first
        for start, end in self.loops:
            if end > first:
                if start > at:
                    yield self.nodes[at:start], False
                yield self.nodes[start:end], True
                at = end
        if at < len(self.nodes):
            yield self.nodes[at:], False


def lists(count: int, keys: Ints, values: Ints) -> list[list[int]]:
    """Return the values of each key 0..count-1, sorted; a value is less than 2 ** 32."""
    flat = (np.sort(keys.astype(np.int64) << 32 | values) & 0xFFFFFFFF).tolist()
    ends = np.cumsum(np.bincount(keys, minlength=count)).tolist()
    return [flat[start:end] for start, end in zip([0, *ends[:-1]], ends, strict=True)] if count else []


def cycles(dependant: Ints, dependency: Ints) -> list[list[int]]:
    """Return the strongly connected components of the nodes of some edges, single nodes too: dependants first."""
    import rustworkx

    names, ends = np.unique(np.concatenate((dependant, dependency)), return_inverse=True)
    graph = rustworkx.PyDiGraph()
    graph.add_nodes_from(names.tolist())
    half = len(dependant)
    graph.add_edges_from_no_data(list(zip(ends[:half].tolist(), ends[half:].tolist(), strict=True)))
    named = names.tolist()
    return [[named[each] for each in found] for found in reversed(rustworkx.strongly_connected_components(graph))]


def ordered(count: int, dependant: Ints, dependency: Ints) -> Order:
    """Return all nodes, dependants first.

    What lies below all cycles and what lies above is peeled off first: only what is between is searched for cycles.

    Args:
        count: number of nodes.
        dependant, dependency: the ends of the edges, parallel; loops and repetitions are allowed.
    """
    apart = dependant != dependency
    dependant, dependency = dependant[apart].astype(np.int64), dependency[apart].astype(np.int64)
    height = _heights(count, dependant, dependency)
    alone = np.arange(count)
    stand_in, rank = alone, np.zeros(count, dtype=np.int64)
    found: list[list[int]] = []
    if (height < 0).any():
        within = (height[dependant] < 0) & (height[dependency] < 0)
        depth = _heights(count, dependency[within], dependant[within])
        within &= (depth[dependant] < 0) & (depth[dependency] < 0)
        found = [nodes for nodes in cycles(dependant[within], dependency[within]) if len(nodes) > 1]
        stand_in = alone.copy()
        for nodes in found:
            stand_in[nodes] = nodes[0]
            rank[nodes] = np.arange(len(nodes))
        apart = stand_in[dependant] != stand_in[dependency]
        height = _heights(count, stand_in[dependant[apart]], stand_in[dependency[apart]])[stand_in]
    order = np.lexsort((rank, stand_in, -height)) if found else np.argsort(-height, kind="stable")
    place, loop = np.empty_like(order), np.zeros(count, dtype=np.int64)
    place[order] = alone
    spans = sorted((int(place[nodes[0]]), int(place[nodes[0]]) + len(nodes)) for nodes in found)
    nodes = order.tolist()
    for number, (start, end) in enumerate(spans, start=1):
        loop[nodes[start:end]] = number
    return Order(nodes, spans, place, loop, height)


def _heights(count: int, dependant: Ints, dependency: Ints) -> Ints:
    """Return how many steps, at most, lie below each node; -1 for one in a cycle or above one."""
    onward = np.sort(dependency << 32 | dependant)
    first = np.searchsorted(onward >> 32, np.arange(count + 1))
    onward &= 0xFFFFFFFF
    waits = np.bincount(dependant, minlength=count)
    height = np.full(count, -1)
    front: Ints = np.flatnonzero(waits == 0)
    level = 0
    while len(front):
        if len(front) < FEW:
            front, level = _one_by_one(front, level, height, first, onward, waits)
            continue
        height[front] = level
        level += 1
        reached = onward[ranges(first[front], first[front + 1] - first[front])]
        np.subtract.at(waits, reached, 1)
        front = distinct(reached[waits[reached] == 0])
    return height


def _one_by_one(front: Ints, level: int, height: Ints, first: Ints, onward: Ints, waits: Ints) -> tuple[Ints, int]:
    """Go on as long as few are reached at once: a long chain has as many levels as nodes."""
    heights, starts, ends, left = (each.data for each in (height, first, onward, waits))
    few = front.tolist()
    while 0 < len(few) < FEW:
        further = []
        for node in few:
            heights[node] = level
            for other in ends[starts[node] : starts[node + 1]]:
                left[other] -= 1
                if not left[other]:
                    further.append(other)
        few = sorted(further)
        level += 1
    return np.array(few, dtype=np.int64), level


def ranges(starts: Ints, counts: Ints) -> Ints:
    """Return the numbers from each start on, so many of each, one after another."""
    ends = np.cumsum(counts)
    return np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - ends + counts, counts)


def distinct(keys: NDArray[T]) -> NDArray[T]:
    """Return numbers from 0 on, sorted, each once; `np.unique` would import numpy.ma."""
    keys = np.sort(keys)
    once: NDArray[T] = keys[np.diff(keys, prepend=-1) != 0]
    return once


def _peeled(
    onward: list[list[int]], waits: list[int], nodes: range | list[int], placed: list[bool] | None = None
) -> list[int]:
    """Return the nodes that wait for none, then those that wait only for these, and so on."""
    order = [each for each in nodes if not waits[each]]
    for each in order:  # grows as it is walked
        for other in onward[each]:
            waits[other] -= 1
            if not waits[other] and not (placed and placed[other]):
                order.append(other)
    return order
