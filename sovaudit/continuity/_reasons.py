# SPDX-License-Identifier: EUPL-1.2
"""By what a node fails: the edge, and the alternatives that failed with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from sovaudit.graph import EXPOSE, STOP, Edge, Network

if TYPE_CHECKING:
    from sovaudit.continuity.impact import Impact


class Reason(Struct, frozen=True):
    """Why a node fails, by the last step of its way.

    Args:
        edge: to the node by which it fails.
        others: the other members of the group of alternatives, all of which failed before or with it; sorted.
    """

    edge: Edge
    others: tuple[str, ...]


class Alternatives(Struct, frozen=True):
    """A group of alternatives of a node, and what is left of it.

    Args:
        node: that has them.
        name: of the group.
        whole, degraded, failed: its members, by what became of them; sorted.
    """

    node: str
    name: str
    whole: tuple[str, ...]
    degraded: tuple[str, ...]
    failed: tuple[str, ...]


class Reasons:
    """The edges of a network by who needs, read with what fails."""

    def __init__(self, network: Network, impact: Impact) -> None:
        """Sort the edges by who needs."""
        self._network = network
        self._impact = impact
        self._stopped = frozenset((*impact.lost, *impact.stopped))
        self._degraded = frozenset(impact.degraded)
        self._edges: dict[str, list[int]] = {}
        for number, edge in enumerate(network.edges):
            if edge.dependant != edge.dependency:
                self._edges.setdefault(edge.dependant, []).append(number)

    def of(self, node: str) -> Reason | None:
        """Return why a node stops or degrades; None for what is lost, fails otherwise or by a bill of materials."""
        if node not in self._impact.hops:
            return None
        last, found = self._impact.why.last(node), None
        for number in self._edges.get(node, ()):
            edge = self._network.edges[number]
            if edge.dependency != last or not self._acts(number, node):
                continue
            group = int(self._network.group[number])
            if not group:
                return Reason(edge, ())
            members = self._members(node, group)
            if found is None and self._failed(node).issuperset(members):
                found = Reason(edge, tuple(each for each in members if each != last))
        return found

    def stopped_needs(self, node: str) -> tuple[str, ...]:
        """Return all without which a node stops and that does not work, members of failed groups included; sorted."""
        found = set()
        for number in self._edges.get(node, ()):
            needed, group = self._network.edges[number].dependency, int(self._network.group[number])
            members = self._members(node, group) if group else [needed]
            if self._network.effect[number] == STOP and self._stopped.issuperset(members):
                found.add(needed)
        return tuple(sorted(found))

    def working_needs(self, node: str) -> tuple[str, ...]:
        """Return what a node needs, alternatives left out, and that works whole; sorted."""
        found = {
            self._network.edges[number].dependency
            for number in self._edges.get(node, ())
            if not self._network.group[number] and self._network.effect[number] != EXPOSE
        }
        return tuple(sorted(found - self._stopped - self._degraded))

    def alternatives(self, node: str) -> Iterator[Alternatives]:
        """Yield the groups of alternatives of a node, by name."""
        groups = {
            int(self._network.group[number]): self._network.edges[number].group
            for number in self._edges.get(node, ())
            if self._network.group[number] and self._network.effect[number] != EXPOSE
        }
        for group, name in sorted(groups.items(), key=lambda each: (each[1], each[0])):
            members = self._members(node, group)
            yield Alternatives(
                node,
                name,
                tuple(each for each in members if each not in self._stopped and each not in self._degraded),
                tuple(each for each in members if each in self._degraded),
                tuple(each for each in members if each in self._stopped),
            )

    def _members(self, node: str, group: int) -> list[str]:
        numbers = [number for number in self._edges[node] if self._network.group[number] == group]
        return sorted({self._network.edges[number].dependency for number in numbers})

    def _acts(self, number: int, node: str) -> bool:
        """Tell whether an edge can stop its node, or degrade one that does not stop."""
        effect = int(self._network.effect[number])
        return effect == STOP or (effect != EXPOSE and node in self._degraded)

    def _failed(self, node: str) -> frozenset[str]:
        """Return what fails a node: what stops, and what degrades for one that does not stop."""
        return self._stopped | self._degraded if node in self._degraded else self._stopped
