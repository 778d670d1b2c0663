# SPDX-License-Identifier: EUPL-1.2
"""The operational network: services, applications, hostings, organisations, countries, in arrays.

Arrows point at what is needed. Components are not in it: a library is no point of failure; what contains what is in the
inventory's own arrays.

| kind of edge | when the dependency is lost, the dependant |
| --- | --- |
| relies_on, authenticates_with, runs_on, hosted_by, operated_by, controlled_by, under_law_of | stops |
| supplied_by, maintained_by, exchanges_with | degrades |
| contains, depends_on | is exposed: no outage |
| any other, as a register writes it | stops: the prudent reading |

A register's `effect` stands before what the kind implies.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from sovaudit.graph.operational import DEGRADES, Edge, operational_edges
from sovaudit.model import Inventory

if TYPE_CHECKING:
    from numpy import int8, int32
    from numpy.typing import NDArray

EXPOSES = frozenset(("contains", "depends_on"))
STOP, DEGRADE, EXPOSE = 0, 1, 2
"""What an edge does to its dependant when its dependency is lost."""
REGISTERED = ("service", "application", "hosting", "organisation", "contract")
"""Kinds of nodes that a register defines; countries and online services are defined by being named."""


class Network(Struct, frozen=True):
    """Who needs whom; nodes are known by their position, edges by theirs.

    Args:
        nodes: ids (`kind:id`), sorted.
        edges: as the registers state them, sorted by dependant, dependency and kind; parallel to the arrays.
        dependant, dependency: positions in `nodes` (int32).
        effect: STOP, DEGRADE or EXPOSE of each edge (int8).
        group: 0 for an edge without alternative, else the number of its group of alternatives, from 1: the edges of one
            dependant with one name and one effect (int32).
        undefined: positions of the nodes that an edge names and no register defines, sorted.
    """

    nodes: tuple[str, ...]
    edges: tuple[Edge, ...]
    dependant: NDArray[int32]
    dependency: NDArray[int32]
    effect: NDArray[int8]
    group: NDArray[int32]
    undefined: tuple[int, ...] = ()

    def position(self, node: str) -> int | None:
        """Return the position of a node id; None when there is no such node."""
        at = int(np.searchsorted(np.array(self.nodes, dtype=object), node)) if self.nodes else 0
        return at if at < len(self.nodes) and self.nodes[at] == node else None

    def of_kind(self, kind: str) -> list[int]:
        """Return the positions of the nodes of one kind (`service`), sorted."""
        return [number for number, node in enumerate(self.nodes) if node.partition(":")[0] == kind]


def effect_of(edge: Edge) -> int:
    """Return what the loss of the dependency does to the dependant: STOP, DEGRADE or EXPOSE."""
    if edge.effect:
        return STOP if edge.effect == "stop" else DEGRADE
    return DEGRADE if edge.kind in DEGRADES else EXPOSE if edge.kind in EXPOSES else STOP


def network(inventory: Inventory) -> Network:
    """Return the operational network of an inventory.

    Every record of a register is a node, with edges or without, and so is every online service.
    """
    edges = operational_edges(inventory)
    defined = {f"{kind}:{each.id}" for kind in REGISTERED for each in getattr(inventory, kind + "s")}
    defined.update(f"online:{each.id}" for each in inventory.online)
    return of_edges(edges, defined)


def of_edges(edges: Iterable[Edge], defined: Iterable[str] = ()) -> Network:
    """Return the network of some edges.

    Args:
        edges: distinct, in any order.
        defined: nodes that a register defines; they are in the network without any edge, too.
    """
    ordered = tuple(sorted(edges))
    known = set(defined)
    names = tuple(sorted(known.union(*((each.dependant, each.dependency) for each in ordered))))
    numbers = {name: number for number, name in enumerate(names)}
    effects = [effect_of(each) for each in ordered]
    groups: dict[tuple[str, str, int], int] = {}
    group = [
        groups.setdefault((each.dependant, each.group, effect), len(groups) + 1) if each.group else 0
        for each, effect in zip(ordered, effects, strict=True)
    ]
    return Network(
        nodes=names,
        edges=ordered,
        dependant=np.array([numbers[each.dependant] for each in ordered], dtype=np.int32),
        dependency=np.array([numbers[each.dependency] for each in ordered], dtype=np.int32),
        effect=np.array(effects, dtype=np.int8),
        group=np.array(group, dtype=np.int32),
        undefined=tuple(
            number for number, name in enumerate(names) if name.partition(":")[0] in REGISTERED and name not in known
        ),
    )


def titles(inventory: Inventory) -> dict[str, str]:
    """Return how people call the nodes that registers define: node id -> name, where a register states one."""
    return {
        f"{kind}:{each.id}": name
        for kind in REGISTERED
        for each in getattr(inventory, kind + "s")
        if isinstance(name := getattr(each, "name", getattr(each, "subject", None)), str)
    }
