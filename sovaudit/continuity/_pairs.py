# SPDX-License-Identifier: EUPL-1.2
"""Minimal pairs: which two nodes together stop services that neither stops alone. Exact.

Let D(x) be what stops when x alone is lost. a and b together stop more than D(a) and D(b) only when a group of
alternatives falls between them: one side of a gate (two alternatives and their owner: `sovaudit.graph.failing`) stops
with a, the other with b, and the owner with neither. Only such pairs are tried, each by uniting two rows of bits: what
stops, as far as gates and services are concerned. Nodes of one row fail alike and are tried as one.

Source: NUREG-0492, Fault Tree Handbook (minimal cut sets), here of order 2.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sovaudit.continuity._spreading import Spreading
from sovaudit.graph import STOP, Network
from sovaudit.graph.failing import Failing, bits, failing

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.integer[Any]]

BUDGET = 256 << 20
"""Bytes that the rows of several services at once may hold, at most."""


def pairs(
    network: Network, services: Sequence[int], alone: Mapping[int, Sequence[int]]
) -> Iterator[tuple[tuple[int, int], tuple[int, ...]]]:
    """Yield pairs of positions, sorted, with services that they stop; a pair may come again with further services.

    Args:
        network: the operational network.
        services: positions, sorted.
        alone: of each node that stops services other than itself, these.
    """
    stop = network.effect == STOP
    dependant, dependency, group = network.dependant[stop], network.dependency[stop], network.group[stop]
    downward = Spreading(len(network.nodes), dependency, dependant)
    place = {service: number for number, service in enumerate(services)}
    stopping = {node: sum([1 << place[each] for each in stopped]) for node, stopped in alone.items()}
    waiting = [range(len(services))] if services else []
    while waiting:
        numbers = waiting.pop()
        several = services[numbers.start : numbers.stop]
        start = np.array(several, dtype=np.int32)
        below = downward.spread({0: (start, np.full_like(start, -1))}).hop >= 0
        nodes, inside = np.flatnonzero(below), below[dependant]
        joint = int((group[inside] > 0).sum())
        if len(several) > 1 and len(nodes) * (3 * joint + len(several)) > 8 * BUDGET:
            half = len(several) // 2
            waiting += [numbers[half:], numbers[:half]]
        elif joint:
            number = np.cumsum(below) - 1
            local = {int(number[each]): 1 << bit for bit, each in enumerate(several)}
            mask, first = (1 << len(several)) - 1, numbers.start
            marks = [stopping.get(node, 0) >> first & mask for node in nodes.tolist()]
            for each, own in local.items():
                marks[each] |= own
            ends = number[dependant[inside]], number[dependency[inside]], group[inside]
            said: dict[int, tuple[int, ...]] = {}
            for both, stopped in _Trials(nodes.tolist(), *ends, local, marks).found():
                if stopped not in said:
                    said[stopped] = tuple([several[each] for each in bits(stopped)])
                yield both, said[stopped]


class _Row(NamedTuple):
    """What stops with a node: one bit per gate for its left side, its right side and its owner, one bit per service."""

    left: int
    right: int
    owner: int
    services: int


class _Trials:
    """The rows of the nodes below some services, and which of them may fall together."""

    def __init__(
        self,
        names: Sequence[int],
        dependant: Ints,
        dependency: Ints,
        group: Ints,
        services: Mapping[int, int],
        stopped: Sequence[int],
    ) -> None:
        """Take the edges that stop.

        Args:
            names: of the nodes, sorted.
            dependant, dependency, group: of each edge.
            services: number of the node -> its bit, as a power of two.
            stopped: for each node the bits of the services that stop with it, a service's own included.
        """
        count = len(names)
        known = failing(count, dependant, dependency, group)
        self.owners = [owner for owner, _left, _right in known.gates]
        self.rows: list[_Row] = []
        """Of the nodes that stand for themselves, inner ones included."""
        stand_ins = known.stand_in.tolist()
        own = dict(zip(stand_ins, stopped, strict=False))  # inner nodes come last and are no services
        width = len(self.owners)
        mask = (1 << width) - 1
        for node, row in enumerate(known.rows(_marks(known.gates))):
            parts = row & mask, row >> width & mask, row >> 2 * width
            self.rows.append(_Row(*parts, own.get(node, 0)))
        self.following = [self.rows[owner] for owner in self.owners]
        """For each gate the row of its owner."""
        self.named: dict[_Row, list[int]] = {}
        """The names of the nodes of each distinct row."""
        for name, stand_in in zip(names, stand_ins, strict=False):  # inner nodes have no name
            self.named.setdefault(self.rows[stand_in], []).append(name)
        every = failing(count, dependant, dependency, np.zeros_like(dependant))
        self.touched = _outermost(known, every.stops(services))
        """For each gate the services that may stop with its owner: those that need it in any way, as bits."""

    def found(self) -> Iterator[tuple[tuple[int, int], int]]:
        """Yield pairs of names, sorted, with the services that both stop and neither does, as bits."""
        rows, sides = self._useful()
        members = [self.named[row] for row in rows]
        holders: tuple[dict[int, int], dict[int, int]] = {}, {}
        for number, both in enumerate(sides):
            for side, gates in enumerate(both):
                for gate in gates:
                    holders[side][gate] = holders[side].get(gate, 0) | 1 << number
        for number, (left, right) in enumerate(sides):
            partners = 0
            for gate in left:
                partners |= holders[1].get(gate, 0)
            for gate in right:
                partners |= holders[0].get(gate, 0)
            others = [number + 1 + step for step in bits(partners >> number + 1)]
            for other, stopped in self._together(rows[number], others, rows):
                for first in members[number]:
                    for second in members[other]:
                        yield (first, second) if first < second else (second, first), stopped

    def _useful(self) -> tuple[list[_Row], list[tuple[list[int], list[int]]]]:
        """Return rows, and the gates of which each stops the left or the right side, where that may matter."""
        rows, sides = [], []
        for row in self.named:
            left, right = (
                [gate for gate in bits(side & ~row.owner) if self.touched[gate] & ~row.services]
                for side in (row.left, row.right)
            )
            if left or right:
                rows.append(row)
                sides.append((left, right))
        return rows, sides

    def _together(self, one: _Row, others: Sequence[int], rows: Sequence[_Row]) -> Iterator[tuple[int, int]]:
        """Yield the numbers of rows with which one stops services that neither stops, and these, as bits."""
        one_left, one_right, one_owner, one_services = one
        for number in others:
            left, right, owned, services = rows[number]
            left, right, owned, services = (
                left | one_left,
                right | one_right,
                owned | one_owner,
                services | one_services,
            )
            before = services
            while new := left & right & ~owned:
                more_left, more_right, more_owner, more_services = self.following[new.bit_length() - 1]
                left |= more_left
                right |= more_right
                owned |= more_owner
                services |= more_services
            if stopped := services & ~before:
                yield number, stopped


def _marks(gates: Sequence[tuple[int, int, int]]) -> dict[int, int]:
    """Return the bits of each node: that of a gate in the first plane as left side, then right side, then owner."""
    marks: dict[int, int] = {}
    for bit, (owner, left, right) in enumerate(gates):
        for plane, node in enumerate((left, right, owner)):
            marks[node] = marks.get(node, 0) | 1 << bit + plane * len(gates)
    return marks


def _outermost(known: Failing, touched: Sequence[int]) -> list[int]:
    """Return what is touched with the owner of each gate: the outermost, for a gate within a group of three or more."""
    outer = {left: owner for owner, left, _right in known.gates if left >= known.count}
    found = []
    for owner, _left, _right in known.gates:
        while owner >= known.count:
            owner = outer[owner]
        found.append(touched[owner])
    return found
