# SPDX-License-Identifier: EUPL-1.2
"""Every edge of an inventory: those of its network, and where asked for those of its bills of materials.

| edge of a bill of materials | its source |
| --- | --- |
| contains (application -> component) | the component's first place in a file that the application claims |
| depends_on (component -> component) | the dependant's first place in a file that has both |
| relies_on (component -> online service) | the online service's place |
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from sovaudit.graph import Edge, Network
from sovaudit.model import Inventory, Source

if TYPE_CHECKING:
    from numpy import int32
    from numpy.typing import NDArray

    Ints: TypeAlias = NDArray[int32]


class Edges:
    """Edges between numbered nodes; an edge from a node to itself is left out.

    Attributes:
        names: number -> node id: the nodes of the network, then the components that it does not know.
        numbers: node id -> number.
        dependant, dependency: numbers of the ends of each edge.
    """

    def __init__(self, network: Network, inventory: Inventory, *, with_bills: bool) -> None:
        """Gather the edges; those of bills of materials when they are asked for."""
        self._network = network
        self._inventory = inventory
        self.names: tuple[str, ...] = network.nodes
        self.numbers = {node: number for number, node in enumerate(self.names)}
        parts = [(network.dependant, network.dependency)]
        if with_bills:
            ids = [f"component:{each.id}" for each in inventory.components]
            self.names += tuple(each for each in ids if each not in self.numbers)
            self.numbers = {node: number for number, node in enumerate(self.names)}
            parts += self._of_bills(np.array([self.numbers[each] for each in ids], dtype=np.int32))
        dependant, dependency = (np.concatenate(ends) for ends in zip(*parts, strict=True))
        self._kept = np.flatnonzero(dependant != dependency)
        self.dependant, self.dependency = dependant[self._kept], dependency[self._kept]

    def _of_bills(self, component: Ints) -> Iterator[tuple[Ints, Ints]]:
        """Yield the ends of edges: components of each other, applications of components, components of services."""
        inventory, numbers = self._inventory, self.numbers
        yield component[inventory.edge_dependant], component[inventory.edge_dependency]
        application = np.array([numbers[f"application:{each.id}"] for each in inventory.applications], dtype=np.int32)
        yield application[inventory.contains_application], component[inventory.contains_component]
        online = np.array([numbers[f"online:{each.id}"] for each in inventory.online], dtype=np.int32)
        calls = np.array(inventory.online_component, dtype=np.int32).reshape(-1, 2)
        yield component[calls[:, 1]], online[calls[:, 0]]

    def between(self, dependant: int, dependency: int) -> Iterator[Edge]:
        """Yield every edge from one node to another: those that registers state, then those of bills of materials."""
        for each in self._kept[(self.dependant == dependant) & (self.dependency == dependency)].tolist():
            if each < len(self._network.edges):
                yield self._network.edges[each]
            else:
                yield self._described(self.names[dependant], self.names[dependency])

    def _described(self, dependant: str, dependency: str) -> Edge:
        needing, needed = dependant.partition(":"), dependency.partition(":")
        if needed[0] == "online":
            service = next(each for each in self._inventory.online if each.id == needed[2])
            return Edge(dependant, dependency, "relies_on", source=service.source)
        files = np.unique(self._occurrences(needed[2])[0])
        if needing[0] == "component":
            return Edge(dependant, dependency, "depends_on", source=self._place(needing[2], files))
        at = next(number for number, each in enumerate(self._inventory.applications) if each.id == needing[2])
        claimed = np.array([file for file, application in self._inventory.claims if application == at], dtype=np.int32)
        return Edge(dependant, dependency, "contains", source=self._place(needed[2], claimed))

    def _occurrences(self, component: str) -> tuple[Ints, Ints]:
        """Return the files that have a component, and its entries in them; sorted."""
        inventory = self._inventory
        at = next(number for number, each in enumerate(inventory.components) if each.id == component)
        found = np.flatnonzero(inventory.occurrence_component == at)
        files, entries = inventory.occurrence_file[found], inventory.occurrence_entry[found]
        order = np.lexsort((entries, files))
        return files[order], entries[order]

    def _place(self, component: str, files: Ints) -> Source:
        """Return the first place of a component in some files; none when it is in none of them."""
        where, entries = self._occurrences(component)
        found = np.flatnonzero(np.isin(where, files))
        if not found.size:
            return Source("")
        file, entry = int(where[found[0]]), int(entries[found[0]])
        return Source(self._inventory.files[file].path, self._inventory.place(file, entry))
