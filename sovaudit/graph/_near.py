# SPDX-License-Identifier: EUPL-1.2
"""What fails through alternatives where little is needed: all that nodes need, compared, level by level from below.

A set is a run of numbers in one long array; the sets of a level are made at once, by sorting (node, needed) pairs.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sovaudit.graph._loops import Loop
from sovaudit.graph.ordering import Order, distinct, ranges

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.integer[Any]]

POOL = 1 << 28
"""Numbers that all sets may hold together."""
CHUNK = 1 << 23
"""Numbers that are sorted at once."""
DEEPEST = 256
"""Levels, from the bottom up, that are looked at: in deeper networks, one walk over everything is faster."""
_LOW = 0xFFFFFFFF


class Near:
    """The sets of what nodes need, and what follows from them.

    Args:
        order: of all nodes.
        uses: of every node, who requires it; owners of gates are added.
        above, below: the ends of the edges that are required.
        sides: owner, left and right of each gate, a row per gate.
        member, gate: members of groups, and the gate that is the group's.
    """

    def __init__(
        self, order: Order, uses: list[list[int]], above: Ints, below: Ints, sides: Ints, member: Ints, gate: Ints
    ) -> None:
        self.order, self.uses, self.sides = order, uses, sides
        pairs = np.sort(above << 32 | below)
        self.needed = pairs & _LOW
        self.first = np.searchsorted(pairs >> 32, np.arange(len(uses) + 1))
        self.by_owner = np.argsort(sides[:, 0], kind="stable")
        self.first_gate = np.searchsorted(sides[self.by_owner, 0], np.arange(len(uses) + 1))
        self.member, self.gate = member, gate
        self.held = np.zeros(len(member), dtype=bool)
        """For each member whether the owner of its group goes on without it."""
        self.known = np.zeros(len(sides), dtype=bool)
        """Gates of which all consequences are found."""
        self.pool, self.used = np.empty(1 << 16, dtype=np.int32), 0
        self.start, self.size = np.zeros(len(uses), dtype=np.int64), np.full(len(uses), -1)
        """Where the set of a node begins in the pool, and how many it holds; -1: too many, or not asked for."""

    def gather(self, most: int) -> None:
        """Find what follows from the gates below which no more than so many nodes lie."""
        height, loop = self.order.height, self.order.loop
        by_height = np.argsort(height, kind="stable")
        ends = np.searchsorted(height[by_height], np.arange(min(height.max(initial=-1) + 1, DEEPEST) + 1))
        levels = [by_height[start:end] for start, end in itertools.pairwise(ends)]
        asked = self._asked(levels, by_height[ends[-1] :])
        loops: dict[int, list[list[int]]] = {}
        for start, end in self.order.loops:
            nodes = self.order.nodes[start:end]
            loops.setdefault(int(height[nodes[0]]), []).append(nodes)
        for number, level in enumerate(levels):
            self._level(level[asked[level] & (loop[level] == 0)], most)
            for nodes in loops.get(number, ()):
                if len(nodes) <= most:
                    self._loop(nodes, most)

    def _asked(self, levels: Sequence[Ints], above: Ints) -> NDArray[np.bool_]:
        """Return whether the set of each node is asked for: by a gate, by a node whose set is, or in a cycle.

        Args:
            levels: nodes whose sets may be found, the lowest first.
            above: all others.
        """
        asked = self.order.loop > 0
        asked[self.sides.ravel()] = True
        for level in (above, *reversed(levels)):
            asked[self._below(level[asked[level]])[1]] = True
        return asked

    def _below(self, nodes: Ints) -> tuple[Ints, Ints]:
        """Return the edges below some nodes: the number of each node among them, and what it requires."""
        counts = self.first[nodes + 1] - self.first[nodes]
        return np.repeat(np.arange(len(nodes)), counts), self.needed[ranges(self.first[nodes], counts)]

    def _pairs(self, lanes: Ints, nodes: Ints) -> Ints:
        """Return the sets of some nodes as (lane, needed) in one number each, unsorted."""
        sizes = self.size[nodes]
        return np.repeat(lanes, sizes) << 32 | self.pool[ranges(self.start[nodes], sizes)]

    def _level(self, nodes: Ints, most: int) -> None:
        """Set what nodes need that do not need each other, when all below them is known."""
        lanes, needed = self._below(nodes)
        counts = self.first_gate[nodes + 1] - self.first_gate[nodes]
        gates, owners = self.by_owner[ranges(self.first_gate[nodes], counts)], np.repeat(np.arange(len(nodes)), counts)
        left, right = self.sides[gates, 1], self.sides[gates, 2]
        fit = np.ones(len(nodes), dtype=bool)
        fit[lanes[self.size[needed] < 0]] = False
        fit[owners[(self.size[left] < 0) | (self.size[right] < 0)]] = False
        if not fit.any():
            return
        load = int(self.size[needed[fit[lanes]]].sum() + self.size[left].sum() + self.size[right].sum())
        if load > CHUNK and len(nodes) > 1:
            for half in np.array_split(nodes, 2):
                self._level(half, most)
            return
        alone = np.flatnonzero(fit)
        own = distinct(np.concatenate((self._pairs(lanes[fit[lanes]], needed[fit[lanes]]), alone << 32 | nodes[alone])))
        chosen = fit[owners]
        gates, owners, left, right = gates[chosen], owners[chosen], left[chosen], right[chosen]
        if len(gates):
            both = self._common(left, right)
            new = distinct(owners[both >> 32] << 32 | both & _LOW)
            new = new[~_within(new, own)]
            self._stop(nodes, new)
            own = np.sort(np.concatenate((own, new)))
            self.known[gates] = True
            self._hold(gates, owners, own)
        self._keep(nodes, own, most)

    def _loop(self, nodes: list[int], most: int) -> None:
        """Set what the nodes of one cycle need."""
        first = self.first_gate
        gates = [gate for node in nodes for gate in self.by_owner[first[node] : first[node + 1]].tolist()]
        loop = Loop(nodes, self.sides[gates].tolist(), self.required, self.below, self.order.place)
        sets = loop.gather(most)
        for owner, each in loop.added:
            self.uses[each].append(owner)
        if sets is None:
            return
        pairs = [(number << 32) + each for number, node in enumerate(nodes) for each in sorted(sets[node])]
        own, chosen = np.array(pairs, dtype=np.int64), np.array(gates, dtype=np.int64)
        lanes = {node: number for number, node in enumerate(nodes)}
        self.known[chosen] = True
        self._hold(chosen, np.array([lanes[owner] for owner in self.sides[chosen, 0].tolist()], dtype=np.int64), own)
        self._keep(np.array(nodes), own, most)

    def required(self, node: int) -> list[int]:
        """Return what a node requires."""
        needed: list[int] = self.needed[self.first[node] : self.first[node + 1]].tolist()
        return needed

    def _common(self, left: Ints, right: Ints) -> Ints:
        """Return what both sides of each gate need, as (number of the gate, needed)."""
        gates = np.arange(len(left))
        pairs = np.sort(np.concatenate((self._pairs(gates, left), self._pairs(gates, right))))
        both: Ints = pairs[1:][pairs[1:] == pairs[:-1]]
        return both

    def _stop(self, nodes: Ints, new: Ints) -> None:
        """Add owners to the uses of what stops them; only of the uppermost: what is below stops them through these."""
        place = self.order.place
        lanes, needed = self._below(new & _LOW)
        lower = place[new & _LOW][lanes] < place[needed]
        covered = distinct((new >> 32)[lanes[lower]] << 32 | needed[lower])
        top = new[~_within(new, covered)]
        for owner, each in zip(nodes[top >> 32].tolist(), (top & _LOW).tolist(), strict=True):
            self.uses[each].append(owner)

    def _hold(self, gates: Ints, owners: Ints, own: Ints) -> None:
        """Set which members of some gates the owners, by lane, go on without."""
        first, after = np.searchsorted(self.gate, gates), np.searchsorted(self.gate, gates, side="right")
        entries = ranges(first, after - first)
        self.held[entries] = ~_within(np.repeat(owners, after - first) << 32 | self.member[entries], own)

    def _keep(self, nodes: Ints, own: Ints, most: int) -> None:
        """Put sets into the pool that are not too large; given as (number of the node, needed), sorted."""
        sizes = np.bincount(own >> 32, minlength=len(nodes))
        fit = (sizes > 0) & (sizes <= most)
        kept = (own & _LOW)[fit[own >> 32]]
        if self.used + len(kept) > POOL:
            return
        if self.used + len(kept) > len(self.pool):
            self.pool = np.resize(self.pool, 2 * (self.used + len(kept)))
        self.pool[self.used : self.used + len(kept)] = kept
        self.start[nodes[fit]] = self.used + np.cumsum(sizes[fit]) - sizes[fit]
        self.size[nodes[fit]] = sizes[fit]
        self.used += len(kept)

    def below(self, node: int) -> set[int] | None:
        """Return all whose loss stops a node, itself included; None where they are too many."""
        size, start = int(self.size[node]), int(self.start[node])
        return None if size < 0 else set(self.pool[start : start + size].tolist())


def _within(some: Ints, others: Ints) -> NDArray[np.bool_]:
    """Return which of some numbers are among others, sorted."""
    if not len(others):
        return np.zeros(len(some), dtype=bool)
    at = np.minimum(np.searchsorted(others, some), len(others) - 1)
    found: NDArray[np.bool_] = others[at] == some
    return found
