# SPDX-License-Identifier: EUPL-1.2
"""How a component comes into the applications that contain it: by which direct dependencies, by which chain.

A component comes in through one direct dependency alone when that dependency dominates it: without it nothing leads
from the application to the component. No direct dependency but the first of a shortest chain can do so (every chain
passes through it, and it is reached at once), so that one more walk around it decides. It says what dominator trees
say (Lengauer and Tarjan, 1979), and costs no tree for each application.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from sovaudit.continuity._reach import Level, Links, walk

if TYPE_CHECKING:
    from numpy import int32, uint64
    from numpy.typing import NDArray


class Way(Struct, frozen=True):
    """How a component comes into one application.

    Args:
        application: its position.
        through: direct dependencies that bring it in, sorted; itself among them when it is one; none when no chain is
            known.
        only_through: the one without which it would not be there, -1 when there is none.
        chain: a shortest one, from a direct dependency to the component.
    """

    application: int
    through: tuple[int, ...]
    only_through: int
    chain: tuple[int, ...]


def ways(links: Links, component: int) -> tuple[Way, ...]:
    """Return how a component comes into each application that contains it, in their order."""
    applications = links.holders.of(component)
    levels = list(walk(links, component, applications))
    lanes = np.concatenate([each.direct_lanes for each in levels])
    nodes = np.concatenate([each.direct_nodes for each in levels])
    order = np.lexsort((nodes, lanes))
    sorted_nodes = nodes[order].tolist()
    ends = np.searchsorted(lanes[order], np.arange(len(applications) + 1)).tolist()
    through = [tuple(sorted_nodes[first:last]) for first, last in pairwise(ends)]
    # Levels and the nodes of a level are in order: the first pairs of an application are its nearest, least components.
    level = np.repeat(np.arange(len(levels)), [len(each.direct_nodes) for each in levels])
    nearest = np.argsort(lanes, kind="stable")
    steps = list(zip(level[nearest].tolist(), nodes[nearest].tolist(), strict=True))
    begins = [steps[first : min(first + 2, last)] for first, last in pairwise(ends)]
    chain = _Chains(links, levels)
    only = _only(links, component, applications, begins, chain)
    return tuple(
        Way(
            application,
            through[lane],
            only.get(lane, -1),
            tuple(chain.of(lane, *begins[lane][0])) if begins[lane] else (),
        )
        for lane, application in enumerate(applications.tolist())
    )


def _only(
    links: Links,
    component: int,
    applications: NDArray[int32],
    begins: list[list[tuple[int, int]]],
    chain: _Chains,
) -> dict[int, int]:
    """Return, per application, the direct dependency that every chain passes through.

    Args:
        links: who needs whom.
        component: the one in question.
        applications: that contain it, sorted.
        begins: of each, the nearest direct dependencies with their levels: none, one where it has no other, or two.
        chain: gives a shortest chain from each.
    """
    found = {lane: each[0][1] for lane, each in enumerate(begins) if len(each) == 1}
    several = [lane for lane, each in enumerate(begins) if len(each) > 1 and each[0][0]]
    # Where a shortest chain of the second leads past the first, nothing is left to ask.
    doubtful = [lane for lane in several if not chain.past(begins[lane][0][1], lane, *begins[lane][1])]
    if doubtful:
        around = np.array([begins[lane][0][1] for lane in doubtful], dtype=np.int32)
        levels = walk(links, component, applications[doubtful], around)
        passed = set(np.concatenate([each.direct_lanes for each in levels]).tolist())
        found.update((doubtful[number], node) for number, node in enumerate(around.tolist()) if number not in passed)
    return found


class _Chains:
    """Shortest chains, read off the levels of a walk; applications have most of their steps in common."""

    def __init__(self, links: Links, levels: list[Level]) -> None:
        """Take the levels, the component's own first."""
        self._links = links
        self._levels = levels
        self._next: dict[tuple[int, int], tuple[NDArray[int32], NDArray[uint64]]] = {}

    def of(self, lane: int, number: int, node: int) -> Iterator[int]:
        """Yield the chain of one application: at each step the least component that is one step nearer.

        Args:
            lane: number of the application in the walk.
            number, node: the level and the component at which it begins.
        """
        word, bit = lane >> 6, np.uint64(1 << (lane & 63))
        yield node
        while number:
            needed, bits = self._nearer(number, node)
            number, node = number - 1, int(needed[(bits[word] & bit).argmax()])
            yield node

    def past(self, avoided: int, lane: int, number: int, node: int) -> bool:
        """Return whether a chain of one application is found that avoids a component: the greatest at each step."""
        word, bit = lane >> 6, np.uint64(1 << (lane & 63))
        while number:
            needed, bits = self._nearer(number, node)
            there = needed[(bits[word] & bit) > 0]
            there = there[there != avoided]
            if not len(there):
                return False
            number, node = number - 1, int(there[-1])
        return True

    def _nearer(self, number: int, node: int) -> tuple[NDArray[int32], NDArray[uint64]]:
        """Return what a component of a level needs of the level before, and in which applications."""
        if (number, node) not in self._next:
            level, needed = self._levels[number - 1], self._links.needs.of(node)
            at = np.minimum(np.searchsorted(level.nodes, needed), len(level.nodes) - 1)
            at = at[level.nodes[at] == needed]
            self._next[number, node] = level.nodes[at], level.bits[:, at]
        return self._next[number, node]
