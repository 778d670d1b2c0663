# SPDX-License-Identifier: EUPL-1.2
"""An order of nodes in which what needs comes before what is needed, cycles kept together. No recursion, O(V + E)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.integer[Any]]


class Order(Struct, frozen=True):
    """Nodes, dependants first.

    Args:
        nodes: all of them.
        loops: which spans of `nodes` (start, end) are cycles, in order.
        place: of each node in `nodes` (array).
        loop: the number of the cycle that a node belongs to, from 1; 0 for none (array).
    """

    nodes: list[int]
    loops: list[tuple[int, int]]
    place: Ints
    loop: Ints

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

    What lies above all cycles and what lies below is peeled off first: only what is between is searched for cycles.

    Args:
        count: number of nodes.
        dependant, dependency: the ends of the edges, parallel; loops and repetitions are allowed.
    """
    apart = dependant != dependency
    dependant, dependency = dependant[apart], dependency[apart]
    needs, uses = lists(count, dependant, dependency), lists(count, dependency, dependant)
    order = _peeled(needs, list(map(len, uses)), range(count))
    if len(order) == count:
        return _placed(order, [])
    placed = np.zeros(count, dtype=bool)
    placed[order] = True
    rest = np.flatnonzero(~placed).tolist()
    bottom = _peeled(uses, list(map(len, needs)), rest, placed.tolist())[::-1]
    placed[bottom] = True
    within = ~placed[dependant] & ~placed[dependency]
    spans = []
    for found in cycles(dependant[within], dependency[within]):
        if len(found) > 1:
            spans.append((len(order), len(order) + len(found)))
        order += found
    return _placed(order + bottom, spans)


def _placed(nodes: list[int], loops: list[tuple[int, int]]) -> Order:
    place, loop = np.empty(len(nodes), dtype=np.int64), np.zeros(len(nodes), dtype=np.int64)
    place[nodes] = np.arange(len(nodes))
    for number, (start, end) in enumerate(loops, start=1):
        loop[nodes[start:end]] = number
    return Order(nodes, loops, place, loop)


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
