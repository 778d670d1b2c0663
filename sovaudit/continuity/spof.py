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

from sovaudit.continuity._pairs import Cone, cones
from sovaudit.graph import DEGRADE, STOP, Network
from sovaudit.graph.failing import bits, failing
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
    found = []
    for node, (stopped, harmed) in enumerate(zip(stops, touched, strict=True)):
        mine = tuple(services[each] for each in bits(stopped) if services[each] != node)
        if mine:
            degraded = tuple(services[each] for each in bits(harmed & ~stopped))
            found.append(Point(node, mine, degraded, sum(criticality[each] for each in mine), int(spare[node])))
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
    alone: dict[int, set[int]] = {}
    for point in points:
        for service in point.stops:
            alone.setdefault(service, {service}).add(point.node)
    found: dict[tuple[int, int], list[int]] = {}
    for cone in cones(network, network.of_kind("service")):
        for pair in _pairs_of(cone, alone.get(cone.top, {cone.top})):
            found.setdefault(pair, []).append(cone.top)
    return tuple(Pair(nodes, tuple(sorted(found[nodes]))) for nodes in sorted(found))


def _pairs_of(cone: Cone, alone: set[int]) -> set[tuple[int, int]]:
    """Return the minimal pairs of one service: with one of a pair lost, the other is a single point."""
    found = set()
    single = sum(1 << cone.number[each] for each in alone if each in cone.number)
    for one in cone.doubtful(single):
        for other in bits(cone.fail(one) & ~single & ~(1 << one)):
            nodes = cone.nodes[one], cone.nodes[other]
            found.add((min(nodes), max(nodes)))
    return found
