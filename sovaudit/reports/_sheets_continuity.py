# SPDX-License-Identifier: EUPL-1.2
"""The sheets on continuity: single points and pairs, promises that cannot be held, the order of restart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sovaudit.graph import titles
from sovaudit.language import _
from sovaudit.model import ABSENT, Audit, Continuity, TimeConflict
from sovaudit.reports import _format as words
from sovaudit.reports._sheet import Column, Row, Sheet

VITAL = 4


def points(audit: Audit, found: Continuity) -> Sheet:
    """Describe « Défaillances »: one row a single point, the heaviest first, then one row a pair."""
    columns = (
        Column("node", _("What is lost (id)"), width=30, wrap=True),
        Column("name", _("Name"), width=30, wrap=True),
        Column("kind", _("Kind"), width=16),
        Column("other", _("Together with (id)"), width=30, wrap=True),
        Column("stopped", _("Services stopped (number)"), "int", width=12),
        Column("vital", _("Of these, vital"), "int", width=10),
        Column("degraded", _("Services degraded (number)"), "int", width=12),
        Column("weight", _("Weight (sum of criticality)"), "int", width=12),
        Column("alternatives", _("Alternatives that hold without it"), "int", width=14),
        Column("stops", _("Services that stop"), width=44, wrap=True),
        Column("degrades", _("Services that degrade"), width=44, wrap=True),
    )
    title = _("What stops a public service when it alone is lost, and which two things when both are?")
    return Sheet("spof", _("Points of failure"), title, columns, lambda: _points(audit, found))


def _points(audit: Audit, found: Continuity) -> Iterator[Row]:
    names = titles(audit.inventory)
    vital = {f"service:{each.id}" for each in audit.inventory.services if each.criticality == VITAL}
    for each in found.spof:
        yield (
            each.node,
            each.name,
            words.subject_kind(each.kind),
            None,
            len(each.stops),
            len(vital.intersection(each.stops)),
            len(each.degrades),
            each.weight,
            each.alternatives,
            _named(each.stops, names),
            _named(each.degrades, names),
        )
    for pair in found.pairs:
        one, other = pair.nodes
        kind = words.subject_kind(one.partition(":")[0])
        stopped = len(pair.stops), len(vital.intersection(pair.stops))
        yield (one, names.get(one, one), kind, other, *stopped, None, None, None, _named(pair.stops, names), None)


def conflicts(audit: Audit, found: Continuity) -> Sheet:
    """Describe « Promesses »: one row a service and what it requires that does not hold with it."""
    columns = (
        Column("service", _("Service (id)"), width=24, wrap=True),
        Column("name", _("Service"), width=34, wrap=True),
        Column("kind", _("What is wrong"), width=24, wrap=True),
        Column("node", _("With (id)"), width=28, wrap=True),
        Column("needs", _("The service bears (hours)"), "float", width=14),
        Column("has", _("It takes (hours)"), "float", width=14),
        Column("path", _("By way of"), width=60, wrap=True),
    )
    title = _("Which promises on interruption and loss of data cannot be held?")
    names = titles(audit.inventory)
    rows = tuple(_conflict(each, names) for each in found.conflicts)
    return Sheet("conflicts", _("Promises not held"), title, columns, lambda: rows)


def _conflict(found: TimeConflict, names: Mapping[str, str]) -> Row:
    return (
        found.service,
        names.get(found.service, found.service),
        wrong(found.kind),
        found.node,
        ABSENT if found.needs is None else found.needs,
        ABSENT if found.has is None else found.has,
        " → ".join(names.get(each, each) for each in found.path),
    )


def restart(audit: Audit, found: Continuity) -> Sheet:
    """Describe « Reprise »: one row an application or hosting, in the order of restart."""
    columns = (
        Column("node", _("What restarts (id)"), width=30, wrap=True),
        Column("name", _("Name"), width=36, wrap=True),
        Column("kind", _("Kind"), width=16),
        Column("wave", _("Wave"), "int", width=8),
        Column("cycle", _("Restarts together with"), width=44, wrap=True),
    )
    title = _("In which order does everything come back?")
    return Sheet("restart", _("Restart"), title, columns, lambda: _restart(audit, found))


def _restart(audit: Audit, found: Continuity) -> Iterator[Row]:
    names = titles(audit.inventory)
    cycle_of = {each: cycle for cycle in found.cycles for each in cycle}
    for number, wave in enumerate(found.recovery, 1):
        for node in wave:
            others = [each for each in cycle_of.get(node, ()) if each != node]
            kind = words.subject_kind(node.partition(":")[0])
            yield (node, names.get(node, node), kind, number, _named(others, names) if others else None)


def wrong(kind: str) -> str:
    """Return what is wrong between a service and something that it requires, in words."""
    return {
        "dmia_rto": _("comes back too late"),
        "prd_rpo": _("may lose too much data"),
        "unknown_rto": _("recovery time unknown"),
    }[kind]


def _named(nodes: Iterable[str], names: Mapping[str, str]) -> str:
    return "; ".join(names.get(each, each) for each in nodes)
