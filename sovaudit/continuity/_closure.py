# SPDX-License-Identifier: EUPL-1.2
"""What leads to a component by any chain, in all applications that contain it at once: one sweep from below upwards.

Each edge is looked at once, those of one height together. The components of a cycle are of one height; what leads
around it is found one component at a time, for cycles of packages are small.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import numpy as np

from sovaudit.continuity._links import Lanes, Layers, Links, integers, mask, present, put, rows_of, starts_of
from sovaudit.graph.ordering import ordered

if TYPE_CHECKING:
    from numpy import bool_, int32, int64, uint64
    from numpy.typing import NDArray

AHEAD = 4096
"""Edges that are looked through at once for one that leads on."""


def layers_of(count: int, dependant: NDArray[int32], dependency: NDArray[int32]) -> Layers:
    """Put edges in order.

    Args:
        count: number of components.
        dependant, dependency: parallel.
    """
    order = ordered(count, dependant, dependency)
    height = order.height[dependant]
    upwards = np.lexsort((dependant, height))
    first = np.searchsorted(height[upwards], np.arange(order.height.max(initial=0) + 2))
    return Layers(
        dependant[upwards].astype(np.int64), dependency[upwards].astype(np.int64), first, order.loop.astype(np.int64)
    )


def closure(links: Links, lanes: Lanes, component: int) -> NDArray[uint64]:
    """Return from which components a chain leads to one, and where: a row a component, in words of 64 bits.

    Args:
        links: who needs whom.
        lanes: applications, among which are all that contain the component.
        component: the one in question.
    """
    layers, passed = links.layers, lanes.passed
    found = np.zeros_like(passed)
    found[component] = mask(lanes.number[links.holders.of(component)], passed.shape[1])
    leading = np.zeros(len(found), dtype=bool)
    leading[component] = True
    first = layers.first.tolist()
    height = 0
    while height < len(first) - 1:
        edges = slice(first[height], first[height + 1])
        dependency = layers.dependency[edges]
        here = np.flatnonzero(leading.take(dependency))
        if not here.size:
            height = _further(layers, leading, edges.stop)
            continue
        height += 1
        sources, targets = dependency.take(here), layers.dependant[edges].take(here)
        starts = starts_of(targets)
        nodes = targets.take(starts)
        bits = np.bitwise_or.reduceat(found.take(sources, axis=0), starts, axis=0) & passed.take(nodes, axis=0)
        kept = present(bits)  # without the component itself, through which nothing leads
        nodes = nodes.take(kept)
        put(found, nodes, bits.take(kept, axis=0))
        leading[nodes] = True
        cyclic = nodes[layers.loop.take(nodes) > 0]
        if cyclic.size:
            _around(links, passed, cyclic, found, leading)
    return found


def _further(layers: Layers, leading: NDArray[bool_], begin: int) -> int:
    """Return the height of the first edge from one on that leads to what has been found; past all where none does."""
    for start in range(begin, len(layers.dependency), AHEAD):
        ahead = leading.take(layers.dependency[start : start + AHEAD])
        nearest = int(ahead.argmax())
        if ahead[nearest]:
            return int(np.searchsorted(layers.first, start + nearest, side="right")) - 1
    return len(layers.first)


def _around(
    links: Links, passed: NDArray[uint64], begin: NDArray[int64], found: NDArray[uint64], leading: NDArray[bool_]
) -> None:
    """Lead from some components of cycles on to the others.

    Args:
        links: who needs whom.
        passed: as in `Lanes`.
        begin: components of cycles that have been found.
        found, leading: what is being found, and of which components anything has been; changed in place.
    """
    loop = links.layers.loop
    bits = dict(zip(begin.tolist(), integers(found[begin]), strict=True))
    left: dict[int, int] = {}
    waiting = deque(bits)
    while waiting:
        node = waiting.popleft()
        for other in links.needed_by.of(node).tolist():
            if loop[other] != loop[node]:
                continue
            if other not in left:
                left[other] = integers(passed[[other]])[0] & ~bits.get(other, 0)
            if fresh := bits[node] & left[other]:
                bits[other] = bits.get(other, 0) | fresh
                left[other] ^= fresh
                waiting.append(other)
    nodes = list(bits)
    found[nodes], leading[nodes] = rows_of(bits.values(), passed.shape[1]), True
