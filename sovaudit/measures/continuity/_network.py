# SPDX-License-Identifier: EUPL-1.2
"""The network of the city and what was worked out on it, once for all measures; ways through it as evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from sovaudit.continuity.recovery import Conflict, Recovery, recovery
from sovaudit.continuity.spof import Point, criticalities, single_points
from sovaudit.graph import STOP, Network, network, titles
from sovaudit.measures import Case
from sovaudit.model import Fact

if TYPE_CHECKING:
    from sovaudit.graph import Edge

VITAL = 4
"""Criticality of a service that the city cannot do without."""
OUTAGES = frozenset(("application", "hosting", "online", "organisation"))
"""Kinds of nodes that fail as such; a country, or who only controls another company, is told as concentration."""


def city(case: Case) -> Network:
    """Return the operational network of the inventory."""
    return case.once("continuity.network", lambda case: network(case.inventory))


def points(case: Case) -> Mapping[str, Point]:
    """Return what stops a service when it alone is lost: node id -> what it stops and degrades."""
    return case.once("continuity.points", _points)


def restart(case: Case) -> Recovery:
    """Return in which order and time things come back, and what cannot be held."""
    return case.once("continuity.recovery", lambda case: recovery(city(case), case.inventory))


def conflicts(case: Case, service: str, kind: str) -> tuple[Conflict, ...]:
    """Return the conflicts of one kind of a service (node id), in their order."""
    found: Mapping[tuple[str, str], tuple[Conflict, ...]] = case.once("continuity.conflicts", _conflicts)
    return found.get((service, kind), ())


def needed(case: Case, node: str) -> tuple[str, ...]:
    """Return all that a node needs in order not to stop, alternatives included; nearest first, then by id."""
    return tuple(each for each in _ways(case, node) if each != node)


def operating(case: Case) -> frozenset[str]:
    """Return the organisations that operate something themselves, and are no mere controllers of others."""
    return case.once("continuity.operating", _operating)


def vital(case: Case) -> frozenset[int]:
    """Return the positions, in the network, of the vital services."""
    return case.once("continuity.vital", _vital)


def title(case: Case, node: str) -> str:
    """Return how people call a node; its id when no register says."""
    names: Mapping[str, str] = case.once("continuity.titles", lambda case: titles(case.inventory))
    return names.get(node, node)


def way(case: Case, start: str, ends: Iterable[str], name: str) -> tuple[Fact, ...]:
    """Return one fact for each node that another needs: how, by the shortest way, with the cell of its last edge.

    Args:
        case: the case.
        start: the node that needs them.
        ends: what it needs.
        name: of the facts.
    """
    found = _ways(case, start)
    facts = []
    for end in ends:
        steps = [end]
        last = found.get(end)
        edge = last
        while edge is not None:
            steps.append(edge.dependant)
            edge = found.get(edge.dependant)
        shown = " → ".join(title(case, each) for each in reversed(steps))
        if last is not None:
            facts.append(Fact(name, end, last.source, note=shown))
    return tuple(facts)


def _ways(case: Case, start: str) -> Mapping[str, Edge | None]:
    """Return every node that one needs, nearest first, with the edge by which the shortest way comes to it."""
    return case.once(f"continuity.ways.{start}", lambda case: _walked(case, start))


def _walked(case: Case, start: str) -> Mapping[str, Edge | None]:
    needs: Mapping[str, list[Edge]] = case.once("continuity.needs", _needs)
    found: dict[str, Edge | None] = {start: None}
    front = [start]
    while front:
        reached: dict[str, Edge] = {}
        for each in front:
            for edge in needs.get(each, ()):
                if edge.dependency not in found:
                    reached.setdefault(edge.dependency, edge)
        front = sorted(reached)
        found.update((each, reached[each]) for each in front)
    return found


def _needs(case: Case) -> Mapping[str, list[Edge]]:
    found: dict[str, list[Edge]] = {}
    for edge, effect in zip(city(case).edges, city(case).effect.tolist(), strict=True):
        if effect == STOP:
            found.setdefault(edge.dependant, []).append(edge)
    return found


def _points(case: Case) -> Mapping[str, Point]:
    known = city(case)
    return {known.nodes[each.node]: each for each in single_points(known, criticalities(known, case.inventory))}


def _conflicts(case: Case) -> Mapping[tuple[str, str], tuple[Conflict, ...]]:
    found: dict[tuple[str, str], list[Conflict]] = {}
    for each in restart(case).conflicts:
        found.setdefault((each.service, each.kind), []).append(each)
    return {key: tuple(several) for key, several in found.items()}


def _operating(case: Case) -> frozenset[str]:
    return frozenset(each.dependency for each in city(case).edges if each.kind == "operated_by")


def _vital(case: Case) -> frozenset[int]:
    known = city(case)
    numbers = (known.position(f"service:{each.id}") for each in case.inventory.services if each.criticality == VITAL)
    return frozenset(number for number in numbers if number is not None)
