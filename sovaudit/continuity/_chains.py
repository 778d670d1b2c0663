# SPDX-License-Identifier: EUPL-1.2
"""How a component comes into the applications that contain it: backwards, from it to what they need directly.

All applications walk together, a bit each: an edge between two components is looked at once, and holds in those
applications that contain both. What a bill of materials calls the application's own package is no dependency of it:
what that package needs is what the application needs directly.

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

if TYPE_CHECKING:
    from numpy import int32, int64, intp, uint64
    from numpy.typing import NDArray


class Table(Struct, frozen=True):
    """Lists of numbers: the n-th is `items[first[n]:first[n + 1]]`, sorted."""

    first: NDArray[int64]
    items: NDArray[int32]

    def of(self, number: int) -> NDArray[int32]:
        """Return one list."""
        return self.items[self.first[number] : self.first[number + 1]]

    def all_of(self, numbers: NDArray[int32]) -> tuple[NDArray[intp], NDArray[int32]]:
        """Return several lists one after the other, each item with the place of its number among those asked for."""
        begin, end = self.first[numbers], self.first[numbers + 1]
        lengths = end - begin
        shift = np.repeat(begin - np.cumsum(lengths) + lengths, lengths)
        return np.repeat(np.arange(len(numbers)), lengths), self.items[shift + np.arange(len(shift))]


def table(keys: NDArray[int32], items: NDArray[int32], count: int) -> Table:
    """Return the items of each key.

    Args:
        keys, items: parallel.
        count: keys are below it.
    """
    order = np.lexsort((items, keys))
    first = np.concatenate(([0], np.cumsum(np.bincount(keys, minlength=count)))).astype(np.int64)
    return Table(first, items[order])


class Links(Struct, frozen=True):
    """Who needs whom, and where; components and applications are known by their positions.

    Args:
        needs, needed_by: component -> components.
        holders: component -> applications that contain it.
        passing: the same, without those whose own package it is.
        direct: component -> applications that need it directly.
        applications: how many there are.
    """

    needs: Table
    needed_by: Table
    holders: Table
    passing: Table
    direct: Table
    applications: int


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


class _Level(Struct, frozen=True):
    """Components so many steps away from the one in question, and in which applications they are.

    Args:
        nodes: sorted.
        bits: a column a component, a bit an application, in words of 64.
        direct_nodes, direct_lanes: where they are direct: pairs of a component and a bit, sorted.
    """

    nodes: NDArray[int32]
    bits: NDArray[uint64]
    direct_nodes: NDArray[int32]
    direct_lanes: NDArray[int32]


def ways(links: Links, component: int) -> tuple[Way, ...]:
    """Return how a component comes into each application that contains it, in their order."""
    applications = links.holders.of(component)
    levels = list(_walk(links, component, applications))
    lanes = np.concatenate([each.direct_lanes for each in levels])
    nodes = np.concatenate([each.direct_nodes for each in levels])
    order = np.lexsort((nodes, lanes))
    sorted_nodes = nodes[order].tolist()
    ends = np.searchsorted(lanes[order], np.arange(len(applications) + 1)).tolist()
    through = [tuple(sorted_nodes[first:last]) for first, last in pairwise(ends)]
    # Levels and the nodes of a level are in order: the first pair of an application is its nearest, least component.
    nearest = np.unique(lanes, return_index=True)[1]
    level = np.repeat(np.arange(len(levels)), [len(each.direct_nodes) for each in levels])[nearest]
    begins = dict(zip(lanes[nearest].tolist(), zip(level.tolist(), nodes[nearest].tolist(), strict=True), strict=True))
    only = _only(links, component, applications, through, begins)
    chain = _Chains(links, levels)
    return tuple(
        Way(
            application,
            through[lane],
            only.get(lane, -1),
            tuple(chain.of(lane, *begins[lane])) if lane in begins else (),
        )
        for lane, application in enumerate(applications.tolist())
    )


def _only(
    links: Links,
    component: int,
    applications: NDArray[int32],
    through: list[tuple[int, ...]],
    begins: dict[int, tuple[int, int]],
) -> dict[int, int]:
    """Return, per application, the direct dependency that every chain passes through."""
    found = {lane: each[0] for lane, each in enumerate(through) if len(each) == 1}
    doubtful = [lane for lane, each in enumerate(through) if len(each) > 1 and begins[lane][0]]
    if doubtful:
        first = [begins[lane][1] for lane in doubtful]
        around = np.array(first, dtype=np.int32)
        levels = _walk(links, component, applications[doubtful], around)
        passed = set(np.concatenate([each.direct_lanes for each in levels]).tolist())
        found.update((doubtful[number], node) for number, node in enumerate(first) if number not in passed)
    return found


def _walk(
    links: Links, component: int, applications: NDArray[int32], around: NDArray[int32] | None = None
) -> Iterator[_Level]:
    """Walk from a component to all that leads to it, breadth first, in several applications at once.

    Args:
        links: who needs whom.
        component: where it begins.
        applications: that contain it, sorted.
        around: per application, a component that is not passed through; it then ends, in each, at the first direct one.
    """
    count = len(applications)
    lanes = np.full(links.applications, -1, dtype=np.int32)
    lanes[applications] = np.arange(count)
    nodes = np.array([component], dtype=np.int32)
    bits = _bits(np.zeros(count, dtype=np.int32), np.arange(count, dtype=np.int32), 1, count)
    # What a component has still to be reached in, in columns that are taken as they are met: the rest is never touched.
    left = np.zeros((len(bits), len(links.needs.first)), dtype=np.uint64)
    place = np.full(len(links.needs.first), -1, dtype=np.int32)
    place[component], taken = 0, 1
    while nodes.size:
        level = _level(links, nodes, bits, lanes)
        yield level
        if around is not None:
            bits = bits & ~_bits(np.zeros_like(level.direct_lanes), level.direct_lanes, 1, count)
        sources, targets = links.needed_by.all_of(nodes)
        if not targets.size:
            return
        order = np.argsort(targets, kind="stable")
        starts = np.flatnonzero(np.diff(targets[order], prepend=-1))
        nodes = targets[order[starts]]
        fresh = nodes[place[nodes] < 0]
        if fresh.size:
            place[fresh] = np.arange(taken, taken + len(fresh))
            left[:, taken : taken + len(fresh)] = _where(links.passing, fresh, lanes, count, around)
            taken += len(fresh)
        bits = np.bitwise_or.reduceat(bits[:, sources[order]], starts, axis=1) & left[:, place[nodes]]
        kept = bits.any(axis=0)
        nodes, bits = nodes[kept], bits[:, kept]
        left[:, place[nodes]] &= ~bits


def _level(links: Links, nodes: NDArray[int32], bits: NDArray[uint64], lanes: NDArray[int32]) -> _Level:
    """Find which of some components are direct in the applications in which they are."""
    columns, applications = links.direct.all_of(nodes)
    lane = lanes[applications]
    here = np.flatnonzero(lane >= 0)
    columns, lane = columns[here], lane[here]
    here = np.flatnonzero(bits[lane >> 6, columns] & _ONE << (lane & 63).astype(np.uint64))
    return _Level(nodes, bits, nodes[columns[here]], lane[here])


def _where(
    held: Table, nodes: NDArray[int32], lanes: NDArray[int32], count: int, around: NDArray[int32] | None
) -> NDArray[uint64]:
    """Return in which applications components are, a bit each; those to walk around are in none."""
    columns, applications = held.all_of(nodes)
    lane = lanes[applications]
    here = lane >= 0
    if around is not None:
        here[here] = nodes[columns[here]] != around[lane[here]]
    return _bits(columns[here], lane[here], len(nodes), count)


def _bits(columns: NDArray[intp] | NDArray[int32], lanes: NDArray[int32], width: int, count: int) -> NDArray[uint64]:
    """Return columns of words in which some bits are set.

    Args:
        columns, lanes: parallel, distinct pairs: which bit of which column.
        width, count: of columns, of bits in each.

    >>> _bits(np.array([0, 1, 1]), np.array([0, 1, 64]), 2, 65).tolist()
    [[1, 2], [0, 1]]
    """
    words = np.zeros(((count + 63) >> 6) * width, dtype=np.uint64)
    np.bitwise_or.at(words, (lanes >> 6).astype(np.intp) * width + columns, _ONE << (lanes & 63).astype(np.uint64))
    return words.reshape(-1, width)


_ONE = np.uint64(1)


class _Chains:
    """Shortest chains, read off the levels of a walk; applications have most of their steps in common."""

    def __init__(self, links: Links, levels: list[_Level]) -> None:
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

    def _nearer(self, number: int, node: int) -> tuple[NDArray[int32], NDArray[uint64]]:
        """Return what a component of a level needs of the level before, and in which applications."""
        if (number, node) not in self._next:
            level, needed = self._levels[number - 1], self._links.needs.of(node)
            at = np.minimum(np.searchsorted(level.nodes, needed), len(level.nodes) - 1)
            at = at[level.nodes[at] == needed]
            self._next[number, node] = level.nodes[at], level.bits[:, at]
        return self._next[number, node]
