# SPDX-License-Identifier: EUPL-1.2
"""Single points and pairs, for people: outages first, control apart, pairs with their way, what nobody knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct
from tabulate import tabulate

from sovaudit.cli._errors import placed
from sovaudit.cli._graph import Loaded
from sovaudit.cli._graph_why import told
from sovaudit.cli._graph_words import Names, hours, kind_of
from sovaudit.continuity.parties import city_nodes
from sovaudit.continuity.spof import UNSTATED, Pair, Point, criticalities
from sovaudit.continuity.why import Why
from sovaudit.graph import STOP
from sovaudit.graph.network import effect_of
from sovaudit.language import _, ngettext
from sovaudit.model import Unknown
from sovaudit.reports import _format

SHOWN = 20
"""Rows of a table; the rest is counted."""
NAMED = 3
"""Services of a row that are named, the vital ones first; the rest is counted."""
VITAL = 4
CONTROL = frozenset(("controlled_by", "under_law_of"))
"""Edges by which nothing is run: who is needed by them alone is no point of failure but of concentration."""


class Row(Struct, frozen=True):
    """Pairs of one node with others that stop the same services."""

    one: int
    others: tuple[int, ...]
    stops: tuple[int, ...]


class Table:
    """Single points and pairs, line by line."""

    def __init__(self, loaded: Loaded, points: Sequence[Point], pairs: Sequence[Pair], top: int | None) -> None:
        """Take what was found."""
        self._loaded, self._points, self._pairs = loaded, points, pairs
        self._most = top or SHOWN
        self._names = Names(loaded)
        self._nodes = loaded.network.nodes
        self._weight = criticalities(loaded.network, loaded.inventory)
        self._rto = {f"application:{each.id}": each.rto_hours for each in loaded.inventory.applications}
        running = {
            each.dependency
            for each in loaded.network.edges
            if each.kind not in CONTROL and effect_of(each) == STOP and kind_of(each.dependency) == "organisation"
        }
        self._running = running - city_nodes(loaded.inventory)

    def lines(self) -> Iterator[str]:
        """Yield outages, services that others need, control, pairs, what is not known."""
        services = [each for each in self._points if kind_of(self._nodes[each.node]) == "service"]
        controls = [each for each in self._points if self._controls(self._nodes[each.node])]
        apart = {each.node for each in (*services, *controls)}
        outages = [each for each in self._points if each.node not in apart]
        yield ngettext(
            "{count} single point of failure: its loss alone stops a service",
            "{count} single points of failure: the loss of each alone stops a service",
            len(outages),
        ).format(count=_format.number(len(outages)))
        yield from self._ranking(outages)
        if services:
            yield ""
            yield placed(
                _("Public services that stop others ({count})").format(count=_format.number(len(services))),
                self._names.labels([self._nodes[each.node] for each in services], self._most),
            )
        if controls:
            yield ""
            yield _("Countries, the city itself and companies that only control others: concentration, not outage")
            yield from self._ranking(controls)
        yield ""
        yield from self._paired()
        yield from self._silent()

    def _controls(self, node: str) -> bool:
        return kind_of(node) == "country" or (kind_of(node) == "organisation" and node not in self._running)

    def _ranking(self, points: Sequence[Point]) -> Iterator[str]:
        rows = [
            [
                str(rank),
                self._names.label(self._nodes[each.node]),
                self._services(each.stops),
                _format.number(len(each.stops)),
                _format.number(sum(self._weight[one] == VITAL for one in each.stops)),
                _format.number(len(each.degrades)),
                _format.number(each.weight),
                _redundancy(each),
                self._recovery(self._nodes[each.node]),
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
            "RTO",
        ]
        if rows:
            yield tabulate(rows, headers, disable_numparse=True, maxcolwidths=_POINTS)
        yield from _rest(len(points) - len(rows))

    def _recovery(self, node: str) -> str:
        """Say how long it takes to restart; only of applications a register may say it."""
        return hours(self._rto[node]) if node in self._rto else "–"

    def _services(self, positions: Sequence[int]) -> str:
        ordered = sorted(positions, key=lambda each: (-self._weight[each], each))
        shown = ", ".join(self._names.name(self._nodes[each]) for each in ordered[:NAMED])
        more = len(ordered) - NAMED
        return f"{shown} " + _("and {count} more").format(count=_format.number(more)) if more > 0 else shown

    def _paired(self) -> Iterator[str]:
        count = len(self._pairs)
        if not count:
            yield _("No pair stops a service that neither of the two stops alone.")
            return
        yield ngettext(
            "{count} pair: together they stop a service that neither stops alone",
            "{count} pairs: together they stop a service that neither stops alone",
            count,
        ).format(count=_format.number(count))
        why, shown = Why(self._loaded.network), self._rows()
        cells = []
        for row in shown:
            worst = max(row.stops, key=lambda each: (self._weight[each], -each))
            steps = why.steps((row.one, row.others[0]), worst)
            cells.append(
                [
                    self._names.label(self._nodes[row.one]),
                    self._names.labels([self._nodes[each] for each in row.others]),
                    self._services(row.stops),
                    told(steps, lambda each: self._names.name(self._nodes[each])),
                ]
            )
        headers = [_("one"), _("with any of these"), _("services that stop"), _("because of (→: requires)")]
        yield tabulate(cells, headers, disable_numparse=True, maxcolwidths=_PAIRS)
        yield from _rest(count - sum(len(row.others) for row in shown))

    def _rows(self) -> list[Row]:
        """Put pairs that stop the same together by a node that they share, the gravest first."""
        by_stops: dict[tuple[int, ...], list[tuple[int, int]]] = {}
        for pair in self._pairs:
            by_stops.setdefault(pair.stops, []).append(pair.nodes)
        found: list[Row] = []
        for stops in sorted(by_stops, key=lambda each: (-self._gravity(each), each)):
            left = by_stops[stops]
            while left and len(found) < self._most:
                counts = Counter(node for nodes in left for node in nodes)
                one = min(counts, key=lambda node: (-counts[node], node))
                others = sorted(other for nodes in left if one in nodes for other in nodes if other != one)
                found.append(Row(one, tuple(others), stops))
                left = [nodes for nodes in left if one not in nodes]
        return found

    def _gravity(self, stops: tuple[int, ...]) -> int:
        return sum(self._weight[each] for each in stops)

    def _silent(self) -> Iterator[str]:
        network, services = self._loaded.network, self._loaded.inventory.services
        needing = {each.dependant for each in network.edges}
        alone = [f"service:{each.id}" for each in services if f"service:{each.id}" not in needing]
        stated = {f"service:{each.id}" for each in services if not isinstance(each.criticality, Unknown)}
        blank = [self._nodes[each] for each in self._weight if self._nodes[each] not in stated]
        missing = [self._nodes[each] for each in network.undefined]
        parts = (
            (alone, _("services of which no register says what they rely on: nothing can be said to be safe for them")),
            (blank, _("services without criticality, counted as {level}").format(level=UNSTATED)),
            (missing, _("used in a register and defined in none")),
        )
        for nodes, said in parts:
            if nodes:
                yield ""
                yield _("{said} ({count}):").format(said=said, count=_format.number(len(nodes)))
                yield "  " + self._names.labels(nodes, self._most)


_POINTS = [None, 48, 52, None, None, None, None, 22, None]
_PAIRS = [36, 44, 40, 64]


def _rest(count: int) -> Iterator[str]:
    if count > 0:
        yield _("and {count} more; --top shows more, -f json all").format(count=_format.number(count))


def _redundancy(point: Point) -> str:
    """Say in how many hands it is what a node does: in its own alone, and how many go on without it."""
    if not point.alternatives:
        return _("1 of 1")
    text = ngettext("1 of 1; {count} goes on without it", "1 of 1; {count} go on without it", point.alternatives)
    return text.format(count=_format.number(point.alternatives))
