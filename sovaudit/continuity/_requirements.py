# SPDX-License-Identifier: EUPL-1.2
"""What each node of a network requires, as clauses: one at least of the members of each must be up."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from sovaudit.graph import STOP, Network
from sovaudit.graph.ordering import distinct


class Requirements(Struct, frozen=True):
    """Clauses over nodes, or over units of nodes; both are known by their positions.

    A clause whose owner is among its members asks for nothing: it keeps its number, but is in none of the lists.

    Args:
        owner: the one that each clause holds back.
        members: those of which one is enough, distinct and sorted.
        clauses: of each one, the clauses that it owns.
        serves: of each one, the clauses that it is a member of.
    """

    owner: tuple[int, ...]
    members: tuple[tuple[int, ...], ...]
    clauses: tuple[list[int], ...]
    serves: tuple[list[int], ...]

    def between(self, unit_of: Sequence[int], count: int) -> Requirements:
        """Return the same clauses over units, under the same numbers.

        Args:
            unit_of: the unit of each node.
            count: number of units.
        """
        owner = tuple(unit_of[each] for each in self.owner)
        members = tuple(
            (unit_of[each[0]],) if len(each) == 1 else tuple(sorted({unit_of[node] for node in each}))
            for each in self.members
        )
        return _listed(owner, members, count)


def requirements(network: Network) -> Requirements:
    """Return what the nodes of a network require.

    Only edges that stop count. An edge of a node to itself asks for nothing, and neither does a group of alternatives
    that its own dependant belongs to: nothing stops the node through either.
    """
    count = len(network.nodes)
    stops = network.effect == STOP
    alone = stops & (network.group == 0)
    # Two kinds of edges between the same two nodes are one requirement.
    pairs = distinct(network.dependant[alone].astype(np.int64) * count + network.dependency[alone])
    owner: list[int] = (pairs // max(count, 1)).tolist()
    members: list[tuple[int, ...]] = [(each,) for each in (pairs % max(count, 1)).tolist()]
    groups: dict[int, tuple[int, set[int]]] = {}
    for at in np.flatnonzero(stops & (network.group > 0)).tolist():
        dependant, dependency = int(network.dependant[at]), int(network.dependency[at])
        groups.setdefault(int(network.group[at]), (dependant, set()))[1].add(dependency)
    for _number, (dependant, chosen) in sorted(groups.items()):
        owner.append(dependant)
        members.append(tuple(sorted(chosen)))
    return _listed(tuple(owner), tuple(members), count)


def _listed(owner: tuple[int, ...], members: tuple[tuple[int, ...], ...], count: int) -> Requirements:
    clauses: tuple[list[int], ...] = tuple([] for _each in range(count))
    serves: tuple[list[int], ...] = tuple([] for _each in range(count))
    for clause, (own, each) in enumerate(zip(owner, members, strict=True)):
        if own not in each:
            clauses[own].append(clause)
            for member in each:
                serves[member].append(clause)
    return Requirements(owner, members, clauses, serves)
