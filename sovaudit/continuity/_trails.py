# SPDX-License-Identifier: EUPL-1.2
"""The shortest ways from a node to all that it reaches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

ENDS = 20
"""A way of more than twice as many nodes is cut in the middle: in a chain of n, the ways have n²/2 nodes together."""


class Trails:
    """What a node reaches, nearest first, each by its shortest way, the first one in order among equals.

    Args:
        start: a node.
        following: the nodes that each node leads to, in order.
        values: of each node.
        limit: a node whose value is not beyond it is not entered.
    """

    def __init__(
        self, start: int, following: Sequence[Sequence[int]], values: Sequence[float], limit: float = -1
    ) -> None:
        """Walk, breadth first."""
        self._before = {start: start}
        self._levels = [[start]]
        self._early: dict[int, int] = {}
        while level := self._levels[-1]:
            found = []
            for node in level:
                for each in following[node]:
                    if each not in self._before and values[each] > limit:
                        self._before[each] = node
                        found.append(each)
            if len(self._levels) >= ENDS:
                for each in found:
                    self._early[each] = self._early.get(self._before[each], self._before[each])
            self._levels.append(found)

    def __iter__(self) -> Iterator[int]:
        """Return all that is reached, the start included."""
        return iter(self._before)

    def hops(self, node: int) -> int:
        """Return the number of edges of the way to a node."""
        return self._hops[node]

    @cached_property
    def _hops(self) -> dict[int, int]:
        return {node: hops for hops, level in enumerate(self._levels) for node in level}

    def way(self, node: int) -> tuple[int, ...]:
        """Return the way from the start to a node; of a long one the first and the last `ENDS` nodes."""
        hops = self.hops(node)
        if hops < 2 * ENDS:
            return self._back(node, hops)
        return self._back(self._early[node], ENDS - 1) + self._back(node, ENDS - 1)

    def _back(self, node: int, hops: int) -> tuple[int, ...]:
        found = [node]
        for _each in range(hops):
            found.append(self._before[found[-1]])
        return tuple(reversed(found))


def cut(way: Sequence[int]) -> tuple[int, ...]:
    """Return the first and the last `ENDS` nodes of a long way, a short one as it is."""
    return tuple(way) if len(way) <= 2 * ENDS else (*way[:ENDS], *way[-ENDS:])
