# SPDX-License-Identifier: EUPL-1.2
"""What stops if something stops and how it comes back, as reports show it: node ids, names, hours."""

from __future__ import annotations

from msgspec import Struct


class SinglePoint(Struct, frozen=True):
    """Something whose loss alone stops a public service.

    Args:
        node: its id, `kind:id`.
        name: as a register has it; the id where none does.
        stops, degrades: node ids of the services, sorted.
        alternatives: groups of alternatives that it is in and whose dependant holds without it.
        weight: sum of the criticality of the services stopped, an unknown one counted as 1.
    """

    node: str
    kind: str
    name: str
    stops: tuple[str, ...]
    degrades: tuple[str, ...]
    alternatives: int
    weight: int


class PointPair(Struct, frozen=True):
    """Two things whose joint loss stops a service that neither stops alone."""

    nodes: tuple[str, str]
    stops: tuple[str, ...]


class RestartPath(Struct, frozen=True):
    """The longest chain of restarts before a service is up.

    Args:
        hours: from the start; the least it takes when `unknown` is not empty.
        path: node ids, from the service to what restarts first.
        unknown: node ids of the applications whose recovery time nobody knows and that could make it longer.
    """

    service: str
    hours: float
    path: tuple[str, ...]
    unknown: tuple[str, ...]


class TimeConflict(Struct, frozen=True):
    """A service and something that it requires do not hold together.

    Args:
        kind: `dmia_rto`, `prd_rpo` or `unknown_rto`.
        node: what it requires; the service itself when the whole chain takes too long.
        needs, has: hours; None when unknown.
        path: node ids, from the service to the node.
    """

    kind: str
    service: str
    node: str
    needs: float | None
    has: float | None
    path: tuple[str, ...]


class Continuity(Struct, frozen=True):
    """What the network of a city says of its continuity.

    Args:
        spof: every node that alone stops a service, the gravest first.
        pairs: minimal pairs, sorted.
        recovery: waves of restart; every application and hosting is in one.
        cycles: those of a wave that need each other.
        critical_path: one a service, sorted.
        undefined: node ids that a register names and none defines, sorted.
    """

    spof: tuple[SinglePoint, ...]
    pairs: tuple[PointPair, ...]
    conflicts: tuple[TimeConflict, ...]
    recovery: tuple[tuple[str, ...], ...]
    cycles: tuple[tuple[str, ...], ...]
    critical_path: tuple[RestartPath, ...]
    undefined: tuple[str, ...]
