# SPDX-License-Identifier: EUPL-1.2
"""Single points of failure: for every node, the services that stop and degrade when it alone is lost. Exact.

A node is not whole when it stops, or when what it needs stops or is not whole, alternatives included: the same least
fixpoint, over the edges that stop and those that degrade together. What is not whole and does not stop degrades.

Order 2: the pairs whose joint loss stops a service that neither stops alone (minimal cut sets of order 2).

Source: NUREG-0492, Fault Tree Handbook (minimal cut sets); peers of single points, not of in-degree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from sovaudit.continuity._pairs import pairs
from sovaudit.graph import DEGRADE, STOP, Network
from sovaudit.graph.failing import bits_of, failing
from sovaudit.model import Inventory, Unknown

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

UNSTATED = 1
"""Criticality that a service of unknown criticality counts with."""


class Point(Struct, frozen=True):
    """A node whose loss alone stops a service other than itself.

    Args:
        node: its position in the network.
        stops, degrades: positions of the services, sorted.
        weight: sum of the criticality of the services stopped.
        alternatives: groups of alternatives that it is in and whose dependant goes on without it.
    """

    node: int
    stops: tuple[int, ...]
    degrades: tuple[int, ...]
    weight: int
    alternatives: int


class Pair(Struct, frozen=True):
    """Two nodes that together stop services which neither of them stops alone; positions, sorted."""

    nodes: tuple[int, int]
    stops: tuple[int, ...]


def criticalities(network: Network, inventory: Inventory) -> dict[int, int]:
    """Return the criticality of every service of a network by position, 1 to 4; 1 for one that is not stated."""
    stated = {f"service:{each.id}": each.criticality for each in inventory.services}
    found = {}
    for position in network.of_kind("service"):
        value = stated.get(network.nodes[position], UNSTATED)
        found[position] = UNSTATED if isinstance(value, Unknown) else value
    return found


def single_points(network: Network, criticality: Mapping[int, int]) -> tuple[Point, ...]:
    """Return every node that alone stops a service other than itself, the heaviest first, then by position.

    Args:
        network: the operational network.
        criticality: of each service, by position.
    """
    services = sorted(criticality)
    stops, spare = _lost(network, network.effect == STOP, services)
    touched, _spare = _lost(network, network.effect <= DEGRADE, services)
    own = {service: 1 << number for number, service in enumerate(services)}
    nodes = [node for node, row in enumerate(stops) if row & ~own.get(node, 0)]
    stopped = bits_of([stops[node] & ~own.get(node, 0) for node in nodes], services)
    degraded = bits_of([touched[node] & ~stops[node] for node in nodes], services)
    weigh, alternatives = criticality.__getitem__, spare.tolist()
    found = [
        Point(node, stopping, degrading, sum(map(weigh, stopping)), alternatives[node])
        for node, stopping, degrading in zip(nodes, stopped, degraded, strict=True)
    ]
    return tuple(sorted(found, key=lambda each: (-each.weight, each.node)))


def _lost(
    network: Network, chosen: NDArray[np.bool_], services: Sequence[int]
) -> tuple[list[int], NDArray[np.integer[Any]]]:
    """Return for each node which services its loss touches over some edges, as bits, and its spare groups."""
    known = failing(len(network.nodes), network.dependant[chosen], network.dependency[chosen], network.group[chosen])
    return known.stops({service: 1 << number for number, service in enumerate(services)}), known.spare


def minimal_pairs(network: Network, points: Sequence[Point]) -> tuple[Pair, ...]:
    """Return every minimal pair, sorted.

    Args:
        network: the operational network.
        points: all single points of it.
    """
    alone = {point.node: point.stops for point in points}
    found: dict[tuple[int, int], tuple[int, ...]] = {}
    for nodes, stopped in pairs(network, network.of_kind("service"), alone):
        found[nodes] = found[nodes] + stopped if nodes in found else stopped
    return tuple([Pair(nodes, found[nodes]) for nodes in sorted(found)])
