# SPDX-License-Identifier: EUPL-1.2
"""`sovaudit graph path`: how one thing needs another, by the shortest ways."""

from __future__ import annotations

from collections.abc import Iterator

import click
import msgspec
from tabulate import tabulate

from sovaudit.cli._graph import Loaded, node_of
from sovaudit.cli._graph_words import Names, effect, place, way
from sovaudit.cli._output import write
from sovaudit.continuity.paths import MOST, Paths, paths
from sovaudit.graph import Edge
from sovaudit.language import _, ngettext
from sovaudit.reports import _format

ROWS = 60
"""Edges that the table shows; the rest is counted."""
ENDS = 15
"""Nodes of a long way that are shown at either end; the rest is counted."""


def show(loaded: Loaded, form: str, start: str, end: str) -> int:
    """Print the shortest ways from one node to another, or back when there is none.

    Args:
        loaded: the inventory and its network.
        form: `table` or `json`.
        start, end: nodes, as a person wrote them.

    Raises:
        UsageError: there is no such node.
    """
    found = paths(loaded.network, loaded.inventory, node_of(loaded, start), node_of(loaded, end))
    if form == "json":
        write(msgspec.json.encode(_page(found)) + b"\n")
    else:
        click.echo("\n".join(_lines(found, Names(loaded))))
    return 0


def _page(found: Paths) -> dict[str, object]:
    """Return what is printed in JSON."""
    return {
        "from": found.start,
        "to": found.end,
        "direction": found.direction,
        "length": found.length,
        "count": found.count,
        "count_is_exact": found.count < MOST,
        "paths": found.paths,
        "edges": [_edge(each) for each in found.edges],
        "common": [{"node": each.node, "from": each.start_steps, "to": each.end_steps} for each in found.common],
    }


def _edge(edge: Edge) -> dict[str, object]:
    return {
        "dependant": edge.dependant,
        "dependency": edge.dependency,
        "kind": edge.kind,
        "alternatives": edge.group,
        "effect": edge.effect,
        "source": edge.source,
    }


def _lines(found: Paths, names: Names) -> Iterator[str]:
    start, end = names.label(found.start), names.label(found.end)
    if found.length is None:
        yield _("No path: neither does {start} need {end}, nor the other way round.").format(start=start, end=end)
        yield from _shared(found, names)
        return
    if not found.length:
        yield _("Both are the same: {start}").format(start=start)
        return
    if found.direction == "needed_by":
        yield _("{start} does not need {end}; it is the other way round.").format(start=start, end=end)
        start, end = end, start
    yield _("{start} needs {end}.").format(start=start, end=end)
    yield from _ways(found, names)
    yield ""
    headers = [_("who needs"), _("how"), _("what is needed"), _("if that is lost"), _("source")]
    steps = {node: number for each in found.paths for number, node in enumerate(each)}
    rows = [
        [names.label(each.dependant), way(each), names.label(each.dependency), effect(each), place(each.source)]
        for each in sorted(found.edges, key=lambda edge: (steps[edge.dependant], edge))[:ROWS]
    ]
    yield tabulate(rows, headers, disable_numparse=True)
    if len(found.edges) > ROWS:
        yield _("… and {count} more").format(count=_format.number(len(found.edges) - ROWS))


def _ways(found: Paths, names: Names) -> Iterator[str]:
    """Say how many shortest ways there are, and show the first of them."""
    length = found.length or 0
    steps = ngettext("{count} step", "{count} steps", length).format(count=_format.number(length))
    if found.count < MOST:
        text = ngettext("{count} shortest path, of {steps}", "{count} shortest paths, of {steps}", found.count)
    else:
        text = _("{count} shortest paths or more, of {steps}")
    said = text.format(count=_format.number(found.count), steps=steps)
    shown = len(found.paths)
    yield said if shown == found.count else _("{said}; the first {shown}").format(said=said, shown=shown)
    for number, each in enumerate(found.paths, start=1):
        yield f"{number}. " + " → ".join(_cut([names.name(node) for node in each]))


def _cut(nodes: list[str]) -> list[str]:
    """Cut a long way in the middle."""
    rest = len(nodes) - 2 * ENDS
    return (
        nodes if rest < 2 else [*nodes[:ENDS], _("… {count} more …").format(count=_format.number(rest)), *nodes[-ENDS:]]
    )


def _shared(found: Paths, names: Names) -> Iterator[str]:
    """Name what both need."""
    if not found.common:
        yield _("They need nothing in common, as far as the registers say.")
        return
    yield _("What both need, the nearest first")
    rows = [[names.label(each.node), str(each.start_steps), str(each.end_steps)] for each in found.common]
    ends = [names.name(each) for each in (found.start, found.end)]
    headers = [_("name"), *(_("steps from {node}").format(node=each) for each in ends)]
    yield tabulate(rows, headers, disable_numparse=True)
