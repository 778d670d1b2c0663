# SPDX-License-Identifier: EUPL-1.2
"""Which public services rely on an application: themselves, or through other applications.

A service relies on what its applications rely on, run on and authenticate with. What they exchange data with, or who
maintains them, is no part of them, unless a register says that they stop without it. Alternatives count like anything
else: a flaw in one of two directories is a flaw in what the service uses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from sovaudit.graph import STOP, Network
from sovaudit.graph.network import EXPOSES
from sovaudit.graph.operational import DEGRADES
from sovaudit.model import Inventory, Unknown

_WITHIN = ("service", "application")


class Serving:
    """The services of a network, and those that rely on each of its applications."""

    def __init__(self, network: Network) -> None:
        """Walk from services to applications, once for all of them: a bit a service, cycles taken as one."""
        kinds = [node.partition(":")[0] for node in network.nodes]
        self.services = tuple(
            node.partition(":")[2] for node, kind in zip(network.nodes, kinds, strict=True) if kind == "service"
        )
        """Their ids, sorted."""
        self._names: dict[int, tuple[str, ...]] = {}
        bits = [0] * len(kinds)
        for number, position in enumerate(network.of_kind("service")):
            bits[position] = 1 << number
        edges = list(followed(network, kinds))
        direct = [0] * len(kinds)
        for dependant, dependency in edges:
            direct[dependency] |= bits[dependant]
        _spread(bits, edges)
        applications = [position for position, kind in enumerate(kinds) if kind == "application"]
        self._bits, self._direct = (
            {network.nodes[position].partition(":")[2]: each[position] for position in applications if each[position]}
            for each in (bits, direct)
        )

    def bits(self, applications: Iterable[str]) -> int:
        """Return the services that rely on some applications: bit n stands for the n-th of `services`."""
        found = 0
        for each in applications:
            found |= self._bits.get(each, 0)
        return found

    def of(self, *applications: str) -> tuple[str, ...]:
        """Return the ids of the services that rely on any of some applications, sorted."""
        return self.named(self.bits(applications))

    def directly(self, *applications: str) -> tuple[str, ...]:
        """Return the ids of the services that rely on any of some applications by themselves, sorted."""
        found = 0
        for each in applications:
            found |= self._direct.get(each, 0)
        return self.named(found)

    def named(self, bits: int) -> tuple[str, ...]:
        """Return the ids of the services that bits stand for, sorted."""
        if bits not in self._names:
            self._names[bits] = tuple(name for number, name in enumerate(self.services) if bits >> number & 1)
        return self._names[bits]


def criticalities(inventory: Inventory) -> dict[str, int]:
    """Return the criticality of each service whose register states it; 4 is vital."""
    return {each.id: each.criticality for each in inventory.services if not isinstance(each.criticality, Unknown)}


def followed(network: Network, kinds: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the ends of the edges by which a service comes to rely on an application, as positions."""
    within = np.array([kind in _WITHIN for kind in kinds], dtype=bool)
    chosen = np.flatnonzero(within[network.dependant] & within[network.dependency])
    for number in chosen.tolist():
        kind = network.edges[number].kind
        if network.effect[number] == STOP or not (kind in DEGRADES or kind in EXPOSES):
            yield int(network.dependant[number]), int(network.dependency[number])


def _spread(bits: list[int], edges: list[tuple[int, int]]) -> None:
    """Give every node the bits of all that rely on it."""
    from rustworkx import PyDiGraph, strongly_connected_components

    graph: PyDiGraph[None, None] = PyDiGraph()
    graph.add_nodes_from([None] * len(bits))
    graph.add_edges_from_no_data(edges)
    dependants: dict[int, list[int]] = {}
    for dependant, dependency in edges:
        dependants.setdefault(dependency, []).append(dependant)
    # Kosaraju's algorithm gives what is needed first: the order in which petgraph leaves the nodes.
    for members in reversed(strongly_connected_components(graph)):
        together = 0
        for node in members:
            together |= bits[node]
            for dependant in dependants.get(node, ()):
                together |= bits[dependant]
        for node in members:
            bits[node] = together
