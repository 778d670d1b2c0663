# SPDX-License-Identifier: EUPL-1.2
"""Why something stops when some things are lost: by the shortest chains of edges, through groups by all members."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from sovaudit.continuity._spreading import Spreading
from sovaudit.graph import STOP, Network

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Step(Struct, frozen=True):
    """A node stops because of others; positions.

    Args:
        node: what stops.
        because: one node that it requires, or all members of one of its groups of alternatives, sorted.
    """

    node: int
    because: tuple[int, ...]


class Why:
    """The edges of a network that stop, laid ready to be asked; made once, asked often."""

    def __init__(self, network: Network) -> None:
        """Lay out the edges."""
        stop = network.effect == STOP
        dependant, dependency, group = network.dependant[stop], network.dependency[stop], network.group[stop]
        order = np.lexsort((dependency, group, dependant))
        self._ends, self._groups = dependency[order], group[order]
        self._starts = np.searchsorted(dependant[order], np.arange(len(network.nodes) + 1))
        self._spreading = Spreading(len(network.nodes), dependant, dependency, group)

    def steps(self, lost: Sequence[int], node: int) -> tuple[Step, ...]:
        """Return why a node stops, itself first, then what the steps before name; nothing when it does not, or is lost.

        Args:
            lost: positions of what is lost.
            node: its position.
        """
        gone = np.unique(np.array(lost, dtype=np.int32))
        hop = self._spreading.spread({0: (gone, np.full_like(gone, -1))}).hop
        found: list[Step] = []
        named = {node: None}
        waiting = [node]
        for each in waiting:  # grows as it is walked
            if hop[each] > 0:
                found.append(Step(each, self._because(each, hop)))
                fresh = [other for other in found[-1].because if other not in named]
                named |= dict.fromkeys(fresh)
                waiting += fresh
        return tuple(found)

    def _because(self, node: int, hop: NDArray[np.int32]) -> tuple[int, ...]:
        """Return by what a node fails in its round: what it requires before a group, the first of several."""
        before = int(hop[node]) - 1
        start, end = self._starts[node : node + 2].tolist()
        groups: dict[int, list[int]] = {}
        for group, other in zip(self._groups[start:end].tolist(), self._ends[start:end].tolist(), strict=True):
            if group:
                groups.setdefault(group, []).append(other)
            elif hop[other] == before:
                return (other,)
        for members in groups.values():
            hops = hop[members]
            if hops.min() >= 0 and hops.max() == before:
                return tuple(dict.fromkeys(members))
        raise AssertionError(f"node {node} fails in round {before + 1} by nothing")


def ways(steps: Sequence[Step]) -> dict[int, tuple[int, ...]]:
    """Return the way from each lost node to what stops, both ends included; in order of the lost nodes.

    Args:
        steps: why it stops.
    """
    by: dict[int, int] = {}
    for step in steps:
        for each in step.because:
            by.setdefault(each, step.node)
    further = {step.node for step in steps}
    found = {}
    for lost in sorted(by.keys() - further):
        way = [lost]
        while way[-1] != steps[0].node:
            way.append(by[way[-1]])
        found[lost] = tuple(way)
    return found
