# SPDX-License-Identifier: EUPL-1.2
"""How failure spreads over a network, round by round, in arrays: a whole round at once, whatever its size.

A node fails in the round after the first thing that it requires, or after the last member of a group of alternatives.
Each edge is followed once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from msgspec import Struct

from sovaudit.graph.ordering import distinct

if TYPE_CHECKING:
    from numpy import bool_, int32
    from numpy.typing import NDArray

    Ints: TypeAlias = NDArray[int32]

FEW = 24
"""Nodes of a round up to which one at a time is faster than all at once."""
_NONE = np.zeros(0, dtype=np.int32)


class Spread(Struct, frozen=True):
    """Who failed, when and by whom; one element a node.

    Args:
        hop: the round, 0 for what was lost; -1 when it did not fail.
        via: the node by which it failed, which failed in the round before; -1 for what was lost or did not fail.
    """

    hop: Ints
    via: Ints


class Ends(Struct, frozen=True):
    """The other ends of edges, by the node that they need: those of node n lie from starts[n] to starts[n + 1]."""

    starts: Ints
    ends: Ints

    def of(self, front: Ints) -> tuple[Ints, Ints]:
        """Return the ends of the edges of some nodes, and beside each the node."""
        first = self.starts[front]
        counts = self.starts[front + 1] - first
        stops = np.cumsum(counts, dtype=np.int32)
        edges = np.arange(stops[-1] if len(stops) else 0, dtype=np.int32) + np.repeat(first - stops + counts, counts)
        return self.ends[edges], np.repeat(front, counts)


def ends_by(count: int, needed: Ints, ends: Ints) -> Ends:
    """Sort the ends of edges by the node that they need, of so many."""
    order = np.lexsort((ends, needed))
    return Ends(np.searchsorted(needed[order], np.arange(count + 1)).astype(np.int32), ends[order])


class Spreading:
    """Edges laid ready to spread over."""

    def __init__(self, count: int, needing: Ints, needed: Ints, group: Ints | None = None) -> None:
        """Sort the edges by what they need.

        Args:
            count: number of nodes.
            needing, needed: the ends of each edge.
            group: 0 for an edge that is required, else the number of its group of alternatives: each group has one
                needing node. None when all are required.
        """
        groups = np.zeros(len(needing), dtype=np.int32) if group is None else group
        single, joint = groups == 0, groups > 0
        self._count = count
        self._single = ends_by(count, needed[single], needing[single])
        self._joint = ends_by(count, needed[joint], groups[joint])
        self._sizes = np.bincount(groups[joint]).astype(np.int32)
        self._owner = np.zeros(len(self._sizes), dtype=np.int32)
        self._owner[groups[joint]] = needing[joint]

    def spread(self, arriving: Mapping[int, tuple[Ints, Ints]], closed: NDArray[bool_] | None = None) -> Spread:
        """Let failure spread until nothing more fails.

        Args:
            arriving: round -> nodes that fail in it from outside, and by which nodes (-1: lost).
            closed: true for nodes that do not fail here; None when all may.
        """
        now = _Now.nothing(self._count, self._sizes, closed)
        last_arrival = max(arriving, default=-1)
        front, round_ = _NONE, 0
        while front.size or round_ <= last_arrival:
            reached, by = self._reached(front, now)
            if round_ in arriving:
                reached, by = np.concatenate((reached, arriving[round_][0])), np.concatenate((by, arriving[round_][1]))
            front = now.fail(reached, by, round_)
            round_ += 1
            if 0 < front.size <= FEW and round_ > last_arrival:
                front, round_ = self._some_rounds(front, now, round_)
        return Spread(now.hop, now.via)

    def _reached(self, front: Ints, now: _Now) -> tuple[Ints, Ints]:
        """Return the nodes that fail by those of the round before, and by which; several times, when by several."""
        reached, by = self._single.of(front)
        groups, members = self._joint.of(front)
        if not groups.size:
            return reached, by
        now.last[groups] = members
        if len(groups) * 16 < len(now.left):
            np.subtract.at(now.left, groups, 1)
        else:
            now.left -= np.bincount(groups, minlength=len(now.left)).astype(np.int32)
        fallen = groups[now.left[groups] == 0]
        return np.concatenate((reached, self._owner[fallen])), np.concatenate((by, now.last[fallen]))

    def _some_rounds(self, front: Ints, now: _Now, round_: int) -> tuple[Ints, int]:
        """Do the same node by node, as long as few fail in a round: a long chain has as many rounds as nodes."""
        starts, ends, joint_starts, joint_ends = (
            each.data for each in (self._single.starts, self._single.ends, self._joint.starts, self._joint.ends)
        )
        owner, hop, via, left, free = self._owner.data, now.hop.data, now.via.data, now.left.data, now.free.data
        few = front.tolist()
        while 0 < len(few) <= FEW:
            failed = []
            for at in few:
                reached = ends[starts[at] : starts[at + 1]].tolist()
                for group in joint_ends[joint_starts[at] : joint_starts[at + 1]]:
                    left[group] -= 1
                    if not left[group]:
                        reached.append(owner[group])
                for other in reached:
                    if free[other]:
                        free[other], hop[other], via[other] = False, round_, at
                        failed.append(other)
            few = sorted(failed)
            round_ += 1
        return np.array(few, dtype=np.int32), round_


class _Now(Struct):
    """What has failed so far.

    Args:
        free: true for nodes that may still fail.
        left: how many members of each group stand.
        last: of each group, the member that failed last.
    """

    hop: Ints
    via: Ints
    free: NDArray[bool_]
    left: Ints
    last: Ints

    @classmethod
    def nothing(cls, count: int, sizes: Ints, closed: NDArray[bool_] | None) -> _Now:
        """Return the state before anything is lost."""
        hop, via = (np.full(count, -1, dtype=np.int32) for _array in range(2))
        free = np.ones(count, dtype=bool) if closed is None else ~closed
        return cls(hop, via, free, sizes.copy(), np.empty_like(sizes))

    def fail(self, reached: Ints, by: Ints, hop: int) -> Ints:
        """Let nodes fail that have not yet; return these, distinct and sorted."""
        fresh = self.free[reached]
        reached, by = reached[fresh], by[fresh]
        self.via[reached[::-1]] = by[::-1]  # of several, the first counts
        self.free[reached] = False
        self.hop[reached] = hop
        if len(reached) * 16 < len(self.hop):
            return distinct(reached)
        return np.flatnonzero(self.hop == hop).astype(np.int32)  # many: looking all over is faster than sorting
