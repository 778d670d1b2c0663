# SPDX-License-Identifier: EUPL-1.2
"""What a service was promised and cannot be given: interruption against restart, loss of data against backup."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from sovaudit.continuity._restarting import Restarting, exact, hours
from sovaudit.continuity._trails import Trails, cut
from sovaudit.graph import Network
from sovaudit.model import Service, Unknown
from sovaudit.model.registers import Number

VITAL = 4
"""The criticality of a vital service."""
NAMED = 1000
"""Nodes named for one service and one kind of conflict; the others are counted."""


class Conflict(Struct, frozen=True):
    """A service and something that it requires do not hold together.

    Args:
        kind: `dmia_rto`, `prd_rpo` or `unknown_rto`.
        service: its node id.
        node: what it requires; the service itself where it is the critical path that is too long.
        of: what `has` is: `rto` or `rpo` of the node, or the hours of the `critical_path`.
        needs: DMIA or PRD of the service in hours; None when an RTO is unknown and so is the DMIA.
        has: hours; None when unknown.
        path: from the service to the node, the shortest one, or along the critical path; more than 40 nodes are cut in
            the middle.
        hops: length of the whole path in edges.
    """

    kind: str
    service: str
    node: str
    of: str
    needs: float | None
    has: float | None
    path: tuple[str, ...]
    hops: int


class Conflicts(Struct, frozen=True):
    """Every conflict, sorted by kind, service and node; of more than `NAMED` nodes the worst, then the nearest.

    Args:
        found: the conflicts.
        left_out: how many are not named, by node id of the service.
    """

    found: tuple[Conflict, ...]
    left_out: dict[str, int]


def conflicts(network: Network, times: Restarting, services: Mapping[str, Service]) -> Conflicts:
    """Return what does not hold.

    Edges that degrade make no conflict. Of alternatives that all come too late, the first to be up is blamed, or for
    data the one that loses the least; while one of them holds the time, none is. An unknown RTO is no conflict where
    the service is up in time whatever it is.

    Args:
        network: the nodes.
        times: of these.
        services: by node id.
    """
    found: list[Conflict] = []
    left_out: dict[str, int] = {}
    for at in network.of_kind("service"):
        if (service := services.get(network.nodes[at])) is not None:
            found += _One(network, times, left_out, at).all(service)
    return Conflicts(tuple(sorted(found, key=lambda each: (each.kind, each.service, each.node, each.of))), left_out)


class _One(Struct, frozen=True):
    """The conflicts of one service, at its position."""

    network: Network
    times: Restarting
    left_out: dict[str, int]
    at: int

    def all(self, service: Service) -> Iterator[Conflict]:
        times, at = self.times, self.at
        dmia, prd = _parts(service.dmia_hours), _parts(service.prd_hours)
        if dmia is not None and times.leasts[at] > dmia:
            path = times.critical(at)
            yield self._conflict("dmia_rto", "critical_path", dmia, times.leasts[at], at, cut(path), len(path) - 1)
            yield from self._late("dmia_rto", dmia, times.rto, times.leasts, times.fastest)
        if prd is not None and times.losses[at] > prd:
            yield from self._late("prd_rpo", prd, times.rpo, times.losses, times.freshest)
        unsure = times.leasts[at] < times.most(at)
        if service.criticality == VITAL and unsure and (dmia is None or times.most(at) > dmia):
            trails = Trails(at, times.deciding, times.leasts)
            nodes = [node for node in trails if times.rto[node] == math.inf]
            yield from self._each("unknown_rto", dmia, nodes, times.rto, trails)

    def _late(
        self,
        kind: str,
        limit: int,
        values: Sequence[float],
        whole: Sequence[float],
        chosen: Sequence[Sequence[int]],
    ) -> Iterator[Conflict]:
        """Yield each node whose own value is beyond a limit, through nodes that are beyond it as a whole."""
        trails = Trails(self.at, chosen, whole, limit)
        nodes = [node for node in trails if limit < values[node] < math.inf]
        return self._each(kind, limit, sorted(nodes, key=lambda node: -values[node]), values, trails)

    def _each(
        self, kind: str, limit: int | None, nodes: Sequence[int], values: Sequence[float], trails: Trails
    ) -> Iterator[Conflict]:
        if len(nodes) > NAMED:
            own = self.network.nodes[self.at]
            self.left_out[own] = self.left_out.get(own, 0) + len(nodes) - NAMED
        for node in nodes[:NAMED]:
            of = kind.rpartition("_")[2]
            yield self._conflict(kind, of, limit, values[node], node, trails.way(node), trails.hops(node))

    def _conflict(
        self, kind: str, of: str, limit: int | None, has: float, node: int, way: Sequence[int], hops: int
    ) -> Conflict:
        names = self.network.nodes
        return Conflict(
            kind,
            names[self.at],
            names[node],
            of,
            None if limit is None else hours(limit),
            None if has == math.inf else hours(has),
            tuple(names[each] for each in way),
            hops,
        )


def _parts(value: Number) -> int | None:
    return None if isinstance(value, Unknown) else exact(value)
