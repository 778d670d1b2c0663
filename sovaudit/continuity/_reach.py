# SPDX-License-Identifier: EUPL-1.2
"""What leads to a component, in all applications that contain it at once: a bit an application.

An edge between two components is looked at once, and holds in those applications that contain both. What a bill of
materials calls the application's own package is not passed through: what that package needs is what the application
needs directly (`_own.py`).

Steps are taken in arrays, as many as real bills of materials have and some more; from there on one component at a time:
an array of one costs a hundred times what the component does, and a chain may be as long as its file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

if TYPE_CHECKING:
    from numpy import int32, int64, intp, uint64
    from numpy.typing import NDArray

ARRAYS = 64
"""Steps that are taken in arrays."""


class Table(Struct, frozen=True):
    """Lists of numbers: the n-th is `items[first[n]:first[n + 1]]`, sorted."""

    first: NDArray[int64]
    items: NDArray[int32]

    def of(self, number: int) -> NDArray[int32]:
        """Return one list."""
        return self.items[self.first[number] : self.first[number + 1]]

    def all_of(self, numbers: NDArray[int32]) -> tuple[NDArray[intp], NDArray[int32]]:
        """Return several lists one after the other, each item with the place of its number among those asked for."""
        begin = self.first.take(numbers)
        lengths = self.first.take(numbers + 1) - begin
        shift = np.repeat(begin - np.cumsum(lengths) + lengths, lengths)
        return np.repeat(np.arange(len(numbers)), lengths), self.items.take(shift + np.arange(len(shift)))


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


class Level(Struct, frozen=True):
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


def walk(
    links: Links, component: int, applications: NDArray[int32], around: NDArray[int32] | None = None
) -> Iterator[Level]:
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
    bits = _mask(np.arange(count), count)
    # What a component has still to be reached in, in columns that are taken as they are met: the rest is never touched.
    left = np.zeros((len(bits), len(links.needs.first)), dtype=np.uint64)
    place = np.full(len(links.needs.first), -1, dtype=np.int32)
    place[component], taken = 0, 1
    steps = 0
    while nodes.size:
        if steps == ARRAYS:
            yield from _crawl(links, (nodes, bits), (left, place), lanes, around)
            return
        steps += 1
        level = _level(links, nodes, bits, lanes)
        yield level
        if around is not None:
            bits = bits & ~_mask(level.direct_lanes, count)
        sources, targets = links.needed_by.all_of(nodes)
        if not targets.size:
            return
        pairs = np.sort(targets.astype(np.int64) << 32 | sources)
        sources, targets = pairs & 0xFFFFFFFF, pairs >> 32
        starts = _starts(targets)
        nodes = targets.take(starts).astype(np.int32)
        fresh = nodes[place[nodes] < 0]
        if fresh.size:
            place[fresh] = np.arange(taken, taken + len(fresh))
            left[:, taken : taken + len(fresh)] = _where(links.passing, fresh, lanes, count, around)
            taken += len(fresh)
        columns = place.take(nodes)
        missing = left.take(columns, axis=1)
        bits = np.bitwise_or.reduceat(bits.take(sources, axis=1), starts, axis=1) & missing
        kept = np.flatnonzero(bits.any(axis=0))
        nodes, bits = nodes.take(kept), bits.take(kept, axis=1)
        left[:, columns.take(kept)] = missing.take(kept, axis=1) & ~bits


def _crawl(
    links: Links,
    begin: tuple[NDArray[int32], NDArray[uint64]],
    state: tuple[NDArray[uint64], NDArray[int32]],
    lanes: NDArray[int32],
    around: NDArray[int32] | None,
) -> Iterator[Level]:
    """Take the further steps of a walk, one component at a time.

    Args:
        links: who needs whom.
        begin: components and bits of the next level.
        state: what a component has still to be reached in, and in which column that is, of those met so far.
        lanes: application -> number of its bit.
        around: as in `walk`.
    """
    words, place = state
    bit = [1 << lane if lane >= 0 else 0 for lane in lanes.tolist()]
    blocked: dict[int, int] = {}
    for lane, node in enumerate(() if around is None else around.tolist()):
        blocked[node] = blocked.get(node, 0) | 1 << lane
    left: dict[int, int] = {}
    level = dict(zip(begin[0].tolist(), _integers(begin[1]), strict=True))
    while level:
        met = [(node, each) for node in level for each in links.direct.of(node).tolist() if bit[each] & level[node]]
        yield Level(
            np.array(list(level), dtype=np.int32),
            _words(level.values(), len(words)),
            np.array([node for node, _each in met], dtype=np.int32),
            lanes[[each for _node, each in met]],
        )
        ended = 0 if around is None else sum({bit[each] for _node, each in met})
        arriving: dict[int, int] = {}
        for node, own in level.items():
            if own & ~ended:
                for other in links.needed_by.of(node).tolist():
                    arriving[other] = arriving.get(other, 0) | own & ~ended
        level = {}
        for node in sorted(arriving):
            if node not in left and place[node] >= 0:
                left[node] = _integers(words[:, [place[node]]])[0]
            elif node not in left:
                left[node] = sum(bit[each] for each in links.passing.of(node).tolist()) & ~blocked.get(node, 0)
            if own := arriving[node] & left[node]:
                level[node] = own
                left[node] &= ~own


def _integers(words: NDArray[uint64]) -> list[int]:
    """Return columns of words as whole numbers."""
    return [int.from_bytes(column.astype("<u8").tobytes(), "little") for column in words.T]


def _words(numbers: Iterable[int], height: int) -> NDArray[uint64]:
    """Return whole numbers as columns of so many words."""
    raw = b"".join(each.to_bytes(height * 8, "little") for each in numbers)
    return np.frombuffer(raw, dtype="<u8").astype(np.uint64).reshape(-1, height).T


def _level(links: Links, nodes: NDArray[int32], bits: NDArray[uint64], lanes: NDArray[int32]) -> Level:
    """Find which of some components are direct in the applications in which they are."""
    columns, applications = links.direct.all_of(nodes)
    lane = lanes.take(applications)
    here = np.flatnonzero(lane >= 0)
    columns, lane = columns.take(here), lane.take(here)
    here = np.flatnonzero(bits[lane >> 6, columns] & _ONE << (lane & 63).astype(np.uint64))
    return Level(nodes, bits, nodes[columns[here]], lane[here])


def _where(
    held: Table, nodes: NDArray[int32], lanes: NDArray[int32], count: int, around: NDArray[int32] | None
) -> NDArray[uint64]:
    """Return in which applications components are, a bit each; those to walk around are in none."""
    columns, applications = held.all_of(nodes)
    lane = lanes.take(applications)
    here = np.flatnonzero(lane >= 0)
    columns, lane = columns.take(here), lane.take(here)
    if around is not None:
        here = np.flatnonzero(nodes.take(columns) != around.take(lane))
        columns, lane = columns.take(here), lane.take(here)
    return _bits(columns, lane, len(nodes), count)


def _bits(columns: NDArray[intp] | NDArray[int32], lanes: NDArray[int32], width: int, count: int) -> NDArray[uint64]:
    """Return columns of words in which some bits are set.

    Args:
        columns, lanes: parallel, distinct pairs, sorted: which bit of which column.
        width, count: of columns, of bits in each.

    >>> _bits(np.array([0, 1, 1]), np.array([0, 1, 64]), 2, 65).tolist()
    [[1, 2], [0, 1]]
    """
    height = (count + 63) >> 6
    words = np.zeros(width * height, dtype=np.uint64)
    at = columns.astype(np.int64) * height + (lanes >> 6)
    starts = _starts(at)
    if starts.size:
        words[at.take(starts)] = np.bitwise_or.reduceat(_ONE << (lanes & 63).astype(np.uint64), starts)
    return words.reshape(width, height).T


def _starts(keys: NDArray[int64] | NDArray[int32]) -> NDArray[intp]:
    """Return where each of some sorted numbers is met first."""
    other = np.ones(len(keys), dtype=bool)
    np.not_equal(keys[1:], keys[:-1], out=other[1:])
    return np.flatnonzero(other)


def _mask(lanes: NDArray[intp] | NDArray[int32], count: int) -> NDArray[uint64]:
    """Return one column of words in which some of so many bits are set.

    >>> _mask(np.array([64, 1]), 65).tolist()
    [[2], [1]]
    """
    bits = np.zeros((count + 63) >> 6 << 6, dtype=bool)
    bits[lanes] = True
    return np.packbits(bits, bitorder="little").view("<u8").astype(np.uint64).reshape(-1, 1)


_ONE = np.uint64(1)
