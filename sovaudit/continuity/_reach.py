# SPDX-License-Identifier: EUPL-1.2
"""The nearest direct dependencies that bring a component in, in all applications that contain it at once.

A walk from the component upwards, breadth first, a bit an application. In an application it ends at the second direct
dependency that it meets, for which it goes around the first: where it meets no second one, nothing leads from the
application to the component but through the first.

Steps are taken in arrays, as many as real bills of materials have and some more; from there on one component at a time:
an array of one costs a hundred times what the component does, and a chain may be as long as its file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from sovaudit.continuity._links import Lanes, Links, bit_of, integers, mask, present, put, starts_of

if TYPE_CHECKING:
    from numpy import int64, intp, uint64
    from numpy.typing import NDArray

ARRAYS = 64
"""Steps that are taken in arrays."""


class Level(Struct, frozen=True):
    """Components so many steps away from the one in question, and in which applications they are.

    Args:
        nodes: sorted.
        bits: a row a component, a bit an application, in words of 64.
    """

    nodes: NDArray[int64]
    bits: NDArray[uint64]


class Nearest:
    """The nearest direct dependency of each application, as a walk meets them.

    Attributes:
        nodes, steps: of each application, the direct dependency and how many steps it is away; of several that are as
            near, the least; -1 while there is none.
        alone: whether no other has been met.
        levels: of the walk, as far as it is taken in arrays.
        further: of the rest, component -> bits of the applications.
    """

    def __init__(self, ways: NDArray[intp]) -> None:
        """Begin.

        Args:
            ways: how many direct dependencies bring the component in, in each application.
        """
        self._ways = ways
        self.nodes = np.full(len(ways), -1)
        self.steps = np.full(len(ways), -1)
        self.alone = ways == 1
        self.levels: list[Level] = []
        self.further: list[dict[int, int]] = []

    def meet(self, nodes: NDArray[int64], lanes: NDArray[int64]) -> tuple[NDArray[int64], NDArray[int64]]:
        """Take the direct dependencies of the last level.

        Args:
            nodes, lanes: parallel, sorted: which component is direct in which application.

        Returns:
            the applications in which the walk ends, and those in which it goes around the one that it has met.
        """
        step = len(self.levels) + len(self.further) - 1
        order = np.argsort(lanes, kind="stable")
        first = order.take(starts_of(lanes.take(order)))
        met, least = lanes.take(first), nodes.take(first)
        fresh = self.nodes[met] < 0
        self.nodes[met[fresh]], self.steps[met[fresh]] = least[fresh], step
        single = np.bincount(lanes, minlength=len(self.nodes))[met] == 1
        onward = fresh & single & (self._ways[met] > 1) & (step > 0)
        ended = met[~onward]
        self.alone[met[onward]] = True
        self.alone[ended] = self._ways[ended] == 1
        return ended, met[onward]


def nearest(links: Links, lanes: Lanes, component: int, ways: NDArray[intp]) -> Nearest:
    """Walk from a component to the nearest direct dependencies.

    Args:
        links: who needs whom.
        lanes: applications, among which are all that contain the component.
        component: where it begins.
        ways: how many direct dependencies bring it in, in each application.
    """
    words, passed = lanes.passed.shape[1], lanes.passed.copy()
    found = Nearest(ways)
    nodes, bits = np.array([component]), mask(np.flatnonzero(ways), words).reshape(1, -1)
    while nodes.size:
        if len(found.levels) == ARRAYS:
            _crawl(links, lanes, (nodes, bits), passed, found)
            return found
        columns, direct = _direct(links, nodes, bits, lanes.number)
        found.levels.append(Level(nodes, bits))
        ended, around = found.meet(nodes.take(columns), direct)
        bits = bits & ~mask(ended, words)
        past = np.searchsorted(nodes, found.nodes[around])
        np.bitwise_and.at(bits, (past, around >> 6), ~bit_of(around))
        going = present(bits)
        sources, targets = links.needed_by.all_of(nodes.take(going))
        if not targets.size:
            return found
        pairs = np.sort(targets << 32 | going.take(sources))
        sources, targets = pairs & 0xFFFFFFFF, pairs >> 32
        starts = starts_of(targets)
        nodes = targets.take(starts)
        missing = passed.take(nodes, axis=0)
        bits = np.bitwise_or.reduceat(bits.take(sources, axis=0), starts, axis=0) & missing
        kept = present(bits)
        nodes, bits = nodes.take(kept), bits.take(kept, axis=0)
        put(passed, nodes, missing.take(kept, axis=0) & ~bits)
    return found


def _crawl(
    links: Links, lanes: Lanes, begin: tuple[NDArray[int64], NDArray[uint64]], passed: NDArray[uint64], found: Nearest
) -> None:
    """Take the further steps of a walk, one component at a time.

    Args:
        links, lanes: as in `nearest`.
        begin: components and bits of the next level.
        passed: where a component has still to be reached.
        found: what is being found.
    """
    number = lanes.number.tolist()
    left: dict[int, int] = {}
    level = dict(zip(begin[0].tolist(), integers(begin[1]), strict=True))
    while level:
        met = [
            (node, number[each])
            for node, own in level.items()
            for each in links.direct.of(node).tolist()
            if number[each] >= 0 and own >> number[each] & 1
        ]
        found.further.append(level)
        going = level
        if met:
            pairs = np.array(met)
            ended, around = (each.tolist() for each in found.meet(pairs[:, 0], pairs[:, 1]))
            over = ~sum(1 << lane for lane in ended)
            going = {node: own & over for node, own in level.items()}
            for node, lane in zip(found.nodes[around].tolist(), around, strict=True):
                going[node] &= ~(1 << lane)
        arriving: dict[int, int] = {}
        for node, own in going.items():
            for other in links.needed_by.of(node).tolist() if own else ():
                arriving[other] = arriving.get(other, 0) | own
        level = {}
        for node in sorted(arriving):
            if node not in left:
                left[node] = integers(passed[[node]])[0]
            if own := arriving[node] & left[node]:
                level[node] = own
                left[node] ^= own


def _direct(
    links: Links, nodes: NDArray[int64], bits: NDArray[uint64], number: NDArray[int64]
) -> tuple[NDArray[intp], NDArray[int64]]:
    """Return which of some components are direct in the applications in which they are: places, applications."""
    columns, applications = links.direct.all_of(nodes)
    lane = number.take(applications)
    here = np.flatnonzero(lane >= 0)
    columns, lane = columns.take(here), lane.take(here)
    here = np.flatnonzero(bits[columns, lane >> 6] & bit_of(lane))
    return columns.take(here), lane.take(here)
