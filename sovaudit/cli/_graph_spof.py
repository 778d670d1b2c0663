# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit graph spof`: what stops a public service alone, and which two things do together."""

from __future__ import annotations

import click
import msgspec

from sovaudit.cli._graph import Loaded, need_services
from sovaudit.cli._output import write
from sovaudit.continuity.impact import Impacts
from sovaudit.continuity.spof import Pair, Point, criticalities, minimal_pairs, single_points

EXPLAINED = 1000
"""Pairs whose way of failing is told in JSON; of more, `graph impact` tells it one by one."""


def show(loaded: Loaded, form: str, top: int | None) -> int:
    """Print single points and pairs.

    Args:
        loaded: the inventory and its network.
        form: `table` or `json`.
        top: rows of a table at most.
    """
    need_services(loaded)
    network = loaded.network
    points = single_points(network, criticalities(network, loaded.inventory))
    pairs = minimal_pairs(network, points)
    if form == "json":
        undefined = set(network.undefined)
        impacts = Impacts(network, loaded.inventory) if len(pairs) <= EXPLAINED else None
        page = {
            "spof": [_point(loaded, each, undefined) for each in points],
            "pairs": [_pair(loaded, each, impacts) for each in pairs],
            "undefined": [network.nodes[each] for each in network.undefined],
        }
        write(msgspec.json.encode(page) + b"\n")
        return 0
    from sovaudit.cli._graph_spof_table import Table

    click.echo("\n".join(Table(loaded, points, pairs, top).lines()))
    return 0


def _point(loaded: Loaded, point: Point, undefined: set[int]) -> dict[str, object]:
    nodes = loaded.network.nodes
    node = nodes[point.node]
    row: dict[str, object] = {
        "node": node,
        "kind": node.partition(":")[0],
        "name": loaded.titles.get(node, node),
        "stops": [nodes[each] for each in point.stops],
        "degrades": [nodes[each] for each in point.degrades],
        "alternatives": point.alternatives,
        "weight": point.weight,
    }
    return row | ({"undefined": True} if point.node in undefined else {})


def _pair(loaded: Loaded, pair: Pair, impacts: Impacts | None) -> dict[str, object]:
    nodes = loaded.network.nodes
    row: dict[str, object] = {
        "nodes": [nodes[each] for each in pair.nodes],
        "stops": [nodes[each] for each in pair.stops],
    }
    return row | ({"why": explain(loaded, pair, impacts)} if impacts else {})


def explain(loaded: Loaded, pair: Pair, impacts: Impacts) -> tuple[str, ...]:
    """Return the path of node ids by which the loss of both reaches the first service that they stop."""
    nodes = loaded.network.nodes
    found = impacts.of([nodes[each] for each in pair.nodes])
    return found.why[nodes[pair.stops[0]]]
