# SPDX-License-Identifier: EUPL-1.2
"""All that one service needs, and what stops it once something in it is lost: bits of whole numbers, bottom up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sovaudit.graph import STOP, Network
from sovaudit.graph.failing import bits

Required = list[list[int]]
Groups = list[list[list[int]]]


class Cone:
    """The nodes that a service needs by edges that stop, itself included; numbered dependencies first.

    Attributes:
        top: the service, by its position in the network.
        nodes: positions in the network, in the order of the cone's own numbers.
        number: position in the network -> number.
    """

    def __init__(self, top: int, nodes: Sequence[int], required: Required, groups: Groups) -> None:
        """Keep the edges of the nodes as numbers of the cone.

        Args:
            top: the service.
            nodes: dependencies first, as far as there are no cycles.
            required, groups: of every node of the network, what it requires, and its groups of alternatives.
        """
        self.top, self.nodes = top, list(nodes)
        self.number = {node: number for number, node in enumerate(nodes)}
        self._required = [[self.number[each] for each in required[node]] for node in nodes]
        self._groups = [[[self.number[each] for each in group] for group in groups[node]] for node in nodes]
        below = (
            max((*needs, *(each for group in several for each in group)), default=-1)
            for needs, several in zip(self._required, self._groups, strict=True)
        )
        self._cyclic = any(highest >= number for number, highest in enumerate(below))
        self._all = (1 << len(self.nodes)) - 1

    def doubtful(self, single: int) -> list[int]:
        """Return what may be half of a pair: it stops a member of a group and not all, and not the service.

        Args:
            single: bits of the numbers that stop the service alone.
        """
        rows = self._rows(None)
        found = 0
        for groups in self._groups:
            for group in groups:
                some, every = 0, self._all
                for each in group:
                    some |= rows[each]
                    every &= rows[each]
                found |= some & ~every
        return bits(found & ~single)

    def fail(self, lost: int) -> int:
        """Return as bits what stops the service once another node is lost."""
        return self._rows(lost)[self.number[self.top]]

    def _rows(self, lost: int | None) -> list[int]:
        """Return for each number, as bits, what stops it alone, once `lost` is lost: the least fixpoint."""
        rows = [1 << number for number in range(len(self.nodes))]
        if lost is not None:
            rows[lost] = self._all
        while True:
            changed = False
            for number, (needs, groups) in enumerate(zip(self._required, self._groups, strict=True)):
                row = rows[number]
                for each in needs:
                    row |= rows[each]
                for group in groups:
                    every = self._all
                    for each in group:
                        every &= rows[each]
                    row |= every
                if row != rows[number]:
                    rows[number] = row
                    changed = True
            if not changed or not self._cyclic:
                return rows


def cones(network: Network, services: Sequence[int]) -> Iterator[Cone]:
    """Yield the cone of each service that needs something with alternatives; the others have no pairs."""
    count = len(network.nodes)
    required: Required = [[] for _node in range(count)]
    members: dict[tuple[int, int], list[int]] = {}
    rows = zip(network.dependant.tolist(), network.dependency.tolist(), network.group.tolist(), strict=True)
    for (dependant, dependency, group), effect in zip(rows, network.effect.tolist(), strict=True):
        if effect != STOP:
            continue
        if group:
            members.setdefault((dependant, group), []).append(dependency)
        else:
            required[dependant].append(dependency)
    groups: Groups = [[] for _node in range(count)]
    for (dependant, _group), several in members.items():
        groups[dependant].append(several)
    for service in services:
        order = _below(service, required, groups)
        if any(groups[each] for each in order):
            yield Cone(service, order, required, groups)


def _below(start: int, required: Required, groups: Groups) -> list[int]:
    """List all that a node needs and the node itself, dependencies before dependants where no cycle forbids it."""
    order: list[int] = []
    seen = {start}
    waiting = [(start, iter(_needs(start, required, groups)))]
    while waiting:
        node, rest = waiting[-1]
        following = next((each for each in rest if each not in seen), None)
        if following is None:
            order.append(node)
            waiting.pop()
        else:
            seen.add(following)
            waiting.append((following, iter(_needs(following, required, groups))))
    return order


def _needs(node: int, required: Required, groups: Groups) -> list[int]:
    return [*required[node], *(each for group in groups[node] for each in group)]
