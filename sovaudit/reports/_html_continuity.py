# SPDX-License-Identifier: EUPL-1.2
"""The page on continuity: what stops services alone or in pairs, what cannot be held, in which order things come back.

Outage and concentration are two tables: a country or a company that only controls others fails otherwise than a room of
servers. Every table has its first rows; `audit.json` and `sovaudit graph` have all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from sovaudit.graph import operational_edges, titles
from sovaudit.language import _
from sovaudit.model import SinglePoint, TimeConflict, Unknown
from sovaudit.reports import _format, _words
from sovaudit.reports._html_lens import Lens
from sovaudit.reports._html_safe import shown
from sovaudit.reports._html_stated import Few, few
from sovaudit.reports._sheets_continuity import wrong

VITAL = 4
SHOWN = 40
"""Rows of a table of the page."""
WIDTH = 120
"""Length of the longest bar, in pixels."""


class PointRow(Struct, frozen=True):
    """A single point of failure as it is shown; `bar` is its weight as a length in pixels."""

    rank: int
    name: str
    link: str
    kind: str
    services: Few
    stopped: int
    vital: int
    degraded: int
    weight: int
    bar: int
    alternatives: int


class PairRow(Struct, frozen=True):
    """Two things that together stop what neither stops alone."""

    one: tuple[str, str]
    other: tuple[str, str]
    services: Few


class ConflictRow(Struct, frozen=True):
    """A promise that cannot be held."""

    kind: str
    service: str
    node: str
    link: str
    needs: str
    has: str
    path: str


class Wave(Struct, frozen=True):
    """What restarts together, and which of it needs each other."""

    number: int
    nodes: Few
    count: int
    cycles: tuple[str, ...]


class ContinuityPage(Struct, frozen=True):
    """What the page shows; `more_…` is how many rows of a table are left out."""

    outages: tuple[PointRow, ...]
    more_outages: int
    controls: tuple[PointRow, ...]
    more_controls: int
    pairs: tuple[PairRow, ...]
    more_pairs: int
    conflicts: tuple[ConflictRow, ...]
    more_conflicts: int
    waves: tuple[Wave, ...]
    undefined: Few
    silent: Few


def continuity(lens: Lens) -> ContinuityPage | None:
    """Return the page; None when no register tells of a service."""
    found = lens.audit.continuity
    if found is None:
        return None
    naming = _Naming(lens)
    operating = {edge.dependency for edge in operational_edges(lens.inventory) if edge.kind == "operated_by"}
    operating -= _city(lens)
    controls = [each for each in found.spof if _controls(each, operating)]
    outages = [each for each in found.spof if not _controls(each, operating)]
    needing = {each.service for each in found.critical_path if each.path != (each.service,)}
    silent = [each.id for each in lens.inventory.services if f"service:{each.id}" not in needing]
    return ContinuityPage(
        outages=naming.points(outages),
        more_outages=max(0, len(outages) - SHOWN),
        controls=naming.points(controls),
        more_controls=max(0, len(controls) - SHOWN),
        pairs=tuple(
            PairRow(naming.node(each.nodes[0]), naming.node(each.nodes[1]), naming.services(each.stops))
            for each in found.pairs[:SHOWN]
        ),
        more_pairs=max(0, len(found.pairs) - SHOWN),
        conflicts=tuple(map(naming.conflict, found.conflicts[:SHOWN])),
        more_conflicts=max(0, len(found.conflicts) - SHOWN),
        waves=tuple(_wave(number, wave, found.cycles, naming) for number, wave in enumerate(found.recovery, 1)),
        undefined=few(found.undefined, naming.node),
        silent=few(silent, lambda each: naming.node(f"service:{each}")),
    )


def _city(lens: Lens) -> set[str]:
    """Return the node ids of the organisations that are the city itself: it is no supplier that fails."""
    known = lens.measured.get("organisation.is_city")
    answers = known.answers if known else ()
    records = zip(lens.inventory.organisations, answers, strict=False)
    return {f"organisation:{record.id}" for record, answer in records if answer.value is True}


def _controls(point: SinglePoint, operating: Iterable[str]) -> bool:
    """Tell a country, the city itself, and who only controls other companies from what is operated by others."""
    return point.kind == "country" or (point.kind == "organisation" and point.node not in operating)


def _wave(number: int, wave: Sequence[str], cycles: Iterable[Sequence[str]], naming: _Naming) -> Wave:
    inside = set(wave)
    named = tuple(" – ".join(naming.node(each)[0] for each in cycle) for cycle in cycles if inside.issuperset(cycle))
    return Wave(number, few(wave, naming.node, 12), len(wave), named)


class _Naming:
    """Names and links of nodes, and rows made of them."""

    def __init__(self, lens: Lens) -> None:
        self._lens = lens
        self._titles = titles(lens.inventory)
        services = lens.inventory.services
        self._vital = {f"service:{each.id}" for each in services if each.criticality == VITAL}
        self._heaviest = (
            max((each.weight for each in lens.audit.continuity.spof), default=1) if (lens.audit.continuity) else 1
        )

    def node(self, node: str) -> tuple[str, str]:
        """Return the name of a node, and the link to its page."""
        kind, _colon, own = node.partition(":")
        name = _words.country(own) if kind == "country" else self._titles.get(node, own)
        return shown(name, 80), self._lens.link(node)

    def services(self, nodes: Sequence[str]) -> Few:
        """Return services, the vital ones first."""
        return few(sorted(nodes, key=lambda each: (each not in self._vital, each)), self.node)

    def points(self, found: Sequence[SinglePoint]) -> tuple[PointRow, ...]:
        """Return the first rows of a ranking."""
        return tuple(self._point(rank, each) for rank, each in enumerate(found[:SHOWN], 1))

    def _point(self, rank: int, point: SinglePoint) -> PointRow:
        name, link = self.node(point.node)
        return PointRow(
            rank=rank,
            name=name,
            link=link,
            kind=_format.subject_kind(point.kind),
            services=self.services(point.stops),
            stopped=len(point.stops),
            vital=len(self._vital.intersection(point.stops)),
            degraded=len(point.degrades),
            weight=point.weight,
            bar=max(2, point.weight * WIDTH // max(1, self._heaviest)),
            alternatives=point.alternatives,
        )

    def conflict(self, found: TimeConflict) -> ConflictRow:
        """Return a row of the table of promises."""
        name, link = self.node(found.node)
        return ConflictRow(
            kind=wrong(found.kind),
            service=self.node(found.service)[0],
            node=_("the whole chain") if found.node == found.service else name,
            link=link,
            needs=_hours(found.needs),
            has=_hours(found.has),
            path=" → ".join(self.node(each)[0] for each in found.path),
        )


def _hours(hours: float | None) -> str:
    return _format.value(Unknown("absent")) if hours is None else _("{hours} h").format(hours=_format.number(hours))
