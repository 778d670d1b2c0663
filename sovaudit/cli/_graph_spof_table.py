# SPDX-License-Identifier: EUPL-1.2
"""Single points and pairs, for people: outages first, control apart, pairs with their way, what nobody knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tabulate import tabulate

from sovaudit.cli._graph import Loaded
from sovaudit.cli._graph_spof import explain
from sovaudit.cli._graph_words import Names, kind_of
from sovaudit.continuity.impact import Impacts
from sovaudit.continuity.parties import city_nodes
from sovaudit.continuity.spof import Pair, Point
from sovaudit.language import _, ngettext
from sovaudit.model import Unknown
from sovaudit.reports import _format

SHOWN = 20
"""Rows of a table; the rest is counted."""
NAMED = 3
"""Services of a row that are named, the vital ones first; the rest is counted."""
VITAL = 4
_WIDE = 60


class Table:
    """Single points and pairs, line by line."""

    def __init__(self, loaded: Loaded, points: Sequence[Point], pairs: Sequence[Pair], top: int | None) -> None:
        """Take what was found."""
        self._loaded, self._points, self._pairs = loaded, points, pairs
        self._most = top or SHOWN
        self._names = Names(loaded)
        self._nodes = loaded.network.nodes
        services = loaded.inventory.services
        self._vital = {f"service:{each.id}" for each in services if each.criticality == VITAL}
        operating = {each.dependency for each in loaded.network.edges if each.kind == "operated_by"}
        self._operating = operating - city_nodes(loaded.inventory)

    def lines(self) -> Iterator[str]:
        """Yield outages, control, pairs, what is not known."""
        outages = [each for each in self._points if not self._controls(each)]
        controls = [each for each in self._points if self._controls(each)]
        yield ngettext(
            "{count} single point of failure: its loss alone stops a service",
            "{count} single points of failure: the loss of each alone stops a service",
            len(outages),
        ).format(count=_format.number(len(outages)))
        yield from self._ranking(outages)
        if controls:
            yield ""
            yield _("Countries, the city itself and companies that only control others: concentration, not outage")
            yield from self._ranking(controls)
        yield from self._paired()
        yield from self._silent()

    def _controls(self, point: Point) -> bool:
        node = self._nodes[point.node]
        return kind_of(node) == "country" or (kind_of(node) == "organisation" and node not in self._operating)

    def _ranking(self, points: Sequence[Point]) -> Iterator[str]:
        rows = [
            [
                str(rank),
                self._names.label(self._nodes[each.node]),
                self._services(each.stops),
                _format.number(len(each.stops)),
                _format.number(len(self._vital.intersection(self._nodes[one] for one in each.stops))),
                _format.number(len(each.degrades)),
                _format.number(each.weight),
                _redundancy(each),
            ]
            for rank, each in enumerate(points[: self._most], 1)
        ]
        headers = [
            _("rank"),
            _("what is lost"),
            _("services that stop"),
            _("how many"),
            _("vital"),
            _("degraded"),
            _("weight"),
            _("redundancy"),
        ]
        if rows:
            widths = [None, _WIDE, _WIDE, None, None, None, None, None]
            yield tabulate(rows, headers, disable_numparse=True, maxcolwidths=widths)
        yield from _rest(len(points) - len(rows))

    def _services(self, positions: Sequence[int]) -> str:
        nodes = sorted((self._nodes[each] for each in positions), key=lambda each: (each not in self._vital, each))
        shown = ", ".join(self._names.name(each) for each in nodes[:NAMED])
        more = len(nodes) - NAMED
        return f"{shown} " + _("and {count} more").format(count=_format.number(more)) if more > 0 else shown

    def _paired(self) -> Iterator[str]:
        yield ""
        count = len(self._pairs)
        if not count:
            yield _("No pair stops a service that neither of the two stops alone.")
            return
        yield ngettext(
            "{count} pair: together they stop a service that neither stops alone",
            "{count} pairs: together they stop a service that neither stops alone",
            count,
        ).format(count=_format.number(count))
        impacts = Impacts(self._loaded.network, self._loaded.inventory)
        gravest = sorted(self._pairs, key=lambda each: (-self._gravity(each), each.nodes))
        rows = [
            [
                *(self._names.label(self._nodes[each]) for each in pair.nodes),
                self._services(pair.stops),
                " → ".join(self._names.name(each) for each in reversed(explain(self._loaded, pair, impacts))),
            ]
            for pair in gravest[: self._most]
        ]
        headers = [_("one"), _("the other"), _("services that stop"), _("because of (→: requires)")]
        yield tabulate(rows, headers, disable_numparse=True, maxcolwidths=[40, 40, 40, _WIDE])
        yield from _rest(count - len(rows))

    def _gravity(self, pair: Pair) -> int:
        return len(self._vital.intersection(self._nodes[each] for each in pair.stops)) * 1000 + len(pair.stops)

    def _silent(self) -> Iterator[str]:
        network, services = self._loaded.network, self._loaded.inventory.services
        needing = {each.dependant for each in network.edges}
        alone = [f"service:{each.id}" for each in services if f"service:{each.id}" not in needing]
        blank = [f"service:{each.id}" for each in services if isinstance(each.criticality, Unknown)]
        missing = [self._nodes[each] for each in network.undefined]
        parts = (
            (alone, _("services of which no register says what they rely on: nothing can be said to be safe for them")),
            (blank, _("services without criticality: they count with the least weight")),
            (missing, _("used in a register and defined in none")),
        )
        for nodes, said in parts:
            if nodes:
                yield ""
                yield _("{said} ({count}):").format(said=said, count=_format.number(len(nodes)))
                yield "  " + self._names.labels(nodes, self._most)


def _rest(count: int) -> Iterator[str]:
    if count > 0:
        yield _("and {count} more; --top shows more, -f json all").format(count=_format.number(count))


def _redundancy(point: Point) -> str:
    """Say in how many hands it is what a node does: in its own alone, and how many go on without it."""
    if not point.alternatives:
        return _("1 of 1")
    text = ngettext("1 of 1; {count} goes on without it", "1 of 1; {count} go on without it", point.alternatives)
    return text.format(count=_format.number(point.alternatives))
