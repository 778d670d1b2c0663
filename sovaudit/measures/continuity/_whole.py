# SPDX-License-Identifier: EUPL-1.2
"""What the network says of the continuity of the city, whole, as reports show it."""

from __future__ import annotations

from sovaudit.continuity.spof import minimal_pairs
from sovaudit.measures import Case
from sovaudit.measures.continuity._network import city, points, restart, title
from sovaudit.model import Continuity, PointPair, RestartPath, SinglePoint, TimeConflict


def continuity(case: Case) -> Continuity | None:
    """Return single points, pairs, conflicts and recovery; None when no register tells of a service."""
    if not case.inventory.services:
        return None
    known, found = city(case), restart(case)
    names = known.nodes
    return Continuity(
        spof=tuple(
            SinglePoint(
                node=node,
                kind=node.partition(":")[0],
                name=title(case, node),
                stops=tuple(names[each] for each in point.stops),
                degrades=tuple(names[each] for each in point.degrades),
                alternatives=point.alternatives,
                weight=point.weight,
            )
            for node, point in points(case).items()
        ),
        pairs=tuple(
            PointPair((names[each.nodes[0]], names[each.nodes[1]]), tuple(names[stopped] for stopped in each.stops))
            for each in minimal_pairs(known, tuple(points(case).values()))
        ),
        conflicts=tuple(
            TimeConflict(each.kind, each.service, each.node, each.needs, each.has, each.path)
            for each in found.conflicts
        ),
        recovery=found.waves,
        cycles=found.cycles,
        critical_path=tuple(
            RestartPath(service, each.hours, each.path, each.unknown)
            for service, each in sorted(found.critical_path.items())
        ),
        undefined=tuple(names[each] for each in known.undefined),
    )
