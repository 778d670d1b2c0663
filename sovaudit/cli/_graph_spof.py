# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit graph spof`: what stops a public service alone, and which two things do together."""

from __future__ import annotations

import click
import msgspec

from sovaudit.cli._graph import Loaded, need_services
from sovaudit.cli._output import write
from sovaudit.continuity.spof import Pair, Point, criticalities, minimal_pairs, single_points
from sovaudit.continuity.why import Why, ways

EXPLAINED = 1000
"""Single points, and pairs, whose way of failing is told in JSON; of more, `graph impact` tells it one by one."""


def show(loaded: Loaded, form: str, top: int | None) -> int:
    """Print single points and pairs.

    Args:
        loaded: the inventory and its network.
        form: `table` or `json`.
        top: rows of a table at most.

    Raises:
        NothingToAssessError: there is no public service.
    """
    need_services(loaded)
    network = loaded.network
    points = single_points(network, criticalities(network, loaded.inventory))
    pairs = minimal_pairs(network, points)
    if form == "json":
        write(msgspec.json.encode(_page(loaded, points, pairs)) + b"\n")
    else:
        from sovaudit.cli._graph_spof_table import Table

        click.echo("\n".join(Table(loaded, points, pairs, top).lines()))
    return 0


def _page(loaded: Loaded, points: tuple[Point, ...], pairs: tuple[Pair, ...]) -> dict[str, object]:
    nodes, why = loaded.network.nodes, Why(loaded.network)
    undefined = set(loaded.network.undefined)
    spof: list[dict[str, object]] = []
    for number, point in enumerate(points):
        node = nodes[point.node]
        row = {
            "node": node,
            "kind": node.partition(":")[0],
            "name": loaded.titles.get(node, node),
            "stops": [nodes[each] for each in point.stops],
            "degrades": [nodes[each] for each in point.degrades],
            "alternatives": point.alternatives,
            "weight": point.weight,
        }
        if number < EXPLAINED:
            row["why"] = _ways(loaded, why, (point.node,), point.stops[0])[0]
        spof.append(row | ({"undefined": True} if point.node in undefined else {}))
    joint = []
    for number, pair in enumerate(pairs):
        both = {"nodes": [nodes[each] for each in pair.nodes], "stops": [nodes[each] for each in pair.stops]}
        joint.append(both | ({"why": _ways(loaded, why, pair.nodes, pair.stops[0])} if number < EXPLAINED else {}))
    return {"spof": spof, "pairs": joint, "undefined": [nodes[each] for each in loaded.network.undefined]}


def _ways(loaded: Loaded, why: Why, lost: tuple[int, ...], service: int) -> list[list[str]]:
    """Return for each lost node the ids from it to a service that it stops, in the order of the lost nodes."""
    return [[loaded.network.nodes[each] for each in way] for way in ways(why.steps(lost, service)).values()]
